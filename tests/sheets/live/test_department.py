"""Many departments calculated in one pass: each as it is by itself, cell by cell."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheet.books.book import FillBlock, SetColumn
from okrsheet.books.file import FileBook
from okrsheet.departments.split import sendings
from okrsheet.file_commands import demo_workbook
from okrsheet.plan.model import Plan
from okrsheet.score.scores import score_plan
from okrsheet.sheets.live.department import calculate, department_edits
from okrsheet.sheets.live.shape import Shape
from okrsheet.sheets.parse import parse
from tests.live.plans import generated
from tests.sheets.live.departments import SALES, Department, department, departments
from tests.sheets.live.laid import same
from tests.sheets.live.random_plans import tables as random_tables


def unlike(found: Sequence[Department]) -> Iterator[str]:
    """The cells that departments of one shape have otherwise in one pass than by themselves."""
    plans = [one.sending.plan for one in found]
    scores = [one.sending.scores for one in found]
    shape = found[0].shape
    batch = calculate(plans, scores, shape, [one.sending.sent.tables for one in found])
    for at, one in enumerate(found):
        alone = one.calculation
        edit = alone.edit()
        for place, column in enumerate(batch.columns(at), start=1):
            cells = [row.cells[place][0] for row in edit.rows[: len(column)]]
            wanted = [getattr(cell, "value", cell) for cell in cells]
            if not all(map(same, column, wanted)):
                header = alone.grid.columns[place - 1].header
                yield f"{header} of {one.sending.name}: {column} in one pass, {wanted} alone"
        for table, columns in batch.shown(at).items():
            for header, values in columns.items():
                rows = alone.shown[table][header].values[: shape.of_table(table)].tolist()
                if not all(map(same, values, rows)) or len(values) != len(rows):
                    yield f"{header} of {table} of {one.sending.name}"


def by_shape(found: Sequence[Department]) -> list[list[Department]]:
    """The departments, those of one shape together."""
    groups: dict[Shape, list[Department]] = defaultdict(list)
    for one in found:
        groups[one.shape].append(one)
    return list(groups.values())


@settings(max_examples=60, deadline=None)
@given(random_tables, st.sampled_from([None, 1]))
def test_random_departments_are_as_they_are_alone(tables, level):
    for group in by_shape(list(departments(tables, level))):
        assert list(unlike(group)) == []


@pytest.mark.parametrize("seed", [3, 7, 11])
def test_odd_cells_are_as_they_are_alone(seed):
    for group in by_shape(list(departments(generated(seed).tables))):
        assert list(unlike(group)) == []


def test_the_departments_of_the_coffee_shop_are_as_they_are_alone(tmp_path):
    book = FileBook(demo_workbook(tmp_path, force=True)[0]).read()
    plan = parse(book)
    made = [department(one) for one in sendings(book, plan, score_plan(plan), "a-plan")]
    for group in by_shape(made):
        assert list(unlike(group)) == []


def test_a_word_is_told_as_it_was_typed():
    (found, *_) = departments(SALES)
    one = found.sending
    batch = calculate([one.plan], [one.scores], found.shape, [one.sent.tables])
    headers = [column.header for column in found.calculation.grid.columns]
    at = headers.index("KPIs: Frequency, entered")
    assert batch.columns(0)[at][:2] == ["monthly", ""]


def test_a_blank_workbook_of_a_shape_has_the_formulas_of_every_department_of_it():
    (found, *_) = departments(SALES)
    edits = list(department_edits(found.shape, found.snapshot))
    assert [type(edit) for edit in edits] == [SetColumn] * 17 + [FillBlock]
    block, own = edits[-1], found.calculation.edit()
    assert block.sheet == own.sheet
    for blank, row in zip(block.rows, own.rows, strict=True):
        pairs = zip(blank.cells, row.cells, strict=True)
        assert [getattr(cell, "text", "") for (cell, _), _ in pairs] == [
            getattr(cell, "text", "") for cell, _ in row.cells
        ]


def test_what_a_department_says_that_a_blank_one_does_not():
    (found, *_) = departments(SALES)
    one = found.sending
    batch = calculate([one.plan] * 2, [one.scores] * 2, found.shape, [one.sent.tables] * 2)
    plan = Plan(as_of=one.plan.as_of, settings=one.plan.settings)
    settings = [{"Settings": one.sent.tables["Settings"]}]
    blank = calculate([plan], [score_plan(plan)], found.shape, settings)
    for at, news in enumerate(batch.news(blank)):
        said = list(chain.from_iterable(blank.columns(0)[1:]))
        for number, value in news.items():
            assert not same(said[number], value)
            said[number] = value
        assert all(map(same, said, chain.from_iterable(batch.columns(at)[1:])))
