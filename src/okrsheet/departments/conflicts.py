"""Conflicts -> the sheet Conflicts, and what somebody decided on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from okrsheet.books.book import Edit, FillTable, Formula, Snapshot, Table, Value
from okrsheet.departments.difference import Remark
from okrsheet.departments.merged import WHOLE_ROW, Conflict, ConflictKey, Decision, told
from okrsheet.plan.model import key
from okrsheet.sheets.generated import CONFLICTS, DECIDE
from okrsheet.sheets.layout import READINGS
from okrsheet.sheets.link import cell_link, reading_link
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


@dataclass(frozen=True)
class Line:
    """A line of the sheet: its cells, without the link, and what somebody typed under Decide."""

    cells: tuple[Value, ...]
    shown: Shown
    file: str
    said: str

    @property
    def decision(self) -> Decision | None:
        """What is chosen; None where that is neither keep nor take."""
        said = self.said.strip().casefold()
        return cast(Decision, said) if said in DECIDE.choices else None

    def remark(self, message: str) -> Remark:
        """A remark on it."""
        unit, sheet, id, field, *_ = self.shown
        return Remark(unit, self.file, message, sheet, id or None, field)


def conflict_edits(
    conflicts: Sequence[Conflict], snapshot: Snapshot, waiting: Iterable[Line] = ()
) -> Iterator[Edit]:
    """What fills the sheet Conflicts; nothing where there is neither a conflict nor the sheet.

    What was typed under Decide stays while the conflict stands, and `waiting` lines as they are
    (see `lines_waiting`). `snapshot` is the workbook with the rows that the same write adds, as
    the links have to find them.
    """
    if not conflicts and snapshot.table(CONFLICTS.name) is None:
        return
    typed = {line.shown: line.decision or line.said or None for line in _lines(snapshot)}
    found = (_cells(one, typed.get(_shown(one)), snapshot) for one in conflicts)
    rows = (*found, *(line.cells for line in waiting))
    look = replace(CONFLICTS.sheet, owner=owner_line(snapshot))
    yield FillTable(look, rows or (NOTHING,), CONFLICT_KEY)


def decisions(conflicts: Sequence[Conflict], snapshot: Snapshot) -> dict[ConflictKey, Decision]:
    """What the sheet Conflicts decides of these conflicts, which were found just now.

    One of which something else came back or stands since is another conflict, and not decided.
    """
    chosen = {line.shown: line.decision for line in _lines(snapshot)}
    found = ((one.key, chosen.get(_shown(one))) for one in conflicts) if chosen else ()
    return {whose: decision for whose, decision in found if decision is not None}


def lines_waiting(
    conflicts: Iterable[Conflict],
    snapshot: Snapshot,
    absent: Collection[str],
    files: Collection[str],
) -> list[Line]:
    """The lines that stay though their conflicts were not found among these, just now.

    Those are all lines of `absent` units (IDs as `key` gives them), none of whose files was there
    to be compared; and of other units what is decided and not of one of the `files` read.
    """
    found = {_shown(one) for one in conflicts}
    return [
        line
        for line in _lines(snapshot)
        if line.shown not in found
        and (key(line.shown[0]) in absent or (line.decision and line.file not in files))
    ]


def words_typed(
    conflicts: Iterable[Conflict], waiting: Iterable[Line], snapshot: Snapshot
) -> Iterator[Remark]:
    """Remarks on lines that stay, where neither keep nor take stands under Decide."""
    stay = {_shown(one) for one in conflicts} | {line.shown for line in waiting}
    for line in _lines(snapshot):
        if line.said.strip() and not line.decision and line.shown in stay:
            unit, _, id, field, *_ = line.shown
            told = f"{line.said!r} under Decide ({unit}, {_place(id, field)})"
            yield line.remark(f"{told} is neither keep nor take.")


def decisions_waiting(waiting: Iterable[Line]) -> Iterator[Remark]:
    """Remarks on what is decided of files that are not there."""
    for line in waiting:
        if line.decision:
            unit, _, id, field, *_ = line.shown
            told = f"{line.decision} for {_place(id, field)} of {unit} waits"
            yield line.remark(f"{told} until its file is back in the folder.")


def takes_at_odds(
    conflicts: Iterable[Conflict], chosen: Mapping[ConflictKey, Decision]
) -> Iterator[Remark]:
    """Remarks on conflicts that stay open because different values of one cell are to be taken.

    `conflicts` are those that are open once all that is `chosen` is done.
    """
    cells: dict[tuple[object, ...], list[Conflict]] = defaultdict(list)
    for one in conflicts:
        if chosen.get(one.key) == "take":
            cells[one.table, one.row, one.id, one.field].append(one)
    for some in cells.values():
        first, came = some[0], {told(one.came) for one in some}
        count = "two" if len(came) == 2 else len(came)
        values = " and ".join(f"{as_text(_value(one, one.came))} ({one.file})" for one in some)
        place = _place(first.id, first.field)
        message = f"take is chosen for {count} different values of {place}: {values}. Choose one."
        yield Remark(first.unit, first.file, message, first.table, first.id or None, first.field)


def _place(id: str, field: str) -> str:
    return f"{id} {field}".strip()


def _lines(snapshot: Snapshot) -> Iterator[Line]:
    """The lines of the sheet; none where the plan has no such sheet."""
    table = snapshot.table(CONFLICTS.name)
    if table is None:
        return
    places = {look.header: column_at(table, look.header) for look in CONFLICTS.sheet.columns}
    for row in table.rows:
        cells = {header: None if at is None else row[at] for header, at in places.items()}
        cells[LINK] = None
        shown = tuple(as_text(cells[header]) for header in SHOWN)
        file, said = as_text(cells["File"]), as_text(cells[DECIDE.header])
        yield Line(tuple(cells.values()), shown, file, said)


def _shown(conflict: Conflict) -> Shown:
    came, stands = (as_text(_value(conflict, said)) for said in (conflict.came, conflict.stands))
    return (conflict.unit, conflict.sheet, conflict.id, conflict.field, came, stands)


def _cells(one: Conflict, decision: str | None, snapshot: Snapshot) -> tuple[Value | Formula, ...]:
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
    if conflict.table == READINGS.name:
        return reading_link(table, conflict.row, header)
    id = conflict.id if is_usable_id(conflict.id) else None
    return cell_link(table, conflict.row, header, id)
