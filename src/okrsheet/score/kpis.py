"""The score, pace and status of every KPI and action of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from okrsheet.plan.model import Kpi, Objective, Plan
from okrsheet.score.arrays import Floats, Moments, Ranks, moments, numbers, serial_days
from okrsheet.score.attainment import attainment, clamped
from okrsheet.score.pace import FRESH_DAYS, expected, judged_on, linear
from okrsheet.score.readings import actuals, midnight
from okrsheet.score.status import rank


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """By KPI, in the order of the plan: what it reads, has reached, and should have reached.

    Numbers are NaN and moments NaT where there is none; `rank` is that of the status.
    """

    actual: Floats
    read_on: Moments
    attainment: Floats
    score: Floats
    expected: Floats
    rank: Ranks


@dataclass(frozen=True, slots=True)
class ActionFigures:
    """By action: the share that should be done by now (NaN where unknown) and the status."""

    expected: Floats
    rank: Ranks


def score_kpis(plan: Plan) -> KpiFigures:
    """The figures of each KPI; one whose ID was taken before has none."""
    kpis, graph = plan.kpis, plan.graph
    objectives = [None if at is None else plan.objectives[at] for at in graph.objective_of]
    start = moments(_start(plan, *pair) for pair in zip(kpis, objectives, strict=True))
    due = moments(_due(plan, *pair) for pair in zip(kpis, objectives, strict=True))
    read = actuals(plan, start)
    direction = np.array([kpi.direction or "" for kpi in kpis])
    raw = attainment(
        direction,
        read.actual,
        numbers(kpi.baseline for kpi in kpis),
        numbers(kpi.target for kpi in kpis),
        numbers(kpi.low for kpi in kpis),
        numbers(kpi.high for kpi in kpis),
        numbers(kpi.tolerance for kpi in kpis),
    )
    as_of = _as_of(plan)
    fresh_days = numbers(FRESH_DAYS[kpi.frequency] for kpi in kpis)
    day = judged_on(serial_days(read.read_on), as_of, fresh_days)
    pace = expected(direction, day, as_of, serial_days(start), serial_days(due))
    pace = np.where(np.isnan(raw), np.nan, pace)
    gaps = plan.settings.on_track_gap, plan.settings.at_risk_gap
    # Against the raw figure, so that going backwards shows.
    status = rank(pace, np.minimum(raw, 1), *gaps)
    return KpiFigures(read.actual, read.read_on, raw, clamped(raw), pace, status)


def score_actions(plan: Plan) -> ActionFigures:
    """What should be done of each action at *as of*, and the status of what is done.

    Source: docs/semantics.md, Actions.
    """
    counted = [not action.taken for action in plan.actions]
    start = moments(action.start for action in plan.actions)
    due = moments(action.due for action in plan.actions)
    pace = linear(_as_of(plan), serial_days(start), serial_days(due))
    pace = np.where(counted, pace, np.nan)
    done = numbers(action.done for action in plan.actions)
    return ActionFigures(
        pace, rank(pace, done, plan.settings.on_track_gap, plan.settings.at_risk_gap)
    )


def _start(plan: Plan, kpi: Kpi, objective: Objective | None) -> datetime | None:
    """A KPI's own Start, else its objective's, else that of the period."""
    return kpi.start or (objective and objective.start) or plan.settings.period_start


def _due(plan: Plan, kpi: Kpi, objective: Objective | None) -> datetime | None:
    """A KPI's own Due, else its objective's, else the end of the period."""
    return kpi.due or (objective and objective.due) or plan.settings.period_end


def _as_of(plan: Plan) -> float:
    return float(serial_days(moments([midnight(plan)]))[0])
