"""What needs attention, ranked live: a column of keys on the sheet Calculation for each list.

The key of a row is 0 where it is not on the list; the largest stands first, and no two are equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from okrsheet.plan.model import Row
from okrsheet.score.status import AT_RISK, OFF_TRACK, ON_TRACK
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.expression import (
    Column,
    Expression,
    both,
    either,
    largest,
    number,
    smallest,
    when,
)
from okrsheet.sheets.live.grid import Block, Grid
from okrsheet.sheets.live.kpis import DIRECTIONS
from okrsheet.sheets.live.nodes import OUTLOOKS

WIDEST_GAP = 9.0  # beyond it all gaps rank alike: a KPI can fall behind without limit
GRADE = 10.0  # a graver status outranks any gap
NEVER_READ = 100_000.0  # days; more than any reading is old
TIE = 1e-9  # rows that are equally grave stand in the order of their table


@dataclass(frozen=True)
class Ranking:
    """The rows of a table that are on a list, gravest first: their keys, and how many they are."""

    keys: Column
    count: Column

    @classmethod
    def of(cls, block: Block[Row], name: str, listed: Expression, grave: Expression) -> Ranking:
        """The rows that are `listed`, by how `grave` they are (above 0)."""
        unique = grave - block.n * number(TIE)
        keys = block.put(f"{name}: key", when(listed, unique, 0))
        total = np.asarray(float(np.count_nonzero(keys.values)))
        held = Expression(f'COUNTIF({keys.area},">0")', total)
        return cls(keys, block.grid.put(f"{name}: how many", held, 1))

    @property
    def total(self) -> int:
        """How many rows are on the list now."""
        return int(self.count.values[0])

    @property
    def count_cell(self) -> str:
        """The cell that says how many there are, from another sheet."""
        return self.count.from_outside.partition(":")[0]

    def place(self, nth: str) -> str:
        """A formula for the place of the n-th gravest row."""
        keys = self.keys.from_outside
        return f"MATCH(LARGE({keys},{nth}),{keys},0)"

    def places(self) -> list[int]:
        """The places of all that are on the list now, gravest first."""
        return [int(at) + 1 for at in np.argsort(-self.keys.values)[: self.total]]


@dataclass(frozen=True)
class Attention:
    """All lists of the Summary."""

    objectives: Ranking
    kpis: Ranking
    warnings: Ranking
    pillar_watermelons: Ranking
    objective_watermelons: Ranking
    overdue: Ranking
    days_unread: Column
    late: Ranking

    @classmethod
    def of(cls, calculation: Calculation) -> Attention:
        """The lists of a plan, their keys laid out on its sheet Calculation."""
        overdue, days = _overdue(calculation)
        nodes, lines = calculation.objective_figures, calculation.lines
        pillars = calculation.company.pillars
        behind = _numeric(nodes.shown["Expected"]) - _numeric(nodes.shown["Score"])
        falls = _numeric(nodes.lagging) - _numeric(nodes.leading)
        warned = nodes.outlook.equals(OUTLOOKS.index("warning"))
        return cls(
            _graded(lines.block, "off track", nodes.rank, behind),
            _kpis(calculation),
            Ranking.of(lines.block, "warned of", warned, falls + GRADE),
            _watermelons(calculation.pillars.block, pillars.rank, pillars.worst),
            _watermelons(lines.block, nodes.rank, nodes.worst),
            overdue,
            days,
            _late(calculation),
        )


def column_named(grid: Grid, header: str) -> Column:
    """The column of the sheet Calculation with that header."""
    return next(column for column in grid.columns if column.header == header)


def _graded(block: Block[Row], name: str, rank: Column, gap: Expression) -> Ranking:
    """Those at risk and off track: by status, then by how far they are behind."""
    return Ranking.of(block, name, rank >= AT_RISK, rank * GRADE + smallest(gap, WIDEST_GAP))


def _kpis(calculation: Calculation) -> Ranking:
    kpis = calculation.kpis
    pace, raw = _numeric(kpis.shown["Expected"]), _numeric(kpis.shown["Attainment"])
    return _graded(kpis.block, "off track", kpis.rank, pace - smallest(raw, 1))


def _watermelons(block: Block[Row], rank: Column, worst: Column) -> Ranking:
    """Watermelons: green outside, red inside."""
    listed = both(rank.equals(ON_TRACK), worst.equals(OFF_TRACK))
    return Ranking.of(block, "watermelons", listed, number(1))


def _overdue(calculation: Calculation) -> tuple[Ranking, Column]:
    """KPIs that should have been read again by now, as rule T06 has it; and days since, by KPI."""
    kpis, grid = calculation.kpis, calculation.grid
    as_of, read_on = calculation.settings.as_of, kpis.shown["Read on"]
    start, due, way, score, exists, fresh = (
        column_named(grid, f"KPIs: {header}")
        for header in ("Start", "Due", "Direction", "Score", "is a row", "fresh for")
    )
    never = Expression(f'{read_on.text}=""', read_on.values == "")
    last = kpis.block.put("read or begun on", when(never, start, _numeric(read_on)))
    days = kpis.block.put("days since", as_of - _whole(last))
    running = both(start > 0, as_of >= _whole(start), either(due.equals(0), as_of <= _whole(due)))
    is_open = either(way.differs(DIRECTIONS.index("Milestone") + 1), score < 1)
    counts = both(exists.equals(1), kpis.keys.taken.equals(0), is_open)
    listed = both(counts, running, days > fresh)
    grave = when(never, NEVER_READ, smallest(days, NEVER_READ - 1))
    return Ranking.of(kpis.block, "overdue", listed, grave), days


def _late(calculation: Calculation) -> Ranking:
    """Actions at risk or off track, and those that are past due and not done."""
    actions, as_of = calculation.actions, calculation.settings.as_of
    exists, taken = (
        column_named(calculation.grid, f"Actions: {header}")
        for header in ("is a row", "taken before")
    )
    done = _numeric(actions.done)
    past = both(actions.due > 0, _whole(actions.due) < as_of, done < 1)
    behind = _numeric(actions.shown["Expected"]) - done
    listed = both(exists.equals(1), taken.equals(0), either(past, actions.rank >= AT_RISK))
    grave = largest(actions.rank, ON_TRACK) * GRADE + behind
    return Ranking.of(actions.block, "late", listed, grave)


def _whole(day: Column) -> Expression:
    """A day without its time."""
    return Expression(f"INT({day.text})", np.floor(day.values.astype(float)))


def _numeric(column: Column) -> Expression:
    """The numbers of a column, 0 where it holds text or is blank."""
    numbers = [one if isinstance(one, int | float) else 0.0 for one in column.values.tolist()]
    return Expression(f"N({column.text})", np.array(numbers))
