"""The sheet Calculation: every number of the plan as a native formula, with the value it gives.

One row a table's row, one column a step. The tables show its columns; so do Cascade and Summary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from okrsheet.books.book import BlockRow, Content, FillBlock, Snapshot
from okrsheet.plan.model import Kpi, Plan
from okrsheet.score.scores import Scores
from okrsheet.sheets.generated import CALCULATION_CELL, calculation_look
from okrsheet.sheets.live.above import Pillars, Units
from okrsheet.sheets.live.actions import Actions
from okrsheet.sheets.live.expression import Column, Expression
from okrsheet.sheets.live.grid import FIRST_ROW, Block, Grid
from okrsheet.sheets.live.nodes import Figures
from okrsheet.sheets.live.objectives import ObjectiveLines
from okrsheet.sheets.live.readings import Read
from okrsheet.sheets.live.rolled import Objectives
from okrsheet.sheets.live.scored import Kpis
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.live.wholes import Company, effective_weights, unit_figures

# Levels of objectives and of units at least, and how many more than the plan has: a row moved
# deeper than that shows "Roll up", and a roll-up makes room.
LEVELS, UNIT_LEVELS, DEEPER = 5, 4, 2
# Rows that can be added to a table before the next roll-up: so many, or a quarter of its rows.
SPARE = {"Pillars": 10, "Units": 10, "Objectives": 25, "KPIs": 25, "Actions": 25}


@dataclass(frozen=True)
class Calculation:
    """All columns of the sheet, and by table those that its computed columns show, by header."""

    grid: Grid
    settings: Settings
    tables: Tables
    pillars: Pillars
    units: Units
    lines: ObjectiveLines
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
        settings = Settings.of(plan, grid, tables)

        def block(table: str) -> Block:
            rows = tables.rows(table)
            return Block(grid, table, rows + max(SPARE[table], rows // 4))

        levels, unit_levels = _levels(plan)
        pillars = Pillars.of(block("Pillars"), plan, tables)
        units = Units.of(block("Units"), plan, pillars, unit_levels, tables)
        lines = ObjectiveLines.of(
            block("Objectives"), plan, pillars.keys, units, levels, settings, tables
        )
        read = Read.of(plan, checked_in)
        before = [pillars.keys, units.keys, lines.keys]
        kpis = Kpis.of(block("KPIs"), plan, scores, read, before, lines, settings, tables)
        before.append(kpis.keys)
        actions = Actions.of(block("Actions"), plan, scores.actions, before, settings, tables)
        blocks = (pillars.block, units.block, lines.block, kpis.block, actions.block)
        depths = (lines.lines.depth, levels), (units.lines.depth, unit_levels)
        untold = _untold(grid, tables, blocks, depths)
        objectives = Objectives.of(lines, kpis, levels, untold, settings)
        company = Company.of(
            pillars, Block(grid, "Company", 1), objectives.passed, lines, untold, settings
        )
        return cls(
            grid,
            settings,
            tables,
            pillars,
            units,
            lines,
            kpis,
            actions,
            company,
            unit_figures(units, objectives.passed, lines.units, untold, settings),
            objectives.figures,
            effective_weights(kpis, lines, objectives, company, levels),
        )

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
        look = calculation_look(tuple(column.header for column in self.grid.columns))
        columns: list[list[Content]] = [
            list(column.cells(FIRST_ROW)) for column in self.grid.columns
        ]
        columns[0] = [name for name, _ in self.settings.labels]
        columns[1] = [formula for _, formula in self.settings.labels]
        height = max(map(len, columns))
        padded = [column + [None] * (height - len(column)) for column in columns]
        style = CALCULATION_CELL
        rows = tuple(
            BlockRow(((float(n), style), *((content, style) for content in row)))
            for n, row in enumerate(zip(*padded, strict=True), start=1)
        )
        return FillBlock(look, rows)


def _levels(plan: Plan) -> tuple[int, int]:
    """How many levels of objectives and of units the sheet needs: cycles have to fit too."""
    return (
        max(LEVELS, DEEPER + _deepest(plan.graph.parent, plan.graph.cycles)),
        max(UNIT_LEVELS, DEEPER + _deepest(plan.graph.unit_parent, plan.graph.unit_cycles)),
    )


def _deepest(parent: Sequence[int | None], cycles: Mapping[int, tuple[int, ...]]) -> int:
    """The number of levels of a forest, or the length of its longest cycle if that is more."""
    depth: dict[int, int] = {}
    for start in range(len(parent)):
        line: list[int] = []
        at: int | None = start
        while at is not None and at not in depth:
            line.append(at)
            at = parent[at]
        base = 0 if at is None else depth[at]
        for above, member in enumerate(reversed(line), start=1):
            depth[member] = base + above
    return max([1, *depth.values(), *(len(path) - 1 for path in cycles.values())])


def _untold(
    grid: Grid, tables: Tables, blocks: Sequence[Block], depths: Sequence[tuple[Column, int]]
) -> Expression:
    """Whether rows stand beyond the blocks, or deeper than their levels: 1 or 0, from any row."""
    checks = [f"ROWS({tables.column(block.name, 'ID')})>{block.rows}" for block in blocks]
    checks += [f"MAX({depth.area})>={levels}" for depth, levels in depths]
    cell = grid.put(
        "only a roll-up can tell", Expression(f"IF(OR({','.join(checks)}),1,0)", np.zeros(1)), 1
    )
    return Expression(cell.area.partition(":")[0], np.asarray(0.0))
