"""From finding to finding."""

from dataclasses import replace

import pytest

from okrsheet.books.book import Table
from okrsheet.clicks.answer import Place
from okrsheet.clicks.findings import NONE_SELECTED, NOT_CHECKED, next_finding, rule_of_finding
from okrsheet.clicks.selection import Here
from okrsheet.sheets.generated import FINDINGS
from tests.workbooks import snapshot

HEADERS = tuple(column.header for column in FINDINGS.columns)
OWNER = Place("Objectives", 5, 6)
SECOND_OWNER = Place("Objectives", 6, 6)
TARGET = Place("KPIs", 5, 9)


def row(code, sheet, cell, id=None, field=None, severity="error"):
    return (code, severity, sheet, cell, id, field, f"Message {code}.", "Fix it.")


def book(*rows):
    """A plan of two objectives and a KPI, with these lines in its Findings table."""
    tables = {"Objectives": [{"ID": "O-1"}, {"ID": "O-2"}], "KPIs": [{"ID": "K-1"}]}
    plan = snapshot(tables)
    table = Table("Findings", "Findings", 4, 1, HEADERS, rows)
    return replace(plan, tables=(*plan.tables, table), sheets=(*plan.sheets, "Findings"))


TWO = book(row("M03", "KPIs", "I5", "K-1", "Target"), row("S02", "Objectives", "F5", "O-1"))


def gone_to(workbook, sheet, row, column=1):
    return next_finding(workbook, Here(Place(sheet, row, column))).go


def test_from_the_first_sheet_it_goes_to_the_first_finding_in_the_order_of_the_sheets():
    assert gone_to(TWO, "Plan", 1) == OWNER


def test_from_a_finding_it_goes_to_the_next_and_from_the_last_to_the_first():
    assert gone_to(TWO, "Objectives", 5, 6) == TARGET
    assert gone_to(TWO, "KPIs", 5, 9) == OWNER


def test_within_a_row_it_goes_from_left_to_right():
    assert gone_to(TWO, "Objectives", 5, 5) == OWNER
    assert gone_to(TWO, "Objectives", 5, 7) == TARGET


def test_a_line_of_the_findings_sheet_leads_to_its_own_cell():
    assert gone_to(TWO, "Findings", 5) == TARGET
    assert gone_to(TWO, "Findings", 6, 8) == OWNER


def test_the_status_bar_says_what_it_is_and_how_to_mend_it():
    answer = next_finding(TWO, Here(Place("Plan", 1, 1)))
    assert answer.bar == "1 of 2: S02 Message S02. Fix it."


def test_two_findings_of_one_cell_are_told_together():
    workbook = book(row("S02", "Objectives", "F5"), row("S09", "Objectives", "F5"))
    answer = next_finding(workbook, Here(Place("Plan", 1, 1)))
    assert answer.bar == "1 of 1: S02 Message S02. Fix it.  |  S09 Message S09. Fix it."


@pytest.mark.parametrize("cell", [None, "not calculated"])
def test_a_link_that_is_not_calculated_is_found_by_its_id_and_field(cell):
    workbook = book(row("S02", "Objectives", cell, "o-2", "Owner"))
    assert gone_to(workbook, "Plan", 1) == SECOND_OWNER


@pytest.mark.parametrize(
    "gone",
    [
        row("S02", "Objectives", "gone", "O-9", "Owner"),
        row("D01", "Drivers", None),
        row("D06", "Sheet that was deleted", "F5"),
    ],
)
def test_a_finding_without_a_cell_is_shown_on_the_findings_sheet(gone):
    assert gone_to(book(gone), "Plan", 1) == Place("Findings", 5, 1)


def test_a_waived_finding_is_passed_over_unless_it_is_selected():
    waived = row("S02", "Objectives", "F5", severity="waived")
    workbook = book(waived, row("M03", "KPIs", "I5"))
    assert gone_to(workbook, "Plan", 1) == TARGET
    assert gone_to(workbook, "Findings", 5) == OWNER
    assert next_finding(book(waived), Here(Place("Plan", 1, 1))).box.startswith("Nothing to mend")


def test_before_the_first_check_it_says_to_check():
    plan = snapshot({})
    assert next_finding(plan, Here(Place("Plan", 1, 1))).box == NOT_CHECKED
    assert next_finding(book((None,) * 8), Here(Place("Plan", 1, 1))).box == NOT_CHECKED


def test_after_a_check_that_found_nothing_it_says_what_the_sheet_says():
    workbook = book((None,) * 6 + ("Nothing to mend: every rule is kept.", None))
    assert next_finding(workbook, Here(Place("Plan", 1, 1))).box.startswith("Nothing to mend")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Place("Findings", 5, 3), "M03"),
        (OWNER, "S02"),
        (Place("Objectives", 5, 2), "S02"),  # beside it, in its row
    ],
)
def test_the_rule_is_that_of_the_selected_line_cell_or_row(place, code):
    answer = rule_of_finding(TWO, Here(place))
    assert answer.page.title.startswith(f"{code}  ")
    assert answer.bar.startswith(f"{code}: ")


def test_without_a_finding_selected_it_says_to_select_one():
    assert rule_of_finding(TWO, Here(Place("Plan", 1, 1))).box == NONE_SELECTED
    assert rule_of_finding(snapshot({}), Here(Place("Plan", 1, 1))).box == NOT_CHECKED


def test_a_rule_of_a_newer_okrsheet_is_told():
    answer = rule_of_finding(book(row("Z99", "KPIs", "I5")), Here(Place("Findings", 5, 1)))
    assert answer.box == "This okrsheet has no rule Z99. Check plan anew."
