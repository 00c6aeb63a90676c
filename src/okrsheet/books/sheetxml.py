"""A worksheet part as bytes: where its rows and cells stand, without a tree of them.

Rows are indexed by byte offset; the cells of a row are scanned only when they are asked for. That
keeps a sheet of 40 MB at little more than its own size.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from okrsheet.books.area import LAST_COLUMN, Area, cell_name, column_number
from okrsheet.books.cellpatterns import patterns
from okrsheet.books.usualrows import KINDS, Content, Unusual, UsualRows, contents
from okrsheet.books.xmltext import Node, broken, check_alike, check_form, masked, tree, utf8

_ROOT = re.compile(rb"<(?:([^\s<>/:?!]+):)?(worksheet|dialogsheet|chartsheet)\b")
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d{1,7})[\"']")
_PLACE = re.compile(rb"([A-Za-z]{1,3})[0-9]{1,7}")
_ATTRIBUTE = re.compile(rb"(?<=\s)(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class _Columns(dict[bytes, int]):
    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = column_number(letters.decode("ascii"))
        return number


COLUMNS = _Columns()


class RawCell(NamedTuple):
    """A cell as it stands: place, the bytes `[start, end)`, attributes and inner markup."""

    row: int
    column: int
    start: int
    end: int
    style: int
    kind: str
    value: bytes | None
    rest: bytes
    placed: bool  # whether it names its own place


# A cell, by its content or by the markup that tells it; and a row's cells with their columns.
Cell = bytes | Content
Line = tuple[int, Sequence[int], Sequence[Cell]]


class SheetXml:
    """A worksheet part, in UTF-8. Offsets are into `data`; all searching is done in `mask`."""

    def __init__(self, content: bytes, where: str) -> None:
        self.where = where
        self.data = utf8(content, where)
        self.mask = masked(self.data)
        root = _ROOT.search(self.mask)
        self.prefix = root[1] + b":" if root and root[1] else b""
        self.patterns, self._contents = patterns(self.prefix), contents(self.prefix)
        opening = re.search(rb"<" + re.escape(self.prefix) + rb"sheetData\b[^>]*>", self.mask)
        self.opening_start, self.opening_end = opening.span() if opening else (0, 0)
        self.self_closed = opening is not None and opening[0].endswith(b"/>")
        self.closing = self.opening_end
        if not self.self_closed:
            ending = b"</" + self.prefix + b"sheetData"
            self.closing = self.mask.find(ending, self.opening_end)
        self._usual = self._usual_rows() if opening and self.closing >= self.opening_end else None
        if self.is_usual:
            check_alike(self._without_rows(), where)
        else:
            check_form(self.data, where)
        if root is None:
            raise broken(where, "a sheet part holds no sheet")
        if opening is None:
            raise broken(where, "a worksheet part holds no rows element")

    def _usual_rows(self) -> UsualRows | None:
        """The rows if they are written as programs do, so that they are known to be well formed."""
        try:
            start, end = self.opening_end, self.closing
            return UsualRows(self.mask, start, end, self.prefix)
        except Unusual:
            return None

    @property
    def is_usual(self) -> bool:
        """Whether the rows are written as spreadsheet programs do."""
        return self._usual is not None

    def _without_rows(self) -> bytes:
        return self.data[: self.opening_end] + self.data[self.closing :]

    @cached_property
    def root(self) -> Node:
        """The sheet's elements without its rows, at their offsets in `data`."""
        cut = self.closing - self.opening_end
        root = tree(self._without_rows(), self.where)
        for node in root.walk():
            if node.start >= self.opening_end:
                node.start, node.inner = node.start + cut, node.inner + cut
            if node.close >= self.opening_end:
                node.close, node.end = node.close + cut, node.end + cut
        return root

    @cached_property
    def rows(self) -> tuple[array[int], array[int], array[int]]:
        """The numbers of the rows in the part, and the offsets where each starts and ends."""
        numbers, starts, ends = array("q"), array("q"), array("q")
        mask, at, number = self.mask, self.opening_end, 0
        opening, closing = b"<" + self.prefix + b"row", b"</" + self.prefix + b"row"
        while (start := mask.find(opening, at, self.closing)) >= 0:
            tag_end = mask.index(b">", start) + 1
            found = _ROW_NUMBER.search(mask, start, tag_end)
            number, before = (int(found[1]) if found else number + 1), number
            if number <= before:
                raise broken(self.where, f"row {number} stands below row {before}")
            at = tag_end
            if mask[tag_end - 2] != 0x2F:
                at = mask.index(b">", mask.index(closing, tag_end)) + 1
            numbers.append(number)
            starts.append(start)
            ends.append(at)
        return numbers, starts, ends

    @property
    def last_row(self) -> int:
        """The number of the last row that the part mentions; 0 for none."""
        numbers = self.rows[0]
        return numbers[-1] if numbers else 0

    def row_numbers(self, first: int, last: int) -> array[int]:
        """The numbers of the rows that stand in the part, from first to last."""
        numbers = self.rows[0]
        return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]

    def row_span(self, number: int) -> tuple[int, int] | None:
        """The bytes of a row, or None where the part does not mention it."""
        numbers, starts, ends = self.rows
        index = bisect_left(numbers, number)
        if index == len(numbers) or numbers[index] != number:
            return None
        return starts[index], ends[index]

    def insertion_point(self, number: int) -> int:
        """Where a row that does not stand in the part belongs."""
        numbers, starts, _ = self.rows
        index = bisect_left(numbers, number)
        return starts[index] if index < len(numbers) else self.closing

    def row_tag_end(self, start: int) -> int:
        """Where the start tag of the row at that offset ends."""
        return self.mask.index(b">", start) + 1

    def cells(self, number: int) -> Iterator[RawCell]:
        """The cells of a row, in order. Cells without a place follow the one before them."""
        span = self.row_span(number)
        return self.scanned(number, self.mask, *span) if span else iter(())

    def cells_from(self, number: int, column: int) -> Iterator[RawCell]:
        """The cells of a row from a column on; all, where that one is not found as Excel writes."""
        span = self.row_span(number) or (0, 0)
        usual = b'<%sc r="%s"' % (self.prefix, cell_name(number, column).encode())
        start = self.mask.find(usual, *span)
        return self.scanned(number, self.mask, max(start, span[0]), span[1])

    def scanned(self, number: int, markup: bytes, start: int, end: int) -> Iterator[RawCell]:
        """The cells in a row's markup, which may be one of another spelling."""
        column = 0
        for match in self.patterns.cell.finditer(markup, start, end):
            letters, style, kind, others, value, rest = match.groups()
            if others:
                letters, style, kind = self._attributes(number, others)
            before, column = column, COLUMNS[letters] if letters else column + 1
            if column <= before:
                raise broken(self.where, f"the cells of row {number} are not in order")
            start, end = match.span()
            form, sort, placed = int(style) if style else 0, KINDS[kind or b""], bool(letters)
            yield RawCell(number, column, start, end, form, sort, value, rest or b"", placed)

    def lines(self, area: Area) -> Iterator[Line]:
        """The rows of an area that stand in the part, each with all of its cells."""
        if self._usual is None:
            for number in self.row_numbers(area.top, area.bottom):
                cells = list(self.cells(number))
                yield number, [cell.column for cell in cells], list(map(self._held, cells))
        else:
            for row in self._usual:
                if area.top <= row[0] <= area.bottom:
                    yield row

    def content(self, cell: Cell) -> Content:
        """What a cell of a line holds."""
        return self._contents[cell] if isinstance(cell, bytes) else cell

    def _held(self, cell: RawCell) -> Content:
        formula = self.patterns.formula.search(cell.rest) if cell.rest else None
        shown = formula[0] if formula else b""
        return cell.style, cell.kind, shown, cell.value or b"", cell.rest

    def _attributes(self, row: int, markup: bytes) -> tuple[bytes, bytes, bytes]:
        found = {match[1]: match[2] or match[3] or b"" for match in _ATTRIBUTE.finditer(markup)}
        letters, style = b"", found.get(b"s", b"")
        if b"r" in found:
            place = _PLACE.fullmatch(found[b"r"])
            letters = place[1].upper() if place else b""
            if not letters or COLUMNS[letters] > LAST_COLUMN:
                raise broken(self.where, f"a cell of row {row} stands in no column")
        return letters, style if style.isdigit() else b"", found.get(b"t", b"")
