"""The base of the next merge: what a department was sent, with what was settled of it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from okrsheet.books.book import Value
from okrsheet.departments.difference import Key
from okrsheet.departments.entered import ENTERED, Entered, Row
from okrsheet.departments.filed import base_rows
from okrsheet.departments.merged import Advance
from okrsheet.departments.sent import Rows, Sent


def advanced(sent: Sent, advance: Advance) -> Sent:
    """The base after a merge, for the sending of `advance`."""
    tables = dict(sent.tables)
    for name, entered in ENTERED.items():
        rows = _rows(base_rows(sent, entered), entered, advance)
        if rows is not None:
            tables[name] = Rows(entered.headers, rows)
    new = set(advance.blank.values())
    blank = {text: id for text, id in sent.blank.items() if id not in new}
    return replace(
        sent,
        tables=tables,
        given={**sent.given, **advance.given},
        blank={**blank, **advance.blank},
    )


def _rows(base: tuple[Row, ...], entered: Entered, advance: Advance) -> tuple[Row, ...] | None:
    """The rows of a table after the merge; None where nothing of it was settled."""
    table = entered.table
    cells: dict[Key, dict[int, Value]] = {}
    for (name, key, header), value in advance.cells.items():
        if name == table:
            cells.setdefault(key, {})[entered.at[header]] = value
    deleted = {key for name, key in advance.deleted if name == table}
    added = [row for name, row in advance.added if name == table]
    if not (cells or deleted or added):
        return None
    keyed = list(zip(entered.keys(map(entered.fitted, base)), base, strict=True))
    kept = [(key, row) for key, row in keyed if key not in deleted]
    known = {key for key, _ in kept}
    if entered.has_ids:
        new = [(key, row) for key, row in zip(entered.keys(added), added, strict=True)]
        kept += [(key, row) for key, row in new if key not in known]
    else:
        kept += [((), row) for row in added]
    return tuple(_with(row, cells.get(key, {})) for key, row in kept)


def _with(row: Row, cells: Mapping[int, Value]) -> Row:
    return tuple(cells.get(at, value) for at, value in enumerate(row)) if cells else row
