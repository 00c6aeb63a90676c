"""Sheets of ours in an open workbook: found or made, headed, printed and filtered as they look."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsheet.books.area import column_letters
from okrsheet.books.book import SheetLook, Style
from okrsheet.books.live.cells import given
from okrsheet.books.live.excel import Dialect, faults
from okrsheet.books.live.inverse import Cell, Matrix
from okrsheet.books.live.look import Paint
from okrsheet.books.live.step import addresses
from okrsheet.books.pagesetup import top_heights

if TYPE_CHECKING:
    import xlwings as xw

# A file counts the cells' inner edges into a column's width; Excel itself does not: 5 of 7 pixels.
_EDGES = 5 / 7


@dataclass(frozen=True)
class AddSheet:
    """Add a sheet of ours at the end of the workbook, still without contents."""

    look: SheetLook

    @property
    def sheet(self) -> str:
        """Its name."""
        return self.look.title

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        sheet = book.sheets.add(self.sheet, after=book.sheets[len(book.sheets) - 1])
        sheet.show_gridlines = False
        dialect.dress(sheet, self.look)
        for row, height in top_heights(self.look).items():
            sheet.range(f"{row}:{row}").row_height = height
        set_widths(sheet, self.look)
        if self.look.is_hidden:
            sheet.visible = False

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        if self.sheet in [sheet.name for sheet in book.sheets]:
            book.sheets[self.sheet].delete()


@dataclass(frozen=True)
class Widen:
    """Give the columns of a sheet of ours their widths."""

    look: SheetLook

    @property
    def sheet(self) -> str:
        """Its name."""
        return self.look.title

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        set_widths(book.sheets[self.sheet], self.look)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


@dataclass(frozen=True)
class AddTable:
    """Make a table of a sheet of ours, whose headers stand already."""

    look: SheetLook

    @property
    def sheet(self) -> str:
        """Its sheet."""
        return self.look.title

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        sheet, top = book.sheets[self.sheet], self.look.header_row
        source = sheet.range((top, 1), (top + 1, len(self.look.columns)))
        table = sheet.tables.add(source, self.look.table, table_style_name="TableStyleLight1")
        table.show_table_style_row_stripes = False

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        sheet = book.sheets[self.sheet]
        if self.look.table in [table.name for table in sheet.tables]:
            dialect.dissolve(sheet.tables[self.look.table])


@dataclass(frozen=True)
class Print:
    """Print a sheet from its heading to that column and row (1-based)."""

    sheet: str
    right: int
    bottom: int

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        area = f"$A$1:${column_letters(self.right)}${self.bottom}"
        with suppress(*faults()):  # without a printer Excel sets up no page
            book.sheets[self.sheet].page_setup.print_area = area

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


@dataclass(frozen=True)
class Filter:
    """Put the filter buttons of a block over that range."""

    sheet: str
    address: str

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        dialect.filter_block(book.sheets[self.sheet], self.address)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


def set_widths(sheet: xw.Sheet, look: SheetLook) -> None:
    """Give the columns their widths, those of one width in one call; hide the hidden ones."""
    widths: dict[float, list[str]] = {}
    for at, column in enumerate(look.columns, 1):
        letters = column_letters(at)
        widths.setdefault(column.width, []).append(f"{letters}:{letters}")
        if column.hidden:
            sheet.range(f"{letters}:{letters}").columns.hidden = True
    for width, names in widths.items():
        for address in addresses(names):
            sheet.range(address).column_width = width - _EDGES


def headings(look: SheetLook, width: int, date1904: bool) -> Matrix:
    """What stands above a block or table of ours: title, note, whose plan it is, headers."""
    rows: list[list[Cell]] = [[None] * width for _ in range(look.header_row)]
    rows[0][0] = given(look.heading, date1904)
    for at, line in enumerate(look.note.split("\n"), 1):
        rows[at][0] = given(line, date1904)
    if look.owner is not None:
        rows[look.header_row - 2][0] = given(look.owner, date1904)
    for at, column in enumerate(look.columns):
        rows[look.header_row - 1][at] = given(column.header, date1904)
    return tuple(map(tuple, rows))


def heading_paint(look: SheetLook) -> Paint:
    """The formats of what stands above."""
    rows: dict[int, list[Style | None]] = {1: [look.heading_style]}
    rows |= {row: [look.note_style] for row, _ in enumerate(look.note.split("\n"), 2)}
    if look.owner is not None:
        rows[look.header_row - 1] = [look.owner_style]
    rows[look.header_row] = [column.header_style for column in look.columns]
    return Paint(look.title, 1, rows)
