"""From a plan and its scores to the account of any score in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import chain
from typing import Literal

from okrsheet.plan.around import TABLE_OF
from okrsheet.plan.model import Context, ContextKind, Kpi, Objective, Pillar, Plan, Row, Unit, key
from okrsheet.score.account import (
    Account,
    ActionAccount,
    FrozenAccount,
    FrozenKind,
    KpiAccount,
    NodeAccount,
    NodeKind,
    Part,
)
from okrsheet.score.evidence import KnownReading, evidence, known_readings
from okrsheet.score.readings import midnight
from okrsheet.score.scores import NodeScore, Scores, frozen_score
from okrsheet.score.status import Status
from okrsheet.score.tree import COMPANY, Nodes, Tree

# Levels of a "whole" account: more than a plan has, and an end to a chain that is a slip.
WHOLE = 20
DEFAULT_DEPTH: Mapping[NodeKind, int] = {
    "company": 2,
    "pillar": 2,
    "unit": 2,
    "objective": WHOLE,
}

FROZEN_KINDS: Mapping[ContextKind | None, FrozenKind] = {
    "Pillar": "pillar",
    "Unit": "unit",
    "Objective": "objective",
    "KPI": "kpi",
    "Units below": "units below",
}


class UnknownId(LookupError):
    """No row of the plan has this ID; `close` holds those most like it, the most alike first."""

    def __init__(self, id: str, close: tuple[str, ...]) -> None:
        super().__init__(id)
        self.id = id
        self.close = close


def account(plan: Plan, scores: Scores, id: str, depth: int | None = None) -> Account:
    """The account of the row with this ID, compared without regard to case, or of `company`.

    `depth` is how many levels below it are told, readings being the last level (None: two below
    the company, a pillar or a unit, all below an objective); a KPI is always told whole. Of rows
    with one ID it is the first, which is the one that is scored. What a department knows of the
    plan around it is told as it was frozen. Raises UnknownId.
    """
    wanted = key(id.strip()) or ""
    for action, figures in zip(plan.actions, scores.actions, strict=True):
        if key(action.id) == wanted and not action.taken:
            return ActionAccount(action, figures, midnight(plan))
    accountant = _Accountant(plan, scores)
    node = COMPANY if wanted == "company" else accountant.numbers.get(wanted)
    if node is None:
        raise UnknownId(id, _close(wanted, plan))
    if node in accountant.nodes.kpis:
        return accountant.kpi(node, is_open=True)
    if accountant.is_frozen(node):
        return accountant.frozen(node)
    return accountant.node(node, DEFAULT_DEPTH[accountant.kind(node)] if depth is None else depth)


def _close(wanted: str, plan: Plan) -> tuple[str, ...]:
    named = (*plan.rows(), *(row for row in plan.context if row.kind in TABLE_OF))
    known = {key(row.id) or "": row.id for row in named if row.id is not None}
    return tuple(known[one] for one in get_close_matches(wanted, known, n=3))


@dataclass(frozen=True)
class _Accountant:
    """Gives the account of any node of the tree, by its number (see `score.tree`)."""

    plan: Plan
    scores: Scores

    @cached_property
    def nodes(self) -> Nodes:
        return Nodes.of(self.plan)

    @cached_property
    def figures(self) -> tuple[NodeScore, ...]:
        """By node above the KPIs."""
        scores = self.scores
        return (scores.company, *scores.pillars, *scores.units, *scores.objectives)

    @cached_property
    def rows(self) -> tuple[Pillar | Unit | Objective | Kpi | Context | None, ...]:
        """By node; the company has no row."""
        plan = self.plan
        above = (None, *plan.pillars, *plan.units)
        return (*above, *plan.objectives, *plan.kpis, *plan.context)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The node of each compared ID."""
        return {
            key(row.id) or "": node
            for node, row in enumerate(self.rows)
            if row is not None and row.id is not None and not row.taken
            if not isinstance(row, Context) or row.kind in TABLE_OF
        }

    @cached_property
    def lines(self) -> Mapping[int, tuple[tuple[int, float], ...]]:
        """By node its children with their weights, 0 or more: KPIs first, as in the Cascade."""
        found: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for level in Tree.of(self.plan).levels:
            parents = level.node[level.upper].tolist()
            below = zip(level.child.tolist(), level.weight.tolist(), strict=True)
            for parent, line in zip(parents, below, strict=True):
                found[parent].append(line)
        return {
            node: tuple(sorted(lines, key=lambda line: (line[0] not in self.nodes.kpis, line[0])))
            for node, lines in found.items()
        }

    @cached_property
    def known(self) -> Mapping[int, tuple[KnownReading, ...]]:
        return known_readings(self.plan)

    def kind(self, node: int) -> NodeKind:
        if node == COMPANY:
            return "company"
        if node in self.nodes.pillars:
            return "pillar"
        return "unit" if node in self.nodes.units else "objective"

    def kpi(self, node: int, is_open: bool) -> KpiAccount:
        at = node - self.nodes.kpis.start
        rests_on = evidence(self.plan, at, self.known.get(at, ())) if is_open else None
        whole: Literal["company", "department"] = (
            "department" if self.plan.is_department else "company"
        )
        return KpiAccount(self.plan.kpis[at], self.scores.kpis[at], rests_on, whole)

    def is_frozen(self, node: int) -> bool:
        return node in self.nodes.context or (node == COMPANY and self.plan.is_department)

    def frozen(self, node: int) -> FrozenAccount:
        """The account of the company or of something else that is not a department's own."""
        row = self.context(node)
        figures = self.scores.company if node == COMPANY else frozen_score(row, row.id)
        kind = "company" if node == COMPANY else FROZEN_KINDS[row.kind]
        return FrozenAccount(kind, row.name, figures, row.as_at)

    def context(self, node: int) -> Context:
        """The row of the context behind a frozen node."""
        if node != COMPANY:
            return self.plan.context[node - self.nodes.context.start]
        rows = (row for row in self.plan.context if row.kind == "Company")
        return next(rows, Context())

    def node(self, node: int, depth: int) -> NodeAccount:
        """The account of a node above the KPIs, so many levels deep."""
        row, is_open = self.rows[node], depth > 0
        return NodeAccount(
            kind=self.kind(node),
            name=self.plan.settings.organisation if row is None else row.name,
            figures=self.figures[node],
            by_worst=isinstance(row, Objective) and row.roll_up == "Worst",
            circle=self.circle(node),
            worst_path=self.worst_path(node) if is_open else (),
            parts=self.parts(node, depth - 1) if is_open else (),
            is_open=is_open,
        )

    def parts(self, node: int, depth: int) -> tuple[Part, ...]:
        """What each child adds to a node, with the child's account so many levels deep."""
        lines = self.lines.get(node, ())
        children = [self.child(child, depth) for child, _ in lines]
        total = sum(
            weight
            for child, (_, weight) in zip(children, lines, strict=True)
            if child.figures.score is not None
        )
        return tuple(
            _part(child, self.entered_weight(number), weight, total)
            for child, (number, weight) in zip(children, lines, strict=True)
        )

    def child(self, node: int, depth: int) -> NodeAccount | KpiAccount | FrozenAccount:
        if node in self.nodes.kpis:
            return self.kpi(node, depth > 0)
        return self.frozen(node) if self.is_frozen(node) else self.node(node, depth)

    def entered_weight(self, node: int) -> float:
        """The weight in the row of a node; blank weighs 1."""
        row = self.rows[node]
        entered = row.weight if isinstance(row, Pillar | Objective | Kpi | Context) else None
        return 1.0 if entered is None else entered

    def circle(self, node: int) -> tuple[str, ...]:
        """The IDs from a node through its parents back to itself; empty outside a circle."""
        plan, nodes = self.plan, self.nodes
        if node in nodes.objectives:
            ring = plan.graph.cycles.get(node - nodes.objectives.start, ())
            rows: Sequence[Row] = (*plan.objectives, *plan.graph.around.objectives)
        else:
            ring = plan.graph.unit_cycles.get(node - nodes.units.start, ())
            rows = (*plan.units, *plan.graph.around.units)
        return tuple(rows[at].id or "-" for at in ring)

    def worst_path(self, node: int) -> tuple[str, ...]:
        """The IDs down from a node to a KPI that has the worst status below it.

        The path ends above the KPIs only where none below its end has that status.
        """
        worst = self.figures[node].worst
        path: list[str] = []
        at = node
        while worst is not Status.NO_DATA and at < self.nodes.kpis.start and self.leads(at, worst):
            below = [child for child, weight in self.lines[at] if weight > 0]
            leading = (child for child in below if self.leads(child, worst))
            ending = (child for child in below if self.status(child) is worst)
            at = next(chain(leading, ending))
            path.append(self.id(at))
        return tuple(path)

    def leads(self, node: int, worst: Status) -> bool:
        """Whether a KPI has that status, or something below a node has it as the worst."""
        if node in self.nodes.kpis:
            return self.status(node) is worst
        if node in self.nodes.context:
            return worst in (self.status(node), self.frozen(node).figures.worst)
        return self.figures[node].worst is worst

    def status(self, node: int) -> Status:
        if node in self.nodes.kpis:
            return self.scores.kpis[node - self.nodes.kpis.start].status
        if node in self.nodes.context:
            return self.frozen(node).figures.status
        return self.figures[node].status

    def id(self, node: int) -> str:
        row = self.rows[node]
        return row.id or "-" if row else "company"


def _part(
    child: NodeAccount | KpiAccount | FrozenAccount, entered: float, weight: float, total: float
) -> Part:
    """A child of that weight in a node in which all with a score weigh `total`."""
    score = child.figures.score
    if weight > 0 and score is not None:
        share = weight / total
        return Part(child, entered, share, share * score, None)
    return Part(child, entered, None, None, "no data" if weight > 0 else "weight")
