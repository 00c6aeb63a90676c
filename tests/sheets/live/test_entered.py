"""Entered cells as columns of the sheet Calculation, each read once."""

from datetime import datetime

from okrsheet.books.book import CellError
from okrsheet.sheets.live.entered import by_row, day, days, numbers, words
from okrsheet.sheets.live.expression import ROW
from okrsheet.sheets.live.grid import Block, Grid
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.parse import parse
from tests.workbooks import AS_OF, snapshot

KPIS = [
    {"ID": "K-1", "Target": 4, "Owner": "Ann", "Start": datetime(2026, 1, 1)},
    {},
    {"ID": "K-2", "Target": "four", "Owner": CellError("#N/A"), "Start": "soon"},
    {"ID": "K-3", "Target": 0, "Owner": 7, "Start": None},
]


def setting():
    """A block of five rows over a table of four, the second of them blank."""
    book = snapshot({"KPIs": KPIS})
    return Block(Grid(), "KPIs", 5, (parse(book, AS_OF).kpis,)), Tables(book)


def test_values_stand_in_the_rows_of_their_table_beside_what_a_blank_row_gives():
    block, _ = setting()
    assert by_row(block, [1.0, 2.0, 3.0], 0.5).tolist() == [1, 0.5, 2, 3, 0.5]


def test_where_there_is_no_value_stands_an_empty_text():
    block, _ = setting()
    assert by_row(block, [1.0, None, 3.0], "").tolist() == [1, "", "", 3, ""]


def test_numbers_are_the_cells_that_hold_one():
    block, tables = setting()
    column = numbers(block, "Target", tables, [row.target for row in block.members])
    assert column.values.tolist() == [4, "", "", 0, ""]
    held = f"INDEX(KPIs[Target],$A{ROW})"
    assert column.formula.text == f'IF(ISNUMBER({held}),{held},"")'


def test_words_are_what_a_cell_says_and_an_error_says_nothing():
    block, tables = setting()
    column = words(block, "Owner", tables)
    assert column.values.tolist() == ["Ann", "", "", "7", ""]


def test_days_are_serial_numbers():
    block, tables = setting()
    column = days(block, "Start", tables)
    assert column.values.tolist() == [46023, "", "", "", ""]  # 2026-01-01


def test_a_day_is_a_number_between_1990_and_2100():
    assert day("B5", "0") == "IF(AND(B5>=32874,B5<=73415),B5,0)"
