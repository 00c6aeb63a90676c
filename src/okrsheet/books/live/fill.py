"""Tables that are okrsheet's own, filled anew in an open workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheet.books.book import BookError, Content, FillTable, Formula, SheetLook
from okrsheet.books.cellxml import Stored, stored
from okrsheet.books.formula import shifted
from okrsheet.books.live.inverse import Cell
from okrsheet.books.live.read import is_formula
from okrsheet.books.live.table import TableChanges

Key = tuple[Stored, ...]


def fill(changes: TableChanges, edit: FillTable, where: str) -> None:
    """Replace the rows of a table of ours; a user's columns follow the key of their row.

    What a user typed beside a row that is no more stands below the new rows, beside cells of ours
    that are blank. Raises BookError where the table is not ours.
    """
    _refuse_foreign_table(changes, edit.sheet, where)
    users = _user_columns(changes, edit.sheet)
    order = list(_follow(changes, users, edit))
    height = max(1, len(order))
    changes.resize(height)
    for place in users:
        changes.move_column(place, list(_moved(changes, place, order, height)))
    for at, look in enumerate(edit.sheet.columns):
        contents = [row[at] for row in edit.rows]
        changes.put_column(look, contents + [None] * (height - len(contents)), is_whole=True)


def _refuse_foreign_table(changes: TableChanges, look: SheetLook, where: str) -> None:
    missing = [c.header for c in look.columns if changes.held.column(c.header) is None]
    if missing:
        what = f"the table {look.table} is not okrsheet's own: it has no column {missing[0]}."
        place = f"{where}, sheet {changes.held.sheet}"
        raise BookError(what, place, "Rename the table, and okrsheet adds its own.")


def _user_columns(changes: TableChanges, look: SheetLook) -> list[int]:
    ours = {column.header.casefold() for column in look.columns}
    headers = enumerate(changes.held.headers)
    return [place for place, header in headers if header.casefold() not in ours]


def _follow(changes: TableChanges, users: Sequence[int], edit: FillTable) -> Iterator[int | None]:
    """For each new row the old one of its key, if any; then the old rows that must not be lost."""
    values, cells = changes.held.held.values, changes.held.held.cells
    keys = [changes.column(header) for header in edit.key]
    waiting: dict[Key, list[int]] = {}
    for at in reversed(range(len(values) if users else 0)):
        key = _key(changes, [values[at][place] for place in keys])
        if any(part is not None for part in key):
            waiting.setdefault(key, []).append(at)
    headers = [column.header for column in edit.sheet.columns]
    followed = set()
    for contents in edit.rows:
        key = _key(changes, [contents[headers.index(header)] for header in edit.key])
        row = waiting[key].pop() if waiting.get(key) else None
        followed.add(row)
        yield row
    for at, found in enumerate(cells if users else ()):
        typed = any(found[place] is not None and not is_formula(found[place]) for place in users)
        if typed and at not in followed:
            yield at


def _key(changes: TableChanges, contents: Sequence[Content]) -> Key:
    values = (held.value if isinstance(held, Formula) else held for held in contents)
    return tuple(stored(value, changes.date1904) for value in values)


def _moved(
    changes: TableChanges, place: int, order: Sequence[int | None], height: int
) -> Iterator[Cell]:
    """A user's column in its new order; where it is calculated, new rows get its formula."""
    cells = changes.held.held.cells
    calculated = changes.held.table().formulas.get(changes.held.headers[place], ())
    for row in range(height):
        source = order[row] if row < len(order) else None
        cell = cells[source][place] if source is not None else None
        if source is None and calculated:
            source = min(calculated)
            cell = cells[source][place]
        if source is not None and isinstance(cell, str) and is_formula(cell):
            cell = shifted(cell, row - source, 0)
        yield cell
