"""The roll-up as columns: what each objective passes on to its parent, its pillar and its units.

Source: docs/semantics.md, Roll-up. Objectives are worked out level by level, the deepest first:
a set of columns a level, each over the KPIs and over the set of the level below. So that one set
serves all parents, the sets gather what stands at their level or deeper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from okrsheet.plan.model import Row
from okrsheet.score.status import TOLERANCE
from okrsheet.sheets.live.expression import (
    Column,
    Expression,
    both,
    gravest,
    largest,
    number,
    total,
    when,
)
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.kpis import rank
from okrsheet.sheets.live.objectives import Children, ObjectiveLines
from okrsheet.sheets.live.settings import Settings

# What is summed of a node's children, times their weights: the weight of those that have a score,
# and their scores; likewise what is expected; coverage; the weight of those that lead to a KPI.
SCORED, SCORES, PACED, PACES, COVERED, LIVE = (
    "scored",
    "score",
    "paced",
    "expected",
    "coverage",
    "live",
)
# And of its leading and lagging KPIs, with the effective weights seen from it.
SIGNALS = tuple(
    f"{kind} {what}" for kind in ("leading", "lagging") for what in (SCORED, SCORES, PACED, PACES)
)
SUMMED = (SCORED, SCORES, PACED, PACES, COVERED, LIVE, *SIGNALS)
# The gravest status of its children that count, and of everything below it that counts.
RANK, WORST = "status", "worst"


@dataclass(frozen=True)
class Passed:
    """What each objective (or KPI) passes on, by what it is; weighted, 0 where nothing."""

    weight: Column
    columns: Mapping[str, Column]

    def to(self, by: Column, here: Expression) -> dict[str, Expression]:
        """What a node gets from those that name its place in `by`."""
        summed = [what for what in SUMMED if what in self.columns]
        found = {what: total(self.columns[what], by, here) for what in summed}
        found |= {what: gravest(self.columns[what], by, here) for what in (RANK, WORST)}
        return {**found, "weight": total(self.weight, by, here)}


def share(part: Expression, whole: Expression) -> Expression:
    """A weighted mean, 0 where no weight is."""
    return when(whole > 0, part / whole, 0)


def paced_rank(
    scored: Expression,
    paced: Expression,
    score: Expression,
    pace: Expression,
    coverage: Expression,
    settings: Settings,
) -> Expression:
    """The rank of a node's status: 0 without score or expected, or with too little coverage."""
    known = both(scored > 0, paced > 0, coverage >= settings.minimum_coverage - number(TOLERANCE))
    return when(known, rank(pace - score, settings), 0)


@dataclass(frozen=True)
class Level:
    """The nodes of one depth: what they get, and columns for what they pass on.

    `own` is what each gets from its KPIs, say, and `below` what the nodes one level down pass on
    to their parents. The columns keep what stands deeper, so that the last set holds all levels.
    Where `own` tells nothing of leading and lagging KPIs, nothing of them passes on.
    """

    block: Block[Row]
    own: Mapping[str, Column]
    whole: Expression
    weight: Column
    by_worst: Expression
    settings: Settings
    name: str = ""
    stands_here: Expression | None = None
    children: Children | None = None
    below: Mapping[str, Column] = field(default_factory=dict)

    def columns(self) -> dict[str, Column]:
        """What each node passes on, by what it is."""
        weight, put, got = self.weight, self._put, self._got
        scored = put(SCORED, when(got(SCORED) > 0, weight, 0))
        score = put(SCORES, when(scored > 0, weight * got(SCORES) / got(SCORED), 0))
        paced = put(PACED, when(got(PACED) > 0, weight, 0))
        pace = put(PACES, when(paced > 0, weight * got(PACES) / got(PACED), 0))
        covered = put(COVERED, when(self.whole > 0, weight * got(COVERED) / self.whole, 0))
        signals = self._signals()
        by_gap = paced_rank(
            scored, paced, score / scored, pace / paced, covered / weight, self.settings
        )
        ranked = when(self.by_worst.equals(1), self._gravest(RANK), by_gap)
        rank = put(RANK, when(weight > 0, ranked, 0))
        worst = put(WORST, when(weight > 0, largest(rank, self._gravest(WORST)), 0))
        averaged = (SCORED, SCORES, PACED, PACES, COVERED)
        columns = dict(zip(averaged, (scored, score, paced, pace, covered), strict=True))
        return {**columns, **signals, RANK: rank, WORST: worst}

    def _signals(self) -> dict[str, Column]:
        """What passes on of leading and lagging KPIs, and the share by which it does."""
        if LIVE not in self.own:
            return {}
        put, got = self._put, self._got
        live = put(LIVE, when(got(LIVE) > 0, self.weight, 0))
        part = put("part", when(live > 0, live / got(LIVE), 0))
        signals = {signal: put(signal, part * got(signal)) for signal in SIGNALS}
        return {LIVE: live, "part": part, **signals}

    def _put(self, what: str, passed: Expression) -> Column:
        if self.stands_here is not None:
            passed = when(self.stands_here, passed, self.below.get(what, 0))
        return self.block.put(f"{what}{self.name}", passed)

    def _got(self, what: str) -> Expression:
        own: Expression = self.own[what]
        if self.children is None or not self.below:
            return own
        return own + self.children.total(self.below[what])

    def _gravest(self, what: str) -> Expression:
        own: Expression = self.own[what]
        if self.children is None or not self.below:
            return own
        return largest(own, self.children.gravest(self.below[what]))


def pass_on(
    lines: ObjectiveLines,
    own: Mapping[str, Column],
    children: Column,
    levels: int,
    settings: Settings,
) -> Passed:
    """What each objective passes on, level by level from the deepest.

    `own` is what it gets from its own KPIs, `children` the weight of its child objectives.
    """
    passed: dict[str, Column] = {}
    for level in reversed(range(levels)):
        passed = Level(
            lines.block,
            own,
            own["weight"] + children,
            lines.weight,
            lines.by_worst,
            settings,
            f", level {level}",
            lines.lines.depth.equals(level),
            lines.children,
            passed,
        ).columns()
    return Passed(lines.weight, passed)


def pass_once(
    block: Block[Row], got: Mapping[str, Column], weight: Column, settings: Settings
) -> Passed:
    """What each node of a single level passes on of what it gets."""
    level = Level(block, got, got["weight"], weight, number(0), settings, " passed on")
    return Passed(weight, level.columns())
