"""What the computed columns of a workbook must show: from our engine, and from the slow reference.

Cells by their place; None for one that must be blank. A table's rows that are no rows of the plan
must be blank all through.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from okrsheet.books.book import Snapshot, Table
from okrsheet.books.file import FileBook
from okrsheet.plan.model import Kpi, Objective, Pillar, Plan, Row, Unit
from okrsheet.score import NodeScore, score_plan
from okrsheet.sheets.parse import parse
from tests.judges.recalculated import Cells, Error, Place, Value, same
from tests.score.reference import Reference

NODE = ("Score", "Expected", "Coverage", "Status", "Worst")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Pillars": NODE,
    "Units": NODE,
    "Objectives": NODE,
    "KPIs": ("Read on", "Actual", "Attainment", "Expected", "Status"),
    "Actions": ("Expected", "Status"),
}
LABELS = {
    "on_track": "On track",
    "at_risk": "At risk",
    "off_track": "Off track",
    "no_data": "No data",
}
ROLL_UP = "Roll up"
EPOCH = datetime(1899, 12, 30)
ONE_MOMENT = 2e-8  # days, 2 ms: a check-in counts one millisecond after a reading of its moment
Figures = Sequence[Value | None]
Expected = dict[Place, Value | None]


class Moment(float):
    """A date and time as a serial number."""


def by_engine(plan: Plan) -> dict[str, list[Figures]]:
    """The figures of each row, table by table in the plan's order, as okrsheet scores them."""
    scores = score_plan(plan)
    nodes = {"Pillars": scores.pillars, "Units": scores.units, "Objectives": scores.objectives}
    return {
        **{name: [_node(score) for score in found] for name, found in nodes.items()},
        "KPIs": [
            (_serial(k.read_on), k.actual, k.attainment, k.expected, LABELS[k.status])
            for k in scores.kpis
        ],
        "Actions": [(action.expected, LABELS[action.status]) for action in scores.actions],
    }


def _node(score: NodeScore) -> Figures:
    status, worst = LABELS[score.status], LABELS[score.worst]
    return (score.score, score.expected, score.coverage, status, worst)


def by_reference(plan: Plan) -> dict[str, list[Figures]]:
    """The same by the slow reference engine."""
    judge = Reference(plan)
    return {
        "Pillars": [_reference_node(judge, row) for row in plan.pillars],
        "Units": [_reference_node(judge, row) for row in plan.units],
        "Objectives": [_reference_node(judge, row) for row in plan.objectives],
        "KPIs": [_reference_kpi(judge, row) for row in plan.kpis],
        "Actions": [
            (expected, LABELS[status]) for expected, status in map(judge.action, plan.actions)
        ],
    }


def _reference_node(judge: Reference, row: Pillar | Unit | Objective) -> Figures:
    found = judge.figures(row)
    status, worst = LABELS[found.status], LABELS[found.worst]
    return (found.score, found.expected, found.coverage, status, worst)


def _reference_kpi(judge: Reference, row: Kpi) -> Figures:
    found = judge.kpi(row)
    read_on, actual = judge.read(row)
    reached = None if row.taken else judge.attainment(row)
    return (_serial(read_on), actual, reached, found.expected, LABELS[found.status])


def _serial(moment: datetime | None) -> Moment | None:
    return None if moment is None else Moment((moment - EPOCH).total_seconds() / 86400)


def differences(path: Path, calculated: Cells, deep: bool = False) -> Iterator[str]:
    """The computed cells of a file that an engine calculates otherwise than we and the reference.

    `deep`: the plan has more levels than formulas follow, so a score may say "Roll up" instead.
    """
    snapshot = FileBook(path).read()
    plan = parse(snapshot)
    in_cycles = _in_cycles(snapshot, plan)
    # The reference knows whole plans: see tests/departments for parts of them.
    engines = (by_engine,) if plan.is_department else (by_engine, by_reference)
    for engine in engines:
        for place, wanted in expected(snapshot, plan, engine).items():
            found = calculated.get(place)
            row = place._replace(column=0)
            if row in in_cycles or (deep and _says_roll_up(place, snapshot, calculated)):
                continue
            if isinstance(found, Error) or not _alike(wanted, found):
                yield f"{place} is {found!r}, {engine.__name__} has {wanted!r}"
    for score in in_cycles.values():
        if calculated.get(score) != ROLL_UP:
            yield f"{score} in a cycle is {calculated.get(score)!r}, not {ROLL_UP!r}"


def expected(
    snapshot: Snapshot, plan: Plan, engine: Callable[[Plan], dict[str, list[Figures]]]
) -> Expected:
    """Every cell of the computed columns, with what it must show."""
    rows: dict[str, Sequence[Row]] = {
        "Pillars": plan.pillars,
        "Units": plan.units,
        "Objectives": plan.objectives,
        "KPIs": plan.kpis,
        "Actions": plan.actions,
    }
    found = engine(plan)
    cells: Expected = {}
    for name, headers in COLUMNS.items():
        table = snapshot.table(name)
        if table is None:
            assert (name, plan.is_department) == ("Pillars", True)
            continue
        blank = (None,) * len(headers)
        by_row = {row.row: figures for row, figures in zip(rows[name], found[name], strict=True)}
        for at in range(len(table.rows)):
            for header, value in zip(headers, by_row.get(at, blank), strict=True):
                cells[place_of(table, at, header)] = value
    return cells


def place_of(table: Table, row: int, header: str) -> Place:
    """The cell of a table's data row (from 0) under a header."""
    return Place(table.sheet, table.row + 1 + row, table.column + table.headers.index(header))


def _in_cycles(snapshot: Snapshot, plan: Plan) -> dict[Place, Place]:
    """The rows of objectives in a cycle, as the place in column 0, and their Score cells."""
    table = snapshot.table("Objectives")
    assert table is not None
    cells = (place_of(table, one.row, "Score") for one in _cyclic(plan))
    return {cell._replace(column=0): cell for cell in cells}


def _cyclic(plan: Plan) -> Iterator[Objective]:
    """The objectives in a cycle; a department's may lead through its context."""
    if plan.is_department:
        yield from (plan.objectives[at] for at in plan.graph.cycles)
        return
    judge = Reference(plan)
    yield from (one for one in plan.objectives if not one.taken and judge.in_cycle(one))


def _says_roll_up(place: Place, snapshot: Snapshot, calculated: Cells) -> bool:
    """Whether the score in that row of Objectives, Pillars or Units says "Roll up"."""
    table = next(table for table in snapshot.tables if table.sheet == place.sheet)
    if "Score" not in table.headers:
        return False
    score = place_of(table, place.row - table.row - 1, "Score")
    return calculated.get(score) == ROLL_UP


def _alike(wanted: Value | None, found: Value | None) -> bool:
    """Whether a cell shows a figure."""
    if isinstance(wanted, Moment):
        return isinstance(found, float) and abs(wanted - found) <= ONE_MOMENT
    if isinstance(wanted, float | int):
        return same(float(wanted), found)
    return wanted == found
