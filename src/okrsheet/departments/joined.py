"""Two writes in one: what a merge enters, and then what a roll-up of the result enters and fills.

Nothing is read between them, yet the second counts on the rows that the first leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheet.books.book import AppendRows, CellChange, Edit, SetCells, Snapshot, Table, Value
from okrsheet.sheets.place import column_at

Entered = SetCells | AppendRows


def joined(
    before: Snapshot, after: Snapshot, first: Sequence[Edit], second: Sequence[Edit]
) -> tuple[Edit, ...]:
    """The edits of `before` that leave what `first` and then `second` leave, one after the other.

    `after` is the workbook once the entered cells of both are written. A table's entered cells are
    changed in place where it is used before, and added below: so a row that the first empties at a
    table's end, and the second fills, is the same row for every host.
    """
    entered = [edit for edit in (*first, *second) if isinstance(edit, SetCells | AppendRows)]
    rest = [edit for edit in (*first, *second) if not isinstance(edit, SetCells | AppendRows)]
    names = dict.fromkeys(edit.table.casefold() for edit in entered)
    put = [edit for name in names for edit in _table_edits(name, before, after, entered)]
    return (*put, *rest)


def _table_edits(
    name: str, before: Snapshot, after: Snapshot, entered: Sequence[Entered]
) -> Iterator[Edit]:
    old, new = before.table(name), after.table(name)
    assert old is not None and new is not None
    own = [edit for edit in entered if edit.table.casefold() == name]
    set_in, added_in = _columns(old, own)
    used = old.used
    changes = tuple(_changes(old, new, sorted(set_in | added_in), used))
    if changes:
        yield SetCells(old.name, changes)
    below = new.rows[used : new.used]
    wide = added_in | {at for at in set_in if any(row[at] is not None for row in below)}
    columns = sorted(wide)
    if below and columns:
        headers = tuple(old.headers[at] for at in columns)
        yield AppendRows(
            old.name, headers, tuple(tuple(row[at] for at in columns) for row in below)
        )


def _columns(table: Table, edits: Sequence[Entered]) -> tuple[set[int], set[int]]:
    """The 0-based places of the columns in which cells are set, and of those of added rows."""
    set_in: set[int] = set()
    added_in: set[int] = set()
    for edit in edits:
        if isinstance(edit, SetCells):
            set_in |= {table.headers.index(change.column) for change in edit.changes}
        else:
            added_in |= {table.headers.index(header) for header in edit.columns}
    return set_in, added_in


def _changes(old: Table, new: Table, columns: Sequence[int], used: int) -> Iterator[CellChange]:
    id = column_at(old, "ID")
    for row in range(used):
        for at in columns:
            was, now = old.rows[row][at], new.rows[row][at]
            if was != now or type(was) is not type(now):
                key = None if id is None else _text(old.rows[row][id])
                yield CellChange(row, key, old.headers[at], was, now)


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None
