"""Who gets what of a plan, and what goes with it."""

from dataclasses import replace

import pytest

from okrsheet.books.book import BookError
from okrsheet.departments.part import left_out, part_plan, parts
from okrsheet.plan.model import (
    Action,
    Misfit,
    Objective,
    Unfit,
    Unit,
)
from tests.departments.parts import PLAN, department, sent
from tests.score.plans import a_kpi, a_plan


def places(unit: str, level: int | None = None) -> dict[str, tuple[int, ...]]:
    part = next(part for part in parts(PLAN, level) if part.unit == unit)
    names = ("units", "objectives", "kpis", "readings", "actions", "drivers")
    return {name: found for name in names if (found := getattr(part, name))}


def test_every_unit_gets_its_own_rows():
    assert [part.unit for part in parts(PLAN)] == ["SALES", "EAST", "WEST", "IT"]
    assert places("SALES") == {"units": (0,), "objectives": (1,), "kpis": (1,), "readings": (2,)}
    assert places("EAST") == {
        "units": (1,),
        "objectives": (2,),
        "kpis": (2,),
        "readings": (0,),
        "drivers": (0,),
    }
    assert places("WEST") == {"units": (2,), "objectives": (3,), "kpis": (3,), "actions": (0,)}


def test_a_unit_without_a_name_is_called_by_its_id():
    assert [part.name for part in parts(PLAN)] == ["Sales", "East", "WEST", "IT"]


def test_a_unit_of_a_level_gets_all_that_is_below_it():
    assert [part.unit for part in parts(PLAN, 1)] == ["SALES", "IT"]
    assert places("SALES", 1) == {
        "units": (0, 1, 2),
        "objectives": (1, 2, 3),
        "kpis": (1, 2, 3),
        "readings": (0, 2),
        "actions": (0,),
        "drivers": (0,),
    }
    assert [part.unit for part in parts(PLAN, 2)] == ["EAST", "WEST"]


def test_a_unit_in_a_circle_stands_at_the_top():
    plan = a_plan(Unit(ID="A", Parent="B"), Unit(ID="B", Parent="A"), Unit(ID="C", Parent="A"))
    assert [(part.unit, part.units) for part in parts(plan, 1)] == [("A", (0, 2)), ("B", (1,))]


def test_a_unit_without_objectives_is_a_part_too():
    assert [part.objectives for part in parts(a_plan(Unit(ID="A")))] == [()]


def test_what_belongs_to_nobody_is_counted():
    assert left_out(PLAN, parts(PLAN)) == {"Objectives": 1, "KPIs": 1, "Readings": 1}
    assert left_out(PLAN, parts(PLAN, 2)) == {
        "Units": 2,
        "Objectives": 3,
        "KPIs": 3,
        "Readings": 2,
    }


def test_a_row_whose_id_was_taken_belongs_to_nobody():
    plan = a_plan(
        Unit(ID="A"),
        Unit(ID="a", taken=True),
        Objective(ID="O", Unit="A"),
        Objective(ID="o", Unit="A", taken=True),
        a_kpi("K", "O", 0.5),
        a_kpi("k", "O", 0.5).model_copy(update={"taken": True}),
        Action(ID="N", Objective="O", taken=True),
    )
    (part,) = parts(plan)
    assert (part.units, part.objectives, part.kpis, part.actions) == ((0,), (0,), (0,), ())
    assert left_out(plan, [part]) == {"Units": 1, "Objectives": 1, "KPIs": 1, "Actions": 1}


def test_a_unit_whose_id_is_unusable_has_no_workbook():
    plan = a_plan(Unit(Unit="Nameless"), Unit(ID="A", Parent="B"))
    assert [part.unit for part in parts(plan)] == ["A"]


@pytest.mark.parametrize("level", [0, 3, -1])
def test_a_level_that_no_unit_has_is_refused_in_one_sentence(level):
    with pytest.raises(BookError, match=rf"^Units: No unit stands on level {level}\. .* to 2\.$"):
        parts(PLAN, level)


def test_a_plan_without_units_is_refused_in_one_sentence():
    with pytest.raises(BookError, match=r"^Units: The plan has no units\. "):
        parts(a_plan(Objective(ID="O")))


def test_a_departments_rows_are_counted_from_nought():
    rows = [row.model_copy(update={"row": at + 7}) for at, row in enumerate(PLAN.objectives)]
    own = department(replace(PLAN, objectives=tuple(rows)), "EAST", 2)
    assert [(row.id, row.row) for row in own.rows()] == [
        ("EAST", 0),
        ("E", 0),
        ("KE", 0),
        (None, 0),
        (None, 0),
    ]
    assert [row.row for row in own.context] == list(range(len(own.context)))
    assert (own.as_of, own.settings, own.pillars) == (PLAN.as_of, PLAN.settings, ())


def test_an_id_that_the_next_write_gives_is_sent_as_the_rows_own():
    plan = a_plan(Unit(ID="A"), Objective(ID="O1", Unit="A", given=True))
    assert not department(plan, "A").objectives[0].given


def test_what_did_not_fit_in_a_row_goes_with_it():
    other, own = (Misfit(Unfit.NOT_ONE, "KPIs", row, field="Target") for row in (0, 2))
    setting = Misfit(Unfit.NOT_ONE, "Settings", 3, field="Value")
    lacking = Misfit(Unfit.NO_COLUMN, "KPIs", field="Waive")
    kpis = tuple(kpi.model_copy(update={"row": at}) for at, kpi in enumerate(PLAN.kpis))
    plan = replace(
        PLAN,
        kpis=kpis,
        misfits=(other, own, setting, lacking),
        missing=frozenset({"KPIs/Waive"}),
    )
    found = department(plan, "EAST")
    assert found.misfits == (setting, replace(own, row=0))
    assert found.missing == frozenset()


def test_nothing_of_the_plan_is_changed():
    before = repr(PLAN)
    for part in parts(PLAN):
        sent(PLAN, part)
    assert repr(PLAN) == before


def test_a_part_without_context_is_its_rows_alone():
    part = parts(PLAN)[0]
    assert [row.id for row in part_plan(PLAN, part, ()).objectives] == ["S"]
