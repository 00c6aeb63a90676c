"""Sizes of departments' workbooks: a handful of shapes for all of them."""

import pytest

from okrsheet.plan.model import Context, Kpi, Objective, Plan, Reading, Unit
from okrsheet.sheets.live.shape import BLANK, SMALLEST, Shape
from tests.workbooks import AS_OF


def plan(objectives=0, kpis=0, readings=0, context=1):
    return Plan(
        as_of=AS_OF,
        units=(Unit(ID="IT"),),
        objectives=(Objective(),) * objectives,
        kpis=(Kpi(),) * kpis,
        readings=(Reading(),) * readings,
        context=(Context(kind="Company"),) * context,
    )


def test_the_smallest_workbook_has_room_for_a_department_of_twenty_kpis():
    shape = Shape.of(plan(objectives=6, kpis=20, readings=60), 11)
    assert dict(shape.rows) == {
        **SMALLEST,
        "Settings": 11,
        "Context": 10,
        "Readings": 100,
    }


@pytest.mark.parametrize(
    ("kpis", "rows"), [(0, 25), (20, 25), (21, 50), (45, 50), (46, 100), (95, 100), (96, 200)]
)
def test_sizes_double_and_leave_five_rows_blank(kpis, rows):
    assert Shape.of(plan(kpis=kpis), 11).of_table("KPIs") == rows
    assert rows - kpis >= BLANK


def test_one_table_that_is_large_makes_the_others_larger_too():
    assert Shape.of(plan(kpis=21), 11).of_table("Objectives") == 2 * SMALLEST["Objectives"]


def test_readings_and_context_have_sizes_of_their_own():
    shape = Shape.of(plan(readings=96, context=11), 11)
    sizes = [shape.of_table(table) for table in ("Readings", "Context", "KPIs")]
    assert sizes == [200, 20, 25]


def test_levels_are_two_more_than_there_are():
    chain = tuple(Objective(ID=f"O-{at}", Parent=f"O-{at - 1}" if at else None) for at in range(2))
    one = Plan(as_of=AS_OF, objectives=chain, context=(Context(kind="Company"),))
    shape = Shape.of(one, 11)
    assert (shape.levels, shape.unit_levels) == (4, 3)


def test_the_lines_of_the_context_fit_too():
    above = tuple(
        Context(kind="Objective", ID=f"O-{at}", Parent=f"O-{at - 1}" if at else None)
        for at in range(6)
    )
    assert Shape.of(Plan(as_of=AS_OF, context=above), 11).levels == 6


def test_a_cycle_in_the_context_has_its_length():
    ring = tuple(
        Context(kind="Objective", ID=f"O-{at}", Parent=f"O-{(at + 1) % 5}") for at in range(5)
    )
    assert Shape.of(Plan(as_of=AS_OF, context=ring), 11).levels == 5


def test_shapes_are_equal_where_sizes_are():
    shapes = {Shape.of(plan(kpis=kpis), 11) for kpis in range(21)}
    assert len(shapes) == 1
