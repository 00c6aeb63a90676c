"""One sheet of a mould: what never changes compressed once, and the rows that are cast."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from okrsheet.books.area import cell_name
from okrsheet.books.book import Value
from okrsheet.books.draft import SheetDraft
from okrsheet.books.mouldcell import Bodies
from okrsheet.books.mouldrows import BlockRows, CellWriter, TableRows, head
from okrsheet.books.parcel import Member

# Deflated streams follow one another where each but the last ends at a full flush. What is cast
# is packed at the level that is fastest; what is packed once may take its time.
LIVE_LEVEL, FIXED_LEVEL = 1, 6
_NOTHING = b"\x00\x00\x00\xff\xff"  # a full flush of no data
RowsT = TypeVar("RowsT", bound=TableRows | BlockRows)


class LivePress:
    """Packs what is cast for the sheets of one workbook.

    A full flush forgets all that came before it, so that one compressor does for all sheets:
    making one takes longer than packing a small sheet.
    """

    def __init__(self) -> None:
        self._packer = zlib.compressobj(LIVE_LEVEL, zlib.DEFLATED, -15)

    def packed(self, data: bytes) -> bytes:
        """The data deflated by itself, up to a full flush."""
        if not data:
            return _NOTHING  # zlib leaves out a second flush in a row
        return self._packer.compress(data) + self._packer.flush(zlib.Z_FULL_FLUSH)


class SheetMould(Generic[RowsT]):
    """A sheet and what is cast in it: `rows`, those of a table or a block, all of them blank.

    `numbers` are theirs, from 1. Cells above these rows can be cast one by one.
    """

    def __init__(self, draft: SheetDraft, numbers: range, rows: RowsT) -> None:
        self.name, self.part, self.rows = draft.name, draft.part, rows
        self._data = draft.grid.data
        spans = [draft.grid.row_span(number) or (0, 0) for number in numbers]
        self._starts = [*(start for start, _ in spans), spans[-1][1]]
        self._above = _above(draft, numbers.start)
        self._ends: dict[int, tuple[bytes, bytes]] = {}

    def cast(self, cells: Mapping[str, Value], cast: tuple[bytes, int], press: LivePress) -> Member:
        """The sheet with these cells above its rows, and the rows: their markup, how many."""
        rows, used = cast
        before = self._before(cells)
        end, packed_end = self._end(used)
        crc = zlib.crc32(end, zlib.crc32(rows, zlib.crc32(before)))
        size = len(before) + len(rows) + len(end)
        return Member(self.part, _packed(before) + press.packed(rows) + packed_end, crc, size)

    def _before(self, cells: Mapping[str, Value]) -> bytes:
        """What stands above the rows, with the cells that are cast."""
        pieces: list[bytes] = []
        at = 0
        for place, start, end, opening, bodies in self._above:
            if place in cells:
                value = cells[place]
                pieces += (self._data[at:start], opening, bodies[type(value), value])
                at = end
        return b"".join((*pieces, self._data[at : self._starts[0]]))

    def _end(self, used: int) -> tuple[bytes, bytes]:
        """What follows so many cast rows, plain and packed."""
        if used not in self._ends:
            end = self._data[self._starts[used] :]
            self._ends[used] = end, _deflated(end, zlib.Z_FINISH)
        return self._ends[used]


Above = tuple[str, int, int, bytes, Bodies[bytes]]


def _above(draft: SheetDraft, first: int) -> list[Above]:
    """The cells above a row: place, the bytes `[start, end)`, what opens them, and their bodies."""
    grid, writer = draft.grid, CellWriter(draft)
    return [
        (cell_name(row, cell.column), cell.start, cell.end, head(grid, cell), writer.bodies(cell))
        for row in grid.row_numbers(1, first - 1)
        for cell in grid.cells(row)
    ]


@lru_cache(maxsize=64)  # the sheets of a plan's departments begin alike
def _packed(data: bytes) -> bytes:
    return _deflated(data, zlib.Z_FULL_FLUSH)


def _deflated(data: bytes, end: int) -> bytes:
    packer = zlib.compressobj(FIXED_LEVEL, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(end)
