"""A statement, taken apart."""

import pytest

from okrsheet.smart.statement import Statement


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Reduce waste", "reduce"),
        ("O-1: reduce waste", "reduce"),
        ("1. Reduce waste", "reduce"),
        ("By the end of Q3, we will quickly reduce waste", "reduce"),
        ("Within the next 6 months reduce waste", "reduce"),
        ("Waste", None),
        ("Marketing costs", None),
        ("Support tickets are closed", None),
        ("", None),
    ],
)
def test_the_leading_verb_stands_behind_labels_dates_and_adverbs(text, verb):
    lead = Statement(text).lead
    assert (lead and lead[1].verb) == verb


def test_figures_are_told_from_dates_and_years():
    statement = Statement("By 31 July 2026 raise sales of 2025 from 10 to 12 million")
    assert [one.value for one in statement.figures] == [10_000_000, 12_000_000]


def test_a_quotation_is_the_text_as_it_stands():
    statement = Statement("KR: Cut  Waste to 5 %")
    assert statement.quoted(0, 3) == "Cut  Waste to"
