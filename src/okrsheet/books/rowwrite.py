"""The planned cells of a sheet spliced into its rows: each row is parsed once."""

from __future__ import annotations

from okrsheet.books.area import cell_name
from okrsheet.books.book import Content, Formula
from okrsheet.books.celltext import formula_of
from okrsheet.books.cellwrite import (
    GONE,
    KEPT,
    Gone,
    Kept,
    Moved,
    New,
    formula_markup,
    moved_markup,
)
from okrsheet.books.cellxml import cell_markup
from okrsheet.books.draft import SheetDraft
from okrsheet.books.rowheight import RowHeights, fitted
from okrsheet.books.sheetxml import RawCell
from okrsheet.books.xmltext import Splices, tag_with


def write_rows(draft: SheetDraft, splices: Splices) -> None:
    """Splice all changes; a cell that means the same already is left as it is.

    Notes in the draft what changed.
    """
    _RowWriter(draft, splices).write()
    if draft.piece is not None:
        piece = draft.piece
        splices.put(piece.start, piece.end, piece.markup)
        rows = piece.changed_rows(draft.grid)
        for column in range(piece.area.left, piece.area.right + 1):
            draft.changed.setdefault(column, []).extend(rows)
        draft.touches_formulas |= piece.has_formulas(draft.grid)


class _RowWriter:
    """Writes row by row."""

    def __init__(self, draft: SheetDraft, splices: Splices) -> None:
        self.draft = draft
        self.grid = draft.grid
        self.splices = splices
        self.heights = RowHeights(draft.grid.root, draft.styles)

    def write(self) -> None:
        """Change the rows that stand, and add the others."""
        draft, grid, added = self.draft, self.grid, []
        for row in sorted(draft.writes.keys() | draft.levels.keys() | draft.respelt.keys()):
            span = grid.row_span(row)
            if span is not None:
                self._change_row(row, span)
            elif markup := self._new_row(row):
                added.append(markup)
                if not grid.self_closed:
                    at = grid.insertion_point(row)
                    self.splices.put(at, at, markup)
        if added and grid.self_closed:
            start, end = grid.opening_start, grid.opening_end
            opening = grid.data[start:end][:-2].rstrip() + b">"
            closing = b"</%ssheetData>" % grid.prefix
            self.splices.put(start, end, opening + b"".join(added) + closing)

    def _new_row(self, row: int) -> bytes:
        meant = self._meant(row)
        cells = b"".join(
            self._markup(row, column, content, style)
            for column, (content, style) in meant.items()
            if not _is_nothing(content, style)
        )
        level = self.draft.levels.get(row, 0)
        if not cells and not level:
            return b""
        height = self._height({}, meant)
        shown = b' ht="%s"' % height.encode() if height else b""
        shown += b' outlineLevel="%d"' % level if level else b""
        p = self.grid.prefix
        return b'<%srow r="%d"%s>%s</%srow>' % (p, row, shown, cells, p)

    def _meant(self, row: int) -> dict[int, tuple[New, int]]:
        """The planned contents of a row with the formats that suit them, by column, in order."""
        columns = sorted(self.draft.writes.get(row, ()))
        return {column: self.draft.meant(row, column) for column in columns}

    def _height(self, cells: dict[int, RawCell], meant: dict[int, tuple[New, int]]) -> str | None:
        """The height that a row needs with the changes planned; None for one line."""
        wraps, read = self.heights.wraps, self.draft.read
        wrapped: list[tuple[int, int, Content]] = []
        for column, (content, style) in meant.items():
            if wraps(style):
                cell = content.cell if isinstance(content, Moved) else cells.get(column)
                if isinstance(content, Kept | Moved):
                    wrapped.append((column, style, read(cell) if cell else None))
                elif not isinstance(content, Gone):
                    wrapped.append((column, style, content))
        for column, cell in cells.items():
            if column not in meant and wraps(cell.style):
                wrapped.append((column, cell.style, read(cell)))
        return self.heights.needed(wrapped)

    def _markup(self, row: int, column: int, content: New, style: int) -> bytes:
        """A cell that is new or that changes."""
        self.draft.changed.setdefault(column, []).append(row)
        self.draft.touches_formulas |= isinstance(content, Formula | Moved)
        if isinstance(content, Moved):
            return moved_markup(self.grid, content, row, column, style)
        held = None if isinstance(content, Kept | Gone) else content
        return cell_markup(self.grid.prefix, row, column, style, held, self.draft.codec.date1904)

    def _change_row(self, row: int, span: tuple[int, int]) -> None:
        grid, cells, meant = self.grid, self.draft.cells(row), self._meant(row)
        tag_end = grid.row_tag_end(span[0])
        tag = grid.data[span[0] : tag_end]
        added: list[tuple[int, bytes]] = []
        replaced: set[int] = set()
        for column, (content, style) in meant.items():
            cell = cells.get(column)
            if cell is None:
                if not _is_nothing(content, style):
                    added.append((column, self._markup(row, column, content, style)))
            elif (new := self._changed(cell, content, style)) is not None:
                replaced.add(column)
                self.splices.put(cell.start, cell.end, new)
        self._respell(row, replaced)
        new_tag = tag_with(tag, self._row_changes(row, tag, bool(added)))
        if added or replaced or row in self.draft.refitted:
            new_tag = fitted(new_tag, self._height(cells, meant), row in self.draft.refitted)
        if added and tag.endswith(b"/>"):
            inner = b"".join(markup for _, markup in added)
            new_tag = new_tag[:-2].rstrip() + b">" + inner + b"</%srow>" % grid.prefix
        elif added:
            self._add_cells(cells, grid.mask.rindex(b"</", tag_end, span[1]), added)
        if new_tag != tag:
            self.splices.put(span[0], tag_end, new_tag)

    def _add_cells(
        self, cells: dict[int, RawCell], closing: int, added: list[tuple[int, bytes]]
    ) -> None:
        for column, markup in added:
            later = (cell.start for cell in cells.values() if cell.column > column)
            at = next(later, closing)
            self.splices.put(at, at, markup)

    def _row_changes(self, row: int, tag: bytes, grows: bool) -> dict[str, str | None]:
        changes: dict[str, str | None] = {"spans": None} if grows else {}
        levels = self.draft.levels
        if row in levels:
            level = str(levels[row]) if levels[row] else None
            shown = b' outlineLevel="%s"' % level.encode() if level else b""
            if (shown not in tag) if level else (b"outlineLevel=" in tag):
                changes |= {"outlineLevel": level, "hidden": None, "collapsed": None}
        return changes

    def _respell(self, row: int, replaced: set[int]) -> None:
        for column, text in self.draft.respelt.get(row, {}).items():
            cell = self.draft.cell(row, column)
            if cell is None or column in replaced:
                continue
            found = self.grid.patterns.formula.search(self.grid.mask, cell.start, cell.end)
            if found is not None:
                self.splices.put(*found.span(), formula_markup(self.grid.prefix, text))

    def _changed(self, cell: RawCell, content: New, style: int) -> bytes | None:
        """The new markup of a cell that stands already; None where it stays as it is."""
        if content is KEPT:
            return None if style == cell.style else self._restyled(cell, style)
        if content is not GONE and style == cell.style and self.draft.holds(cell, content):
            return None
        if not self.draft.touches_formulas and formula_of(cell, self.grid.patterns):
            self.draft.touches_formulas = True
        if content is GONE:
            return self._emptied(cell)
        return self._markup(cell.row, cell.column, content, style)

    def _emptied(self, cell: RawCell) -> bytes:
        self.draft.changed.setdefault(cell.column, []).append(cell.row)
        if all(other.placed for other in self.draft.cells(cell.row).values()):
            return b""
        place = cell_name(cell.row, cell.column).encode()
        return b'<%sc r="%s"/>' % (self.grid.prefix, place)

    def _restyled(self, cell: RawCell, style: int) -> bytes:
        tag_end = self.grid.mask.index(b">", cell.start) + 1
        tag, inner = self.grid.data[cell.start : tag_end], self.grid.data[tag_end : cell.end]
        return tag_with(tag, {"s": str(style) if style else None}) + inner


def _is_nothing(content: New, style: int) -> bool:
    return content is GONE or (style == 0 and (content is None or content is KEPT))
