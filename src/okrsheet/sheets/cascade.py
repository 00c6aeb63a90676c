"""Scores -> the Cascade: the whole tree as one indented block, parents above their children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from okrsheet.books.book import BlockRow, Content, FillBlock, Style, Value
from okrsheet.plan.model import Plan
from okrsheet.score.scores import NodeScore, Scores
from okrsheet.sheets import looks
from okrsheet.sheets.generated import CASCADE

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
        yield self._node(0, name, None, "Company", self.scores.company)
        for at, pillar in enumerate(self.plan.pillars):
            if not pillar.taken:
                score = self.scores.pillars[at]
                yield self._node(
                    1, pillar.name, pillar.id, "Pillar", score, pillar.owner, weight=pillar.weight
                )
                for root in self._roots.get(at, ()):
                    yield from self._objective(root, 2)
        yield from self._section("Units", self._units())
        yield from self._section("Not aligned to a pillar", self._unaligned())

    def _section(self, title: str, rows: Iterator[BlockRow]) -> Iterator[BlockRow]:
        first = next(rows, None)
        if first is not None:
            blanks = ((None, looks.TREE[0]) for _ in CASCADE.columns[1:])
            yield BlockRow(((title, looks.TREE[0]), *blanks))
            yield first
            yield from rows

    def _objective(self, root: int, depth: int) -> Iterator[BlockRow]:
        """An objective with its KPIs and all below it, parents first."""
        waiting = [(root, depth)]
        while waiting:
            at, depth = waiting.pop()
            objective = self.plan.objectives[at]
            yield self._node(
                depth,
                objective.name,
                objective.id,
                "Objective",
                self.scores.objectives[at],
                objective.owner,
                objective.due,
                objective.weight,
            )
            for kpi in self.plan.graph.kpis_of[at]:
                yield self._kpi(kpi, depth + 1)
            waiting += [(child, depth + 1) for child in reversed(self.plan.graph.children[at])]

    def _units(self) -> Iterator[BlockRow]:
        below: dict[int | None, list[int]] = {}
        for at, parent in enumerate(self.plan.graph.unit_parent):
            if not self.plan.units[at].taken:
                below.setdefault(parent, []).append(at)
        waiting = [(at, 1) for at in reversed(below.get(None, []))]
        while waiting:
            at, depth = waiting.pop()
            unit = self.plan.units[at]
            yield self._node(depth, unit.name, unit.id, "Unit", self.scores.units[at], unit.head)
            waiting += [(child, depth + 1) for child in reversed(below.get(at, []))]

    def _unaligned(self) -> Iterator[BlockRow]:
        graph = self.plan.graph
        for at, objective in enumerate(self.plan.objectives):
            loose = graph.pillar[at] is None and graph.parent[at] is None
            if loose and not objective.taken:
                yield from self._objective(at, 1)

    @cached_property
    def _roots(self) -> dict[int, list[int]]:
        """The objectives right under each pillar: in it, with a parent that is not."""
        graph, found = self.plan.graph, dict[int, list[int]]()
        for at, objective in enumerate(self.plan.objectives):
            pillar, parent = graph.pillar[at], graph.parent[at]
            above = graph.pillar[parent] if parent is not None else None
            if pillar is not None and pillar != above and not objective.taken:
                found.setdefault(pillar, []).append(at)
        return found

    def _kpi(self, at: int, depth: int) -> BlockRow:
        kpi, score = self.plan.kpis[at], self.scores.kpis[at]
        return _row(
            depth,
            (
                kpi.name,
                kpi.id,
                kpi.type or "KPI",
                kpi.owner,
                kpi.due,
                kpi.weight,
                score.effective_weight,
                score.score,
                score.expected,
                1.0 if score.score is not None else 0.0,
                score.status.label,
                None,
            ),
        )

    def _node(
        self,
        depth: int,
        name: str | None,
        id: str | None,
        kind: str,
        score: NodeScore,
        owner: str | None = None,
        due: datetime | None = None,
        weight: float | None = None,
    ) -> BlockRow:
        return _row(
            depth,
            (
                name,
                id,
                kind,
                owner,
                due,
                weight,
                None,
                score.score,
                score.expected,
                score.coverage,
                score.status.label,
                score.worst.label,
            ),
        )


def _row(depth: int, values: tuple[Value, ...]) -> BlockRow:
    name_style = looks.TREE[min(depth, looks.TREE_DEEPEST)]
    styles = (name_style, *(column.style for column in CASCADE.columns[1:]))
    cells: tuple[tuple[Content, Style], ...] = tuple(zip(values, styles, strict=True))
    return BlockRow(cells, min(depth, DEEPEST_OUTLINE))
