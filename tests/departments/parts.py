"""Departments of plans for tests, and the tables in which their workbooks hold them."""

from dataclasses import replace
from typing import Any

from okrsheet.books.book import Snapshot, Table
from okrsheet.departments.part import Part, context_of, part_plan, parts
from okrsheet.plan.model import (
    Action,
    Driver,
    Objective,
    Pillar,
    Plan,
    Reading,
    Row,
    Unit,
)
from okrsheet.score import Scores, score_plan
from okrsheet.sheets.context import CONTEXT
from tests.score.plans import START, a_kpi, a_plan
from tests.workbooks import snapshot

# Sales above East and West; IT beside it, with the objective A that Sales serves.
PLAN = a_plan(
    Pillar(ID="P", Pillar="Happy customers"),
    Unit(ID="SALES", Unit="Sales"),
    Unit(ID="EAST", Unit="East", Parent="SALES"),
    Unit(ID="WEST", Parent="SALES"),
    Unit(ID="IT", Unit="IT"),
    Objective(ID="A", Objective="Serve faster", Pillar="P", Unit="IT"),
    Objective(ID="S", Objective="Sell more", Parent="A", Unit="SALES"),
    Objective(ID="E", Objective="Sell in the east", Parent="S", Unit="EAST", Weight=3.0),
    Objective(ID="W", Objective="Open in the west", Pillar="P", Unit="WEST"),
    Objective(ID="L", Objective="Nobody's", Pillar="P"),
    a_kpi("KA", "A", 0.5),
    a_kpi("KS", "S", 0.2),
    a_kpi("KE", "E", 0.6),
    a_kpi("KW", "W", 0.4),
    a_kpi("KL", "L", 0.4),
    Reading(KPI="KE", Date=START, Value=0.6),
    Reading(KPI="nowhere", Date=START, Value=0.6),
    Reading(KPI="ks", Date=START, Value=0.1),
    Action(ID="N", Objective="W"),
    Driver(Driver="KE", Outcome="KA"),
)


def sent(plan: Plan, part: Part, scores: Scores | None = None) -> Plan:
    """The plan of one department."""
    context = context_of(plan, scores or score_plan(plan), part, "a-plan", "a-sending")
    return part_plan(plan, part, context)


def department(plan: Plan, unit: str, level: int | None = None) -> Plan:
    """The plan of the department with that ID."""
    return sent(plan, next(part for part in parts(plan, level) if part.unit == unit))


def workbook(plan: Plan, **more: list[dict[str, object]]) -> Snapshot:
    """A department's plan as its workbook says it, with `more` rows under its tables."""
    tables: dict[str, list[dict[str, object]]] = {
        "Settings": [
            {"Setting": name, "Value": value}
            for name, value in plan.settings.model_dump(by_alias=True, exclude_unset=True).items()
        ]
    }
    for row in plan.rows():
        tables.setdefault(row.table, []).append(_cells(row))
    for name, rows in more.items():
        tables.setdefault(name, []).extend(rows)
    book = snapshot(tables, missing={"Pillars"})
    return replace(book, tables=(*book.tables, context_table(plan)))


def context_table(plan: Plan) -> Table:
    """The table Context of a department's plan."""
    headers = tuple(column.header for column in CONTEXT.columns)
    rows = [_cells(row) for row in plan.context]
    return Table(
        name="Context",
        sheet="Context",
        row=4,
        column=1,
        headers=headers,
        rows=tuple(tuple(row.get(header) for header in headers) for row in rows),
        formulas={},
    )


def _cells(row: Row) -> dict[str, Any]:
    said = row.model_dump(by_alias=True)
    return {header: said[header] for header in said if header[0].isupper()}
