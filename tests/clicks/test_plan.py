"""The actions that check, score and take in: what they write and what they say."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from okrsheet.books.memory import MemoryBook
from okrsheet.clicks.answer import Place
from okrsheet.clicks.plan import (
    clear_findings,
    explain,
    roll_up,
    take_in_new_values,
    validate,
    watermelons,
)
from okrsheet.clicks.selection import Here
from tests.accounts import shown
from tests.workbooks import snapshot

NOWHERE = Here(Place("Plan", 1, 1))
DATES = {"Start": date(2026, 1, 1), "Due": date(2026, 12, 31)}
KPI = {"Direction": "Increase", "Baseline": 0, "Target": 10, "Objective": "O-1"} | DATES
PLAN = {
    "Settings": [
        {"Setting": "Organisation", "Value": "Tidewell"},
        {"Setting": "As of", "Value": date(2026, 6, 30)},
    ],
    "Pillars": [{"ID": "P1", "Pillar": "Growth"}],
    "Objectives": [{"ID": "O-1", "Objective": "Sell", "Pillar": "P1"} | DATES],
    "KPIs": [
        {"ID": "K-1", "KPI": "Cups", "New value": 5} | KPI,
        {"KPI": "Beans", "New value": 4, "New date": date(2026, 6, 1)} | KPI,
    ],
    "Readings": [{"KPI": "K-1", "Date": date(2026, 5, 31), "Value": 3}, {}, {}],
}


def done(command, tables=PLAN, here=NOWHERE):
    """The answer, and the workbook once it was carried out."""
    book = MemoryBook(snapshot(tables))
    answer = command(book.read(), here)
    book.apply(answer.edits)
    return answer, book.read()


def column(book, name, header):
    table = book.table(name)
    at = table.headers.index(header)
    return [row[at] for row in table.rows]


def test_a_check_fills_the_findings_and_goes_there():
    answer, book = done(validate)
    assert answer.go == Place("Findings", 5, 1)
    assert "S02" in column(book, "Findings", "Code")  # nobody owns the objective
    assert column(book, "Pillars", "Check")[0] is not None


def test_a_check_counts_what_it_found_and_tells_what_it_took_in():
    answer, book = done(validate)
    severities = column(book, "Findings", "Severity")
    counts = f"Check: {severities.count('error')} errors, {severities.count('warning')} warnings"
    assert answer.box.startswith(counts)
    assert "Next finding takes you from one to the next." in answer.box
    assert "Taken in:\nNew ID K1 for 'Beans'.\nNew value 5 of K-1 is now" in answer.box


def test_clearing_empties_the_findings_and_the_check_columns():
    _, checked = done(validate)
    book = MemoryBook(checked)
    book.apply(clear_findings(book.read(), NOWHERE).edits)
    assert set(column(book.read(), "Findings", "Message")) == {None}
    for table in ("Pillars", "Objectives", "KPIs"):
        assert set(column(book.read(), table, "Check")) == {None}


def test_without_a_findings_sheet_there_is_nothing_to_clear():
    answer, _ = done(clear_findings)
    assert (answer.edits, answer.box[:26]) == ((), "There is no Findings sheet")


def test_new_values_move_to_readings_and_each_is_listed():
    answer, book = done(take_in_new_values)
    assert column(book, "KPIs", "New value") == [None, None]
    assert column(book, "Readings", "Value") == [3.0, 5.0, 4.0]
    assert column(book, "Readings", "KPI") == ["K-1", "K-1", "K1"]
    assert column(book, "Readings", "Date")[1:] == [datetime(2026, 6, 30), datetime(2026, 6, 1)]
    assert answer.box == (
        "2 New values moved to Readings.\n\n"
        "Taken in:\n"
        "New ID K1 for 'Beans'.\n"
        "New value 5 of K-1 is now its reading of 2026-06-30.\n"
        "New value 4 of K1 is now its reading of 2026-06-01."
    )


def test_taking_in_leaves_the_findings_alone():
    _, book = done(take_in_new_values)
    assert book.table("Findings") is None


def test_taking_in_keeps_a_living_workbook_right():
    _, rolled = done(roll_up, PLAN)
    assert "Calculation" in rolled.sheets
    at = rolled.table("KPIs").headers.index("New value")
    book = MemoryBook(with_cell(rolled, "KPIs", 0, at, 7.0))
    book.apply(take_in_new_values(book.read(), NOWHERE).edits)
    assert column(book.read(), "KPIs", "Actual")[0] == 7.0
    assert "Calculation" in book.blocks


def test_with_no_new_value_there_is_nothing_to_take_in():
    answer, _ = done(take_in_new_values, {"KPIs": [{"ID": "K-1"}]})
    assert answer.edits == ()
    assert answer.box == "There is nothing to take in: no KPI has a New value."


@pytest.mark.parametrize("value", ["12 h", 12])
def test_a_new_value_that_cannot_be_read_or_kept_is_told(value):
    kpi = {"ID": "K-1", "New value": value, "New date": "soon"} | KPI
    answer, book = done(take_in_new_values, {"KPIs": [kpi]})
    assert answer.box == "1 New value cannot be moved: Check plan says why."
    assert column(book, "KPIs", "New value") == [value]


def test_a_roll_up_tells_where_the_plan_stands():
    answer, book = done(roll_up)
    assert answer.box.startswith(
        # (5 + 4) / 20 of the way; 180 and 151 of 364 days gone
        "Tidewell, as of 2026-06-30: On track, 45% against 45% expected.\n2 KPIs: 2 on track."
    )
    assert column(book, "Pillars", "Status") == ["On track"]


def test_a_roll_up_without_data_says_no_data():
    answer, _ = done(roll_up, {"Settings": PLAN["Settings"]})
    assert answer.box == "Tidewell, as of 2026-06-30: No data.\n0 KPIs: none yet."


def test_a_roll_up_tells_errors_in_the_data_and_notes():
    kpis = [KPI | {"ID": "K-1", "Target": "ten"}, {"ID": "K-2", "Direction": "Hold", "Low": 1}]
    answer, _ = done(roll_up, PLAN | {"KPIs": kpis})
    assert "1 error in the data: Check plan lists them." in answer.box
    assert "Note: 1 KPI names no objective and counts nowhere: K-2." in answer.box


def test_an_explanation_is_a_page_about_the_selected_row():
    answer, _ = done(explain, here=Here(Place("KPIs", 5, 3)))
    assert answer.page.title == "Why K-1 stands where it does"
    assert any("actual 5" in line for line in shown(answer.page.lines, 200))
    assert answer.bar == "K-1: On track, 50% against 49% expected."  # 180 of 364 days


def test_an_action_is_explained_by_what_is_done():
    action = {"ID": "A-1", "Action": "Train", "Done": 0.25} | DATES
    answer, _ = done(explain, {"Actions": [action]} | PLAN, Here(Place("Actions", 5, 1)))
    assert answer.bar == "A-1: Off track, 25% against 49% expected."


def test_with_nothing_of_the_plan_selected_the_company_is_explained():
    answer, _ = done(explain)
    assert answer.page.title == "Why company stands where it does"


def test_a_watermelon_is_named_and_gone_to():
    kpis = [KPI | {"ID": "K-1", "New value": 9}, KPI | {"ID": "K-2", "New value": 1}]
    answer, _ = done(watermelons, PLAN | {"KPIs": kpis})
    assert answer.box.startswith(
        "2 watermelons: on track outside, off track inside.\n\nP1   Growth\nO-1   Sell\n\n"
    )
    assert answer.go == Place("Pillars", 5, 2)


def test_more_than_fifteen_watermelons_are_counted():
    objectives = [{"ID": f"O-{at}", "Pillar": "P1"} | DATES for at in range(20)]
    kpis = [
        KPI | {"ID": f"K-{at}-{value}", "Objective": f"O-{at}", "New value": value}
        for at in range(20)
        for value in (9, 1)
    ]
    answer, _ = done(watermelons, PLAN | {"Objectives": objectives, "KPIs": kpis})
    lines = answer.box.splitlines()
    assert lines[0].startswith("21 watermelons")
    assert lines[-3] == "... and 6 more"


def test_a_plan_without_watermelons_says_so():
    answer, _ = done(watermelons)
    assert (answer.go, answer.box[:13]) == (None, "No watermelon")


def test_no_action_changes_what_it_reads():
    book = snapshot(PLAN)
    for command in (validate, clear_findings, take_in_new_values, roll_up, explain, watermelons):
        command(book, NOWHERE)
    assert book == snapshot(PLAN)


def with_cell(book, name, row, at, value):
    """The workbook with another value in one cell."""
    table = book.table(name)
    rows = [list(cells) for cells in table.rows]
    rows[row][at] = value
    changed = replace(table, rows=tuple(map(tuple, rows)))
    tables = tuple(changed if one.name == name else one for one in book.tables)
    return replace(book, tables=tables)
