"""Where things stand in a workbook: addresses, and values laid along a table's rows."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheet.books.book import Table, Value


def a1(row: int, column: int) -> str:
    """The address of a 1-based row and column: `a1(7, 28)` is `AB7`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def at_rows(
    table: Table, values: Mapping[int, Value], rows: int | None = None
) -> tuple[Value, ...]:
    """Values by 0-based data row as a whole column of `rows` cells (all the table has)."""
    return tuple(values.get(row) for row in range(rows or len(table.rows)))
