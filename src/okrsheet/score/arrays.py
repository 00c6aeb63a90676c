"""Columns of a plan as arrays: a missing number is NaN, a missing moment NaT."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Moments = NDArray[np.datetime64]
Places = NDArray[np.intp]
Ranks = NDArray[np.int8]
Texts = NDArray[np.str_]

# Day 0 of Excel's 1900 calendar as it counts from March 1900 on.
DAY_ZERO = np.datetime64("1899-12-30", "us")
DAY = np.timedelta64(1, "D")


def numbers(values: Iterable[float | None]) -> Floats:
    """Numbers as an array; None becomes NaN."""
    return np.array(list(values), dtype=float)


def moments(values: Iterable[datetime | None]) -> Moments:
    """Moments, to the microsecond, as an array; None becomes NaT."""
    import pandas as pd  # late: a cell function counts in serial days and does without

    return pd.Series(list(values), dtype="datetime64[us]").to_numpy()


def serial_days(at: Moments) -> Floats:
    """Moments as Excel's serial days, the time of day as a fraction; NaT becomes NaN."""
    return np.asarray((at - DAY_ZERO) / DAY, dtype=float)


def told(values: Floats) -> list[float | None]:
    """Numbers as they leave: NaN becomes None."""
    return [None if value != value else value for value in values.tolist()]
