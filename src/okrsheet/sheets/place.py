"""Where things stand in a workbook: addresses, columns by header, values along a table's rows."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheet.books.book import Table, Value


def a1(row: int, column: int) -> str:
    """The address of a 1-based row and column: `a1(7, 28)` is `AB7`."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """The letters of a 1-based column: `letters(28)` is `AB`."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def column_at(table: Table, header: str) -> int | None:
    """The 0-based place of a header, without regard to case and outer spaces; None if missing.

    Of two that read alike the first.
    """
    wanted = header.casefold()
    places = (at for at, own in enumerate(table.headers) if own.strip().casefold() == wanted)
    return next(places, None)


def at_rows(table: Table, values: Mapping[int, Value]) -> tuple[Value, ...]:
    """Values by 0-based data row as a whole column of the table."""
    return tuple(values.get(row) for row in range(len(table.rows)))
