"""The buttons about Excel itself: new workbooks, sheets, print, undo, about."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from okrsheet import __version__, ribbon
from okrsheet.books.book import BookError
from okrsheet.clicks.around import REPORT
from tests import clicking
from tests.clicking import click, column, contents, select, selected, type_new_value
from tests.excel import excel

demo, plan = clicking.demo, clicking.plan
home, opened = clicking.home, clicking.opened
pytestmark = pytest.mark.usefixtures("home", "opened")


def test_about_says_what_runs(plan):
    with excel(plan) as app:
        assert click(app, "about").startswith(f"okrsheet {__version__}, xlwings 0.37")


def test_new_makes_a_workbook_among_the_documents_and_opens_it(home):
    with excel() as app:
        assert click(app, "new") is None
        path = home / "Documents" / "okrsheet plan.xlsx"
        assert app.books.active.fullname == str(path)
        assert openpyxl.load_workbook(path).sheetnames[0] == "Plan"
        assert selected(app) == ("Plan", "B9")
        assert click(app, "new") is None
        assert app.books.active.name == "okrsheet plan 2.xlsx"


def test_new_takes_no_name_of_a_workbook_that_is_open_from_elsewhere(plan, home, tmp_path):
    other = plan.rename(tmp_path / "okrsheet plan.xlsx")
    with excel(other) as app:
        click(app, "new")
        assert app.books.active.name == "okrsheet plan 2.xlsx"


@pytest.mark.parametrize(("tag", "sheet"), [("summary", "Summary"), ("dashboard", "Dashboard")])
def test_summary_and_dashboard_go_there_without_reading_the_plan(plan, tag, sheet):
    with excel(plan) as app:
        assert click(app, tag) is None
        assert selected(app) == (sheet, "A1")
        assert not app.impl.calls["Range.raw_value get"]


@pytest.mark.parametrize("tag", ["summary", "dashboard", "print"])
def test_without_these_sheets_it_says_to_roll_up(plan, tag):
    with excel(plan) as app:
        for sheet in REPORT:
            app.books.active.sheets[sheet].delete()
        assert click(app, tag).endswith("yet: Roll up makes it.")


def test_print_makes_a_pdf_beside_the_workbook_and_opens_it(plan, opened):
    with excel(plan) as app:
        assert click(app, "print") is None
        path = plan.with_name("coffee-shop - Summary.pdf")
        assert path.is_file()
        assert opened == [path.as_uri()]


def test_print_of_a_workbook_in_the_cloud_goes_to_the_documents(plan, home, monkeypatch):
    monkeypatch.setattr(
        "okrsheet.clicks.desk.Desk.full_name", "https://example.org/a/coffee-shop.xlsx"
    )
    with excel(plan) as app:
        assert click(app, "print") is None
        assert (home / "Documents" / "coffee-shop - Summary.pdf").is_file()


def test_an_excel_that_makes_no_pdf_is_told(plan, monkeypatch):
    def cannot(*_, **__):
        raise NotImplementedError

    with excel(plan) as app:
        monkeypatch.setattr(type(app.books.active.impl), "to_pdf", cannot)
        assert click(app, "print").startswith("This Excel makes no PDF")


WRITING = ["validate", "clear-findings", "take-in", "roll-up", "add-kpi"]


@pytest.mark.parametrize("tag", WRITING)
def test_undo_brings_the_workbook_back_cell_for_cell(plan, tag):
    with excel(plan) as app:
        type_new_value(app)
        app.books.active.sheets["Objectives"].range("F7").value = None
        select(app, "Objectives", "C5")
        before = contents(app)
        click(app, tag)
        assert contents(app) != before
        box = click(app, "undo")
        assert box.startswith(f"Took back {ribbon.ACTIONS[tag].title}: ")
        assert contents(app) == before


def test_undo_leaves_what_was_typed_since(plan):
    with excel(plan) as app:
        type_new_value(app)
        click(app, "take-in")
        type_new_value(app, value=9)
        box = click(app, "undo")
        assert "1 cell was changed since and was left: KPIs!S5." in box
        assert column(app, "KPIs", "New value")[0] == 9


def test_undo_goes_back_step_by_step_and_then_says_that_nothing_is_left(plan):
    with excel(plan) as app:
        before = contents(app)
        for tag in ("clear-findings", "validate", "clear-findings"):
            click(app, tag)
        assert [click(app, "undo")[:10] for _ in range(3)] == ["Took back "] * 3
        assert contents(app) == before
        assert click(app, "undo") == "There is nothing to undo in this workbook."


def test_ten_steps_can_be_undone_and_no_more(plan):
    with excel(plan) as app:
        for _ in range(12):
            select(app, "Objectives", "C5")
            click(app, "add-action")
        told = [click(app, "undo") for _ in range(11)]
        assert all(box.startswith("Took back ") for box in told[:10])
        assert told[10].startswith("There is nothing to undo")


def test_each_workbook_has_its_own_undo(plan, tmp_path):
    other = Path(shutil.copy(plan, tmp_path / "other.xlsx"))
    with excel(plan, other) as app:
        click(app, "clear-findings")
        app.books["other.xlsx"].activate()
        assert click(app, "undo").startswith("There is nothing to undo")
        app.books["coffee-shop.xlsx"].activate()
        assert click(app, "undo").startswith("Took back Clear findings")


def test_a_damaged_step_is_passed_over_and_told(plan, tmp_path):
    with excel(plan) as app:
        click(app, "clear-findings")
        click(app, "validate")
        newest = max((tmp_path / "state").rglob("*.gz"))
        newest.write_bytes(b"damaged")
        box = click(app, "undo")
        assert box.startswith("Clear findings cannot be taken back: ")  # they were found again
        assert "1 later step could not be read and cannot be undone." in box


def test_an_undo_that_excel_refuses_can_be_clicked_again(plan, monkeypatch):
    with excel(plan) as app:
        click(app, "clear-findings")

        def refused(*_):
            raise BookError("Excel is busy.", "plan", "Click again.")

        with monkeypatch.context() as patch:
            patch.setattr("okrsheet.books.live.host.LiveBook.undo", refused)
            assert click(app, "undo").startswith("Excel is busy. Click again.")
        assert click(app, "undo").startswith("Took back Clear findings")


def test_a_journal_that_cannot_be_kept_is_told_and_stops_nothing(plan, tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    with excel(plan) as app:
        assert click(app, "clear-findings").startswith("Undo cannot take this back.")
        assert set(column(app, "Findings", "Message")) == {None}
