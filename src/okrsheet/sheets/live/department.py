"""The formulas of departments' workbooks, and their values for many departments in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from okrsheet.books.book import Edit, Snapshot, Table, Value
from okrsheet.plan.model import Plan
from okrsheet.score.scores import Scores, score_plan
from okrsheet.sheets.context import CONTEXT
from okrsheet.sheets.layout import table_layout
from okrsheet.sheets.live.part import PartCalculation
from okrsheet.sheets.live.shape import Shape
from okrsheet.sheets.live.tables import Entered, Tables
from okrsheet.sheets.scores import score_edits

BLANK = Plan(as_of=date(2026, 1, 1))  # any day: equal builds are equal


def department_edits(shape: Shape, snapshot: Snapshot) -> Iterator[Edit]:
    """What puts the formulas into a blank department's workbook of a shape.

    That is a SetColumn for each computed column of Units, Objectives, KPIs and Actions but Check
    and the names, then the FillBlock of the sheet Calculation.
    """
    made = PartCalculation.of([BLANK], [score_plan(BLANK)], shape, Tables(snapshot))
    yield from score_edits(made, snapshot)
    yield made.edit()


@dataclass(frozen=True)
class Calculated:
    """The values of the formulas of many departments, each by its place (from 0) in the batch."""

    made: PartCalculation
    shape: Shape

    def columns(self, at: int) -> list[list[Value]]:
        """The sheet Calculation of one department: its columns from B on, from the first data row.

        Each is as long as it has formulas; "" is what a formula without a value gives.
        """
        labels = self.made.settings.labels
        settings: list[list[Value]] = [
            [name for name, _ in labels],
            [float(said.values[at, 0]) for _, said in labels],
        ]
        return settings + [column[at] for column in self._columns]

    def shown(self, at: int) -> Mapping[str, Mapping[str, Sequence[Value]]]:
        """What the tables of one department show: by table and header, a value a data row."""
        return {
            table: {header: rows[at] for header, rows in columns.items()}
            for table, columns in self._shown.items()
        }

    @cached_property
    def _columns(self) -> list[Any]:
        return [column.values.tolist() for column in self.made.grid.columns[2:]]

    @cached_property
    def _shown(self) -> dict[str, dict[str, Any]]:
        rows = dict(self.shape.rows)
        return {
            table: {
                header: column.values[:, : rows[table]].tolist()
                for header, column in columns.items()
            }
            for table, columns in self.made.shown.items()
        }


def calculate(
    plans: Sequence[Plan],
    scores: Sequence[Scores],
    shape: Shape,
    entered: Sequence[Mapping[str, Entered]],
) -> Calculated:
    """What all formulas of departments of one shape give, in one pass.

    `entered` holds for each department its entered cells by table, the n-th row being the plan's
    row n (such as `Sent.tables`): a formula sees a text as it was typed, which the plan may have
    understood. At least one department.
    """
    made = PartCalculation.of(plans, scores, shape, Tables(_blank(shape), entered))
    return Calculated(made, shape)


@lru_cache(maxsize=64)
def _blank(shape: Shape) -> Snapshot:
    """A department's workbook without a single row filled in."""
    return Snapshot("", tuple(_table(name, rows) for name, rows in shape.rows))


def _table(name: str, rows: int) -> Table:
    layout = CONTEXT if name == CONTEXT.name else table_layout(name)
    headers = tuple(column.header for column in layout.columns)
    sheet = layout.sheet
    return Table(name, sheet.title, sheet.header_row, 1, headers, ((None,) * len(headers),) * rows)
