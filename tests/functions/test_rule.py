import pytest

from okrsheet.books.book import CellError
from okrsheet.functions.rule import okr_rule
from okrsheet.smart.registry import RULES


def test_a_code_is_explained_with_its_severity_its_fault_and_why():
    assert okr_rule(" s02 ") == (
        "S02, error: No accountable owner. An objective that belongs to nobody is looked after by"
        " nobody: reviews need one person who answers for it."
    )


@pytest.mark.parametrize("code", RULES)
def test_every_code_has_a_page(code):
    assert okr_rule(code).startswith(f"{code}, {RULES[code].severity}: {RULES[code].fault}. ")


def test_a_blank_is_blank():
    assert okr_rule(None) == ""


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("S99", "There is no rule S99: give a code such as S02, M03 or T01."),
        (7, "Code is 7: give text."),
        (CellError("#N/A"), "The code is #N/A."),
    ],
)
def test_what_is_no_code_is_said(code, sentence):
    assert okr_rule(code) == sentence


def test_a_column_is_answered_with_a_column():
    first, second, third = okr_rule([["S02"], [None], ["X"]])
    assert first[0].startswith("S02, error")
    assert second == [""]
    assert third == ["There is no rule X: give a code such as S02, M03 or T01."]
