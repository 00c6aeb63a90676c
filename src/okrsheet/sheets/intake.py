"""What a write takes in first: IDs for rows that have none, check-ins, and the as-of day.

These are the only entered cells that are written; each is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from okrsheet.books.book import AppendRows, CellChange, Edit, SetCells, Snapshot, Table, Value
from okrsheet.plan.model import Kpi, Plan, Row, Unfit
from okrsheet.sheets.change import Change, cell_change
from okrsheet.sheets.checkin import move_check_ins
from okrsheet.sheets.layout import id_tables
from okrsheet.sheets.live.whether import too_big
from okrsheet.sheets.place import a1, column_at
from okrsheet.sheets.settings import SETTING_MEANINGS
from okrsheet.sheets.values import as_text

Put = tuple[tuple[Edit, ...], tuple[Change, ...]]


@dataclass(frozen=True)
class Intake:
    """The edits of entered cells that a write makes, and the same told line by line.

    `checked_in` are the KPIs of the rows that are added to Readings, in their order.
    """

    edits: tuple[Edit, ...]
    changes: tuple[Change, ...]
    checked_in: tuple[Kpi, ...] = ()


def take_in(plan: Plan, snapshot: Snapshot, as_of: date | None = None) -> Intake:
    """What the next write takes in; `as_of` is a day to be put into the settings."""
    given = [row for row in plan.rows() if row.given]
    moved = move_check_ins(plan, snapshot)
    dated, day_told = _put_as_of(as_of, snapshot) if as_of else ((), ())
    settled, settled_told = _put_values_only(plan, snapshot)
    told = (*day_told, *settled_told, *_restored(plan, snapshot))
    return Intake(
        (*_give_ids(given, snapshot), *moved.edits, *dated, *settled),
        (*map(_id_told, given), *moved.changes, *told),
        moved.kpis,
    )


def take_in_ids(plan: Plan, snapshot: Snapshot) -> Intake:
    """The IDs alone, for a write that needs nothing else of the workbook to change."""
    given = [row for row in plan.rows() if row.given]
    return Intake(tuple(_give_ids(given, snapshot)), tuple(map(_id_told, given)))


def _give_ids(given: list[Row], snapshot: Snapshot) -> Iterator[Edit]:
    for layout in id_tables():
        table = snapshot.table(layout.name)
        at = column_at(table, "ID") if table else None
        rows = [row for row in given if row.table == layout.name]
        if table is not None and at is not None and rows:
            yield SetCells(table.name, tuple(cell_change(table, row, at, row.id) for row in rows))


def _id_told(row: Row) -> Change:
    name: str | None = getattr(row, "name", None)
    whose = f" for {name!r}" if name else ""
    return Change(row.table, row.id, "ID", "", row.id or "", f"New ID {row.id}{whose}.")


def _put_as_of(as_of: date, snapshot: Snapshot) -> Put:
    """The day as the setting As of."""
    day = datetime.combine(as_of, time())
    return _put("As of", day, snapshot, "The plan's As of is now {new} (was {old}).")


def _put_values_only(plan: Plan, snapshot: Snapshot) -> Put:
    """The setting that says that values stand, for a plan too big to follow live."""
    if plan.settings.live_formulas == "No" or not too_big(plan):
        return (), ()
    told = "Live formulas is now {new} (was {old}): the plan is too big for formulas."
    return _put("Live formulas", "No", snapshot, told)


def _put(setting: str, new: Value, snapshot: Snapshot, told: str) -> Put:
    table = snapshot.table("Settings")
    name = column_at(table, "Setting") if table else None
    value = column_at(table, "Value") if table else None
    if table is None or name is None or value is None:
        return (), ()
    wanted = setting.casefold()
    rows = (
        at
        for at, cells in enumerate(table.rows)
        if as_text(cells[name]).strip().casefold() == wanted
    )
    row = next(rows, None)
    old = None if row is None else table.rows[row][value]
    if old == new:
        return (), ()
    edit = _added(table, setting, new)
    if row is not None:
        change = CellChange(row, setting, table.headers[value], old, new)
        edit = SetCells(table.name, (change,))
    said, before = as_text(new), as_text(old)
    message = told.format(new=said, old=before or "blank")
    return (edit,), (Change("Settings", None, "Value", before, said, message),)


def _added(settings: Table, setting: str, value: Value) -> Edit:
    cells: dict[str, Value] = {
        "Setting": setting,
        "Value": value,
        "Meaning": SETTING_MEANINGS[setting],
    }
    columns = {header: column_at(settings, header) for header in cells}
    places = {header: at for header, at in columns.items() if at is not None}
    headers = tuple(settings.headers[at] for at in places.values())
    return AppendRows(settings.name, headers, (tuple(cells[header] for header in places),))


def _restored(plan: Plan, snapshot: Snapshot) -> Iterator[Change]:
    for misfit in plan.misfits:
        table = snapshot.table(misfit.table)
        if misfit.unfit is Unfit.TYPED_OVER and table is not None:
            field, row = misfit.field or "", misfit.row or 0
            place = a1(table.row + 1 + row, table.column + (column_at(table, field) or 0))
            where = f"{field} of {misfit.id}" if misfit.id else f"{field} in {table.sheet} {place}"
            told = f"{where} is calculated again; {misfit.text!r} was typed over it."
            yield Change(misfit.table, misfit.id, field, misfit.text, "", told)
