"""Status: how far a score stays behind what is expected by now."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from okrsheet.score.arrays import Ranks

# Gaps and the minimum coverage are compared with this to spare, so that a number that stands
# exactly on its limit falls on the same side in every engine.
TOLERANCE = 1e-9


class Status(StrEnum):
    """A traffic light with a word: the value is the JSON form, `label` the one for people."""

    NO_DATA = "no_data"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"

    @property
    def label(self) -> str:
        """The bare word in a Status cell: "On track", "At risk", "Off track" or "No data"."""
        return self.value.replace("_", " ").capitalize()


# A status is computed as its rank in this order, so that the worst of several is the highest.
BY_RANK = tuple(Status)
NO_DATA, ON_TRACK, AT_RISK, OFF_TRACK = range(len(BY_RANK))
# The rank behind a label; a cell without one says as much as No data.
RANK_OF: Mapping[str | None, int] = {
    None: NO_DATA,
    **{status.label: at for at, status in enumerate(BY_RANK)},
}


def rank(expected: ArrayLike, reached: ArrayLike, on_track_gap: float, at_risk_gap: float) -> Ranks:
    """The rank (see `BY_RANK`) of the gap between what is expected and what is reached.

    `expected` and `reached` are shares, NaN where missing, which gives no data; the gaps are
    shares too. Scalars and arrays alike. Source: docs/semantics.md, Status.
    """
    gap = np.subtract(expected, reached)
    graded = np.select(
        [np.isnan(gap), gap <= on_track_gap + TOLERANCE, gap <= at_risk_gap + TOLERANCE],
        [NO_DATA, ON_TRACK, AT_RISK],
        OFF_TRACK,
    )
    return np.asarray(graded, dtype=np.int8)
