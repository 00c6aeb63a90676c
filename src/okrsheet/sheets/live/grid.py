"""The sheet Calculation as it is laid: blocks of columns side by side, one row a table's row.

A column is put down with a formula over columns that stand before it. So nothing can be circular,
not even at range level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from okrsheet.sheets.live.expression import ROW, Column, Expression, Values
from okrsheet.sheets.place import letters

TITLE = "Calculation"
FIRST_ROW = 5  # of the sheet, 1-based


@dataclass
class Grid:
    """Columns from B on; A numbers the rows. Blocks share the rows, each as many as it has."""

    columns: list[Column] = field(default_factory=list)

    def put(self, header: str, formula: Expression, rows: int) -> Column:
        """A new column of so many rows."""
        letter = letters(len(self.columns) + 2)
        area = f"${letter}${FIRST_ROW}:${letter}${FIRST_ROW + rows - 1}"
        values: Values = np.broadcast_to(formula.values, rows)
        here = f"${letter}{ROW}"
        column = Column(here, values, header, area, f"{TITLE}!{area}", formula)
        self.columns.append(column)
        return column


@dataclass(frozen=True)
class Block:
    """The columns for one table: row n of the block is for the n-th row of the table."""

    grid: Grid
    name: str
    rows: int

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
        return np.full(self.rows, value, dtype=kind)
