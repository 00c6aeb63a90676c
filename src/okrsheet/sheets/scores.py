"""Scores -> edits: the computed columns of pillars, units, objectives, KPIs and actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from okrsheet.books.book import Edit, LayTable, SetColumn, Snapshot, Table, Value
from okrsheet.plan.model import Kpi, Plan, Row
from okrsheet.sheets.generated import FINDINGS
from okrsheet.sheets.layout import KPIS, READINGS, TABLES, table_layout
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.nodes import ROLL_UP
from okrsheet.sheets.live.part import PartCalculation
from okrsheet.sheets.names import department_layout
from okrsheet.sheets.owner import owner_line
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import as_formula_text


def score_edits(calculation: Calculation | PartCalculation, snapshot: Snapshot) -> Iterator[Edit]:
    """What fills the computed columns, but for Check and the names.

    Each row shows its row of the sheet Calculation.
    """
    for name, columns in calculation.shown.items():
        table = snapshot.table(name)
        for header, column in columns.items() if table else ():
            assert table is not None
            instead = ROLL_UP if header in ("Score", "Status") else ""
            place = f"ROW()-ROW({name}[[#Headers],[{header}]])"
            formula = f'IFERROR(INDEX({column.from_outside},{place}),"{instead}")'
            look = replace(table_layout(name).column(header).look, formula=formula)
            yield SetColumn(name, look, tuple(column.values[: len(table.rows)].tolist()))


def relay_edits(plan: Plan, snapshot: Snapshot, checked_in: Sequence[Kpi]) -> Iterator[Edit]:
    """What lays anew what is ours on the tables: looks, and the names behind references.

    `checked_in` are the KPIs whose check-ins the same write adds to Readings, in their order.
    """
    owner = owner_line(snapshot)
    for layout in TABLES:
        table = snapshot.table(layout.name)
        if table is not None:
            laid = department_layout(layout) if plan.is_department else layout
            yield LayTable(layout.name, laid.sheet.columns, owner)
            if layout is KPIS:
                names = _names(snapshot.table("Objectives"), "Objective", plan.objectives)
                look = KPIS.column("Objective name").look
                yield SetColumn("KPIs", look, _named(table, "Objective", names, ()))
            if layout is READINGS:
                names = _names(snapshot.table("KPIs"), "KPI", plan.kpis)
                look = READINGS.column("KPI name").look
                yield SetColumn("Readings", look, _named(table, "KPI", names, checked_in))
    if snapshot.table(FINDINGS.name) is not None:
        yield LayTable(FINDINGS.name, FINDINGS.sheet.columns, owner)


def _named(
    table: Table, reference: str, names: Mapping[str, str], added: Sequence[Kpi]
) -> tuple[Value, ...]:
    """The name behind each row's reference, as the column's formula finds it.

    `added` are the KPIs of the rows that the same write adds after the last that is used.
    """
    at = column_at(table, reference)
    said = ["" if at is None else as_formula_text(row[at]) for row in table.rows]
    said += [""] * (table.used + len(added) - len(said))
    said[table.used : table.used + len(added)] = [kpi.id or "" for kpi in added]
    return tuple(names.get(id.casefold(), "") if id else "" for id in said)


def _names(table: Table | None, header: str, rows: Sequence[Row]) -> dict[str, str]:
    """The names of a table's rows by ID, those given by the same write too.

    As a formula has it: of two rows with one ID the first, and whatever stands in the ID column.
    """
    id = column_at(table, "ID") if table else None
    name = column_at(table, header) if table else None
    if table is None or id is None or name is None:
        return {}
    given = {row.row: row.id or "" for row in rows if row.given}
    found: dict[str, str] = {}
    for at, cells in enumerate(table.rows):
        said = given.get(at) or as_formula_text(cells[id])
        found.setdefault(said.casefold(), as_formula_text(cells[name]))
    return found
