"""Where each objective stands: its parents, its pillar, its units, its days and weight."""

from datetime import datetime

from tests.live.case import objective
from tests.sheets.live.laid import laid, values

PILLARS = [{"ID": "P1"}, {"ID": "P2"}]
UNITS = [{"ID": "ALL"}, {"ID": "IT", "Parent": "ALL"}, {"ID": "OPS", "Parent": "ALL"}]


def lines(*rows, **tables):
    said = {"Pillars": PILLARS, "Units": UNITS, "Objectives": rows, **tables}
    return laid(said).calculation.lines


def units_entered(*rows):
    """The places of the units that each objective is a child of."""
    found = lines(*rows).units
    return [
        sorted(column.values[at] for column in found if column.values[at])
        for at in range(len(rows))
    ]


def test_an_objective_is_a_child_of_its_own_pillar():
    assert values(lines(objective("O-1", Pillar="P2"), objective("O-2")).pillar, 2) == [2, 0]


def test_below_a_parent_of_the_same_pillar_it_is_no_child_of_the_pillar():
    rows = (
        objective("O-1", Pillar="P1"),
        objective("O-2", Parent="O-1", Pillar="P1"),
        objective("O-3", Parent="O-1"),
    )
    assert values(lines(*rows).pillar, 3) == [1, 0, 0]


def test_below_a_parent_of_another_pillar_it_is_a_child_of_its_own():
    rows = (objective("O-1", Pillar="P1"), objective("O-2", Parent="O-1", Pillar="P2"))
    assert values(lines(*rows).pillar, 2) == [1, 2]


def test_an_objective_below_a_cycle_is_a_root_of_the_pillar_that_it_inherits():
    rows = (
        objective("O-1", Parent="O-2", Pillar="P1"),
        objective("O-2", Parent="O-1"),
        objective("O-3", Parent="O-1"),
    )
    found = lines(*rows)
    assert values(found.parent, 3) == [0, 0, 0]
    assert found.pillar.values[2] == 1


def test_an_objective_enters_its_unit_and_those_above_it():
    assert units_entered(objective("O-1", Unit="IT")) == [[1, 2]]


def test_it_does_not_enter_the_units_that_its_parent_stands_in():
    rows = (
        objective("O-1", Unit="IT"),
        objective("O-2", Parent="O-1", Unit="OPS"),
        objective("O-3", Parent="O-1", Unit="IT"),
        objective("O-4", Parent="O-1"),
    )
    assert units_entered(*rows) == [[1, 2], [3], [], []]


def test_an_objective_whose_id_is_taken_stands_nowhere():
    rows = (objective("O-1"), objective("O-1", Pillar="P1", Parent="O-1", Unit="IT"))
    found = lines(*rows)
    assert (values(found.parent, 2), values(found.pillar, 2)) == ([0, 0], [0, 0])
    assert units_entered(*rows) == [[], []]


def test_its_days_are_its_own_or_the_periods():
    period = [{"Setting": "Period start", "Value": datetime(2026, 1, 1)}]
    rows = (objective("O-1", Start=datetime(2026, 6, 30)), objective("O-2"))
    found = lines(*rows, Settings=period)
    assert values(found.start, 2) == [46203, 46023]
    assert values(found.due, 2) == [0, 0]


def test_worst_is_a_choice_and_nothing_else_is():
    rows = [
        objective(f"O-{at}", **{"Roll-up": said}) for at, said in enumerate(("Worst", "Best", None))
    ]
    assert values(lines(*rows).by_worst, 3) == [1, 0, 0]
