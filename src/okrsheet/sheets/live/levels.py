"""How many levels of objectives and of units a plan's formulas follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsheet.plan.model import Plan

# Levels of objectives and of units at least, and how many more than the plan has: a row moved
# deeper than that shows "Roll up", and a roll-up makes room.
LEVELS, UNIT_LEVELS, DEEPER = 5, 4, 2
DEEPEST = 40  # a plan deeper than that has values


def levels_of(plan: Plan) -> tuple[int, int]:
    """How many levels of objectives and of units the sheet needs: cycles have to fit too."""
    return (
        max(LEVELS, DEEPER + _deepest(plan.graph.parent, plan.graph.cycles)),
        max(UNIT_LEVELS, DEEPER + _deepest(plan.graph.unit_parent, plan.graph.unit_cycles)),
    )


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
