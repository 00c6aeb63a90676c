"""Ranges: one rectangle of cells or several."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes as base

from tests.excel import measures
from tests.excel.area import COLUMNS, ROWS, Area
from tests.excel.borders import Borders
from tests.excel.com import counted, refused
from tests.excel.conditions import ConditionalFormats
from tests.excel.looks import Font, Look, looking
from tests.excel.range_api import RangeApi
from tests.excel.table import Table
from tests.excel.validation import DataValidation

if TYPE_CHECKING:
    from tests.excel.app import App
    from tests.excel.sheet import Sheet


@counted
class Range(base.Range):
    """Cells of one sheet. Of several rectangles Excel gives the first one's place and values."""

    color = looking("fill_color")
    wrap_text = looking("wrap_text")
    horizontal_alignment = looking("horizontal_alignment")
    vertical_alignment = looking("vertical_alignment")

    def __init__(self, sheet: "Sheet", areas: tuple[Area, ...]) -> None:
        self.machine: App = sheet.machine
        self.sheet_impl, self.areas = sheet, areas
        self.options: Any = {}

    @property
    def area(self) -> Area:
        """The first rectangle."""
        return self.areas[0]

    @property
    def look(self) -> Look:
        """How its cells look."""
        return Look(self.sheet_impl.grid, self.areas)

    @property
    def api(self) -> RangeApi:
        return RangeApi(self)

    @property
    def sheet(self) -> "Sheet":
        return self.sheet_impl

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self.sheet_impl, *self.area)

    @property
    def row(self) -> int:
        return self.area.row

    @property
    def column(self) -> int:
        return self.area.column

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.rows, self.area.columns

    def __len__(self) -> int:
        return sum(area.rows * area.columns for area in self.areas)

    def __call__(self, *place: int) -> "Range":
        row, column = place if len(place) == 2 else self._counted_off(place[0])
        at = Area(self.area.row + row - 1, self.area.column + column - 1)
        if not (1 <= at.row <= ROWS and 1 <= at.column <= COLUMNS):
            raise refused("A cell outside the sheet.")
        return Range(self.sheet_impl, (at,))

    def _counted_off(self, index: int) -> tuple[int, int]:
        row, column = divmod(index - 1, self.area.columns)
        return row + 1, column + 1

    @property
    def address(self) -> str:
        return ",".join(area.address() for area in self.areas)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        told = ",".join(area.address(row_absolute, col_absolute) for area in self.areas)
        book, sheet = self.sheet_impl.book_impl.name, self.sheet_impl.ws.title
        return f"'[{book}]{sheet}'!{told}" if external else told

    def matrix(self, read: Any) -> Any:
        """One cell's as it is; several as a tuple of rows."""
        rows = range(self.area.row, self.area.last_row + 1)
        columns = range(self.area.column, self.area.last_column + 1)
        if len(rows) * len(columns) == 1:
            return read(self.area[:2])
        return tuple(tuple(read((row, column)) for column in columns) for row in rows)

    @property
    def raw_value(self) -> Any:
        return self.matrix(self.sheet_impl.grid.value)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if isinstance(value, tuple | list) and len(self.areas) > 1:
            raise refused("A matrix for several rectangles.")
        for area in self.areas:
            self.sheet_impl.grid.enter(area, value)

    @property
    def formula(self) -> Any:
        return self.matrix(self.sheet_impl.grid.formula)

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    @property
    def formula2(self) -> Any:
        return self.formula

    @formula2.setter
    def formula2(self, value: Any) -> None:
        raise refused("Formula2 would write dynamic arrays: write Formula.")

    @property
    def has_array(self) -> bool:
        return any(array.meets(self.area) for array in self.sheet_impl.grid.arrays)

    def clear_contents(self) -> None:
        for area in self.areas:
            self.sheet_impl.grid.clear_contents(area)

    def clear(self) -> None:
        for area in self.areas:
            self.sheet_impl.grid.clear(area)

    @property
    def table(self) -> Table | None:
        name = self.sheet_impl.grid.table_at(self.area[:2])
        return Table(self.sheet_impl, name) if name else None

    def select(self) -> None:
        sheet = self.sheet_impl
        active = sheet.book_impl.workbook.active is sheet.ws
        if not active or sheet.book_impl is not sheet.book_impl.app_impl.open_books[0]:
            raise refused("Select method of Range class failed")
        sheet.selected = self.areas

    @property
    def number_format(self) -> str | None:
        return self.look.number_format

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.look.number_format = value

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    @property
    def data_validation(self) -> DataValidation:
        return DataValidation(self)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    @property
    def column_width(self) -> float | None:
        return measures.common(self, "width")

    @column_width.setter
    def column_width(self, value: float) -> None:
        measures.lay(self, "width", value)

    @property
    def row_height(self) -> float | None:
        return measures.common(self, "height")

    @row_height.setter
    def row_height(self, value: float) -> None:
        measures.lay(self, "height", value)

    @property
    def column_hidden(self) -> bool | None:
        return measures.common(self, "column hidden")

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        measures.lay(self, "column hidden", value)

    @property
    def row_hidden(self) -> bool | None:
        return measures.common(self, "row hidden")

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        measures.lay(self, "row hidden", value)

    def autofit(self, axis: str | None = None) -> None:
        """Rows only: without a height of their own Excel gives them the one they need."""
        if axis != "c":
            measures.lay(self, "height", None)

    @property
    def left(self) -> float:
        return measures.points_before(self.sheet_impl.ws, *self.area[:2])[0]

    @property
    def top(self) -> float:
        return measures.points_before(self.sheet_impl.ws, *self.area[:2])[1]

    @property
    def width(self) -> float:
        sheet, area = self.sheet_impl.ws, self.area
        return measures.points_before(sheet, 1, area.last_column + 1)[0] - self.left

    @property
    def height(self) -> float:
        sheet, area = self.sheet_impl.ws, self.area
        return measures.points_before(sheet, area.last_row + 1, 1)[1] - self.top
