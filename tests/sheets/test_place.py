"""Addresses, and columns found by header."""

import pytest

from okrsheet.books.book import Table
from okrsheet.sheets.place import a1, at_rows, column_at

TABLE = Table("T", "Sheet", 4, 1, ("ID", " target ", "TARGET"), ((None,) * 3,) * 3)


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_a_column_has_its_letters(column, letters):
    assert a1(7, column) == f"{letters}7"


def test_the_last_cell_of_a_sheet_is_xfd1048576():
    assert a1(1_048_576, 16_384) == "XFD1048576"


def test_a_header_is_found_without_regard_to_case_and_outer_spaces_the_first_that_fits():
    assert column_at(TABLE, "Target") == 1


def test_a_header_that_is_not_there_is_not_found():
    assert column_at(TABLE, "Baseline") is None


def test_values_are_laid_along_all_rows_of_a_table():
    assert at_rows(TABLE, {1: 0.5}) == (None, 0.5, None)
