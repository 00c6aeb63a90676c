"""What counts from other units: frozen figures, with the weight that they have in their parent."""

from dataclasses import replace

import pytest

from okrsheet.plan.model import Context
from okrsheet.score.scores import score_plan
from okrsheet.sheets.live.part import PartCalculation
from okrsheet.sheets.live.shape import Shape
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.parse import parse
from tests.live.case import kpi, objective, reading, settings
from tests.workbooks import Tables as Cells
from tests.workbooks import snapshot

TABLES: Cells = {
    "Settings": settings(),
    "Units": [{"ID": "IT", "Unit": "IT"}, {}],
    "Objectives": [objective("O-1", Unit="IT"), {}],
    "KPIs": [kpi("K-1", "O-1"), {}],
    "Readings": [reading("K-1", 0.5), {}],
    "Actions": [{}, {}],
}
LEAF = {"score": 0.2, "expected": 0.6, "coverage": 0.5, "status": "Off track"}


def calculated(*context: Context) -> PartCalculation:
    """A department with a KPI that has 0.5 of 0.5 expected, and this context."""
    book = snapshot(TABLES)
    rows = tuple(row.model_copy(update={"row": at}) for at, row in enumerate(context))
    plan = replace(parse(book), context=rows)
    shape = Shape.in_workbook(plan, book)
    sizes = tuple((name, 10 if name == "Context" else size) for name, size in shape.rows)
    return PartCalculation.of([plan], [score_plan(plan)], replace(shape, rows=sizes), Tables(book))


def figures(made: PartCalculation, table: str) -> list[object]:
    return [column.values[0] for column in made.shown[table].values()]


def leaf(**fields: object) -> Context:
    said = {"kind": "Objective", "id": "O-9", "parent": "O-1", **LEAF, **fields}
    return Context.model_validate(said)


def test_a_child_in_another_unit_counts_with_its_weight():
    made = calculated(leaf(weight=3.0, worst="Off track"))
    # (0.5 + 3 x 0.2) / 4, (0.5 + 3 x 0.6) / 4, (1 + 3 x 0.5) / 4
    wanted = [pytest.approx(0.275), pytest.approx(0.575), pytest.approx(0.625)]
    assert figures(made, "Objectives") == [*wanted, "Off track", "Off track"]
    assert figures(made, "Units") == [*wanted, "Off track", "Off track"]


def test_a_child_without_a_weight_counts_as_one_and_one_with_none_nowhere():
    assert figures(calculated(leaf()), "Objectives")[0] == pytest.approx(0.35)
    for weight in (0.0, -1.0):
        assert figures(calculated(leaf(weight=weight)), "Objectives")[0] == 0.5


def test_a_child_without_a_score_takes_from_the_coverage_alone():
    bare = leaf(score=None, expected=None, coverage=0.0, status="No data", worst="No data")
    assert figures(calculated(bare), "Objectives")[:3] == [0.5, 0.5, 0.5]


def test_the_worst_below_a_child_shows_above():
    fine = leaf(score=0.6, coverage=1.0, status="On track", worst="Off track")
    assert figures(calculated(fine), "Objectives")[3:] == ["On track", "Off track"]


def test_an_objective_above_counts_in_nothing():
    above = leaf(id="O-0", parent=None)
    assert figures(calculated(above), "Objectives")[0] == 0.5


def test_what_units_below_add_counts_in_the_unit_and_in_no_objective():
    below = leaf(kind="Units below", id=None, parent="IT", weight=1.0, worst="Off track")
    made = calculated(below)
    assert figures(made, "Objectives")[0] == 0.5
    assert figures(made, "Units") == [
        *(pytest.approx(0.35), pytest.approx(0.55), 0.75),
        *("At risk", "Off track"),
    ]


def test_pillars_and_company_are_not_calculated():
    pillar = leaf(kind="Pillar", id="P1", parent=None)
    made = calculated(pillar, leaf(kind="Company", id=None, parent=None))
    assert list(made.shown) == ["Units", "Objectives", "KPIs", "Actions"]
    assert figures(made, "Units")[0] == 0.5
