"""Formulas that know their values: each is said once, and gives the text of a cell and its number.

An expression stands for one cell in each row of a block. `text` is the formula with a mark where
the number of the sheet's row goes; `values` is what it gives, row by row, or one number for all.
So a cell and the value that is stored with it cannot drift apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from okrsheet.books.book import Formula, Value

ROW = "\x1f"  # stands for the number of the row; no formula can hold it
Values = NDArray[Any]  # numbers, or objects where a column holds text


@dataclass(frozen=True, eq=False)
class Expression:
    """A formula (without `=`) and what it gives. Truth is 1 and 0."""

    text: str
    values: Values

    def __add__(self, other: Operand) -> Expression:
        return _joined(self, "+", other, np.add)

    def __sub__(self, other: Operand) -> Expression:
        return _joined(self, "-", other, np.subtract)

    def __mul__(self, other: Operand) -> Expression:
        return _joined(self, "*", other, np.multiply)

    def __truediv__(self, other: Operand) -> Expression:
        return _joined(self, "/", other, np.divide)

    def __lt__(self, other: Operand) -> Expression:
        return _joined(self, "<", other, np.less)

    def __le__(self, other: Operand) -> Expression:
        return _joined(self, "<=", other, np.less_equal)

    def __gt__(self, other: Operand) -> Expression:
        return _joined(self, ">", other, np.greater)

    def __ge__(self, other: Operand) -> Expression:
        return _joined(self, ">=", other, np.greater_equal)

    def equals(self, other: Operand) -> Expression:
        """Whether both are equal; text without regard to case."""
        return _joined(self, "=", other, np.equal)

    def differs(self, other: Operand) -> Expression:
        """Whether they are not equal."""
        return _joined(self, "<>", other, np.not_equal)


Operand = Expression | float | int


@dataclass(frozen=True, eq=False)
class Column(Expression):
    """A column of a block: as an expression the cell of the same row, as `area` all its cells.

    `area` names them as a formula on the same sheet does, `from_outside` as one on another does.
    """

    header: str
    area: str
    from_outside: str
    formula: Expression

    def cells(self, first_row: int) -> list[Formula]:
        """The column's cells from the sheet's row `first_row` (1-based) on."""
        rows = len(self.values)
        pattern = self.formula.text
        parts = pattern.split(ROW)
        values: Sequence[Value] = self.values.tolist()
        rows_said = map(str, range(first_row, first_row + rows))
        return [
            Formula(row.join(parts), value, pattern)
            for row, value in zip(rows_said, values, strict=True)
        ]


@lru_cache(maxsize=256)
def number(value: float) -> Expression:
    """A number as it stands in a formula."""
    said = repr(float(value)).removesuffix(".0").upper()
    return Expression(said, np.asarray(value, dtype=float))


def when(condition: Expression, yes: Operand, no: Operand) -> Expression:
    """IF: one or the other."""
    yes, no = _expression(yes), _expression(no)
    return Expression(
        f"IF({condition.text},{yes.text},{no.text})",
        np.where(condition.values != 0, yes.values, no.values),
    )


def both(*conditions: Expression) -> Expression:
    """Whether all hold."""
    return _listed("AND", conditions, lambda values: np.logical_and.reduce(values))


def either(*conditions: Expression) -> Expression:
    """Whether one holds at least."""
    return _listed("OR", conditions, lambda values: np.logical_or.reduce(values))


def largest(*values: Operand) -> Expression:
    """The largest of some numbers."""
    return _listed("MAX", [_expression(value) for value in values], lambda all: np.max(all, axis=0))


def smallest(*values: Operand) -> Expression:
    """The smallest of some numbers."""
    return _listed("MIN", [_expression(value) for value in values], lambda all: np.min(all, axis=0))


def at(column: Column, place: Column, otherwise: float = 0) -> Expression:
    """What a column holds in the 1-based place; `otherwise` where the place is 0, which is none."""
    where = place.values.astype(np.intp)
    found = np.where(where > 0, _taken(column.values, np.maximum(where - 1, 0)), otherwise)
    blank = number(otherwise).text
    return Expression(f"IF({place.text}=0,{blank},INDEX({column.area},{place.text}))", found)


def total(
    column: Column, by: Column, here: Expression, of: tuple[Column, float] | None = None
) -> Expression:
    """The sum of a column over the rows whose place `by` is this row's, and `of` this kind."""
    criteria = f"{by.area},{here.text}"
    weight = column.values
    if of is not None:
        kind, wanted = of
        criteria += f",{kind.area},{number(wanted).text}"
        weight = np.where(kind.values == wanted, weight, 0)
    return Expression(f"SUMIFS({column.area},{criteria})", _summed(weight, by, here))


def count(by: Column, here: Expression) -> Expression:
    """How many rows have the place of this row in `by`."""
    counts = _summed(np.ones(by.values.shape), by, here)
    return Expression(f"COUNTIFS({by.area},{here.text})", counts)


def gravest(column: Column, by: Column, here: Expression) -> Expression:
    """The largest number (0 or more) of a column over the rows whose place `by` is this row's."""
    groups, places, shape = _grouped(by, here)
    most = np.zeros(shape)
    np.maximum.at(most.reshape(-1), groups, column.values.astype(float).reshape(-1))
    text = f"_xlfn.MAXIFS({column.area},{by.area},{here.text})"
    return Expression(text, _taken(most, places))


def _summed(values: Values, by: Column, here: Expression) -> Values:
    """Each row's sum of the values whose place `by` is its own."""
    groups, places, shape = _grouped(by, here)
    sums = np.bincount(groups, values.astype(float).reshape(-1), minlength=math.prod(shape))
    return _taken(sums.reshape(shape), places)


def _grouped(by: Column, here: Expression) -> tuple[Values, Values, tuple[int, ...]]:
    """The group of each row by its place, the places that are looked up, and the groups' shape.

    Every workbook of a stack has groups of its own.
    """
    places, groups = here.values.astype(np.intp), by.values.astype(np.intp)
    width = int(max(places.max(initial=0), groups.max(initial=0))) + 1
    stack = groups.shape[:-1]
    if stack:
        groups = groups + _firsts(stack, width)
    return groups.reshape(-1), places, (*stack, width)


def _taken(values: Values, places: Values) -> Values:
    """The values at 0-based places, each workbook's among its own."""
    stack, rows = values.shape[:-1], values.shape[-1]
    return values.reshape(-1)[places + _firsts(stack, rows)] if stack else values[places]


def _firsts(stack: tuple[int, ...], rows: int) -> Values:
    """Where the rows of each workbook begin, laid out flat."""
    return np.arange(math.prod(stack)).reshape(*stack, 1) * rows


def _expression(operand: Operand) -> Expression:
    return operand if isinstance(operand, Expression) else number(operand)


def _joined(
    left: Expression, sign: str, right: Operand, of: Callable[[Values, Values], Any]
) -> Expression:
    right = _expression(right)
    with np.errstate(all="ignore"):
        values = np.asarray(of(left.values, right.values), dtype=float)
    return Expression(f"{_bracketed(left)}{sign}{_bracketed(right)}", values)


def _listed(
    name: str, parts: Sequence[Expression], of: Callable[[list[Values]], Any]
) -> Expression:
    values = list(np.broadcast_arrays(*(part.values for part in parts)))
    said = ",".join(part.text for part in parts)
    return Expression(f"{name}({said})", np.asarray(of(values), dtype=float))


def _bracketed(part: Expression) -> str:
    """Its text, in brackets where the signs in it would mix with those around it."""
    return f"({part.text})" if _mixes(part.text) else part.text


@lru_cache(maxsize=4096)  # the same formulas are laid for every batch of departments
def _mixes(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and sign in "+-*/<>=":
            return True
    return False
