"""What Excel does of its own accord when something is put into a table.

A header is the name of its column: a text, and one that no other column has.

A column that was blank, or calculated, becomes a calculated one: all its rows get the first
formula that was put there, also where a matrix had others. Seen over COM and reported to xlwings
(issues 2113 and 2383); `Application.AutoCorrect.AutoFillFormulasInLists = False` keeps it from it.
"""

from collections.abc import Iterator
from itertools import chain, count
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.formula.translate import Translator
from openpyxl.worksheet.table import TableFormula

from tests.excel.area import Area, areas_in

if TYPE_CHECKING:
    from tests.excel.grid import Grid, Place


class OpenColumn(NamedTuple):
    """A column of a table that a formula would make a calculated one."""

    held: Any
    places: "list[Place]"


def open_columns(grid: "Grid", area: Area) -> list[OpenColumn]:
    """The columns with data cells in an area that are blank or calculated before it is written."""
    return [
        column
        for column in _columns(grid, area)
        if column.held.calculatedColumnFormula is not None
        or all(grid.formula(place) == "" for place in column.places)
    ]


def _columns(grid: "Grid", area: Area) -> Iterator[OpenColumn]:
    for table in grid.sheet.tables.values():
        whole = areas_in(table.ref)[0]
        above, below = int(table.headerRowCount != 0), int(table.totalsRowCount or 0)
        data = whole._replace(row=whole.row + above, rows=whole.rows - above - below)
        for at, held in enumerate(table.tableColumns) if data.meets(area) else ():
            column = data._replace(column=data.column + at, columns=1)
            if column.meets(area):
                yield OpenColumn(held, list(column.cells()))


def calculate(grid: "Grid", column: OpenColumn) -> None:
    """Give all rows the first formula that was put into the column, if any was."""
    formulas = [place for place in column.places if _is_formula(grid, place)]
    if not formulas:
        return
    row, first = formulas[0][0], grid.cells[formulas[0]].value
    moving = Translator(first, origin="A1")
    for place in column.places:
        cell = grid.cells.get(place) or grid.sheet.cell(*place)
        cell.value = moving.translate_formula(row_delta=place[0] - row)
        grid.calculated.pop(place, None)
    column.held.calculatedColumnFormula = TableFormula(attr_text=first.removeprefix("="))


def name_columns(grid: "Grid", area: Area) -> None:
    """Name the columns whose headers stand in an area after them; blank and taken ones anew."""
    for table in grid.sheet.tables.values():
        header = areas_in(table.ref)[0]._replace(rows=1)
        if table.headerRowCount == 0 or not header.meets(area):
            continue
        taken: set[str] = set()
        for column, place in zip(table.tableColumns, header.cells(), strict=True):
            column.name = _free_name(grid.formula(place), taken)
            taken.add(column.name.lower())
            cell = grid.sheet.cell(*place)
            cell.value, cell.data_type = column.name, "s"


def _free_name(text: str, taken: set[str]) -> str:
    """A header as it stands, or with a number where it is blank or taken."""
    numbered = (f"{text or 'Column'}{number}" for number in count(2 if text else 1))
    names = chain([text] if text else [], numbered)
    return next(name for name in names if name.lower() not in taken)


def _is_formula(grid: "Grid", place: "Place") -> bool:
    cell = grid.cells.get(place)
    return cell is not None and cell.data_type == "f" and isinstance(cell.value, str)
