"""Check-ins: a New value in a KPI's own row, from the moment it counts to its row in Readings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from okrsheet.books.book import AppendRows, CellChange, Edit, SetCells, Snapshot, Table, Value
from okrsheet.plan.model import Kpi, Plan, Reading, key
from okrsheet.sheets.change import Change, cell_change
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import as_text

CHECK_IN = ("New value", "New date", "New note")
# Without one of these a reading could not be kept whole.
NEEDED = ("KPI", "Date", "Value", "Note")
# A check-in goes before the readings of its moment, and must still do so once it is one of them.
NEXT_MOMENT = timedelta(milliseconds=1)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass(frozen=True)
class Moved:
    """The edits that move check-ins to Readings, each told, and the KPIs of the rows added."""

    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()
    kpis: tuple[Kpi, ...] = field(default=())


def date_check_ins(
    kpis: Sequence[Kpi], readings: Sequence[Reading], as_of: date
) -> tuple[Kpi, ...]:
    """The same KPIs, where each New value has the moment at which it counts as its New date.

    That is its New date or else *as of*. Where the KPI has a reading within the same second, or,
    with a blank New date, on the same day, it is the moment after the last of them: so it counts at
    once, and moving it to Readings changes no score.
    """
    read: dict[str | None, list[datetime]] = {}
    for one in readings:
        if one.value is not None and one.date is not None:
            read.setdefault(key(one.kpi), []).append(one.date)

    def dated(kpi: Kpi) -> Kpi:
        if kpi.new_value is None or "New date" in kpi.unread:
            return kpi
        moment = kpi.new_date or datetime.combine(as_of, time())
        end = moment + (SECOND if kpi.new_date else DAY)
        beside = [one for one in read.get(key(kpi.id), ()) if moment <= one < end]
        if beside:
            moment = max(beside) + NEXT_MOMENT
        return kpi.model_copy(update={"new_date": moment})

    return tuple(dated(kpi) for kpi in kpis)


def move_check_ins(plan: Plan, snapshot: Snapshot) -> Moved:
    """What moves every check-in that can be read to Readings and clears its cells."""
    kpis, readings = snapshot.table("KPIs"), snapshot.table("Readings")
    checked_in = tuple(_checked_in(plan))
    if kpis is None or readings is None or not checked_in:
        return Moved()
    columns = {header: column_at(readings, header) for header in (*NEEDED, "By")}
    places = {header: at for header, at in columns.items() if at is not None}
    if not places.keys() >= set(NEEDED):
        return Moved()
    headers = tuple(readings.headers[at] for at in places.values())
    rows = tuple(tuple(_reading(kpi)[header] for header in places) for kpi in checked_in)
    cleared = tuple(change for kpi in checked_in for change in _cleared(kpis, kpi))
    edits = (AppendRows(readings.name, headers, rows), SetCells(kpis.name, cleared))
    return Moved(edits, tuple(_told(kpi) for kpi in checked_in), checked_in)


def _checked_in(plan: Plan) -> Iterator[Kpi]:
    """The KPIs whose check-in can be moved: all of it is read, and the ID is their own."""
    for kpi in plan.kpis:
        is_read = kpi.unread.isdisjoint(CHECK_IN)
        if kpi.new_value is not None and kpi.id and not kpi.taken and is_read:
            yield kpi


def _reading(kpi: Kpi) -> dict[str, Value]:
    """The row of Readings that a check-in becomes, by header."""
    return {
        "KPI": kpi.id,
        "Date": kpi.new_date,
        "Value": kpi.new_value,
        "Note": kpi.new_note,
        "By": kpi.owner,
    }


def _cleared(kpis: Table, kpi: Kpi) -> Iterator[CellChange]:
    for header in CHECK_IN:
        at = column_at(kpis, header)
        if at is not None and kpis.rows[kpi.row][at] is not None:
            yield cell_change(kpis, kpi, at, None)


def _told(kpi: Kpi) -> Change:
    value, day = as_text(kpi.new_value), f"{kpi.new_date:%Y-%m-%d}"
    told = f"New value {value} of {kpi.id} is now its reading of {day}."
    return Change("KPIs", kpi.id, "New value", value, "", told)
