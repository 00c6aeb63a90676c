"""OKR_ATTAINMENT: how much of its goal a KPI has reached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from okrsheet.functions import wizard
from okrsheet.functions.arguments import Answer, Arguments, cell_function
from okrsheet.score.arrays import Floats, Texts, told
from okrsheet.score.attainment import attainment
from okrsheet.sheets.values import as_text


@cell_function
def okr_attainment(
    actual: wizard.Actual,
    baseline: wizard.Baseline = None,
    target: wizard.Target = None,
    direction: wizard.Direction = "Increase",
    low: wizard.Low = None,
    high: wizard.High = None,
    tolerance: wizard.Tolerance = None,
) -> Answer:
    """The share of its goal that a KPI has reached: 0 at the baseline, 1 at the target.

    It is raw, so it may lie outside 0..1; blank where a number that it takes is blank. Source:
    docs/semantics.md, Attainment.
    """
    rows = Arguments.of(
        actual=actual,
        baseline=baseline,
        target=target,
        direction=direction,
        low=low,
        high=high,
        tolerance=tolerance,
    )
    goals = Goals.of(rows)
    for at in np.flatnonzero(np.isnan(goals.attainment)).tolist():
        if not goals.blank(at):
            rows.note(at, goals.contradiction(at))
    return rows.answer("" if raw is None else raw for raw in told(goals.attainment))


@dataclass(frozen=True)
class Goals:
    """Goals of KPIs with what is reached of them, by cell of the answer; NaN where blank."""

    direction: Texts
    actual: Floats
    baseline: Floats
    target: Floats
    low: Floats
    high: Floats
    tolerance: Floats
    attainment: Floats

    @classmethod
    def of(cls, rows: Arguments) -> Goals:
        """The goals that the arguments of a call give."""
        actual = rows.numbers("actual")
        baseline, target = rows.numbers("baseline"), rows.numbers("target")
        low, high, tolerance = (rows.numbers(name) for name in ("low", "high", "tolerance"))
        direction = rows.choices("direction", wizard.DIRECTIONS)
        raw = attainment(direction, actual, baseline, target, low, high, tolerance)
        return cls(direction, actual, baseline, target, low, high, tolerance, raw)

    def blank(self, at: int) -> str:
        """What is blank and has to be known for an attainment, in words; "" where nothing is."""
        if np.isnan(self.actual[at]):
            return "the actual is blank"
        match self.direction[at]:
            case "":
                return "the direction is blank"
            case "Hold":
                unbound = np.isnan(self.low[at]) and np.isnan(self.high[at])
                return "low and high are blank" if unbound else ""
            case "Milestone":
                return ""
        if np.isnan(self.baseline[at]):
            return "the baseline is blank"
        return "the target is blank" if np.isnan(self.target[at]) else ""

    def contradiction(self, at: int) -> str:
        """Why a goal of which nothing is blank has no attainment, and what to do."""
        low, high, target = (
            as_text(float(each[at])) for each in (self.low, self.high, self.target)
        )
        if self.direction[at] == "Hold" and self.low[at] > self.high[at]:
            return f"Low ({low}) is above high ({high}): exchange them."
        if self.direction[at] in ("Increase", "Decrease") and self.target[at] == self.baseline[at]:
            return f"Target and baseline are both {target}: give another target, or take Hold."
        return "The numbers are too large to be worked with."
