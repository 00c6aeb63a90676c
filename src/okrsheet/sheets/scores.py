"""Scores -> edits: the computed columns of pillars, units, objectives, KPIs and actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsheet.books.book import Edit, LayTable, SetColumn, Snapshot, Table, Value
from okrsheet.plan.model import Plan, Row, key
from okrsheet.score.scores import NodeScore, Scores
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.layout import TABLES, table_layout
from okrsheet.sheets.place import at_rows

Figures = Mapping[str, Value]


def score_edits(plan: Plan, scores: Scores, snapshot: Snapshot) -> Iterator[Edit]:
    """What fills the computed columns, but for Check and the names."""
    nodes: tuple[tuple[str, Sequence[Row], Sequence[NodeScore]], ...] = (
        ("Pillars", plan.pillars, scores.pillars),
        ("Units", plan.units, scores.units),
        ("Objectives", plan.objectives, scores.objectives),
    )
    for name, rows, found in nodes:
        yield from _columns(snapshot, name, rows, [_node(score) for score in found])
    yield from _columns(snapshot, "KPIs", plan.kpis, _kpis(scores))
    yield from _columns(snapshot, "Actions", plan.actions, _actions(scores))


def relay_edits(plan: Plan, snapshot: Snapshot, readings: int) -> Iterator[Edit]:
    """What lays anew what is ours on the tables: looks, and the names behind references.

    `readings` is how many data rows the table Readings has in the end.
    """
    for layout in TABLES:
        table = snapshot.table(layout.name)
        if table is not None:
            yield LayTable(layout.name, tuple(column.look for column in layout.columns))
            yield from _names(layout, table, plan, readings)


def _names(layout: TableLayout, table: Table, plan: Plan, readings: int) -> Iterator[Edit]:
    if layout.name == "KPIs":
        names = {key(row.id): row.name for row in reversed(plan.objectives) if not row.taken}
        known: dict[int, Value] = {
            kpi.row: names.get(key(kpi.objective)) or "" for kpi in plan.kpis
        }
        values = tuple(known.get(row, "") for row in range(len(table.rows)))
        yield SetColumn("KPIs", layout.column("Objective name").look, values)
    if layout.name == "Readings":
        names = {key(row.id): row.name for row in reversed(plan.kpis) if not row.taken}
        known = {reading.row: names.get(key(reading.kpi)) or "" for reading in plan.readings}
        yield SetColumn(
            "Readings",
            layout.column("KPI name").look,
            tuple(known.get(row, "") for row in range(readings)),
        )


def _columns(
    snapshot: Snapshot, name: str, rows: Sequence[Row], figures: Sequence[Figures]
) -> Iterator[Edit]:
    table = snapshot.table(name)
    if table is None or not figures:
        return
    layout = table_layout(name)
    for header in figures[0]:
        values = {row.row: found[header] for row, found in zip(rows, figures, strict=True)}
        yield SetColumn(name, layout.column(header).look, at_rows(table, values))


def _node(score: NodeScore) -> Figures:
    return {
        "Score": score.score,
        "Expected": score.expected,
        "Coverage": score.coverage,
        "Status": score.status.label,
        "Worst": score.worst.label,
    }


def _kpis(scores: Scores) -> list[Figures]:
    return [
        {
            "Read on": kpi.read_on,
            "Actual": kpi.actual,
            "Attainment": kpi.attainment,
            "Expected": kpi.expected,
            "Status": kpi.status.label,
        }
        for kpi in scores.kpis
    ]


def _actions(scores: Scores) -> list[Figures]:
    return [{"Expected": one.expected, "Status": one.status.label} for one in scores.actions]
