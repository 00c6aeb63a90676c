"""From readings and check-ins to the actual value of each KPI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
import pandas as pd

from okrsheet.plan.model import Plan, key
from okrsheet.score.arrays import Floats, Moments, moments, numbers


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

    Source: 2-semantics, Reading.
    """
    readings = _readings(plan)
    by_kpi = readings.groupby("kpi")
    places = range(len(plan.kpis))
    latest = _latest(readings).reindex(places).to_numpy()
    opened = start[readings["kpi"].to_numpy()]
    # No Start at all leaves the window open at its lower end.
    inside = readings[np.isnat(opened) | (readings["date"].to_numpy() >= opened)]
    window = inside.groupby("kpi")["value"]
    kind = np.array([kpi.reading_is or "Latest" for kpi in plan.kpis])
    actual = np.select(
        [kind == "Sum", kind == "Average"],
        [window.sum().reindex(places).to_numpy(), window.mean().reindex(places).to_numpy()],
        latest,
    )
    return Actuals(
        read_on=by_kpi["date"].max().reindex(places).to_numpy(),
        actual=np.where(np.isfinite(actual), actual, np.nan),
    )


def _latest(readings: pd.DataFrame) -> pd.Series[float]:
    """By KPI, the value at its last moment: a New value's own, else the mean of the readings."""
    last = readings[readings["date"] == readings.groupby("kpi")["date"].transform("max")]
    first_said = last[last["new"] == last.groupby("kpi")["new"].transform("max")]
    return first_said.groupby("kpi")["value"].mean()


def _readings(plan: Plan) -> pd.DataFrame:
    """Every reading and New value that counts at the end of *as of*; `kpi` is a position."""
    entered = [
        (at, reading.date, reading.value, False)
        for reading in plan.readings
        if reading.date is not None
        and reading.value is not None
        and (at := plan.graph.kpis.get(key(reading.kpi) or "")) is not None
    ]
    checked_in = [
        (at, kpi.new_date or midnight(plan), kpi.new_value, True)
        for at, kpi in enumerate(plan.kpis)
        if kpi.new_value is not None and "New date" not in kpi.unread and not kpi.taken
    ]
    told = entered + checked_in
    readings = pd.DataFrame(
        {
            "kpi": np.array([at for at, _, _, _ in told], dtype=np.intp),
            "date": moments(date for _, date, _, _ in told),
            "value": numbers(value for _, _, value, _ in told),
            "new": np.array([new for _, _, _, new in told], dtype=bool),
        }
    )
    return readings[readings["date"].dt.floor("D") <= midnight(plan)]
