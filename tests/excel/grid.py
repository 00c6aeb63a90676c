"""The cells of a sheet as Excel gives and takes them over COM.

Numbers come as floats, dates as times of UTC (pywin32's), money as Decimal, errors as numbers;
blank cells as None; a formula's value is the one that was last calculated. Dates are kept as
serial numbers: what a number shows as is its format's affair.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel, to_excel
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from tests.excel.area import Area, areas_in
from tests.excel.autofill import calculate, name_columns, open_columns
from tests.excel.com import refused
from tests.excel.references import check_references
from tests.excel.spelling import filed, told
from tests.excel.typed import BLANK, Entry, typed

ERROR_NUMBERS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
LONGEST_IN_MATRIX = 8203  # characters; a text alone may have 32,767
PROTECTED = "The cell or chart you're trying to change is on a protected sheet."

Place = tuple[int, int]
Calculated = Mapping[Place, Any]


class Grid:
    """The cells of one sheet; `calculated` holds the last value of each formula cell.

    `fills_columns` says whether a formula put into a table's column fills it (see autofill).
    """

    def __init__(
        self, sheet: Any, calculated: Calculated, fills_columns: Callable[[], bool]
    ) -> None:
        self.sheet = sheet
        self.fills_columns = fills_columns
        self.calculated = dict(calculated)
        self.epoch = sheet.parent.epoch
        self.open_to_code = False  # protected for the user only
        self.arrays = [
            areas_in(cell.value.ref)[0]
            for cell in self.cells.values()
            if isinstance(cell.value, ArrayFormula | DataTableFormula)
        ]

    @property
    def cells(self) -> dict[Place, Any]:
        """The cells that there are, by row and column."""
        held: dict[Place, Any] = self.sheet._cells
        return held

    def value(self, place: Place) -> Any:
        """What Range.Value gives for a cell."""
        value = self.value2(place)
        is_number = isinstance(value, float)
        return self._shown(value, self.cells[place].number_format) if is_number else value

    def value2(self, place: Place) -> Any:
        """The same with dates and money as plain numbers."""
        cell = self.cells.get(place)
        if cell is None:
            return None
        content = self.calculated.get(place) if cell.data_type == "f" else cell.value
        if isinstance(content, str):
            is_error = content in ERROR_NUMBERS and cell.data_type in "ef"
            return ERROR_NUMBERS[content] if is_error else content
        if content is None or isinstance(content, bool):
            return content
        return self.serial(content)

    def _shown(self, serial: float, number_format: str) -> float | datetime | Decimal:
        if is_date(number_format) and 0 <= serial < 2_958_466:
            moment = from_excel(serial, self.epoch)
            if isinstance(moment, time):
                moment = datetime.combine(date(1899, 12, 30), moment)
            return moment.replace(tzinfo=UTC)
        if is_money(number_format):
            return Decimal(str(round(serial, 4)))
        return serial

    def serial(self, content: float | datetime | date | time | timedelta) -> float:
        """A number, or a moment as its serial number."""
        if isinstance(content, int | float | Decimal):
            return float(content)
        return float(to_excel(content, self.epoch))

    def formula(self, place: Place) -> str:
        """What Range.Formula gives for a cell: a constant as text, with 15 digits at most."""
        cell = self.cells.get(place)
        if cell is None or cell.value is None:
            return ""
        content = cell.value
        if isinstance(content, ArrayFormula):
            return self._told(str(content.text), place)
        if isinstance(content, DataTableFormula):
            return f"=TABLE({content.r1 or ''},{content.r2 or ''})"
        if isinstance(content, str):
            return self._told(content, place) if cell.data_type == "f" else content
        if isinstance(content, bool):
            return str(content).upper()
        return f"{self.serial(content):.15g}".replace("e", "E")

    def _told(self, formula: str, place: Place) -> str:
        return told(formula, self.table_at(place) if "[#This Row]" in formula else None)

    def table_at(self, place: Place) -> str | None:
        """The name of the table that a cell stands in."""
        here = Area(*place)
        tables = self.sheet.tables.values()
        return next((table.name for table in tables if areas_in(table.ref)[0].holds(here)), None)

    def enter(self, area: Area, content: Any) -> None:
        """Put one content into all cells, or a matrix into as many; a formula moves along."""
        if isinstance(content, tuple | list):
            rows = [[self._entry(item, True) for item in row] for row in _matrix(content, area)]
            entries: Iterable[Entry] = chain.from_iterable(rows)
        else:
            entries = self._filled(area, self._entry(content, False))
        self.check_writable(area)
        self._check_seen(area)
        columns = open_columns(self, area) if self.fills_columns() else []
        for place, entry in zip(area.cells(), entries, strict=True):
            self._put(place, entry)
        for column in columns:
            calculate(self, column)
        name_columns(self, area)

    def _filled(self, area: Area, entry: Entry) -> Iterator[Entry]:
        """One content for each cell; a formula as seen from there."""
        moving = Translator(entry.value, origin="A1") if entry.kind == "f" else None
        for row, column in area.cells():
            if moving is None:
                yield entry
            else:
                moved = _moved(moving, row - area.row, column - area.column)
                yield entry._replace(value=moved)

    def _entry(self, content: Any, in_matrix: bool) -> Entry:
        """What a cell is to hold; as pywin32, no dates without a time and no other objects."""
        match content:
            case None:
                return BLANK
            case bool():
                return Entry(content, "b", raw=str(content).upper())
            case int() | float() | Decimal():
                return Entry(float(content), "n", raw=f"{content:.15g}")
            case datetime():
                moment = content.replace(tzinfo=None)
                shown = "m/d/yyyy h:mm" if moment.time() != time() else "m/d/yyyy"
                return Entry(self.serial(moment), "n", shown, raw=f"{moment:%m/%d/%Y}")
            case str() if len(content) > (LONGEST_IN_MATRIX if in_matrix else 32_767):
                raise refused(f"A text of {len(content)} characters.")
            case str():
                entry = typed(content)
                if entry.kind == "f":
                    check_references(str(entry.value), self.sheet.parent)
                return entry
        raise TypeError(f"{type(content)} can not be converted to a COM VARIANT")

    def _put(self, place: Place, entry: Entry) -> None:
        cell = self.cells.get(place)
        if entry is BLANK and cell is None:
            return
        cell = cell or self.sheet.cell(*place)
        if isinstance(cell, MergedCell):
            return
        if cell.number_format == "@" and entry.kind != "s" and entry is not BLANK:
            entry = Entry(entry.raw, "s")
        value = entry.value
        if entry.kind == "f":
            value = filed(str(value), self.table_at(place) if "[@" in str(value) else None)
        cell.value = value
        cell.data_type = entry.kind
        if cell.quotePrefix != entry.quoted:
            cell.quotePrefix = entry.quoted
        if entry.number_format and cell.number_format == "General":
            cell.number_format = entry.number_format
        self.calculated.pop(place, None)

    def clear_contents(self, area: Area) -> None:
        """Empty the cells; their formats stay."""
        self.check_writable(area)
        for place in self.standing(area):
            self._put(place, BLANK)

    def clear(self, area: Area) -> None:
        """Take the cells away, formats and all."""
        self.check_writable(area)
        for place in self.standing(area):
            self.cells.pop(place)
            self.calculated.pop(place, None)

    def standing(self, area: Area) -> list[Place]:
        """The places in an area at which there are cells."""
        if area.rows * area.columns < len(self.cells):
            return [place for place in area.cells() if place in self.cells]
        return [place for place in self.cells if area.holds(Area(*place))]

    def check_writable(self, area: Area) -> None:
        """Excel's error where a cell is locked or a part of an array formula."""
        if any(array.meets(area) and not area.holds(array) for array in self.arrays):
            raise refused("You can't change part of an array.")
        if self.is_protected and any(self._is_locked(place) for place in area.cells()):
            raise refused(PROTECTED)
        self.arrays = [array for array in self.arrays if not array.meets(area)]

    def _check_seen(self, area: Area) -> None:
        """Refuse rows that a filter hides: Excel would put a matrix beside its place (xlwings 679).

        Rows that were hidden by hand are written.
        """
        tables = (table.autoFilter for table in self.sheet.tables.values() if table.autoFilter)
        filters = [held for held in (self.sheet.auto_filter, *tables) if held.filterColumn]
        if not any(areas_in(held.ref)[0].meets(area) for held in filters):
            return
        hidden = (row for row, held in self.sheet.row_dimensions.items() if held.hidden)
        if any(area.row <= row <= area.last_row for row in hidden):
            raise refused("The test engine writes no rows that a filter hides.")

    @property
    def is_protected(self) -> bool:
        """True where protection keeps code from writing."""
        return bool(self.sheet.protection.sheet) and not self.open_to_code

    def _is_locked(self, place: Place) -> bool:
        cell = self.cells.get(place)
        return cell is None or bool(cell.protection.locked)


def _matrix(content: Sequence[Any], area: Area) -> Sequence[Sequence[Any]]:
    """Rows of the area's own shape; Excel would repeat what lacks or write #N/A."""
    rows = content if content and isinstance(content[0], tuple | list) else [content]
    if len(rows) != area.rows or any(len(row) != area.columns for row in rows):
        raise refused(f"A matrix of another shape than {area.rows} by {area.columns} cells.")
    return rows


def _moved(formula: Translator, rows: int, columns: int) -> str:
    try:
        return str(formula.translate_formula(row_delta=rows, col_delta=columns))
    except TranslatorError:
        return "=#REF!"


@cache
def is_date(number_format: str) -> bool:
    """True for formats that show dates or times."""
    return bool(is_date_format(number_format))


@cache
def is_money(number_format: str) -> bool:
    """True for formats whose values Excel gives as money."""
    return "$" in number_format.split(";")[0].replace("[$-", "")
