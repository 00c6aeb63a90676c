"""What is put aside for a write and put back: protection, filters, and how Excel was set."""

from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from okrsheet.books.book import BookError, CellChange, SetCells
from okrsheet.books.live.excel import OURS, dialect_of
from okrsheet.books.live.state import Standing
from okrsheet.books.live.windows import Windows
from tests.books.live.running import running
from tests.books.plain import plan

CHANGE = SetCells("KPIs", (CellChange(0, None, "Target", 12.5, 13.0),))


@pytest.fixture
def open_plan(tmp_path):
    with running(plan(tmp_path / "plan.xlsx")) as (book, app):
        yield book, app


def aside(app, *sheets):
    standing = Standing.of(app.books.active, dialect_of(app), sheets)
    return standing.aside([], lambda _: None)


def test_excel_is_quiet_while_it_is_written_and_then_as_it_was(open_plan):
    _, app = open_plan
    before = dict(app.impl.settings)
    with aside(app, "KPIs"):
        held = app.impl.settings
        assert (held["screen_updating"], held["enable_events"]) == (False, False)
        assert held["calculation"] == "manual"
    assert app.impl.settings == before


def test_whoever_calculates_by_hand_sees_the_result_all_the_same(open_plan):
    _, app = open_plan
    app.calculation = "manual"
    with aside(app, "KPIs"):
        pass
    assert app.calculation == "manual" and app.impl.calls["App.calculate"] == 1


def test_the_sheet_that_was_seen_is_seen_again(open_plan):
    _, app = open_plan
    app.books.active.sheets["Notes"].activate()
    with aside(app, "KPIs"):
        app.books.active.sheets["KPIs"].activate()
    assert app.books.active.sheets.active.name == "Notes"


def test_a_protected_sheet_is_written_and_protected_again_as_it_was(open_plan):
    book, app = open_plan
    sheet = app.books.active.sheets["KPIs"]
    dialect_of(app).protect(sheet, OURS)
    book.apply([CHANGE])
    assert sheet["D5"].value == 13 and dialect_of(app).protection(sheet) == OURS


def test_a_sheet_with_a_password_is_refused_and_stays_protected(open_plan):
    book, app = open_plan
    sheet = app.books.active.sheets["KPIs"]
    sheet.api.Protect("secret")
    with pytest.raises(BookError, match="sheet KPIs: the sheet is protected with a password"):
        book.apply([CHANGE])
    assert sheet.api.ProtectContents and sheet["D5"].value == 12.5


def test_all_is_put_back_after_a_fault(open_plan):
    _, app = open_plan
    sheet, before = app.books.active.sheets["KPIs"], dict(app.impl.settings)
    dialect_of(app).protect(sheet, OURS)
    with pytest.raises(ZeroDivisionError), aside(app, "KPIs"):
        _ = 1 / 0
    assert app.impl.settings == before and sheet.api.ProtectContents


def test_what_excel_does_not_take_at_first_is_put_back_all_the_same(open_plan):
    _, app = open_plan
    with aside(app, "KPIs"):
        app.impl.fails_in = 1
    assert app.calculation == "automatic" and app.screen_updating


class Buttons:
    """Filter buttons that note what they are told."""

    def __init__(self, *criteria):
        self.criteria, self.told = criteria, []

    def clear(self):
        self.told.append("clear")

    def __getattr__(self, name):
        return lambda *given: self.told.append((name, *given))


def criterion(type, field=1, **said):
    held = {"operator": None, "values": None, "value1": None, "value2": None, "count": None}
    return SimpleNamespace(type=type, field=field, percent=None, **{**held, **said})


@pytest.fixture
def filtered(open_plan, monkeypatch):
    """The plan with a table whose filter hides rows, by these buttons."""
    _, app = open_plan

    def filter(buttons):
        monkeypatch.setattr(Windows, "is_filtered", lambda self, table: True)
        monkeypatch.setattr("xlwings.main.Table.autofilter", buttons)
        return app

    return filter


def test_a_filter_is_taken_off_and_put_back(filtered):
    buttons = Buttons(
        criterion("none"),
        criterion("values", 2, values=["IT", "HR"]),
        criterion("comparison", 3, operator="between", value1="1", value2="5"),
        criterion("top_items", 4, count=3),
        criterion("bottom_items", 5, count=2),
    )
    with aside(filtered(buttons), "KPIs"):
        assert buttons.told == ["clear"]
    assert buttons.told[1:] == [
        ("apply_values", 2, ["IT", "HR"]),
        ("apply_comparison", 3, "between", "1", "5"),
        ("apply_top_items", 4, 3),
        ("apply_bottom_items", 5, 2),
    ]


def test_a_filter_by_percent_is_put_back(filtered):
    buttons = Buttons(SimpleNamespace(type="top_percent", field=2, percent=10.0, count=None))
    with aside(filtered(buttons), "KPIs"):
        pass
    assert buttons.told == ["clear", ("apply_top_percent", 2, 10.0)]


def test_a_filter_that_could_not_be_put_back_is_refused(filtered):
    app = filtered(Buttons(criterion("unknown")))
    with pytest.raises(BookError, match="Clear the filter first"), aside(app, "KPIs"):
        pass


def test_the_filter_of_a_block_is_put_back_where_the_block_now_ends(open_plan, monkeypatch):
    _, app = open_plan
    asked, buttons = [], Buttons(criterion("values", 3, values=["Pillar"]))
    monkeypatch.setattr(Windows, "block_filter", lambda self, sheet: ("$A$4:$M$9", True))
    monkeypatch.setattr(
        "xlwings.main.Range.autofilter",
        property(lambda cells: (asked.append(cells.address), buttons)[1]),
    )
    standing = Standing.of(app.books.active, dialect_of(app), ["Notes"])
    with standing.aside([], {"Notes": "$A$4:$M$12"}.get):
        pass
    assert asked == ["$A$4:$M$9", "$A$4:$M$9", "$A$4:$M$12"]
    assert buttons.told == ["clear", ("apply_values", 3, ["Pillar"])]


def test_a_sheet_that_was_made_in_vain_is_not_protected(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    with running(path) as (_, app):
        standing = Standing.of(app.books.active, dialect_of(app), [])
        look = SimpleNamespace(title="Gone", protected=True)
        with standing.aside([look], lambda _: None):
            pass
    assert "Gone" not in load_workbook(path).sheetnames
