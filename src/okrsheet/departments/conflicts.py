"""Conflicts -> the sheet Conflicts, and what somebody decided on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from okrsheet.books.book import Edit, FillTable, Formula, Snapshot, Table, Value
from okrsheet.departments.merged import WHOLE_ROW, Conflict, ConflictKey, Decision, told
from okrsheet.plan.model import key
from okrsheet.sheets.generated import CONFLICTS, DECIDE
from okrsheet.sheets.link import cell_link
from okrsheet.sheets.owner import owner_line
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import as_text, is_usable_id

# By these a line of the sheet is one and the same conflict as long as neither side changes again.
SHOWN = ("Unit", "Sheet", "ID", "Field", "Came back", "Stands")
CONFLICT_KEY = ("Unit", "Sheet", "ID", "Field", "File")
NOTHING = (None, None, None, None, None, "Nothing is in conflict.", None, None, None, None)
LINK = "Cell"
NO_ROW = "(no such row)"
LONGEST = 32_767  # characters that a cell holds

Shown = tuple[str, ...]


def conflict_edits(
    conflicts: Sequence[Conflict], snapshot: Snapshot, absent: Collection[str] = ()
) -> Iterator[Edit]:
    """What fills the sheet Conflicts; nothing where there is neither a conflict nor the sheet.

    What was decided on a conflict that still stands remains decided. The lines of `absent` units
    (their IDs as `key` gives them), none of whose files was there to be compared, stay. `snapshot`
    is the workbook with the rows that the same write adds, as the links have to find them.
    """
    table = snapshot.table(CONFLICTS.name)
    if not conflicts and table is None:
        return
    chosen = decisions(conflicts, snapshot)
    found = (_cells(one, chosen.get(one.key), snapshot) for one in conflicts)
    rows = (*found, *(_lines_of(absent, table) if table else ()))
    look = replace(CONFLICTS.sheet, owner=owner_line(snapshot))
    yield FillTable(look, rows or (NOTHING,), CONFLICT_KEY)


def decisions(conflicts: Sequence[Conflict], snapshot: Snapshot) -> dict[ConflictKey, Decision]:
    """What the sheet Conflicts decides of these conflicts, which were found just now.

    One of which something else came back or stands since is another conflict, and not decided.
    """
    chosen = _chosen(snapshot.table(CONFLICTS.name))
    found = ((one.key, chosen.get(_shown(one))) for one in conflicts) if chosen else ()
    return {whose: decision for whose, decision in found if decision is not None}


def _chosen(table: Table | None) -> Mapping[Shown, Decision]:
    """The lines of the sheet that say keep or take, by what they show."""
    if table is None:
        return {}
    places = [column_at(table, header) for header in (*SHOWN, DECIDE.header)]
    chosen: dict[Shown, Decision] = {}
    for row in table.rows:
        *shown, said = ("" if at is None else as_text(row[at]) for at in places)
        decision = said.strip().casefold()
        if decision in DECIDE.choices:
            chosen[tuple(shown)] = cast(Decision, decision)
    return chosen


def _lines_of(units: Collection[str], table: Table) -> Iterator[tuple[Value, ...]]:
    """The lines of these units as they stand, but without their links."""
    headers = [look.header for look in CONFLICTS.sheet.columns]
    places = [None if header == LINK else column_at(table, header) for header in headers]
    for row in table.rows:
        cells = tuple(None if at is None else row[at] for at in places)
        if key(as_text(cells[0])) in units:
            yield cells


def _shown(conflict: Conflict) -> Shown:
    came, stands = (as_text(_value(conflict, said)) for said in (conflict.came, conflict.stands))
    return (conflict.unit, conflict.sheet, conflict.id, conflict.field, came, stands)


def _cells(
    one: Conflict, decision: Decision | None, snapshot: Snapshot
) -> tuple[Value | Formula, ...]:
    sent, came, stands = (_value(one, values) for values in (one.sent, one.came, one.stands))
    link = _link(one, snapshot.table(one.table))
    place = (one.unit, one.sheet, one.id or None, one.field)
    return (*place, sent, came, stands, link, one.file, decision)


def _value(conflict: Conflict, values: tuple[Value, ...]) -> Value:
    """The values of one side in one cell: as it is where it is one, else as text."""
    if len(values) > 1:
        return told(values)[:LONGEST]
    value = values[0] if values else None
    if conflict.fields == (WHOLE_ROW,):
        return NO_ROW if value is None else as_text(value)[:LONGEST]
    return value


def _link(conflict: Conflict, table: Table | None) -> Formula | None:
    if table is None or conflict.row is None:
        return None
    header = table.headers[0] if conflict.fields == (WHOLE_ROW,) else conflict.fields[0]
    id = conflict.id if is_usable_id(conflict.id) else None
    return cell_link(table, conflict.row, header, id)
