"""Findings -> the Findings sheet with its links, and the Check columns."""

from dataclasses import replace
from datetime import date

import pytest

from okrsheet.books.book import CellError, FillTable, Formula, SetColumn, Table
from okrsheet.plan.finding import Finding, Severity, Waiver
from okrsheet.sheets.findings import LONGEST_TEXT, check_marks, findings_edits, locate
from okrsheet.sheets.parse import parse
from tests.workbooks import AS_OF, plan_of, snapshot

O1 = {"ID": "O-1", "Objective": "Cut response time"}
K1 = {"ID": "K-1", "KPI": "Response time", "Objective": "O-1"}


def finding(table="KPIs", row: int | None = 0, id="K-1", field: str | None = "Target", **more):
    fault = Finding("M03", Severity.ERROR, table, row, id, field, "No target.", "Enter one.")
    return replace(fault, **more)


def edits_of(found, tables, book=None):
    book = book or snapshot(tables)
    return list(findings_edits(locate(found, book), parse(book, AS_OF), book))


def sheet_of(found, tables, book=None):
    (edit,) = [edit for edit in edits_of(found, tables, book) if isinstance(edit, FillTable)]
    return edit.rows


def link_of(found, tables, book=None):
    ((_, _, _, link, *_),) = sheet_of([found], tables, book)
    return link


def named(book, table, name):
    """The workbook with that table on a sheet of another name."""
    tables = tuple(replace(t, sheet=name) if t.name == table else t for t in book.tables)
    return replace(book, tables=tables)


def test_a_finding_is_located_by_its_row_and_header():
    (one,) = locate([finding(row=1)], snapshot({"KPIs": [K1, K1]}))
    assert (one.sheet, one.cell) == ("KPIs", "I6")  # Target is the ninth column


def test_a_finding_is_located_where_its_table_stands():
    table = Table("kpis", "My measures", 10, 27, ("id", "TARGET "), ((None, None),))
    (one,) = locate([finding()], replace(snapshot({}), tables=(table,)))
    assert (one.sheet, one.cell) == ("My measures", "AB11")


@pytest.mark.parametrize("found", [finding(row=None), finding(field=None), finding(field="Budget")])
def test_a_finding_of_no_row_or_column_has_no_cell(found):
    (one,) = locate([found], snapshot({"KPIs": [K1]}))
    assert (one.sheet, one.cell) == ("KPIs", None)


def test_a_finding_of_a_missing_table_has_the_sheet_that_it_should_stand_on():
    (one,) = locate([finding("Settings", None, None, None)], snapshot({}, {"Settings"}))
    assert (one.sheet, one.cell) == ("Plan", None)


def test_a_row_of_the_sheet_tells_all_of_a_finding():
    ((*row,),) = sheet_of([finding()], {"KPIs": [K1]})
    assert row[:3] == ["M03", "error", "KPIs"]
    assert row[4:] == ["K-1", "Target", "No target.", "Enter one."]


def test_a_link_finds_its_row_by_id_and_its_column_by_header():
    place = (
        'ADDRESS(ROW(KPIs[[#Headers],[ID]])+MATCH("K-1",KPIs[ID],0),'
        "COLUMN(KPIs[[#Headers],[Target]]),4)"
    )
    text = f'IFERROR(HYPERLINK("#\'KPIs\'!"&{place},{place}),"gone")'
    assert link_of(finding(), {"KPIs": [K1]}) == Formula(text, "I5")


def test_a_link_goes_by_the_headers_that_the_workbook_has():
    table = Table("KPIs", "KPIs", 4, 1, ("id", "target "), (("K-1", None),))
    link = link_of(finding(), {}, replace(snapshot({}), tables=(table,)))
    assert "KPIs[[#Headers],[id]]" in link.text
    assert 'MATCH("K-1",KPIs[id],0)' in link.text
    assert "KPIs[[#Headers],[target ]]" in link.text


def test_a_link_quotes_the_name_of_its_sheet():
    book = named(snapshot({"KPIs": [K1]}), "KPIs", 'Ann\'s "best"')
    link = link_of(finding(row=0, id=None), {}, book)
    assert '"#\'Ann\'\'s ""best""\'!"' in link.text


@pytest.mark.parametrize("id", ["12", 'K"1', "K*", " K-1", CellError("#N/A")])
def test_a_row_whose_id_cannot_be_used_is_linked_by_its_cell(id):
    link = link_of(finding(id="any"), {"KPIs": [K1 | {"ID": id}]})
    assert link == Formula('IFERROR(HYPERLINK("#\'KPIs\'!"&"I5","I5"),"gone")', "I5")


def test_a_row_whose_id_stands_twice_is_linked_by_its_cell():
    link = link_of(finding(row=1), {"KPIs": [K1, K1]})
    assert link == Formula('IFERROR(HYPERLINK("#\'KPIs\'!"&"I6","I6"),"gone")', "I6")


def test_a_reading_is_linked_by_its_cell():
    link = link_of(finding("Readings", 0, None, "Date"), {"Readings": [{"KPI": "K-1"}]})
    assert link == Formula('IFERROR(HYPERLINK("#\'Readings\'!"&"B5","B5"),"gone")', "B5")


def test_a_row_that_is_given_an_id_is_linked_by_it():
    link = link_of(finding(id="K1"), {"KPIs": [{"KPI": "Response time"}]})
    assert 'MATCH("K1",KPIs[ID],0)' in link.text


def test_a_finding_without_a_cell_has_no_link():
    assert link_of(finding(row=None), {"KPIs": [K1]}) is None


def test_waived_findings_stand_last_with_their_reason_and_date():
    waived = finding(waiver=Waiver("M03", "by law", date(2026, 12, 31)))
    rows = sheet_of([waived, finding(code="M06")], {"KPIs": [K1]})
    assert [row[:2] for row in rows] == [("M06", "error"), ("M03", "waived")]
    assert rows[1][6] == "No target. Waived: by law (until 2026-12-31)"


def test_findings_stand_in_the_order_in_which_they_come():
    found = [finding(code=code) for code in ("M06", "D03", "M03")]
    assert [row[0] for row in sheet_of(found, {"KPIs": [K1]})] == ["M06", "D03", "M03"]


def test_a_plan_without_findings_is_told_so():
    ((*row,),) = sheet_of([], {})
    assert row[6] == "Nothing to mend: every rule is kept."
    assert row[:6] == [None] * 6


def test_a_message_without_end_is_cut():
    (row,) = sheet_of([finding(message="x" * 40_000)], {"KPIs": [K1]})
    assert len(row[6]) == LONGEST_TEXT
    assert row[6].endswith("…")


def test_a_row_without_findings_is_ok():
    assert check_marks(plan_of({"KPIs": [K1]}), [])["KPIs"] == {0: "OK"}


def test_errors_and_warnings_of_a_row_are_counted_and_information_is_not():
    severities = [Severity.ERROR, Severity.ERROR, Severity.WARNING, Severity.INFO]
    found = [finding(severity=severity) for severity in severities]
    assert check_marks(plan_of({"KPIs": [K1]}), found)["KPIs"] == {0: "2 errors, 1 warning"}


def test_one_error_is_not_errors():
    assert check_marks(plan_of({"KPIs": [K1]}), [finding()])["KPIs"] == {0: "1 error"}


def test_a_finding_counts_in_its_own_row_only():
    plan = plan_of({"KPIs": [K1, {}, K1 | {"ID": "K-2"}]})
    assert check_marks(plan, [finding(row=2)])["KPIs"] == {0: "OK", 2: "1 error"}


def test_an_objective_shows_five_letters():
    plan = plan_of({"Objectives": [O1]})
    assert check_marks(plan, [])["Objectives"] == {0: "S✓ M✓ A✓ R✓ T✓  OK"}


def test_a_letter_is_crossed_by_an_error_or_a_warning_and_not_by_information():
    plan = plan_of({"Objectives": [O1]})
    found = [
        finding("Objectives", code="S02"),
        finding("Objectives", code="T01", severity=Severity.WARNING),
        finding("Objectives", code="A04", severity=Severity.INFO),
    ]
    marks = check_marks(plan, found)["Objectives"]
    assert marks == {0: "S✗ M✓ A✓ R✓ T✗  1 error, 1 warning"}


def test_the_findings_of_its_kpis_count_in_an_objective():
    plan = plan_of({"Objectives": [O1], "KPIs": [K1]})
    assert check_marks(plan, [finding()])["Objectives"] == {0: "S✓ M✗ A✓ R✓ T✓  1 error"}


def test_a_data_finding_crosses_no_letter():
    plan = plan_of({"Objectives": [O1]})
    marks = check_marks(plan, [finding("Objectives", code="D03")])["Objectives"]
    assert marks == {0: "S✓ M✓ A✓ R✓ T✓  1 error"}


def test_a_waived_finding_is_not_counted_in_check():
    waived = finding(waiver=Waiver("M03", "by law"))
    columns = [e for e in edits_of([waived], {"KPIs": [K1]}) if isinstance(e, SetColumn)]
    assert {edit.table: edit.values for edit in columns}["KPIs"] == ("OK",)


def test_every_table_with_ids_has_its_check_blank_rows_blank():
    edits = edits_of([], {"Pillars": [{"ID": "P1"}, {}]})
    checks = {edit.table: edit.values for edit in edits if isinstance(edit, SetColumn)}
    assert list(checks) == ["Pillars", "Units", "Objectives", "KPIs", "Actions"]
    assert checks["Pillars"] == ("OK", None)


def test_a_missing_table_gets_no_check():
    edits = edits_of([], {}, snapshot({}, {"Units"}))
    assert "Units" not in [edit.table for edit in edits if isinstance(edit, SetColumn)]


@pytest.mark.parametrize("code", ["D07", "D10"])
def test_what_the_same_write_mends_is_not_on_the_sheet(code):
    ((*row,),) = sheet_of([finding(code=code)], {"KPIs": [K1]})
    assert row[6] == "Nothing to mend: every rule is kept."
