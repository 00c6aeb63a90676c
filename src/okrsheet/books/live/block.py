"""Blocks that are okrsheet's own, filled anew in an open workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from okrsheet.books.area import Area, column_letters
from okrsheet.books.book import BlockRow, Content, FillBlock, Formula, Style
from okrsheet.books.live.cells import given
from okrsheet.books.live.diff import changed_rows, trimmed
from okrsheet.books.live.inverse import Matrix
from okrsheet.books.live.look import BLANK, Fold, Paint
from okrsheet.books.live.step import Put, Step

_LARGE = 100_000  # cells; from here on a formula is given once a column and filled down


@dataclass(frozen=True)
class Block:
    """The rows of a block laid over what stands there.

    `area` reaches from below the header to the last row that holds anything, or is to; it is wider
    than the block where an older one was. `end` is the block's last row as it was.
    """

    edit: FillBlock
    area: Area
    before: Matrix
    end: int
    date1904: bool

    @property
    def sheet(self) -> str:
        """Its sheet."""
        return self.edit.sheet.title

    @cached_property
    def _changed(self) -> list[int]:
        """The rows (0-based, of the area) that are to hold something else."""
        return changed_rows(self.before, self.after, None)

    @cached_property
    def after(self) -> Matrix:
        """What all its cells are to hold."""
        width = self.area.right
        rows = [
            (*(given(content, self.date1904) for content, _ in self._cells(row)),)
            for row in self.edit.rows
        ]
        full = [row + (None,) * (width - len(row)) for row in rows]
        full += [(None,) * width] * (len(self.before) - len(full))
        return tuple(full)

    def _cells(self, row: BlockRow) -> Sequence[tuple[Content, Style]]:
        return row.cells[: len(self.edit.sheet.columns)]  # what has no header is not ours

    def steps(self, stale: Collection[int]) -> tuple[list[Step], list[Step]]:
        """What changes the contents, and what then changes the looks, of the rows that change.

        `stale` are rows of the sheet that get their looks too.
        """
        rows = self._changed
        puts = list(self._puts(rows)) if rows else []
        fresh = range(max(self.end + 1 - self.area.top, 0), len(self.edit.rows))
        old = (row - self.area.top for row in stale)
        return list(puts), list(self._looks(sorted({*rows, *fresh, *old})))

    def depths(self) -> dict[int, list[int]]:
        """The rows of a tree that hold what they are to hold, by the indent that they should have.

        A node may have come to stand deeper with nothing else changed.
        """
        rows: dict[int, list[int]] = {}
        if any(row.level for row in self.edit.rows):
            kept = set(range(min(self.end + 1 - self.area.top, len(self.edit.rows))))
            for at in sorted(kept - set(self._changed)):
                style = self.edit.rows[at].cells[0][1]
                rows.setdefault(style.indent, []).append(self.area.top + at)
        return rows

    def _puts(self, rows: list[int]) -> Iterator[Put]:
        area, before, after = trimmed(self.area, self.before, self.after, rows)
        if len(after) * area.right < _LARGE:
            yield Put(self.sheet, area, before, after)
            return
        for column in range(area.right):
            for first, last in self._runs(column, area):
                part = Area(first, column + 1, last, column + 1)
                cut = slice(first - area.top, last - area.top + 1)
                held, new = (tuple((row[column],) for row in rows[cut]) for rows in (before, after))
                if changed_rows(held, new, None):
                    fills = self._pattern(first, column) != ""
                    yield Put(self.sheet, part, held, new, fills=fills)

    def _runs(self, column: int, area: Area) -> Iterator[tuple[int, int]]:
        """The rows (of the sheet) of a column that are given at once: first and last."""
        first = area.top
        for row in range(area.top, area.bottom + 1):
            is_last = row == area.bottom
            if is_last or self._pattern(row, column) != self._pattern(row + 1, column):
                yield first, row
                first = row + 1

    def _pattern(self, row: int, column: int) -> str:
        """What the formula of a cell has in common with those above and below it, if anything."""
        at = row - self.area.top
        cells = self._cells(self.edit.rows[at]) if at < len(self.edit.rows) else ()
        content = cells[column][0] if column < len(cells) else None
        return content.pattern or "" if isinstance(content, Formula) else ""

    def _looks(self, rows: Sequence[int]) -> Iterator[Step]:
        if not rows or self.edit.sheet.is_hidden:  # nobody looks at a hidden sheet
            return
        own = self.edit.rows
        alike: dict[tuple[int, ...], Sequence[Style]] = {}  # rows of one look share one object
        styles: dict[int, Sequence[Style | None]] = {}
        for at in rows:
            said = [style for _, style in self._cells(own[at])] if at < len(own) else self._nothing
            styles[self.area.top + at] = alike.setdefault(tuple(map(id, said)), said)
        yield Paint(self.sheet, 1, styles)
        levels = {self.area.top + at: own[at].level if at < len(own) else 0 for at in rows}
        spanned = range(rows[0], min(rows[-1] + 1, len(own)))
        heights = {self.area.top + at: h for at in spanned if (h := own[at].height) is not None}
        yield Fold(self.sheet, levels, self.area.top + rows[0], self.area.top + rows[-1], heights)

    @cached_property
    def _nothing(self) -> list[Style]:
        return [BLANK] * self.area.right

    @property
    def bottom(self) -> int:
        """The block's last row, or the row below its header."""
        return max(self.area.top, self.area.top + len(self.edit.rows) - 1)

    @property
    def filtered(self) -> str:
        """The range of its filter buttons."""
        right = column_letters(len(self.edit.sheet.columns))
        return f"$A${self.area.top - 1}:${right}${self.bottom}"
