"""The next free IDs in the master for new rows of departments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from okrsheet.books.book import Value
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.difference import Added
from okrsheet.departments.entered import ENTERED, Row, id_key
from okrsheet.departments.standing import Standing
from okrsheet.plan.model import Action, Kpi, Objective, Unit
from okrsheet.plan.model import Row as PlanRow
from okrsheet.sheets.ids import give_ids
from okrsheet.sheets.layout import id_tables
from okrsheet.sheets.values import as_text

# New rows that have their ID in the master, by table and ID as it is compared.
Fresh = Mapping[tuple[str, str], Row]


@dataclass(frozen=True, eq=False)
class Waiting:
    """A new row that wants an ID."""

    arrival: Arrival
    added: Added

    def is_one_of(self, copies: Copies) -> bool:
        """Whether it is the same row again, in another file of the same unit."""
        first, is_elsewhere = copies[0], all(one.arrival is not self.arrival for one in copies)
        if not is_elsewhere or first.added.id != self.added.id:
            return False
        entered = ENTERED[self.added.table]
        return entered.is_same(first.arrival.row(first.added), self.arrival.row(self.added))


# One new row, as it stands in several files of its unit.
Copies = list[Waiting]


def next_ids(
    waiting: Sequence[Waiting], standing: Standing, fresh: Fresh, mentioned: Iterable[str]
) -> list[str]:
    """An ID for each of the rows, which are all of one table, by the rules of `give_ids`.

    `mentioned` are IDs, as they are compared, that are not free besides those of the master.
    """
    if not waiting:
        return []
    table = waiting[0].added.table
    units = [_unit(table, one.arrival.row(one.added), standing, fresh) for one in waiting]
    rows: dict[str, list[PlanRow]] = {layout.name: [] for layout in id_tables()}
    rows[table] = [_nameless(table, unit) for unit in units]
    rows["Units"] += [Unit(ID=unit) for unit in dict.fromkeys(units) if unit]
    if table in ("KPIs", "Actions"):
        rows["Objectives"] += [Objective(ID=_stand_in(unit), Unit=unit) for unit in set(units)]
    given = give_ids(rows, {*standing.mentioned, *mentioned})[table]
    return [row.id or "" for row in given[: len(waiting)]]


def _unit(table: str, row: Row, standing: Standing, fresh: Fresh) -> str | None:
    """The ID of the unit that a row's ID names, as it is spelled; None where there is none."""
    at = ENTERED[table].at
    if table in ("KPIs", "Actions"):
        above = _row("Objectives", row[at["Objective"]], standing, fresh)
        return _unit("Objectives", above, standing, fresh) if above else None
    unit = _row("Units", row[at["Unit"]], standing, fresh) if table == "Objectives" else None
    return as_text(unit[0]) if unit else None


def _row(table: str, id: Value, standing: Standing, fresh: Fresh) -> Row | None:
    return standing.find(table, id) or fresh.get((table, id_key(id)))


def _nameless(table: str, unit: str | None) -> PlanRow:
    match table:
        case "KPIs":
            return Kpi(Objective=_stand_in(unit))
        case "Actions":
            return Action(Objective=_stand_in(unit))
        case "Objectives":
            return Objective(Unit=unit)
        case _:
            return Unit()


def _stand_in(unit: str | None) -> str:
    """An objective of the unit, as `give_ids` asks for the unit of one; no ID looks like this."""
    return f"# {unit or ''}"
