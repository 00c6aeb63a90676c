"""Every button, clicked in a workbook that is open in an Excel for tests."""

import webbrowser
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from okrsheet import ribbon
from okrsheet.books.book import BookError
from tests import clicking
from tests.clicking import click, column, contents, select, selected, type_new_value
from tests.excel import excel

demo, plan = clicking.demo, clicking.plan
home, opened = clicking.home, clicking.opened
pytestmark = pytest.mark.usefixtures("home", "opened")


def test_every_button_has_a_title_and_says_whether_it_needs_a_plan():
    assert len(ribbon.ACTIONS) == 22
    assert all(action.title for action in ribbon.ACTIONS.values())
    assert [tag for tag, one in ribbon.ACTIONS.items() if not one.needs_plan] == ["new", "about"]


def test_check_plan_fills_the_findings_and_goes_there(plan):
    with excel(plan) as app:
        app.books.active.sheets["Objectives"].range("F7").value = None  # its owner
        assert click(app, "validate").startswith("Check: 1 error, 2 warnings (1 waived)")
        assert selected(app) == ("Findings", "A5")
        assert "S02" in column(app, "Findings", "Code")


def test_next_finding_goes_from_one_to_the_next_and_says_it_quietly(plan):
    with excel(plan) as app:
        gone = []
        for _ in range(4):
            assert click(app, "next-finding") is None
            gone.append(selected(app)[1])
        assert gone == ["F7", "B13", "L22", "F7"]
        assert app.status_bar.startswith("1 of 3: S09 O-IT-CRM-1 names 2 owners")


def test_next_finding_goes_on_after_a_check_whose_links_are_not_calculated_yet(plan):
    with excel(plan) as app:
        click(app, "clear-findings")
        click(app, "validate")
        click(app, "next-finding")
        assert selected(app) == ("Objectives", "F7")


def test_clear_findings_empties_them_and_the_check_columns(plan):
    with excel(plan) as app:
        assert click(app, "clear-findings") is None
        assert set(column(app, "Findings", "Message")) == {None}
        assert set(column(app, "Objectives", "Check")) == {None}
        assert app.status_bar.startswith("The findings are cleared.")


def test_add_objective_goes_to_the_first_free_row(plan):
    with excel(plan) as app:
        before = contents(app)
        click(app, "add-objective")
        assert selected(app) == ("Objectives", "B25")
        assert contents(app) == before


def test_add_kpi_makes_a_row_of_the_selected_objective(plan):
    with excel(plan) as app:
        count = sum(value is not None for value in column(app, "KPIs", "ID"))
        select(app, "Objectives", "C5")
        click(app, "add-kpi")
        assert column(app, "KPIs", "Objective")[count] == "O-CO-1"
        assert selected(app) == ("KPIs", f"B{5 + count}")


def test_add_action_makes_a_row_of_the_selected_kpis_objective(plan):
    with excel(plan) as app:
        count = sum(value is not None for value in column(app, "Actions", "ID"))
        select(app, "KPIs", "B5")
        click(app, "add-action")
        assert column(app, "Actions", "Objective")[count] == "O-CO-1"
        assert selected(app) == ("Actions", f"C{5 + count}")


def test_check_in_goes_round_the_kpis_that_are_due(plan):
    with excel(plan) as app:
        as_of = column(app, "Settings", "Setting").index("As of")
        app.books.active.sheets["Plan"].range((9 + as_of, 2)).value = datetime(2026, 9, 30)
        rows = []
        for _ in range(2):
            assert click(app, "check-in") is None
            sheet, address = selected(app)
            assert (sheet, address[0]) == ("KPIs", "S")
            rows.append(int(address[1:]))
        assert rows[0] < rows[1]
        assert app.status_bar.startswith("2 of ")


def test_check_in_says_so_where_nothing_is_due(plan):
    with excel(plan) as app:
        assert click(app, "check-in") == "No reading is due as of 2026-06-30."


def test_take_in_moves_new_values_to_readings(plan):
    with excel(plan) as app:
        count = sum(value is not None for value in column(app, "Readings", "KPI"))
        type_new_value(app)
        box = click(app, "take-in")
        assert box.startswith(
            "1 New value moved to Readings.\n\nTaken in:\nNew value 3.5 of K-CO-1"
        )
        assert column(app, "KPIs", "New value")[0] is None
        readings = [column(app, "Readings", header)[count] for header in ("KPI", "Value")]
        assert readings == ["K-CO-1", 3.5]


def test_roll_up_takes_in_and_says_where_the_plan_stands(plan):
    with excel(plan) as app:
        type_new_value(app)
        select(app, "KPIs", "C9")
        box = click(app, "roll-up")
        assert selected(app) == ("KPIs", "C9")
        assert box.startswith("Tidewell Coffee, as of 2026-06-30: On track, ")
        assert "40 KPIs: " in box
        assert column(app, "KPIs", "New value")[0] is None
        assert app.status_bar is False


def test_explain_opens_a_page_about_the_selected_line_of_the_cascade(plan, opened):
    with excel(plan) as app:
        select(app, "Cascade", "C7")
        id = app.books.active.sheets["Cascade"].range("B7").value
        assert click(app, "explain") is None
        (address,) = opened
        page = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
        assert f"Why {id} stands where it does" in page
        assert app.status_bar.startswith(f"{id}: ")


def test_a_page_that_no_browser_opens_is_named(plan, monkeypatch, tmp_path):
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    with excel(plan) as app:
        assert f"The page is {tmp_path}" in click(app, "explain")


def test_watermelons_are_listed_and_gone_to(plan):
    with excel(plan) as app:
        assert click(app, "watermelons").startswith("1 watermelon")
        assert selected(app) == ("Objectives", "B13")


def test_rule_opens_the_page_of_the_selected_finding(plan, opened):
    with excel(plan) as app:
        select(app, "Objectives", "F7")
        assert click(app, "rule") is None
        page = Path(opened[0].removeprefix("file://")).read_text(encoding="utf-8")
        assert "S09" in page and "Flagged" in page


@pytest.mark.parametrize("busy", ["cell-edit", "rejected"])
def test_a_busy_excel_is_told_and_nothing_is_changed(plan, home, busy):
    with excel(plan) as app:
        type_new_value(app)
        before = contents(app)
        app.impl.busy = busy
        for tag in ribbon.ACTIONS:
            box = click(app, tag)
            assert box == (
                "Excel is busy or a cell is being edited. Press Enter or Esc, then click again."
            )
        app.impl.busy = None
        assert contents(app) == before
        assert not home.exists()


def test_a_foreign_workbook_is_left_alone(tmp_path):
    path = tmp_path / "budget.xlsx"
    openpyxl.Workbook().save(path)
    with excel(path) as app:
        for tag in (tag for tag, action in ribbon.ACTIONS.items() if action.needs_plan):
            assert click(app, tag) == (
                "budget.xlsx is not an okrsheet workbook. "
                "Go to one and click again, or make one with New."
            )
        assert contents(app) == {}


def test_without_a_workbook_it_says_to_open_one():
    with excel() as app:
        assert click(app, "validate").startswith("No workbook is open. Open an okrsheet workbook")


def test_without_excel_it_says_so_without_it(monkeypatch, capsys):
    def none():
        raise BookError("Excel is not running.", "Excel", "Start it and click again.")

    monkeypatch.setattr("okrsheet.clicks.desk.Desk.found", none)
    ribbon.run("validate")
    assert capsys.readouterr().err == "okrsheet: Excel is not running. Start it and click again.\n"


def test_not_even_an_excel_that_cannot_be_found_raises(monkeypatch, capsys):
    monkeypatch.setattr("okrsheet.clicks.desk.Desk.found", lambda: 1 / 0)
    ribbon.run("validate")
    assert capsys.readouterr().err.startswith("okrsheet: Something that okrsheet did not expect")


def test_a_button_of_another_version_is_told(plan):
    with excel(plan) as app:
        assert click(app, "forecast").startswith("This okrsheet has no action 'forecast'. Run  ")


def test_what_nobody_expected_is_one_sentence_and_a_file_with_the_details(
    plan, tmp_path, monkeypatch
):
    monkeypatch.setattr("okrsheet.clicks.desk.Desk.here", lambda _: 1 / 0)
    with excel(plan) as app:
        box = click(app, "validate")
        path = tmp_path / "state" / "okrsheet" / "error.txt"
        assert box == (
            "Something that okrsheet did not expect: ZeroDivisionError. "
            f"Nothing was half written. Please report it, with the details in {path}"
        )
        assert "Traceback" not in box
        assert "ZeroDivisionError: division by zero" in path.read_text()
        assert app.status_bar is False


def test_details_that_cannot_be_written_change_nothing_of_the_sentence(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("okrsheet.clicks.desk.Desk.here", lambda _: 1 / 0)
    (tmp_path / "state").write_text("a file where the folder should be")
    with excel(plan) as app:
        assert click(app, "validate").endswith("Nothing was half written. Please report it.")
