"""What a person does to a table in LibreOffice. Run by LibreOffice's Python, not by ours.

An edit is a list: what is done, the table's name, and
["type", table, row, header, value]    a value (null: none) into a cell
["sort", table, header, ascending]     all rows by a column
["delete", table, row]                 a row
["insert", table, row]                 a blank row before that one, with its formulas as in Excel
["filter", table, header, text]        only rows with that text are shown
Rows are data rows and count from 0.
"""

from typing import Any

import uno

ENTERED = 1 | 2 | 4  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING


def carry_out(document: Any, edit: list[Any]) -> None:
    """Do one edit. Raises LookupError for a header that is not there."""
    what, name, *rest = edit
    database = document.DatabaseRanges.getByName(name)
    area = database.DataArea
    sheet = document.Sheets.getByIndex(area.Sheet)
    match what:
        case "type":
            row, header, value = rest
            put(
                sheet.getCellByPosition(column(sheet, area, header), area.StartRow + 1 + row), value
            )
        case "sort":
            sort(sheet, area, column(sheet, area, rest[0]), rest[1])
        case "delete":
            sheet.Rows.removeByIndex(area.StartRow + 1 + rest[0], 1)
        case "insert":
            insert(sheet, area, area.StartRow + 1 + rest[0])
        case "filter":
            show_only(database, column(sheet, area, rest[0]) - area.StartColumn, rest[1])


def column(sheet: Any, area: Any, header: str) -> int:
    """The 0-based column of the sheet under a header."""
    for at in range(area.StartColumn, area.EndColumn + 1):
        if sheet.getCellByPosition(at, area.StartRow).String == header:
            return at
    raise LookupError(header)


def put(cell: Any, value: Any) -> None:
    """A number, a text or (None) nothing into a cell."""
    if value is None:
        cell.clearContents(ENTERED)
    elif isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def sort(sheet: Any, area: Any, by: int, ascending: bool) -> None:
    """All data rows, formulas too, by a column."""
    rows = data(sheet, area)
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = by - area.StartColumn, ascending
    order = list(rows.createSortDescriptor())
    for entry in order:
        if entry.Name == "SortFields":
            kind = "[]com.sun.star.table.TableSortField"
            entry.Value = uno.Any(kind, (field,))
        elif entry.Name == "ContainsHeader":
            entry.Value = False
    uno.invoke(rows, "sort", (tuple(order),))


def data(sheet: Any, area: Any) -> Any:
    """The rows below the headers."""
    return sheet.getCellRangeByPosition(
        area.StartColumn, area.StartRow + 1, area.EndColumn, area.EndRow
    )


def insert(sheet: Any, area: Any, row: int) -> None:
    """A row of the sheet before `row`, with the formulas of the one that was there."""
    sheet.Rows.insertByIndex(row, 1)
    for at in range(area.StartColumn, area.EndColumn + 1):
        model = sheet.getCellByPosition(at, row + 1)
        if model.Formula.startswith("="):
            here = sheet.getCellByPosition(at, row)
            sheet.copyRange(here.CellAddress, model.RangeAddress)


def show_only(database: Any, field: int, text: str) -> None:
    """Hide the rows whose cell in that column (from 0) is another."""
    wanted = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    wanted.Field, wanted.IsNumeric, wanted.StringValue = field, False, text
    wanted.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    database.FilterDescriptor.setFilterFields((wanted,))
    database.refresh()
