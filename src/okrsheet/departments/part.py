"""Who gets what: the parts of a plan, each the rows of one department and what is around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from okrsheet.books.book import BookError
from okrsheet.departments.around import context_of
from okrsheet.departments.packing import row_of
from okrsheet.plan.model import Context, Plan, Row, key
from okrsheet.score.scores import Scores, frozen_company

__all__ = ["Part", "context_of", "left_out", "part_plan", "part_scores", "parts"]

AnyRow = TypeVar("AnyRow", bound=Row)
Item = TypeVar("Item")
Owners = Sequence[int | None]  # by row: the position of the unit whose part it belongs to
NAMES = ("units", "objectives", "kpis", "readings", "actions", "drivers")


@dataclass(frozen=True)
class Part:
    """One department's rows, as their 0-based positions in the plan's tuples, in their order.

    `unit` is the ID of the department, `name` what it is called. `units` holds the department
    and, where it answers for them, all units below it.
    """

    unit: str
    name: str
    units: tuple[int, ...]
    objectives: tuple[int, ...]
    kpis: tuple[int, ...]
    readings: tuple[int, ...]
    actions: tuple[int, ...]
    drivers: tuple[int, ...]


def parts(plan: Plan, level: int | None = None) -> tuple[Part, ...]:
    """The parts of a plan in the order of its units: one for each unit, or each of a level.

    Level 1 are the units without one above them; with a level each part holds the units below its
    own too. A row whose ID was taken before belongs to nobody. Raises BookError where the plan has
    no units, or none of that level.
    """
    owner = _owners_of_units(plan, level)
    roots = [at for at, own in enumerate(owner) if own == at]
    if not roots:
        raise _no_parts(plan, level)
    tables = [_by_owner(owners) for owners in (owner, *_owners_of_rows(plan, owner))]
    return tuple(
        Part(id, plan.units[root].name or id, *(table.get(root, ()) for table in tables))
        for root in roots
        if (id := plan.units[root].id)
    )


def left_out(plan: Plan, sent: Iterable[Part]) -> dict[str, int]:
    """How many rows go to nobody, by table, where any do."""
    counts = {name: len(getattr(plan, name)) for name in NAMES}
    for part in sent:
        for name in NAMES:
            counts[name] -= len(getattr(part, name))
    return {getattr(plan, name)[0].table: count for name, count in counts.items() if count}


def part_plan(plan: Plan, part: Part, context: Sequence[Context]) -> Plan:
    """The plan of one department: its own rows and what is around them, numbered from 0.

    What did not fit in the rows does not fit here either; what the whole workbook lacks is no
    fault of the department's.
    """
    own = {name: [getattr(plan, name)[at] for at in getattr(part, name)] for name in NAMES}
    misfits = [one for one in plan.misfits if one.table == "Settings" and one.row is not None]
    for rows in own.values():
        for number, row in enumerate(rows) if plan.misfits else ():
            found = plan.misfits_of.get((row.table, row.row), ())
            misfits += [replace(misfit, row=number) for misfit in found]
    return Plan(
        as_of=plan.as_of,
        settings=plan.settings,
        units=_numbered(own["units"]),
        objectives=_numbered(own["objectives"]),
        kpis=_numbered(own["kpis"]),
        readings=_numbered(own["readings"]),
        actions=_numbered(own["actions"]),
        drivers=_numbered(own["drivers"]),
        context=_numbered(context),
        misfits=tuple(misfits),
    )


def part_scores(scores: Scores, plan: Plan, part: Part, own: Plan) -> Scores:
    """The scores of a department's rows as they are in the whole plan; `own` is its `part_plan`.

    They are those that `score_plan(own)` gives, but for what other units' KPIs take part in:
    effective weights, `leading`, `lagging` and `outlook`, which here are the whole plan's.
    """
    return Scores(
        as_of=plan.as_of,
        company=frozen_company(own),
        pillars=(),
        units=_picked(scores.units, part.units),
        objectives=_picked(scores.objectives, part.objectives),
        kpis=_picked(scores.kpis, part.kpis),
        actions=_picked(scores.actions, part.actions),
    )


def _owners_of_units(plan: Plan, level: int | None) -> list[int | None]:
    """By unit, itself, or with a level the unit of that level that it is or stands below."""
    found: list[int | None] = []
    for at, unit in enumerate(plan.units):
        line = list(plan.graph.unit_line(at))
        top = 0 if level is None else len(line) - level
        owner = line[top] if 0 <= top < len(line) else None
        has_own = not unit.taken and owner is not None and plan.units[owner].id is not None
        found.append(owner if has_own else None)
    return found


def _owners_of_rows(plan: Plan, unit: Owners) -> Iterator[Owners]:
    """The owners of objectives, KPIs, readings, actions and drivers, from those of the units."""
    graph = plan.graph
    objective = _inherited(plan.objectives, graph.unit, unit)
    kpi = _inherited(plan.kpis, graph.objective_of, objective)
    measured = (graph.kpis.get(key(row.kpi) or "") for row in plan.readings)
    served = (graph.objectives.get(key(row.objective) or "") for row in plan.actions)
    moved = (graph.kpis.get(key(row.driver) or "") for row in plan.drivers)
    yield objective
    yield kpi
    yield _inherited(plan.readings, measured, kpi)
    yield _inherited(plan.actions, served, objective)
    yield _inherited(plan.drivers, moved, kpi)


def _inherited(rows: Sequence[Row], above: Iterable[int | None], owner: Owners) -> Owners:
    """The owner of each row, which is that of the row above it."""
    return [
        None if row.taken or at is None else owner[at] for row, at in zip(rows, above, strict=True)
    ]


def _by_owner(owners: Owners) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    for at, owner in enumerate(owners):
        if owner is not None:
            found[owner].append(at)
    return {owner: tuple(rows) for owner, rows in found.items()}


def _no_parts(plan: Plan, level: int | None) -> BookError:
    if not any(unit.id and not unit.taken for unit in plan.units):
        what, fix = "The plan has no units.", "List the departments in the table Units first."
    else:
        deepest = max(len(list(plan.graph.unit_line(at))) for at in range(len(plan.units)))
        what = f"No unit stands on level {level}."
        fix = f"Choose a level from 1, the units without a Parent, to {deepest}."
    return BookError(what, "Units", fix)


def _numbered(rows: Sequence[AnyRow]) -> tuple[AnyRow, ...]:
    """The rows counted from 0; an ID that the next write gives is sent as the row's own."""
    return tuple(
        row if row.row == at and not row.given else _renumbered(row, at)
        for at, row in enumerate(rows)
    )


def _renumbered(row: AnyRow, at: int) -> AnyRow:
    values = {**row.__dict__, "row": at, "given": False}
    return row_of(type(row), values, row.model_fields_set)


def _picked(items: Sequence[Item], places: Sequence[int]) -> tuple[Item, ...]:
    return tuple(items[at] for at in places)
