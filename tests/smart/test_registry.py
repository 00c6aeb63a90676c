"""The linter as a whole."""

from datetime import date

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Misfit, Plan, Unfit
from okrsheet.smart.registry import RULES, lint
from tests.workbooks import plan_of, snapshot

AS_OF = date(2026, 6, 30)
GOLDEN = {
    "Settings": [
        {"Setting": "Period start", "Value": date(2026, 1, 1)},
        {"Setting": "Period end", "Value": date(2026, 12, 31)},
    ],
    "Pillars": [{"ID": "P1", "Pillar": "Happy customers"}],
    "Objectives": [
        {
            "ID": "O-1",
            "Objective": "Reduce customer service response time from 24 to 12 hours within the "
            "next 6 months by implementing a new CRM system and training the customer service "
            "team",
            "Pillar": "P1",
            "Owner": "Head of Customer Service",
            "Start": date(2026, 1, 1),
            "Due": date(2026, 6, 30),
        }
    ],
    "KPIs": [
        {
            "ID": "K-1",
            "KPI": "Response time",
            "Objective": "O-1",
            "Type": "Lagging",
            "Direction": "Decrease",
            "Unit of measure": "hours",
            "Baseline": 24,
            "Target": 12,
        }
    ],
    "Actions": [{"ID": "A-1", "Objective": "O-1", "Action": "Implement the CRM system"}],
}


def without(table, header):
    rows = [{name: cell for name, cell in row.items() if name != header} for row in GOLDEN[table]]
    return {**GOLDEN, table: rows}


def codes(tables):
    return [finding.code for finding in lint(plan_of(tables))]


def test_the_golden_objective_of_the_lesson_has_no_finding():
    assert codes(GOLDEN) == []


def test_each_part_taken_from_the_golden_objective_gives_exactly_its_code():
    parts = {
        ("Objectives", "ID"): ["D07", "M01", "D06", "D06"],
        ("Objectives", "Objective"): ["S01"],
        ("Objectives", "Pillar"): ["R01"],
        ("Objectives", "Owner"): ["S02"],
        ("Objectives", "Due"): ["T01"],
        ("Objectives", "Start"): [],
        ("KPIs", "ID"): ["D07"],
        ("KPIs", "Objective"): ["M01"],
        ("KPIs", "Direction"): ["D03"],
        ("KPIs", "Unit of measure"): ["M06"],
        ("KPIs", "Baseline"): ["M02"],
        ("KPIs", "Target"): ["M03"],
        ("Actions", "ID"): ["D07"],
    }
    assert {part: codes(without(*part)) for part in parts} == parts


def test_an_empty_plan_has_no_finding():
    assert lint(Plan(as_of=AS_OF)) == ()


def test_a_workbook_without_any_table_misses_eight_and_nothing_else():
    everything = {table.name for table in snapshot({}).tables}
    findings = lint(plan_of({}, missing=everything))
    assert [finding.code for finding in findings] == ["D01"] * 8


def test_findings_stand_in_the_order_of_tables_rows_columns_and_codes():
    tables = {
        "Settings": [{"Setting": "Period end", "Value": "soon"}],
        "Actions": [{"ID": "A-1", "Objective": "O-9"}],
        "KPIs": [{"ID": "K-1", "Direction": "Decrease", "Target": 12, "Weight": -1}],
        "Objectives": [{}, {"ID": "O-2"}, {"Objective": "Grow", "Pillar": "P9"}],
        "Pillars": [{"ID": "P1", "Weight": -1}],
    }
    findings = lint(plan_of(tables, missing={"KPIs/Source"}))
    assert [(one.table, one.row, one.field, one.code) for one in findings] == [
        ("Settings", 0, "Value", "D03"),
        ("Pillars", 0, "Weight", "R03"),
        ("Objectives", 1, "Objective", "S01"),
        ("Objectives", 1, "Pillar", "R01"),
        ("Objectives", 1, "Owner", "S02"),
        ("Objectives", 1, "Measurable", "M01"),
        ("Objectives", 1, "Due", "T01"),
        ("Objectives", 2, "ID", "D07"),
        ("Objectives", 2, "Pillar", "D06"),
        ("Objectives", 2, "Owner", "S02"),
        ("Objectives", 2, "Measurable", "M01"),
        ("Objectives", 2, "Due", "T01"),
        ("KPIs", None, "Source", "D02"),
        ("KPIs", 0, "Unit of measure", "M06"),
        ("KPIs", 0, "Baseline", "M02"),
        ("KPIs", 0, "Weight", "R03"),
        ("Actions", 0, "Objective", "D06"),
    ]


def test_a_computed_column_stands_after_the_entered_ones():
    misfits = (
        Misfit(Unfit.TYPED_OVER, "KPIs", 0, "K-1", "Status", "x"),
        Misfit(Unfit.NOT_ONE, "KPIs", 0, "K-1", "Waive", "x", "text"),
    )
    findings = lint(Plan(as_of=AS_OF, misfits=misfits))
    assert [finding.field for finding in findings] == ["Waive", "Status"]


def test_a_row_whose_id_is_taken_is_linted_like_others():
    tables = {"Objectives": [{"ID": "O-1", "Owner": "Ann"}, {"ID": "O-1", "Weight": -1}]}
    second = {finding.code for finding in lint(plan_of(tables)) if finding.row == 1}
    assert {"D05", "S01", "S02", "R03"} <= second


def test_severities_are_those_of_the_rule_book():
    infos = {code for code, rule in RULES.items() if rule.severity is Severity.INFO}
    warnings = {code for code, rule in RULES.items() if rule.severity is Severity.WARNING}
    assert infos == {"D07"}
    assert warnings == {"D09", "D10", "S09", "T01", "T03", "W01"}
