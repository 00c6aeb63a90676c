"""Attainment: how much of its goal a KPI has reached."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from okrsheet.score.arrays import Floats

ROUNDING = 1e-12  # of a number: more than adding up may cost it, less than anybody can mean


def attainment(
    direction: ArrayLike,
    actual: ArrayLike,
    baseline: ArrayLike,
    target: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    tolerance: ArrayLike,
) -> Floats:
    """The raw attainment by direction; it may lie outside 0..1. NaN where there is none.

    A blank is None or NaN. Scalars and arrays alike. Source: docs/semantics.md, Attainment.
    """
    way = np.asarray(direction)
    raw = np.select(
        [(way == "Increase") | (way == "Decrease"), way == "Hold", way == "Milestone"],
        [
            moved(actual, baseline, target),
            held(actual, low, high, tolerance),
            np.asarray(actual, dtype=float),
        ],
        np.nan,
    )
    # What no number can hold is missing, not endless.
    return np.where(np.isfinite(raw), raw, np.nan)


def moved(actual: ArrayLike, baseline: ArrayLike, target: ArrayLike) -> Floats:
    """The share of the way from baseline to target, up or down: one signed formula for both.

    Not finite where a number is missing or the target equals the baseline.
    """
    a, b, t = (np.asarray(value, dtype=float) for value in (actual, baseline, target))
    with np.errstate(all="ignore"):
        return np.asarray((a - b) / (t - b))


def held(actual: ArrayLike, low: ArrayLike, high: ArrayLike, tolerance: ArrayLike) -> Floats:
    """1 from low to high inclusive; outside, what the tolerance leaves of it, or 0 without one.

    What lies outside by no more than rounding (1e-12 of the actual value) lies within, so that
    every engine sees a sum on its bound alike. One bound may be blank. A tolerance that is not
    above 0 counts as none. NaN where the actual or both bounds are missing, and where low is above
    high.
    """
    a, floor, ceiling, slack = (
        np.asarray(value, dtype=float) for value in (actual, low, high, tolerance)
    )
    distance = np.fmax(np.fmax(floor - a, a - ceiling), 0)  # fmax passes over a blank bound
    with np.errstate(all="ignore"):
        outside = np.where(slack > 0, 1 - distance / slack, 0)
    unknown = np.isnan(a) | (np.isnan(floor) & np.isnan(ceiling)) | (floor > ceiling)
    return np.where(unknown, np.nan, np.where(distance > ROUNDING * np.abs(a), outside, 1))


def clamped(raw: ArrayLike) -> Floats:
    """The score of a raw attainment: cut to 0..1, NaN where there is none."""
    return np.asarray(np.clip(np.asarray(raw, dtype=float), 0, 1))
