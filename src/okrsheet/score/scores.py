"""The scores of a whole plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from okrsheet.plan.model import Context, Plan, Row
from okrsheet.score.arrays import Floats, told
from okrsheet.score.kpis import KpiFigures, score_actions, score_kpis
from okrsheet.score.outlook import Outlook, Signal, outlook, signal
from okrsheet.score.rollup import NodeFigures, roll_up
from okrsheet.score.status import BY_RANK, RANK_OF, Status
from okrsheet.score.tree import COMPANY, Tree, slice_of
from okrsheet.score.weights import effective_weights, shares


@dataclass(frozen=True, slots=True)
class KpiScore:
    """A KPI's reading and what it amounts to; None where there is none.

    `actual` is in the KPI's own unit. `attainment` is raw and may lie outside 0..1; `score`,
    `expected` and `effective_weight` are shares, 0..1.
    """

    id: str | None
    actual: float | None
    read_on: datetime | None
    attainment: float | None
    score: float | None
    expected: float | None
    status: Status
    effective_weight: float


@dataclass(frozen=True, slots=True)
class NodeScore:
    """What rolls up to an objective, a unit, a pillar or the company; shares, 0..1, or None.

    `worst` is the worst status of anything below that counts. `leading` and `lagging` are the
    mean scores of the KPIs of that type below.
    """

    id: str | None
    score: float | None
    expected: float | None
    coverage: float
    status: Status
    worst: Status
    leading: float | None
    lagging: float | None
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class ActionScore:
    """The share of an action that should be done by now, 0..1, and its status."""

    id: str | None
    expected: float | None
    status: Status


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a plan as of a day; each tuple is aligned by position with the plan's.

    A row whose ID was taken before stands there without data.
    """

    as_of: date
    company: NodeScore
    pillars: tuple[NodeScore, ...]
    units: tuple[NodeScore, ...]
    objectives: tuple[NodeScore, ...]
    kpis: tuple[KpiScore, ...]
    actions: tuple[ActionScore, ...]


def score_plan(plan: Plan) -> Scores:
    """The scores of everything in a plan, in time linear in its size.

    In a department's plan the figures of the company are those of its context, and so are the
    children in other units that count in its own. What the KPIs below these signal is not known:
    `leading`, `lagging` and `outlook` above them are None.
    """
    tree = Tree.of(plan)
    kpis = score_kpis(plan)
    share = shares(tree)
    leading = signal(plan, tree, share, kpis, "Leading")
    lagging = signal(plan, tree, share, kpis, "Lagging")
    nodes = _node_scores(plan, tree, roll_up(plan, tree, kpis), leading, lagging)
    return Scores(
        as_of=plan.as_of,
        company=frozen_company(plan) if plan.is_department else nodes[COMPANY],
        pillars=tuple(nodes[slice_of(tree.nodes.pillars)]),
        units=tuple(nodes[slice_of(tree.nodes.units)]),
        objectives=tuple(nodes[slice_of(tree.nodes.objectives)]),
        kpis=_kpi_scores(plan, kpis, effective_weights(tree, share)[slice_of(tree.nodes.kpis)]),
        actions=_action_scores(plan),
    )


def frozen_score(row: Context, id: str | None) -> NodeScore:
    """The figures that a row of a department's context says, under that ID."""
    status, worst = BY_RANK[RANK_OF[row.status]], BY_RANK[RANK_OF[row.worst]]
    return NodeScore(
        id, row.score, row.expected, row.coverage or 0.0, status, worst, None, None, None
    )


def frozen_company(plan: Plan) -> NodeScore:
    """The company's figures in a department's plan, as of its sending."""
    rows = (row for row in plan.context if row.kind == "Company")
    return frozen_score(next(rows, Context()), "company")


def frozen_pillars(plan: Plan) -> tuple[NodeScore, ...]:
    """The pillars' figures in a department's plan, in the order of its context."""
    return tuple(frozen_score(row, row.id) for row in plan.context if row.kind == "Pillar")


def _node_scores(
    plan: Plan, tree: Tree, figures: NodeFigures, leading: Signal, lagging: Signal
) -> list[NodeScore]:
    """The score of every node of the tree above its KPIs, by number."""
    above = slice(COMPANY, tree.nodes.kpis.start)
    return [
        NodeScore(id, score, expected, coverage, BY_RANK[rank], BY_RANK[worst], lead, lag, ahead)
        for id, score, expected, coverage, rank, worst, lead, lag, ahead in zip(
            ["company", *_ids(plan.pillars), *_ids(plan.units), *_ids(plan.objectives)],
            told(figures.score[above]),
            told(figures.expected[above]),
            figures.coverage[above].tolist(),
            figures.rank[above].tolist(),
            figures.worst[above].tolist(),
            told(leading.score[above]),
            told(lagging.score[above]),
            map(outlook, leading.rank[above].tolist(), lagging.rank[above].tolist()),
            strict=True,
        )
    ]


def _kpi_scores(plan: Plan, figures: KpiFigures, effective: Floats) -> tuple[KpiScore, ...]:
    return tuple(
        KpiScore(id, actual, read_on, raw, score, expected, BY_RANK[rank], weight)
        for id, actual, read_on, raw, score, expected, rank, weight in zip(
            _ids(plan.kpis),
            told(figures.actual),
            figures.read_on.tolist(),
            told(figures.attainment),
            told(figures.score),
            told(figures.expected),
            figures.rank.tolist(),
            effective.tolist(),
            strict=True,
        )
    )


def _action_scores(plan: Plan) -> tuple[ActionScore, ...]:
    figures = score_actions(plan)
    return tuple(
        ActionScore(id, expected, BY_RANK[rank])
        for id, expected, rank in zip(
            _ids(plan.actions), told(figures.expected), figures.rank.tolist(), strict=True
        )
    )


def _ids(rows: Sequence[Row]) -> list[str | None]:
    return [row.id for row in rows]
