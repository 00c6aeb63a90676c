"""Effective weights: how much of the company's score each KPI makes up."""

from __future__ import annotations

import numpy as np

from okrsheet.score.arrays import Floats
from okrsheet.score.tree import COMPANY, Tree, slice_of


def shares(tree: Tree) -> tuple[Floats, ...]:
    """By level and line: the child's share in its node, 0..1.

    Weights are normalised over the children from which positive weights lead down to some KPI,
    with data or without; other children have no share.
    """
    live = np.zeros(tree.nodes.size, dtype=bool)
    live[slice_of(tree.nodes.kpis)] = True
    found = []
    for level in tree.levels:
        counted = np.where(live[level.child], level.weight, 0)
        total = level.total(counted)
        live[level.node] = total > 0
        whole = total[level.upper]
        found.append(np.divide(counted, whole, out=np.zeros_like(counted), where=whole > 0))
    return tuple(found)


def effective_weights(tree: Tree, share: tuple[Floats, ...]) -> Floats:
    """By node: the product of the shares from the company down, summed over all paths.

    Over all KPIs these sum to 1, or to 0 where no path of positive weights leads to any.
    Source: docs/semantics.md, Roll-up.
    """
    effective = np.zeros(tree.nodes.size)
    effective[COMPANY] = 1
    for level, part in zip(reversed(tree.levels), reversed(share), strict=True):
        np.add.at(effective, level.child, effective[level.node][level.upper] * part)
    return effective
