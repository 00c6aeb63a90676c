"""Sheets of ours in an open workbook, as a list of edits needs them: found, or to be made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from okrsheet.books.area import Area, cell_name
from okrsheet.books.book import BookError, SheetLook
from okrsheet.books.live.cells import alike, given
from okrsheet.books.live.look import Paint
from okrsheet.books.live.read import Held, LiveReader
from okrsheet.books.live.sheet import AddSheet, Print, Widen, heading_paint, headings
from okrsheet.books.live.step import Put, Step, blank

if TYPE_CHECKING:
    import xlwings as xw


class OurSheets:
    """The sheets of a workbook, and the steps that make and change those of ours.

    `made` are the steps that others rest on, `contents` follow, `looks` come last.
    """

    def __init__(self, reader: LiveReader) -> None:
        self.reader = reader
        self.where = reader.book.name
        self.made: list[Step] = []
        self.contents: list[Step] = []
        self.looks: list[Step] = []
        self._titles = [sheet.name for sheet in reader.book.sheets]

    def has(self, title: str) -> bool:
        """Whether there is a sheet of that name, or will be."""
        return title.casefold() in map(str.casefold, self._titles)

    def is_made(self, title: str) -> bool:
        """Whether a sheet is still to be made."""
        return any(isinstance(step, AddSheet) and step.sheet == title for step in self.made)

    def sheet(self, title: str) -> xw.Sheet | None:
        """The sheet of that name; None while it is still to be made."""
        return None if self.is_made(title) else self.reader.book.sheets[title]

    def area(self, title: str, area: Area) -> Held:
        """What a rectangle holds; nothing while its sheet is still to be made."""
        if self.is_made(title):
            return Held(blank(area), blank(area))
        return self.reader.area(title, area)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name.name.casefold() for name in self.reader.book.names)

    def is_name(self, name: str) -> bool:
        """Whether the workbook has a defined name, without regard to case."""
        return name.casefold() in self._names

    def head(self, look: SheetLook) -> None:
        """Make a sheet of ours where it is missing, and head it."""
        area = Area(1, 1, look.header_row, max(1, len(look.columns)))
        if not self.has(look.title):
            self._refuse_locked(look)
            self.made.append(AddSheet(look))
            self._titles.append(look.title)
        else:
            self.made.append(Widen(look))
        before = self.area(look.title, area).cells
        after = headings(look, area.right, self.reader.date1904)
        self.made.append(Put(look.title, area, before, after))
        self.looks.append(heading_paint(look))

    def _refuse_locked(self, look: SheetLook) -> None:
        if self.reader.dialect.keeps_sheets(self.reader.book):
            what = f"its structure is protected, and okrsheet needs to add the sheet {look.title}."
            raise BookError(what, self.where, "Unprotect the workbook (Review), then click again.")

    def put_owner(self, look: SheetLook) -> None:
        """Let the line above the header say whose plan it is."""
        if look.owner is None:
            return
        area = Area(look.header_row - 1, 1, look.header_row - 1, 1)
        before = self.area(look.title, area).cells
        owner = given(look.owner, self.reader.date1904)
        if not alike(before[0][0], owner, None):
            self.contents.append(Put(look.title, area, before, ((owner,),)))
            self.looks.append(Paint(look.title, 1, {area.top: [look.owner_style]}))

    def ours(self, look: SheetLook) -> xw.Sheet | None:
        """A sheet of ours, set out anew where it is of an older version; None: it will be made.

        Raises BookError where a sheet of that name is not ours.
        """
        if not self.has(look.title):
            self.head(look)
            return None
        area = Area(1, 1, look.header_row, max(1, len(look.columns)))
        top = self.area(look.title, area).values
        if not _is_ours(top, look):
            where = f"{self.where}, sheet {look.title}, row {look.header_row}"
            what = f"this is not okrsheet's own sheet {look.title}: its headers are others."
            raise BookError(what, where, "Rename the sheet, and okrsheet adds its own.")
        if list(top[-1][: len(look.columns)]) != _headers(look):
            self.head(look)
        else:
            self.put_owner(look)
        return self.reader.book.sheets[look.title]

    def refuse_foreign_cells(self, title: str, area: Area) -> None:
        """Raise BookError where something stands on the ground of a table of ours."""
        for row, cells in enumerate(self.area(title, area).cells, area.top):
            for column, cell in enumerate(cells, area.left):
                if cell is not None:
                    where = f"{self.where}, sheet {title}, cell {cell_name(row, column)}"
                    what = "something stands where okrsheet needs its own table."
                    raise BookError(what, where, f"Rename the sheet {title}.")

    def print_whole(self, title: str, right: int, bottom: int) -> None:
        """Print a sheet to that column and row; an area that somebody chose otherwise stays."""
        sheet, wanted = self.sheet(title), Area(1, 1, bottom, right)
        chosen = sheet.page_setup.print_area if sheet else None
        held = Area.parse(chosen.rpartition("!")[2]) if chosen else None
        if chosen and (held is None or (held.top, held.left, held.right) != (1, 1, right)):
            return
        if held != wanted:
            self.looks.append(Print(title, right, bottom))


def _headers(look: SheetLook) -> list[str | None]:
    return [column.header or None for column in look.columns]


def _is_ours(top: Sequence[Sequence[object]], look: SheetLook) -> bool:
    """Whether the first header is ours, and all others are some of ours.

    Nobody adds a column to a hidden sheet: there the heading tells instead of the other headers.
    Where a sheet has no headers at all, its heading and note tell.
    """
    wanted, held = _headers(look), list(top[-1])
    has_heading = top[0][0] == look.heading
    if not any(wanted):
        return has_heading and top[1][0] == look.note.split("\n")[0]
    if look.is_hidden:
        return has_heading and held[0] == wanted[0]
    return held[0] == wanted[0] and all(text is None or text in wanted for text in held)
