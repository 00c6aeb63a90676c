"""A workbook that lives in memory, for tests: the port's fake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okrsheet.books.book import (
    AppendRows,
    BlockRow,
    BookError,
    Chart,
    Content,
    DrawCharts,
    Edit,
    FillBlock,
    FillTable,
    Formula,
    SetCells,
    SetColumn,
    Snapshot,
    Table,
    Value,
)


class MemoryBook:
    """Keeps a snapshot, the edits applied to it, and blocks and charts by their sheet's title.

    `snapshot` is what a read gives after the edits: formulas give the values that came with them.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.applied: list[Edit] = []
        self.blocks: dict[str, tuple[BlockRow, ...]] = {}
        self.charts: dict[str, tuple[Chart, ...]] = {}

    def read(self) -> Snapshot:
        """The workbook with all edits applied so far."""
        return self.snapshot

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carry out all edits, or none. Raises BookError."""
        before, used = self.snapshot, _used(self.snapshot)
        blocks, charts = dict(self.blocks), dict(self.charts)
        try:
            for edit in edits:
                self._carry_out(edit, used)
        except BookError:
            self.snapshot, self.blocks, self.charts = before, blocks, charts
            raise
        self.applied.extend(edits)

    def _carry_out(self, edit: Edit, used: dict[str, int]) -> None:
        match edit:
            case SetCells():
                self._put(_with_cells(self._known(edit.table), edit))
            case AppendRows():
                table = self._known(edit.table)
                self._put(_with_rows(table, edit, used[table.name]))
                used[table.name] += len(edit.rows)
            case SetColumn():
                for table in self.snapshot.tables:
                    if table.name.casefold() == edit.table.casefold():
                        self._put(_with_column(table, edit))
            case FillTable():
                self._fill(edit)
            case FillBlock():
                self._add_sheet(edit.sheet.title)
                self.blocks[edit.sheet.title] = edit.rows
            case DrawCharts():
                self._add_sheet(edit.sheet.title)
                self.charts[edit.sheet.title] = edit.charts

    def _known(self, name: str) -> Table:
        table = self.snapshot.table(name)
        if table is None:
            raise BookError(f"there is no table {name}.", self.snapshot.name, "Put it back.")
        return table

    def _put(self, changed: Table) -> None:
        tables = [changed if t.name == changed.name else t for t in self.snapshot.tables]
        if changed not in tables:
            tables.append(changed)
        self.snapshot = replace(self.snapshot, tables=tuple(tables))

    def _add_sheet(self, title: str) -> None:
        if title not in self.snapshot.sheets:
            self.snapshot = replace(self.snapshot, sheets=(*self.snapshot.sheets, title))

    def _fill(self, edit: FillTable) -> None:
        look = edit.sheet
        headers = tuple(column.header for column in look.columns)
        name = look.table or look.title
        table = self.snapshot.table(name)
        if table is None:
            self._add_sheet(look.title)
            table = Table(name, look.title, look.header_row, 1, headers, ())
        self._put(_filled(table, edit, headers))


def _used(snapshot: Snapshot) -> dict[str, int]:
    return {table.name: table.used for table in snapshot.tables}


def _value(content: Content) -> Value:
    value = content.value if isinstance(content, Formula) else content
    return value if value != "" else None


def _place(table: Table, header: str) -> int:
    if header not in table.headers:
        raise BookError(f"table {table.name} has no column {header}.", table.sheet, "Put it back.")
    return table.headers.index(header)


def _with_cells(table: Table, edit: SetCells) -> Table:
    rows = [list(row) for row in table.rows]
    for change in edit.changes:
        at = _place(table, change.column)
        if rows[change.row][at] != change.old:
            what = f"{table.name}[{change.column}] in row {change.row + 1} was changed meanwhile."
            raise BookError(what, table.sheet, "Run the command again.")
        rows[change.row][at] = _value(change.new)
    return replace(table, rows=tuple(tuple(row) for row in rows))


def _with_rows(table: Table, edit: AppendRows, used: int) -> Table:
    places = [_place(table, header) for header in edit.columns]
    height = max(len(table.rows), used + len(edit.rows))
    blank = [None] * len(table.headers)
    rows = [list(row) for row in table.rows] + [
        list(blank) for _ in range(height - len(table.rows))
    ]
    for row, values in zip(rows[used:], edit.rows, strict=False):
        for at, value in zip(places, values, strict=True):
            row[at] = _value(value)
    return replace(table, rows=tuple(tuple(row) for row in rows))


def _with_column(table: Table, edit: SetColumn) -> Table:
    header = edit.column.header
    if header not in table.headers:
        return table
    at = table.headers.index(header)
    rows = tuple(
        (*row[:at], _value(value), *row[at + 1 :])
        for row, value in zip(table.rows, edit.values, strict=True)
    )
    formulas = dict(table.formulas)
    if edit.column.formula is not None:
        formulas[header] = frozenset(range(len(rows)))
    return replace(table, rows=rows, formulas=formulas)


def _filled(table: Table, edit: FillTable, headers: tuple[str, ...]) -> Table:
    """The table with new rows; what stands in a user's columns follows the row's key."""
    keys = [table.headers.index(header) for header in edit.key if header in table.headers]
    waiting = {tuple(row[at] for at in keys): row for row in table.rows}
    rows = []
    for contents in edit.rows or ((None,) * len(headers),):
        new = dict(zip(headers, map(_value, contents), strict=True))
        old = waiting.get(tuple(new[header] for header in edit.key))
        theirs = dict(zip(table.headers, old, strict=True)) if old else {}
        rows.append(tuple((theirs | new).get(header) for header in table.headers))
    return replace(table, rows=tuple(rows))
