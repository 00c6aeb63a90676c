"""The pillars and the units above the objectives, before anything is scored."""

from tests.sheets.live.laid import laid, values


def test_a_pillar_serves_with_its_weight():
    rows = [{"ID": "P1", "Weight": 2}, {"ID": "P2"}, {"ID": "P3", "Weight": -1}]
    found = laid({"Pillars": rows}).calculation.pillars
    assert values(found.serves, 4) == [1, 1, 1, 0]
    assert values(found.weight, 4) == [2, 1, 0, 0]


def test_a_pillar_whose_id_is_taken_is_a_row_and_counts_for_nothing():
    found = laid({"Pillars": [{"ID": "P1"}, {"ID": "p1", "Weight": 5}]}).calculation.pillars
    assert values(found.exists, 3) == [1, 1, 0]
    assert values(found.serves, 2) == [1, 0]
    assert values(found.weight, 2) == [1, 0]


def test_a_row_that_says_anything_is_one():
    rows = [{"Owner": "Ann"}, {}, {"Description": "x"}]
    assert values(laid({"Pillars": rows}).calculation.pillars.exists, 4) == [1, 0, 1, 0]


def test_units_stand_in_lines():
    rows = [{"ID": "A"}, {"ID": "B", "Parent": "a"}, {"ID": "C", "Parent": "B"}]
    found = laid({"Units": rows}).calculation.units
    assert values(found.lines.above[0], 4) == [0, 1, 2, 0]
    assert values(found.lines.above[1], 4) == [0, 0, 1, 0]
    assert values(found.lines.depth, 4) == [0, 1, 2, 0]


def test_the_parent_of_a_unit_in_a_cycle_is_ignored_and_of_one_below_it_is_not():
    rows = [{"ID": "A", "Parent": "B"}, {"ID": "B", "Parent": "A"}, {"ID": "C", "Parent": "B"}]
    found = laid({"Units": rows}).calculation.units
    assert values(found.lines.above[0], 3) == [0, 0, 2]


def test_a_unit_under_something_else_than_a_unit_is_a_root():
    tables = {"Pillars": [{"ID": "P1"}], "Units": [{"ID": "A", "Parent": "P1"}]}
    assert values(laid(tables).calculation.units.lines.above[0], 1) == [0]
