"""T: due dates, starts and the planning period."""

from datetime import date, datetime

import pytest

from okrsheet.plan.finding import Severity
from tests.smart.linting import found

PERIOD = [
    {"Setting": "Period start", "Value": date(2026, 1, 1)},
    {"Setting": "Period end", "Value": date(2026, 12, 31)},
]


def plan(*, objective=None, kpi=None, action=None, settings=PERIOD):
    return {
        "Settings": settings,
        "Objectives": [{"ID": "O-1", "Objective": "Grow", **(objective or {})}],
        "KPIs": [{"ID": "K-1", "Objective": "O-1", **kpi}] if kpi else [],
        "Actions": [{"ID": "A-1", "Objective": "O-1", **action}] if action else [],
    }


def ids(findings):
    return [finding.id for finding in findings]


def test_a_missing_due_date_is_a_warning_that_names_the_end_assumed():
    [finding] = found("T01", plan())
    assert (finding.severity, finding.field) == (Severity.WARNING, "Due")
    assert finding.message == (
        "O-1 has no due date of its own; 2026-12-31, the plan's end, is assumed."
    )


def test_a_missing_due_date_names_no_end_where_the_plan_has_none():
    [finding] = found("T01", plan(settings=[]))
    assert finding.message == "O-1 has no due date of its own."


def test_a_due_date_that_could_not_be_read_is_not_missing():
    assert not found("T01", plan(objective={"Due": "soon"}))


def test_a_missing_due_column_explains_missing_due_dates():
    assert not found("T01", plan(), missing={"Objectives/Due"})


@pytest.mark.parametrize(
    ("start", "faulty"),
    [(date(2026, 5, 31), False), (date(2026, 6, 1), True), (date(2026, 6, 2), True)],
)
@pytest.mark.parametrize("kind", ["objective", "kpi", "action"])
def test_a_start_has_to_be_before_the_due_date(kind, start, faulty):
    findings = found("T02", plan(**{kind: {"Start": start, "Due": date(2026, 6, 1)}}))
    assert [finding.field for finding in findings] == ["Start"] * faulty


def test_a_start_earlier_on_the_same_day_is_before():
    objective = {"Start": datetime(2026, 6, 1, 9), "Due": datetime(2026, 6, 1, 17)}
    assert not found("T02", plan(objective=objective))


def test_an_objective_takes_the_date_it_does_not_state_from_the_plan():
    [finding] = found("T02", plan(objective={"Due": date(2026, 1, 1)}))
    assert finding.message == (
        "O-1 starts on 2026-01-01 (the plan's), which is not before its due date 2026-01-01."
    )
    assert found("T02", plan(objective={"Start": date(2026, 12, 31)}))
    assert not found("T02", plan(objective={"Start": date(2026, 12, 30)}))


def test_a_kpi_takes_the_date_it_does_not_state_from_its_objective_first():
    objective = {"Start": date(2026, 3, 1), "Due": date(2026, 9, 30)}
    [finding] = found("T02", plan(objective=objective, kpi={"Due": date(2026, 3, 1)}))
    assert finding.id == "K-1"
    assert finding.message == (
        "K-1 starts on 2026-03-01 (that of O-1), which is not before its due date 2026-03-01."
    )
    assert not found("T02", plan(objective=objective, kpi={"Due": date(2026, 3, 2)}))


def test_a_kpi_takes_the_date_that_its_objective_does_not_state_from_the_plan():
    assert ids(found("T02", plan(kpi={"Start": date(2027, 1, 1)}))) == ["K-1"]


def test_what_states_no_date_itself_is_not_at_fault_for_inherited_ones():
    backwards = [
        {"Setting": "Period start", "Value": date(2026, 12, 31)},
        {"Setting": "Period end", "Value": date(2026, 1, 1)},
    ]
    assert not found("T02", plan(kpi={"KPI": "Sales"}, settings=backwards))


def test_an_action_has_its_own_dates_only():
    assert not found("T02", plan(action={"Due": date(2025, 1, 1)}))
    assert not found("T02", plan(action={"Start": date(2027, 1, 1)}))


def test_a_date_that_could_not_be_read_is_not_replaced_by_the_plans():
    assert not found("T02", plan(objective={"Start": "soon", "Due": date(2026, 1, 1)}))


def test_without_any_start_nothing_can_be_compared():
    assert not found("T02", plan(objective={"Due": date(2026, 1, 1)}, settings=[]))


@pytest.mark.parametrize(
    ("due", "outside"),
    [
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
        (date(2026, 12, 31), False),
        (datetime(2026, 12, 31, 17), False),
        (date(2027, 1, 1), True),
    ],
)
@pytest.mark.parametrize("kind", ["objective", "kpi"])
def test_first_and_last_day_are_inside_the_period(kind, due, outside):
    findings = found("T03", plan(**{kind: {"Due": due}}))
    assert [finding.field for finding in findings] == ["Due"] * outside


def test_a_due_date_outside_the_period_names_both_days():
    [finding] = found("T03", plan(objective={"Due": date(2027, 3, 31)}))
    assert finding.message == "O-1 is due on 2027-03-31, after the plan ends on 2026-12-31."
    [finding] = found("T03", plan(objective={"Due": date(2025, 3, 31)}))
    assert finding.message == "O-1 is due on 2025-03-31, before the plan starts on 2026-01-01."


def test_a_period_without_an_end_has_no_outside_after_it():
    assert not found("T03", plan(objective={"Due": date(2099, 1, 1)}, settings=PERIOD[:1]))
    assert found("T03", plan(objective={"Due": date(2025, 1, 1)}, settings=PERIOD[:1]))


@pytest.mark.parametrize(("day", "is_late"), [(31, False), (None, False)])
def test_an_action_due_with_its_objective_or_without_a_date_is_not_late(day, is_late):
    action = {"ID": "A-1", "Objective": "O-1", "Due": day and date(2026, 8, day)}
    tables = {"Objectives": [{"ID": "O-1", "Due": date(2026, 8, 31)}], "Actions": [action]}
    assert bool(found("T04", tables)) is is_late


def test_an_action_due_the_day_after_its_objective_is_late():
    action = {"ID": "A-1", "Objective": "o-1", "Due": date(2026, 9, 1)}
    tables = {"Objectives": [{"ID": "O-1", "Due": date(2026, 8, 31)}], "Actions": [action]}
    [finding] = found("T04", tables)
    assert (finding.table, finding.field) == ("Actions", "Due")
    assert finding.message == "A-1 is due on 2026-09-01, after its objective o-1 is on 2026-08-31."
