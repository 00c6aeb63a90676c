"""Departments of small plans: what they are sent, as a workbook in memory and calculated."""

from collections.abc import Iterator
from dataclasses import dataclass

from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.departments.sending import Sending
from okrsheet.departments.sent import Rows
from okrsheet.departments.split import sendings
from okrsheet.score.scores import score_plan
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.context import CONTEXT
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.live.part import PartCalculation
from okrsheet.sheets.live.shape import Shape
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.parse import parse
from tests.live.case import kpi, objective, reading, settings
from tests.sheets.live.laid import Laid
from tests.workbooks import Tables as Cells
from tests.workbooks import snapshot

# Sales above its team East, IT beside it; an objective of each, IT's above all.
SALES = {
    "Settings": settings(),
    "Pillars": [{"ID": "P1", "Pillar": "People"}],
    "Units": [
        {"ID": "SALES", "Unit": "Sales"},
        {"ID": "EAST", "Unit": "East", "Parent": "SALES"},
        {"ID": "IT", "Unit": "IT"},
    ],
    "Objectives": [
        objective("O-1", Pillar="P1", Unit="IT"),
        objective("O-2", Parent="O-1", Unit="SALES"),
        objective("O-3", Parent="O-2", Unit="EAST", Weight=3),
    ],
    "KPIs": [kpi("K-1", "O-2", Frequency="monthly"), kpi("K-2", "O-3")],
    "Readings": [reading("K-1", 0.5), reading("K-2", 0.3)],
}
LAYOUTS = (TABLES[0], CONTEXT, *TABLES[2:])


@dataclass(frozen=True)
class Department(Laid[PartCalculation]):
    """A department's plan as it reads its workbook, and the sending that the workbook was for."""

    sending: Sending
    shape: Shape


def departments(tables: Cells, level: int | None = None) -> Iterator[Department]:
    """The departments of a plan, each with its formulas as a write of its own would lay them."""
    book = snapshot(tables)
    plan = parse(book)
    if not any(unit.id and not unit.taken for unit in plan.units):
        return
    for sending in sendings(book, plan, score_plan(plan), "a-plan", level):
        yield department(sending)


def department(sending: Sending) -> Department:
    """A department as it reads its workbook."""
    shape = Shape.of(sending.plan, max(2, len(sending.sent.tables["Settings"].rows)))
    book = workbook(sending, shape)
    plan = parse(book, sending.plan.as_of)
    scores = score_plan(plan)
    made = PartCalculation.of([plan], [scores], shape, Tables(book))
    return Department(book, plan, scores, made, sending, shape)


def workbook(sending: Sending, shape: Shape) -> Snapshot:
    """The tables that a department is sent, blank rows at their ends."""
    held = {**sending.sent.tables, "Context": sending.sent.context}
    tables = tuple(_table(layout, held[layout.name], shape) for layout in LAYOUTS)
    return Snapshot(sending.file, tables, tuple(table.sheet for table in tables))


def _table(layout: TableLayout, held: Rows, shape: Shape) -> Table:
    headers = tuple(column.header for column in layout.columns)
    rows: list[tuple[Value, ...]] = []
    for cells in held.rows:
        said = dict(zip(held.headers, cells, strict=True))
        rows.append(tuple(said.get(header) for header in headers))
    blank = ((None,) * len(headers),) * (shape.of_table(layout.name) - len(rows))
    look = layout.sheet
    return Table(layout.name, look.title, look.header_row, 1, headers, (*rows, *blank))
