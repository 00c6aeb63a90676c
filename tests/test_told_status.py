"""The rule of a status in words, with numbers that are right as printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.plan.model import Settings
from okrsheet.score.status import BY_RANK, Status, rank
from okrsheet.told_status import coverage_line, gap_line

SHARES = st.floats(0, 1)
DEFAULTS = Settings()


def gap(expected, reached, status, word="score"):
    return gap_line(expected, reached, word, DEFAULTS, status).plain


@pytest.mark.parametrize(
    ("score", "status", "rule"),
    [
        (0.57, Status.ON_TRACK, "score 57.0% = 5.0% behind: at most 5%: ● On track"),
        (0.55, Status.AT_RISK, "score 55.0% = 7.0% behind: more than 5%, at most 20%: ▲ At risk"),
        (0.41, Status.OFF_TRACK, "score 41.0% = 21.0% behind: more than 20%: ■ Off track"),
    ],
)
def test_a_gap_is_told_with_the_limits_that_it_keeps_or_breaks(score, status, rule):
    assert gap(0.62, score, status) == f"expected 62.0% - {rule}"


def test_what_is_ahead_is_told_as_ahead():
    assert (
        gap(0.5, 0.6, Status.ON_TRACK) == "score 60.0% - expected 50.0% = 10.0% ahead: ● On track"
    )


def test_what_went_backwards_stands_in_brackets():
    told = gap(0.5, -0.1, Status.OFF_TRACK, "attainment")
    assert told.startswith("expected 50.0% - attainment (-10.0%) = 60.0% behind: more than 20%")


def test_a_gap_close_to_a_limit_gets_the_places_that_show_its_side():
    told = gap(0.6204, 0.57, Status.AT_RISK)
    assert told.startswith("expected 62.04% - score 57.00% = 5.04% behind: more than 5%")


def test_without_a_verdict_the_gap_stands_alone():
    assert gap(0.62, 0.55, None).endswith("7.0% behind: more than 5%, at most 20%")


def test_coverage_of_the_minimum_is_enough():
    told = coverage_line(0.5, DEFAULTS, decides=True).plain
    assert told.startswith("coverage 50.0%,")
    assert told.endswith("at least the minimum of 50%")


def test_too_little_coverage_gives_no_data_where_it_decides():
    told = coverage_line(0.4999, DEFAULTS, decides=True).plain
    assert told.startswith("coverage 49.99%,")
    assert told.endswith("less than the minimum of 50%: ○ No data")
    assert not coverage_line(0.4, DEFAULTS, decides=False).plain.endswith("No data")


@given(SHARES, SHARES)
def test_a_printed_gap_is_the_difference_of_the_printed_numbers(expected, score):
    status = BY_RANK[int(rank(expected, score, 0.05, 0.2))]
    told = gap(expected, score, status)
    first, second, difference = map(float, re.findall(r"([\d.]+)%", told)[:3])
    assert first - second == pytest.approx(difference)
    behind = difference if "behind" in told else -difference
    if "more than 5%" in told:
        assert behind > 5
    if "at most 5%" in told:
        assert behind <= 5
    if "at most 20%" in told:
        assert behind <= 20
    if "more than 20%" in told:
        assert behind > 20
