"""Roll-up: from the KPIs to their objectives, units and pillars, and to the company."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from okrsheet.plan.model import Plan, Settings
from okrsheet.score.arrays import Floats, Ranks, numbers
from okrsheet.score.kpis import KpiFigures
from okrsheet.score.status import NO_DATA, RANK_OF, TOLERANCE, rank
from okrsheet.score.tree import Tree, slice_of

SCORE, EXPECTED, COVERAGE = range(3)


@dataclass(frozen=True, slots=True)
class NodeFigures:
    """By node of the tree: shares 0..1, NaN where missing, and the ranks of two statuses.

    `rank` is the node's own, `worst` that of the worst status below it.
    """

    score: Floats
    expected: Floats
    coverage: Floats
    rank: Ranks
    worst: Ranks


def roll_up(plan: Plan, tree: Tree, kpis: KpiFigures) -> NodeFigures:
    """The figures of every node. Source: docs/semantics.md, Roll-up."""
    shown = np.full((tree.nodes.size, 3), np.nan)
    shown[:, COVERAGE] = 0
    own = slice_of(tree.nodes.kpis)
    shown[own] = np.column_stack([kpis.score, kpis.expected, ~np.isnan(kpis.score)])
    ranks = np.full(tree.nodes.size, NO_DATA, dtype=np.int8)
    ranks[own] = kpis.rank
    worst = np.full_like(ranks, NO_DATA)
    if plan.is_department:
        around, fixed = slice_of(tree.nodes.context), frozen(plan)
        shown[around] = np.column_stack([fixed.score, fixed.expected, fixed.coverage])
        ranks[around], worst[around] = fixed.rank, fixed.worst
    by_worst = _by_worst(plan, tree)
    for level in tree.levels:
        mean = level.mean(shown[level.child])
        mean[:, COVERAGE] = np.nan_to_num(mean[:, COVERAGE])
        shown[level.node] = mean
        counts = level.weight > 0
        below = np.where(counts, ranks[level.child], NO_DATA)
        ranks[level.node] = np.where(
            by_worst[level.node], level.gravest(below), _paced(mean, plan.settings)
        )
        worst[level.node] = level.gravest(
            np.where(counts, np.maximum(below, worst[level.child]), NO_DATA)
        )
    return NodeFigures(shown[:, SCORE], shown[:, EXPECTED], shown[:, COVERAGE], ranks, worst)


def frozen(plan: Plan) -> NodeFigures:
    """The figures of each row of a department's context, as of its sending."""
    rows = plan.context
    return NodeFigures(
        score=numbers(row.score for row in rows),
        expected=numbers(row.expected for row in rows),
        coverage=np.nan_to_num(numbers(row.coverage for row in rows)),
        rank=np.array([RANK_OF[row.status] for row in rows], dtype=np.int8),
        worst=np.array([RANK_OF[row.worst] for row in rows], dtype=np.int8),
    )


def _paced(mean: Floats, settings: Settings) -> Ranks:
    """The status of averaged figures, which too little coverage leaves without data."""
    by_gap = rank(mean[:, EXPECTED], mean[:, SCORE], settings.on_track_gap, settings.at_risk_gap)
    covered = mean[:, COVERAGE] >= settings.minimum_coverage - TOLERANCE
    return np.where(covered, by_gap, NO_DATA).astype(np.int8)


def _by_worst(plan: Plan, tree: Tree) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The nodes that are only as healthy as their weakest part."""
    chosen = np.zeros(tree.nodes.size, dtype=bool)
    chosen[slice_of(tree.nodes.objectives)] = [o.roll_up == "Worst" for o in plan.objectives]
    return chosen
