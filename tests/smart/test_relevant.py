"""R: pillars, parents, circles and weights."""

from dataclasses import replace
from datetime import date

import pytest

from okrsheet.books.book import CellError
from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Unit
from tests.departments.parts import PLAN, department
from tests.score.plans import a_plan
from tests.smart.linting import fields, found, found_in


def objectives(*rows):
    return {"Objectives": [{"Objective": "Grow", **row} for row in rows]}


def test_an_objective_with_neither_pillar_nor_parent_is_an_orphan():
    [finding] = found("R01", objectives({"ID": "O-1"}))
    assert (finding.severity, finding.field) == (Severity.ERROR, "Pillar")
    assert finding.message == "O-1 has neither a pillar nor a parent."


@pytest.mark.parametrize("header", ["Pillar", "Parent"])
def test_a_pillar_or_a_parent_is_enough_even_where_it_does_not_exist(header):
    assert not found("R01", objectives({"ID": "O-1", header: "X9"}))


@pytest.mark.parametrize("header", ["Pillar", "Parent"])
def test_an_alignment_that_could_not_be_read_makes_no_orphan(header):
    assert not found("R01", objectives({"ID": "O-1", header: CellError("#N/A")}))


@pytest.mark.parametrize("gone", ["Pillars", "Objectives/Pillar", "Objectives/Parent"])
def test_what_is_missing_from_the_workbook_explains_an_orphan(gone):
    assert not found("R01", objectives({"ID": "O-1"}), missing={gone})


def test_a_circle_is_told_for_each_objective_with_the_path_from_there():
    tables = objectives(
        {"ID": "O-1", "Parent": "O-3"},
        {"ID": "O-2", "Parent": "O-1"},
        {"ID": "O-3", "Parent": "O-2"},
    )
    assert [(one.id, one.message) for one in found("R02", tables)] == [
        ("O-1", "Circular alignment: O-1 > O-3 > O-2 > O-1."),
        ("O-2", "Circular alignment: O-2 > O-1 > O-3 > O-2."),
        ("O-3", "Circular alignment: O-3 > O-2 > O-1 > O-3."),
    ]


def test_an_objective_that_is_its_own_parent_is_a_circle():
    [finding] = found("R02", objectives({"ID": "O-1", "Parent": "o-1"}))
    assert finding.message == "Circular alignment: O-1 > O-1."
    assert (finding.row, finding.field) == (0, "Parent")


def ring(size):
    return [{"ID": f"O-{at}", "Parent": f"O-{(at + 1) % size}"} for at in range(size)]


def test_a_circle_of_twenty_names_is_told_in_full():
    first = found("R02", objectives(*ring(19)))[0]
    assert "..." not in first.message


def test_a_longer_circle_is_told_by_its_first_and_last_names():
    first = found("R02", objectives(*ring(30)))[0]
    names = " > ".join(f"O-{at}" for at in range(18))
    assert first.message == f"Circular alignment: {names} > ... > O-29 > O-0."


def test_an_objective_that_hangs_below_a_circle_is_not_in_it():
    tables = objectives(
        {"ID": "O-1", "Parent": "O-1"},
        {"ID": "O-2", "Parent": "O-1"},
    )
    assert [one.id for one in found("R02", tables)] == ["O-1"]


def test_units_in_a_circle_are_told_at_their_rows():
    tables = {
        "Units": [
            {},
            {"ID": "IT", "Unit": "IT", "Parent": "OPS"},
            {"ID": "OPS", "Unit": "Operations", "Parent": "IT"},
        ]
    }
    assert [(one.table, one.row, one.message) for one in found("R02", tables)] == [
        ("Units", 1, "Circular alignment: IT > OPS > IT."),
        ("Units", 2, "Circular alignment: OPS > IT > OPS."),
    ]


@pytest.mark.parametrize("table", ["Pillars", "Objectives", "KPIs"])
def test_a_negative_weight_is_an_error_in_each_weighted_table(table):
    assert fields("R03", {table: [{"ID": "X1", "Weight": -0.5}]}) == ["Weight"]


@pytest.mark.parametrize("weight", [None, 0, 0.5, 3])
def test_other_weights_pass(weight):
    assert not found("R03", {"Pillars": [{"ID": "P1", "Weight": weight}]})


def test_a_negative_weight_is_named_plainly():
    [finding] = found("R03", {"Pillars": [{"ID": "P1", "Weight": -2}]})
    assert finding.message == "P1 has the weight -2."


def dated(start=None, due=None):
    return {"Start": start and date(2026, *start), "Due": due and date(2026, *due)}


@pytest.mark.parametrize(
    ("start", "due", "expected"),
    [
        ((2, 1), (8, 31), []),
        ((1, 31), (8, 31), ["Start"]),
        ((2, 1), (9, 1), ["Due"]),
        ((1, 31), (9, 1), ["Start", "Due"]),
        (None, None, []),
    ],
)
@pytest.mark.parametrize("table", ["Objectives", "KPIs"])
def test_dates_outside_those_of_the_objective_above_are_told(table, start, due, expected):
    parent = {"ID": "O-1", **dated((2, 1), (8, 31))}
    child = {"ID": "X-1", "Parent": "O-1", "Objective": "O-1", **dated(start, due)}
    rows = {"Objectives": [parent, child], "KPIs": []}
    tables = rows if table == "Objectives" else {"Objectives": [parent], "KPIs": [child]}
    assert fields("R04", tables) == expected


def test_a_parent_without_dates_bounds_nothing():
    rows = [{"ID": "O-1"}, {"ID": "O-2", "Parent": "O-1", **dated((1, 1), (12, 31))}]
    assert not found("R04", {"Objectives": rows})


def test_both_dates_are_named():
    rows = [{"ID": "O-1", **dated(None, (8, 31))}, {"ID": "O-2", "Parent": "O-1"}]
    rows[1].update(dated(None, (9, 30)))
    [finding] = found("R04", {"Objectives": rows})
    assert finding.message == "O-2 is due on 2026-09-30, after O-1 is on 2026-08-31."


PILLARS = [{"ID": "P1"}, {"ID": "P2"}]


def test_a_pillar_that_no_objective_serves_is_empty():
    tables = {"Pillars": PILLARS, "Objectives": [{"ID": "O-1", "Pillar": "p1"}]}
    assert [one.message for one in found("R08", tables)] == ["No objective serves the pillar P2."]


def test_an_unreadable_pillar_or_a_missing_column_may_explain_an_empty_one():
    tables = {"Pillars": PILLARS, "Objectives": [{"ID": "O-1", "Pillar": CellError("#N/A")}]}
    assert not found("R08", tables)
    assert not found("R08", {"Pillars": PILLARS}, missing={"Objectives/Pillar"})


def test_a_circle_through_another_unit_is_told_in_the_departments_own_rows():
    sales = department(PLAN, "SALES")
    own = replace(sales, objectives=(sales.objectives[0].model_copy(update={"parent": "E"}),))
    [finding] = found_in("R02", own)
    assert (finding.id, finding.message) == ("S", "Circular alignment: S > E > S.")


def test_a_circle_of_units_is_told_in_the_departments_own_rows():
    plan = a_plan(Unit(ID="A", Parent="B"), Unit(ID="B", Parent="A"))
    [finding] = found_in("R02", department(plan, "A"))
    assert (finding.id, finding.message) == ("A", "Circular alignment: A > B > A.")


def test_a_departments_orphan_is_told():
    orphan = {"ID": "N", "Objective": "Serve nobody"}
    assert [one.id for one in found_in("R01", department(PLAN, "EAST"), Objectives=[orphan])] == [
        "N"
    ]


def test_pillars_around_a_department_are_not_its_own_to_serve():
    assert found_in("R08", department(PLAN, "IT")) == []
