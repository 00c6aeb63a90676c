"""Check-ins that came back in a KPI's own row, on their way to Readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from okrsheet.books.book import CellError, Snapshot, Value
from okrsheet.departments.difference import CheckIn
from okrsheet.departments.entered import ENTERED, Row, id_key
from okrsheet.departments.same import all_same, same
from okrsheet.sheets.checkin import CHECK_IN
from okrsheet.sheets.fit import FIRST, LAST
from okrsheet.sheets.place import column_at
from okrsheet.sheets.settings import SETTING_KINDS
from okrsheet.sheets.values import as_text, fitted

KPIS = ENTERED["KPIs"]
CHECK_IN_AT = tuple(KPIS.at[header] for header in CHECK_IN)
BLANK: Row = (None,) * len(CHECK_IN)


def day_of(snapshot: Snapshot, saved: datetime | None) -> datetime:
    """The day of a check-in that has no date: the setting As of, else when the file was saved."""
    stated = _as_of(snapshot)
    if isinstance(stated, datetime):
        return datetime.combine(stated, time())
    return datetime.combine(saved or date.today(), time())


def checked_in(base: Row | None, came: Row, day: datetime) -> CheckIn | None:
    """The check-in in a KPI's row; None where there is nothing new, or nothing that can be read.

    `base` is None for a new row.
    """
    was = BLANK if base is None else check_in_of(base)
    now = check_in_of(came)
    value, when, note = now
    if not isinstance(value, float) or isinstance(note, CellError) or all_same(was, now):
        return None
    if not (when is None or (isinstance(when, datetime) and FIRST <= when <= LAST)):
        return None
    moment = when if isinstance(when, datetime) else day
    kpi, by = as_text(came[0]), came[KPIS.at["Owner"]]
    return CheckIn((id_key(kpi),), kpi, was, now, value, moment, by)


def check_in_of(row: Row) -> tuple[Value, ...]:
    """New value, New date and New note of a KPI's row."""
    return tuple(row[at] for at in CHECK_IN_AT)


def is_correction(check_in: CheckIn) -> bool:
    """Whether it says anew what the file said before of the same moment, which it names itself.

    Without a date nobody can tell a correction from the figure of another week.
    """
    value, when, _ = check_in.sent
    return isinstance(value, float) and check_in.is_dated and same(when, check_in.came[1])


def without_check_in(row: Row) -> Row:
    """A KPI's row as it is once its check-in has become a reading."""
    return tuple(None if at in CHECK_IN_AT else value for at, value in enumerate(row))


def _as_of(snapshot: Snapshot) -> Value:
    table = snapshot.table("Settings")
    name = column_at(table, "Setting") if table else None
    value = column_at(table, "Value") if table else None
    if table is None or name is None or value is None:
        return None
    return _first(table.rows, name, value)


def _first(rows: Sequence[Row], name: int, value: int) -> Value:
    said = (row[value] for row in rows if as_text(row[name]).strip().casefold() == "as of")
    return fitted(next(said, None), SETTING_KINDS["as of"])
