"""Rows of a mould: those of a table, and those of a block, blank until they are cast."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from okrsheet.books.area import cell_name
from okrsheet.books.book import Value
from okrsheet.books.draft import SheetDraft
from okrsheet.books.mouldcell import Bodies, around, calculated, entered
from okrsheet.books.rowheight import RowHeights, height_of, lines_of
from okrsheet.books.sheetxml import RawCell, SheetXml

_SUITED: tuple[Value, ...] = ("", "=", 0.0, datetime(2026, 1, 1))  # as `suit` numbers them


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
        self._height, self._width = len(rows), 2 * len(rows[0]) + 2  # in pieces
        closing = b"</%srow>" % grid.prefix
        # Row by row its tag, then for each cell its place and what follows that, then its end.
        self._blank: list[bytes] = []
        for number, cells in zip(numbers, rows, strict=True):
            self._blank.append(row_tag(grid, number))
            for cell in cells:
                self._blank += (head(grid, cell), b"")
            self._blank.append(closing)
        # By column, then by row.
        columns = list(zip(*rows, strict=True))
        self._bodies = [[writer.bodies(cell) for cell in cells] for cells in columns]
        rooms = [[heights.room(cell.column, cell.style) for cell in cells] for cells in columns]
        # The columns that wrap, with the room of each row and the least of them: 0 for none.
        self._rooms = [
            (at, room, min(one or 0 for one in room)) for at, room in enumerate(rooms) if any(room)
        ]

    def cast(self, columns: Sequence[Sequence[Value]]) -> tuple[bytes, int]:
        """The markup of the first rows, filled, and how many these are: the others stay blank."""
        used = len(columns[0]) if columns else 0
        if used > self._height:
            raise ValueError(f"{used} rows do not fit into a table of {self._height}")
        if not used:
            return b"", 0
        pieces = self._blank[: used * self._width]
        for at, (bodies, values) in enumerate(zip(self._bodies, columns, strict=True)):
            said = [body[type(value), value] for body, value in zip(bodies, values, strict=False)]
            pieces[2 * at + 2 :: self._width] = said
        for row, height in self._heights(columns):
            tag = pieces[row * self._width]
            pieces[row * self._width] = b'%s ht="%s">' % (tag[:-1], height.encode())
        return b"".join(pieces), used

    def _heights(self, columns: Sequence[Sequence[Value]]) -> Iterator[tuple[int, str]]:
        """The rows that are not one line high, from 0, and their heights."""
        counts: list[list[int | None]] = []
        for at, rooms, least in self._rooms:
            if not _are_lines(columns[at], least):
                both = zip(columns[at], rooms, strict=False)
                counts.append([lines_of(value, room) if room else None for value, room in both])
        one = [1] if len(counts) < len(self._rooms) else []
        for row, lines in enumerate(zip(*counts, strict=True)):
            height = height_of([*one, *(count for count in lines if count is not None)])
            if height is not None:
                yield row, height


def _are_lines(values: Sequence[Value], room: int) -> bool:
    """Whether each value is one line, by a look at all of them at once: most columns are short."""
    texts = [value for value in values if isinstance(value, str)]
    is_short = max(map(len, texts), default=1) <= room and all(texts)
    return is_short and "".join(texts).isprintable()


class BlockRows:
    """The rows of a block: the values of its formulas are cast, all else stays as it stands."""

    def __init__(self, draft: SheetDraft, numbers: range) -> None:
        self._writer = CellWriter(draft)
        self._pieces: list[bytes] = []  # of all rows, one after the other
        self._ends: list[int] = []  # by row, how many pieces there are up to its end
        columns: dict[int, list[tuple[int, bytes]]] = {}
        for number in numbers:
            start, end = draft.grid.row_span(number) or (0, 0)
            for cell in draft.grid.cells(number):
                if formula := self._writer.formula(cell):
                    opening = draft.grid.data[start : cell.start] + opening_of(draft.grid, cell)
                    before, behind = self._around(draft, cell)
                    self._pieces += (opening, before + formula + behind)
                    place = len(self._pieces) - 1, formula
                    columns.setdefault(cell.column, []).append(place)
                    start = cell.end
            self._pieces.append(draft.grid.data[start:end])
            self._ends.append(len(self._pieces))
        # By formula, as they are counted: its piece, and its text.
        self._places = [place for at in sorted(columns) for place in columns[at]]

    def _around(self, draft: SheetDraft, cell: RawCell) -> tuple[bytes, bytes]:
        """What stands around a formula; an empty text and no value at all are written alike."""
        value = draft.codec.value(cell, draft.grid.patterns)
        said = "" if value is None else value
        return self._writer.around[type(said), said]

    def cast(self, news: Mapping[int, Value]) -> tuple[bytes, int]:
        """The markup of the rows down to the last that says something new, and how many."""
        pieces, places, around = self._pieces.copy(), self._places, self._writer.around
        last = -1
        for number, value in news.items():
            piece, formula = places[number]
            before, behind = around[type(value), value]
            pieces[piece] = before + formula + behind
            if piece > last:
                last = piece
        used = bisect_right(self._ends, last) + 1 if news else 0
        return b"".join(pieces[: self._ends[used - 1]] if used else ()), used


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
