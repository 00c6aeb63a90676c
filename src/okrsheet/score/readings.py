"""From readings and check-ins to the actual value of each KPI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import numpy as np

from okrsheet.plan.model import Plan, key
from okrsheet.score.arrays import DAY, Floats, Moments, Texts, moments, numbers

if TYPE_CHECKING:
    import pandas as pd

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Actuals:
    """By KPI: the moment of its last reading (NaT) and its actual value (NaN where none)."""

    read_on: Moments
    actual: Floats


def midnight(plan: Plan) -> datetime:
    """The moment at which the day of the plan's *as of* begins."""
    return datetime.combine(plan.as_of, time.min)


def entries(plan: Plan) -> pd.DataFrame:
    """Every reading and New value that has a KPI, a date and a value, of whatever day.

    `kpi` is a 0-based position in the plan, `date` the moment at which it counts, which for a New
    value without a New date is the plan's *as of*; `new` tells New values from readings.
    """
    import pandas as pd  # late: a cell function, which has no readings, does without

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
    return pd.concat([entered, checked_in])


def actuals(rows: pd.DataFrame, as_of: date, reading_is: Texts, start: Moments) -> Actuals:
    """The actual value of each KPI, from the rows of `entries` up to the end of `as_of`.

    By KPI: `reading_is` is Latest, Sum or Average, and `start` opens the window of the last two.
    Source: docs/semantics.md, Reading.
    """
    readings = rows[rows["date"].to_numpy() < np.datetime64(as_of, "us") + DAY]
    places = range(len(reading_is))
    latest = _latest(readings).reindex(places).to_numpy()
    opened = start[readings["kpi"].to_numpy()]
    # No Start at all leaves the window open at its lower end.
    inside = readings[np.isnat(opened) | (readings["date"].to_numpy() >= opened)]
    window = inside.groupby("kpi")["value"]
    with np.errstate(over="ignore"):  # what overflows is missing, below
        total, mean = window.sum().reindex(places), window.mean().reindex(places)
    actual = np.select([reading_is == "Sum", reading_is == "Average"], [total, mean], latest)
    return Actuals(
        read_on=readings.groupby("kpi")["date"].max().reindex(places).to_numpy(),
        actual=np.where(np.isfinite(actual), actual, np.nan),
    )


def _latest(readings: pd.DataFrame) -> pd.Series[float]:
    """By KPI, the value at its last moment: a New value's own, else the mean of the readings."""
    last = readings[readings["date"] == readings.groupby("kpi")["date"].transform("max")]
    first_said = last[last["new"] == last.groupby("kpi")["new"].transform("max")]
    return first_said.groupby("kpi")["value"].mean()


def _rows(
    kpi: list[int], date: Sequence[datetime | None], value: Sequence[float | None], new: bool
) -> pd.DataFrame:
    """Those of the rows given that have a KPI, a date and a value."""
    import pandas as pd  # late, as above

    rows = pd.DataFrame(
        {
            "kpi": np.array(kpi, dtype=np.intp),
            "date": moments(date),
            "value": numbers(value),
            "new": new,
        }
    )
    return rows[rows["kpi"] != NOBODY].dropna()
