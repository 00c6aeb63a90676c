"""The sheet Calculation as it is laid: areas, and columns that look only to their left."""

import re

import pytest

from okrsheet.sheets.live.expression import ROW, number
from okrsheet.sheets.live.grid import FIRST_ROW, Block, Grid
from okrsheet.sheets.place import letters
from tests.live.plans import generated
from tests.sheets.live.laid import a_block, laid

REFERRED = re.compile(r"\$([A-Z]+)(?:\$\d+|(?=\x1f))")
TEXTS = re.compile(r'"[^"]*"')


def number_of(column: str) -> int:
    """A column's number by its letters, from 1."""
    at = 0
    for letter in column:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at


def test_columns_stand_side_by_side_from_b_on():
    block = a_block(3)
    found = [block.put(header, number(1)).text for header in ("one", "two")]
    assert found == [f"$B{ROW}", f"$C{ROW}"]


def test_an_area_holds_the_rows_of_its_block():
    grid = Grid()
    Block(grid, "KPIs", 3).put("one", number(1))
    column = Block(grid, "Pillars", 10).put("two", number(1))
    assert column.area == "$C$5:$C$14"
    assert column.from_outside == "Calculation!$C$5:$C$14"


def test_the_28th_column_has_two_letters():
    block = a_block(1)
    columns = [block.put("one", number(1)) for _ in range(27)]
    assert columns[-1].area == "$AB$5:$AB$5"


def test_a_header_says_whose_column_it_is():
    assert a_block(1).put("weight", number(1)).header == "Rows: weight"


def test_the_number_of_a_row_counts_from_1():
    n = a_block(3).n
    assert (n.text, n.values.tolist()) == (f"$A{ROW}", [1, 2, 3])


def test_a_column_of_the_values_of_a_block_is_blank_at_first():
    block = a_block(2)
    assert block.blank().tolist() == [0.0, 0.0]
    assert block.blank("").tolist() == ["", ""]


def test_sums_are_put_down_one_by_one_by_what_they_are():
    block = a_block(2)
    found = block.put_all({"score": number(1), "worst": number(2)}, "gets")
    headers = [column.header for column in block.grid.columns]
    assert headers == ["Rows: gets score", "Rows: gets worst"]
    assert list(found) == ["score", "worst"]


@pytest.mark.parametrize("seed", [1, 2])
def test_every_column_refers_to_columns_before_it_only(seed):
    grid = laid(generated(seed).tables).calculation.grid
    assert len(grid.columns) > 100
    for at, column in enumerate(grid.columns, start=2):
        formula = TEXTS.sub("", column.formula.text)
        referred = {number_of(letter) for letter in REFERRED.findall(formula)}
        assert all(one < at for one in referred), f"{column.header} in {letters(at)}: {formula}"


def test_blocks_begin_in_the_same_row():
    assert FIRST_ROW == 5
