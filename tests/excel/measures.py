"""Widths of columns, heights of rows, what is hidden, and where a cell stands on the sheet."""

from collections.abc import Iterator
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.area import COLUMNS, ROWS
from tests.excel.com import refused
from tests.excel.grid import PROTECTED

if TYPE_CHECKING:
    from tests.excel.range import Range

PADDING = 0.7109375  # a file's width of a column is that much above Excel's, in characters
STANDARD_WIDTH = 8.43
STANDARD_HEIGHT = 15.0
FAR = 200  # columns beyond are all alike


def spread(sheet: Worksheet) -> None:
    """Give each column its own dimension where a file has one for several."""
    for held in list(sheet.column_dimensions.values()):
        first, last = held.min, held.max
        if not first or not last or first == last:
            continue
        for column in range(first, min(last, FAR) + 1):
            own = copy(held)
            own.index, own.min, own.max = get_column_letter(column), column, column
            sheet.column_dimensions[own.index] = own


# What can be said of a range's rows or columns: whose it is, openpyxl's name, what forbids it.
MEASURES = {
    "width": ("column", "width", "formatColumns"),
    "height": ("row", "height", "formatRows"),
    "column hidden": ("column", "hidden", "formatColumns"),
    "row hidden": ("row", "hidden", "formatRows"),
    "column level": ("column", "outlineLevel", "formatColumns"),
    "row level": ("row", "outlineLevel", "formatRows"),
}


def common(rng: "Range", name: str) -> Any:
    """One measure of all rows or columns of a range; None where they differ."""
    sheet = rng.sheet_impl.ws
    read = {"width": width, "height": height}.get(name, partial(_flag, name))
    found = {read(sheet, at) for at in _numbers(rng, MEASURES[name][0])}
    return found.pop() if len(found) == 1 else None


def lay(rng: "Range", name: str, value: Any) -> None:
    """Lay a measure on all rows or columns of a range."""
    axis, key, allowed = MEASURES[name]
    grid = rng.sheet_impl.grid
    if grid.is_protected and getattr(grid.sheet.protection, allowed):
        raise refused(PROTECTED)
    for at in _numbers(rng, axis):
        held = _dimension(grid.sheet, axis, at)
        setattr(held, key, value + PADDING if name == "width" else value)


def _numbers(rng: "Range", axis: str) -> Iterator[int]:
    """Rows or columns of a range; of all there are those in use."""
    sheet = rng.sheet_impl.ws
    for area in rng.areas:
        if axis == "column":
            last = sheet.max_column if area.columns == COLUMNS else area.last_column
            yield from range(area.column, last + 1)
        else:
            last = sheet.max_row if area.rows == ROWS else area.last_row
            yield from range(area.row, last + 1)


def _dimension(sheet: Worksheet, axis: str, at: int) -> Any:
    if axis == "column":
        return sheet.column_dimensions[get_column_letter(at)]
    return sheet.row_dimensions[at]


def _flag(name: str, sheet: Worksheet, at: int) -> Any:
    """Whether it is hidden, or its outline level."""
    axis, key, _ = MEASURES[name]
    held = sheet.column_dimensions if axis == "column" else sheet.row_dimensions
    mark: Any = get_column_letter(at) if axis == "column" else at
    return getattr(held[mark], key) or (False if key == "hidden" else 0) if mark in held else False


def width(sheet: Worksheet, column: int) -> float:
    """A column's width in characters as Excel tells it."""
    held = sheet.column_dimensions.get(get_column_letter(column))
    return held.width - PADDING if held is not None and held.customWidth else STANDARD_WIDTH


def height(sheet: Worksheet, row: int) -> float:
    """A row's height in points."""
    held = sheet.row_dimensions.get(row)
    return float(held.height) if held is not None and held.height else STANDARD_HEIGHT


def points_before(sheet: Worksheet, row: int, column: int) -> tuple[float, float]:
    """How far from the left and from the top a cell stands, in points."""
    left = sum(points_wide(sheet, before) for before in range(1, column))
    top = sum(points_high(sheet, before) for before in range(1, row))
    return left, top


def points_wide(sheet: Worksheet, column: int) -> float:
    """A column's width in points."""
    held = sheet.column_dimensions.get(get_column_letter(column))
    is_hidden = held is not None and held.hidden
    return 0.0 if is_hidden else round(width(sheet, column) * 7 + 5) * 0.75


def points_high(sheet: Worksheet, row: int) -> float:
    """A row's height in points, none where it is hidden."""
    held = sheet.row_dimensions.get(row)
    return 0.0 if held is not None and held.hidden else height(sheet, row)
