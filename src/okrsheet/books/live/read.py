"""From an open workbook to a snapshot: two bulk reads a table, its values and its formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from okrsheet.books.area import Area
from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.books.formula import shifted
from okrsheet.books.live.cells import normal, told
from okrsheet.books.live.excel import Dialect
from okrsheet.books.live.inverse import Cell, Matrix

if TYPE_CHECKING:
    import xlwings as xw

# Names that Excel keeps itself; what a sheet prints and filters is nothing that anybody reads here.
_BUILT_IN = ("Print_Area", "Print_Titles", "_FilterDatabase", "Criteria", "Extract")


@dataclass(frozen=True, slots=True)
class Held:
    """What a rectangle holds: values as the port has them, and cells as Excel takes them."""

    values: tuple[tuple[Value, ...], ...]
    cells: Matrix


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A table as Excel tells it. `data` are its data rows, `held` what they hold.

    `top` is the row that it begins with: its header, or its first row where that is hidden.
    """

    name: str
    sheet: str
    top: int
    data: Area
    headers: tuple[str, ...]
    held: Held
    has_totals: bool

    @property
    def area(self) -> Area:
        """All its cells, header and totals too."""
        bottom = self.data.bottom + self.has_totals
        return Area(self.top, self.data.left, bottom, self.data.right)

    def column(self, header: str) -> int | None:
        """The 0-based place of a header, without regard to case; None if missing."""
        wanted = header.casefold()
        places = (at for at, own in enumerate(self.headers) if own.casefold() == wanted)
        return next(places, None)

    def table(self) -> Table:
        """The table as the port has it."""
        columns = dict(zip(self.headers, zip(*self.held.cells, strict=True), strict=True))
        formulas = {
            header: frozenset(at for at, cell in enumerate(cells) if is_formula(cell))
            for header, cells in columns.items()
            if _is_calculated(cells)
        }
        row, column = self.data.top - 1, self.data.left
        return Table(self.name, self.sheet, row, column, self.headers, self.held.values, formulas)


class LiveReader:
    """Reads cells and tables of one open workbook."""

    def __init__(self, book: xw.Book, dialect: Dialect) -> None:
        self.book = book
        self.dialect = dialect
        self.date1904 = dialect.counts_from_1904(book)

    def snapshot(self) -> Snapshot:
        """All tables, sheets and names of the workbook."""
        tables = tuple(table.table() for table in self.tables())
        sheets = tuple(sheet.name for sheet in self.book.sheets)
        return Snapshot(self.book.name, tables, sheets, self._names())

    def tables(self) -> Iterator[LiveTable]:
        """All tables, sheet by sheet."""
        for sheet in self.book.sheets:
            for table in sheet.tables:
                yield self._table(sheet.name, table)

    def _table(self, sheet: str, table: xw.main.Table) -> LiveTable:
        whole = table.range
        rows, columns = whole.shape
        held, above = self.held(whole), int(table.show_headers)
        has_totals = table.show_totals
        top, left, last = whole.row, whole.column, rows - has_totals
        data = Area(top + above, left, top + last - 1, left + columns - 1)
        headers: Sequence[Any] = held.values[0]
        if not above:
            headers = [column.name for column in table.columns]
        own = Held(held.values[above:last], held.cells[above:last])
        return LiveTable(table.name, sheet, top, data, tuple(map(str, headers)), own, has_totals)

    def held(self, cells: xw.Range) -> Held:
        """What a range holds: one bulk read of its values, one of its formulas."""
        values = self.dialect.values(cells)
        formulas = _rows(cells.formula) if self.dialect.reads_formulas else values
        pairs = [list(zip(*rows, strict=True)) for rows in zip(values, formulas, strict=True)]
        return Held(
            tuple(tuple(normal(*pair) for pair in row) for row in pairs),
            tuple(tuple(told(*pair, self.date1904) for pair in row) for row in pairs),
        )

    def area(self, sheet: str, area: Area) -> Held:
        """What a rectangle of a sheet holds."""
        return self.held(self.book.sheets[sheet].range(area.name))

    def _names(self) -> Mapping[str, str]:
        found = ((name.name, name.refers_to or "") for name in self.book.names)
        return {
            name: text.removeprefix("=")
            for name, text in found
            if name.rpartition("!")[2].removeprefix("_xlnm.") not in _BUILT_IN
        }


def is_formula(cell: Cell) -> bool:
    """Whether a cell, as Excel takes it, is a formula."""
    return isinstance(cell, str) and cell.startswith("=")


def _is_calculated(cells: Sequence[Cell]) -> bool:
    """Whether a column is calculated: most of its formulas say the same, each in its row."""
    formulas = [(at, str(cell)) for at, cell in enumerate(cells) if is_formula(cell)]
    if not formulas:
        return False
    texts = Counter(text for _, text in formulas)
    if max(texts.values()) * 2 <= len(formulas):
        texts = Counter(shifted(text, -at, 0) for at, text in formulas)
    return max(texts.values()) * 2 > len(formulas)


def _rows(formulas: Any) -> Sequence[Sequence[object]]:
    """Formulas as rows: one cell comes bare, and on a Mac one row as a flat list."""
    if not isinstance(formulas, list | tuple):
        return [[formulas]]
    return formulas if isinstance(formulas[0], list | tuple) else [formulas]
