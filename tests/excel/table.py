"""Excel tables (ListObjects)."""

from collections.abc import Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.formula.translate import Translator
from openpyxl.worksheet.table import Table as FileTable
from openpyxl.worksheet.table import TableStyleInfo
from xlwings import base_classes as base

from tests.excel import conditions, validation
from tests.excel.area import Area, areas_in
from tests.excel.autofill import name_columns
from tests.excel.com import counted, refused
from tests.excel.grid import PROTECTED
from tests.excel.sheet_api import AutoFilter

if TYPE_CHECKING:
    from tests.excel.range import Range
    from tests.excel.sheet import Sheet


@counted
class Tables(base.Tables):
    """The tables of one sheet."""

    def __init__(self, sheet: "Sheet") -> None:
        self.machine, self.sheet = sheet.machine, sheet

    @property
    def api(self) -> Any:
        return self

    def __call__(self, name_or_index: str | int) -> "Table":
        names = list(self.sheet.ws.tables)
        if isinstance(name_or_index, int):
            return Table(self.sheet, names[name_or_index - 1])
        for name in names:
            if name.lower() == name_or_index.lower():
                return Table(self.sheet, name)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.sheet.ws.tables)

    def __iter__(self) -> Iterator["Table"]:
        return (Table(self.sheet, name) for name in list(self.sheet.ws.tables))

    def __contains__(self, name: str) -> bool:
        return any(held.lower() == name.lower() for held in self.sheet.ws.tables)

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: bool = True,
        destination: Any = None,
        table_style_name: str = "TableStyleMedium2",
        name: str | None = None,
    ) -> "Table":
        area: Area = source.impl.area
        if self.sheet.grid.is_protected:
            raise refused(PROTECTED)
        if not has_headers:
            raise refused("The test engine makes tables with headers only.")
        _check_free(self.sheet, area, None)
        held = self._made(area)
        held.tableStyleInfo = TableStyleInfo(name=table_style_name, showRowStripes=True)
        self.sheet.ws.add_table(held)
        name_columns(self.sheet.grid, _header(area))
        table = Table(self.sheet, held.name)
        if name is not None:
            table.name = name
        return table

    def _made(self, area: Area) -> Any:
        """openpyxl's table, with a number and a name that no other has."""
        workbook = self.sheet.book_impl.workbook
        taken = {table.id for sheet in workbook.worksheets for table in sheet.tables.values()}
        number, ref = max(taken, default=0) + 1, area.address(False, False)
        held: Any = FileTable(id=number, displayName=f"Table{number}", ref=ref)
        held._initialise_columns()
        return held


@counted
class Table:
    """A table, known by its name."""

    def __init__(self, sheet: "Sheet", key: str) -> None:
        self.machine, self.sheet, self.key = sheet.machine, sheet, key

    @property
    def held(self) -> FileTable:
        """openpyxl's table."""
        return self.sheet.ws.tables[self.key]

    @property
    def area(self) -> Area:
        """All its cells, header and totals included."""
        return areas_in(self.held.ref)[0]

    @property
    def api(self) -> "TableApi":
        return TableApi(self)

    @property
    def columns(self) -> "TableColumns":
        return TableColumns(self)

    @property
    def parent(self) -> "Sheet":
        return self.sheet

    @property
    def name(self) -> str:
        return self.key

    @name.setter
    def name(self, value: str) -> None:
        sheets = self.sheet.book_impl.workbook.worksheets
        taken = {name.lower() for sheet in sheets for name in sheet.tables} - {self.key.lower()}
        if value.lower() in taken:
            raise refused(f"The name {value!r} is taken.")
        held = self.sheet.ws.tables.pop(self.key)
        held.name = held.displayName = self.key = value
        self.sheet.ws.tables[value] = held

    @property
    def display_name(self) -> str:
        return self.key

    @property
    def range(self) -> "Range":
        return self.sheet.over((self.area,))

    @property
    def header_row_range(self) -> "Range | None":
        return self.sheet.over((_header(self.area),)) if self.show_headers else None

    @property
    def totals_row_range(self) -> "Range | None":
        last = self.area._replace(row=self.area.last_row, rows=1)
        return self.sheet.over((last,)) if self.show_totals else None

    @property
    def data_body_range(self) -> "Range | None":
        area = self._body(self.area)
        return None if self.held.insertRow or not area.rows else self.sheet.over((area,))

    def _body(self, area: Area) -> Area:
        above, below = int(self.show_headers), int(self.show_totals)
        return area._replace(row=area.row + above, rows=area.rows - above - below)

    @property
    def show_headers(self) -> bool:
        return self.held.headerRowCount != 0

    @property
    def show_totals(self) -> bool:
        return bool(self.held.totalsRowCount)

    @property
    def show_autofilter(self) -> bool:
        return self.held.autoFilter is not None

    @property
    def table_style(self) -> Any:
        return self.held.tableStyleInfo and self.held.tableStyleInfo.name

    @table_style.setter
    def table_style(self, value: str) -> None:
        self.held.tableStyleInfo = TableStyleInfo(name=value, showRowStripes=True)

    def resize(self, range: Any) -> None:
        """Shift nothing; new rows get formats and calculated columns of the row above."""
        old, new = self.area, range.impl.area
        if self.sheet.grid.is_protected:
            raise refused(PROTECTED)
        if new.row != old.row or not new.meets(old) or new.rows < 1 + int(self.show_headers):
            raise refused("The header of a resized table stays in its row, with data below it.")
        if (new.column, new.columns) != (old.column, old.columns):
            raise refused("The test engine resizes tables by rows only.")
        if self.show_totals:
            raise refused("The test engine resizes no table with a totals row.")
        _check_free(self.sheet, new, self.key)
        self.held.ref = new.address(False, False)
        self.held.insertRow = None
        if self.held.autoFilter is not None:
            self.held.autoFilter.ref = self.held.ref
        if new.rows > old.rows:
            self._continue(old, new)

    def _continue(self, old: Area, new: Area) -> None:
        """Lay on the new rows what the rows above have."""
        conditions.grow(self.sheet.ws, self._body(old), new.last_row)
        validation.grow(self.sheet.ws, self._body(old), new.last_row)
        cells, sheet = self.sheet.grid.cells, self.sheet.ws
        rows = [row for row, _ in Area(old.last_row + 1, 1, new.rows - old.rows).cells()]
        for at, column in enumerate(self.held.tableColumns):
            above = (old.last_row, old.column + at)
            model = cells.get(above)
            if model is None:
                continue
            fills = column.calculatedColumnFormula is not None and model.data_type == "f"
            moving = Translator(model.value, origin="A1") if fills else None
            for row in rows:
                cell = sheet.cell(row, above[1])
                cell._style = copy(model._style)
                if moving and cell.value is None:
                    cell.value = moving.translate_formula(row_delta=row - old.last_row)


@counted
class TableApi:
    """What the ListObject of COM has beside xlwings' own names."""

    def __init__(self, table: Table) -> None:
        self.machine, self.table = table.machine, table

    @property
    def AutoFilter(self) -> AutoFilter | None:
        held = self.table.held.autoFilter
        return None if held is None else AutoFilter(self.table.sheet, held)


@counted
class TableColumns(base.TableColumns):
    """The columns of a table."""

    def __init__(self, table: Table) -> None:
        self.machine, self.table = table.machine, table

    def __len__(self) -> int:
        return len(self.table.held.tableColumns)

    def __iter__(self) -> Iterator["TableColumn"]:
        return (TableColumn(self.table, at) for at in range(len(self.table.held.tableColumns)))


@counted
class TableColumn(base.TableColumn):
    """A column of a table, the `at`-th from 0."""

    def __init__(self, table: Table, at: int) -> None:
        self.machine, self.table, self.at = table.machine, table, at

    @property
    def name(self) -> str:
        return str(self.table.held.tableColumns[self.at].name)


def _header(area: Area) -> Area:
    return area._replace(rows=1)


def _check_free(sheet: "Sheet", area: Area, key: str | None) -> None:
    """Excel's error where another table or merged cells stand in the way."""
    others = (table.ref for table in sheet.ws.tables.values() if table.name != key)
    merged = (str(merged) for merged in sheet.ws.merged_cells.ranges)
    if any(areas_in(ref)[0].meets(area) for ref in (*others, *merged)):
        raise refused("A table can't overlap another table or merged cells.")
