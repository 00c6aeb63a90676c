"""The numbers behind the charts: blocks one under another in hidden columns of the Summary.

Each block has a title, a row of labels, and a row for each point; a chart shows its cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from okrsheet.books.book import ChartCells, Content, Formula, Value
from okrsheet.plan.model import Plan
from okrsheet.score.history import History
from okrsheet.score.status import AT_RISK, BY_RANK, NO_DATA, OFF_TRACK, ON_TRACK
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.expression import Column, Expression, at, total
from okrsheet.sheets.live.lines import nearest
from okrsheet.sheets.live.settings import outside
from okrsheet.sheets.place import letters
from okrsheet.sheets.summary_lists import column_named
from okrsheet.sheets.summary_look import BEHIND, COLUMNS, MOST_SERIES, PLACE, SUMMARY
from okrsheet.sheets.summary_sections import Line

MOST_BARS = 12  # of a chart
GRADES = (ON_TRACK, AT_RISK, OFF_TRACK, NO_DATA)  # as they are stacked
FIRST = COLUMNS.index(BEHIND) + 1  # the column, from 1, of the labels of the points


Rows = dict[tuple[str, int], int]  # of the sheet, by table and place of what a line is about


@dataclass(frozen=True)
class Numbers:
    """A block: its title stands in the sheet's row `top`, its labels below, then its points.

    The first of the labels is for the points' own labels, which stand first in each point.
    """

    title: str
    labels: tuple[Content, ...]
    points: tuple[tuple[Content, ...], ...]
    top: int

    @property
    def rows(self) -> Iterator[tuple[Content, ...]]:
        """All its rows, and a blank one."""
        yield (self.title,)
        yield self.labels
        yield from self.points
        yield ()

    @property
    def categories(self) -> ChartCells:
        """What the points are called."""
        return self.values(0)

    def name(self, column: int) -> ChartCells:
        """The label of a column (0: that of the points' labels)."""
        cell = f"{SUMMARY.title}!${letters(FIRST + column)}${self.top + 1}"
        return ChartCells(cell, (_value(self.labels[column]),))

    def values(self, column: int) -> ChartCells:
        """What a column has for each point."""
        letter, first = letters(FIRST + column), self.top + 2
        area = f"${letter}${first}:${letter}${first + len(self.points) - 1}"
        return ChartCells(
            f"{SUMMARY.title}!{area}", tuple(_value(point[column]) for point in self.points)
        )

    def has_numbers(self, *columns: int) -> bool:
        """Whether one of these columns holds a number that is not 0."""
        held = (_value(point[column]) for point in self.points for column in columns)
        return any(isinstance(value, float) and value != 0 for value in held)


@dataclass(frozen=True)
class Behind:
    """The blocks: score, expected, leading and lagging by pillar; KPIs by unit; the months."""

    pillars: Numbers
    units: Numbers
    months: Numbers

    @classmethod
    def of(
        cls, plan: Plan, calculation: Calculation, past: History, lines: Sequence[Line], top: int
    ) -> Behind:
        """The blocks beside the lines of the Summary, which stand from the row `top` on."""
        places: Rows = {line.about: top + at for at, line in enumerate(lines) if line.about}
        pillars = _pillars(plan, calculation, places, top)
        top += len(list(pillars.rows))
        units = _units(plan, calculation, places, top)
        top += len(list(units.rows))
        return cls(pillars, units, _months(plan, calculation, past, places, top))

    @property
    def rows(self) -> list[tuple[Content, ...]]:
        """The rows of all blocks, from the first line of the Summary on."""
        return [*self.pillars.rows, *self.units.rows, *self.months.rows]


def _pillars(plan: Plan, calculation: Calculation, rows: Rows, top: int) -> Numbers:
    figures = calculation.company.pillars
    labels = ("Score", "Expected", "Leading", "Lagging")
    columns = (figures.shown["Score"], figures.shown["Expected"], figures.leading, figures.lagging)
    found = [at for at in range(len(plan.pillars)) if ("Pillars", at) in rows][:MOST_BARS]
    points = tuple(
        (_name(plan.pillars[at].name, row), *(_there(column, row, place) for column in columns))
        for at in found
        for row, place in [(rows["Pillars", at], plan.pillars[at].row)]
    )
    return Numbers(
        "Score against expected, leading against lagging", ("Pillar", *labels), points, top
    )


def _units(plan: Plan, calculation: Calculation, rows: Rows, top: int) -> Numbers:
    """KPIs by status: of the units that have any, from the top down as deep as they fit."""
    counts = _kpis_by_status(calculation)
    held = np.sum([column.values for column in counts], axis=0)
    depth = calculation.units.lines.depth.values
    found = [at for table, at in rows if table == "Units" and held[plan.units[at].row] > 0]
    while len(found) > MOST_BARS:
        deepest = max(depth[plan.units[at].row] for at in found)
        above = [at for at in found if depth[plan.units[at].row] < deepest]
        found = above or found[:MOST_BARS]
    points = tuple(
        (_name(plan.units[at].name, row), *(_there(column, row, place) for column in counts))
        for at in found
        for row, place in [(rows["Units", at], plan.units[at].row)]
    )
    labels = (BY_RANK[grade].label for grade in GRADES)
    return Numbers("KPIs by status, units below counted in", ("Unit", *labels), points, top)


def _kpis_by_status(calculation: Calculation) -> list[Column]:
    """By unit the KPIs of each status: of the objectives that it or a unit below it owns."""
    lines, kpis, units = calculation.lines, calculation.kpis, calculation.units
    own = column_named(calculation.grid, "Objectives: Unit that counts")
    owner = nearest(lines.block, "own or inherited unit", own, lines.lines.stated)
    unit = kpis.block.put("unit", at(owner, kpis.objective))
    block, found = units.block, []
    for grade in GRADES:
        is_one = (kpis.rank.values == grade) & (unit.values > 0)
        counted = np.bincount(unit.values[is_one].astype(int), minlength=block.rows + 1)
        text = f"COUNTIFS({unit.area},{block.n.text},{kpis.rank.area},{grade})"
        label = BY_RANK[grade].label
        here = block.given(f"own KPIs {label}", text, counted[1 : block.rows + 1].astype(float))
        whole: Expression = here
        for above in units.lines.above:
            whole = whole + total(here, above, block.n)
        found.append(block.put(f"KPIs {label}", whole))
    return found


def _months(plan: Plan, calculation: Calculation, past: History, rows: Rows, top: int) -> Numbers:
    """Scores by month: of the past those of this roll-up, at last the live ones."""
    score = calculation.company.company.shown["Score"]
    found = [at for at in range(len(plan.pillars)) if ("Pillars", at) in rows][: MOST_SERIES - 1]
    labels = (_name(plan.pillars[at].name, rows["Pillars", at]) for at in found)
    lines = (past.company, *(past.pillars[at] for at in found))
    points: list[tuple[Content, ...]] = [
        (f"{day:%Y-%m}", *(line.score[month] for line in lines))
        for month, day in enumerate(past.days[:-1])
    ]
    as_of = outside(calculation.settings.as_of)
    month = Formula(f'YEAR({as_of})&"-"&RIGHT("0"&MONTH({as_of}),2)', f"{past.days[-1]:%Y-%m}")
    column = calculation.company.pillars.shown["Score"]
    now = (_there(column, rows["Pillars", at], plan.pillars[at].row) for at in found)
    whole = Formula(f"INDEX({score.from_outside},1)", score.values.tolist()[0])
    points.append((month, whole, *now))
    title = "Progress: past months as of the last roll-up, the last row live"
    return Numbers(title, ("Month", "Company", *labels), tuple(points), top)


def _name(name: str | None, row: int) -> Formula:
    """The name that stands in a row of the Summary."""
    return Formula(f"$A${row}", name or "")


def _there(column: Column, row: int, place: int) -> Formula:
    """What a column has for the row (0-based) that a line of the Summary is about."""
    here = f"${letters(COLUMNS.index(PLACE) + 1)}${row}"
    value = column.values.tolist()[place]
    return Formula(f'IF({here}=0,"",INDEX({column.from_outside},{here}))', value)


def _value(content: Content) -> Value:
    return content.value if isinstance(content, Formula) else content
