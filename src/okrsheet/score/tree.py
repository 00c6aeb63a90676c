"""The tree of a plan as arrays, so that a whole level of it is worked out at once.

A node is a number: 0 the company, then the pillars, units, objectives and KPIs in the order of
the plan, then the rows of a department's context. A line runs from a node down to one of its
children. An objective may hang on several nodes: its parent, a pillar, and each unit that it
enters. In a department, where company and pillars are frozen, the company's lines run to the
department's own units at the top: effective weights are shares of the department.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from okrsheet.plan.model import Context, Kpi, Objective, Pillar, Plan
from okrsheet.score.arrays import Floats, Places, Ranks

COMPANY = 0


@dataclass(frozen=True, slots=True)
class Level:
    """The nodes of one depth with the lines down from them, ordered by node.

    By node: `node` its number, `first` its first line. By line: `child` and `weight` (the
    child's, 0 or more), and `upper`, the position in `node` of the node it comes from.
    """

    node: Places
    first: Places
    upper: Places
    child: Places
    weight: Floats

    @classmethod
    def of(cls, parent: Places, child: Places, weight: Floats) -> Level:
        """The level of these lines, which must be ordered by parent."""
        node, first, upper = np.unique(parent, return_index=True, return_inverse=True)
        return cls(node=node, first=first, upper=upper, child=child, weight=weight)

    def total(self, values: Floats) -> Floats:
        """Each node's sum over its lines, column by column."""
        return np.add.reduceat(values, self.first, axis=0)

    def gravest(self, ranks: Ranks) -> Ranks:
        """Each node's highest rank among its lines."""
        return np.maximum.reduceat(ranks, self.first)

    def mean(self, values: Floats) -> Floats:
        """Each node's weighted mean, column by column, over the lines that have a number.

        NaN where none has, or none with a weight.
        """
        missing = np.isnan(values)
        weight = np.where(missing, 0, self.weight[:, np.newaxis])
        with np.errstate(invalid="ignore"):
            return self.total(weight * np.where(missing, 0, values)) / self.total(weight)


@dataclass(frozen=True, slots=True)
class Nodes:
    """The numbers of the nodes of each kind, by position in the plan."""

    pillars: range
    units: range
    objectives: range
    kpis: range
    context: range = range(0)

    @classmethod
    def of(cls, plan: Plan) -> Nodes:
        """The nodes of a plan: the company, and one for every row."""
        kinds = (plan.pillars, plan.units, plan.objectives, plan.kpis, plan.context)
        counts = map(len, kinds)
        bounds = accumulate(counts, initial=COMPANY + 1)
        return cls(*(range(first, end) for first, end in pairwise(bounds)))

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return self.kpis.stop + len(self.context)


@dataclass(frozen=True, slots=True)
class Tree:
    """All lines of a plan, level by level, the deepest first."""

    nodes: Nodes
    levels: tuple[Level, ...]

    @classmethod
    def of(cls, plan: Plan) -> Tree:
        """The tree of a plan. Rows whose ID was taken hang nowhere; a cycle has nothing below."""
        nodes = Nodes.of(plan)
        lines = np.array(list(_lines(plan, nodes)), dtype=np.intp).reshape(-1, 2)
        depth = _depths(plan, nodes)[lines[:, 0]]
        deepest_first = np.lexsort((lines[:, 0], -depth))
        parent, child = lines[deepest_first].T
        weight = _weights(plan, nodes)[child]
        ends = [*(np.flatnonzero(np.diff(depth[deepest_first])) + 1).tolist(), len(lines)]
        levels = [
            Level.of(parent[first:end], child[first:end], weight[first:end])
            for first, end in pairwise([0, *ends])
            if first < end
        ]
        return cls(nodes, tuple(levels))


def _lines(plan: Plan, nodes: Nodes) -> Iterator[tuple[int, int]]:
    """Each line of the tree: a node and a child of it."""
    if plan.is_department:
        yield from _around(plan, nodes)
    for at, pillar in enumerate(() if plan.is_department else plan.pillars):
        if not pillar.taken:
            yield COMPANY, nodes.pillars[at]
    for at, objective in enumerate(plan.objectives):
        if not objective.taken:
            for parent in _above(plan, nodes, at):
                yield parent, nodes.objectives[at]
        if at not in plan.graph.cycles:
            for kpi in plan.graph.kpis_of[at]:
                yield nodes.objectives[at], nodes.kpis[kpi]


def _above(plan: Plan, nodes: Nodes, objective: int) -> Iterator[int]:
    """The nodes that an objective is a child of: its parent, its pillar and the units it enters.

    The pillar only where the parent does not stand in it already.
    """
    graph = plan.graph
    parent, pillar = graph.parent[objective], graph.pillar[objective]
    if parent is not None:
        yield nodes.objectives[parent]
    if pillar is not None and (parent is None or graph.pillar[parent] != pillar):
        yield nodes.pillars[pillar]
    for unit in graph.units_entered(objective):
        yield nodes.units[unit]


def _around(plan: Plan, nodes: Nodes) -> Iterator[tuple[int, int]]:
    """The lines of a department: to its units at the top, and to frozen figures."""
    around = plan.graph.around
    for at, unit in enumerate(plan.units):
        if plan.graph.unit_parent[at] is None and not unit.taken:
            yield COMPANY, nodes.units[at]
    for upper, rows in ((nodes.objectives, around.below), (nodes.units, around.units_below)):
        for at, places in rows.items():
            for place in places:
                yield upper[at], nodes.context[place]


def _depths(plan: Plan, nodes: Nodes) -> Places:
    """How deep each node stands; children that have children stand deeper than their nodes."""
    graph = plan.graph
    below = [0] * len(plan.objectives)
    for root in (at for at, parent in enumerate(graph.parent) if parent is None):
        for at in graph.below(root):
            parent = graph.parent[at]
            below[at] = 0 if parent is None else below[parent] + 1
    depth = np.zeros(nodes.size, dtype=np.intp)
    depth[COMPANY] = -2
    depth[slice_of(nodes.pillars)] = depth[slice_of(nodes.units)] = -1
    depth[slice_of(nodes.objectives)] = below
    return depth


def _weights(plan: Plan, nodes: Nodes) -> Floats:
    """Each node's weight, 0 or more, all divided by one power of two so that no sum overflows.

    A power of two takes nothing from their precision.
    """
    weight = np.ones(nodes.size)
    weight[slice_of(nodes.pillars)] = _entered(plan.pillars)
    weight[slice_of(nodes.objectives)] = _entered(plan.objectives)
    weight[slice_of(nodes.kpis)] = _entered(plan.kpis)
    weight[slice_of(nodes.context)] = _entered(plan.context)
    _, exponent = np.frexp(weight.max())
    scaled: Floats = np.ldexp(weight, -exponent)
    return scaled


def slice_of(nodes: range) -> slice:
    """The nodes of one kind, to index an array by node."""
    return slice(nodes.start, nodes.stop)


def _entered(rows: Iterable[Pillar | Objective | Kpi | Context]) -> list[float]:
    """Blank weighs 1; negative, which has a finding, weighs nothing."""
    return [1.0 if row.weight is None else max(row.weight, 0.0) for row in rows]
