"""The plan as values: frozen, every field optional, IDs compared without regard to case."""

from datetime import date, datetime

import pytest
from pydantic import ValidationError

from okrsheet.plan.model import (
    Action,
    Context,
    Driver,
    Kpi,
    Misfit,
    Objective,
    Pillar,
    Plan,
    Reading,
    Settings,
    Unfit,
    Unit,
    key,
)


def test_ids_are_compared_without_regard_to_case():
    assert key("O-It-1") == key("o-iT-1")


@pytest.mark.parametrize("id", [None, ""])
def test_no_id_is_compared_with_none(id):
    assert key(id) is None


@pytest.mark.parametrize("kind", [Pillar, Unit, Objective, Kpi, Action, Reading, Driver])
def test_every_field_of_a_row_is_optional(kind):
    assert kind().id is None


def test_a_row_cannot_be_changed():
    with pytest.raises(ValidationError):
        Kpi(target=12.0).target = 13.0


def test_a_row_is_made_from_headers_or_from_names():
    assert Kpi.model_validate({"Unit of measure": "h"}) == Kpi(unit_of_measure="h")


@pytest.mark.parametrize("target", ["12", True, float("nan"), float("inf")])
def test_a_number_is_neither_text_nor_boolean_nor_endless(target):
    with pytest.raises(ValidationError):
        Kpi(target=target)


def test_a_setting_that_is_not_given_has_its_default():
    settings = Settings()
    assert (settings.on_track_gap, settings.at_risk_gap) == (0.05, 0.20)
    assert settings.minimum_coverage == 0.50
    assert (settings.kpis_per_objective, settings.objectives_per_owner) == (5, 5)
    assert settings.live_formulas == "Yes"
    assert settings.as_of is None


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_minimum_coverage_lies_between_0_and_1(share):
    with pytest.raises(ValidationError):
        Settings(minimum_coverage=share)


def test_the_rows_of_a_plan_come_table_by_table():
    plan = Plan(
        date(2026, 6, 30),
        drivers=(Driver(),),
        actions=(Action(),),
        readings=(Reading(date=datetime(2026, 1, 31)),),
        kpis=(Kpi(),),
        objectives=(Objective(),),
        units=(Unit(),),
        pillars=(Pillar(),),
    )
    assert [row.table for row in plan.rows()] == [
        "Pillars",
        "Units",
        "Objectives",
        "KPIs",
        "Readings",
        "Actions",
        "Drivers",
    ]


def test_the_graph_of_a_plan_is_worked_out_once():
    plan = Plan(date(2026, 6, 30), objectives=(Objective(id="O-1"),))
    assert plan.graph is plan.graph


def test_what_does_not_fit_is_found_by_the_row_in_which_it_stands():
    target, baseline = (Misfit(Unfit.NOT_ONE, "KPIs", 3, field=f) for f in ("Target", "Baseline"))
    lacking = Misfit(Unfit.NO_TABLE, "Units")
    plan = Plan(date(2026, 6, 30), misfits=(target, lacking, baseline))
    assert plan.misfits_of == {("KPIs", 3): (target, baseline), ("Units", None): (lacking,)}


def test_only_a_plan_with_a_context_is_a_departments():
    assert not Plan(date(2026, 6, 30)).is_department
    assert Plan(date(2026, 6, 30), context=(Context(),)).is_department
