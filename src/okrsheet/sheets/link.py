"""A link to a cell of a table: one that finds its row by what it says and its column by header."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from okrsheet.books.book import Formula, Table
from okrsheet.sheets.place import a1, column_at
from okrsheet.sheets.values import as_text, is_usable_id

HALF_MOMENT = timedelta(microseconds=500) / timedelta(days=1)


def cell_link(table: Table, row: int, header: str, id: str | None) -> Formula | None:
    """The link to the cell of a 0-based data row; None where the table has no such column.

    With an `id`, which has to be the row's own, it survives sorting; without one it is the place
    where the cell stands now. It shows the cell's address.
    """
    at = column_at(table, "ID")
    if not id or at is None:
        return _link(table, row, header, None)
    # Headers as they stand: a formula knows no column by any other spelling.
    name, own = table.name, table.headers[at]
    return _link(
        table, row, header, f'ROW({name}[[#Headers],[{own}]])+MATCH("{id}",{name}[{own}],0)'
    )


def reading_link(table: Table, row: int, header: str) -> Formula | None:
    """The link to a cell of a reading, which is found by its KPI and moment.

    It survives sorting too; of several readings of one moment it leads to the last.
    """
    kpi_at, date_at = column_at(table, "KPI"), column_at(table, "Date")
    if kpi_at is None or date_at is None:
        return _link(table, row, header, None)
    kpi, moment = as_text(table.rows[row][kpi_at]), table.rows[row][date_at]
    if not is_usable_id(kpi) or not isinstance(moment, datetime):
        return _link(table, row, header, None)
    own, date = (f"{table.name}[{table.headers[at]}]" for at in (kpi_at, date_at))
    day = f"DATE({moment.year},{moment.month},{moment.day})"  # in files that count from 1904 too
    share = (moment - datetime.combine(moment, time())) / timedelta(days=1)
    first, last = (f"{day}{share + half:+.10f}" for half in (-HALF_MOMENT, HALF_MOMENT))
    is_it = f'({own}="{kpi}")*({date}>{first})*({date}<{last})'
    return _link(table, row, header, f"SUMPRODUCT(MAX({is_it}*ROW({own})))")


def _link(table: Table, row: int, header: str, found: str | None) -> Formula | None:
    """The link to the row of the sheet that `found` calculates or, without it, where it stands."""
    column = column_at(table, header)
    if column is None:
        return None
    cell = a1(table.row + 1 + row, table.column + column)
    address = f'"{cell}"'
    if found:
        wanted = f"{table.name}[[#Headers],[{table.headers[column]}]]"
        address = f"ADDRESS({found},COLUMN({wanted}),4)"
    sheet = table.sheet.replace("'", "''").replace('"', '""')
    return Formula(f'IFERROR(HYPERLINK("#\'{sheet}\'!"&{address},{address}),"gone")', cell)
