"""Scores -> the Cascade: the whole tree as one indented block, parents above their children.

A row for each node: an objective stands under its parent, else under its pillar. Where its pillar
is not its parent's it counts in both, and a row under the pillar says where it stands. The rows are
those of the last roll-up; what stands in them is looked up by ID.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from okrsheet.books.book import BlockRow, Content, FillBlock, Formula, Style
from okrsheet.plan.model import Plan, Row
from okrsheet.score.scores import Scores
from okrsheet.sheets import looks
from okrsheet.sheets.cascade_cells import COMPANY, HEADERS, Cells, cells_by_table
from okrsheet.sheets.figures import Figures, node_figures
from okrsheet.sheets.generated import CASCADE
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.owner import owner_line

DEEPEST_OUTLINE = 7  # Excel folds at most eight levels


def cascade_edit(plan: Plan, scores: Scores, calculation: Calculation) -> FillBlock:
    """The block of the Cascade: company, pillars, objectives, KPIs; units; what is not aligned.

    Its cells are formulas over the tables and the sheet Calculation; a row without an ID of its own
    cannot be looked up and has values.
    """
    told = cells_by_table(calculation)
    nodes = _Tree(plan, scores).nodes()
    rows = (_row(node, told, at) for at, node in enumerate(nodes, CASCADE.header_row + 1))
    look = replace(CASCADE, owner=owner_line(calculation.tables.snapshot))
    return FillBlock(look, tuple(rows))


@dataclass(frozen=True)
class _Node:
    """A row of the tree: what it said at the last roll-up, and the row of its table (0-based).

    `row` is None where no ID leads to it; `aside` stands after its name.
    """

    depth: int
    said: Figures
    table: str = ""
    row: int | None = None
    aside: str = ""


@dataclass(frozen=True)
class _Tree:
    plan: Plan
    scores: Scores

    def nodes(self) -> Iterator[_Node]:
        said: Figures = {
            "Node": self.plan.settings.organisation or COMPANY,
            "Kind": COMPANY,
            **node_figures(self.scores.company),
        }
        yield _Node(0, said, COMPANY, 0)
        for at, pillar in enumerate(self.plan.pillars):
            if not pillar.taken:
                yield self._pillar(at)
                for objective in self._in_pillar.get(at, ()):
                    yield from self._objective(objective)
        yield from _section("Units", self._units())
        yield from _section("Not aligned to a pillar", self._unaligned())

    def _pillar(self, at: int) -> _Node:
        pillar = self.plan.pillars[at]
        said: Figures = {
            "Node": pillar.name,
            "ID": pillar.id,
            "Kind": "Pillar",
            "Owner": pillar.owner,
            "Weight": pillar.weight,
        }
        return _node(1, pillar, {**said, **node_figures(self.scores.pillars[at])})

    def _objective(self, at: int) -> Iterator[_Node]:
        """What stands in a pillar for an objective: its tree, or a row if it has a parent."""
        parent = self.plan.graph.parent[at]
        if parent is None:
            yield from self._tree(at, 2)
        else:
            above = self.plan.objectives[parent]
            yield self._objective_row(at, 2, f" (see {above.id or above.name})")

    def _tree(self, root: int, depth: int) -> Iterator[_Node]:
        """An objective with its KPIs and all below it, parents first."""
        waiting = [(root, depth)]
        while waiting:
            at, depth = waiting.pop()
            yield self._objective_row(at, depth)
            for kpi in self.plan.graph.kpis_of[at]:
                yield self._kpi(kpi, depth + 1)
            waiting += [(child, depth + 1) for child in reversed(self.plan.graph.children[at])]

    def _objective_row(self, at: int, depth: int, aside: str = "") -> _Node:
        objective = self.plan.objectives[at]
        said: Figures = {
            "Node": objective.name,
            "ID": objective.id,
            "Kind": "Objective",
            "Owner": objective.owner,
            "Due": objective.due,
            "Weight": objective.weight,
        }
        figures = node_figures(self.scores.objectives[at])
        return _node(depth, objective, {**said, **figures}, aside)

    def _kpi(self, at: int, depth: int) -> _Node:
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
        return _node(depth, kpi, said)

    def _units(self) -> Iterator[_Node]:
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
            yield _node(depth, unit, {**said, **node_figures(self.scores.units[at])})
            waiting += [(child, depth + 1) for child in reversed(below.get(at, []))]

    def _unaligned(self) -> Iterator[_Node]:
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


def _section(title: str, nodes: Iterator[_Node]) -> Iterator[_Node]:
    """Nodes under a title; nothing where there are none."""
    first = next(nodes, None)
    if first is not None:
        yield _Node(0, {"Node": title})
        yield first
        yield from nodes


def _node(depth: int, row: Row, said: Figures, aside: str = "") -> _Node:
    leads = row.id is not None and not row.taken
    return _Node(depth, said, row.table, row.row if leads else None, aside)


def _row(node: _Node, told: Mapping[str, Cells], number: int) -> BlockRow:
    """The node as the sheet's 1-based row `number`."""
    contents: dict[str, Content] = dict(node.said)
    if node.row is not None:
        live = told.get(node.table, {}).items()
        contents |= {header: one.cell(node.row, number) for header, one in live}
    if node.aside:
        contents["Node"] = _with_aside(contents["Node"], node.aside)
    cells = zip((contents.get(header) for header in HEADERS), _styles(node.depth), strict=True)
    return BlockRow(tuple(cells), min(node.depth, DEEPEST_OUTLINE))


@cache
def _styles(depth: int) -> tuple[Style, ...]:
    """How the cells of a row look: at the top as a band."""
    name = looks.TREE[min(depth, looks.TREE_DEEPEST)]
    styles = (name, *(column.style for column in CASCADE.columns[1:]))
    return tuple(map(looks.band, styles)) if depth == 0 else styles


def _with_aside(name: Content, aside: str) -> Content:
    if isinstance(name, Formula):
        return Formula(f'{name.text}&"{aside}"', f"{name.value}{aside}")
    return f"{name or ''}{aside}".strip()
