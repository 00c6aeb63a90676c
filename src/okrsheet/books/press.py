"""Rows of a block turned into markup at once, cell by cell but without looking any cell up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest

from okrsheet.books.area import Area, column_letters
from okrsheet.books.book import BlockRow, Content, Formula, Style
from okrsheet.books.cellxml import FORMULA_SIGNS, cell_body
from okrsheet.books.draft import SheetDraft
from okrsheet.books.piece import Piece
from okrsheet.books.rowheight import RowHeights
from okrsheet.books.sharing import Sharing
from okrsheet.books.sheetxml import RawCell

_SHOWN = re.compile(rb' (?:ht|outlineLevel)="[^"]*"')


def pressed(draft: SheetDraft, first: int, width: int, rows: Sequence[BlockRow]) -> Piece:
    """The rows of a block of `width` columns from row `first` on, for all the part has there.

    Raises BookError for text that no cell can hold.
    """
    grid = draft.grid
    numbers, starts, ends = grid.rows
    old = bisect_left(numbers, first)
    start = starts[old] if old < len(starts) else grid.closing
    end = ends[-1] if old < len(ends) else start
    area = Area(first, 1, max(grid.last_row, first + len(rows) - 1, first), max(width, 1))
    deepest = max((row.level for row in rows), default=0)
    press = _Press(draft, width, Sharing(grid.prefix.decode(), first, rows))
    return Piece(start, end, area, deepest, tuple(press.rows(first, rows)))


class _Press:
    """Turns rows of cells into markup. Each style's format is looked up once."""

    def __init__(self, draft: SheetDraft, width: int, sharing: Sharing) -> None:
        self._sharing = sharing
        self._p = draft.grid.prefix.decode()
        self._date1904 = draft.codec.date1904
        self._fitting = draft.fitting
        self._styles = draft.styles
        self._heights = RowHeights(draft.grid.root, draft.styles)
        self._letters = [column_letters(column) for column in range(1, width + 1)]
        self._formats: dict[tuple[int, int], int] = {}  # by identity of the style, and suit

    def rows(self, first: int, rows: Sequence[BlockRow]) -> Iterator[tuple[int, bytes]]:
        """The numbers and the markup of the rows that say anything."""
        p = self._p
        for number, row in enumerate(rows, first):
            cells, height = self._cells(number, row.cells)
            if row.height is not None:
                height = f"{row.height:g}"
            if cells or row.level:
                shown = f' ht="{height}"' if height else ""
                shown += f' outlineLevel="{row.level}"' if row.level else ""
                yield number, f'<{p}row r="{number}"{shown}>{cells}</{p}row>'.encode()

    def _cells(self, row: int, cells: Sequence[tuple[Content, Style]]) -> tuple[str, str | None]:
        """The markup of a row's cells, and the height that they need."""
        p, date1904, formats, pieces, wrapped = self._p, self._date1904, self._formats, [], []
        placed = zip(self._letters, cells, strict=False)  # what has no header is not ours
        for column, (letters, (content, style)) in enumerate(placed, 1):
            index = formats.get((id(style), suit(content)))
            if index is None:
                index = self._learn(content, style)
            if style.wrap:
                wrapped.append((column, index, content))
            place = f"{letters}{row}"
            formula = ""
            if isinstance(content, Formula):
                formula = self._sharing.markup(row, column, content)
            body = cell_body(p, place, content, date1904, formula)
            if index:
                pieces.append(f'<{p}c r="{place}" s="{index}"{body}')
            elif body != "/>":
                pieces.append(f'<{p}c r="{place}"{body}')
        return "".join(pieces), self._heights.needed(wrapped) if wrapped else None

    def _learn(self, content: Content, style: Style) -> int:
        """The index of the format that suits the content."""
        index = self._styles.cell(style)
        if not isinstance(content, Formula):
            index = self._fitting(index, content)
        self._formats[id(style), suit(content)] = index
        return index


def suit(content: Content) -> int:
    """Which of a style's formats suits a content: plain, quoted, for numbers, for dates."""
    if isinstance(content, Formula) or content is None:
        return 0
    if isinstance(content, str):
        return 1 if content.startswith(FORMULA_SIGNS) else 0
    return 3 if isinstance(content, datetime) else 2


def stands(draft: SheetDraft, piece: Piece) -> bool:
    """Whether the part says the same as the piece already, in whatever spelling."""
    grid = draft.grid
    if grid.data[piece.start : piece.end] == piece.markup:
        return True
    numbers = list(grid.row_numbers(piece.area.top, piece.area.bottom))
    return numbers == [number for number, _ in piece.rows] and all(
        _says_the_same(draft, number, markup) for number, markup in piece.rows
    )


def _says_the_same(draft: SheetDraft, number: int, markup: bytes) -> bool:
    grid = draft.grid
    start, end = grid.row_span(number) or (0, 0)
    old, new = grid.data[start : grid.row_tag_end(start)], markup[: markup.index(b">")]
    if sorted(_SHOWN.findall(old)) != sorted(_SHOWN.findall(new)):
        return False
    there = _filled(draft, grid.scanned(number, grid.mask, start, end))
    meant = _filled(draft, grid.scanned(number, markup, 0, len(markup)))
    return all(one == other for one, other in zip_longest(there, meant))


def _filled(draft: SheetDraft, cells: Iterator[RawCell]) -> Iterator[object]:
    """What the cells of a row say, by column, without those that say nothing."""
    for cell in cells:
        said = draft.said(cell)
        if said != (0, None, type(None), None):
            yield cell.column, said
