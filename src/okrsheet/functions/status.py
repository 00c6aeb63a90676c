"""OKR_STATUS: how far what is reached stays behind what is expected."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from okrsheet.functions import wizard
from okrsheet.functions.arguments import Answer, Arguments, cell_function, single
from okrsheet.functions.cells import Cells, share
from okrsheet.plan.model import Settings
from okrsheet.score.status import BY_RANK, rank

Gaps = tuple[float, float]
SETTINGS = Settings()


@cell_function
def okr_status(
    attainment: Annotated[Cells, "What is reached: an attainment or a score, 1 for all of it"],
    expected: Annotated[Cells, "What is expected by now, 0 to 1: see OKR_EXPECTED"],
    on_track_gap: wizard.OnTrackGap = SETTINGS.on_track_gap,
    at_risk_gap: wizard.AtRiskGap = SETTINGS.at_risk_gap,
) -> Answer:
    """On track, At risk or Off track, by how far the attainment is behind what is expected.

    No data where only one of the two is known; blank where neither is. Source: docs/semantics.md,
    Status.
    """
    limits = gaps(on_track_gap, at_risk_gap)
    rows = Arguments.of(attainment=attainment, expected=expected)
    reached, pace = rows.numbers("attainment"), rows.numbers("expected")
    ranks = rank(pace, np.minimum(reached, 1), *limits).tolist()
    blank = (np.isnan(reached) & np.isnan(pace)).tolist()
    pairs = zip(ranks, blank, strict=True)
    return rows.answer("" if is_blank else BY_RANK[graded].label for graded, is_blank in pairs)


def gaps(on_track: Cells, at_risk: Cells) -> Gaps:
    """The gaps of the status as shares; blank ones are as in a new plan. Raises WrongArgument."""
    stated = (
        share(single("on_track_gap", on_track), "on track gap"),
        share(single("at_risk_gap", at_risk), "at risk gap"),
    )
    usual = SETTINGS.on_track_gap, SETTINGS.at_risk_gap
    first, second = (gap if said is None else said for said, gap in zip(stated, usual, strict=True))
    return first, second
