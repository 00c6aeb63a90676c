"""How formulas name the tables of a workbook: as that workbook spells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from okrsheet.books.book import Snapshot, Value
from okrsheet.plan.model import Row
from okrsheet.sheets.live.expression import ROW
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import as_formula_text, as_text

ESCAPED = "'[]#@"  # signs of a header that a structured reference says with ' before them
NEEDED = {
    "Settings": ("Setting", "Value"),
    "Pillars": ("ID", "Pillar", "Description", "Owner", "Weight"),
    "Units": ("ID", "Unit", "Parent"),
    "Objectives": (
        *("ID", "Objective", "Pillar", "Parent", "Unit", "Owner", "Start", "Due", "Weight"),
        "Roll-up",
    ),
    "KPIs": (
        *("ID", "KPI", "Objective", "Type", "Direction", "Reading is", "Baseline", "Target"),
        *("Low", "High", "Tolerance", "Frequency", "Owner", "Start", "Due", "Weight"),
        *("New value", "New date"),
    ),
    "Readings": ("KPI", "Date", "Value"),
    "Actions": ("ID", "Objective", "Action", "Owner", "Start", "Due", "Done"),
}
# In place of the pillars a department's workbook has the context of its part.
CONTEXT_NEEDED = (
    *("Kind", "ID", "Parent", "Unit", "Weight", "Score", "Expected", "Coverage", "Status"),
    "Worst",
)


class Entered(Protocol):
    """Entered cells of a table: rows of values under headers."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, in the order of the values in a row."""
        ...

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The data rows."""
        ...


@dataclass(frozen=True)
class Tables:
    """The tables of a workbook; of a column that it lacks only the name, for formulas that no
    workbook will hold (see `missing`).

    Of a stack of workbooks, whose tables are alike, `entered` has the cells of each.
    """

    snapshot: Snapshot
    entered: Sequence[Mapping[str, Entered]] = ()

    def rows(self, table: str) -> int:
        """How many rows a table has, blank ones too."""
        found = self.snapshot.table(table)
        return len(found.rows) if found else 0

    def column(self, table: str, header: str) -> str:
        """A whole column: `KPIs[Target]`."""
        found = self.snapshot.table(table)
        at = column_at(found, header) if found else None
        if found is None or at is None:
            return f"{table}[{header}]"
        said = "".join(f"'{sign}" if sign in ESCAPED else sign for sign in found.headers[at])
        return f"{found.name}[{said}]"

    def cells(self, table: str, header: str) -> list[list[Value]]:
        """What a column holds, row by row, in each workbook; nothing where there is none."""
        if self.entered:
            return [_cells(held.get(table), header) for held in self.entered]
        return [_cells(self.snapshot.table(table), header)]

    def texts(self, block: Block[Row], header: str) -> list[str]:
        """What a column holds in the row of each of the block's members, as text."""
        return [as_text(value) for value in self._of_members(block, header)]

    def said(self, block: Block[Row], header: str) -> list[str]:
        """The same as a formula gives it: an error is blank."""
        return [as_formula_text(value) for value in self._of_members(block, header)]

    def _of_members(self, block: Block[Row], header: str) -> Iterator[Value]:
        columns = self.cells(block.name, header)
        for workbook, row in zip(block.workbooks, block.members, strict=True):
            column = columns[workbook]
            yield column[row.row] if column else None

    def cell(self, table: str, header: str) -> str:
        """What the n-th row of a table holds, in the row n of the sheet Calculation."""
        return f"INDEX({self.column(table, header)},$A{ROW})"


def _cells(table: Entered | None, header: str) -> list[Value]:
    at = None if table is None else _header_at(table.headers, header)
    return [] if table is None or at is None else [row[at] for row in table.rows]


@lru_cache(maxsize=1024)
def _header_at(headers: tuple[str, ...], header: str) -> int | None:
    """The 0-based place of a header among others, as `column_at` finds it."""
    wanted = header.casefold()
    places = (at for at, own in enumerate(headers) if own.strip().casefold() == wanted)
    return next(places, None)


def missing(snapshot: Snapshot, department: bool = False) -> str | None:
    """The first table or column that formulas need and the workbook lacks, named; else None."""
    for name, headers in _needed(department):
        table = snapshot.table(name)
        if table is None:
            return f"the table {name}"
        for header in headers:
            at = column_at(table, header)
            if at is None or table.headers[at] != table.headers[at].strip():
                return f"the column {header} of the table {name}"
    return None


def _needed(department: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, headers in NEEDED.items():
        yield ("Context", CONTEXT_NEEDED) if department and name == "Pillars" else (name, headers)
