"""A KPI's attainment, expected and status, step by step.

Source: docs/semantics.md, Attainment to Status. A date that there is none of is 0.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from okrsheet.plan.model import Kpi
from okrsheet.score.pace import FRESH_DAYS
from okrsheet.score.scores import KpiScore
from okrsheet.score.status import BY_RANK, TOLERANCE
from okrsheet.sheets.live.entered import by_row, numbers, words
from okrsheet.sheets.live.expression import Column, Expression, Values, number, when
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import serial

DIRECTIONS = ("Increase", "Decrease", "Hold", "Milestone")
FRESH = ",".join(
    f'"{frequency}",{days}'
    for frequency, days in FRESH_DAYS.items()
    if frequency != "Monthly" and frequency
)


def attainment(
    block: Block[Kpi],
    scores: Sequence[KpiScore],
    actual: Column,
    way: Column,
    tables: Tables,
) -> Column:
    """The raw attainment by direction, blank where there is none."""
    a, kpis = actual.text, block.members
    base, target, low, high, slack = (
        numbers(block, header, tables, [getattr(kpi, header.lower()) for kpi in kpis]).text
        for header in ("Baseline", "Target", "Low", "High", "Tolerance")
    )
    bounds = f"IF(ISNUMBER({low}),{low}-{a},0),IF(ISNUMBER({high}),{a}-{high},0)"
    outside = block.given(
        "outside Low to High",
        f"IF({way.text}=3,IFERROR(MAX(0,{bounds}),0),0)",
        by_row(block, list(map(_outside, kpis, scores)), 0.0),
    ).text
    moved = f'IF(AND(ISNUMBER({base}),ISNUMBER({target})),({a}-{base})/({target}-{base}),"")'
    crossed = f"IF(AND(ISNUMBER({low}),ISNUMBER({high})),{low}>{high},FALSE)"
    unbound = f"NOT(OR(ISNUMBER({low}),ISNUMBER({high})))"
    missed = f"IF(ISNUMBER({slack}),IF({slack}>0,1-{outside}/{slack},0),0)"
    near = f"{outside}<=1E-12*ABS({a})"
    held = f'IF({unbound},"",IF({crossed},"",IF({near},1,{missed})))'
    text = f'IF(ISNUMBER({a}),IFERROR(CHOOSE({way.text}+1,"",{moved},{moved},{held},{a}),""),"")'
    raw = [score.attainment for score in scores]
    return block.given("Attainment", text, by_row(block, raw, ""))


def expected(
    block: Block[Kpi],
    scores: Sequence[KpiScore],
    raw: Column,
    way: Column,
    read_on: Column,
    start: Column,
    due: Column,
    settings: Settings,
    tables: Tables,
) -> Column:
    """The score expected by now, blank where there is no score or no date."""
    as_of = settings.as_of.text
    frequency = words(block, "Frequency", tables)
    limits = [float(FRESH_DAYS[kpi.frequency]) for kpi in block.members]
    monthly = FRESH_DAYS[None]
    fresh = block.given(
        "fresh for",
        f"_xlfn.SWITCH({frequency.text},{FRESH},{monthly})",
        by_row(block, limits, float(monthly)),
    )
    last = f"IF({as_of}-{read_on.text}<={fresh.text},{read_on.text},{as_of})"
    judged = block.given(
        "judged on",
        f'IF({read_on.text}="",{as_of},{last})',
        _judged(block, scores, fresh, settings),
    )
    gone = pace(judged.text, start.text, due.text)
    milestone = f'IF({due.text}=0,"",IF({as_of}>={due.text},1,0))'
    text = f'IF({raw.text}="","",CHOOSE({way.text}+1,"",{gone},{gone},1,{milestone}))'
    paces = [score.expected for score in scores]
    return block.given("Expected", text, by_row(block, paces, ""))


def pace(now: str, start: str, due: str) -> str:
    """The share of the time from start to due that is gone; blank where a date is missing (0)."""
    share = f"MAX(0,MIN(1,({now}-{start})/({due}-{start})))"
    return f'IF(OR({start}=0,{due}=0),"",IF({start}<{due},{share},IF({now}>={due},1,0)))'


def rank(gap: Expression, settings: Settings) -> Expression:
    """The rank of a status by its gap: 1 on track, 2 at risk, 3 off track."""
    on_track = settings.on_track_gap + number(TOLERANCE)
    at_risk = settings.at_risk_gap + number(TOLERANCE)
    return when(gap <= on_track, 1, when(gap <= at_risk, 2, 3))


def label(rank: str) -> str:
    """The word for a rank from 0 to 3."""
    words = ",".join(f'"{status.label}"' for status in BY_RANK)
    return f"CHOOSE({rank}+1,{words})"


def _outside(kpi: Kpi, score: KpiScore) -> float:
    """How far the actual value lies outside the bounds of a Hold."""
    if kpi.direction != "Hold" or score.actual is None:
        return 0.0
    below = 0.0 if kpi.low is None else kpi.low - score.actual
    above = 0.0 if kpi.high is None else score.actual - kpi.high
    return max(0.0, below, above)


def _judged(
    block: Block[Kpi], scores: Sequence[KpiScore], fresh: Column, settings: Settings
) -> Values:
    read = [None if one.read_on is None else serial(one.read_on) for one in scores]
    as_of = np.broadcast_to(settings.as_of.values, fresh.values.shape)
    last = by_row(block, read, "")
    last = np.where(last == "", as_of, last).astype(float)
    return np.where(as_of - last <= fresh.values, last, as_of)
