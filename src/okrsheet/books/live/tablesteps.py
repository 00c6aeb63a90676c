"""From the gathered edits of a table to the steps that carry them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from okrsheet.books.area import Area
from okrsheet.books.book import Style
from okrsheet.books.live.cells import given
from okrsheet.books.live.diff import changed_rows, trimmed
from okrsheet.books.live.inverse import Matrix
from okrsheet.books.live.look import BLANK, Paint
from okrsheet.books.live.read import is_formula
from okrsheet.books.live.step import Clear, Put, Resize, Step, blank, rectangles
from okrsheet.books.live.table import TableChanges


def table_steps(changes: TableChanges) -> Iterator[Step]:
    """What carries the changes out: first the table grows, last it shrinks."""
    held = changes.held
    new = replace(held.data, bottom=held.data.top + changes.height - 1)
    resize = Resize(held.sheet, held.name, held.top, held.data, new)
    if new.bottom > held.data.bottom:
        yield resize
    yield from _entered(changes)
    yield from _whole_columns(changes)
    if new.bottom < held.data.bottom:
        gone = replace(held.data, top=new.bottom + 1)
        yield Put(held.sheet, gone, _before(changes, gone), blank(gone))
        yield resize


def table_paint(changes: TableChanges) -> Iterator[Paint]:
    """The formats of the columns that are written whole, over all rows; rows that it lost get none.

    In a table of ours that is also a column to type in: it is what the sheet's protection spares.
    """
    data, width = changes.held.data, len(changes.held.headers)
    looks = {
        place: look.style
        for place, look in changes.looks.items()
        if look.computed or place in changes.columns
    }
    ours: Sequence[Style | None] = [looks.get(place) for place in range(width)]
    end = data.top + changes.height
    rows = dict.fromkeys(range(data.top, end), ours)
    rows |= dict.fromkeys(range(end, data.bottom + 1), [BLANK] * width)
    if looks:
        yield Paint(changes.held.sheet, data.left, rows)


def _before(changes: TableChanges, area: Area) -> Matrix:
    """What stood in an area of data rows, also in those that the table does not have yet."""
    data, cells = changes.held.data, changes.held.held.cells
    left, right = area.left - data.left, area.right - data.left + 1
    rows = range(area.top - data.top, area.bottom - data.top + 1)
    none = (None,) * (right - left)
    return tuple(cells[row][left:right] if row < len(cells) else none for row in rows)


def _entered(changes: TableChanges) -> Iterator[Step]:
    """The single cells: rectangles that get something, and all that are emptied at once."""
    top, left, sheet = changes.held.data.top, changes.held.data.left, changes.held.sheet
    filled = changes.entered.keys() - changes.emptied
    for area in rectangles((top + row, left + place) for row, place in filled):
        yield from _entered_rectangle(changes, area)
    areas = tuple(rectangles((top + row, left + place) for row, place in changes.emptied))
    before = tuple(_before(changes, area) for area in areas)
    if any(held != blank(area) for area, held in zip(areas, before, strict=True)):
        yield Clear(sheet, areas, before)


def _entered_rectangle(changes: TableChanges, area: Area) -> Iterator[Put]:
    """A rectangle of entered cells: dates go as dates, so that Excel shows them as such."""
    top, left = area.top - changes.held.data.top, area.left - changes.held.data.left
    values = [
        [changes.entered[top + row, left + at] for at in range(area.right - area.left + 1)]
        for row in range(area.bottom - area.top + 1)
    ]
    after = tuple(tuple(given(value, changes.date1904) for value in row) for row in values)
    moments = tuple(
        ((row, at), value)
        for row, found in enumerate(values)
        for at, value in enumerate(found)
        if isinstance(value, datetime) and isinstance(after[row][at], float)
    )
    before = _before(changes, area)
    if changed_rows(before, after, changes.held.name):
        yield Put(changes.held.sheet, area, before, after, moments)


def _whole_columns(changes: TableChanges) -> Iterator[Put]:
    """The whole columns: a formula by itself, contents together that stand side by side."""
    name, data = changes.held.name, changes.held.data
    bottom = data.top + changes.height - 1
    for places in _side_by_side(changes):
        columns = [changes.columns[place] for place in places]
        area = Area(data.top, data.left + places[0], bottom, data.left + places[-1])
        before, after = _before(changes, area), tuple(zip(*(c.cells for c in columns), strict=True))
        rows = changed_rows(before, after, name)
        if not rows:
            continue
        if not (columns[0].fills or columns[0].is_whole):
            area, before, after = trimmed(area, before, after, rows)
        fills = columns[0].fills
        mixes = not fills and any(is_formula(cell) for row in after for cell in row)
        yield Put(changes.held.sheet, area, before, after, fills=fills, mixes=mixes)


def _side_by_side(changes: TableChanges) -> list[list[int]]:
    groups: list[list[int]] = []
    for place in sorted(changes.columns):
        column = changes.columns[place]
        before = changes.columns.get(place - 1)
        if before is not None and not column.fills and before.written == column.written:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups
