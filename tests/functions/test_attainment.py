from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.books.book import CellError
from okrsheet.functions.attainment import okr_attainment


@pytest.mark.parametrize(
    ("arguments", "by_hand"),
    [
        ((15, 10, 20), 0.5),  # 5 of 10
        ((18, 24, 12, "Decrease"), 0.5),  # 6 of 12 hours: the lesson's KPI, half way
        ((18, 24, 12), 0.5),  # the same formula, whatever it is called
        ((27, 24, 12, "Decrease"), -0.25),  # 3 hours slower, of 12
        ((25, 10, 20), 1.5),
        ((5, None, None, "Hold", 4, 6), 1.0),
        ((3, None, None, "Hold", 4, 6, 4), 0.75),  # 1 outside, of 4 tolerated
        ((3, None, None, "Hold", 4, 6), 0.0),
        ((0.4, None, None, "Milestone"), 0.4),
        ((15, 10, 20, "increase"), 0.5),
    ],
)
def test_the_attainment_is_that_of_the_method(arguments, by_hand):
    assert okr_attainment(*arguments) == by_hand


@pytest.mark.parametrize(
    "arguments",
    [
        (None, 10, 20),
        ("", 10, 20),
        (15, None, 20),
        (15, 10),
        (15, 10, 20, None),  # no direction is told, other than one that is left out
        (15, 10, 20, "Hold"),
        (None, None, None, "Milestone"),
    ],
)
def test_a_blank_that_it_takes_leaves_it_blank(arguments):
    assert okr_attainment(*arguments) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((CellError("#N/A"), 10, 20), "The actual is #N/A."),
        ((15, "10", 20), "Baseline is text ('10'): give a number."),
        ((15, 10, "ten"), "Target is text ('ten'): give a number."),
        ((15, 10, True), "Target is TRUE: give a number."),
        ((15, 10, datetime(2026, 1, 5)), "Target is a date (2026-01-05): give a number."),
        (
            (15, 10, 20, "Down"),
            "Direction is text ('Down'): give Increase, Decrease, Hold or Milestone.",
        ),
        ((15, 12, 12), "Target and baseline are both 12: give another target, or take Hold."),
        ((5, None, None, "Hold", 6, 4), "Low (6) is above high (4): exchange them."),
        ((1e300, -1e300, 1.5e308, "Hold", "low"), "Low is text ('low'): give a number."),
        ((1e308, -1e308, 0), "The numbers are too large to be worked with."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments, sentence):
    assert okr_attainment(*arguments) == sentence


def test_a_column_is_answered_with_a_column():
    answer = okr_attainment([[18], [None], ["x"], [12]], [[24], [None], [24], [24]], 12, "Decrease")
    assert answer == [[0.5], [""], ["Actual is text ('x'): give a number."], [1.0]]


def test_a_row_is_answered_with_a_row():
    assert okr_attainment([[15, 20]], 10, 20) == [[0.5, 1.0]]


def test_columns_of_two_lengths_are_refused():
    assert okr_attainment([[1], [2]], [[1], [2], [3]], 4) == (
        "The ranges differ in size (actual 2 x 1, baseline 3 x 1): give ranges of one size, or"
        " single cells."
    )


NUMBERS = st.one_of(
    st.none(), st.integers(-3, 3), st.floats(-1e6, 1e6), st.sampled_from(["x", "", True])
)
DIRECTION = st.sampled_from(["Increase", "Decrease", "Hold", "Milestone", "hold", None, "Up"])
KPI = st.tuples(NUMBERS, NUMBERS, NUMBERS, DIRECTION, NUMBERS, NUMBERS, NUMBERS)


@given(st.lists(KPI, min_size=2, max_size=8))
def test_a_column_gives_what_its_cells_give_one_by_one(kpis):
    columns = [[[cell] for cell in column] for column in zip(*kpis, strict=True)]
    alone = [[okr_attainment(*kpi)] if any_filled(kpi) else [""] for kpi in kpis]
    assert okr_attainment(*columns) == alone


def any_filled(kpi):
    return any(cell not in (None, "") for cell in kpi)
