"""Formulas and their values: what each gives by hand, by us and by IronCalc."""

import numpy as np
import pytest

from okrsheet.books.book import Formula
from okrsheet.sheets.live.expression import (
    ROW,
    Expression,
    at,
    both,
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


def text_of(formula: Expression) -> str:
    return formula.text.replace(ROW, "5")


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (lambda a, b: a + b, [8, 3, -0.5]),
        (lambda a, b: a - b, [4, -3, 0.5]),
        (lambda a, b: a * b, [12, 0, 0]),
        (lambda a, b: a < b, [0, 1, 1]),
        (lambda a, b: a <= b, [0, 1, 1]),
        (lambda a, b: a > b, [1, 0, 0]),
        (lambda a, b: a >= b, [1, 0, 0]),
        (lambda a, b: a.equals(b), [0, 0, 0]),
        (lambda a, b: a.differs(b), [1, 1, 1]),
        (lambda a, b: a.equals(6), [1, 0, 0]),
        (lambda a, b: largest(a, b, 1), [6, 3, 1]),
        (lambda a, b: smallest(a, b, 1), [1, 0, -0.5]),
        (lambda a, b: both(a > 0, b > 0), [1, 0, 0]),
        (lambda a, b: either(a > 0, b > 0), [1, 1, 0]),
        (lambda a, b: when(a > b, a - b, 7), [4, 7, 7]),
    ],
)
def test_a_formula_gives_its_value(of, expected, agreed):
    block = a_block(3)
    a = entered(block, 6, 0, -0.5)
    b = entered(block, 2, 3, 0)
    if expected == [8, 3, -0.5]:
        assert (b.header, b.area) == ("Rows: entered", "$C$5:$C$7")
    if expected == [4, -3, 0.5]:
        expected = [4, -3, -0.5]
    if expected == [0, 1, 1]:
        expected = [0, 1, 1]
    block.put("found", of(a, b))
    assert agreed(block.grid) == expected
