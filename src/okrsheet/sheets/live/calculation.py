"""The sheet Calculation: every number of the plan as a native formula, with the value it gives.

One row a table's row, one column a step. The tables show its columns; so do Cascade and Summary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from okrsheet.books.book import BlockRow, Content, FillBlock, Formula, Snapshot
from okrsheet.plan.model import Kpi, Pillar, Plan, Row
from okrsheet.score.scores import Scores
from okrsheet.sheets.generated import CALCULATION_CELL, calculation_look
from okrsheet.sheets.live.above import Pillars, Units
from okrsheet.sheets.live.actions import Actions
from okrsheet.sheets.live.entered import by_row
from okrsheet.sheets.live.expression import Column, Expression
from okrsheet.sheets.live.grid import FIRST_ROW, Block, Grid
from okrsheet.sheets.live.levels import DEEPEST, levels_of
from okrsheet.sheets.live.nodes import Figures, as_scored
from okrsheet.sheets.live.objectives import UnderPillars
from okrsheet.sheets.live.read import Read
from okrsheet.sheets.live.rolled import Objectives
from okrsheet.sheets.live.scored import Kpis
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.live.wholes import Company, effective_weights, unit_figures

# Rows that can be added to a table before the next roll-up: so many, or a quarter of its rows.
Member = TypeVar("Member", bound=Row)
SPARE = {"Pillars": 10, "Units": 10, "Objectives": 25, "KPIs": 25, "Actions": 25}


@dataclass(frozen=True)
class Calculation:
    """All columns of the sheet, and by table those that its computed columns show, by header."""

    grid: Grid
    settings: Settings
    tables: Tables
    pillars: Pillars
    units: Units
    lines: UnderPillars
    kpis: Kpis
    actions: Actions
    company: Company
    unit_figures: Figures
    objective_figures: Figures
    effective: Column

    @classmethod
    def of(
        cls, plan: Plan, scores: Scores, snapshot: Snapshot, checked_in: Sequence[Kpi]
    ) -> Calculation:
        """The calculation of a plan, as the workbook stands once all edits are written."""
        grid, tables = Grid(), Tables(snapshot)
        settings = Settings.of([plan], grid, tables)
        levels, unit_levels = (min(found, DEEPEST) for found in levels_of(plan))
        pillars = Pillars.of(_block(grid, tables, "Pillars", plan.pillars), tables)
        unit_block = _block(grid, tables, "Units", plan.units)
        units = Units.of(unit_block, [pillars.keys.raw], unit_levels, tables)
        block = _block(grid, tables, "Objectives", plan.objectives)
        lines = UnderPillars.of(block, pillars.keys, units, levels, settings, tables)
        read = Read.of([plan], checked_in)
        before = (pillars.keys.raw, units.keys.raw, lines.keys.raw)
        kpi_block = _block(grid, tables, "KPIs", plan.kpis)
        kpis = Kpis.of(kpi_block, scores.kpis, read, before, lines, settings, tables)
        action_block = _block(grid, tables, "Actions", plan.actions)
        before_actions = (*before, kpis.keys.raw)
        actions = Actions.of(action_block, scores.actions, before_actions, settings, tables)
        blocks = (pillars.block, units.block, lines.block, kpis.block, actions.block)
        depths = (lines.lines.depth, levels), (units.lines.depth, unit_levels)
        untold = only_a_roll_up(grid, tables, blocks, depths)
        objectives = Objectives.of(lines, kpis, levels, untold, settings)
        top = Block[Pillar](grid, "Company", 1, ((Pillar(),),))
        company = Company.of(pillars, top, objectives.passed, lines, untold, settings)
        units_told = unit_figures(units, objectives.passed, lines.units, untold, settings)
        effective = effective_weights(kpis, lines, objectives, company, levels)
        told = (company, units_told, objectives.figures, effective)
        if max(levels_of(plan)) > DEEPEST:
            told = _as_scored(scores, (pillars, units, lines, kpis), told)
        return cls(grid, settings, tables, pillars, units, lines, kpis, actions, *told)

    @property
    def shown(self) -> Mapping[str, Mapping[str, Column]]:
        """By table the columns that it shows, by header."""
        return {
            "Pillars": self.company.pillars.shown,
            "Units": self.unit_figures.shown,
            "Objectives": self.objective_figures.shown,
            "KPIs": self.kpis.shown,
            "Actions": self.actions.shown,
        }

    def edit(self) -> FillBlock:
        """The edit that lays the sheet."""
        return laid(self.grid, self.settings)


def _block(grid: Grid, tables: Tables, table: str, held: tuple[Member, ...]) -> Block[Member]:
    rows = tables.rows(table)
    return Block(grid, table, rows + max(SPARE[table], rows // 4), (held,))


def laid(grid: Grid, settings: Settings) -> FillBlock:
    """The edit that lays the sheet: all columns of a grid, beside the settings."""
    look = calculation_look(tuple(column.header for column in grid.columns))
    columns: list[list[Content]] = [list(column.cells(FIRST_ROW)) for column in grid.columns]
    columns[0] = [name for name, _ in settings.labels]
    columns[1] = [Formula(said.text, said.values.item()) for _, said in settings.labels]
    height = max(map(len, columns))
    padded = [column + [None] * (height - len(column)) for column in columns]
    style = CALCULATION_CELL
    rows = tuple(
        BlockRow(((float(n), style), *((content, style) for content in row)))
        for n, row in enumerate(zip(*padded, strict=True), start=1)
    )
    return FillBlock(look, rows)


def only_a_roll_up(
    grid: Grid,
    tables: Tables,
    blocks: Sequence[Block[Row]],
    depths: Sequence[tuple[Column, int]],
) -> Expression:
    """Whether rows stand beyond the blocks, or deeper than their levels: 1 or 0, from any row."""
    checks = [f"ROWS({tables.column(block.name, 'ID')})>{block.rows}" for block in blocks]
    checks += [f"MAX({depth.area})>={levels}" for depth, levels in depths]
    cell = grid.put(
        "only a roll-up can tell", Expression(f"IF(OR({','.join(checks)}),1,0)", np.zeros(1)), 1
    )
    return Expression(cell.area.partition(":")[0], np.asarray(0.0))


def _as_scored(
    scores: Scores,
    blocks: tuple[Pillars, Units, UnderPillars, Kpis],
    told: tuple[Company, Figures, Figures, Column],
) -> tuple[Company, Figures, Figures, Column]:
    """What rolls up, with the values of the scores: levels are missing in the columns."""
    pillars, units, lines, kpis = blocks
    company, unit_told, objective_told, effective = told
    top = Block[Pillar](pillars.block.grid, "Company", 1, ((Pillar(),),))
    weights = [score.effective_weight for score in scores.kpis]
    return (
        replace(
            company,
            pillars=as_scored(company.pillars, pillars.block, scores.pillars),
            company=as_scored(company.company, top, (scores.company,)),
        ),
        as_scored(unit_told, units.block, scores.units),
        as_scored(objective_told, lines.block, scores.objectives),
        replace(effective, values=by_row(kpis.block, weights, 0.0)),
    )
