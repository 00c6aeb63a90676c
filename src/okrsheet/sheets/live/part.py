"""The sheet Calculation of a department's workbook: its own rows, and the context frozen.

Pillars, the company and effective weights are those of the whole plan: nothing here tells them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from okrsheet.books.book import FillBlock
from okrsheet.plan.model import Kpi, Objective, Plan, Unit
from okrsheet.score.scores import Scores
from okrsheet.sheets.live.above import Units
from okrsheet.sheets.live.actions import Actions
from okrsheet.sheets.live.calculation import laid, only_a_roll_up
from okrsheet.sheets.live.entered import words
from okrsheet.sheets.live.expression import Column, Expression, at, largest, when
from okrsheet.sheets.live.frozen import Around, Frozen
from okrsheet.sheets.live.grid import Block, Grid
from okrsheet.sheets.live.keys import Keys
from okrsheet.sheets.live.leaves import SUMMED, Leaves
from okrsheet.sheets.live.levels import DEEPEST, levels_of
from okrsheet.sheets.live.lines import Lines
from okrsheet.sheets.live.nodes import NEVER, Shown, as_shown, plain_figures
from okrsheet.sheets.live.objectives import (
    Children,
    ObjectiveLines,
    counted,
    is_worst,
    own_cells,
    unit_line,
    units_entered,
)
from okrsheet.sheets.live.offered import Offered
from okrsheet.sheets.live.read import Read
from okrsheet.sheets.live.rolled import gathered
from okrsheet.sheets.live.scored import Kpis
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.shape import Shape
from okrsheet.sheets.live.sums import COVERED, RANK, SCORED, WORST
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.live.wholes import unit_sums

# Rows that can be added to a table, once it is full, before the next roll-up: so many, or a
# quarter of its rows. A table is sent with blank rows at its end.
SPARE = {"Units": 5, "Objectives": 10, "KPIs": 10, "Actions": 10}


@dataclass(frozen=True)
class PartLines(ObjectiveLines):
    """A department's objectives.

    `leaf_of` is by row of the context the own objective that it counts in, and `outside` by own
    objective its parent in the context; 0 for none.
    """

    leaf_of: Column
    outside: Column

    @classmethod
    def of(
        cls,
        block: Block[Objective],
        frozen: Frozen,
        units: Units,
        levels: int,
        settings: Settings,
        tables: Tables,
    ) -> PartLines:
        """The objectives, with the context and the units laid out already."""
        keys = Keys.of(block, tables, [frozen.ids, units.keys.raw])
        said = words(block, "Parent", tables)
        stated = counted(block, "Parent", keys, said, keys)
        own_unit = counted(block, "Unit", keys, words(block, "Unit", tables), units.keys)
        around = Around.of(block, frozen, keys, said, stated, levels)
        lines = Lines.of(block, stated, levels, parent_may_cycle=False, next_up=around.next_up)
        parent, outside = lines.above[0], around.counted_outside(lines)
        there = when(parent > 0, at(own_unit, parent), at(frozen.own_unit(units.keys), outside))
        of_parent = block.put("unit of its parent", there)
        above = unit_line(block, "unit of its parent", of_parent, units)
        line = unit_line(block, "unit", own_unit, units)
        into = units_entered(block, line, above, of_parent > 0)
        by_worst = is_worst(block, tables)
        own = own_cells(block, settings, tables)
        below, leaf_of = Children.of(block, parent), around.counted_parent(lines)
        return cls(block, keys, lines, parent, by_worst, into, *own, below, leaf_of, outside)


@dataclass(frozen=True)
class PartCalculation:
    """All columns of the sheet, and by table those that its computed columns show, by header."""

    grid: Grid
    settings: Settings
    tables: Tables
    units: Units
    lines: PartLines
    kpis: Kpis
    actions: Actions
    unit_figures: Shown
    objective_figures: Shown

    @classmethod
    def of(
        cls,
        plans: Sequence[Plan],
        scores: Sequence[Scores],
        shape: Shape,
        tables: Tables,
        checked_in: Sequence[Kpi] = (),
    ) -> PartCalculation:
        """The calculation of a department's plan; of a stack of them where `tables` are stacked."""
        grid = Grid(stack=(len(plans),) if tables.entered else ())
        settings = Settings.of(plans, grid, tables)
        rows = {table: _room(table, shape.of_table(table)) for table in SPARE}
        offered = Offered.aside(grid, rows["Objectives"] + shape.of_table("Context"))
        context = tuple(plan.context for plan in plans)
        frozen = Frozen.of(Block(grid, "Context", shape.of_table("Context"), context), tables)
        unit_block = Block(grid, "Units", rows["Units"], tuple(plan.units for plan in plans))
        units = Units.of(unit_block, [frozen.ids], shape.unit_levels, tables, frozen)
        held = tuple(plan.objectives for plan in plans)
        block = Block(grid, "Objectives", rows["Objectives"], held)
        lines = PartLines.of(block, frozen, units, shape.levels, settings, tables)
        before = (frozen.ids, units.keys.raw, lines.keys.raw)
        kpi_block = Block(grid, "KPIs", rows["KPIs"], tuple(plan.kpis for plan in plans))
        kpi_scores = tuple(chain.from_iterable(one.kpis for one in scores))
        read = Read.of(plans, checked_in)
        kpis = Kpis.of(kpi_block, kpi_scores, read, before, lines, settings, tables)
        action_block = Block(
            grid, "Actions", rows["Actions"], tuple(plan.actions for plan in plans)
        )
        action_scores = tuple(chain.from_iterable(one.actions for one in scores))
        before_actions = (*before, kpis.keys.raw)
        actions = Actions.of(action_block, action_scores, before_actions, settings, tables)
        blocks = (frozen.block, unit_block, block, kpi_block, action_block)
        depths = (lines.lines.depth, shape.levels), (units.lines.depth, shape.unit_levels)
        untold = only_a_roll_up(grid, tables, blocks, depths)
        counts = offered.fill(lines, frozen, lines.leaf_of, lines.outside)
        settings = replace(settings, labels=(*settings.labels, *counts))
        told = _rolled(frozen, units, lines, kpis, shape.levels, untold, settings, tables)
        if any(max(levels_of(plan)) > DEEPEST for plan in plans):
            told = _as_scored(scores, (unit_block, block), told)
        return cls(grid, settings, tables, units, lines, kpis, actions, *told)

    @property
    def shown(self) -> Mapping[str, Mapping[str, Column]]:
        """By table the columns that it shows, by header."""
        return {
            "Units": self.unit_figures.shown,
            "Objectives": self.objective_figures.shown,
            "KPIs": self.kpis.shown,
            "Actions": self.actions.shown,
        }

    def edit(self) -> FillBlock:
        """The edit that lays the sheet."""
        return laid(self.grid, self.settings)


def _room(table: str, rows: int) -> int:
    return rows + max(SPARE[table], rows // 4)


def _rolled(
    frozen: Frozen,
    units: Units,
    lines: PartLines,
    kpis: Kpis,
    levels: int,
    untold: Expression,
    settings: Settings,
    tables: Tables,
) -> tuple[Shown, Shown]:
    """The figures of the units and of the objectives."""
    block, leaves = lines.block, Leaves.of(frozen, tables)
    from_kpis = block.put_all(kpis.to(block.n, ()), "from KPIs")
    from_kpis |= {COVERED: from_kpis[SCORED], WORST: from_kpis[RANK]}
    elsewhere = block.put_all(leaves.to(lines.leaf_of, block.n), "from elsewhere")
    own = block.put_all(_together(from_kpis, elsewhere), "from both")
    passed, got = gathered(lines, own, levels, settings)
    cycle = lines.lines.cycle
    shown = plain_figures(block, got, lines.by_worst, lines.exists, untold, settings, cycle)
    ids = [row.parent for row in frozen.block.members]
    below = frozen.place("unit above", "Units below", frozen.parent, units.keys, ids)
    entering = unit_sums(units, passed, lines.units)
    sums = _together(entering, leaves.to(below, units.block.n))
    of_units = units.block.put_all(sums, "gets")
    return (
        plain_figures(units.block, of_units, NEVER, units.exists, untold, settings),
        shown,
    )


def _as_scored(
    scores: Sequence[Scores],
    blocks: tuple[Block[Unit], Block[Objective]],
    told: tuple[Shown, Shown],
) -> tuple[Shown, Shown]:
    """What rolls up, with the values of the scores: levels are missing in the columns."""
    units = tuple(chain.from_iterable(one.units for one in scores))
    objectives = tuple(chain.from_iterable(one.objectives for one in scores))
    return as_shown(told[0], blocks[0], units), as_shown(told[1], blocks[1], objectives)


def _together(
    some: Mapping[str, Expression], others: Mapping[str, Expression]
) -> dict[str, Expression]:
    sums = {what: some[what] + others[what] for what in SUMMED}
    return sums | {what: largest(some[what], others[what]) for what in (RANK, WORST)}
