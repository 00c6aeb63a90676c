"""The sheet Calculation of a department: its own numbers, and those of its context, as scored."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheet.sheets.figures import node_figures
from okrsheet.sheets.live.nodes import ROLL_UP
from tests.live.plans import all_cases, generated
from tests.sheets.live.departments import Department, departments
from tests.sheets.live.laid import same, unlike
from tests.sheets.live.random_plans import tables as random_tables
from tests.sheets.live.test_calculation import action_numbers

LEVELS = (None, 1, 2)


def wrong(found: Department) -> Iterator[str]:
    """The numbers of a department's formulas that are not those of its scores."""
    plan, scores, made = found.plan, found.scores, found.calculation
    nodes = [
        (made.unit_figures, plan.units, scores.units, ()),
        (made.objective_figures, plan.objectives, scores.objectives, plan.graph.cycles),
    ]
    for figures, rows, nodes_scored, cycles in nodes:
        for at, (row, score) in enumerate(zip(rows, nodes_scored, strict=True)):
            for header, wanted in node_figures(score).items():
                held = figures.shown[header].values[row.row]
                instead = ROLL_UP if at in cycles and header == "Score" else wanted
                if not same(held, instead):
                    yield f"{header} of {score.id} is {held!r}, scored {instead!r}"
    for kpi, scored in zip(plan.kpis, scores.kpis, strict=True):
        held = made.kpis.shown["Status"].values[kpi.row]
        if held != scored.status.label:
            yield f"Status of {kpi.id} is {held!r}, scored {scored.status.label!r}"
    yield from (
        f"{what} is {held!r}, scored {wanted!r}"
        for what, held, wanted in action_numbers(found)
        if not same(held, wanted)
    )


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_every_number_of_every_department_is_as_scored(case):
    for level in LEVELS[:1]:
        for found in departments(case.tables, level):
            assert (found.sending.sent.unit, list(wrong(found))) == (found.sending.sent.unit, [])


@settings(max_examples=100, deadline=None)
@given(random_tables, st.just(None))
def test_every_number_of_a_random_department_is_as_scored(tables, level):
    for found in departments(tables, level):
        assert list(wrong(found)) == []


@pytest.mark.parametrize("seed", [3, 7])
def test_ironcalc_gives_every_cell_the_value_that_is_stored_with_it(seed, tmp_path):
    for found in departments(generated(seed).tables):
        assert list(unlike(found, tmp_path / "plan.xlsx")) == []
