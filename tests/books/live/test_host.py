"""The live host as a whole: refusals, faults at any call, calls that do not grow with the plan."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from okrsheet import commands
from okrsheet.books.book import (
    AppendRows,
    BookError,
    CellChange,
    FillBlock,
    FillTable,
    Formula,
    SetCells,
    SetColumn,
    Tell,
)
from okrsheet.books.file import FileBook
from okrsheet.books.live.excel import OURS, dialect_of
from okrsheet.books.live.remote import Remote
from tests.books.charted import DRAW, FILL, ROWS, SUMMARY
from tests.books.hosts import differences, workbook, write
from tests.books.live.running import cells, running
from tests.books.live.test_blocks import fill as tree
from tests.books.live.test_fill import KEY, row
from tests.books.live.test_fill import LOOK as FINDINGS
from tests.books.live.test_undo import EDITS
from tests.books.plain import SCORE, plan

EVERYTHING = (
    *EDITS,
    SetColumn("KPIs", SCORE, (0.5, None, "x", None, 0.25)),
    FillTable(FINDINGS, (row("S09", cell=Formula("1+1", 2.0)),), KEY),
    tree("Company", "P1"),
    FillBlock(SUMMARY, ROWS[:2]),
    DRAW,
)
CHANGE = SetCells("KPIs", (CellChange(0, None, "Target", 12.5, 13.0),))
BUSY = "Excel is busy or a cell is being edited. Press Enter or Esc, then click again."


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def test_what_is_told_is_kept_for_whoever_tells_it(path):
    with running(path) as (book, _):
        book.apply([Tell("One"), Tell("Two")])
        assert book.told == ("One", "Two") and book.inverse is None


@pytest.mark.parametrize("busy", ("cell-edit", "rejected"))
def test_a_busy_excel_is_answered_with_one_sentence(path, busy):
    with running(path) as (book, app):
        app.impl.busy = busy
        for act in (book.read, lambda: book.apply([CHANGE])):
            with pytest.raises(BookError) as fault:
                act()
            assert f"{fault.value.what} {fault.value.fix}" == BUSY
        app.impl.busy = None
        assert cells(app, "KPIs", "D5") == [[12.5]]


def test_a_workbook_open_for_reading_only_is_refused(path):
    with running(path) as (book, app):
        app.books.active.impl.is_read_only = True
        for act in (lambda: book.apply([CHANGE]), lambda: book.undo(SimpleNamespace())):
            with pytest.raises(BookError, match=r"open for reading only\. Save it under"):
                act()


def test_the_sheet_calculation_is_no_part_of_what_is_taken_back(tmp_path):
    with running(workbook(tmp_path, "entered")) as (book, _):
        book.apply(commands.rollup(book.read()).edits)
        assert {region.sheet for region in book.inverse.regions} >= {"KPIs", "Cascade"}
        assert "Calculation" not in {region.sheet for region in book.inverse.regions}


def test_a_second_roll_up_writes_nothing(tmp_path):
    with running(workbook(tmp_path, "rolled")) as (book, app):
        book.apply(commands.rollup(book.read()).edits)
        app.impl.calls.clear()
        book.apply(commands.rollup(book.read()).edits)
        assert book.inverse is None
        assert app.impl.calls["Range.formula set"] == app.impl.calls["Range.raw_value set"] == 0


def test_a_roll_up_is_taken_back(tmp_path):
    path = workbook(tmp_path, "entered")
    with running(path) as (book, app):
        before = contents(app)
        book.apply(commands.rollup(book.read()).edits)
        assert contents(app) != before
        undone = book.undo(book.inverse)
        after = contents(app)
        assert undone.kept == () and undone.restored > 1000
    before.pop("Calculation"), after.pop("Calculation")
    assert after == before


def contents(app):
    """What the cells of each sheet hold, and its tables."""
    found = {}
    for sheet in app.books.active.sheets:
        used = sheet.used_range
        rows = {
            (row, column): cell
            for row, held in enumerate(used.options(ndim=2).value, used.row)
            for column, cell in enumerate(held, used.column)
            if cell is not None
        }
        formulas = {
            (row, column): cell
            for row, held in enumerate(used.formula, used.row)
            for column, cell in enumerate(held, used.column)
            if isinstance(cell, str) and cell.startswith("=")
        }
        values = {place: cell for place, cell in rows.items() if place not in formulas}
        tables = {table.name: table.range.address for table in sheet.tables}
        found[sheet.name] = (values, formulas, tables, sheet.api.ProtectContents)
    return found


def state(app):
    return dict(app.impl.settings), app.books.active.sheets.active.name, contents(app)


@pytest.fixture(scope="module")
def rolled(tmp_path_factory):
    """An entered plan, the edits of its roll-up, and how many calls they take."""
    path = workbook(tmp_path_factory.mktemp("faults"), "entered")
    with running(path) as (book, app):
        edits = commands.rollup(book.read()).edits
        app.impl.calls.clear()
        book.apply(edits)
        return path, edits, sum(app.impl.calls.values())


def test_after_a_fault_at_any_call_all_is_as_before(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, [FillTable(FINDINGS, (row("S01"), row("S02")), KEY), FILL])
    with running(path) as (book, app):
        dialect_of(app).protect(app.books.active.sheets["KPIs"], OURS)
        app.books.active.sheets["Notes"].activate()
        app.books.active.save(path)
        app.impl.calls.clear()
        book.apply(EVERYTHING)
        calls = sum(app.impl.calls.values())
    refused = 0
    for fails_in in range(1, calls + 1, 3):
        with running(path) as (book, app):
            before = state(app)
            app.impl.fails_in = fails_in
            try:
                book.apply(EVERYTHING)
            except BookError:
                refused += 1
                app.impl.fails_in = None
                assert state(app) == before and book.inverse is None, fails_in
            else:  # what prints is no reason to stop, nor is what was put back at the second try
                app.impl.fails_in = None
                assert dict(app.impl.settings) == before[0] and book.inverse is not None
    assert refused > calls / 3 * 0.9


@pytest.mark.parametrize("share", (0.3, 0.6, 0.75, 0.9))
def test_after_a_fault_in_a_roll_up_all_is_as_before(rolled, share):
    path, edits, calls = rolled
    with running(path) as (book, app):
        before = state(app)
        app.impl.fails_in = 1 + int(share * calls)
        with pytest.raises(BookError):
            book.apply(edits)
        app.impl.fails_in = None
        assert state(app) == before and book.inverse is None and book.told == ()


def test_a_fault_while_excel_is_put_back_harms_nothing(rolled):
    path, edits, calls = rolled
    with running(path) as (book, app):
        settings = dict(app.impl.settings)
        app.impl.fails_in = calls - 3
        book.apply(edits)
        assert dict(app.impl.settings) == settings and book.inverse is not None


def sized(path, kpis):
    """The coffee-shop plan with so many more KPIs, each with a reading."""
    day = datetime(2026, 3, 1)
    rows = tuple(
        (f"X-{at}", f"More {at}", "O-CO-1", "Leading", "Increase", "cups", 0.0, 10.0)
        for at in range(kpis)
    )
    headers = ("ID", "KPI", "Objective", "Type", "Direction", "Unit of measure", "Baseline")
    readings = tuple((f"X-{at}", day + timedelta(days=at % 90), 5.0) for at in range(kpis))
    write(
        path,
        [
            AppendRows("KPIs", (*headers, "Target"), rows),
            AppendRows("Readings", ("KPI", "Date", "Value"), readings),
        ],
    )
    return path


def test_the_number_of_calls_does_not_grow_with_the_plan(tmp_path):
    counts = {}
    for kpis in (10, 200):
        (tmp_path / str(kpis)).mkdir()
        path = sized(workbook(tmp_path / str(kpis), "entered"), kpis)
        with running(path) as (book, app):
            book.apply(commands.rollup(book.read()).edits)
            read = book.read().table("KPIs")
            change = CellChange(0, None, "New value", None, 15.0)
            assert read.rows[0][read.headers.index("New value")] is None
            book.apply([SetCells("KPIs", (change,))])
            app.impl.calls.clear()
            book.apply(commands.rollup(book.read()).edits)
            counts[kpis] = app.impl.calls.copy()
    more = {
        call: (counts[10][call], counts[200][call])
        for call in counts[200]
        if counts[200][call] > counts[10][call]
    }
    # Only rows of the Cascade are told apart by their depth, some forty in an address.
    grown = sum(counts[200].values()) - sum(counts[10].values())
    assert grown <= 40, more


def test_behind_the_remote_engine_values_are_read_and_written(path, monkeypatch):
    monkeypatch.setattr("okrsheet.books.live.host.dialect_of", lambda app: Remote())
    with running(path) as (book, app):
        assert book.read().table("KPIs").formulas == {}
        app.impl.calls.clear()
        book.apply([CHANGE])
        assert book.inverse is None and app.impl.calls["Range.formula get"] == 0
        assert cells(app, "KPIs", "D5") == [[13.0]]


def test_the_file_host_goes_on_where_the_live_host_stopped(tmp_path):
    path = workbook(tmp_path, "entered")
    (tmp_path / "other").mkdir()
    other = workbook(tmp_path / "other", "entered")
    with running(path) as (book, app):
        book.apply(commands.rollup(book.read()).edits)
        app.books.active.save(path)
    write(other, commands.rollup(FileBook(other).read()).edits)
    write(path, commands.rollup(FileBook(path).read()).edits)
    assert differences(path, other) == []
