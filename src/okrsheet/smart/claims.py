"""What a statement claims of its measure: a level, a step or a multiple.

"From 24 to 12 hours" is a level, "by 20%" a step, "double" a multiple. A KPI's baseline b and
target t agree with a step of p percent where t = b * (1 ± p / 100), and with a multiple m where
t = b * m.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from okrsheet.plan.model import Kpi
from okrsheet.smart.gauge import HALF, WHOLE, Gauge
from okrsheet.smart.numerals import last_place
from okrsheet.smart.outcomes import end_of_main_clause
from okrsheet.smart.quantities import Quantity, stands_after, units
from okrsheet.smart.rule import plain
from okrsheet.smart.statement import Statement
from okrsheet.smart.terms import table
from okrsheet.smart.verbs import Role

RANGE_SIGNS = ("-", "–")


@dataclass(frozen=True, slots=True)
class Level:
    """A level to reach: `start` if it is said, and up to `upper` where it is a range ("20-22%").

    `is_total` is False for "win 40 clients": the target may be 40, or 40 more than the baseline.
    """

    goal: Quantity
    start: Quantity | None = None
    upper: Quantity | None = None
    is_total: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """Its first token and the one behind its last."""
        return (self.start or self.goal).first, (self.upper or self.goal).end

    def is_told_by(self, kpi: Kpi, gauge: Gauge, named: float) -> bool:
        """Whether the KPI's figures can be held against it; `named` as in Goal."""
        if gauge.measures(self.goal):
            return True
        # What is counted needs no unit in prose: "raise the mystery guest score from 78 to 86".
        is_counted = gauge.unit is None or gauge.unit.kind == "points"
        return self.goal.unit is None and is_counted and named == 1

    def agrees(self, kpi: Kpi, gauge: Gauge) -> bool:
        """Whether the KPI's figures are those of the claim."""
        if kpi.direction == "Hold":
            return _is(self.goal, kpi.low, gauge) or _is(self.goal, kpi.high, gauge)
        if self.start and kpi.baseline is not None and not _is(self.start, kpi.baseline, gauge):
            return False
        is_more = not self.is_total and _is(self.goal, _moved(kpi), gauge)
        return is_more or _is(self.goal, kpi.target, gauge) or self._is_within(kpi.target, gauge)

    def touches(self, kpi: Kpi, gauge: Gauge) -> bool:
        """Whether one end of a way is the KPI's: then it is surely the way that is meant."""
        starts = _is(self.start, kpi.baseline or None, gauge) if self.start else False
        return self.start is not None and (starts or _is(self.goal, kpi.target or None, gauge))

    def _is_within(self, target: float | None, gauge: Gauge) -> bool:
        if self.upper is None or target is None:
            return False
        values = (target * gauge.scale, target * gauge.scale * (WHOLE if gauge.is_share else 1))
        return _is(self.upper, target, gauge) or any(
            self.goal.value <= value <= self.upper.value for value in values
        )


@dataclass(frozen=True, slots=True)
class Step:
    """How far a measure moves: "by 20%", "by 5 points", "by two days"."""

    amount: Quantity

    @property
    def span(self) -> tuple[int, int]:
        """Its first token, behind the "by", and the one behind its last."""
        return self.amount.first, self.amount.end

    def is_told_by(self, kpi: Kpi, gauge: Gauge, named: float) -> bool:
        """Whether the KPI's figures can be held against it; `named` as in Goal."""
        if _moved(kpi) is None:
            return False
        kind = self.amount.unit.kind if self.amount.unit else None
        if kind == "points":
            return gauge.is_share or (gauge.unit is not None and gauge.unit.kind == "points")
        return kind == "share" or gauge.measures(self.amount)

    def agrees(self, kpi: Kpi, gauge: Gauge) -> bool:
        """Whether the KPI moves so far: in percent of its baseline, or of its own unit."""
        amount, moved = self.amount, _moved(kpi)
        if amount.unit and amount.unit.kind == "points" and gauge.is_share:
            amount = replace(amount, unit=units()["%"])
            return _is(amount, moved, gauge)
        is_share = amount.unit is not None and amount.unit.kind == "share"
        if not is_share or gauge.is_share:
            # A target of 20% may itself be the growth: "grow sales by 20%", of "Sales growth".
            ways = (_is(amount, moved, gauge), _is(amount, kpi.target, gauge))
            return any(ways[: 1 + is_share]) or (is_share and self._is_relative(kpi))
        return self._is_relative(kpi)

    def touches(self, kpi: Kpi, gauge: Gauge) -> bool:
        """Nothing in a step shows whose it is."""
        return False

    def _is_relative(self, kpi: Kpi) -> bool:
        base, moved = abs(kpi.baseline or 0), _moved(kpi) or 0
        slack = max(base * self.amount.place / WHOLE * HALF, _rounding(kpi.target))
        return abs(moved - base * self.amount.value / WHOLE) <= slack


@dataclass(frozen=True, slots=True)
class Multiple:
    """How many times as much it becomes: "double" is 2, "halve" is 0.5."""

    times: float
    at: int

    @property
    def span(self) -> tuple[int, int]:
        """Its one token and the one behind it."""
        return self.at, self.at + 1

    def is_told_by(self, kpi: Kpi, gauge: Gauge, named: float) -> bool:
        """Whether the KPI's figures can be held against it; `named` as in Goal."""
        return _moved(kpi) is not None and (kpi.baseline or 0) > 0

    def agrees(self, kpi: Kpi, gauge: Gauge) -> bool:
        """Whether the target is so many times the baseline, as near as it is rounded."""
        base, target = kpi.baseline or 0, kpi.target or 0
        slack = max(base * self.times * 0.02, _rounding(target))
        return abs(base * self.times - target) <= slack

    def touches(self, kpi: Kpi, gauge: Gauge) -> bool:
        """Nothing in a multiple shows whose it is."""
        return False


Claim = Level | Step | Multiple


def claims(statement: Statement) -> tuple[Claim, ...]:
    """What the statement says it will reach: levels if there are any, else how far it moves."""
    for read in (_levels, _steps, _multiples, _opening, _limits):
        found = tuple(read(statement))
        if found:
            return found
    return ()


def _levels(statement: Statement) -> Iterator[Claim]:
    if statement.changes:
        for change in statement.changes:
            yield Level(change.goal, change.start, _upper(statement, change.goal))
        return
    for one in statement.figures:
        if one.first in statement.goals:
            yield Level(one, upper=_upper(statement, one))


def _steps(statement: Statement) -> Iterator[Claim]:
    end = end_of_main_clause(statement)
    for one in statement.figures:
        if one.first < end and stands_after(statement.run, one, ("by",)):
            yield Step(one)


def _multiples(statement: Statement) -> Iterator[Claim]:
    if statement.lead is not None:
        at, form = statement.lead
        times = table("numbers")["factors"].get(form.verb)
        if times is not None:
            yield Multiple(times, at)


def _opening(statement: Statement) -> Iterator[Claim]:
    """What the leading verb has as its object: "sell 2,500 hampers"."""
    if statement.lead is None or Role.LOWERS in statement.roles_at(statement.lead[0]):
        return
    after = statement.lead[0] + 1
    yield from (Level(one, is_total=False) for one in statement.figures if one.first == after)


def _limits(statement: Statement) -> Iterator[Claim]:
    if len(statement.figures) == 1 and statement.figures[0].first in statement.bounds:
        yield Level(statement.figures[0])


def _upper(statement: Statement, goal: Quantity) -> Quantity | None:
    """The other end of a range that begins with the figure."""
    behind = (one for one in statement.figures if one.first == goal.end + 1)
    following = next(behind, None)
    if following is None:
        return None
    joiner, before = statement.run[goal.end].low, statement.run[max(goal.first - 1, 0)].low
    is_upwards = joiner == "to" and following.value > goal.value
    is_between = joiner == "and" and before == "between"
    return following if joiner in RANGE_SIGNS or is_upwards or is_between else None


def _is(said: Quantity, value: float | None, gauge: Gauge) -> bool:
    return value is not None and gauge.agrees(said, value)


def _moved(kpi: Kpi) -> float | None:
    """How far the KPI is to move, up or down."""
    if kpi.baseline is None or kpi.target is None or kpi.direction == "Hold":
        return None
    return abs(kpi.target - kpi.baseline)


def _rounding(value: float | None) -> float:
    """Half of the last place in which a figure is written."""
    return last_place(plain(value or 0.0)) * HALF
