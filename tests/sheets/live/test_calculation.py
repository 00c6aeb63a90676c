"""The sheet Calculation as a whole: every number of every plan as it is scored."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from okrsheet.books.book import Formula
from okrsheet.score.scores import NodeScore
from okrsheet.sheets.figures import node_figures
from okrsheet.sheets.live.calculation import SPARE, Calculation
from okrsheet.sheets.live.levels import DEEPER, LEVELS
from okrsheet.sheets.live.nodes import OUTLOOKS, ROLL_UP, Figures
from okrsheet.sheets.values import serial
from tests.live.case import objective
from tests.live.plans import all_cases, generated
from tests.sheets.live.laid import Laid, Made, laid, same, unlike, values
from tests.sheets.live.random_plans import tables as random_tables

TABLES = ("Pillars", "Units", "Objectives", "KPIs", "Actions")


def wrong(found: Laid[Calculation]) -> Iterator[str]:
    """The numbers of a calculation that are not those of the scores."""
    plan, scores, made = found.plan, found.scores, found.calculation
    rows = [0, *(row.row for row in (*plan.pillars, *plan.units, *plan.objectives))]
    figures = [
        made.company.company,
        *(made.company.pillars for _ in plan.pillars),
        *(made.unit_figures for _ in plan.units),
        *(made.objective_figures for _ in plan.objectives),
    ]
    nodes = (scores.company, *scores.pillars, *scores.units, *scores.objectives)
    first = len(rows) - len(plan.objectives)
    for at, (its, row, score) in enumerate(zip(figures, rows, nodes, strict=True), -first):
        for what, held, wanted in node_numbers(its, row, score, at in plan.graph.cycles):
            if not same(held, wanted):
                yield f"{what} of {score.id} is {held!r}, scored {wanted!r}"
    for what, held, wanted in (*kpi_numbers(found), *action_numbers(found)):
        if not same(held, wanted):
            yield f"{what} is {held!r}, scored {wanted!r}"


def node_numbers(
    figures: Figures, row: int, score: NodeScore, in_cycle: bool
) -> Iterator[tuple[str, object, object]]:
    """What is shown of a node and stands behind it, beside its score."""
    for header, wanted in node_figures(score).items():
        instead = ROLL_UP if in_cycle and header == "Score" else wanted
        yield header, figures.shown[header].values[row], instead
    yield "leading", figures.leading.values[row], score.leading
    yield "lagging", figures.lagging.values[row], score.lagging
    yield "outlook", OUTLOOKS[int(figures.outlook.values[row])], score.outlook


def kpi_numbers(found: Laid[Calculation]) -> Iterator[tuple[str, object, object]]:
    """The same of the KPIs."""
    made = found.calculation
    for kpi, score in zip(found.plan.kpis, found.scores.kpis, strict=True):
        wanted = {
            "Read on": score.read_on and serial(score.read_on),
            "Actual": score.actual,
            "Attainment": score.attainment,
            "Expected": score.expected,
            "Status": score.status.label,
        }
        for header, value in wanted.items():
            yield f"{header} of {kpi.id}", made.kpis.shown[header].values[kpi.row], value
        weight = made.effective.values[kpi.row]
        yield f"effective weight of {kpi.id}", weight, score.effective_weight


def action_numbers(found: Laid[Made]) -> Iterator[tuple[str, object, object]]:
    """The same of the actions."""
    shown = found.calculation.actions.shown
    for action, score in zip(found.plan.actions, found.scores.actions, strict=True):
        yield f"Expected of {action.id}", shown["Expected"].values[action.row], score.expected
        yield f"Status of {action.id}", shown["Status"].values[action.row], score.status.label


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_every_number_is_as_scored(case):
    assert list(wrong(laid(case.tables, None))) == []


@settings(max_examples=60)
@given(random_tables)
def test_every_number_of_a_random_plan_is_as_scored(tables):
    assert list(wrong(laid(tables, None))) == []


@pytest.mark.parametrize("seed", [3, 7])
def test_ironcalc_gives_every_cell_the_value_that_is_stored_with_it(seed, tmp_path):
    assert list(unlike(laid(generated(seed).tables, None), tmp_path / "plan.xlsx")) == []


def test_check_ins_that_the_same_write_moves_change_no_score():
    kpis = [
        {"ID": "K-1", "Objective": "O-1", "Direction": "Milestone", "New value": 0.25},
        {"ID": "K-2", "Objective": "O-1", "Direction": "Milestone", "New value": 0.5},
    ]
    tables = {"Objectives": [objective("O-1")], "KPIs": kpis}
    moved = laid(tables, checked_in=laid(tables).plan.kpis)
    assert list(wrong(moved)) == []
    columns = {column.header: column for column in moved.calculation.grid.columns}
    assert values(columns["KPIs: New value, entered"], 2) == ["", ""]


def test_a_plan_of_nothing_is_calculated_too():
    found = laid({})
    assert list(wrong(found)) == []
    assert values(found.calculation.company.company.shown["Score"], 1) == [""]


def test_every_table_shows_its_own_columns():
    shown = laid({}).calculation.shown
    node = ("Score", "Expected", "Coverage", "Status", "Worst")
    assert {table: tuple(columns) for table, columns in shown.items()} == {
        "Pillars": node,
        "Units": node,
        "Objectives": node,
        "KPIs": ("Read on", "Actual", "Attainment", "Expected", "Status"),
        "Actions": ("Expected", "Status"),
    }


def test_rows_may_be_added_to_every_table_before_the_next_roll_up():
    found = laid({"KPIs": [{"ID": f"K-{at}"} for at in range(400)]}).calculation
    assert SPARE["KPIs"] < 100
    for table, more in {**SPARE, "KPIs": 100}.items():  # a quarter of four hundred
        (column, *_) = found.shown[table].values()
        assert len(column.values) == found.tables.rows(table) + more


def test_a_blank_row_shows_nothing():
    shown = laid({"Objectives": [objective("O-1")]}).calculation.shown
    for table in TABLES:
        for header, column in shown[table].items():
            assert column.values[-1] == "", f"{header} of {table}"


@pytest.mark.parametrize("depth", [1, 3, 8, 11])
def test_there_are_a_few_levels_of_objectives_and_more_where_the_plan_is_deep(depth):
    chain = [objective(f"O-{at}", Parent=f"O-{at - 1}" if at else None) for at in range(depth)]
    headers = [column.header for column in laid({"Objectives": chain}).calculation.grid.columns]
    levels = sum(header.startswith("Objectives: live, level ") for header in headers)
    assert levels == max(LEVELS, depth + DEEPER)


def test_a_cycle_longer_than_the_plan_is_deep_fits_too():
    ring = [objective(f"O-{at}", Parent=f"O-{(at + 1) % 9}") for at in range(9)]
    headers = [column.header for column in laid({"Objectives": ring}).calculation.grid.columns]
    assert "Objectives: live, level 8" in headers


def test_the_sheet_is_hidden_and_protected_and_its_rows_are_numbered():
    edit = laid({}).calculation.edit()
    assert (edit.sheet.title, edit.sheet.is_hidden, edit.sheet.protected) == (
        "Calculation",
        True,
        True,
    )
    assert [row.cells[0][0] for row in edit.rows[:3]] == [1, 2, 3]
    assert {len(row.cells) for row in edit.rows} == {len(edit.sheet.columns)}


def test_the_settings_stand_in_the_second_and_third_column():
    rows = laid({}).calculation.edit().rows
    assert [row.cells[1][0] for row in rows[:6]] == [
        *("As of", "Period start", "Period end"),
        *("On track gap", "At risk gap", "Minimum coverage"),
    ]
    assert all(isinstance(row.cells[2][0], Formula) for row in rows[:6])
    assert rows[6].cells[1][0] is None


def test_columns_that_are_laid_later_are_in_the_edit():
    made = laid({}).calculation
    made.kpis.block.put("later", made.kpis.block.n * 2)
    edit = made.edit()
    assert edit.sheet.columns[-1].header == "KPIs: later"
    assert edit.rows[1].cells[-1][0] == Formula("$A6*2", 4.0)


def test_no_header_of_the_sheet_stands_twice():
    columns = laid(generated(1).tables, None).calculation.grid.columns
    headers = [column.header for column in columns]
    assert len(headers) == len(set(headers))
