"""The context that a department is sent: what it says, and that it says nothing else."""

from dataclasses import replace

import pytest

from okrsheet.departments.around import UNITS_BELOW
from okrsheet.plan.model import Context, Driver, Objective, Pillar, Plan, Settings, Unit
from tests.departments.parts import PLAN, department
from tests.score.plans import AS_OF, PERIOD, a_kpi, a_plan


def told(plan: Plan, unit: str, level: int | None = None) -> list[tuple[str | None, ...]]:
    found = department(plan, unit, level).context
    return [(row.kind, row.id, row.parent, row.unit) for row in found]


def of_kind(kind: str, plan: Plan, unit: str) -> list[Context]:
    return [row for row in department(plan, unit).context if row.kind == kind]


def test_the_context_goes_from_the_company_to_whose_workbook_it_is():
    assert told(PLAN, "EAST") == [
        ("Company", None, None, None),
        ("Pillar", "P", None, None),
        ("Unit", "SALES", None, None),
        ("Objective", "A", None, None),
        ("Objective", "S", "A", None),
        ("KPI", "KA", None, None),
        ("Sending", "EAST", "a-plan", None),
    ]
    assert department(PLAN, "EAST").context[-1].name == "a-sending"


def test_the_vision_comes_first_where_there_is_one():
    settings = Settings.model_validate({**PERIOD, "Vision": "A shop in every street"})
    vision, company, *_ = department(replace(PLAN, settings=settings), "EAST").context
    assert (vision.kind, vision.name, company.kind) == (
        "Vision",
        "A shop in every street",
        "Company",
    )


def test_what_is_below_in_other_units_follows():
    assert told(PLAN, "SALES")[2:-1] == [
        ("Objective", "A", None, None),
        ("Objective", "E", "S", "SALES"),
        ("Units below", None, "SALES", None),
    ]


def test_a_department_with_all_units_below_it_has_nothing_below():
    assert told(PLAN, "SALES", 1)[2:-1] == [
        ("Objective", "A", None, None),
        ("KPI", "KA", None, None),
    ]


def test_figures_are_frozen_and_dated():
    settings = Settings.model_validate({**PERIOD, "Organisation": "Tidewell"})
    company, pillar, *_ = department(replace(PLAN, settings=settings), "EAST").context
    assert (company.name, company.as_at, pillar.name) == ("Tidewell", AS_OF, "Happy customers")
    # A: KA 0.5 and S 0.5; W 0.4; L 0.4. Expected 0.5 of each.
    assert pillar.score == pytest.approx(1.3 / 3)
    assert (pillar.expected, pillar.coverage) == pytest.approx((0.5, 1))
    assert (pillar.status, pillar.worst) == ("At risk", "Off track")
    (child,) = (row for row in of_kind("Objective", PLAN, "SALES") if row.id == "E")
    assert (child.name, child.weight) == ("Sell in the east", 3)
    assert (child.score, child.status, child.as_at) == (pytest.approx(0.6), "On track", AS_OF)


def test_of_what_is_above_the_weight_is_nobodys_business():
    above = next(row for row in of_kind("Objective", PLAN, "EAST") if row.id == "S")
    plan = a_plan(
        Unit(ID="U"), Objective(ID="X", Weight=2.0), Objective(ID="O", Unit="U", Parent="X")
    )
    assert above.pillar == "P"
    assert of_kind("Objective", plan, "U")[0].weight is None


def test_units_below_are_summed_up():
    (row,) = of_kind("Units below", PLAN, "SALES")
    assert (row.name, row.weight) == (UNITS_BELOW, 1)
    assert (row.score, row.expected, row.coverage) == pytest.approx((0.4, 0.5, 1))
    assert row.worst == "At risk"


def test_units_below_without_a_score_or_dates_are_summed_up_apart():
    rows = [
        Unit(ID="U"),
        Unit(ID="V", Parent="U"),
        Objective(ID="A", Unit="V", Weight=2.0),
        Objective(ID="B", Unit="V"),
        Objective(ID="C", Unit="V", Weight=4.0),
        Objective(ID="D", Unit="V", Weight=0.0),
        a_kpi("KA", "A", 0.5, direction="Hold", low=0.0),
        a_kpi("KB", "B", 0.5),
    ]
    found = of_kind("Units below", a_plan(*rows, settings=Settings()), "U")
    assert [(row.weight, row.score, row.expected) for row in found] == [
        (2, 1, 1),
        (1, 0.5, None),
        (4, None, None),
    ]


def test_weights_beyond_any_number_are_summed_up_all_the_same():
    heavy = [Objective(ID=id, Unit="V", Weight=1.5e308) for id in ("A", "B")]
    kpis = a_kpi("KA", "A", 0.2), a_kpi("KB", "B", 0.4)
    plan = a_plan(Unit(ID="U"), Unit(ID="V", Parent="U"), *heavy, *kpis)
    (row,) = of_kind("Units below", plan, "U")
    assert row.score == pytest.approx(0.3)


def test_all_units_of_a_circle_above_are_told():
    plan = a_plan(Unit(ID="A", Parent="B"), Unit(ID="B", Parent="C"), Unit(ID="C", Parent="A"))
    assert [row[:3] for row in told(plan, "A")[1:-1]] == [("Unit", "C", "A"), ("Unit", "B", "C")]


def test_a_parent_that_does_not_exist_is_told_of_nobody():
    plan = a_plan(
        Unit(ID="U"), Objective(ID="X", Parent="gone"), Objective(ID="O", Unit="U", Parent="X")
    )
    assert told(plan, "U")[1:-1] == [("Objective", "X", None, None)]


def test_a_pillar_whose_id_was_taken_is_left_out():
    plan = a_plan(Pillar(ID="P"), Pillar(ID="p", taken=True), Unit(ID="U"))
    assert [row[:2] for row in told(plan, "U")[1:-1]] == [("Pillar", "P")]


def test_an_outcome_elsewhere_is_only_an_id_and_told_once():
    plan = replace(
        PLAN,
        drivers=tuple(
            Driver(Driver=driver, Outcome=outcome)
            for driver, outcome in [("KE", "KW"), ("KE", "ka"), ("ke", "KW"), ("KE", "gone")]
        ),
    )
    found = of_kind("KPI", plan, "EAST")
    assert [row.model_dump(exclude_defaults=True, exclude={"row"}) for row in found] == [
        {"kind": "KPI", "id": "KA"},
        {"kind": "KPI", "id": "KW"},
    ]


def test_nothing_else_of_another_unit_is_in_a_departments_plan():
    secret = {"owner": "Mole", "achievable": "Mole", "name": "Mole"}
    plan = replace(
        PLAN,
        units=tuple(unit.model_copy(update={"head": "Mole"}) for unit in PLAN.units),
        objectives=tuple(
            row if row.id in ("W", "A") else row.model_copy(update=secret)
            for row in PLAN.objectives
        ),
        kpis=tuple(
            kpi if kpi.id == "KW" else kpi.model_copy(update={"name": "Mole", "source": "Mole"})
            for kpi in PLAN.kpis
        ),
    )
    own = department(plan, "WEST")
    heads = replace(own, units=())
    assert "Mole" not in repr(heads)
