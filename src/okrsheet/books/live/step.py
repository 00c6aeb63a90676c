"""The steps of a write, each with the step that takes it back. All is known before the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from okrsheet.books.area import Area
from okrsheet.books.live.excel import Dialect
from okrsheet.books.live.inverse import Cell, Growth, Matrix, Region

if TYPE_CHECKING:
    import xlwings as xw

LONGEST_ADDRESS = 255  # characters that Excel takes for the address of a range
_LONGEST_IN_BULK = 8000  # characters; Excel refuses a matrix that has a longer text
Place = tuple[int, int]


class Step(Protocol):
    """Something that is done to a sheet, and can be taken back."""

    @property
    def sheet(self) -> str:
        """The sheet that it is done to."""
        ...

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        """Do it."""
        ...

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        """Put back what stood there."""
        ...


@dataclass(frozen=True, slots=True)
class Put:
    """Give a rectangle other contents: in one call, but for overlong texts.

    `moments` are the dates of entered cells by place in the matrix (0-based): written as dates,
    so that Excel keeps or gives a date's format. With `fills` all rows have the formula of the
    first, each as it reads in its row. With `mixes` the formulas of a table's column differ: Excel
    would give all rows the first of them, but for a column that holds something else before.
    """

    sheet: str
    area: Area
    before: Matrix
    after: Matrix
    moments: tuple[tuple[Place, datetime], ...] = ()
    fills: bool = False
    mixes: bool = False

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        dialect.spread(book.app, self.fills)
        cells = book.sheets[self.sheet].range(self.area.name)
        if self.fills:
            cells.formula = self.after[0][0]
        elif self.moments:
            rows: list[list[Cell | datetime]] = [list(row) for row in self.after]
            for (row, column), moment in self.moments:
                rows[row][column] = moment
            cells.value = rows
        else:
            if self.mixes:
                put(cells, _without_formulas(self.after))
            put(cells, self.after)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        dialect.spread(book.app, False)
        put(book.sheets[self.sheet].range(self.area.name), self.before)

    def regions(self) -> tuple[Region, ...]:
        """What changes."""
        return (Region(self.sheet, self.area.top, self.area.left, self.before, self.after),)


@dataclass(frozen=True, slots=True)
class Clear:
    """Empty several rectangles at once; their formats stay."""

    sheet: str
    areas: tuple[Area, ...]
    before: tuple[Matrix, ...]

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        for address in addresses(area.name for area in self.areas):
            book.sheets[self.sheet].range(address).clear_contents()

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        for area, before in zip(self.areas, self.before, strict=True):
            put(book.sheets[self.sheet].range(area.name), before)

    def regions(self) -> tuple[Region, ...]:
        """What changes."""
        return tuple(
            Region(self.sheet, area.top, area.left, before, blank(area))
            for area, before in zip(self.areas, self.before, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Resize:
    """Give a table that begins at `top` other data rows: Excel shifts nothing."""

    sheet: str
    table: str
    top: int
    old: Area  # its data rows
    new: Area

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        self._resize(book, self.new)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        self._resize(book, self.old)
        if self.new.bottom > self.old.bottom:  # Excel has continued calculated columns there
            added = Area(self.old.bottom + 1, self.old.left, self.new.bottom, self.old.right)
            book.sheets[self.sheet].range(added.name).clear_contents()

    def _resize(self, book: xw.Book, data: Area) -> None:
        sheet = book.sheets[self.sheet]
        whole = Area(self.top, data.left, data.bottom, data.right)
        sheet.tables[self.table].resize(sheet.range(whole.name))

    def growth(self) -> Growth:
        """How many rows it has before and after."""
        rows = (self.old.bottom - self.old.top + 1, self.new.bottom - self.new.top + 1)
        return Growth(self.table, self.sheet, *rows)


def put(cells: xw.Range, matrix: Matrix) -> None:
    """Give a range its contents: one call, and one for each overlong text."""
    if all(cell is None for row in matrix for cell in row):
        cells.clear_contents()
        return
    long = [
        (row, column)
        for row, found in enumerate(matrix)
        for column, cell in enumerate(found)
        if isinstance(cell, str) and len(cell) > _LONGEST_IN_BULK
    ]
    rows = [list(row) for row in matrix]
    for row, column in long:
        rows[row][column] = None
    cells.formula = rows
    for row, column in long:
        cells[row, column].value = matrix[row][column]


def _without_formulas(matrix: Matrix) -> Matrix:
    """The same contents with a text where a formula is to stand."""
    return tuple(
        tuple("'=" if isinstance(cell, str) and cell.startswith("=") else cell for cell in row)
        for row in matrix
    )


def blank(area: Area) -> Matrix:
    """As many blank cells as a rectangle has."""
    return ((None,) * (area.right - area.left + 1),) * (area.bottom - area.top + 1)


def addresses(names: Iterable[str]) -> Iterator[str]:
    """Areas by their names, as addresses of ranges: each with as many of them as Excel takes."""
    packed = ""
    for name in names:
        if packed and len(packed) + 1 + len(name) > LONGEST_ADDRESS:
            yield packed
            packed = ""
        packed += f",{name}" if packed else name
    if packed:
        yield packed


def rectangles(places: Iterable[Place]) -> list[Area]:
    """Few rectangles that together are just these cells (row and column)."""
    rows: dict[int, list[int]] = {}
    for row, column in places:
        rows.setdefault(row, []).append(column)
    found: list[Area] = []
    above: dict[Place, int] = {}  # where a run of columns in the row before stands in `found`
    for row in sorted(rows):
        here: dict[Place, int] = {}
        for run in _runs(sorted(rows[row])):
            at = above.get(run)
            if at is not None and found[at].bottom == row - 1:
                found[at] = Area(found[at].top, run[0], row, run[1])
            else:
                at = len(found)
                found.append(Area(row, run[0], row, run[1]))
            here[run] = at
        above = here
    return found


def _runs(columns: Sequence[int]) -> Iterator[Place]:
    """The first and last of columns that stand side by side."""
    first = last = columns[0]
    for column in columns[1:]:
        if column != last + 1:
            yield first, last
            first = column
        last = column
    yield first, last
