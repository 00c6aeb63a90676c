"""The sheet Calculation as it is laid: blocks of columns side by side, one row a table's row.

A column is put down with a formula over columns that stand before it. So nothing can be circular,
not even at range level. Workbooks of one shape can be calculated at once, in a stack: then the
values of a column have an axis more, which comes first and counts the workbooks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from okrsheet.plan.model import Row
from okrsheet.sheets.live.expression import ROW, Column, Expression, Values
from okrsheet.sheets.place import letters

TITLE = "Calculation"
FIRST_ROW = 5  # of the sheet, 1-based
Member_co = TypeVar("Member_co", bound=Row, covariant=True)


_letters = lru_cache(maxsize=2048)(letters)  # every batch of departments has the same columns


@dataclass
class Grid:
    """Columns from B on; A numbers the rows. Blocks share the rows, each as many as it has.

    `stack` is how many workbooks there are, and empty for one that is by itself.
    """

    columns: list[Column] = field(default_factory=list)
    stack: tuple[int, ...] = ()

    def put(self, header: str, formula: Expression, rows: int) -> Column:
        """A new column of so many rows."""
        column = self._column(len(self.columns), header, formula, rows)
        self.columns.append(column)
        return column

    def replace(self, at: int, formula: Expression) -> None:
        """Give the column that stands there (from 0) another formula."""
        old = self.columns[at]
        self.columns[at] = self._column(at, old.header, formula, old.values.shape[-1])

    def _column(self, at: int, header: str, formula: Expression, rows: int) -> Column:
        letter = _letters(at + 2)
        area = f"${letter}${FIRST_ROW}:${letter}${FIRST_ROW + rows - 1}"
        values, shape = formula.values, (*self.stack, rows)
        if values.shape != shape:
            values = np.broadcast_to(values, shape)
        return Column(f"${letter}{ROW}", values, header, area, f"{TITLE}!{area}", formula)


@dataclass(frozen=True)
class Block(Generic[Member_co]):
    """The columns for one table: row n of the block is for the n-th row of the table.

    `held` are the plan's rows that stand in it, workbook by workbook.
    """

    grid: Grid
    name: str
    rows: int
    held: tuple[tuple[Member_co, ...], ...] = ()

    @cached_property
    def members(self) -> tuple[Member_co, ...]:
        """The plan's rows of all workbooks, one after the other."""
        return tuple(chain.from_iterable(self.held))

    @cached_property
    def workbooks(self) -> tuple[int, ...]:
        """The workbook of each member, counted from 0."""
        return tuple(at for at, rows in enumerate(self.held) for _ in rows)

    @cached_property
    def places(self) -> NDArray[np.intp]:
        """Where each member stands in the values of a column, laid out flat."""
        rows = [row.row for row in self.members]
        return np.array(rows, dtype=np.intp) + self.rows * np.array(self.workbooks, dtype=np.intp)

    @property
    def n(self) -> Expression:
        """The number of the row, from 1."""
        return Expression(f"$A{ROW}", np.arange(1.0, self.rows + 1))

    def put(self, header: str, formula: Expression) -> Column:
        """A new column of the block."""
        return self.grid.put(f"{self.name}: {header}", formula, self.rows)

    def given(self, header: str, text: str, values: Values) -> Column:
        """A new column whose values are known: its formula reads the tables."""
        return self.put(header, Expression(text, values))

    def put_all(self, sums: Mapping[str, Expression], whose: str) -> dict[str, Column]:
        """A new column for each sum, by what it is."""
        return {what: self.put(f"{whose} {what}", sum) for what, sum in sums.items()}

    def blank(self, value: object = 0.0) -> Values:
        """As many values as the block has rows, all alike, to be filled in."""
        kind = float if isinstance(value, float) else object
        return np.full((*self.grid.stack, self.rows), value, dtype=kind)

    def of_members(self, expression: Expression) -> list[Any]:
        """What an expression gives in the row of each member."""
        values = np.broadcast_to(expression.values, (*self.grid.stack, self.rows))
        found: list[Any] = values.reshape(-1)[self.places].tolist()
        return found
