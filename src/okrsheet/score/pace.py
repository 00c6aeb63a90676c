"""Pace: what is expected of a KPI or an action by now. Days are serial days with fractions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from okrsheet.score.arrays import Floats

# How old a reading may be, in days, before it is stale; a blank frequency counts as monthly.
FRESH_DAYS: Mapping[str | None, int] = {
    "Daily": 2,
    "Weekly": 11,
    "Monthly": 46,
    None: 46,
    "Quarterly": 137,
    "Yearly": 548,
}


def judged_on(read_on: ArrayLike, as_of: ArrayLike, fresh_days: ArrayLike) -> Floats:
    """The day a KPI is judged on: that of its reading while fresh, `as_of` once it is stale.

    Between two readings a KPI does not redden, an abandoned one does. Without a reading `as_of`.
    """
    last = np.asarray(read_on, dtype=float)
    return np.where(np.subtract(as_of, last) <= fresh_days, last, as_of)


def linear(day: ArrayLike, start: ArrayLike, due: ArrayLike) -> Floats:
    """The share of the time from start to due gone by: 0 on the first day, 1 on the last.

    Where start is not before due, 0 before due and 1 from due on. NaN where a day is missing.
    """
    now, first, last = (np.asarray(value, dtype=float) for value in (day, start, due))
    with np.errstate(all="ignore"):
        gone = np.clip((now - first) / (last - first), 0, 1)
    missing = np.isnan(now) | np.isnan(first) | np.isnan(last)
    return np.where(missing, np.nan, np.where(first < last, gone, now >= last))


def expected(
    direction: ArrayLike, day: ArrayLike, as_of: ArrayLike, start: ArrayLike, due: ArrayLike
) -> Floats:
    """The score expected of a KPI judged on `day`, 0..1; NaN where it cannot be told.

    Scalars and arrays alike. Source: docs/semantics.md, Expected.
    """
    way = np.asarray(direction)
    last = np.asarray(due, dtype=float)
    return np.select(
        [(way == "Increase") | (way == "Decrease"), way == "Hold", way == "Milestone"],
        [linear(day, start, due), 1.0, np.where(np.isnan(last), np.nan, as_of >= last)],
        np.nan,
    )
