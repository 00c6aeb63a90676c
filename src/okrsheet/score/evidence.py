"""Evidence: what the figures of one KPI rest on, its readings and its days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from okrsheet.plan.model import Kpi, Objective, Plan
from okrsheet.score.pace import FRESH_DAYS
from okrsheet.score.readings import entries, midnight

Source = Literal["kpi", "objective", "period"]


@dataclass(frozen=True, slots=True)
class Bound:
    """The first or last day of a KPI, and whose cell it comes from; both None where nobody's."""

    day: datetime | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class KnownReading:
    """A reading known at the end of *as of*, in the KPI's own unit.

    `is_new` marks a New value that stands in the KPI's row; `counts` a reading that the actual
    value is made of.
    """

    date: datetime
    value: float
    is_new: bool
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A KPI's days, its freshness and its known readings, the latest first.

    `age` is that of the last reading in days, at the beginning of *as of* (None without one, below
    0 for one of a later hour); up to `fresh_days` it is fresh. `judged_on` is the day for which
    something is expected: that of the last reading while it is fresh, else *as of*.
    """

    start: Bound
    due: Bound
    as_of: datetime
    age: float | None
    fresh_days: int
    is_fresh: bool
    judged_on: datetime
    readings: tuple[KnownReading, ...]

    @property
    def counted(self) -> tuple[KnownReading, ...]:
        """The readings that the actual value is made of, the latest first."""
        return tuple(reading for reading in self.readings if reading.counts)


def known_readings(plan: Plan) -> Mapping[int, tuple[KnownReading, ...]]:
    """By position of the KPI, the readings known at the end of *as of*, the latest first.

    A New value goes before the readings of its moment. Source: docs/semantics.md, Reading.
    """
    rows = entries(plan)
    columns = (rows[name].tolist() for name in ("kpi", "date", "value", "new"))
    found: dict[int, list[KnownReading]] = defaultdict(list)
    for kpi, stamp, value, is_new in zip(*columns, strict=True):
        date = stamp.to_pydatetime()
        if date.date() <= plan.as_of:
            found[kpi].append(KnownReading(date, value, is_new))
    for readings in found.values():
        readings.sort(key=lambda one: (one.date, one.is_new), reverse=True)
    return {kpi: tuple(readings) for kpi, readings in found.items()}


def evidence(plan: Plan, at: int, known: tuple[KnownReading, ...]) -> Evidence:
    """The evidence of the KPI at this position, from its known readings, the latest first."""
    kpi, as_of = plan.kpis[at], midnight(plan)
    start, due = _bounds(plan, at)
    fresh_days = FRESH_DAYS[kpi.frequency]
    read_on = known[0].date if known else None
    age = None if read_on is None else as_of - read_on
    is_fresh = age is not None and age <= timedelta(days=fresh_days)
    return Evidence(
        start=start,
        due=due,
        as_of=as_of,
        age=None if age is None else age / timedelta(days=1),
        fresh_days=fresh_days,
        is_fresh=is_fresh,
        judged_on=read_on if read_on is not None and is_fresh else as_of,
        readings=tuple(
            KnownReading(one.date, one.value, one.is_new, _counts(kpi, one, known[0], start.day))
            for one in known
        ),
    )


def _counts(kpi: Kpi, one: KnownReading, last: KnownReading, start: datetime | None) -> bool:
    """Whether the actual value is made of this reading, by the KPI's Reading is."""
    if kpi.reading_is in ("Sum", "Average"):
        return start is None or one.date >= start
    return (one.date, one.is_new) == (last.date, last.is_new)


def _bounds(plan: Plan, at: int) -> tuple[Bound, Bound]:
    """Start and Due: the KPI's own, else its objective's, else those of the plan's period."""
    kpi, above = plan.kpis[at], plan.graph.objective_of[at]
    objective = Objective() if above is None else plan.objectives[above]
    period = plan.settings
    return (
        _first_said(kpi.start, objective.start, period.period_start),
        _first_said(kpi.due, objective.due, period.period_end),
    )


def _first_said(own: datetime | None, objective: datetime | None, period: datetime | None) -> Bound:
    if own is not None:
        return Bound(own, "kpi")
    if objective is not None:
        return Bound(objective, "objective")
    return Bound(period, None if period is None else "period")
