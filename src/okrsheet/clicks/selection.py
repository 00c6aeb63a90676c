"""What the user has selected, as the plan knows it: a row of a table, an ID, an objective."""

from __future__ import annotations

from dataclasses import dataclass

from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.clicks.answer import Place
from okrsheet.plan.model import Action, Driver, Kpi, Objective, Plan, Reading, Row, key
from okrsheet.sheets.generated import CASCADE, FINDINGS
from okrsheet.sheets.place import column_at
from okrsheet.sheets.summary_look import SUMMARY
from okrsheet.sheets.values import as_text

# The sheets that list nodes of the plan in a block, with the 0-based column of their IDs.
ID_COLUMN = {
    look.title: [column.header for column in look.columns].index("ID")
    for look in (CASCADE, SUMMARY)
}
CELLS = max(ID_COLUMN.values()) + 1  # of the selected row that are looked at


@dataclass(frozen=True)
class Here:
    """Where the user is: the selected cell, and what the first `CELLS` cells of its row hold."""

    place: Place
    cells: tuple[Value, ...] = ()


def selected_row(snapshot: Snapshot, here: Here) -> tuple[Table, int] | None:
    """The table that the selected row belongs to, and which of its data rows it is (0-based)."""
    place = here.place
    beside = [
        table
        for table in snapshot.tables
        if table.sheet == place.sheet and table.row < place.row <= table.row + len(table.rows)
    ]
    over = [t for t in beside if t.column <= place.column < t.column + len(t.headers)]
    table = next(iter(over or beside), None)
    return None if table is None else (table, place.row - table.row - 1)


def selected_id(plan: Plan, snapshot: Snapshot, here: Here) -> str | None:
    """The ID that the selected row is about; None where it is about none of the plan.

    A reading is about its KPI and a hypothesis about its driver. A row without an ID has the one
    that the next write gives it.
    """
    found = selected_row(snapshot, here)
    if found is None:
        column = ID_COLUMN.get(here.place.sheet, len(here.cells))
        said = as_text(here.cells[column]) if column < len(here.cells) else ""
    elif _is(found[0], FINDINGS.name):
        table, at = found
        said = as_text(table.rows[at][column_at(table, "ID") or 0])
    else:
        row = row_at(plan, *found)
        said = _about(row) if row else ""
    known = {key(row.id) for row in plan.rows()}
    return said.strip() if key(said.strip()) in known - {None} else None


def row_at(plan: Plan, table: Table, at: int) -> Row | None:
    """The row of the plan that stands in that data row (0-based) of a table."""
    return next((row for row in plan.rows() if row.row == at and _is(table, row.table)), None)


def selected_objective(plan: Plan, snapshot: Snapshot, here: Here) -> Objective | None:
    """The objective that the selected row is, or that its KPI or action belongs to."""
    wanted = key(selected_id(plan, snapshot, here))
    rows = (row for row in plan.rows() if wanted is not None and key(row.id) == wanted)
    row = next(rows, None)
    if isinstance(row, Kpi | Action):
        wanted = key(row.objective)
    at = plan.graph.objectives.get(wanted or "")
    return None if at is None else plan.objectives[at]


def _about(row: Row) -> str:
    match row:
        case Reading():
            return row.kpi or ""
        case Driver():
            return row.driver or ""
        case _:
            return row.id or ""


def _is(table: Table, name: str) -> bool:
    return table.name.casefold() == name.casefold()
