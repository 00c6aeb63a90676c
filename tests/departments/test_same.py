from datetime import datetime, timedelta

import pytest

from okrsheet.books.book import CellError
from okrsheet.departments.same import all_same, same

NOON = datetime(2026, 6, 30, 12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, None),
        (0.1 + 0.2, 0.3),
        (NOON, NOON + timedelta(microseconds=900)),
        ("two\r\nlines", "two\nlines"),
        (CellError("#N/A"), CellError("#N/A")),
    ],
)
def test_what_programs_save_differently_is_the_same(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, 0.0),
        (1.0, True),
        (False, 0.0),
        (12.0, "12"),
        (1.0, 1.0000001),
        (NOON, NOON + timedelta(milliseconds=1)),
        ("two lines", "two\nlines"),
        (CellError("#N/A"), CellError("#REF!")),
    ],
)
def test_what_a_person_changed_is_not_the_same(one, other):
    assert not same(one, other)


def test_rows_are_the_same_cell_by_cell():
    assert all_same((None, 1.0), (None, 1.0))
    assert not all_same((None, 1.0), (1.0, None))
