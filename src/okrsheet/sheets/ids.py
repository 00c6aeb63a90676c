"""IDs for rows that have none: the next free one of their kind and unit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from okrsheet.plan.model import Action, Kpi, Objective, Row, key
from okrsheet.sheets.layout import id_tables
from okrsheet.sheets.values import is_usable_id

Rows = Mapping[str, Sequence[Row]]
NUMBERED = re.compile(r"(.*?)(\d{1,15})")


def give_ids(
    rows: Rows, mentioned: Iterable[str], missing: Collection[str] = ()
) -> dict[str, tuple[Row, ...]]:
    """The same rows, table by table, where each with a blank ID carries the next free one.

    An ID is the letter of its kind and a number (`P3`), with the unit between where the row has
    one (`O-IT-3`); a KPI's and an action's unit is its objective's. `mentioned` holds every ID
    that stands anywhere, as `key` gives it: one that is only referred to is not free, or a new row
    would take over the readings of one that was deleted. A cell that holds something unusable is
    not blank, and a table whose ID column is `missing` has no cell: such rows stay without.
    """
    counter = _Counter(mentioned)
    units = _units(rows)
    given = {name: tuple(table) for name, table in rows.items()}
    for layout in id_tables():
        if f"{layout.name}/ID" not in missing:
            given[layout.name] = tuple(
                row
                if row.id or "ID" in row.unread
                else _given(row, counter.next(layout.letter or "", _unit_of(row, units)))
                for row in given[layout.name]
            )
    return given


def _given(row: Row, id: str) -> Row:
    return row.model_copy(update={"id": id, "given": True})


def _units(rows: Rows) -> dict[str, str]:
    """The units that exist, by ID, and the unit of each objective, by the objective's ID."""
    found = {id: row.id or "" for row in rows["Units"] if (id := key(row.id))}
    for row in rows["Objectives"]:
        unit = found.get(key(row.unit) or "") if isinstance(row, Objective) else None
        if unit and (id := key(row.id)):
            found.setdefault(id, unit)
    return found


def _unit_of(row: Row, units: Mapping[str, str]) -> str | None:
    match row:
        case Objective():
            return units.get(key(row.unit) or "")
        case Kpi() | Action():
            return units.get(key(row.objective) or "")
        case _:
            return None


class _Counter:
    """Counts on from the IDs that are taken, each prefix by itself."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._highest: dict[str, int] = {}
        for id in self._taken:
            if found := NUMBERED.fullmatch(id):
                prefix, number = found[1], int(found[2])
                self._highest[prefix] = max(number, self._highest.get(prefix, 0))

    def next(self, letter: str, unit: str | None) -> str:
        """The next free ID of a kind and unit."""
        prefix = f"{letter}-{unit}-" if unit else letter
        if not is_usable_id(f"{prefix}{10**15}"):
            prefix = letter
        number = self._highest.get(prefix.casefold(), 0) + 1
        while f"{prefix}{number}".casefold() in self._taken:
            number += 1
        self._highest[prefix.casefold()] = number
        return f"{prefix}{number}"
