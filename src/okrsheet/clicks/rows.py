"""Where to type next: the first free row of a table, and the KPIs whose reading is due."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheet.books.book import AppendRows, BookError, Edit, SetCells, Snapshot, Table
from okrsheet.clicks.answer import Answer, place_in
from okrsheet.clicks.selection import Here, selected_objective, selected_row
from okrsheet.plan.finding import Finding
from okrsheet.plan.model import Objective, Plan
from okrsheet.sheets.change import cell_change
from okrsheet.sheets.layout import KPIS
from okrsheet.sheets.parse import parse
from okrsheet.sheets.place import column_at
from okrsheet.smart.registry import lint

OVERDUE = "T06"  # the rule that says that a reading is due


def add_objective(snapshot: Snapshot, here: Here) -> Answer:
    """Go to the first free row of the objectives."""
    table = _table(snapshot, "Objectives")
    bar = "Type the objective: a verb, what, from how much to how much, by when."
    return Answer(go=place_in(table, table.used, "Objective"), bar=bar)


def add_kpi(snapshot: Snapshot, here: Here) -> Answer:
    """Go to a new row of the KPIs, for the selected objective where one is selected."""
    return _added(snapshot, here, "KPIs", "KPI", "Type what is measured")


def add_action(snapshot: Snapshot, here: Here) -> Answer:
    """Go to a new row of the actions, for the selected objective where one is selected."""
    return _added(snapshot, here, "Actions", "Action", "Type what is done")


def check_in(snapshot: Snapshot, here: Here) -> Answer:
    """Go to the New value of the next KPI whose reading is due, and from the last to the first."""
    plan, table = parse(snapshot), _table(snapshot, KPIS.name)
    due = [finding for finding in lint(plan, {OVERDUE}) if finding.waiver is None]
    if not due:
        return Answer(box=f"No reading is due as of {plan.as_of}.")
    selected = selected_row(snapshot, here)
    row = selected[1] if selected is not None and selected[0] is table else -1
    at = next((at for at, one in enumerate(due) if (one.row or 0) > row), 0)
    bar = f"{at + 1} of {len(due)} due: {_due_text(plan, due[at])}"
    return Answer(go=place_in(table, due[at].row or 0, "New value"), bar=bar)


def _due_text(plan: Plan, finding: Finding) -> str:
    name = next(kpi.name for kpi in plan.kpis if kpi.row == finding.row)
    return f"{name}. {finding.message}" if name else finding.message


def _added(snapshot: Snapshot, here: Here, name: str, header: str, wanted: str) -> Answer:
    table, plan = _table(snapshot, name), parse(snapshot)
    objective = selected_objective(plan, snapshot, here)
    place = place_in(table, table.used, header)
    column = column_at(table, "Objective")
    if objective is None or objective.id is None or column is None:
        return Answer(go=place, bar=f"{wanted}, and choose its Objective.")
    row = AppendRows(table.name, (table.headers[column],), ((objective.id,),))
    edits = (*_given_id(snapshot, objective), row)
    return Answer(edits, place, bar=f"{wanted}. It belongs to {_called(objective)}.")


def _given_id(snapshot: Snapshot, objective: Objective) -> Iterator[Edit]:
    """What gives an objective its ID where it has none yet, so that it can be referred to."""
    table = _table(snapshot, "Objectives")
    column = column_at(table, "ID")
    if objective.given and column is not None:
        yield SetCells(table.name, (cell_change(table, objective, column, objective.id),))


def _called(objective: Objective) -> str:
    return f"{objective.id} {objective.name or ''}".strip()


def _table(snapshot: Snapshot, name: str) -> Table:
    table = snapshot.table(name)
    if table is None:
        fix = "Put it back, or take it from a new workbook: New makes one."
        raise BookError(f"The table {name} is missing.", snapshot.name, fix)
    return table
