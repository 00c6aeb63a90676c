"""How many levels of objectives and units the formulas follow."""

from okrsheet.plan.model import Context, Plan
from okrsheet.sheets.live.levels import levels_of
from tests.workbooks import AS_OF, plan_of


def chain(objectives):
    """Objectives one under another."""
    return [{"ID": f"O{at}", "Parent": f"O{at - 1}" if at else None} for at in range(objectives)]


def test_a_small_plan_has_room_for_five_levels_of_objectives_and_four_of_units():
    assert levels_of(plan_of({"Objectives": chain(2), "Units": [{"ID": "U1"}]})) == (5, 4)


def test_a_deeper_plan_has_room_for_two_more_than_it_has():
    assert levels_of(plan_of({"Objectives": chain(7)}))[0] == 9


def test_units_are_counted_by_themselves():
    units = [{"ID": f"U{at}", "Parent": f"U{at - 1}" if at else None} for at in range(5)]
    assert levels_of(plan_of({"Units": units})) == (5, 7)


def test_a_cycle_needs_as_many_levels_as_it_is_long():
    rows = chain(6)
    rows[0]["Parent"] = "O5"
    assert levels_of(plan_of({"Objectives": rows}))[0] == 8


def test_an_empty_plan_has_levels_too():
    assert levels_of(plan_of({})) == (5, 4)


def test_a_department_has_room_for_three_levels_of_objectives_and_units():
    assert levels_of(Plan(as_of=AS_OF, context=(Context(kind="Company"),))) == (3, 3)


def test_the_lines_of_a_departments_context_are_followed_to_their_top():
    above = tuple(
        Context(kind="Unit", id=f"U{at}", parent=f"U{at - 1}" if at else None) for at in range(5)
    )
    assert levels_of(Plan(as_of=AS_OF, context=above)) == (3, 5)
