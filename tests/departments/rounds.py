"""Rounds of splitting and collecting in memory: a master, its departments' files, the bases."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.books.memory import MemoryBook
from okrsheet.departments.advance import advanced
from okrsheet.departments.difference import Return
from okrsheet.departments.merge import merge
from okrsheet.departments.merged import ConflictKey, Decision, Merged
from okrsheet.departments.returned import returned
from okrsheet.departments.sent import Sent
from okrsheet.departments.split import sendings
from okrsheet.score.scores import score_plan
from okrsheet.sheets.layout import table_layout
from okrsheet.sheets.parse import parse
from tests.workbooks import Tables, snapshot

SAVED = datetime(2026, 7, 3, 17, 30)
BLANK_ROWS = 3

PLAN: Tables = {
    "Settings": [
        {"Setting": "Organisation", "Value": "Tidewell"},
        {"Setting": "As of", "Value": datetime(2026, 6, 30)},
    ],
    "Pillars": [{"ID": "P1", "Pillar": "Guests"}],
    "Units": [
        {"ID": "IT", "Unit": "Information technology", "Head": "Ann"},
        {"ID": "HR", "Unit": "People", "Head": "Bob"},
    ],
    "Objectives": [
        {"ID": "O-1", "Objective": "Serve guests", "Pillar": "P1"},
        {"ID": "O-IT-1", "Objective": "Answer sooner", "Parent": "O-1", "Unit": "IT", "Weight": 2},
        {"ID": "O-IT-2", "Objective": "Fail less", "Parent": "O-1", "Unit": "IT", "Owner": "Cem"},
        {"ID": "O-HR-1", "Objective": "Train all", "Parent": "O-1", "Unit": "HR", "Owner": "Dot"},
    ],
    "KPIs": [
        {
            "ID": "K-IT-1",
            "KPI": "Response time",
            "Objective": "O-IT-1",
            "Type": "Lagging",
            "Direction": "Decrease",
            "Unit of measure": "hours",
            "Baseline": 24,
            "Target": 12,
            "Owner": "Eva",
        },
        {
            "ID": "K-IT-2",
            "KPI": "Outages",
            "Objective": "O-IT-2",
            "Direction": "Decrease",
            "Unit of measure": "a month",
            "Baseline": 9,
            "Target": 3,
        },
        {
            "ID": "K-HR-1",
            "KPI": "People trained",
            "Objective": "O-HR-1",
            "Direction": "Increase",
            "Unit of measure": "people",
            "Baseline": 0,
            "Target": 40,
        },
    ],
    "Readings": [
        {"KPI": "K-IT-1", "Date": datetime(2026, 3, 31), "Value": 20, "Note": "CRM is late"},
        {"KPI": "K-IT-1", "Date": datetime(2026, 5, 31), "Value": 17},
        {"KPI": "K-HR-1", "Date": datetime(2026, 5, 31), "Value": 11},
    ],
    "Actions": [
        {"ID": "A-IT-1", "Objective": "O-IT-1", "Action": "Install the CRM", "Done": 0.5},
        {"ID": "A-HR-1", "Objective": "O-HR-1", "Action": "Write the course", "Done": 1},
    ],
    "Drivers": [
        {"Driver": "K-HR-1", "Outcome": "K-IT-1", "Effect": "Lowers", "Lag": 1},
    ],
}


class Filled:
    """A department's workbook while somebody fills it in; cells by header, as a person sees it."""

    def __init__(self, sent: Sent, file: str) -> None:
        self.sent, self.file, self.saved = sent, file, SAVED
        self.headers: dict[str, list[str]] = {}
        self.rows: dict[str, list[dict[str, Value]]] = {}
        for name, rows in (*sent.tables.items(), ("Context", sent.context)):
            computed = [c.header for c in table_layout(name).computed] if name != "Context" else []
            self.headers[name] = [*rows.headers, *computed]
            self.rows[name] = [dict(zip(rows.headers, row, strict=True)) for row in rows.rows]

    def row(self, table: str, id: str) -> dict[str, Value]:
        """The row of that ID (of a reading or driver: with it in its first column)."""
        first = self.headers[table][0]
        return next(row for row in self.rows[table] if row.get(first) == id)

    def sent_rows(self, table: str) -> list[dict[str, Value]]:
        """The rows of a table as they were sent."""
        rows = self.sent.tables[table]
        return [dict(zip(rows.headers, row, strict=True)) for row in rows.rows]

    def put(self, table: str, id: str, **cells: object) -> None:
        """Type into cells of a row; `Unit_of_measure=` stands for that header."""
        self.row(table, id).update(typed(cells))

    def add(self, table: str, **cells: object) -> None:
        """Add a row."""
        self.rows[table].append(typed(cells))

    def delete(self, table: str, id: str) -> None:
        """Delete a row."""
        self.rows[table].remove(self.row(table, id))

    def snapshot(self) -> Snapshot:
        """The workbook as it is read, with blank rows at each table's end."""
        return Snapshot(self.file, tuple(self._table(name) for name in self.rows))

    def back(self, sent: Sent | None = None) -> Return:
        """What came back, against its base."""
        return returned(self.snapshot(), sent or self.sent, self.file, self.saved)

    def _table(self, name: str) -> Table:
        headers = self.headers[name]
        rows = [tuple(row.get(header) for header in headers) for row in self.rows[name]]
        rows += [(None,) * len(headers)] * BLANK_ROWS
        return Table(name, name, 4, 1, tuple(headers), tuple(rows))


def typed(cells: Mapping[str, object]) -> dict[str, Value]:
    """Cells by header, numbers as the port gives them."""
    return {
        header.replace("_", " "): float(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else value  # type: ignore[misc]
        for header, value in cells.items()
    }


class Round:
    """A master and the bases of what was sent out of it."""

    def __init__(self, tables: Tables = PLAN, missing: Collection[str] = ()) -> None:
        self.book = MemoryBook(snapshot(tables, missing))
        self.bases: dict[str, Sent] = {}
        self.latest: dict[str, str] = {}

    def split(self, level: int | None = None) -> dict[str, Filled]:
        """A workbook for each unit, by its ID."""
        plan = parse(self.book.read())
        made = sendings(self.book.read(), plan, score_plan(plan), "a-plan", level)
        files = {}
        for one in made:
            self.bases[one.sent.sending] = one.sent
            self.latest[one.sent.unit] = one.sent.sending
            files[one.sent.unit] = Filled(one.sent, f"{one.sent.unit}.xlsx")
        return files

    def collect(
        self,
        *files: Filled,
        decisions: Mapping[ConflictKey, Decision] | None = None,
        crash: bool = False,
    ) -> Merged:
        """Merge files into the master; with `crash` the bases do not hear of it."""
        back = [file.back(self.bases[file.sent.sending]) for file in files]
        merged = merge(self.book.read(), back, set(self.latest.values()), decisions)
        self.book.apply(merged.edits)
        if not crash:
            for advance in merged.advances:
                self.bases[advance.sending] = advanced(self.bases[advance.sending], advance)
        return merged

    def rows(self, table: str) -> list[dict[str, Value]]:
        """The master's rows that hold something, without their blank cells."""
        found = self.book.read().table(table)
        assert found is not None
        rows = (dict(zip(found.headers, row, strict=True)) for row in found.rows)
        told: Iterator[dict[str, Value]] = (
            {h: value for h, value in row.items() if value is not None} for row in rows
        )
        return [row for row in told if row]

    def row(self, table: str, id: str) -> dict[str, Value]:
        """The master's row of that ID."""
        return next(row for row in self.rows(table) if row.get("ID") == id)


def put(book: MemoryBook, table: str, id: str, header: str, value: Value) -> None:
    """Somebody types into a cell of the master."""
    found = book.read().table(table)
    assert found is not None
    key, at = found.headers.index("ID"), found.headers.index(header)
    rows = [list(row) for row in found.rows]
    next(row for row in rows if row[key] == id)[at] = value
    changed = Table(
        found.name,
        found.sheet,
        found.row,
        found.column,
        found.headers,
        tuple(tuple(row) for row in rows),
        found.formulas,
    )
    tables = tuple(changed if one is found else one for one in book.snapshot.tables)
    book.snapshot = Snapshot(book.snapshot.name, tables, book.snapshot.sheets)


def messages(merged: Merged | Return) -> Sequence[str]:
    """What the remarks say."""
    return [remark.message for remark in merged.remarks]
