from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.table import Table

from okrsheet.books.book import AppendRows, BookError, CellChange, SetCells, SetColumn
from tests.books.live.running import cells, running
from tests.books.plain import LIVE, SCORE, plan


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def set_cell(column, old, new, row=0):
    return SetCells("KPIs", (CellChange(row, None, column, old, new),))


def test_a_cell_changes_only_if_it_holds_what_was_read(path):
    with running(path) as (book, app):
        book.apply([set_cell("Target", 12.5, 13.0)])
        with pytest.raises(BookError, match=r"cell D5.*holds 13\.0, not 12\.5: it was changed"):
            book.apply([set_cell("Target", 12.5, 14.0)])
        assert cells(app, "KPIs", "D5") == [[13.0]]


def test_edits_of_one_list_see_each_other(path):
    with running(path) as (book, app):
        book.apply([set_cell("Target", 12.5, 13.0), set_cell("Target", 13.0, None)])
        assert cells(app, "KPIs", "D5") == [[None]]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (set_cell("Nowhere", None, 1.0), "has no column Nowhere"),
        (set_cell("Target", None, 1.0, row=40), "has no row 41 any more"),
        (SetCells("Goals", ()), "there is no table Goals"),
    ],
)
def test_what_is_not_there_is_told(path, edit, told):
    with running(path) as (book, _), pytest.raises(BookError, match=told):
        book.apply([edit])


def test_rows_are_added_into_blank_ones_before_the_table_grows(path):
    rows = (("K4", 7.0, datetime(2026, 7, 1)), ("K5", None, None))
    with running(path) as (book, app):
        book.apply([AppendRows("KPIs", ("ID", "Target", "Due"), rows)])
        sheet = app.books.active.sheets["KPIs"]
        assert sheet.tables["KPIs"].range.address == "$B$4:$G$9"
        assert cells(app, "KPIs", "B8:E9") == [
            ["K4", None, 7.0, datetime(2026, 7, 1)],
            ["K5", None, None, None],
        ]


def test_rows_are_added_after_those_added_before(path):
    with running(path) as (book, app):
        book.apply(
            [AppendRows("KPIs", ("ID",), (("K4",),)), AppendRows("KPIs", ("ID",), (("K5",),))]
        )
        assert cells(app, "KPIs", "B8:B9") == [["K4"], ["K5"]]


def test_a_formula_in_the_way_of_a_new_row_is_told(path):
    book = load_workbook(path)
    book["KPIs"]["B8"] = "=1+1"
    book["KPIs"]["G7"] = None
    book.save(path)
    with running(path) as (live, _), pytest.raises(BookError, match="a formula stands"):
        live.apply([AppendRows("KPIs", ("ID",), (("K4",), ("K5",)))])


def below(path, change):
    book = load_workbook(path)
    change(book["KPIs"])
    book.save(path)
    return path


def headed(sheet, table):
    sheet["B9"], sheet["C9"] = "One", "Two"
    return table


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda sheet: sheet.cell(9, 3, "Notes"), "something stands below it in C9"),
        (lambda sheet: sheet.cell(9, 3, "=1+1"), "something stands below it in C9"),
        (
            lambda sheet: sheet.add_table(headed(sheet, Table(displayName="Other", ref="B9:C10"))),
            "table Other stands below it",
        ),
        (
            lambda sheet: setattr(sheet.tables["KPIs"], "totalsRowCount", 1),
            "its totals row stands below it",
        ),
    ],
)
def test_a_table_does_not_grow_over_what_stands_below_it(path, change, told):
    below(path, change)
    rows = tuple((f"K{at}",) for at in range(4, 9))
    with running(path) as (book, _), pytest.raises(BookError, match=told):
        book.apply([AppendRows("KPIs", ("ID",), rows)])


def test_a_table_ends_where_the_sheet_does(path):
    rows = (("K",),) * 1_048_580
    with running(path) as (book, _), pytest.raises(BookError, match="the sheet ends at row"):
        book.apply([AppendRows("KPIs", ("ID",), rows)])


def test_a_computed_column_gets_its_formula_over_all_rows(path):
    with running(path) as (book, app):
        book.apply([SetColumn("KPIs", LIVE, (25.0, None, 6.0, 0.0))])
        formulas = app.books.active.sheets["KPIs"]["F5:F8"].formula
        assert formulas == (("=[@Target]*2",),) * 4
        assert book.read().table("KPIs").formulas["Score"] == {0, 1, 2, 3}


def test_a_column_of_values_is_written_from_its_first_change_to_its_last(path):
    with running(path) as (book, _):
        book.apply([SetColumn("KPIs", SCORE, (None, 0.5, 0.25, None))])
        (region,) = book.inverse.regions
        assert (region.row, region.after) == (6, ((0.5,), (0.25,)))


def test_a_column_that_the_table_lacks_is_left_out(path):
    with running(path) as (book, _):
        book.apply([SetColumn("Goals", SCORE, ())])
        assert book.inverse is None


def test_a_column_of_another_height_is_a_wrong_call(path):
    with running(path) as (book, _), pytest.raises(ValueError, match="has 4 rows, not 1"):
        book.apply([SetColumn("KPIs", SCORE, (0.5,))])
