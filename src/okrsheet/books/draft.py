"""Changes to one sheet: gathered cell by cell, then spliced into its part at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from okrsheet.books.area import Area, cell_name
from okrsheet.books.book import Content, Formula, Value
from okrsheet.books.celltext import Codec, formula_of
from okrsheet.books.cellwrite import (
    GONE,
    KEPT,
    CellWrite,
    Gone,
    Kept,
    Moved,
    New,
    formula_markup,
    moved_markup,
)
from okrsheet.books.cellxml import FORMULA_SIGNS, Stored, cell_markup, same, stored
from okrsheet.books.formula import Spanning, shifted, spanning_formulas
from okrsheet.books.rowheight import RowHeights, fitted
from okrsheet.books.sheetxml import RawCell, SheetXml
from okrsheet.books.styles import Styles
from okrsheet.books.xmltext import Splices, tag_with


class SheetDraft:
    """A sheet with changes laid over it. Rows and columns are 1-based."""

    def __init__(self, name: str, part: str, grid: SheetXml, codec: Codec, styles: Styles) -> None:
        self.name = name
        self.part = part
        self.grid = grid
        self.codec = codec
        self.styles = styles
        self.writes: dict[int, dict[int, CellWrite]] = {}
        self.levels: dict[int, int] = {}
        self.refitted: set[int] = set()
        self.respelt: dict[int, dict[int, str]] = {}
        self.table_links: list[str] = []
        self.changed: dict[int, list[int]] = {}
        self._plain = replace(codec, date_styles=frozenset())
        self._spanning: dict[str, Spanning] | None = None
        self._row: tuple[int, dict[int, RawCell]] = (0, {})

    def put(self, row: int, column: int, content: New, style: int | None = None) -> None:
        """Plan a cell: its content, and its format unless it keeps the one it has."""
        cells = self.writes.setdefault(row, {})
        before = cells.get(column)
        if before and content is KEPT:
            content = before.content
        if before and style is None:
            style = before.style
        cells[column] = CellWrite(content, style)

    def cells(self, row: int) -> dict[int, RawCell]:
        """The cells of a row as they stand in the part, by column."""
        if self._row[0] != row:
            self._row = (row, {cell.column: cell for cell in self.grid.cells(row)})
        return self._row[1]

    def cell(self, row: int, column: int) -> RawCell | None:
        """One cell as it stands in the part."""
        if self._row[0] == row:
            return self._row[1].get(column)
        return self.grid.usual_cell(row, column) or self.cells(row).get(column)

    def content(self, row: int, column: int) -> Content:
        """What a cell holds, with the changes planned so far."""
        write = self.writes.get(row, {}).get(column)
        if write is None or write.content is KEPT:
            cell = self.cell(row, column)
            return self.read(cell) if cell else None
        if isinstance(write.content, Moved):
            value = self.codec.value(write.content.cell, self.grid.patterns)
            formula = write.content.formula
            return value if formula is None else Formula(formula, value)
        return None if isinstance(write.content, Kept | Gone) else write.content

    def read(self, cell: RawCell) -> Content:
        """The content of a cell of the part: its value, and its formula spelt out."""
        value = self.codec.value(cell, self.grid.patterns)
        formula = self.formula(cell)
        return value if formula is None else Formula(formula, value)

    def formula(self, cell: RawCell) -> str | None:
        """The formula of a cell, a shared one as it reads in this cell; None for none."""
        found = formula_of(cell, self.grid.patterns)
        if found is None:
            return None
        attributes, text = found
        if attributes.get("t") == "shared" and not text:
            master = self.spanning.get(attributes.get("si", ""))
            if master:
                return shifted(master.text, cell.row - master.row, cell.column - master.column)
        return text

    @property
    def spanning(self) -> Mapping[str, Spanning]:
        """The first cells of the sheet's shared formulas, by group."""
        if self._spanning is None:
            found = spanning_formulas(self.grid) if b"shared" in self.grid.mask else ()
            self._spanning = {f.group: f for f in found if f.kind == "shared" and f.text}
        return self._spanning

    def has_level(self, row: int) -> bool:
        """Whether a row of the part has an outline level."""
        span = self.grid.row_span(row)
        if span is None:
            return False
        return b"outlineLevel=" in self.grid.data[span[0] : self.grid.row_tag_end(span[0])]

    def style(self, row: int, column: int) -> int:
        """The format index of a cell, with the changes planned so far."""
        write = self.writes.get(row, {}).get(column)
        if write and write.style is not None:
            return write.style
        cell = self.cell(row, column)
        return cell.style if cell else 0

    def meant(self, row: int, column: int) -> tuple[New, int]:
        """The planned content of a cell and the format that suits it."""
        write = self.writes[row][column]
        style = self.style(row, column)
        if isinstance(write.content, Kept | Gone | Moved | Formula):
            return write.content, style
        return write.content, self._fitting(style, write.content)

    def _fitting(self, style: int, value: Value) -> int:
        if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
            return self.styles.quoted(style)
        if value is None or isinstance(value, str):
            return style
        style = self.styles.unquoted(style)
        return self.styles.dated(style) if isinstance(value, datetime) else style

    def finish(self, splices: Splices) -> None:
        """Splice all changes; a cell that means the same already is left as it is."""
        added: list[bytes] = []
        self.changed.clear()
        for row in sorted(self.writes.keys() | self.levels.keys() | self.respelt.keys()):
            span = self.grid.row_span(row)
            if span is not None:
                self._change_row(row, span, splices)
            elif markup := self._new_row(row):
                added.append(markup)
                if not self.grid.self_closed:
                    at = self.grid.insertion_point(row)
                    splices.put(at, at, markup)
        if added and self.grid.self_closed:
            start, end = self.grid.opening_start, self.grid.opening_end
            opening = self.grid.data[start:end][:-2].rstrip() + b">"
            closing = b"</%ssheetData>" % self.grid.prefix
            splices.put(start, end, opening + b"".join(added) + closing)

    def _new_row(self, row: int) -> bytes:
        cells = b"".join(
            self._markup(row, column)
            for column in sorted(self.writes.get(row, {}))
            if not self._is_nothing(row, column)
        )
        level = self.levels.get(row, 0)
        if not cells and not level:
            return b""
        height = self._height(row)
        shown = b' ht="%s"' % height.encode() if height else b""
        shown += b' outlineLevel="%d"' % level if level else b""
        p = self.grid.prefix
        return b'<%srow r="%d"%s>%s</%srow>' % (p, row, shown, cells, p)

    @cached_property
    def _heights(self) -> RowHeights:
        return RowHeights(self.grid.root, self.styles)

    def _height(self, row: int) -> str | None:
        """The height that a row needs with the changes planned so far; None for one line."""
        columns = self.cells(row).keys() | self.writes.get(row, {}).keys()
        styled = ((column, self.style(row, column)) for column in columns)
        return self._heights.needed(
            (column, style, self.content(row, column))
            for column, style in styled
            if self._heights.wraps(style)
        )

    def _is_nothing(self, row: int, column: int) -> bool:
        content, style = self.meant(row, column)
        return content is GONE or (style == 0 and (content is None or content is KEPT))

    def _markup(self, row: int, column: int) -> bytes:
        self.changed.setdefault(column, []).append(row)
        content, style = self.meant(row, column)
        if isinstance(content, Moved):
            return moved_markup(self.grid, content, row, column, style)
        held = None if isinstance(content, Kept | Gone) else content
        return cell_markup(self.grid.prefix, row, column, style, held, self.codec.date1904)

    def _change_row(self, row: int, span: tuple[int, int], splices: Splices) -> None:
        tag_end = self.grid.row_tag_end(span[0])
        tag = self.grid.data[span[0] : tag_end]
        added: list[tuple[int, bytes]] = []
        replaced: set[int] = set()
        for column in sorted(self.writes.get(row, {})):
            cell = self.cell(row, column)
            if cell is None:
                if not self._is_nothing(row, column):
                    added.append((column, self._markup(row, column)))
            elif (new := self._changed(cell)) is not None:
                replaced.add(column)
                splices.put(cell.start, cell.end, new)
        self._respell(row, replaced, splices)
        new_tag = tag_with(tag, self._row_changes(row, tag, bool(added)))
        if added or replaced or row in self.refitted:
            new_tag = fitted(new_tag, self._height(row), row in self.refitted)
        if added and tag.endswith(b"/>"):
            inner = b"".join(markup for _, markup in added)
            new_tag = new_tag[:-2].rstrip() + b">" + inner + b"</%srow>" % self.grid.prefix
        elif added:
            self._add_cells(row, self.grid.mask.rindex(b"</", tag_end, span[1]), added, splices)
        if new_tag != tag:
            splices.put(span[0], tag_end, new_tag)

    def _add_cells(
        self, row: int, closing: int, added: list[tuple[int, bytes]], splices: Splices
    ) -> None:
        cells = list(self.cells(row).values())
        for column, markup in added:
            later = (cell.start for cell in cells if cell.column > column)
            at = next(later, closing)
            splices.put(at, at, markup)

    def _row_changes(self, row: int, tag: bytes, grows: bool) -> dict[str, str | None]:
        changes: dict[str, str | None] = {"spans": None} if grows else {}
        if row in self.levels:
            level = str(self.levels[row]) if self.levels[row] else None
            shown = b' outlineLevel="%s"' % level.encode() if level else b""
            if (shown not in tag) if level else (b"outlineLevel=" in tag):
                changes |= {"outlineLevel": level, "hidden": None, "collapsed": None}
        return changes

    def _respell(self, row: int, replaced: set[int], splices: Splices) -> None:
        for column, text in self.respelt.get(row, {}).items():
            cell = self.cell(row, column)
            if cell is None or column in replaced:
                continue
            found = self.grid.patterns.formula.search(self.grid.mask, cell.start, cell.end)
            if found is not None:
                splices.put(*found.span(), formula_markup(self.grid.prefix, text))

    def _changed(self, cell: RawCell) -> bytes | None:
        """The new markup of a cell that stands already; None where it stays as it is."""
        content, style = self.meant(cell.row, cell.column)
        if content is GONE:
            place = cell_name(cell.row, cell.column).encode()
            self.changed.setdefault(cell.column, []).append(cell.row)
            follows = any(not other.placed for other in self.grid.cells(cell.row))
            return b'<%sc r="%s"/>' % (self.grid.prefix, place) if follows else b""
        if content is KEPT:
            if style == cell.style:
                return None
            tag_end = self.grid.mask.index(b">", cell.start) + 1
            tag = tag_with(
                self.grid.data[cell.start : tag_end], {"s": str(style) if style else None}
            )
            return tag + self.grid.data[tag_end : cell.end]
        if style == cell.style and self.holds(cell, content):
            return None
        return self._markup(cell.row, cell.column)

    def holds(self, cell: RawCell, content: New) -> bool:
        """Whether a cell of the part holds that content already, spanning formulas spelt out."""
        if isinstance(content, Moved):
            there = (self.formula(cell), self._stored(cell))
            return there == (content.formula, self._stored(content.cell))
        if isinstance(content, Kept | Gone):
            return True
        found = formula_of(cell, self.grid.patterns)
        text = content.text if isinstance(content, Formula) else None
        if (found is None) != (text is None) or (found and found[0].get("t") == "array"):
            return False
        value = content.value if isinstance(content, Formula) else content
        meant = stored(value, self.codec.date1904)
        return self.formula(cell) == text and same(self._stored(cell), meant)

    def _stored(self, cell: RawCell) -> Stored:
        return stored(self._plain.value(cell, self.grid.patterns), self.codec.date1904)

    @property
    def extent(self) -> Area | None:
        """The area around all planned cells that will hold something."""
        places = [
            (row, column)
            for row, cells in self.writes.items()
            for column, write in cells.items()
            if write.content is not GONE
        ]
        if not places:
            return None
        rows, columns = zip(*places, strict=True)
        return Area(min(rows), min(columns), max(rows), max(columns))
