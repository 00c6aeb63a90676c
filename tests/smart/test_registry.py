"""The linter as a whole."""

from datetime import date

import pytest

from okrsheet.books.memory import MemoryBook
from okrsheet.departments.part import parts
from okrsheet.example import example_edits
from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Misfit, Plan, Unfit
from okrsheet.score import score_plan
from okrsheet.sheets.parse import parse
from okrsheet.sheets.settings import SETTING_MEANINGS
from okrsheet.smart.registry import RULES, lint
from tests.departments.parts import sent, workbook
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
            "Frequency": "Weekly",
            "Source": "CRM response report",
            "New value": 12,
        },
        {
            "ID": "K-2",
            "KPI": "Service staff trained",
            "Objective": "O-1",
            "Type": "Leading",
            "Direction": "Increase",
            "Unit of measure": "people",
            "Baseline": 0,
            "Target": 14,
            "Frequency": "Weekly",
            "Source": "Course list",
            "New value": 14,
        },
    ],
    "Readings": [
        {"KPI": kpi, "Date": date(2026, month, 15), "Value": value}
        for kpi, values in (("K-1", (23, 20, 18, 16, 14)), ("K-2", (1, 4, 7, 10, 12)))
        for month, value in enumerate(values, start=1)
    ],
    "Actions": [
        {"ID": "A-1", "Objective": "O-1", "Action": "Implement the CRM system"},
        {"ID": "A-2", "Objective": "O-1", "Action": "Train the customer service team"},
    ],
}


def without(table, header):
    """The golden plan without one cell: that of the first row of a table."""
    first, *others = GOLDEN[table]
    return {**GOLDEN, table: [{**first, header: None}, *others]}


def codes(tables):
    return [finding.code for finding in lint(plan_of(tables))]


def test_the_golden_objective_of_the_lesson_has_no_finding():
    assert codes(GOLDEN) == []


def test_each_part_taken_from_the_golden_objective_gives_exactly_its_codes():
    parts = {
        ("Objectives", "ID"): ["D07", "M01", "A02", "D06", "D06", "D06", "D06"],
        ("Objectives", "Objective"): ["S01"],
        ("Objectives", "Pillar"): ["R08", "R01"],
        ("Objectives", "Owner"): ["S02"],
        ("Objectives", "Due"): ["T01"],
        ("Objectives", "Start"): [],
        ("KPIs", "ID"): ["D07", "A05", "D06", "D06", "D06", "D06", "D06"],
        ("KPIs", "Direction"): ["D03"],
        ("KPIs", "Unit of measure"): ["M06"],
        ("KPIs", "Baseline"): ["M02"],
        ("KPIs", "Target"): ["M03"],
        ("KPIs", "Source"): ["M08"],
        ("Actions", "ID"): ["D07"],
    }
    assert {part: codes(without(*part)) for part in parts} == parts


def test_without_its_leading_kpi_the_golden_objective_gives_r05():
    kept = {
        "KPIs": [row for row in GOLDEN["KPIs"] if row["ID"] == "K-1"],
        "Readings": [row for row in GOLDEN["Readings"] if row["KPI"] == "K-1"],
    }
    assert codes({**GOLDEN, **kept}) == ["R05"]


def test_without_its_actions_the_golden_objective_gives_a02():
    assert codes({**GOLDEN, "Actions": []}) == ["A02"]


def test_without_its_kpis_the_golden_objective_gives_m01():
    assert codes({**GOLDEN, "KPIs": [], "Readings": []}) == ["M01"]


def test_only_the_rules_asked_for_are_run():
    tables = {"Objectives": [{"Weight": -1}]}
    assert [one.code for one in lint(plan_of(tables), {"D07", "R03"})] == ["D07", "R03"]


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
        ("Pillars", 0, "Pillar", "R08"),
        ("Pillars", 0, "Weight", "R03"),
        ("Pillars", 0, "Weight", "R06"),
        ("Objectives", 1, "Objective", "S01"),
        ("Objectives", 1, "Pillar", "R01"),
        ("Objectives", 1, "Owner", "S02"),
        ("Objectives", 1, "Measurable", "M01"),
        ("Objectives", 1, "Achievable", "A02"),
        ("Objectives", 1, "Due", "T01"),
        ("Objectives", 2, "ID", "D07"),
        ("Objectives", 2, "Pillar", "D06"),
        ("Objectives", 2, "Owner", "S02"),
        ("Objectives", 2, "Measurable", "M01"),
        ("Objectives", 2, "Achievable", "A02"),
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
    def of(severity):
        return " ".join(code for code, rule in RULES.items() if rule.severity is severity)

    assert of(Severity.INFO) == "A04 A05 D07 S04 T07"
    assert of(Severity.WARNING) == (
        "A01 A02 A03 D09 D10 M07 M08 M10 R04 R05 R06 R07 R08 R09 R10 "
        "S03 S05 S06 S07 S08 S09 T01 T03 T04 T05 T06 W01"
    )


@pytest.mark.parametrize("level", [None, 1, 2])
def test_a_department_is_told_nothing_of_its_rows_that_the_whole_plan_is_not(level):
    made = MemoryBook(snapshot({"Settings": [{"Setting": name} for name in SETTING_MEANINGS]}))
    made.apply(tuple(example_edits(made.read())))
    plan = parse(made.read(), date(2026, 9, 30))
    scores = score_plan(plan)
    whole = told(plan)
    own = set().union(
        *(
            told(parse(workbook(sent(plan, part, scores)), plan.as_of))
            for part in parts(plan, level)
        )
    )
    assert own <= whole
    if level is None:
        assert {code for code, *_ in whole - own} == {"D07"}  # a sent row has its ID


def told(plan):
    return {(one.code, one.id, one.field, one.message) for one in lint(plan)}
