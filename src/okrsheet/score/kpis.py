"""The score, pace and status of every KPI and action of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from okrsheet.plan.model import Kpi, Objective, Plan
from okrsheet.score.arrays import (
    Floats,
    Moments,
    Ranks,
    Texts,
    moments,
    numbers,
    serial_days,
)
from okrsheet.score.attainment import attainment, clamped
from okrsheet.score.pace import FRESH_DAYS, expected, judged_on, linear
from okrsheet.score.readings import actuals, entries
from okrsheet.score.status import rank

if TYPE_CHECKING:
    import pandas as pd


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


@dataclass(frozen=True, slots=True)
class KpiColumns:
    """The KPIs of a plan column by column, with all that was read: to be scored as of any day.

    By KPI, in the order of the plan; `start` and `due` are its own, its objective's or the
    period's, `fresh_days` is how old a reading may be, `entries` is as in `readings.entries` and
    `gaps` are those of the status, on track and at risk.
    """

    direction: Texts
    reading_is: Texts
    baseline: Floats
    target: Floats
    low: Floats
    high: Floats
    tolerance: Floats
    start: Moments
    due: Moments
    fresh_days: Floats
    entries: pd.DataFrame
    gaps: tuple[float, float]

    @classmethod
    def of(cls, plan: Plan) -> KpiColumns:
        """The columns of a plan; nothing is read by a KPI whose ID was taken before."""
        kpis, at = plan.kpis, plan.graph.objective_of
        objectives = [None if own is None else plan.objectives[own] for own in at]
        return cls(
            direction=np.array([kpi.direction or "" for kpi in kpis], dtype=np.str_),
            reading_is=np.array([kpi.reading_is or "Latest" for kpi in kpis], dtype=np.str_),
            baseline=numbers(kpi.baseline for kpi in kpis),
            target=numbers(kpi.target for kpi in kpis),
            low=numbers(kpi.low for kpi in kpis),
            high=numbers(kpi.high for kpi in kpis),
            tolerance=numbers(kpi.tolerance for kpi in kpis),
            start=moments(_start(plan, *pair) for pair in zip(kpis, objectives, strict=True)),
            due=moments(_due(plan, *pair) for pair in zip(kpis, objectives, strict=True)),
            fresh_days=numbers(FRESH_DAYS[kpi.frequency] for kpi in kpis),
            entries=entries(plan),
            gaps=(plan.settings.on_track_gap, plan.settings.at_risk_gap),
        )

    def scored(self, day: date) -> KpiFigures:
        """The figures of each KPI as of a day; what was read after it does not count."""
        read = actuals(self.entries, day, self.reading_is, self.start)
        goal = self.baseline, self.target, self.low, self.high, self.tolerance
        raw = attainment(self.direction, read.actual, *goal)
        as_of = _serial_day(day)
        judged = judged_on(serial_days(read.read_on), as_of, self.fresh_days)
        dates = serial_days(self.start), serial_days(self.due)
        pace = expected(self.direction, judged, as_of, *dates)
        pace = np.where(np.isnan(raw), np.nan, pace)
        # Against the raw figure, so that going backwards shows.
        status = rank(pace, np.minimum(raw, 1), *self.gaps)
        return KpiFigures(read.actual, read.read_on, raw, clamped(raw), pace, status)


def score_kpis(plan: Plan) -> KpiFigures:
    """The figures of each KPI; one whose ID was taken before has none."""
    return KpiColumns.of(plan).scored(plan.as_of)


def score_actions(plan: Plan) -> ActionFigures:
    """What should be done of each action at *as of*, and the status of what is done.

    Source: docs/semantics.md, Actions.
    """
    counted = [not action.taken for action in plan.actions]
    start = moments(action.start for action in plan.actions)
    due = moments(action.due for action in plan.actions)
    pace = linear(_serial_day(plan.as_of), serial_days(start), serial_days(due))
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


def _serial_day(day: date) -> float:
    return float(serial_days(np.array([day], dtype="datetime64[us]"))[0])
