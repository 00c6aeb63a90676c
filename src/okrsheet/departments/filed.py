"""One table of a department's file as it came back, read under the columns of the layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from okrsheet.books.book import Below, CellError, Snapshot, Table, Value
from okrsheet.departments.entered import Entered, Row
from okrsheet.departments.sent import Rows, Sent


@dataclass(frozen=True)
class Filed:
    """The rows of a table that hold something, as they stand; None where a column is missing.

    `lacking` are the entered columns that the table does not have. `added` counts the filled cells
    of each column that is not okrsheet's. `below` is what was typed under the table, on `sheet`.
    """

    entered: Entered
    rows: tuple[Row, ...]
    lacking: frozenset[str]
    added: Mapping[str, int]
    sheet: str = ""
    below: Below | None = None

    def says(self, base: Sequence[Row]) -> bool:
        """Whether it is the base, cell for cell and row for row."""
        return not self.lacking and self.rows == base and not has_bool(self.rows, base)


def filed(snapshot: Snapshot, entered: Entered) -> Filed | None:
    """A table of the file; None where it is missing."""
    table = snapshot.table(entered.table)
    if table is None:
        return None
    places = entered.places(table)
    lacking = frozenset(
        header for header, at in zip(entered.headers, places, strict=True) if at is None
    )
    blank = (None,) * len(places)
    rows = tuple(row for row in picked(table.rows, places) if row != blank)
    added = dict(_added(table, entered))
    return Filed(entered, rows, lacking, added, table.sheet, table.below)


def base_rows(sent: Sent, entered: Entered) -> tuple[Row, ...]:
    """The rows of a table in the base, under the columns of the layout."""
    base = sent.tables.get(entered.table, Rows(entered.headers, ()))
    if base.headers == entered.headers:
        return base.rows
    at = {header: place for place, header in enumerate(base.headers)}
    return tuple(picked(base.rows, tuple(at.get(header) for header in entered.headers)))


def is_error(value: Value) -> bool:
    """Whether a cell holds an Excel error value."""
    return isinstance(value, CellError)


def picked(rows: Sequence[Row], places: Sequence[int | None]) -> Iterator[Row]:
    """The cells at those places, row by row."""
    if None not in places and tuple(places) == tuple(range(len(places))):
        width = len(places)
        yield from (row[:width] for row in rows)
    else:
        for row in rows:
            yield tuple(None if at is None else row[at] for at in places)


def has_bool(*tables: Sequence[Row]) -> bool:
    """Whether a cell is TRUE or FALSE: these are equal to 1 and 0, and yet not the same."""
    return any(bool in set(map(type, chain.from_iterable(rows))) for rows in tables)


def _added(table: Table, entered: Entered) -> Iterator[tuple[str, int]]:
    known = {column.header.casefold() for column in entered.layout.columns}
    for at, header in enumerate(table.headers):
        if header.strip().casefold() not in known:
            filled = sum(row[at] is not None for row in table.rows)
            if filled:
                yield header, filled
