"""The roll-up as columns: what each objective passes on to its parent, its pillar and its units.

Source: docs/semantics.md, Roll-up. Objectives are worked out level by level, the deepest first:
a set of columns a level, each over the KPIs and over the set of the level below. So that one set
serves all parents, the sets gather what stands at their level or deeper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
from okrsheet.sheets.live.settings import Settings

# What is summed of a node's children, times their weights: the weight of those that have a score,
# and their scores; likewise what is expected; coverage; the weight of those that lead to a KPI.
SCORED, SCORES, PACED, PACES, COVERED, LIVE = "scored", "score", "paced", "expected", "coverage", "live"
# And of its leading and lagging KPIs, with the effective weights seen from it.
SIGNALS = tuple(
    f"{kind} {what}"
    for kind in ("leading", "lagging")
    for what in (SCORED, SCORES, PACED, PACES)
)
SUMMED = (SCORED, SCORES, PACED, PACES, COVERED, LIVE, *SIGNALS)
# The gravest status of its children that count, and of everything below it that counts.
RANK, WORST = "status", "worst"
Sums = Mapping[str, Expression]


@dataclass(frozen=True)
class Passed:
    """What each objective (or KPI) passes on, by what it is; weighted, 0 where nothing."""

    weight: Column
    columns: Mapping[str, Column]

    def to(self, by: Column, here: Expression) -> dict[str, Expression]:
        """What a node gets from those that name its place in `by`."""
        found = {what: total(self.columns[what], by, here) for what in SUMMED}
        found |= {what: gravest(self.columns[what], by, here) for what in (RANK, WORST)}
        return {**found, "weight": total(self.weight, by, here)}


def share(part: Expression, whole: Expression) -> Expression:
    """A weighted mean, 0 where no weight is."""
    return when(whole > 0, part / whole, 0)


def paced_rank(
    scored: Expression, paced: Expression, score: Expression, pace: Expression,
    coverage: Expression, settings: Settings,
) -> Expression:
    """The rank of a node's status: 0 without score or expected, or with too little coverage."""
    known = both(scored > 0, paced > 0, coverage >= settings.minimum_coverage - number(TOLERANCE))
    return when(known, rank(pace - score, settings), 0)


def pass_on(
    block: Block, from_kpis: Mapping[str, Column], weight: Column, children: Column,
    parent: Column, depth: Column, by_worst: Column, levels: int, settings: Settings,
) -> Passed:
    """What each objective passes on, level by level from the deepest.

    `from_kpis` is what it gets from its own KPIs, `children` the weight of its child objectives.
    """
    deeper: dict[str, Column] = {}
    whole = from_kpis["weight"] + children
    for level in reversed(range(levels)):
        below = dict(deeper)

        def put(what: str, own: Expression, level: int = level, below: dict[str, Column] = below) -> Column:
            kept: Expression | int = below[what] if what in below else 0
            column = block.put(f"{what}, level {level}", when(depth.equals(level), own, kept))
            deeper[what] = column
            return column

        def got(what: str, below: dict[str, Column] = below) -> Expression:
            own: Expression = from_kpis[what]
            return own + total(below[what], parent, block.n) if below else own

        def worst(what: str, below: dict[str, Column] = below) -> Expression:
            own: Expression = from_kpis[what]
            return largest(own, gravest(below[what], parent, block.n)) if below else own

        _level(put, got, worst, weight, whole, by_worst, settings)
    return Passed(weight, deeper)


def pass_once(
    block: Block, got: Mapping[str, Column], weight: Column, settings: Settings
) -> Passed:
    """What each node of a single level passes on of what it gets."""
    columns: dict[str, Column] = {}

    def put(what: str, own: Expression) -> Column:
        columns[what] = block.put(f"passes {what}", own)
        return columns[what]

    never = number(0)
    _level(put, got.__getitem__, got.__getitem__, weight, got["weight"], never, settings)
    return Passed(weight, columns)


def _level(
    put: Callable[[str, Expression], Column],
    got: Callable[[str], Expression],
    worst: Callable[[str], Expression],
    weight: Column, whole: Expression, by_worst: Expression, settings: Settings,
) -> None:
    scored = put(SCORED, when(got(SCORED) > 0, weight, 0))
    score = put(SCORES, when(scored > 0, weight * got(SCORES) / got(SCORED), 0))
    paced = put(PACED, when(got(PACED) > 0, weight, 0))
    pace = put(PACES, when(paced > 0, weight * got(PACES) / got(PACED), 0))
    covered = put(COVERED, when(whole > 0, weight * got(COVERED) / whole, 0))
    live = put(LIVE, when(got(LIVE) > 0, weight, 0))
    part = put("part of it", when(live > 0, live / got(LIVE), 0))
    for signal in SIGNALS:
        put(signal, part * got(signal))
    by_gap = paced_rank(
        scored, paced, score / scored, pace / paced, covered / weight, settings
    )
    own = put(RANK, when(weight > 0, when(by_worst.equals(1), worst(RANK), by_gap), 0))
    put(WORST, when(weight > 0, largest(own, worst(WORST)), 0))
