"""How many levels of objectives and of units a plan's formulas follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheet.plan.graph import find_cycles
from okrsheet.plan.model import Context, Plan, key

# Levels of objectives and of units at least, and how many more than the plan has: a row moved
# deeper than that shows "Roll up", and a roll-up makes room.
LEVELS, UNIT_LEVELS, DEEPER = 5, 4, 2
DEPARTMENTS_LEVELS, DEPARTMENTS_UNIT_LEVELS = 3, 2
DEEPEST = 40  # a plan deeper than that has values


def levels_of(plan: Plan) -> tuple[int, int]:
    """How many levels of objectives and of units the sheet needs: cycles have to fit too.

    In a department's workbook the lines of its context as well.
    """
    least, least_units = LEVELS, UNIT_LEVELS
    if plan.is_department:
        least = max(DEPARTMENTS_LEVELS, _outside(plan.context, "Objective"))
        least_units = max(DEPARTMENTS_UNIT_LEVELS, _outside(plan.context, "Unit"))
    return (
        max(least, DEEPER + _deepest(plan.graph.parent, plan.graph.cycles)),
        max(least_units, DEEPER + _deepest(plan.graph.unit_parent, plan.graph.unit_cycles)),
    )


def _outside(context: Sequence[Context], kind: str) -> int:
    """The levels of a context's rows of one kind."""
    rows = [row for row in context if row.kind == kind]
    at = {key(row.id): place for place, row in enumerate(rows)}
    stated = [at.get(key(row.parent)) if row.parent else None for row in rows]
    cycles = find_cycles(stated)
    return _deepest([None if up in cycles else up for up in stated], cycles)


def _deepest(parent: Sequence[int | None], cycles: Mapping[int, tuple[int, ...]]) -> int:
    """The number of levels of a forest, or the length of its longest cycle if that is more."""
    depth: dict[int, int] = {}
    for start in range(len(parent)):
        line: list[int] = []
        at: int | None = start
        while at is not None and at not in depth:
            line.append(at)
            at = parent[at]
        base = 0 if at is None else depth[at]
        for above, member in enumerate(reversed(line), start=1):
            depth[member] = base + above
    return max([1, *depth.values(), *(len(path) - 1 for path in cycles.values())])
