"""What is planned for a cell: a new content, the one it has, none, or one from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from okrsheet.books.area import cell_name
from okrsheet.books.book import Content
from okrsheet.books.sheetxml import RawCell, SheetXml
from okrsheet.books.xmltext import escaped, tag_with


@dataclass(frozen=True, slots=True)
class Kept:
    """The content that a cell has already."""


@dataclass(frozen=True, slots=True)
class Gone:
    """No cell at all."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A cell copied as it stands from elsewhere on the sheet; a formula is moved with it."""

    cell: RawCell
    formula: str | None


KEPT, GONE = Kept(), Gone()
New = Content | Kept | Gone | Moved


@dataclass(frozen=True, slots=True)
class CellWrite:
    """What a cell is to hold, and its format (an index; None: the one it has)."""

    content: New
    style: int | None


def moved_markup(grid: SheetXml, moved: Moved, row: int, column: int, style: int) -> bytes:
    """A cell of the sheet, in a new place and format."""
    cell = moved.cell
    tag_end = grid.mask.index(b">", cell.start) + 1
    place = {"r": cell_name(row, column), "s": str(style) if style else None}
    inner = grid.data[tag_end : cell.end]
    found = grid.patterns.formula.search(grid.mask, tag_end, cell.end)
    if found and moved.formula is not None:
        before, after = grid.data[tag_end : found.start()], grid.data[found.end() : cell.end]
        inner = before + formula_markup(grid.prefix, moved.formula) + after
    return tag_with(grid.data[cell.start : tag_end], place) + inner


def formula_markup(prefix: bytes, text: str) -> bytes:
    """A formula of one cell."""
    return b"<%sf>%s</%sf>" % (prefix, escaped(text), prefix)
