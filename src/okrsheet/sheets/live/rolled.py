"""The objectives' own figures, from their KPIs and from the objectives below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from okrsheet.sheets.live.expression import Column, Expression, largest
from okrsheet.sheets.live.nodes import Figures, figures
from okrsheet.sheets.live.objectives import ObjectiveLines
from okrsheet.sheets.live.scored import Kpis
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.sums import COVERED, LIVE, RANK, SCORED, SUMMED, WORST, Passed, pass_on


@dataclass(frozen=True)
class Objectives:
    """What each objective shows and passes on; `live` is the weight below it that leads to KPIs."""

    figures: Figures
    passed: Passed
    live: Column

    @classmethod
    def of(
        cls, lines: ObjectiveLines, kpis: Kpis, levels: int, untold: Expression, settings: Settings
    ) -> Objectives:
        """The roll-up of all objectives."""
        block = lines.block
        own = own_sums(block.put_all(kpis.to(block.n), "from KPIs"))
        passed, got = gathered(lines, own, levels, settings)
        cycle = lines.lines.cycle
        shown = figures(block, got, lines.by_worst, lines.exists, untold, settings, cycle)
        return cls(shown, passed, got[LIVE])


def own_sums(from_kpis: Mapping[str, Column]) -> dict[str, Column]:
    """All that objectives get from their KPIs.

    A KPI covers where it has a score, leads to itself, and is the worst below itself.
    """
    own = {COVERED: from_kpis[SCORED], LIVE: from_kpis["weight"], WORST: from_kpis[RANK]}
    return {**from_kpis, **own}


def gathered(
    lines: ObjectiveLines, own: Mapping[str, Column], levels: int, settings: Settings
) -> tuple[Passed, Mapping[str, Column]]:
    """What each objective passes on, and what it gets: its `own` and from those below it."""
    block, below = lines.block, lines.children
    children = block.put("weight of child objectives", below.total(lines.weight))
    passed = pass_on(lines, own, children, levels, settings)
    summed = [what for what in SUMMED if what in own]
    sums = {what: own[what] + below.total(passed.columns[what]) for what in summed}
    sums["weight"] = own["weight"] + children
    for what in (RANK, WORST):
        sums[what] = largest(own[what], below.gravest(passed.columns[what]))
    return passed, block.put_all(sums, "gets")
