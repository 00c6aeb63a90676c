"""What rolls up to units, pillars and the company, and the effective weights down from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Row
from okrsheet.sheets.live.above import Pillars, Units
from okrsheet.sheets.live.expression import Column, Expression, at, largest, number, when
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.nodes import NEVER, Figures, figures
from okrsheet.sheets.live.objectives import UnderPillars
from okrsheet.sheets.live.rolled import Objectives
from okrsheet.sheets.live.scored import Kpis
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.sums import LIVE, RANK, SUMMED, WORST, Passed, pass_once, share


def unit_figures(
    units: Units,
    passed: Passed,
    entered: Sequence[Column],
    untold: Expression,
    settings: Settings,
) -> Figures:
    """What rolls up to each unit from the objectives that enter it, at whatever level."""
    got = units.block.put_all(unit_sums(units, passed, entered), "gets")
    return figures(units.block, got, NEVER, units.exists, untold, settings)


def unit_sums(units: Units, passed: Passed, entered: Sequence[Column]) -> dict[str, Expression]:
    """What each unit gets from the objectives that enter it."""
    parts = [passed.to(by, units.block.n) for by in entered]
    sums: dict[str, Expression] = {}
    summed = [what for what in SUMMED if what in parts[0]]
    for what in (*summed, "weight"):
        added = parts[0][what]
        for part in parts[1:]:
            added = added + part[what]
        sums[what] = added
    for what in (RANK, WORST):
        sums[what] = largest(*(part[what] for part in parts))
    return sums


@dataclass(frozen=True)
class Company:
    """The pillars' figures and the company's, with each pillar's share of the company."""

    pillars: Figures
    company: Figures
    got: Mapping[str, Column]
    share: Column

    @classmethod
    def of(
        cls,
        pillars: Pillars,
        top: Block[Row],
        passed: Passed,
        lines: UnderPillars,
        untold: Expression,
        settings: Settings,
    ) -> Company:
        """What rolls up to the pillars, and from them to the company."""
        block = pillars.block
        got = block.put_all(passed.to(lines.pillar, block.n), "gets")
        own = figures(block, got, NEVER, pillars.exists, untold, settings)
        up = pass_once(block, got, pillars.weight, settings)
        sums = top.put_all(up.to(pillars.serves, top.n), "gets")
        always = top.put("is a row", number(1))
        whole = figures(top, sums, NEVER, always, untold, settings)
        all_live = sums[LIVE]
        part = share(up.columns[LIVE], Expression(_fixed(all_live), all_live.values))
        return cls(own, whole, got, block.put("share of the plan", part))


def effective_weights(
    kpis: Kpis, lines: UnderPillars, objectives: Objectives, company: Company, levels: int
) -> Column:
    """How much of the company's score each KPI makes up, over all its paths."""
    block, part, live = lines.block, objectives.passed.columns[LIVE], objectives.live
    in_pillar = at(company.share, lines.pillar) * share(part, at(company.got[LIVE], lines.pillar))
    entered = block.put("share of the plan, by pillar", when(lines.pillar > 0, in_pillar, 0))
    of_parent = block.put("share in parent", share(part, at(live, lines.parent)))
    above: Column | None = None
    for level in range(levels):
        own: Expression = entered
        kept: Expression | int = 0
        if above is not None:
            own, kept = entered + at(above, lines.parent) * of_parent, above
        at_level = when(lines.lines.depth.equals(level), own, kept)
        above = block.put(f"share of the plan, level {level}", at_level)
    assert above is not None
    of_objective = share(kpis.passed[LIVE], at(live, kpis.objective))
    of_plan = at(above, kpis.objective) * of_objective
    return kpis.block.put("share of the plan", when(kpis.objective > 0, of_plan, 0))


def _fixed(column: Column) -> str:
    """The first cell of a column, from any row."""
    return column.area.partition(":")[0]
