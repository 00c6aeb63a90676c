"""What can be mended in an entered cell because it is certain; all else is left to people.

A text is a certain number or date where every way to read it gives the same one: `12,5` does,
`1,234` (a thousand here, one and a quarter there) and `03/04/2026` do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from okrsheet.books.book import CellChange, Edit, SetCells, Snapshot, Table, Value
from okrsheet.sheets.change import Change
from okrsheet.sheets.column import Column, Kind, TableLayout
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.place import a1, column_at
from okrsheet.sheets.settings import SETTING_KINDS, SETTINGS
from okrsheet.sheets.values import as_text, stored_as_text

MANY_SPACES = re.compile(r"[ \u00a0\u202f]{2,}")
THIN_SPACES = re.compile(r"[\u00a0\u202f]")
POINT_NUMBER = re.compile(r"[+-]?(\d+|[1-9]\d{0,2}([, ]\d{3})+)?(\.\d+)?(e[+-]?\d+)?", re.I)
COMMA_NUMBER = re.compile(r"[+-]?(\d+|[1-9]\d{0,2}([. ]\d{3})+)?(,\d+)?(e[+-]?\d+)?", re.I)
DAYS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"),
    *("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y"),
    *("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y"),
    *("%d %b %Y", "%d %B %Y", "%d. %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%B %d %Y"),
)


@dataclass(frozen=True)
class Mended:
    """The edits that mend a workbook's entered cells, and the same told line by line."""

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]


def mend(snapshot: Snapshot) -> Mended:
    """What can be mended for certain: spaces, letter case of choices, numbers, dates as text."""
    edits: list[Edit] = []
    changes: list[Change] = []
    for layout in TABLES:
        table = snapshot.table(layout.name)
        if table is not None:
            cells = tuple(_mended_cells(layout, table))
            if cells:
                edits.append(SetCells(table.name, cells))
                changes += (_told(layout, table, cell) for cell in cells)
    return Mended(tuple(edits), tuple(changes))


def mended(value: Value, column: Column) -> Value:
    """The value as it was certainly meant, in the type of its column; else as it stands."""
    if not isinstance(value, str) or not value.strip():
        return value
    if stored_as_text(value, column.kind):
        meant = _days(value.strip()) if column.kind is Kind.DATE else _numbers(value.strip())
        return meant.pop() if len(meant) == 1 else value
    text = value.strip()
    if column.kind is Kind.TEXT:
        return MANY_SPACES.sub(" ", text)
    if column.kind is Kind.CHOICE:
        alike = (word for word in column.choices if word.casefold() == text.casefold())
        return next(alike, value)
    return text if column.kind in (Kind.ID, Kind.REFERENCE) else value


def _mended_cells(layout: TableLayout, table: Table) -> Iterator[CellChange]:
    places = {column: column_at(table, column.header) for column in layout.entered}
    key = column_at(table, "Setting" if layout is SETTINGS else "ID")
    for number, cells in enumerate(table.rows):
        id = as_text(cells[key]).strip() if key is not None else ""
        for column, at in places.items():
            if at is None:
                continue
            new = mended(cells[at], _meant_column(layout, column, id))
            if new != cells[at]:
                yield CellChange(number, id or None, table.headers[at], cells[at], new)


def _meant_column(layout: TableLayout, column: Column, id: str) -> Column:
    """The column itself; for the Value of a setting what that setting holds."""
    is_value = layout is SETTINGS and column.header == "Value"
    return SETTING_KINDS.get(id.casefold(), column) if is_value else column


def _numbers(text: str) -> set[Value]:
    """What the text may mean as a number, written with a decimal point or a decimal comma."""
    share = 0.01 if text.endswith("%") else 1.0
    digits = THIN_SPACES.sub(" ", text.rstrip("%").rstrip())
    found: set[Value] = set()
    if POINT_NUMBER.fullmatch(digits):
        found.add(float(re.sub("[, ]", "", digits)) * share)
    if COMMA_NUMBER.fullmatch(digits):
        found.add(float(re.sub("[. ]", "", digits).replace(",", ".")) * share)
    return found


def _days(text: str) -> set[Value]:
    """What the text may mean as a date, written in any of the usual ways."""
    found: set[Value] = set()
    for form in DAYS:
        try:
            found.add(datetime.strptime(text, form))
        except ValueError:
            continue
    return found


def _told(layout: TableLayout, table: Table, cell: CellChange) -> Change:
    at = table.headers.index(cell.column)
    place = f"{table.sheet} {a1(table.row + 1 + cell.row, table.column + at)}"
    old, new = as_text(cell.old), as_text(cell.new)
    how = f'"{old}" becomes {_quoted(cell.new)}'
    return Change(layout.name, cell.key, cell.column, old, new, f"{place} ({cell.column}): {how}.")


def _quoted(value: Value) -> str:
    kinds: Mapping[type, str] = {float: "the number", datetime: "the date"}
    kind = kinds.get(type(value))
    return f"{kind} {as_text(value)}" if kind else f'"{as_text(value)}"'
