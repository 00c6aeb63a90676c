"""Changes to one table: cells by header and data row, and rows added at its end."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from okrsheet.books.area import LAST_ROW, Area, cell_name
from okrsheet.books.book import BookError, Content, Formula, Value
from okrsheet.books.cellwrite import GONE, KEPT
from okrsheet.books.cellxml import same, stored
from okrsheet.books.draft import SheetDraft
from okrsheet.books.formula import shifted
from okrsheet.books.package import Package
from okrsheet.books.tablepart import TablePart


class TableDraft:
    """A table with changes laid over it. Rows are 0-based data rows.

    `area` and `data` are where it stands with its changes; `formulas` are what the columns that
    are written declare, by header: the formula of all their rows, or None for values.
    """

    def __init__(self, part: TablePart, draft: SheetDraft, package: Package) -> None:
        self.part = part
        self.draft = draft
        self.package = package
        self.area = part.area
        self.data = part.data
        self.formulas: dict[str, str | None] = {}
        self.neighbours: list[TablePart] = []

    @property
    def height(self) -> int:
        """The number of data rows."""
        return self.data.bottom - self.data.top + 1

    def where(self, row: int, column: int) -> str:
        """A cell for an error message: file, sheet and place."""
        return f"{self.package.where}, sheet {self.part.sheet}, cell {cell_name(row, column)}"

    def content(self, row: int, column: int) -> Content:
        """What the cell of a data row and a sheet column holds."""
        return self.draft.content(self.data.top + row, column)

    def put(self, row: int, column: int, content: Content, style: int | None = None) -> None:
        """Plan the cell of a data row and a sheet column."""
        self.draft.put(self.data.top + row, column, content, style)

    @cached_property
    def used(self) -> int:
        """How many data rows there are up to the last one that holds anything of its own.

        As the table was read, and with the rows appended since; see `Table.used`.
        """
        draft, data = self.draft, self.part.data
        formulas = self.part.formulas
        own = {data.left + at for at, formula in enumerate(formulas) if not formula}
        for row in reversed(draft.grid.row_numbers(data.top, data.bottom)):
            for cell in draft.grid.cells(row):
                if cell.column in own and draft.codec.value(cell, draft.grid.patterns) is not None:
                    return row - data.top + 1
        return 0

    def resize(self, height: int) -> None:
        """Give the table that many data rows; the cells of rows taken off are emptied."""
        self.grow(height)
        bottom = self.data.top + height - 1
        if bottom < self.data.bottom and self.part.has_totals:
            raise self._obstacle(self.area.bottom, self.area.left, "its totals row stands below it")
        for row in range(bottom + 1, self.data.bottom + 1):
            for column in range(self.data.left, self.data.right + 1):
                self.draft.put(row, column, GONE)
        self.area = replace(self.area, bottom=bottom)
        self.data = replace(self.data, bottom=bottom)

    def grow(self, height: int) -> None:
        """Make room for that many data rows; new ones look like the row above them.

        Raises BookError, naming the cells, where something stands in the way.
        """
        if height <= self.height:
            return
        added = Area(
            self.area.bottom + 1, self.area.left, self.data.top + height - 1, self.area.right
        )
        self._refuse_obstacles(added)
        last = self.data.bottom
        self.area = replace(self.area, bottom=added.bottom)
        self.data = replace(self.data, bottom=added.bottom)
        for column in range(added.left, added.right + 1):
            style, formula = self.draft.style(last, column), self._users_formula(last, column)
            for row in range(last + 1, added.bottom + 1):
                self.draft.put(row, column, None, style)
                if formula is not None:
                    text = shifted(formula, row - last, 0)
                    self.draft.put(row, column, Formula(text, None))

    def _users_formula(self, row: int, column: int) -> str | None:
        """The formula that Excel itself would fill down from the row, if there is one."""
        if not self.part.formulas[column - self.data.left]:
            return None
        content = self.draft.content(row, column)
        return content.text if isinstance(content, Formula) else None

    def _refuse_obstacles(self, added: Area) -> None:
        name = self.part.name
        if added.bottom > LAST_ROW:
            raise BookError(
                f"table {name} has no room: the sheet ends at row {LAST_ROW}.",
                f"{self.package.where}, sheet {self.part.sheet}",
                "Remove rows that nobody needs.",
            )
        if self.part.has_totals:
            raise self._obstacle(added.top - 1, added.left, "its totals row stands below it")
        for other in self.neighbours:
            if other.area.meets(added):
                raise self._obstacle(
                    other.area.top, other.area.left, f"table {other.name} stands below it"
                )
        filled = [
            (row, column)
            for row in self.draft.grid.row_numbers(added.top, added.bottom)
            for column in range(added.left, added.right + 1)
            if self.draft.content(row, column) is not None
        ]
        if filled:
            cells = ", ".join(cell_name(*place) for place in filled[:5])
            more = f" and {len(filled) - 5} more" if len(filled) > 5 else ""
            raise self._obstacle(*filled[0], f"something stands below it in {cells}{more}")

    def _obstacle(self, row: int, column: int, why: str) -> BookError:
        what = f"table {self.part.name} needs more rows, but {why}."
        fix = "Move that elsewhere, or insert rows below the table."
        return BookError(what, self.where(row, column), fix)

    def check_holds(self, row: int, column: int, old: Value) -> None:
        """Raise BookError unless the cell still holds the value that it was read with."""
        held = self.content(row, column)
        value = held.value if isinstance(held, Formula) else held
        date1904 = self.draft.codec.date1904
        if not same(stored(value, date1904), stored(old, date1904)):
            raise BookError(
                f"the cell holds {value!r}, not {old!r}: it was changed meanwhile.",
                self.where(self.data.top + row, column),
                "Run the command again.",
            )

    def restyle(self, column: int, style: int) -> None:
        """Give all data cells of a sheet column a format and leave what they hold."""
        for row in range(self.data.top, self.data.bottom + 1):
            self.draft.put(row, column, KEPT, style)
