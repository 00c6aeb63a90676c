"""An entered cell that a write changes: as the edit, and as told to the user."""

from __future__ import annotations

from dataclasses import dataclass

from okrsheet.books.book import CellChange, Table, Value
from okrsheet.plan.model import Row


@dataclass(frozen=True, slots=True)
class Change:
    """An entered cell that a write changes, or a typed value that it replaces by its formula."""

    table: str
    id: str | None
    field: str
    old: str
    new: str
    message: str


def cell_change(table: Table, row: Row, at: int, new: Value) -> CellChange:
    """A new value for a row's cell in the column at that 0-based place of the table."""
    return CellChange(row.row, row.id, table.headers[at], table.rows[row.row][at], new)
