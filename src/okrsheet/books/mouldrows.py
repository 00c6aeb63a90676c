"""Rows of a mould: those of a table, and those of a block, blank until they are cast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from okrsheet.books.area import cell_name
from okrsheet.books.book import Value
from okrsheet.books.draft import SheetDraft
from okrsheet.books.mouldcell import Bodies, around, calculated, entered
from okrsheet.books.rowheight import RowHeights, height_of, lines_of
from okrsheet.books.sheetxml import RawCell, SheetXml

_SUITED: tuple[Value, ...] = ("", "=", 0.0, datetime(2026, 1, 1))  # as `suit` numbers them
Row = Sequence[Value]


class CellWriter:
    """The bodies for the cells of a sheet: the same ones for cells of one format and formula."""

    def __init__(self, draft: SheetDraft) -> None:
        self._draft = draft
        self._p, self._date1904 = draft.grid.prefix.decode(), draft.codec.date1904
        self._known: dict[tuple[int, bytes], Bodies[bytes]] = {}
        self.around = around(self._p, self._date1904)

    def bodies(self, cell: RawCell) -> Bodies[bytes]:
        """What may stand in the cell, behind its place."""
        key = (cell.style, self.formula(cell))
        if key not in self._known:
            self._known[key] = self._bodies(*key)
        return self._known[key]

    def _bodies(self, style: int, formula: bytes) -> Bodies[bytes]:
        if formula:
            return calculated(self.around, b' s="%d"' % style if style else b"", formula)
        formats = tuple(self._draft.fitting(style, value) for value in _SUITED)
        return entered(self._p, formats, self._date1904)

    def formula(self, cell: RawCell) -> bytes:
        """The formula of a cell as it stands in the part; nothing where it has none."""
        found = self._draft.grid.patterns.formula.search(cell.rest)
        return found[0] if found else b""


class TableRows:
    """The data rows of a table: entered cells in the formats that suit them, and formulas."""

    def __init__(self, draft: SheetDraft, numbers: range) -> None:
        grid, writer = draft.grid, CellWriter(draft)
        heights = RowHeights(grid.root, draft.styles)
        rows = [list(grid.cells(number)) for number in numbers]
        self._tags = [row_tag(grid, number) for number in numbers]
        self._heads = [[head(grid, cell) for cell in cells] for cells in rows]
        self._bodies = [[writer.bodies(cell) for cell in cells] for cells in rows]
        rooms = ([heights.room(cell.column, cell.style) for cell in cells] for cells in rows)
        self._rooms = [[(at, room) for at, room in enumerate(row) if room] for row in rooms]
        self._closing = b"</%srow>" % grid.prefix

    def cast(self, rows: Sequence[Row]) -> tuple[bytes, int]:
        """The markup of the first rows, filled, and how many these are: the others stay blank."""
        if len(rows) > len(self._tags):
            raise ValueError(f"{len(rows)} rows do not fit into a table of {len(self._tags)}")
        pieces: list[bytes] = []
        for at, row in enumerate(rows):
            height = height_of(lines_of(row[place], room) for place, room in self._rooms[at])
            tag = self._tags[at]
            pieces.append(tag if height is None else b'%s ht="%s">' % (tag[:-1], height.encode()))
            for place, bodies, value in zip(self._heads[at], self._bodies[at], row, strict=True):
                pieces += (place, bodies[type(value), value])
            pieces.append(self._closing)
        return b"".join(pieces), len(rows)


class BlockRows:
    """The rows of a block: the values of its formulas are cast, all else stays as it stands."""

    def __init__(self, draft: SheetDraft, numbers: range) -> None:
        self._writer = CellWriter(draft)
        self._blank: list[list[bytes]] = []  # by row, its pieces
        self._columns: list[_BlockColumn] = []
        for row, number in enumerate(numbers):
            start, end = draft.grid.row_span(number) or (0, 0)
            pieces: list[bytes] = []
            for cell in draft.grid.cells(number):
                if formula := self._writer.formula(cell):
                    opening = draft.grid.data[start : cell.start] + opening_of(draft.grid, cell)
                    said = self._said(draft, cell)
                    before, behind = self._writer.around[type(said), said]
                    pieces += (opening, before + formula + behind)
                    self._column(cell.column - 2).add(row, len(pieces) - 1, formula, said)
                    start = cell.end
            self._blank.append([*pieces, draft.grid.data[start:end]])

    def _column(self, at: int) -> _BlockColumn:
        while len(self._columns) <= at:
            self._columns.append(_BlockColumn())
        return self._columns[at]

    def _said(self, draft: SheetDraft, cell: RawCell) -> Value:
        """What a formula gives; an empty text and no value at all are written alike."""
        value = draft.codec.value(cell, draft.grid.patterns)
        return "" if value is None else value

    def cast(self, columns: Sequence[Sequence[Value]]) -> tuple[bytes, int]:
        """The markup of the rows down to the last that says something new, and how many."""
        rows: dict[int, list[bytes]] = {}
        around = self._writer.around
        for values, column in zip(columns, self._columns, strict=True):
            formulas, pieces = column.formulas, column.pieces
            for row in column.news(values):
                if row not in rows:
                    rows[row] = self._blank[row].copy()
                value = values[row]
                before, behind = around[type(value), value]
                rows[row][pieces[row]] = before + formulas[row] + behind
        used = max(rows, default=-1) + 1
        return b"".join(b"".join(rows.get(at, self._blank[at])) for at in range(used)), used


@dataclass
class _BlockColumn:
    """The formulas of one column of a block, from its first row on.

    Row by row: the piece of the row that is its own, the formula, and what it gives.
    """

    pieces: list[int] = field(default_factory=list)
    formulas: list[bytes] = field(default_factory=list)
    said: list[Value] = field(default_factory=list)

    def add(self, row: int, piece: int, formula: bytes, said: Value) -> None:
        """Take in the formula of the next row. Raises ValueError where rows above have none."""
        if row != len(self.said):
            raise ValueError(f"a column of the block has its first formula in row {row + 1}")
        self.pieces.append(piece)
        self.formulas.append(formula)
        self.said.append(said)

    def news(self, values: Sequence[Value]) -> list[int]:
        """The rows whose formulas give something else."""
        if values == self.said:  # as in many columns
            return []
        both = zip(values, self.said, strict=False)  # a column of labels has no formula
        return [row for row, (new, old) in enumerate(both) if new != old]


def row_tag(grid: SheetXml, number: int) -> bytes:
    """The start tag of a row."""
    start, _ = grid.row_span(number) or (0, 0)
    return grid.data[start : grid.row_tag_end(start)]


def head(grid: SheetXml, cell: RawCell) -> bytes:
    """The start of a cell's tag, up to its place."""
    return b'<%sc r="%s"' % (grid.prefix, cell_name(cell.row, cell.column).encode())


def opening_of(grid: SheetXml, cell: RawCell) -> bytes:
    """The start of a cell's tag, up to its format."""
    return head(grid, cell) + (b' s="%d"' % cell.style if cell.style else b"")
