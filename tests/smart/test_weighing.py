"""R06 and R10: weights that count, and red under green."""

from dataclasses import replace
from datetime import date

import pytest

from okrsheet.plan.model import Context
from tests.departments.parts import PLAN, department
from tests.smart.linting import found, found_in

START, DUE = date(2026, 1, 1), date(2026, 12, 31)


def kpi(id, objective, value, weight=None):
    """A KPI from 0 to 10 over 2026: half is expected by the end of June."""
    return {
        "ID": id,
        "Objective": objective,
        "Direction": "Increase",
        "Baseline": 0,
        "Target": 10,
        "Start": START,
        "Due": DUE,
        "New value": value,
        "Weight": weight,
    }


def places(code, tables):
    return [(one.table, one.id) for one in found(code, tables)]


@pytest.mark.parametrize(
    ("weights", "is_weightless"),
    [([0, 0], True), ([0], True), ([-1, 0], True), ([0, None], False), ([0.001], False)],
)
def test_an_objective_whose_parts_all_weigh_nothing_has_no_score(weights, is_weightless):
    rows = [kpi(f"K-{at}", "O-1", 5, weight) for at, weight in enumerate(weights)]
    tables = {"Objectives": [{"ID": "O-1"}], "KPIs": rows}
    assert places("R06", tables) == ([("Objectives", "O-1")] if is_weightless else [])


def test_pillars_units_and_the_vision_can_weigh_nothing_too():
    tables = {
        "Pillars": [{"ID": "P1", "Weight": 0}],
        "Units": [{"ID": "IT"}],
        "Objectives": [{"ID": "O-1", "Pillar": "P1", "Unit": "IT", "Weight": 0}],
    }
    found_at = [
        (one.table, one.field, one.message.split(" has ")[0]) for one in found("R06", tables)
    ]
    assert found_at == [
        ("Pillars", "Pillar", "Everything right below P1"),
        ("Pillars", "Weight", "Everything right below The vision"),
        ("Units", "Unit", "Everything right below IT"),
    ]


def test_a_node_with_nothing_below_it_is_another_matter():
    assert not found("R06", {"Pillars": [{"ID": "P1"}], "Objectives": [{"ID": "O-1"}]})


GREEN_OVER_RED = {
    "Pillars": [{"ID": "P1"}],
    "Units": [{"ID": "IT"}],
    "Objectives": [
        {"ID": "O-1", "Pillar": "P1", "Unit": "IT"},
        {"ID": "O-2", "Parent": "O-1", "Unit": "IT"},
    ],
    "KPIs": [kpi("K-1", "O-1", 6, 9), kpi("K-2", "O-2", 1)],
}


def test_every_node_that_is_green_over_something_red_is_a_watermelon():
    assert places("R10", GREEN_OVER_RED) == [
        ("Pillars", "P1"),
        ("Units", "IT"),
        ("Objectives", "O-1"),
    ]


def test_a_watermelon_names_its_score_and_what_is_red():
    # (9 x 0.6 + 1 x 0.1) / 10 = 0.55
    message = found("R10", GREEN_OVER_RED)[-1].message
    assert message == "O-1 is on track (55%) while K-2 below it is off track."


def test_red_that_counts_nowhere_makes_no_watermelon():
    rows = [kpi("K-1", "O-1", 6), kpi("K-2", "O-2", 1, 0)]
    assert not found("R10", {**GREEN_OVER_RED, "KPIs": rows})


def test_an_objective_that_rolls_up_to_the_worst_is_no_watermelon():
    worst = [{"ID": "O-1", "Roll-up": "Worst"}]
    rows = [kpi("K-1", "O-1", 6, 9), kpi("K-2", "O-1", 1)]
    assert not found("R10", {"Objectives": worst, "KPIs": rows})


def watermelon(child: dict[str, object]) -> tuple[str, str]:
    """What is told of a green objective of Sales above a child in the context with that status."""
    sales = department(PLAN, "SALES")
    context = [row for row in sales.context if row.id != "E" and row.kind != "Units below"]
    frozen = Context.model_validate({"Score": 0.9, "Expected": 0.5, "Coverage": 1.0, **child})
    plan = replace(
        sales,
        context=(*context, frozen),
        kpis=tuple(kpi.model_copy(update={"new_value": 0.9}) for kpi in sales.kpis),
    )
    finding = found_in("R10", plan)[-1]
    return finding.message, finding.fix


def test_a_red_child_in_another_unit_is_a_watermelons_inside():
    child = {"Kind": "Objective", "ID": "E", "Parent": "S"}
    assert watermelon({**child, "Status": "Off track", "Worst": "Off track"}) == (
        "S is on track (90%) while E below it is off track.",
        "Review E with the unit that owns it, or set the Roll-up of the objective above it to"
        " Worst.",
    )
    message, _ = watermelon({**child, "Status": "On track", "Worst": "Off track"})
    assert message == "S is on track (90%) while something in E below it is off track."


def test_a_red_objective_of_the_units_below_is_a_watermelons_inside():
    assert watermelon({"Kind": "Units below", "Parent": "SALES", "Worst": "Off track"}) == (
        "SALES is on track (90%) while an objective of a unit below it is off track.",
        "Ask the units below for theirs, or set the Roll-up of the objective above it to Worst.",
    )


def test_a_departments_node_above_frozen_figures_without_weight_is_weightless():
    sales = department(PLAN, "SALES")
    context = [row.model_copy(update={"weight": 0.0}) for row in sales.context]
    plan = replace(sales, kpis=(), context=tuple(context))
    assert [one.id for one in found_in("R06", plan)] == ["S"]
