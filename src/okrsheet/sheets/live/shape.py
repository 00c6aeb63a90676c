"""How large a department's workbook is: the rows of its tables and the levels of its formulas.

Every formula of the workbook depends on its shape alone. Sizes go in large steps, so that
thousands of departments share a handful of shapes.
"""

from __future__ import annotations

from dataclasses import dataclass

from okrsheet.books.book import Snapshot
from okrsheet.plan.model import Plan
from okrsheet.sheets.live.levels import DEEPEST, levels_of

# Rows of the smallest workbook. A larger one has twice as many of all, or four times, or ...; the
# readings, which no other size follows, and the context have a scale of their own.
SMALLEST = {"Units": 6, "Objectives": 12, "KPIs": 25, "Actions": 25, "Drivers": 12}
FEWEST_READINGS, SMALLEST_CONTEXT = 100, 10
BLANK = 5  # rows at least that stand ready at the end of each table that people fill in


@dataclass(frozen=True)
class Shape:
    """Data rows by table, blank ones included, and the levels of objectives and of units."""

    rows: tuple[tuple[str, int], ...]
    levels: int
    unit_levels: int

    @classmethod
    def of(cls, plan: Plan, settings_rows: int) -> Shape:
        """The shape in which a department's plan is sent; its Settings has so many rows."""
        used = {
            "Units": len(plan.units),
            "Objectives": len(plan.objectives),
            "KPIs": len(plan.kpis),
            "Actions": len(plan.actions),
            "Drivers": len(plan.drivers),
        }
        times = max(_doubled(rows + BLANK, SMALLEST[table]) for table, rows in used.items())
        readings = FEWEST_READINGS * _doubled(len(plan.readings) + BLANK, FEWEST_READINGS)
        context = SMALLEST_CONTEXT * _doubled(len(plan.context), SMALLEST_CONTEXT)
        rows = {table: times * smallest for table, smallest in SMALLEST.items()}
        rows |= {"Settings": settings_rows, "Context": context, "Readings": readings}
        return cls(tuple(sorted(rows.items())), *_levels(plan))

    @classmethod
    def in_workbook(cls, plan: Plan, snapshot: Snapshot) -> Shape:
        """The shape of a department's workbook as it has become."""
        found = ((name, snapshot.table(name)) for name in (*SMALLEST, "Settings", "Context"))
        rows = {name: len(table.rows) if table else 0 for name, table in found}
        return cls(tuple(sorted(rows.items())), *_levels(plan))

    def of_table(self, name: str) -> int:
        """How many data rows a table has. Raises KeyError."""
        return dict(self.rows)[name]


def _levels(plan: Plan) -> tuple[int, int]:
    levels, unit_levels = levels_of(plan)
    return min(levels, DEEPEST), min(unit_levels, DEEPEST)


def _doubled(rows: int, smallest: int) -> int:
    """1, 2, 4 ...: how many times the smallest size so many rows need."""
    return 1 << max(0, (max(rows, 1) - 1) // smallest).bit_length()
