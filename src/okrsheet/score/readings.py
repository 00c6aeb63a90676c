"""From readings and check-ins to the actual value of each KPI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
import pandas as pd

from okrsheet.plan.model import Plan, key
from okrsheet.score.arrays import Floats, Moments, moments, numbers

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Actuals:
    """By KPI: the moment of its last reading (NaT) and its actual value (NaN where none)."""

    read_on: Moments
    actual: Floats


def midnight(plan: Plan) -> datetime:
    """The moment at which the day of the plan's *as of* begins."""
    return datetime.combine(plan.as_of, time.min)


def actuals(plan: Plan, start: Moments) -> Actuals:
    """The actual value of each KPI; `start`, by KPI, opens the window of Sum and Average.

    Source: docs/semantics.md, Reading.
    """
    readings = _readings(plan)
    places = range(len(plan.kpis))
    latest = _latest(readings).reindex(places).to_numpy()
    opened = start[readings["kpi"].to_numpy()]
    # No Start at all leaves the window open at its lower end.
    inside = readings[np.isnat(opened) | (readings["date"].to_numpy() >= opened)]
    window = inside.groupby("kpi")["value"]
    kind = np.array([kpi.reading_is or "Latest" for kpi in plan.kpis])
    with np.errstate(over="ignore"):  # what overflows is missing, below
        total, mean = window.sum().reindex(places), window.mean().reindex(places)
    actual = np.select([kind == "Sum", kind == "Average"], [total, mean], latest)
    return Actuals(
        read_on=readings.groupby("kpi")["date"].max().reindex(places).to_numpy(),
        actual=np.where(np.isfinite(actual), actual, np.nan),
    )


def _latest(readings: pd.DataFrame) -> pd.Series[float]:
    """By KPI, the value at its last moment: a New value's own, else the mean of the readings."""
    last = readings[readings["date"] == readings.groupby("kpi")["date"].transform("max")]
    first_said = last[last["new"] == last.groupby("kpi")["new"].transform("max")]
    return first_said.groupby("kpi")["value"].mean()


def _readings(plan: Plan) -> pd.DataFrame:
    """Every reading and New value that counts at the end of *as of*; `kpi` is a position."""
    entered = _rows(
        kpi=[plan.graph.kpis.get(key(reading.kpi) or "", NOBODY) for reading in plan.readings],
        date=[reading.date for reading in plan.readings],
        value=[reading.value for reading in plan.readings],
        new=False,
    )
    checked_in = _rows(
        kpi=[
            NOBODY if kpi.taken or "New date" in kpi.unread else at
            for at, kpi in enumerate(plan.kpis)
        ],
        date=[kpi.new_date or midnight(plan) for kpi in plan.kpis],
        value=[kpi.new_value for kpi in plan.kpis],
        new=True,
    )
    rows = pd.concat([entered, checked_in])
    known: pd.DataFrame = rows[rows["date"].dt.floor("D") <= midnight(plan)]
    return known


def _rows(
    kpi: list[int], date: Sequence[datetime | None], value: Sequence[float | None], new: bool
) -> pd.DataFrame:
    """Those of the rows given that have a KPI, a date and a value."""
    rows = pd.DataFrame(
        {
            "kpi": np.array(kpi, dtype=np.intp),
            "date": moments(date),
            "value": numbers(value),
            "new": new,
        }
    )
    return rows[rows["kpi"] != NOBODY].dropna()
