"""Edits of one table of an open workbook, gathered and checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from okrsheet.books.area import LAST_ROW, Area, cell_name
from okrsheet.books.book import (
    AppendRows,
    BookError,
    ColumnLook,
    Content,
    Formula,
    SetCells,
    SetColumn,
    Value,
)
from okrsheet.books.cellxml import same, stored
from okrsheet.books.formula import shifted
from okrsheet.books.live.cells import given
from okrsheet.books.live.inverse import Cell
from okrsheet.books.live.read import Held, LiveTable, is_formula
from okrsheet.books.live.step import Place


@dataclass(frozen=True, slots=True)
class WholeColumn:
    """What all data rows of a column are to hold; with `fills` one formula for all of them.

    A whole one is written whole where anything of it changes, others from there to the last change.
    """

    cells: tuple[Cell, ...]
    fills: bool = False
    is_whole: bool = False

    @property
    def written(self) -> tuple[bool, bool]:
        """How it is written."""
        return self.fills, self.is_whole


class TableChanges:
    """A table with changes laid over it. Rows are 0-based data rows, columns 0-based places.

    `height` is how many data rows it has with its changes; `entered` what single cells are to
    hold, `emptied` those of them that are to hold nothing, `columns` whole columns.
    """

    def __init__(
        self,
        held: LiveTable,
        neighbours: Sequence[LiveTable],
        area: Callable[[Area], Held],
        book: str,
        date1904: bool,
    ) -> None:
        self.held = held
        self.height = self.old_height = held.data.bottom - held.data.top + 1
        self.used = held.table().used
        self.looks: dict[int, ColumnLook] = {}
        self._neighbours = neighbours
        self._area = area
        self._book = book
        self.date1904 = date1904
        self.entered: dict[Place, Value] = {}
        self.emptied: set[Place] = set()
        self.columns: dict[int, WholeColumn] = {}

    def column(self, header: str) -> int:
        """The place of a header. Raises BookError where there is none."""
        place = self.held.column(header)
        if place is None:
            what = f"table {self.held.name} has no column {header}."
            raise BookError(what, self._where(), "Put it back.")
        return place

    def _where(self, row: int | None = None, place: int = 0) -> str:
        data = self.held.data
        cell = "" if row is None else f", cell {cell_name(data.top + row, data.left + place)}"
        return f"{self._book}, sheet {self.held.sheet}{cell}"

    def set_cells(self, edit: SetCells) -> None:
        """Change entered cells. Raises BookError where one no longer holds its old value."""
        for change in edit.changes:
            place = self.column(change.column)
            if not 0 <= change.row < self.height:
                what = f"table {self.held.name} has no row {change.row + 1} any more."
                raise BookError(what, self._where(), "Run the command again.")
            self._check_holds(change.row, place, change.old)
            self.entered[change.row, place] = change.new
            self.emptied.discard((change.row, place))
            if change.new is None:
                self.emptied.add((change.row, place))

    def _check_holds(self, row: int, place: int, old: Value) -> None:
        value = self.entered.get((row, place))
        if (row, place) not in self.entered and row < self.old_height:
            value = self.held.held.values[row][place]
        if not same(stored(value, self.date1904), stored(old, self.date1904)):
            what = f"the cell holds {value!r}, not {old!r}: it was changed meanwhile."
            raise BookError(what, self._where(row, place), "Run the command again.")

    def append_rows(self, edit: AppendRows) -> None:
        """Add rows of entered cells after the last that is used."""
        places = [self.column(header) for header in edit.columns]
        first = self.used
        self.resize(max(self.height, first + len(edit.rows)))
        self.used += len(edit.rows)
        for row, values in enumerate(edit.rows, first):
            for place, value in zip(places, values, strict=True):
                if row < self.old_height and is_formula(self.held.held.cells[row][place]):
                    what = f"a formula stands where a row of {edit.table} is to be added."
                    raise BookError(what, self._where(row, place), "Clear the cell.")
                self.entered[row, place] = value

    def set_column(self, edit: SetColumn) -> None:
        """Fill a computed column; a table without it is left as it is."""
        place, look = self.held.column(edit.column.header), edit.column
        if place is None:
            return
        if len(edit.values) != self.height:
            told = f"{edit.table}[{look.header}]"
            raise ValueError(f"{told} has {self.height} rows, not {len(edit.values)}")
        if look.formula is None:
            self.put_column(look, edit.values, is_whole=False)
            return
        text = str(given(Formula(look.formula, None), self.date1904))
        moves = shifted(text, 1, 0) != text
        cells = tuple(shifted(text, row, 0) if moves else text for row in range(self.height))
        self.columns[place] = WholeColumn(cells, fills=True)
        self.looks[place] = look

    def put_column(self, look: ColumnLook, contents: Sequence[Content], is_whole: bool) -> None:
        """Give all rows of a column of ours their contents."""
        place = self.column(look.header)
        cells = tuple(given(content, self.date1904) for content in contents)
        self.columns[place] = WholeColumn(cells, is_whole=is_whole)
        self.looks[place] = look

    def move_column(self, place: int, cells: Sequence[Cell]) -> None:
        """Give all rows of a user's column the contents that follow their rows."""
        self.columns[place] = WholeColumn(tuple(cells), is_whole=True)

    def lay(self, columns: Iterable[ColumnLook]) -> None:
        """Lay the looks of its columns."""
        for look in columns:
            place = self.held.column(look.header)
            if place is not None:
                self.looks[place] = look

    def resize(self, height: int) -> None:
        """Give the table that many data rows. Raises BookError where something is in the way."""
        data = self.held.data
        if height != self.old_height and self.held.has_totals:
            raise self._obstacle(height, "its totals row stands below it")
        if height > self.height:
            self._refuse_obstacles(replace(data, top=data.bottom + 1, bottom=data.top + height - 1))
        self.height = height

    def _refuse_obstacles(self, added: Area) -> None:
        if added.bottom > LAST_ROW:
            what = f"table {self.held.name} has no room: the sheet ends at row {LAST_ROW}."
            raise BookError(what, self._where(), "Remove rows that nobody needs.")
        for other in self._neighbours:
            if other.area.meets(added):
                raise self._obstacle(self.old_height, f"table {other.name} stands below it")
        held = self._area(added)
        filled = [
            cell_name(added.top + row, added.left + at)
            for row, cells in enumerate(held.cells)
            for at, cell in enumerate(cells)
            if is_formula(cell) or held.values[row][at] is not None
        ]
        if filled:
            more = f" and {len(filled) - 5} more" if len(filled) > 5 else ""
            why = f"something stands below it in {', '.join(filled[:5])}{more}"
            raise self._obstacle(self.old_height, why)

    def _obstacle(self, row: int, why: str) -> BookError:
        what = f"table {self.held.name} needs other rows, but {why}."
        fix = "Move that elsewhere, or insert rows below the table."
        return BookError(what, self._where(min(row, self.old_height)), fix)
