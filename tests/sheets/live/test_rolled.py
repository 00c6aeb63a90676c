"""What rolls up to objectives from their KPIs and from the objectives below them."""

import pytest

from tests.live.case import objective
from tests.sheets.live.laid import laid, values

WORST = {"Roll-up": "Worst"}


def kpi(objective_id, reached, **cells):
    """A KPI of a Hold with a tolerance of 1 above 0: it has 1 - reached, and 1 is expected."""
    held = {"Direction": "Hold", "High": 0, "Tolerance": 1, "New value": reached}
    return {"Objective": objective_id, "KPI": "Gap", **held, **cells}


def shown(objectives, kpis, header):
    found = laid({"Objectives": objectives, "KPIs": kpis}).calculation.objective_figures.shown
    return values(found[header], len(objectives))


def test_a_score_is_the_weighted_mean_of_the_kpis():
    kpis = [kpi("O-1", 0.5, Weight=3), kpi("O-1", 0.1), kpi("O-1", 0.2, Weight=0)]
    assert shown([objective("O-1")], kpis, "Score") == [pytest.approx(0.6)]  # (3 x 0.5 + 0.9) / 4


def test_child_objectives_count_with_their_own_weight():
    objectives = [objective("O-1"), objective("O-2", Parent="O-1", Weight=3)]
    kpis = [kpi("O-1", 0.1), kpi("O-2", 0.5), kpi("O-2", 0.5)]
    assert shown(objectives, kpis, "Score") == [pytest.approx(0.6), 0.5]  # (0.9 + 3 x 0.5) / 4


def test_objectives_may_stand_in_any_order_and_deep():
    objectives = [objective("O-3", Parent="O-2"), objective("O-1"), objective("O-2", Parent="O-1")]
    assert shown(objectives, [kpi("O-3", 0.25)], "Score") == [0.75, 0.75, 0.75]


def test_coverage_is_the_weight_that_has_a_score():
    objectives = [objective("O-1"), objective("O-2", Parent="O-1")]
    kpis = [kpi("O-1", 0), kpi("O-1", None), kpi("O-2", None)]
    assert shown(objectives, kpis, "Coverage") == [pytest.approx(1 / 3), 0]
    assert shown(objectives, kpis, "Score") == [1, ""]
    assert shown(objectives, kpis, "Status") == ["No data", "No data"]


@pytest.mark.parametrize(("how", "status"), [({}, "On track"), (WORST, "Off track")])
def test_under_worst_the_status_is_that_of_the_weakest_child(how, status):
    kpis = [kpi("O-1", 0, Weight=9), kpi("O-1", 0.4)]  # 0.96 in all
    assert shown([objective("O-1", **how)], kpis, "Status") == [status]
    assert shown([objective("O-1", **how)], kpis, "Worst") == ["Off track"]


def test_worst_tells_of_everything_below_that_counts():
    objectives = [
        objective("O-1"),
        objective("O-2", Parent="O-1"),
        objective("O-3", Parent="O-1", Weight=0),
    ]
    kpis = [kpi("O-1", 0, Weight=99), kpi("O-2", 0.1), kpi("O-3", 0.9)]
    assert shown(objectives, kpis, "Worst") == ["At risk", "At risk", "Off track"]


def test_an_objective_in_a_cycle_says_roll_up_and_gets_nothing_of_the_other():
    objectives = [objective("O-1", Parent="O-2"), objective("O-2", Parent="O-1")]
    kpis = [kpi("O-1", 0)]
    assert shown(objectives, kpis, "Score") == ["Roll up", "Roll up"]
    assert shown(objectives, kpis, "Status") == ["No data", "No data"]


def test_the_live_weight_leads_to_some_kpi():
    objectives = [objective("O-1"), objective("O-2", Parent="O-1"), objective("O-3", Parent="O-1")]
    made = laid({"Objectives": objectives, "KPIs": [kpi("O-2", None, Weight=4)]}).calculation
    passed = made.effective
    assert values(passed, 1) == [0]  # no pillar leads to it
    (live,) = [one for one in made.grid.columns if one.header == "Objectives: gets live"]
    assert values(live, 3) == [1, 4, 0]
