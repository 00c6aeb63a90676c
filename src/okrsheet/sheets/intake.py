"""What a write takes in first: IDs for rows that have none, and check-ins moved to Readings.

Apart from the as-of day, these are the only entered cells that are written; each is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from okrsheet.books.book import AppendRows, CellChange, Edit, SetCells, Snapshot, Table, Value
from okrsheet.plan.model import Kpi, Plan, Row, Unfit, key
from okrsheet.sheets.layout import SETTING_MEANINGS
from okrsheet.sheets.values import as_text

CHECK_IN = ("New value", "New date", "New note")
READING_COLUMNS = ("KPI", "Date", "Value", "Note", "By")
# Two readings of one moment are averaged; a check-in that stands before the readings of its
# moment must still do so once it is one of them.
NEXT_MOMENT = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """An entered cell that a write changes, or a typed value that it replaces by its formula."""

    table: str
    id: str | None
    field: str
    old: str
    new: str
    message: str


@dataclass(frozen=True)
class Intake:
    """The edits of entered cells that a write makes, and the same told line by line."""

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]
    appended: int = 0  # rows added to Readings


def take_in(plan: Plan, snapshot: Snapshot, as_of: date | None = None) -> Intake:
    """What the next write takes in; `as_of` is a day to be put into the settings."""
    edits: list[Edit] = []
    changes: list[Change] = []
    for table in snapshot.tables:
        given = [row for row in plan.rows() if row.given and _same(row.table, table.name)]
        cells = tuple(_cell(table, row, "ID", row.id) for row in given)
        if cells and _column(table, "ID") is not None:
            edits.append(SetCells(table.name, cells))
            changes += [
                Change(row.table, row.id, "ID", "", row.id or "", f"New ID {row.id}{_named(row)}.")
                for row in given
            ]
    moved = _check_ins(plan, snapshot)
    edits += moved.edits
    changes += moved.changes
    if as_of is not None:
        dated = _put_as_of(as_of, snapshot)
        edits += dated.edits
        changes += dated.changes
    return Intake(tuple(edits), (*changes, *_restored(plan)), moved.appended)


def _check_ins(plan: Plan, snapshot: Snapshot) -> Intake:
    kpis, readings = snapshot.table("KPIs"), snapshot.table("Readings")
    if kpis is None or readings is None:
        return Intake((), ())
    columns = tuple(name for name in READING_COLUMNS if _column(readings, name) is not None)
    if not {"KPI", "Date", "Value"} <= set(columns):
        return Intake((), ())
    taken = {(key(reading.kpi), reading.date) for reading in plan.readings}
    rows: list[tuple[Value, ...]] = []
    cleared: list[CellChange] = []
    changes: list[Change] = []
    for kpi in _checked_in(plan):
        day = kpi.new_date or datetime.combine(plan.as_of, time())
        while (key(kpi.id), day) in taken:
            day += NEXT_MOMENT
        taken.add((key(kpi.id), day))
        row = {
            "KPI": kpi.id,
            "Date": day,
            "Value": kpi.new_value,
            "Note": kpi.new_note,
            "By": kpi.owner,
        }
        rows.append(tuple(row[name] for name in columns))
        cleared += [
            _cell(kpis, kpi, name, None)
            for name in CHECK_IN
            if (at := _column(kpis, name)) is not None and kpis.rows[kpi.row][at] is not None
        ]
        value = as_text(kpi.new_value)
        told = f"New value {value} of {kpi.id} is now its reading of {day:%Y-%m-%d}."
        changes.append(Change("KPIs", kpi.id, "New value", value, "", told))
    if not rows:
        return Intake((), ())
    edits = (AppendRows(readings.name, columns, tuple(rows)), SetCells(kpis.name, tuple(cleared)))
    return Intake(edits, tuple(changes), len(rows))


def _checked_in(plan: Plan) -> Iterator[Kpi]:
    """The KPIs whose New value can be moved: with an ID of their own and a usable date."""
    for kpi in plan.kpis:
        dated = "New date" not in kpi.unread
        if kpi.new_value is not None and kpi.id and not kpi.taken and dated:
            yield kpi


def _put_as_of(as_of: date, snapshot: Snapshot) -> Intake:
    table = snapshot.table("Settings")
    if table is None:
        return Intake((), ())
    name, value = _column(table, "Setting"), _column(table, "Value")
    if name is None or value is None:
        return Intake((), ())
    day = datetime.combine(as_of, time())
    rows = (at for at, cells in enumerate(table.rows) if _same(as_text(cells[name]), "As of"))
    row = next(rows, None)
    old = table.rows[row][value] if row is not None else None
    if old == day:
        return Intake((), ())
    edit: Edit
    if row is None:
        cells = ("As of", day, SETTING_MEANINGS["As of"])
        columns = tuple(c for c in ("Setting", "Value", "Meaning") if _column(table, c) is not None)
        edit = AppendRows(table.name, columns, (cells[: len(columns)],))
    else:
        edit = SetCells(table.name, (CellChange(row, "As of", "Value", old, day),))
    told = f"The plan's As of is now {as_of} (was {as_text(old) or 'blank'})."
    return Intake((edit,), (Change("Settings", None, "Value", as_text(old), str(as_of), told),))


def _restored(plan: Plan) -> Iterator[Change]:
    for misfit in plan.misfits:
        if misfit.unfit is Unfit.TYPED_OVER:
            place = f"{misfit.field} of {misfit.id or f'row {(misfit.row or 0) + 1}'}"
            told = f"{place} is calculated again; {misfit.text!r} was typed over it."
            yield Change(misfit.table, misfit.id, misfit.field or "", misfit.text, "", told)


def _cell(table: Table, row: Row, column: str, new: Value) -> CellChange:
    at = _column(table, column)
    old = table.rows[row.row][at] if at is not None else None
    return CellChange(row.row, row.id, column, old, new)


def _column(table: Table, header: str) -> int | None:
    names = (at for at, name in enumerate(table.headers) if _same(name.strip(), header))
    return next(names, None)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.casefold()


def _named(row: Row) -> str:
    name: str | None = getattr(row, "name", None)
    return f" for {name!r}" if name else ""


def used_after(readings: Table, appended: int) -> int:
    """How many data rows the readings have once that many were added: at least one."""
    return max(len(readings.rows), readings.used + appended)
