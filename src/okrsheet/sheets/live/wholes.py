"""The blocks above the objectives: pillars, units and the company, and the effective weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Plan
from okrsheet.sheets.live.expression import (
    Column,
    Expression,
    at,
    both,
    largest,
    number,
    total,
    when,
)
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys, by_row, places, reference, weight
from okrsheet.sheets.live.lines import Lines
from okrsheet.sheets.live.nodes import Figures, figures
from okrsheet.sheets.live.objectives import ObjectiveLines, put_all
from okrsheet.sheets.live.scored import Kpis, exists_column
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.sums import (
    LIVE,
    RANK,
    SUMMED,
    WORST,
    Passed,
    pass_once,
    share,
)
from okrsheet.sheets.live.tables import Tables

NEVER = number(0)


@dataclass(frozen=True)
class Pillars:
    """The pillars; `weight` is 0 where a row counts for nothing, `serves` 1 where it is one."""

    block: Block
    keys: Keys
    exists: Column
    weight: Column
    serves: Column

    @classmethod
    def of(cls, block: Block, plan: Plan, tables: Tables) -> Pillars:
        """The pillars of a plan, before anything is scored."""
        rows = plan.pillars
        keys = Keys.of(block, rows, tables)
        exists = exists_column(
            block, rows, tables, ("ID", "Pillar", "Description", "Owner", "Weight")
        )
        serves = block.put("serves", when(keys.taken.equals(1), 0, exists))
        weights = [1.0 if row.weight is None else max(0.0, row.weight) for row in rows]
        stated = weight(block, tables, rows, weights)
        counted = block.put("weight that counts", when(serves.equals(1), stated, 0))
        return cls(block, keys, exists, counted, serves)


@dataclass(frozen=True)
class Units:
    """The units and the lines of units above them."""

    block: Block
    keys: Keys
    exists: Column
    lines: Lines

    @classmethod
    def of(cls, block: Block, plan: Plan, levels: int, tables: Tables) -> Units:
        """The units of a plan."""
        rows = plan.units
        keys = Keys.of(block, rows, tables)
        exists = exists_column(block, rows, tables, ("ID", "Unit", "Parent"))
        found = places([row.parent for row in rows], plan.graph.units, rows)
        parent = reference(block, "Parent", tables, rows, keys, found)
        return cls(block, keys, exists, Lines.of(block, parent, levels, parent_may_cycle=True))

    def figures(
        self, passed: Passed, entered: Sequence[Column], untold: Expression, settings: Settings
    ) -> Figures:
        """What rolls up to each unit from the objectives that enter it, at whatever level."""
        parts = [passed.to(by, self.block.n) for by in entered]
        sums: dict[str, Expression] = {}
        for what in (*SUMMED, "weight"):
            added = parts[0][what]
            for part in parts[1:]:
                added = added + part[what]
            sums[what] = added
        for what in (RANK, WORST):
            sums[what] = largest(*(part[what] for part in parts))
        got = put_all(self.block, sums, "gets")
        return figures(self.block, got, NEVER, self.exists, untold, settings)


@dataclass(frozen=True)
class Company:
    """The pillars' figures and the company's, with each pillar's share of the company."""

    pillars: Figures
    company: Figures
    got: Mapping[str, Column]
    share: Column

    @classmethod
    def of(
        cls, pillars: Pillars, top: Block, passed: Passed, lines: ObjectiveLines,
        untold: Expression, settings: Settings,
    ) -> Company:
        """What rolls up to the pillars, and from them to the company."""
        block = pillars.block
        got = put_all(block, passed.to(lines.pillar, block.n), "gets")
        own = figures(block, got, NEVER, pillars.exists, untold, settings)
        up = pass_once(block, got, pillars.weight, settings)
        sums = put_all(top, up.to(pillars.serves, top.n), "gets")
        always = top.put("is a row", number(1))
        whole = figures(top, sums, NEVER, always, untold, settings)
        all_live = sums[LIVE]
        part = share(up.columns[LIVE], Expression(_fixed(all_live), all_live.values))
        return cls(own, whole, got, block.put("share of the plan", part))


def effective_weights(
    kpis: Kpis, lines: ObjectiveLines, passed: Passed, live: Column, company: Company, levels: int
) -> Column:
    """How much of the company's score each KPI makes up, over all its paths.

    `live` is, by objective, the weight below it that leads to some KPI.
    """
    block, part = lines.block, passed.columns[LIVE]
    in_pillar = at(company.share, lines.pillar) * share(
        part, at(company.got[LIVE], lines.pillar)
    )
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
    counts = both(kpis.objective > 0)
    return kpis.block.put(
        "share of the plan", when(counts, at(above, kpis.objective) * of_objective, 0)
    )


def _fixed(column: Column) -> str:
    """The first cell of a column, from any row."""
    return column.area.partition(":")[0]
