"""IDs for rows that have none: the next free one of their kind and unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from okrsheet.plan.model import Action, Kpi, Objective, Row, key
from okrsheet.sheets.layout import id_tables
from okrsheet.sheets.values import is_usable_id

Rows = Mapping[str, Sequence[Row]]


def give_ids(rows: Rows) -> dict[str, tuple[Row, ...]]:
    """The same rows, table by table, where each with a blank ID carries the next free one.

    An ID is the letter of its kind and a number (`P3`), with the unit between where the row has
    one (`O-IT-3`); a KPI's and an action's unit is its objective's. A cell that holds something
    unusable is not blank: such a row stays without.
    """
    taken = {id for table in rows.values() for row in table if (id := key(row.id))}
    units = _units(rows)
    given = {name: tuple(table) for name, table in rows.items()}
    for layout in id_tables():
        letter = layout.letter or ""
        given[layout.name] = tuple(
            row
            if row.id or "ID" in row.unread
            else row.model_copy(
                update={"id": _next(letter, _unit_of(row, units), taken), "given": True}
            )
            for row in given[layout.name]
        )
    return given


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


def _next(letter: str, unit: str | None, taken: set[str]) -> str:
    prefix = f"{letter}-{unit}-" if unit else letter
    if not is_usable_id(f"{prefix}{10**9}"):
        prefix = letter
    id = f"{prefix}{_highest(prefix, taken) + 1}"
    taken.add(id.casefold())
    return id


def _highest(prefix: str, taken: Iterable[str]) -> int:
    pattern = re.compile(rf"{re.escape(prefix.casefold())}(\d{{1,15}})")
    return max((int(found[1]) for id in taken if (found := pattern.fullmatch(id))), default=0)
