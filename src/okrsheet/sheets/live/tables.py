"""How formulas name the tables of a workbook: as that workbook spells them."""

from __future__ import annotations

from dataclasses import dataclass

from okrsheet.books.book import Snapshot
from okrsheet.sheets.live.expression import ROW
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


@dataclass(frozen=True)
class Tables:
    """The tables of a workbook; of a column that it lacks only the name, for formulas that no
    workbook will hold (see `missing`).
    """

    snapshot: Snapshot

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

    def text(self, table: str, header: str, row: int) -> str:
        """What a table holds in a 0-based data row, as text."""
        found = self.snapshot.table(table)
        at = column_at(found, header) if found else None
        return "" if found is None or at is None else as_text(found.rows[row][at])

    def said(self, table: str, header: str, row: int) -> str:
        """The same as a formula gives it: an error is blank."""
        found = self.snapshot.table(table)
        at = column_at(found, header) if found else None
        return "" if found is None or at is None else as_formula_text(found.rows[row][at])

    def cell(self, table: str, header: str) -> str:
        """What the n-th row of a table holds, in the row n of the sheet Calculation."""
        return f"INDEX({self.column(table, header)},$A{ROW})"


def missing(snapshot: Snapshot) -> str | None:
    """The first table or column that formulas need and the workbook lacks, named; else None."""
    for name, headers in NEEDED.items():
        table = snapshot.table(name)
        if table is None:
            return f"the table {name}"
        for header in headers:
            at = column_at(table, header)
            if at is None or table.headers[at] != table.headers[at].strip():
                return f"the column {header} of the table {name}"
    return None
