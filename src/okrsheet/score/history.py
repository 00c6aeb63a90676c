"""History: how the scores of the company and its pillars moved over the months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from okrsheet.plan.model import Plan
from okrsheet.score.arrays import told
from okrsheet.score.kpis import KpiColumns
from okrsheet.score.rollup import roll_up
from okrsheet.score.tree import COMPANY, Tree

if TYPE_CHECKING:
    import pandas as pd

# Two years by the month; what is longer is shown every second month, every third ...
MOST_DAYS = 24


@dataclass(frozen=True, slots=True)
class Progress:
    """The score and what was expected on each day of a history; shares, 0..1, None where none."""

    score: tuple[float | None, ...]
    expected: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The progress of the company and of each pillar over the same 1 to 24 days, oldest first.

    `pillars` is aligned by position with the plan's; one whose ID was taken before has none.
    """

    days: tuple[date, ...]
    company: Progress
    pillars: tuple[Progress, ...]


def history(plan: Plan) -> History:
    """The progress at each month's end of the plan's period so far, and on *as of*.

    Each day is scored from the readings and New values up to it. All else (goals, weights,
    parents) is as it stands today, for a workbook does not keep what it was.
    """
    tree, kpis = Tree.of(plan), KpiColumns.of(plan)
    days = _days(plan, _first_day(plan, kpis.entries["date"]))
    rolled = [roll_up(plan, tree, kpis.scored(day)) for day in days]
    shown = slice(COMPANY, tree.nodes.pillars.stop)
    score = np.array([figures.score[shown] for figures in rolled])
    expected = np.array([figures.expected[shown] for figures in rolled])
    company, *pillars = (
        Progress(tuple(told(of_node)), tuple(told(pace)))
        for of_node, pace in zip(score.T, expected.T, strict=True)
    )
    return History(days, company, tuple(pillars))


def _first_day(plan: Plan, read: pd.Series[datetime]) -> date:
    """The start of the period, else the day of the first reading, else *as of*."""
    opened = plan.settings.period_start
    if opened is not None:
        return opened.date()
    return plan.as_of if read.empty else read.min().date()


def _days(plan: Plan, first: date) -> tuple[date, ...]:
    """The days to score, oldest first: months' ends within the period, and last *as of*."""
    closed = plan.settings.period_end
    last = plan.as_of if closed is None else min(closed.date(), plan.as_of)
    ends = [end for end in _month_ends(first, last) if end < plan.as_of]
    step = len(ends) // MOST_DAYS + 1
    return (*ends[step - 1 :: step], plan.as_of)


def _month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of each month from `first` to `last`, both included."""
    for months in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = months // 12, months % 12 + 1
        end = date(year, month, monthrange(year, month)[1])
        if end <= last:
            yield end
