"""Rows that name their parents: which stands below which, and what keeps them from a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from okrsheet.functions.cells import WrongArgument
from okrsheet.plan.graph import Positions, find_cycles
from okrsheet.plan.model import key
from okrsheet.score.arrays import Floats
from okrsheet.score.tree import COMPANY, Level, Nodes, Tree

Texts = Sequence[str | None]


@dataclass(frozen=True)
class Forest:
    """Trees of rows, each row named by its 0-based place.

    `children` is by row, and by None for the rows at the top; rows without children are not in it.
    `node` numbers the rows as `score.tree` does: None, what stands above all, is the company; from
    1 come those that have children, as if they were objectives, then the others, as if KPIs.
    """

    children: Mapping[int | None, Sequence[int]]
    node: Mapping[int | None, int]

    @classmethod
    def of(cls, ids: Texts, parents: Texts, names: Texts) -> Forest:
        """The trees of these rows, but for blank ones. Raises WrongArgument for what is no tree."""
        filled = [at for at, row in enumerate(zip(ids, parents, names, strict=True)) if any(row)]
        parent = _parents(ids, parents, _places(ids, filled))
        children: dict[int | None, list[int]] = {}
        for at in filled:
            children.setdefault(parent[at], []).append(at)
        inner = [at for at in filled if at in children]
        leaves = [at for at in filled if at not in children]
        return cls(
            children, {at: number for number, at in enumerate((None, *inner, *leaves), COMPANY)}
        )

    def rows(self) -> Iterator[tuple[int, int]]:
        """Every row with its level, 1 at the top: parents first, else in the order given."""
        waiting = [(at, 1) for at in reversed(self.children.get(None, ()))]
        while waiting:
            at, level = waiting.pop()
            yield at, level
            waiting += [(child, level + 1) for child in reversed(self.children.get(at, ()))]

    def tree(self, weights: Floats) -> Tree:
        """The rows as a tree to score, its company standing above all; `weights` are by row."""
        none, inner, end = range(1, 1), len(self.children), len(self.node)
        nodes = Nodes(none, none, range(1, inner), range(inner, end))
        by_level: list[list[int | None]] = [[None]]
        for at, level in self.rows():
            if at in self.children:
                by_level += [[] for _ in range(level + 1 - len(by_level))]
                by_level[level].append(at)
        return Tree(nodes, tuple(self._level(rows, weights) for rows in reversed(by_level)))

    def _level(self, parents: Sequence[int | None], weights: Floats) -> Level:
        """The lines down from the rows of one level."""
        node = self.node
        lines = sorted((node[up], node[at], at) for up in parents for at in self.children[up])
        upper, lower, row = np.array(lines, dtype=np.intp).T
        return Level.of(upper, lower, weights[row])


def _places(ids: Texts, filled: Sequence[int]) -> Mapping[str, int]:
    """The row of each compared ID. Raises WrongArgument for a blank one and for a second one."""
    places: dict[str, int] = {}
    for at in filled:
        own = key(ids[at])
        if own is None:
            raise WrongArgument(f"Row {at + 1}: the ID is blank.")
        if own in places:
            rows = f"{places[own] + 1} and {at + 1}"
            raise WrongArgument(f"The ID {ids[at]} stands twice, in rows {rows}.")
        places[own] = at
    return places


def _parents(ids: Texts, parents: Texts, places: Mapping[str, int]) -> Positions:
    """The row of each row's parent. Raises WrongArgument for one that is missing, and a circle."""
    found: list[int | None] = [None] * len(ids)
    for at in places.values():
        up = key(parents[at])
        if up is not None and up not in places:
            raise WrongArgument(
                f"Row {at + 1}: the parent {parents[at]} of {ids[at]} is not among the IDs."
            )
        found[at] = None if up is None else places[up]
    for ring in find_cycles(found).values():
        path = " > ".join(ids[at] or "" for at in ring)
        raise WrongArgument(f"The parents run in a circle: {path}.")
    return tuple(found)
