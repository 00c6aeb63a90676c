"""Where a chart stands: in points from the sheet's corner, in a file between two cells."""

from collections.abc import Callable
from typing import Any

from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel import measures

EMU = 12_700  # to a point
Box = tuple[float, float, float, float]  # left, top, width, height


def box_of(sheet: Worksheet, anchor: Any) -> Box:
    """The place of a chart between two cells, in points."""
    left, top = _point(sheet, anchor._from)
    right, bottom = _point(sheet, anchor.to)
    return left, top, right - left, bottom - top


def _point(sheet: Worksheet, marker: AnchorMarker) -> tuple[float, float]:
    left, top = measures.points_before(sheet, marker.row + 1, marker.col + 1)
    return left + marker.colOff / EMU, top + marker.rowOff / EMU


def placed(sheet: Worksheet, box: Box) -> TwoCellAnchor:
    """Between which cells such a place lies."""
    left, top, wide, high = box
    return TwoCellAnchor(
        "twoCell", _from=_marker(sheet, left, top), to=_marker(sheet, left + wide, top + high)
    )


def _marker(sheet: Worksheet, left: float, top: float) -> AnchorMarker:
    column, over_column = _walked(left, lambda at: measures.points_wide(sheet, at))
    row, over_row = _walked(top, lambda at: measures.points_high(sheet, at))
    return AnchorMarker(column - 1, round(over_column * EMU), row - 1, round(over_row * EMU))


def _walked(distance: float, size: Callable[[int], float]) -> tuple[int, float]:
    """The row or column, from 1, that lies that far, and how much further into it."""
    at = 1
    while distance >= size(at) and at < 10_000:
        distance -= size(at)
        at += 1
    return at, distance
