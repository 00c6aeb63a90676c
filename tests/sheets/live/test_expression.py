"""Formulas and their values: what each gives by hand, by us and by IronCalc."""

import numpy as np
import pytest

from okrsheet.books.book import Formula
from okrsheet.plan.model import Row
from okrsheet.sheets.live.expression import (
    ROW,
    Expression,
    at,
    both,
    count,
    either,
    gravest,
    largest,
    number,
    smallest,
    total,
    when,
)
from okrsheet.sheets.live.grid import Block, Grid
from tests.sheets.live.laid import a_block, by_ironcalc, entered


@pytest.fixture
def agreed(tmp_path):
    """Call it with a grid: what its last column gives, by us and by IronCalc alike."""

    def found(grid: Grid) -> list[float]:
        ours = [float(value) for value in grid.columns[-1].values]
        theirs = [float(value) for value in by_ironcalc(grid, tmp_path / "cells.xlsx")[-1]]
        assert theirs == pytest.approx(ours, abs=1e-12)
        return ours

    return found


def cell(name: str) -> Expression:
    return Expression(name, np.ones(1))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (lambda a, b: a + b, [8, 3, -1]),
        (lambda a, b: a - b, [4, -3, 0]),
        (lambda a, b: a * b, [12, 0, 0.25]),
        (lambda a, b: a / b, [3, 0, 1]),
        (lambda a, b: a < b, [0, 1, 0]),
        (lambda a, b: a <= b, [0, 1, 1]),
        (lambda a, b: a > b, [1, 0, 0]),
        (lambda a, b: a >= b, [1, 0, 1]),
        (lambda a, b: a.equals(b), [0, 0, 1]),
        (lambda a, b: a.differs(b), [1, 1, 0]),
        (lambda a, b: a.equals(6), [1, 0, 0]),
        (lambda a, b: largest(a, b, 1), [6, 3, 1]),
        (lambda a, b: smallest(a, b, 1), [1, 0, -0.5]),
        (lambda a, b: both(a > 0, b > 0), [1, 0, 0]),
        (lambda a, b: either(a > 0, b > 0), [1, 1, 0]),
        (lambda a, b: when(a > b, a - b, 7), [4, 7, 7]),
        (lambda a, b: a - (b - 1), [5, -2, 1]),
        (lambda a, b: (a + 1) * (b + 1), [21, 4, 0.25]),
        (lambda a, b: a - number(-2), [8, 2, 1.5]),
        (lambda a, b: a + number(1e-9) > a, [1, 1, 1]),
    ],
)
def test_a_formula_gives_its_value(of, expected, agreed):
    block = a_block(3)
    a, b = entered(block, 6, 0, -0.5), entered(block, 2, 3, -0.5)
    block.put("found", of(a, b))
    assert agreed(block.grid) == expected


def test_the_value_in_a_place_is_looked_up_and_none_stands_in_place_0(agreed):
    block = a_block(3)
    held, place = entered(block, 10, 20, 30), entered(block, 3, 0, 1)
    block.put("found", at(held, place))
    assert agreed(block.grid) == [30, 0, 10]


def test_place_0_may_give_something_else_than_0(agreed):
    block = a_block(3)
    held, place = entered(block, 10, 20, 30), entered(block, 3, 0, 1)
    block.put("found", at(held, place, -1))
    assert agreed(block.grid) == [30, -1, 10]


def test_a_total_adds_the_rows_that_name_this_one(agreed):
    block = a_block(4)
    weight, parent = entered(block, 1, 2, 4, 8), entered(block, 0, 1, 1, 3)
    block.put("found", total(weight, parent, block.n))
    assert agreed(block.grid) == [6, 0, 8, 0]  # rows 2 and 3 name row 1; row 4 names row 3


def test_a_total_may_keep_to_one_kind(agreed):
    block = a_block(4)
    weight, parent = entered(block, 1, 2, 4, 8), entered(block, 1, 1, 1, 3)
    kind = entered(block, 1, 2, 1, 2)
    block.put("found", total(weight, parent, block.n, (kind, 1)))
    assert agreed(block.grid) == [5, 0, 0, 0]  # 1 + 4


def test_a_total_over_a_longer_block_counts_what_names_no_row_here(agreed):
    children = a_block(4)
    weight, parent = entered(children, 1, 2, 4, 8), entered(children, 1, 2, 4, 1)
    top = Block(children.grid, "Top", 2)
    top.put("found", total(weight, parent, top.n))
    assert agreed(children.grid) == [9, 2]


def test_the_gravest_is_the_largest_of_the_rows_that_name_this_one_or_0(agreed):
    block = a_block(4)
    rank, parent = entered(block, 1, 3, 2, 1), entered(block, 0, 1, 1, 3)
    block.put("found", gravest(rank, parent, block.n))
    assert agreed(block.grid) == [3, 0, 1, 0]


def test_dividing_by_nothing_warns_nobody():
    with np.errstate(all="raise"):
        assert np.isinf((cell("A1") / number(0)).values)


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (0.5, "0.5"), (-2, "-2"), (1e-9, "1E-09"), (1e20, "1E+20"), (0, "0")],
)
def test_a_number_is_spelt_as_every_program_reads_it(value, text):
    assert number(value).text == text


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (cell("A1") + cell("B1"), "A1+B1"),
        (cell("A1") - (cell("B1") + 1), "A1-(B1+1)"),
        ((cell("A1") + cell("B1")) * 2, "(A1+B1)*2"),
        (cell("A1") - number(-2), "A1-(-2)"),
        (cell("A1") + number(1e-9), "A1+(1E-09)"),
        (when(cell("A1") > 1, 2, 3) + 1, "IF(A1>1,2,3)+1"),
        ((cell("A1") > 1).equals(1), "(A1>1)=1"),
        (largest(cell("A1") + 1, 2), "MAX(A1+1,2)"),
        (cell("MAX(A1)+MAX(B1)") * 2, "(MAX(A1)+MAX(B1))*2"),
    ],
)
def test_brackets_stand_where_signs_would_mix(formula, text):
    assert formula.text == text


def test_the_gravest_is_said_with_the_prefix_that_a_file_needs():
    block = a_block(2)
    rank, parent = entered(block, 1, 2), entered(block, 1, 1)
    assert gravest(rank, parent, block.n).text == f"_xlfn.MAXIFS($B$5:$B$6,$C$5:$C$6,$A{ROW})"


def test_the_cells_of_a_column_differ_only_by_their_rows_and_share_a_pattern():
    block = a_block(2)
    first, second = block.put("twice", block.n * 2).cells(5)
    assert (first, second) == (Formula("$A5*2", 2.0), Formula("$A6*2", 4.0))
    assert first.pattern == second.pattern == f"$A{ROW}*2"


def test_one_number_stands_for_all_rows():
    column = a_block(3).put("one", number(1))
    assert column.values.tolist() == [1, 1, 1]


def stacked() -> Block[Row]:
    """A block of two workbooks, each with three rows."""
    return Block(Grid(stack=(2,)), "Rows", 3)


def test_each_workbook_of_a_stack_looks_up_and_sums_among_its_own_rows():
    block = stacked()
    held = block.given("held", "", np.array([[1.0, 2.0, 4.0], [10.0, 20.0, 40.0]]))
    place = block.given("place", "", np.array([[2.0, 2.0, 0.0], [3.0, 1.0, 1.0]]))
    assert at(held, place).values.tolist() == [[2, 2, 0], [40, 10, 10]]
    assert total(held, place, block.n).values.tolist() == [[0, 3, 0], [60, 0, 10]]
    assert count(place, block.n).values.tolist() == [[0, 2, 0], [2, 0, 1]]
    assert gravest(held, place, block.n).values.tolist() == [[0, 2, 0], [40, 0, 10]]
