"""W: waivers that count, and those that do not."""

from datetime import date

import pytest

from okrsheet.plan.finding import Severity, Waiver
from okrsheet.smart.registry import lint
from okrsheet.smart.waive import read_waivers
from tests.smart.linting import found
from tests.workbooks import AS_OF, plan_of


def objective(waive):
    return {"Objectives": [{"ID": "O-1", "Objective": "Grow", "Waive": waive}]}


@pytest.mark.parametrize(
    ("cell", "waivers"),
    [
        (None, []),
        (" ; ", []),
        ("S04: legal wording", [Waiver("S04", "legal wording")]),
        ("s04 :legal wording;", [Waiver("S04", "legal wording")]),
        ("S02: the board's: all of it", [Waiver("S02", "the board's: all of it")]),
        (
            "A03: until 2026-12-31, new head of unit",
            [Waiver("A03", "new head of unit", date(2026, 12, 31))],
        ),
        ("A03: Until 2026-12-31 new head", [Waiver("A03", "new head", date(2026, 12, 31))]),
        (
            "S04: legal wording; A03: until 2026-06-30, new head",
            [Waiver("S04", "legal wording"), Waiver("A03", "new head", date(2026, 6, 30))],
        ),
        ("S04: untilled fields", [Waiver("S04", "untilled fields")]),
    ],
)
def test_a_waiver_is_a_code_and_a_reason_and_perhaps_a_last_day(cell, waivers):
    assert read_waivers(cell, AS_OF) == (tuple(waivers), ())


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("S02", "The waiver of S02 gives no reason."),
        ("S02:", "The waiver of S02 gives no reason."),
        ("S02: until 2026-12-31", "The waiver of S02 gives no reason."),
        ("S02: until 2026-12-31,", "The waiver of S02 gives no reason."),
        ("Z99: why not", "There is no rule Z99."),
        ("legal wording", '"legal wording" cannot be read as a waiver.'),
        (": why not", '": why not" cannot be read as a waiver.'),
        ("W01: leave me alone", "W01 cannot be waived."),
        ("S02: until 2026-06-29, new head", "The waiver of S02 ended on 2026-06-29."),
        (
            "S02: until 31.12.2026, new head",
            'The waiver of S02 says "until 31.12.2026, new head", which gives no date.',
        ),
        (
            "S02: until 2026-02-30, new head",
            'The waiver of S02 says "until 2026-02-30, new head", which gives no date.',
        ),
        ("S02: until", 'The waiver of S02 says "until", which gives no date.'),
    ],
)
def test_a_waiver_that_does_not_count_is_a_warning_that_says_why(cell, message):
    [finding] = found("W01", objective(cell))
    assert (finding.severity, finding.id, finding.field) == (Severity.WARNING, "O-1", "Waive")
    assert finding.message == message
    assert finding.waiver is None


def test_a_waiver_counts_on_its_last_day_and_not_after():
    cell = objective("S02: until 2026-06-30, new head")
    assert not found("W01", cell, as_of=date(2026, 6, 30))
    assert found("W01", cell, as_of=date(2026, 7, 1))


def test_each_entry_that_does_not_count_is_told():
    assert len(found("W01", objective("S02; Z99: x; S04: legal wording"))) == 2


def test_a_waived_finding_carries_its_reason_and_last_day():
    [finding] = found("S02", objective("S02: until 2026-12-31, new head"))
    assert finding.waiver == Waiver("S02", "new head", date(2026, 12, 31))


def test_a_waiver_sets_aside_its_own_code_only():
    plan = plan_of(objective("S02: the board's"))
    assert {one.code for one in lint(plan) if one.waiver} == {"S02"}


def test_a_waiver_sets_aside_findings_of_its_own_row_only():
    tables = {"Objectives": [{"ID": "O-1", "Waive": "S02: the board's"}, {"ID": "O-2"}]}
    assert [bool(one.waiver) for one in found("S02", tables)] == [True, False]


def test_a_waiver_that_does_not_count_sets_nothing_aside():
    assert found("S02", objective("S02"))[0].waiver is None
    assert found("S02", objective("S02: until 2026-06-29, new head"))[0].waiver is None


def test_a_data_finding_of_a_kpi_can_be_waived():
    kpi = {"ID": "K-1", "KPI": "Sales", "Target": "12", "Waive": "D08: comes from the register"}
    [finding] = found("D08", {"KPIs": [kpi]})
    assert finding.waiver == Waiver("D08", "comes from the register")


def test_the_last_of_two_reasons_for_one_code_stands():
    [finding] = found("S02", objective("S02: the board's; S02: the chair's"))
    assert finding.waiver == Waiver("S02", "the chair's")


def test_a_rule_of_the_book_that_this_version_does_not_check_may_be_waived():
    assert not found("W01", objective("A05: read once a year"))
