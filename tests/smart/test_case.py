"""What the rules share."""

from dataclasses import replace
from datetime import date, datetime

from okrsheet.plan.model import Plan
from okrsheet.score import score_plan
from okrsheet.smart.case import Case
from tests.departments.parts import PLAN, department
from tests.workbooks import Tables, plan_of

TABLES: Tables = {
    "Settings": [{"Setting": "Period end", "Value": date(2026, 12, 31)}],
    "Objectives": [
        {"ID": "O-1", "Start": date(2026, 2, 1)},
        {"ID": "O-2", "Parent": "O-1"},
        {"ID": "O-3"},
        {"ID": "O-3"},
    ],
    "KPIs": [{"ID": "K-1", "Objective": "O-2", "Type": "Leading", "New value": 3}],
    "Actions": [{"ID": "A-1", "Objective": "O-3"}],
    "Readings": [
        {"KPI": "k-1", "Date": date(2026, 3, 31), "Value": 2},
        {"KPI": "K-1", "Date": date(2026, 2, 28), "Value": 1},
        {"KPI": "K-1", "Date": date(2026, 7, 31), "Value": 9},
        {"KPI": "K-9", "Date": date(2026, 2, 28), "Value": 1},
    ],
}
CASE = Case.of(plan_of(TABLES))


def test_a_case_is_the_plan_with_its_scores():
    assert isinstance(CASE, Plan)
    assert CASE.scores == score_plan(plan_of(TABLES))


def test_what_is_below_counts_for_all_above():
    assert (CASE.measured, CASE.signalled, CASE.confirmed) == ({0, 1}, {0, 1}, set())
    assert CASE.acted_on == {2}


def test_the_course_of_a_kpi_is_in_order_and_ends_today_with_its_new_value():
    assert CASE.readings_of == {
        0: (
            (datetime(2026, 2, 28), 1.0),
            (datetime(2026, 3, 31), 2.0),
            (datetime(2026, 6, 30), 3.0),
        )
    }


def test_dates_are_its_own_its_objectives_or_the_plans():
    kpi = CASE.kpis[0]
    assert (CASE.start(kpi), CASE.due(kpi)) == (None, datetime(2026, 12, 31))
    assert CASE.period(kpi) is None
    assert CASE.start(CASE.objectives[0]) == datetime(2026, 2, 1)


def test_a_row_whose_id_was_taken_has_no_place_and_no_score():
    assert CASE.place(CASE.objectives[3]) is None
    assert CASE.score(CASE.objectives[3]) is None
    assert CASE.own_kpis(CASE.objectives[3]) == ()
    assert CASE.own_kpis(CASE.objectives[1]) == (CASE.kpis[0],)


def test_what_goes_on_below_in_other_units_may_be_measured_and_acted_on_there():
    # S is Sales' own, E below it the East's: nobody in Sales sees its KPIs and actions.
    sales = department(PLAN, "SALES")
    case = Case.of(replace(sales, kpis=()))
    assert (case.measured, case.acted_on, case.signalled) == ({0}, {0}, {0})
    assert case.confirmed == set()


def test_what_is_all_a_departments_own_is_seen_whole():
    case = Case.of(department(PLAN, "EAST"))
    assert (case.measured, case.acted_on, case.signalled) == ({0}, set(), set())
