"""A block's rows rendered whole, where nothing but the block stands below its header.

A sheet of 150,000 formulas is written as one piece of bytes: no cell is looked up or planned.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from okrsheet.books.area import Area, column_number
from okrsheet.books.sheetxml import SheetXml

# What the rows of a block of ours say of themselves; anything else is somebody's own doing.
_USUAL_TAG = (
    rb"<%srow(?: (?:r|spans|ht|outlineLevel|x14ac:dyDescent)=\"[\d.: ]*\""
    rb"| (?:customHeight|customFormat|hidden|collapsed)=\"(?:0|false)\")*\s*/?>"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows with their numbers (1-based), put in the place of the bytes `[start, end)` of a part.

    `area` is around all rows, old and new; `deepest` is the highest outline level.
    """

    start: int
    end: int
    area: Area
    deepest: int
    rows: tuple[tuple[int, bytes], ...]

    @property
    def markup(self) -> bytes:
        """All rows as they stand in the part."""
        return b"".join(markup for _, markup in self.rows)

    def has_formulas(self, grid: SheetXml) -> bool:
        """Whether a formula stands in the rows, or in those that the part has there."""
        mark = b"<%sf" % grid.prefix
        held = grid.mask.find(mark, self.start, self.end) >= 0
        return held or any(mark in markup for _, markup in self.rows)

    def stands_in(self, grid: SheetXml) -> bool:
        """Whether a part holds just these rows in the piece's area, byte for byte."""
        numbers, starts, ends = grid.rows
        first, last = bisect_left(numbers, self.area.top), bisect_right(numbers, self.area.bottom)
        held = grid.data[starts[first] : ends[last - 1]] if first < last else b""
        return held == self.markup

    def changed_rows(self, grid: SheetXml) -> list[int]:
        """The rows that do not stand so in the part: new ones, others, and those that go."""
        new = dict(self.rows)
        numbers = grid.row_numbers(self.area.top, self.area.bottom)
        spans = ((number, grid.row_span(number) or (0, 0)) for number in numbers)
        old = {number: grid.data[start:end] for number, (start, end) in spans}
        return [row for row in sorted(old.keys() | new.keys()) if old.get(row) != new.get(row)]


def foreign_free(grid: SheetXml, first: int, width: int) -> bool:
    """Whether all that stands from a row on to the sheet's end is cells of a block of ours.

    Cells beside the block, rows that somebody set up, formulas shared with cells above and array
    formulas are not; nor is anything that is written in an unusual way.
    """
    if grid.self_closed:
        return False
    start, end = grid.insertion_point(first), grid.closing
    mask, p = grid.mask, re.escape(grid.prefix)
    if mask is not grid.data and mask[start:end] != grid.data[start:end]:
        return False
    return (
        _are_usual_rows(mask, p, start, end)
        and _are_own_cells(mask, p, start, end, width)
        and not re.compile(rb"<%sf [^>]*(?:array|dataTable)" % p).search(mask, start, end)
        and mask.find(b"shared", 0, start) < 0
    )


def _are_usual_rows(mask: bytes, p: bytes, start: int, end: int) -> bool:
    tags = len(re.compile(_USUAL_TAG % p).findall(mask, start, end))
    return tags == len(re.compile(rb"<%srow[\s/>]" % p).findall(mask, start, end))


def _are_own_cells(mask: bytes, p: bytes, start: int, end: int, width: int) -> bool:
    placed = re.compile(rb"<%sc r=\"([A-Z]{1,3})\d" % p).findall(mask, start, end)
    cells = len(re.compile(rb"<%sc[\s/>]" % p).findall(mask, start, end))
    columns = (column_number(letters.decode()) for letters in set(placed))
    return cells == len(placed) and all(column <= width for column in columns)
