"""Edits of an open workbook taken back: each cell only if it still holds what okrsheet wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from okrsheet.books.area import Area, cell_name
from okrsheet.books.live.cells import alike
from okrsheet.books.live.inverse import Cell, Growth, Inverse, Matrix, Region, Undone
from okrsheet.books.live.look import BLANK, Paint
from okrsheet.books.live.read import LiveReader, is_formula
from okrsheet.books.live.step import Place, Put, Resize, Step, blank, rectangles


@dataclass(frozen=True, slots=True)
class _Written:
    """A cell that changed: its place on the sheet, what it held, what was written."""

    place: Place
    before: Cell
    after: Cell


class UndoPlan:
    """The steps that take edits back, and what they leave."""

    def __init__(self, reader: LiveReader, inverse: Inverse) -> None:
        self._reader = reader
        self._tables = list(reader.tables())
        self._sheets = {sheet.name for sheet in reader.book.sheets}
        self._back: set[tuple[str, Place]] = set()
        self._kept: list[str] = []
        self._faded: list[Step] = []
        puts = [put for region in inverse.regions for put in self._puts(region)]
        if self._is_gone(inverse):
            self.steps: list[Step] = []
            self.undone = Undone(0, tuple(self._kept))
            return
        longer = [step for grown in inverse.grown for step in self._lengthened(grown)]
        shorter = [step for grown in inverse.grown for step in self._shortened(grown)]
        self.steps = [*longer, *puts, *shorter, *self._faded]
        self.undone = Undone(len(self._back), tuple(self._kept))

    def _is_gone(self, inverse: Inverse) -> bool:
        """Whether no entry that was written stands any more: the workbook was not saved with it.

        Formulas do not tell, for they are the same at every write.
        """
        entries = [
            (region.sheet, one.place)
            for region in inverse.regions
            for one in _written(region)
            if one.after is not None and not is_formula(one.after)
        ]
        return bool(entries) and self._back.isdisjoint(entries)

    def _puts(self, region: Region) -> Iterator[Put]:
        """What puts the cells of a region back that still hold what was written."""
        height, width = len(region.after), len(region.after[0])
        area = Area(region.row, region.column, region.row + height - 1, region.column + width - 1)
        if region.sheet not in self._sheets:
            self._kept += [f"{region.sheet}!{cell_name(*one.place)}" for one in _written(region)]
            return
        now = self._reader.area(region.sheet, area).cells
        back: set[Place] = set()
        for one in _written(region):
            row, column = one.place
            held = now[row - area.top][column - area.left]
            if alike(held, one.after, self._table_at(region.sheet, row, column)):
                back.add(one.place)
            elif held != one.before:
                self._kept.append(f"{region.sheet}!{cell_name(row, column)}")
        self._back |= {(region.sheet, place) for place in back}
        self._fade(region, area, back)
        for part in rectangles(back):
            yield Put(region.sheet, part, _cut(now, area, part), _cut(region.before, area, part))

    def _fade(self, region: Region, area: Area, back: set[Place]) -> None:
        """Rows outside of tables that held nothing before lose their formats too."""
        width = range(area.left, area.right + 1)
        emptied = [
            row
            for row, before in enumerate(region.before, area.top)
            if all(cell is None for cell in before)
            and any((row, column) in back for column in width)
            and self._table_at(region.sheet, row, area.left) is None
        ]
        if emptied:
            rows = dict.fromkeys(emptied, [BLANK] * len(width))
            self._faded.append(Paint(region.sheet, area.left, rows))

    def _table_at(self, sheet: str, row: int, column: int) -> str | None:
        here = (one for one in self._tables if one.sheet == sheet and one.area.holds(row, column))
        table = next(here, None)
        return table.name if table else None

    def _lengthened(self, grown: Growth) -> Iterator[Step]:
        """A table that lost rows gets them back, unless something stands there now."""
        data = self._rows(grown)
        if data is None or grown.before <= grown.after:
            return
        old = replace(data, bottom=data.top + grown.before - 1)
        below = self._reader.area(grown.sheet, replace(old, top=data.bottom + 1)).cells
        if all(cell is None for row in below for cell in row):
            yield self._resize(grown, data, old)

    def _shortened(self, grown: Growth) -> Iterator[Step]:
        """A table loses the rows that it got, unless somebody wrote into them since."""
        data = self._rows(grown)
        if data is None or grown.before >= grown.after:
            return
        old = replace(data, bottom=data.top + grown.before - 1)
        added = replace(data, top=old.bottom + 1)
        held = self._reader.area(grown.sheet, added).cells
        theirs = (
            cell
            for row, cells in enumerate(held, added.top)
            for column, cell in enumerate(cells, added.left)
            if (grown.sheet, (row, column)) not in self._back
        )
        if all(cell is None or is_formula(cell) for cell in theirs):
            yield Put(grown.sheet, added, held, blank(added))
            yield self._resize(grown, data, old)
            lines = range(added.top, added.bottom + 1)
            nothing = [BLANK] * (added.right - added.left + 1)
            yield Paint(grown.sheet, added.left, dict.fromkeys(lines, nothing))

    def _rows(self, grown: Growth) -> Area | None:
        """The data rows of a table that has as many as it was given; None for others since."""
        for table in self._tables:
            if table.name == grown.table:
                is_same = table.data.bottom - table.data.top + 1 == grown.after
                return table.data if is_same else None
        return None

    def _resize(self, grown: Growth, now: Area, then: Area) -> Resize:
        top = next(table.top for table in self._tables if table.name == grown.table)
        return Resize(grown.sheet, grown.table, top, now, then)


def _written(region: Region) -> Iterator[_Written]:
    for row, cells in enumerate(zip(region.before, region.after, strict=True), region.row):
        for column, (before, after) in enumerate(zip(*cells, strict=True), region.column):
            if before != after:
                yield _Written((row, column), before, after)


def _cut(matrix: Matrix, area: Area, part: Area) -> Matrix:
    left, right = part.left - area.left, part.right - area.left + 1
    rows = matrix[part.top - area.top : part.bottom - area.top + 1]
    return tuple(row[left:right] for row in rows)
