"""Sheets: their order, names, visibility and protection."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes as base

from tests.excel.area import WHOLE_SHEET, Area, areas_in
from tests.excel.charts import Charts
from tests.excel.com import counted, refused
from tests.excel.grid import Calculated, Grid
from tests.excel.names import Names
from tests.excel.pages import PageSetup
from tests.excel.range import Range
from tests.excel.sheet_api import SheetApi
from tests.excel.table import Tables

if TYPE_CHECKING:
    from tests.excel.app import App
    from tests.excel.book import Book

VISIBLE = {"visible": -1, "hidden": 0, "veryHidden": 2}


@counted
class Sheets(base.Sheets):
    """The sheets of a workbook in their order."""

    def __init__(self, book: "Book") -> None:
        self.machine, self.book = book.machine, book

    @property
    def api(self) -> Any:
        return self

    @property
    def active(self) -> "Sheet":
        return self.book.sheet_of(self.book.workbook.active)

    def _all(self) -> list["Sheet"]:
        return [self.book.sheet_of(worksheet) for worksheet in self.book.workbook.worksheets]

    def __call__(self, name_or_index: str | int) -> "Sheet":
        sheets = self._all()
        if isinstance(name_or_index, int) and 1 <= name_or_index <= len(sheets):
            return sheets[name_or_index - 1]
        for sheet in sheets:
            if sheet.ws.title.lower() == str(name_or_index).lower():
                return sheet
        raise refused(f"There is no sheet {name_or_index!r}.")

    def __len__(self) -> int:
        return len(self.book.workbook.worksheets)

    def __iter__(self) -> Iterator["Sheet"]:
        return iter(self._all())

    def __contains__(self, name: str) -> bool:
        return any(sheet.ws.title.lower() == name.lower() for sheet in self._all())

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> "Sheet":
        """A new sheet, active; without a place it stands before the active one."""
        workbook = self.book.workbook
        order = workbook.worksheets
        beside = before or after or self.active
        at = order.index(beside.ws) + (1 if after and not before else 0)
        worksheet = workbook.create_sheet(name, at)
        self.book.sheet_impls[worksheet] = sheet = Sheet(self.book, worksheet, {})
        workbook.active = worksheet
        return sheet


@counted
class Sheet(base.Sheet):
    """A sheet; `ws` is openpyxl's, `grid` its cells, `selected` what is selected on it."""

    def __init__(self, book: "Book", worksheet: Any, calculated: Calculated) -> None:
        self.machine: App = book.machine
        self.book_impl, self.ws = book, worksheet
        settings = book.machine.settings
        self.grid = Grid(worksheet, calculated, lambda: bool(settings["fills_columns"]))
        self.password: str | None = None
        self.selected = areas_in(worksheet.sheet_view.selection[-1].sqref.replace(" ", ","))

    @property
    def api(self) -> Any:
        return SheetApi(self)

    @property
    def book(self) -> "Book":
        return self.book_impl

    @property
    def name(self) -> str:
        return str(self.ws.title)

    @name.setter
    def name(self, value: str) -> None:
        titles = {sheet.title.lower() for sheet in self.book_impl.sheet_impls if sheet != self.ws}
        if value.lower() in titles:
            raise refused(f"The name {value!r} is taken.")
        self.ws.title = value

    @property
    def names(self) -> Names:
        return Names(self.book_impl, self)

    @property
    def index(self) -> int:
        return self.book_impl.workbook.worksheets.index(self.ws) + 1

    @property
    def visible(self) -> int:
        return VISIBLE[self.ws.sheet_state]

    @visible.setter
    def visible(self, value: bool) -> None:
        states = [sheet.sheet_state for sheet in self.book_impl.workbook.worksheets]
        if not value and self.ws.sheet_state == "visible" and states.count("visible") == 1:
            raise refused("Unable to set the Visible property: one sheet has to be seen.")
        self.ws.sheet_state = "visible" if value else "hidden"
        workbook = self.book_impl.workbook
        if workbook.active is self.ws and not value:
            seen = (sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible")
            workbook.active = next(seen)

    @property
    def show_gridlines(self) -> bool:
        """xlwings goes to the sheet to ask its window, which no hidden sheet allows."""
        self._check_seen("show_gridlines")
        return self.ws.sheet_view.showGridLines is not False

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._check_seen("show_gridlines")
        self.ws.sheet_view.showGridLines = value

    def _check_seen(self, what: str) -> None:
        is_active = self.book_impl.workbook.active is self.ws
        if self.ws.sheet_state != "visible" and not is_active:
            raise ValueError(f"Sheet.{what}: hidden sheets can't be activated.")

    @property
    def charts(self) -> Charts:
        return Charts(self)

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def cells(self) -> Range:
        return Range(self, (WHOLE_SHEET,))

    @property
    def used_range(self) -> Range:
        places = self.grid.cells or [(1, 1)]
        rows, columns = {row for row, _ in places}, {column for _, column in places}
        first = Area(min(rows), min(columns))
        return Range(self, (first.around(Area(max(rows), max(columns))),))

    @property
    def selection(self) -> Range:
        """What is selected on this sheet."""
        return Range(self, self.selected)

    def over(self, areas: tuple[Area, ...]) -> Range:
        """The range of these rectangles."""
        return Range(self, areas)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        first = self._areas(arg1, arg2) if isinstance(arg1, int) else self._areas(arg1)
        if arg2 is None or isinstance(arg1, int):
            return Range(self, first)
        return Range(self, (first[0].around(self._areas(arg2)[0]),))

    def _areas(self, place: Any, column: int | None = None) -> tuple[Area, ...]:
        if isinstance(place, Range):
            return place.areas
        if isinstance(place, str):
            return self._addressed(place)
        area = Area(place, column or 1) if isinstance(place, int) else Area(*place)
        if 0 in area[:2]:
            raise IndexError("Attempted to access 0-based Range.")
        return (area,)

    def _addressed(self, address: str) -> tuple[Area, ...]:
        names = Names(self.book_impl)
        if names.contains(address):
            return names(address).refers_to_range.areas
        return areas_in(address)

    def activate(self) -> None:
        if self.ws.sheet_state != "visible":
            raise refused("A hidden sheet can't be activated.")
        self.book_impl.workbook.active = self.ws

    def select(self) -> None:
        self.activate()

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear(self) -> None:
        self.cells.clear()

    def delete(self) -> None:
        if len(self.book_impl.sheet_impls) == 1:
            raise refused("A workbook keeps at least one sheet.")
        self.book_impl.workbook.remove(self.ws)
        del self.book_impl.sheet_impls[self.ws]
