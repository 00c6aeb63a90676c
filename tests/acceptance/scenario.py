"""A situation in the making: the rows of a workbook, what the linter finds, what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from okrsheet.books.book import Snapshot
from okrsheet.commands import check
from okrsheet.plan.finding import Finding
from okrsheet.sheets.layout import table_layout
from tests.workbooks import snapshot

Cells = Mapping[str, object]
TABLE_OF = {
    "pillar": "Pillars",
    "unit": "Units",
    "objective": "Objectives",
    "KPI": "KPIs",
    "reading": "Readings",
    "action": "Actions",
    "driver": "Drivers",
}


class CaseError(Exception):
    """A case that cannot be run as it is written."""


@dataclass(frozen=True)
class Scenario:
    """Tables with their rows, what the workbook lacks, and what came of checking it.

    `last` is the table that got the last row. `found` and `expected` are findings as `told` says
    them; None before the check, and before anything is expected.
    """

    tables: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    last: str | None = None
    as_of: date | None = None
    found: tuple[str, ...] | None = None
    expected: tuple[str, ...] | None = None
    is_judged: bool = False

    def rows(self, table: str) -> tuple[Cells, ...]:
        """The rows of a table so far."""
        return self.tables.get(table, ())

    def with_rows(self, table: str, *rows: Cells) -> Scenario:
        """The same with these rows, and no others, in the table."""
        return replace(self, tables={**self.tables, table: rows})

    def with_row(self, table: str, row: Cells) -> Scenario:
        """The same with one row more, to which `with_cell` adds."""
        return replace(self.with_rows(table, *self.rows(table), row), last=table)

    def with_cell(self, header: str, value: object) -> Scenario:
        """The same with a cell in the last row."""
        if self.last is None:
            raise CaseError(f"No row is given yet that could have the cell {header}.")
        *others, row = self.rows(self.last)
        return self.with_rows(self.last, *others, {**row, header: value})

    def table_of(self, id: str) -> str:
        """The table in which a row has the ID. Raises CaseError for none."""
        for table, rows in self.tables.items():
            if any(row.get("ID") == id for row in rows):
                return table
        raise CaseError(f"No row has the ID {id}.")

    def altered(self, id: str, header: str, value: object) -> Scenario:
        """The same with another value in one cell of the row with the ID."""
        table = self.table_of(id)
        self.known(table, header)
        rows = ({**row, header: value} if row.get("ID") == id else row for row in self.rows(table))
        return self.with_rows(table, *rows)

    def without(self, table: str, cells: Cells) -> Scenario:
        """The same without the rows of a table that have those cells.

        Raises CaseError where there is none, so that a slip of the pen takes nothing away unseen.
        """
        left = [
            row
            for row in self.rows(table)
            if any(row.get(header) != value for header, value in cells.items())
        ]
        if len(left) == len(self.rows(table)):
            raise CaseError(f"{table} has no such row to take away.")
        return self.with_rows(table, *left)

    def known(self, table: str, header: str) -> None:
        """Raises CaseError for a header that the contract does not have."""
        if header not in {column.header for column in table_layout(table).columns}:
            raise CaseError(f"The table {table} has no column {header}.")

    def workbook(self) -> Snapshot:
        """The workbook that the rows make."""
        return snapshot(self.tables, self.missing)

    def findings(self) -> tuple[str, ...]:
        """What `check` has to say of it, in order. Raises CaseError before a day is named."""
        if self.as_of is None:
            raise CaseError("Say first as of when it is checked.")
        return findings_of(self.workbook(), self.as_of)


def findings_of(workbook: Snapshot, as_of: date) -> tuple[str, ...]:
    """What the command `check` has to say of a workbook, the waived findings last."""
    checked = check(workbook, as_of).result
    return tuple(told(one.finding) for one in (*checked.findings, *checked.waived))


def told(finding: Finding) -> str:
    """A finding as a case says it: `S02 on Owner of O-1, waived: the board's own`."""
    waiver = finding.waiver
    if waiver is None:
        return f"{finding.code} on {_place(finding)}"
    until = f" until {waiver.until}" if waiver.until else ""
    return f"{finding.code} on {_place(finding)}, waived{until}: {waiver.reason}"


def _place(finding: Finding) -> str:
    if finding.field is None:
        return f"the table {finding.table}"
    if finding.row is None:
        return f"the column {finding.field} of {finding.table}"
    return f"{finding.field} of {finding.id or f'row {finding.row + 1} of {finding.table}'}"
