"""Rectangles of cells and how Excel writes them: `$A$1:$B$2,$D$4`, `$A:$C`, `$1:$3`."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openpyxl.utils import column_index_from_string, get_column_letter

from tests.excel.com import refused

ROWS = 1_048_576
COLUMNS = 16_384
LONGEST_ADDRESS = 255
_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,7})?")


class Area(NamedTuple):
    """A rectangle: the place of its first cell, from 1, and how many rows and columns it has."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def last_row(self) -> int:
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        return self.column + self.columns - 1

    def cells(self) -> Iterator[tuple[int, int]]:
        """The places of its cells, row by row."""
        for row in range(self.row, self.last_row + 1):
            for column in range(self.column, self.last_column + 1):
                yield row, column

    def meets(self, other: "Area") -> bool:
        """True where they have a cell in common."""
        return (
            self.row <= other.last_row
            and other.row <= self.last_row
            and self.column <= other.last_column
            and other.column <= self.last_column
        )

    def holds(self, other: "Area") -> bool:
        """True where all cells of the other are cells of this one."""
        return (
            self.row <= other.row
            and other.last_row <= self.last_row
            and self.column <= other.column
            and other.last_column <= self.last_column
        )

    def around(self, other: "Area") -> "Area":
        """The smallest rectangle that holds both."""
        row, column = min(self.row, other.row), min(self.column, other.column)
        last_row = max(self.last_row, other.last_row)
        last_column = max(self.last_column, other.last_column)
        return Area(row, column, last_row - row + 1, last_column - column + 1)

    def without(self, other: "Area") -> tuple["Area", ...]:
        """What is left of it, as rectangles, when the other's cells are taken away."""
        if not self.meets(other):
            return (self,)
        top, bottom = max(self.row, other.row), min(self.last_row, other.last_row)
        left, right = max(self.column, other.column), min(self.last_column, other.last_column)
        beside = Area(top, self.column, bottom - top + 1)
        parts = (
            self._replace(rows=top - self.row),
            self._replace(row=bottom + 1, rows=self.last_row - bottom),
            beside._replace(columns=left - self.column),
            beside._replace(column=right + 1, columns=self.last_column - right),
        )
        return tuple(part for part in parts if part.rows and part.columns)

    def address(self, row_absolute: bool = True, column_absolute: bool = True) -> str:
        """As Excel writes it."""
        mark, fix = "$" if column_absolute else "", "$" if row_absolute else ""
        first, last = get_column_letter(self.column), get_column_letter(self.last_column)
        if self.rows == ROWS:
            return f"{mark}{first}:{mark}{last}"
        if self.columns == COLUMNS:
            return f"{fix}{self.row}:{fix}{self.last_row}"
        start = f"{mark}{first}{fix}{self.row}"
        end = f"{mark}{last}{fix}{self.last_row}"
        return start if (self.rows, self.columns) == (1, 1) else f"{start}:{end}"


WHOLE_SHEET = Area(1, 1, ROWS, COLUMNS)


def spaced(areas: Iterable[Area]) -> str:
    """Rectangles as a file lists them: `A1:B2 D4`."""
    return " ".join(area.address(False, False) for area in areas)


def areas_in(address: str) -> tuple[Area, ...]:
    """The rectangles of an address without a sheet's name; Excel's error where it is none."""
    if len(address) > LONGEST_ADDRESS:
        raise refused(f"An address of {len(address)} characters.")
    return tuple(_area(part.strip(), address) for part in address.split(","))


def _area(part: str, address: str) -> Area:
    first, _, last = part.partition(":")
    one, other = _CORNER.fullmatch(first), _CORNER.fullmatch(last or first)
    if one and other and one[1] and other[1] and one[2] and other[2]:
        return _cell(one).around(_cell(other))
    if one and other and last and not (one[2] or other[2]) and one[1] and other[1]:
        start, end = (column_index_from_string(found[1]) for found in (one, other))
        return Area(1, start, ROWS, end - start + 1)
    if one and other and last and not (one[1] or other[1]) and one[2] and other[2]:
        return Area(int(one[2]), 1, int(other[2]) - int(one[2]) + 1, COLUMNS)
    raise refused(f"{address!r} is no address.")


def _cell(corner: re.Match[str]) -> Area:
    column = column_index_from_string(corner[1])
    if column > COLUMNS or not 1 <= int(corner[2]) <= ROWS:
        raise refused(f"{corner[0]!r} is no cell.")
    return Area(int(corner[2]), column)
