"""How many errors each department's rows have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from okrsheet.plan.finding import Finding, Severity
from okrsheet.plan.model import Action, Driver, Kpi, Objective, Plan, Reading, Row, Unit, key


def errors_by_unit(
    plan: Plan, findings: Iterable[Finding], sent_to: Collection[str]
) -> Counter[str]:
    """How many errors stand on the rows of each unit that was sent a workbook.

    IDs are as `key` gives them. The rows of a unit without a workbook of its own are in that of
    the nearest unit above it that has one.
    """
    rows = {(row.table, row.row): row for row in plan.rows()}
    found: Counter[str] = Counter()
    for finding in findings:
        row = rows.get((finding.table, finding.row)) if finding.row is not None else None
        if row is not None and finding.severity is Severity.ERROR and finding.waiver is None:
            whose = _sendee(plan, row, sent_to)
            if whose is not None:
                found[whose] += 1
    return found


def _sendee(plan: Plan, row: Row, sent_to: Collection[str]) -> str | None:
    unit = _unit_at(plan, row)
    line = plan.graph.unit_line(unit) if unit is not None else ()
    ids = (key(plan.units[at].id) for at in line)
    return next((id for id in ids if id in sent_to), None)


def _unit_at(plan: Plan, row: Row) -> int | None:
    """The 0-based position of a row's unit, by what the row itself refers to."""
    graph = plan.graph
    match row:
        case Unit():
            return graph.units.get(key(row.id) or "")
        case Objective():
            return graph.units.get(key(row.unit) or "")
        case Kpi() | Action():
            objective = graph.objectives.get(key(row.objective) or "")
        case Reading():
            objective = _objective_at(plan, row.kpi)
        case Driver():
            objective = _objective_at(plan, row.driver)
        case _:
            return None
    return None if objective is None else graph.unit[objective]


def _objective_at(plan: Plan, kpi: str | None) -> int | None:
    at = plan.graph.kpis.get(key(kpi) or "")
    return None if at is None else plan.graph.objective_of[at]
