"""Changes to one sheet: gathered cell by cell, then spliced into its part at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from okrsheet.books.area import Area
from okrsheet.books.book import Content, Formula, Value
from okrsheet.books.celltext import Codec, formula_of
from okrsheet.books.cellwrite import GONE, KEPT, CellWrite, Gone, Kept, Moved, New
from okrsheet.books.cellxml import FORMULA_SIGNS, Stored, same, stored
from okrsheet.books.formula import Spanning, shifted, spanning_formulas
from okrsheet.books.piece import Piece
from okrsheet.books.sheetxml import RawCell, SheetXml
from okrsheet.books.styles import Styles


class SheetDraft:
    """A sheet with changes laid over it. Rows and columns are 1-based.

    `changed` (the rows, by column) and `touches_formulas` are known once the rows are written.
    """

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
        self.elements: dict[str, bytes] = {}  # of the sheet, by name, to be put in
        self.changed: dict[int, list[int]] = {}
        self.piece: Piece | None = None
        self.touches_formulas = False
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
        return self.cells(row).get(column)

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
        return None if found is None else self._spelt(cell, found)

    def _spelt(self, cell: RawCell, found: tuple[dict[str, str], str]) -> str:
        """A formula, as `formula_of` gives it, as it reads in its cell."""
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
        style = write.style
        if style is None:
            cell = self.cell(row, column)
            style = cell.style if cell else 0
        if isinstance(write.content, Kept | Gone | Moved | Formula):
            return write.content, style
        return write.content, self.fitting(style, write.content)

    def fitting(self, style: int, value: Value) -> int:
        """The format nearest to that one which suits an entered value."""
        if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
            return self.styles.quoted(style)
        if value is None or isinstance(value, str):
            return style
        style = self.styles.unquoted(style)
        return self.styles.dated(style) if isinstance(value, datetime) else style

    def holds(self, cell: RawCell, content: New) -> bool:
        """Whether a cell of the part holds that content already, spanning formulas spelt out."""
        if isinstance(content, Moved):
            there = (self.formula(cell), self._stored(cell))
            return there == (content.formula, self._stored(content.cell))
        if isinstance(content, Kept | Gone):
            return True
        text = content.text if isinstance(content, Formula) else None
        value = content.value if isinstance(content, Formula) else content
        if not same(self._stored(cell), stored(value, self.codec.date1904)):
            return False
        found = formula_of(cell, self.grid.patterns)
        if found is None or text is None:
            return found is None and text is None
        return found[0].get("t") != "array" and self._spelt(cell, found) == text

    def said(self, cell: RawCell) -> tuple[int, str | None, type, Stored]:
        """What a cell of the part says, however it is spelt: format, formula, value."""
        held = self._stored(cell)
        return cell.style, self.formula(cell), type(held), held

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
        if self.piece is not None:
            area = self.piece.area
            places += [(area.top, area.left), (area.bottom, area.right)]
        if not places:
            return None
        rows, columns = zip(*places, strict=True)
        return Area(min(rows), min(columns), max(rows), max(columns))
