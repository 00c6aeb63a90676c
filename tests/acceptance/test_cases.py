"""The text of the cases: every rule has its cases, and a slip of the pen is no silent pass."""

import pytest

from okrsheet.smart.registry import CODES
from tests.acceptance.cases import Case, Step, read_sheet, read_sheets

CASES = [case for sheet in read_sheets() for case in sheet.cases]


def expects(case: Case, code: str) -> bool:
    return any(step.phrase == "expect" and step.value.startswith(code) for step in case.steps)


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_a_case_that_it_flags_and_one_that_it_passes(code):
    assert {expects(case, code) for case in CASES if case.code == code} == {True, False}


def test_every_case_of_a_letter_is_on_its_sheet():
    letters = {sheet.title: sheet for sheet in read_sheets() if len(sheet.title) == 1}
    assert "".join(letters) == "SMARTDW"
    for letter, sheet in letters.items():
        assert {case.code[0] for case in sheet.cases if case.code} == {letter}


def test_a_step_is_a_phrase_and_a_value_behind_the_first_colon():
    sheet = read_sheet("# S\n\n## A case\n- the Waive of O-1 is: S02: on leave\n- expect nothing\n")
    assert sheet.title == "S"
    assert sheet.cases == (
        Case("A case", (Step("the Waive of O-1 is", "S02: on leave"), Step("expect nothing", ""))),
    )


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("## A case\n- expect nothing", "begins with"),
        ("# S\nSome words\n## A case\n- expect nothing", "title alone"),
        ("# S\n## A case\n", "no step"),
        ("# S\n## A case\nexpect nothing", "A step begins"),
        ("# S\n## A case\n- expect nothing\n## A case\n- expect nothing", "Two cases"),
    ],
)
def test_a_text_that_is_no_list_of_cases_is_refused(text, trouble):
    with pytest.raises(ValueError, match=trouble):
        read_sheet(text)
