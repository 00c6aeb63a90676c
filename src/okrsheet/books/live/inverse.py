"""What takes a list of edits back: which cells held what, before and after. Plain data."""

from __future__ import annotations

from dataclasses import dataclass

# A cell in the form that Excel takes: "=A1+1" a formula, "'text" a text, a date as its serial
# number, "#N/A" an error.
Cell = str | float | bool | None
Matrix = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of cells that changed; `row` and `column` (1-based) are its first cell's."""

    sheet: str
    row: int
    column: int
    before: Matrix
    after: Matrix


@dataclass(frozen=True, slots=True)
class Growth:
    """A table that got more data rows, or fewer."""

    table: str
    sheet: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Inverse:
    """All that takes a list of edits back."""

    regions: tuple[Region, ...]
    grown: tuple[Growth, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """How many cells were put back, and those left because somebody changed them meanwhile.

    The latter as `KPIs!Q7`.
    """

    restored: int
    kept: tuple[str, ...]
