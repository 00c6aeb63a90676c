from datetime import datetime

import pytest

from okrsheet.books.book import AppendRows, CellChange, FillTable, SetCells, SetColumn
from okrsheet.books.live.inverse import Inverse, Region
from tests.books.hosts import differences
from tests.books.live.running import cells, running, write
from tests.books.live.test_fill import KEY, LOOK, row
from tests.books.plain import LIVE, plan

EDITS = (
    SetCells(
        "KPIs",
        (
            CellChange(0, None, "Target", 12.5, None),
            CellChange(0, None, "Due", datetime(2026, 6, 30), datetime(2027, 1, 1)),
            CellChange(1, None, "KPI", " leading blank", "=Churn"),
        ),
    ),
    AppendRows("KPIs", ("ID", "Target"), (("K4", 7.0), ("K5", 8.0))),
    SetColumn("KPIs", LIVE, (0.0, 0.0, 6.0, 14.0, 16.0)),
)


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def test_a_workbook_is_as_before(path, tmp_path):
    untouched = plan(tmp_path / "untouched.xlsx")
    with running(path) as (book, app):
        book.apply(EDITS)
        undone = book.undo(book.inverse)
        app.books.active.save(path)
    # Three changed cells, four of the new rows, five formulas.
    assert (undone.restored, undone.kept) == (12, ())
    unlike = [line for line in differences(untouched, path) if "yyyy" not in line]
    assert [line for line in unlike if "F0F4F8" not in line] == []  # the format stays


def test_a_cell_that_somebody_changed_since_is_left(path):
    with running(path) as (book, app):
        book.apply(EDITS)
        app.books.active.sheets["KPIs"]["D5"].value = 99
        app.books.active.sheets["KPIs"]["C6"].value = "typed"
        undone = book.undo(book.inverse)
        assert undone.kept == ("KPIs!C6", "KPIs!D5")
        assert cells(app, "KPIs", "C6:D6") == [["typed", None]]
        assert cells(app, "KPIs", "D5") == [[99.0]]


def test_a_cell_that_somebody_put_back_already_is_not_told(path):
    with running(path) as (book, app):
        book.apply(EDITS[:1])
        app.books.active.sheets["KPIs"]["D5"].value = 12.5
        assert book.undo(book.inverse).kept == ()


def test_a_table_keeps_the_rows_that_somebody_wrote_into_since(path):
    with running(path) as (book, app):
        book.apply(EDITS)
        app.books.active.sheets["KPIs"]["C9"].value = "typed"
        undone = book.undo(book.inverse)
        assert app.books.active.sheets["KPIs"].tables["KPIs"].range.address == "$B$4:$G$9"
        assert undone.kept == () and cells(app, "KPIs", "B9:C9") == [[None, "typed"]]


def test_a_table_that_has_other_rows_since_keeps_them(path):
    with running(path) as (book, app):
        book.apply(EDITS)
        inverse = book.inverse
        book.apply([AppendRows("KPIs", ("ID",), (("K6",),))])
        book.undo(inverse)
        assert app.books.active.sheets["KPIs"].tables["KPIs"].range.address == "$B$4:$G$10"
        assert cells(app, "KPIs", "B10") == [["K6"]]


def test_a_table_of_ours_gets_its_rows_back(path):
    write(path, FillTable(LOOK, (row("S01"), row("S02"), row("S03")), KEY))
    with running(path) as (book, app):
        book.apply([FillTable(LOOK, (row("S09"),), KEY)])
        book.undo(book.inverse)
        assert cells(app, "Findings", "A5:A7") == [["S01"], ["S02"], ["S03"]]
        sheet = app.books.active.sheets["Findings"]
        assert sheet.tables["Findings"].range.address == "$A$4:$C$7"


def test_a_table_does_not_get_rows_back_over_what_stands_there_now(path):
    write(path, FillTable(LOOK, (row("S01"), row("S02")), KEY))
    with running(path) as (book, app):
        book.apply([FillTable(LOOK, (row("S09"),), KEY)])
        sheet = app.books.active.sheets["Findings"]
        sheet["B6"].value = "typed"
        assert book.undo(book.inverse).kept == ("Findings!B6",)
        assert sheet.tables["Findings"].range.address == "$A$4:$C$5"


def test_a_sheet_that_is_gone_is_told(path):
    inverse = Inverse((Region("Gone", 5, 2, ((None,),), ((1.0,),)),), ())
    with running(path) as (book, _):
        undone = book.undo(inverse)
        assert (undone.restored, undone.kept) == (0, ("Gone!B5",))


def test_what_was_taken_back_can_be_done_again(path):
    with running(path) as (book, app):
        book.apply(EDITS)
        after = app.books.active.sheets["KPIs"]["B4:G9"].formula
        book.undo(book.inverse)
        book.apply(EDITS)
        assert app.books.active.sheets["KPIs"]["B4:G9"].formula == after


def test_what_was_written_but_not_saved_is_not_taken_back(path):
    with running(path) as (book, _):
        book.apply(EDITS)
        inverse = book.inverse
    with running(path) as (book, _):  # closed, and opened again as it is on disk
        before = book.read()
        assert book.undo(inverse).restored == 0
        assert book.read() == before
