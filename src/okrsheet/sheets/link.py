"""A link to a cell of a table: one that finds its row by ID and its column by header."""

from __future__ import annotations

from okrsheet.books.book import Formula, Table
from okrsheet.sheets.place import a1, column_at


def cell_link(table: Table, row: int, header: str, id: str | None) -> Formula | None:
    """The link to the cell of a 0-based data row; None where the table has no such column.

    With an `id`, which has to be the row's own, it survives sorting; without one it is the place
    where the cell stands now. It shows the cell's address.
    """
    column, id_column = column_at(table, header), column_at(table, "ID")
    if column is None:
        return None
    cell = a1(table.row + 1 + row, table.column + column)
    address = f'"{cell}"'
    if id and id_column is not None:
        # Headers as they stand: a formula knows no column by any other spelling.
        name, own, wanted = table.name, table.headers[id_column], table.headers[column]
        found = f'ROW({name}[[#Headers],[{own}]])+MATCH("{id}",{name}[{own}],0)'
        address = f"ADDRESS({found},COLUMN({name}[[#Headers],[{wanted}]]),4)"
    sheet = table.sheet.replace("'", "''").replace('"', '""')
    return Formula(f'IFERROR(HYPERLINK("#\'{sheet}\'!"&{address},{address}),"gone")', cell)
