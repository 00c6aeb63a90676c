import pytest

from okrsheet.books.book import CellError
from okrsheet.functions.status import okr_status


@pytest.mark.parametrize(
    ("attainment", "expected", "label"),
    [
        (0.5, 0.5, "On track"),
        (0.45, 0.5, "On track"),  # exactly the gap, with rounding to spare
        (0.44, 0.5, "At risk"),
        (0.3, 0.5, "At risk"),
        (0.29, 0.5, "Off track"),
        (-0.1, 0.0, "At risk"),  # going backwards shows
        (9, 1, "On track"),
    ],
)
def test_the_status_follows_from_the_gap(attainment, expected, label):
    assert okr_status(attainment, expected) == label


def test_more_than_all_makes_up_for_nothing():
    assert okr_status(1.5, 1.25) == "Off track"  # 1.25 - 1 = 25% behind


@pytest.mark.parametrize(
    ("gaps", "label"),
    [((0.1,), "On track"), ((0.02, 0.03), "Off track"), ((None, None), "At risk")],
)
def test_the_gaps_are_those_given(gaps, label):
    assert okr_status(0.4, 0.5 if gaps != (None, None) else 0.55, *gaps) == label


@pytest.mark.parametrize(("attainment", "expected"), [(None, 0.5), (0.5, None), ("", 0.5)])
def test_what_is_only_half_known_has_no_data(attainment, expected):
    assert okr_status(attainment, expected) == "No data"


def test_nothing_known_is_blank():
    assert okr_status(None, None) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((CellError("#N/A"), 0.5), "The attainment is #N/A."),
        ((0.5, "half"), "Expected is text ('half'): give a number."),
        ((0.5, 0.5, 5), "On track gap is 5: give 0% to 100%."),
        ((0.5, 0.5, 0.05, "20%"), "At risk gap is text ('20%'): give a number."),
        ((0.5, 0.5, [[0.1], [0.2]]), "On track gap is a range: give one cell."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments, sentence):
    assert okr_status(*arguments) == sentence


def test_a_column_is_answered_with_a_column():
    assert okr_status([[0.5], [None], [0]], [[0.5], [None], [0.5]]) == [
        ["On track"],
        [""],
        ["Off track"],
    ]
