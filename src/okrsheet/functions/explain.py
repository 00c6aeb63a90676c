"""OKR_EXPLAIN: why a KPI has its attainment, its score and its status, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from okrsheet.functions import wizard
from okrsheet.functions.arguments import Answer, Arguments, cell_function
from okrsheet.functions.attainment import Goals
from okrsheet.functions.cells import moment
from okrsheet.functions.expected import Paces
from okrsheet.functions.status import SETTINGS, Gaps, gaps
from okrsheet.plan.model import Kpi, Plan
from okrsheet.rounding import limit_text, percent, places_to_compare
from okrsheet.score.arrays import Floats
from okrsheet.score.evidence import KnownReading, evidence
from okrsheet.score.status import BY_RANK, TOLERANCE, Status, rank
from okrsheet.sheets.values import as_text
from okrsheet.told_pace import pace_lines


@cell_function
def okr_explain(
    actual: wizard.Actual,
    baseline: wizard.Baseline = None,
    target: wizard.Target = None,
    direction: wizard.Direction = "Increase",
    start: wizard.Start = None,
    due: wizard.Due = None,
    as_of: wizard.AsOf = None,
    read_on: wizard.ReadOn = None,
    frequency: wizard.Frequency = None,
    low: wizard.Low = None,
    high: wizard.High = None,
    tolerance: wizard.Tolerance = None,
    on_track_gap: wizard.OnTrackGap = SETTINGS.on_track_gap,
    at_risk_gap: wizard.AtRiskGap = SETTINGS.at_risk_gap,
) -> Answer:
    """Why a KPI has its attainment and, with as_of, its status: one sentence with the numbers.

    From the arguments of OKR_ATTAINMENT, OKR_EXPECTED and OKR_STATUS; blank where neither a
    number nor a date is given.
    """
    limits = gaps(on_track_gap, at_risk_gap)
    rows = Arguments.of(
        actual=actual,
        baseline=baseline,
        target=target,
        direction=direction,
        start=start,
        due=due,
        as_of=as_of,
        read_on=read_on,
        frequency=frequency,
        low=low,
        high=high,
        tolerance=tolerance,
    )
    goals = Goals.of(rows)
    paces = Paces.of(rows, goals.direction)
    return rows.answer(_sentence(goals, paces, limits, at) for at in range(len(rows)))


def _sentence(goals: Goals, paces: Paces, limits: Gaps, at: int) -> str:
    """The explanation of one cell of the answer."""
    numbers = goals.actual, goals.baseline, goals.target, goals.low, goals.high
    if all(np.isnan(each[at]) for each in (*numbers, paces.start, paces.due)):
        return ""
    if np.isnan(goals.attainment[at]):
        blank = goals.blank(at)
        return f"No data: {blank}." if blank else goals.contradiction(at)
    told = "; ".join((_attained(goals, at), *_judged(goals, paces, limits, at)))
    return f"{told[0].upper()}{told[1:]}."


def _attained(goals: Goals, at: int) -> str:
    """The attainment as the arithmetic behind it, and the score where it is another."""
    raw = float(goals.attainment[at])
    told = f"attainment {_arithmetic(goals, at)}{percent(raw)}%"
    cut = min(max(raw, 0.0), 1.0)
    return told if cut == raw else f"{told}, which scores {percent(cut)}%"


def _arithmetic(goals: Goals, at: int) -> str:
    if goals.direction[at] == "Milestone":
        return "is the share done: "
    actual, low, high = goals.actual[at], goals.low[at], goals.high[at]
    if goals.direction[at] != "Hold":
        baseline, target = _part(goals.baseline[at]), _part(goals.target[at])
        return f"({_part(actual)} - {baseline}) / ({target} - {baseline}) = "
    bounds = " and ".join(
        f"at {word} {as_text(float(bound))}"
        for word, bound in (("least", low), ("most", high))
        if not np.isnan(bound)
    )
    if goals.attainment[at] == 1:
        return f"of {as_text(float(actual))}, which is {bounds}: "
    missed = (low, actual) if actual < low else (actual, high)
    outside = " - ".join(map(_part, missed))
    if not goals.tolerance[at] > 0:
        return f"of {as_text(float(actual))}, not {bounds} and without a tolerance: "
    return f"1 - ({outside}) / {_part(goals.tolerance[at])} = "


def _judged(goals: Goals, paces: Paces, limits: Gaps, at: int) -> Iterator[str]:
    """What is expected and why, and the status; nothing without a day to judge on."""
    if np.isnan(paces.as_of[at]):
        return
    expected = float(paces.expected[at])
    known = None if np.isnan(expected) else expected
    kpi = Kpi.model_validate(
        {
            "direction": str(goals.direction[at]),
            "frequency": paces.frequency[at],
            "start": _day(paces.start, at),
            "due": _day(paces.due, at),
        }
    )
    plan = Plan(moment(float(paces.as_of[at])).date(), kpis=(kpi,))
    read_on = _day(paces.read_on, at)
    read = () if read_on is None else (KnownReading(read_on, float(goals.actual[at]), False),)
    yield from pace_lines(kpi, known, evidence(plan, 0, read))
    yield Status.NO_DATA.label if known is None else _verdict(known, goals, limits, at)


def _verdict(expected: float, goals: Goals, limits: Gaps, at: int) -> str:
    """The gap against its limits, with the places it takes to stand on its side of them."""
    reached = min(float(goals.attainment[at]), 1.0)
    label = BY_RANK[int(rank(expected, reached, *limits))].label
    places = places_to_compare(expected, reached, limits)
    gap = percent(expected, places) - percent(reached, places)
    if gap < 0:
        return f"{-gap}% ahead: {label}"
    on_track, at_risk = map(limit_text, limits)
    if expected - reached <= limits[0] + TOLERANCE:
        return f"{gap}% behind, at most {on_track}: {label}"
    if expected - reached <= limits[1] + TOLERANCE:
        return f"{gap}% behind, more than {on_track}, at most {at_risk}: {label}"
    return f"{gap}% behind, more than {at_risk}: {label}"


def _day(days: Floats, at: int) -> datetime | None:
    return None if np.isnan(days[at]) else moment(float(days[at]))


def _part(value: float) -> str:
    """A number as part of arithmetic: one below 0 in brackets."""
    told = as_text(float(value))
    return f"({told})" if value < 0 else told
