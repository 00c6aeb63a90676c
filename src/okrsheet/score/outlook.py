"""Outlook: what the leading KPIs below a node say about its lagging ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from okrsheet.plan.model import Plan
from okrsheet.score.arrays import Floats, Ranks
from okrsheet.score.kpis import KpiFigures
from okrsheet.score.status import NO_DATA, ON_TRACK, rank
from okrsheet.score.tree import Tree, slice_of

Outlook = Literal["warning", "recovering", "steady"]


@dataclass(frozen=True, slots=True)
class Signal:
    """By node: the mean score of one type of KPI below it (NaN where none) and its status."""

    score: Floats
    rank: Ranks


def signal(
    plan: Plan,
    tree: Tree,
    share: tuple[Floats, ...],
    kpis: KpiFigures,
    type: Literal["Leading", "Lagging"],
) -> Signal:
    """The scored KPIs of a type, averaged with the effective weights seen from each node.

    Expected is averaged likewise, and the status follows from the plan's gaps.
    """
    of_type = np.array([kpi.type == type for kpi in plan.kpis], dtype=bool)
    score = np.where(of_type, kpis.score, np.nan)
    expected = np.where(of_type, kpis.expected, np.nan)
    # Two sums with their weights: a KPI without dates has a score but nothing expected of it.
    sums = np.zeros((tree.nodes.size, 4))
    sums[slice_of(tree.nodes.kpis)] = np.column_stack(
        [np.nan_to_num(score), ~np.isnan(score), np.nan_to_num(expected), ~np.isnan(expected)]
    )
    # Nobody here knows the KPIs below frozen figures, nor what all together signal above them.
    sums[slice_of(tree.nodes.context)] = np.nan
    for level, part in zip(tree.levels, share, strict=True):
        counts = level.weight[:, np.newaxis] > 0
        seen = np.where(counts, part[:, np.newaxis] * sums[level.child], 0)
        sums[level.node] = level.total(seen)
    with np.errstate(invalid="ignore"):
        mean, pace = sums[:, 0] / sums[:, 1], sums[:, 2] / sums[:, 3]
    return Signal(mean, rank(pace, mean, plan.settings.on_track_gap, plan.settings.at_risk_gap))


def outlook(leading: int, lagging: int) -> Outlook | None:
    """What the ranks of leading and lagging together foretell; None where either has no data."""
    if NO_DATA in (leading, lagging):
        return None
    if (leading == ON_TRACK) == (lagging == ON_TRACK):
        return "steady"
    return "warning" if lagging == ON_TRACK else "recovering"
