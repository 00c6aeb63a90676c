"""The phrases: what is written wrongly fails, it never passes unseen."""

import re

import pytest

from tests.acceptance.cases import Case, Step
from tests.acceptance.scenario import CaseError
from tests.acceptance.steps import PHRASES, play

SOUND = (Step("given the plan", "Coffee shop"), Step("when it is checked as of", "2026-06-30"))
NO_OWNER = (
    Step("given the plan", "Coffee shop"),
    Step("without", "the Owner of O-QUEUE"),
    Step("when it is checked as of", "2026-06-30"),
)


def played(*steps: Step) -> None:
    play(Case("a case", steps))


@pytest.mark.parametrize(
    ("step", "trouble"),
    [
        (Step("expect rain", ""), "No step is called"),
        (Step("", "lonely value"), "No step is called"),
        (Step("given the plan", "Tea house"), "no plan Tea house"),
        (Step("the Ownr of O-QUEUE is", "Ann"), "no column Ownr"),
        (Step("the Owner of O-QUEU is", "Ann"), "No row has the ID"),
        (Step("its Ownr", "Ann"), "no column Ownr"),
        (Step("without", "the weather"), "nothing that can be taken away"),
        (Step("without", "all drivers"), "no such row"),
        (Step("without", "the readings of K-NONE"), "no such row"),
        (Step("without", "the column Sauce of KPIs"), "no column Sauce"),
    ],
)
def test_a_step_that_cannot_be_followed_is_an_error(step, trouble):
    with pytest.raises(CaseError, match=trouble):
        played(SOUND[0], step, *SOUND[1:], Step("expect nothing", ""))


def test_a_cell_without_a_row_is_an_error():
    with pytest.raises(CaseError, match="No row is given"):
        played(Step("its own column Supplier", "Rossi"))


@pytest.mark.parametrize("phrase", ["expect", "expect nothing", "all actions taken away gives"])
def test_expecting_before_checking_is_an_error(phrase):
    with pytest.raises(CaseError, match="as of when"):
        played(SOUND[0], Step(phrase, ""))


def test_a_case_that_expects_nothing_at_all_is_an_error():
    with pytest.raises(CaseError, match="expects nothing"):
        played(*SOUND)


def test_a_finding_that_was_not_expected_fails_the_case():
    with pytest.raises(AssertionError):
        played(*NO_OWNER, Step("expect nothing", ""))


def test_a_second_finding_that_was_not_expected_fails_the_case():
    with pytest.raises(AssertionError):
        played(
            Step("given the plan", "Coffee shop"),
            Step("without", "the Due of O-QUEUE"),
            *NO_OWNER[1:],
            Step("expect", "S02 on Owner of O-QUEUE"),
        )


def test_an_expected_finding_that_is_not_there_fails_the_case():
    with pytest.raises(AssertionError):
        played(*SOUND, Step("expect", "S02 on Owner of O-QUEUE"))


def test_a_finding_in_another_place_fails_the_case():
    with pytest.raises(AssertionError):
        played(*NO_OWNER, Step("expect", "S02 on Owner of O-CERT"))


def test_a_part_taken_away_with_other_codes_fails_the_case():
    with pytest.raises(AssertionError):
        played(*SOUND, Step("the Owner of O-QUEUE taken away gives", "S02, S03"))


@pytest.mark.parametrize(
    "phrase", ["its own column Supplier", "given a reading of K-1", "expect nothing", "expect"]
)
def test_a_phrase_means_one_thing_only(phrase):
    assert sum(bool(re.fullmatch(pattern, phrase)) for pattern in PHRASES) == 1
