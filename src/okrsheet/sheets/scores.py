"""Scores -> edits: the computed columns of pillars, units, objectives, KPIs and actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from okrsheet.books.book import Edit, LayTable, SetColumn, Snapshot, Table, Value
from okrsheet.plan.model import Kpi, Plan, Row, key
from okrsheet.score.scores import NodeScore
from okrsheet.sheets.generated import FINDINGS
from okrsheet.sheets.layout import KPIS, READINGS, TABLES, table_layout
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.nodes import ROLL_UP
from okrsheet.sheets.owner import owner_line

Figures = Mapping[str, Value]  # by the header of a computed column


def score_edits(calculation: Calculation, snapshot: Snapshot) -> Iterator[Edit]:
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


def node_figures(score: NodeScore) -> Figures:
    """The figures of an objective, unit or pillar, or of the company."""
    return {
        "Score": score.score,
        "Expected": score.expected,
        "Coverage": score.coverage,
        "Status": score.status.label,
        "Worst": score.worst.label,
    }


def relay_edits(plan: Plan, snapshot: Snapshot, checked_in: Sequence[Kpi]) -> Iterator[Edit]:
    """What lays anew what is ours on the tables: looks, and the names behind references.

    `checked_in` are the KPIs whose check-ins the same write adds to Readings, in their order.
    """
    owner = owner_line(snapshot)
    for layout in TABLES:
        table = snapshot.table(layout.name)
        if table is not None:
            yield LayTable(layout.name, tuple(column.look for column in layout.columns), owner)
            if layout is KPIS:
                yield SetColumn(
                    "KPIs", KPIS.column("Objective name").look, _objective_names(table, plan)
                )
            if layout is READINGS:
                look = READINGS.column("KPI name").look
                yield SetColumn("Readings", look, _kpi_names(table, plan, checked_in))
    if snapshot.table(FINDINGS.name) is not None:
        yield LayTable(FINDINGS.name, FINDINGS.sheet.columns, owner)


def _objective_names(kpis: Table, plan: Plan) -> tuple[Value, ...]:
    """The objective's name beside each KPI."""
    names = _names(plan.objectives)
    found = {kpi.row: names.get(key(kpi.objective), "") for kpi in plan.kpis}
    return tuple(found.get(row, "") for row in range(len(kpis.rows)))


def _kpi_names(readings: Table, plan: Plan, checked_in: Sequence[Kpi]) -> tuple[Value, ...]:
    """The KPI's name beside each reading, those that are being added too."""
    names = _names(plan.kpis)
    found = {one.row: names.get(key(one.kpi), "") for one in plan.readings}
    added = {readings.used + at: names.get(key(kpi.id), "") for at, kpi in enumerate(checked_in)}
    rows = max(len(readings.rows), readings.used + len(checked_in))
    found |= added
    return tuple(found.get(row, "") for row in range(rows))


def _names(rows: Sequence[Row]) -> dict[str | None, str]:
    """The names by ID. As the formula has it: of two rows with one ID the first, "" for none."""
    return {key(row.id): getattr(row, "name", None) or "" for row in reversed(rows) if row.id}
