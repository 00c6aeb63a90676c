"""From a plan and its scores to the account of any score in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import chain

from okrsheet.plan.model import Kpi, Objective, Pillar, Plan, Unit, key
from okrsheet.score.account import (
    Account,
    ActionAccount,
    KpiAccount,
    NodeAccount,
    NodeKind,
    Part,
)
from okrsheet.score.evidence import KnownReading, evidence, known_readings
from okrsheet.score.readings import midnight
from okrsheet.score.scores import NodeScore, Scores
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
    with one ID it is the first, which is the one that is scored. Raises UnknownId.
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
    return accountant.node(node, DEFAULT_DEPTH[accountant.kind(node)] if depth is None else depth)


def _close(wanted: str, plan: Plan) -> tuple[str, ...]:
    known = {key(row.id) or "": row.id for row in plan.rows() if row.id is not None}
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
    def rows(self) -> tuple[Pillar | Unit | Objective | Kpi | None, ...]:
        """By node; the company has no row."""
        plan = self.plan
        return (None, *plan.pillars, *plan.units, *plan.objectives, *plan.kpis)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The node of each compared ID."""
        return {
            key(row.id) or "": node
            for node, row in enumerate(self.rows)
            if row is not None and row.id is not None and not row.taken
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
        return KpiAccount(self.plan.kpis[at], self.scores.kpis[at], rests_on)

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
        children = [
            self.kpi(child, depth > 0) if child in self.nodes.kpis else self.node(child, depth)
            for child, _ in lines
        ]
        total = sum(
            weight
            for child, (_, weight) in zip(children, lines, strict=True)
            if child.figures.score is not None
        )
        return tuple(
            _part(child, self.entered_weight(number), weight, total)
            for child, (number, weight) in zip(children, lines, strict=True)
        )

    def entered_weight(self, node: int) -> float:
        """The weight in the row of a node; blank weighs 1."""
        row = self.rows[node]
        entered = row.weight if isinstance(row, Pillar | Objective | Kpi) else None
        return 1.0 if entered is None else entered

    def circle(self, node: int) -> tuple[str, ...]:
        """The IDs from a node through its parents back to itself; empty outside a circle."""
        plan, nodes = self.plan, self.nodes
        if node in nodes.objectives:
            ring = plan.graph.cycles.get(node - nodes.objectives.start, ())
            return tuple(plan.objectives[at].id or "-" for at in ring)
        ring = plan.graph.unit_cycles.get(node - nodes.units.start, ())
        return tuple(plan.units[at].id or "-" for at in ring)

    def worst_path(self, node: int) -> tuple[str, ...]:
        """The IDs down from a node to a KPI that has the worst status below it.

        The path ends above the KPIs only where none below its end has that status.
        """
        worst = self.figures[node].worst
        path: list[str] = []
        at = node
        while worst is not Status.NO_DATA and at not in self.nodes.kpis and self.leads(at, worst):
            below = [child for child, weight in self.lines[at] if weight > 0]
            leading = (child for child in below if self.leads(child, worst))
            ending = (child for child in below if self.status(child) is worst)
            at = next(chain(leading, ending))
            path.append(self.id(at))
        return tuple(path)

    def leads(self, node: int, worst: Status) -> bool:
        """Whether a KPI has that status, or something below a node has it as the worst."""
        is_kpi = node in self.nodes.kpis
        return (self.status(node) if is_kpi else self.figures[node].worst) is worst

    def status(self, node: int) -> Status:
        if node in self.nodes.kpis:
            return self.scores.kpis[node - self.nodes.kpis.start].status
        return self.figures[node].status

    def id(self, node: int) -> str:
        row = self.rows[node]
        return row.id or "-" if row else "company"


def _part(child: NodeAccount | KpiAccount, entered: float, weight: float, total: float) -> Part:
    """A child of that weight in a node in which all with a score weigh `total`."""
    score = child.figures.score
    if weight > 0 and score is not None:
        share = weight / total
        return Part(child, entered, share, share * score, None)
    return Part(child, entered, None, None, "no data" if weight > 0 else "weight")
