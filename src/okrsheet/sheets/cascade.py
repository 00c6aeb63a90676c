"""Scores -> the Cascade: the whole tree as one indented block, parents above their children.

A row for each node: an objective stands under its parent, else under its pillar. Where its pillar
is not its parent's it counts in both, and a row under the pillar says where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from okrsheet.books.book import BlockRow, Content, FillBlock, Style
from okrsheet.plan.model import Plan
from okrsheet.score.scores import Scores
from okrsheet.sheets import looks
from okrsheet.sheets.generated import CASCADE
from okrsheet.sheets.scores import Figures, node_figures

DEEPEST_OUTLINE = 7  # Excel folds at most eight levels


def cascade_edit(plan: Plan, scores: Scores) -> FillBlock:
    """The block of the Cascade: company, pillars, objectives, KPIs; units; what is not aligned."""
    return FillBlock(CASCADE, tuple(_Tree(plan, scores).rows()))


@dataclass(frozen=True)
class _Tree:
    plan: Plan
    scores: Scores

    def rows(self) -> Iterator[BlockRow]:
        name = self.plan.settings.organisation or "Company"
        yield _row(0, {"Node": name, "Kind": "Company", **node_figures(self.scores.company)})
        for at, pillar in enumerate(self.plan.pillars):
            if not pillar.taken:
                yield self._pillar(at)
                for objective in self._in_pillar.get(at, ()):
                    yield from self._objective(objective)
        yield from _section("Units", self._units())
        yield from _section("Not aligned to a pillar", self._unaligned())

    def _pillar(self, at: int) -> BlockRow:
        pillar = self.plan.pillars[at]
        said: Figures = {
            "Node": pillar.name,
            "ID": pillar.id,
            "Kind": "Pillar",
            "Owner": pillar.owner,
            "Weight": pillar.weight,
        }
        return _row(1, {**said, **node_figures(self.scores.pillars[at])})

    def _objective(self, at: int) -> Iterator[BlockRow]:
        """What stands in a pillar for an objective: its tree, or a row if it has a parent."""
        parent = self.plan.graph.parent[at]
        if parent is None:
            yield from self._tree(at, 2)
        else:
            above = self.plan.objectives[parent]
            yield self._objective_row(at, 2, f" (see {above.id or above.name})")

    def _tree(self, root: int, depth: int) -> Iterator[BlockRow]:
        """An objective with its KPIs and all below it, parents first."""
        waiting = [(root, depth)]
        while waiting:
            at, depth = waiting.pop()
            yield self._objective_row(at, depth)
            for kpi in self.plan.graph.kpis_of[at]:
                yield self._kpi(kpi, depth + 1)
            waiting += [(child, depth + 1) for child in reversed(self.plan.graph.children[at])]

    def _objective_row(self, at: int, depth: int, aside: str = "") -> BlockRow:
        objective = self.plan.objectives[at]
        said: Figures = {
            "Node": f"{objective.name or ''}{aside}".strip() or None,
            "ID": objective.id,
            "Kind": "Objective",
            "Owner": objective.owner,
            "Due": objective.due,
            "Weight": objective.weight,
        }
        return _row(depth, {**said, **node_figures(self.scores.objectives[at])})

    def _kpi(self, at: int, depth: int) -> BlockRow:
        kpi, score = self.plan.kpis[at], self.scores.kpis[at]
        said: Figures = {
            "Node": kpi.name,
            "ID": kpi.id,
            "Kind": kpi.type or "KPI",
            "Owner": kpi.owner,
            "Due": kpi.due,
            "Weight": kpi.weight,
            "Share of plan": score.effective_weight,
            "Score": score.score,
            "Expected": score.expected,
            "Coverage": 0.0 if score.score is None else 1.0,
            "Status": score.status.label,
        }
        return _row(depth, said)

    def _units(self) -> Iterator[BlockRow]:
        below: dict[int | None, list[int]] = {}
        for at, parent in enumerate(self.plan.graph.unit_parent):
            if not self.plan.units[at].taken:
                below.setdefault(parent, []).append(at)
        waiting = [(at, 1) for at in reversed(below.get(None, []))]
        while waiting:
            at, depth = waiting.pop()
            unit = self.plan.units[at]
            said: Figures = {
                "Node": unit.name,
                "ID": unit.id,
                "Kind": "Unit",
                "Owner": unit.head,
            }
            yield _row(depth, {**said, **node_figures(self.scores.units[at])})
            waiting += [(child, depth + 1) for child in reversed(below.get(at, []))]

    def _unaligned(self) -> Iterator[BlockRow]:
        graph = self.plan.graph
        for at, objective in enumerate(self.plan.objectives):
            loose = graph.pillar[at] is None and graph.parent[at] is None
            if loose and not objective.taken:
                yield from self._tree(at, 1)

    @cached_property
    def _in_pillar(self) -> dict[int, list[int]]:
        """The objectives that are children of each pillar: in it, with a parent that is not."""
        graph, found = self.plan.graph, dict[int, list[int]]()
        for at, objective in enumerate(self.plan.objectives):
            pillar, parent = graph.pillar[at], graph.parent[at]
            above = None if parent is None else graph.pillar[parent]
            if pillar is not None and pillar != above and not objective.taken:
                found.setdefault(pillar, []).append(at)
        return found


def _section(title: str, rows: Iterator[BlockRow]) -> Iterator[BlockRow]:
    """Rows under a title; nothing where there are none."""
    first = next(rows, None)
    if first is not None:
        yield BlockRow(tuple((cell, looks.TREE[0]) for cell in (title, *BLANKS)))
        yield first
        yield from rows


def _row(depth: int, said: Figures) -> BlockRow:
    name_style = looks.TREE[min(depth, looks.TREE_DEEPEST)]
    styles = (name_style, *(column.style for column in CASCADE.columns[1:]))
    values = (said.get(column.header) for column in CASCADE.columns)
    cells: tuple[tuple[Content, Style], ...] = tuple(zip(values, styles, strict=True))
    return BlockRow(cells, min(depth, DEEPEST_OUTLINE))


BLANKS = (None,) * (len(CASCADE.columns) - 1)
