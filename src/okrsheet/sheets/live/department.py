"""The formulas of departments' workbooks, and their values for many departments in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from okrsheet.books.book import Edit, Snapshot, Table, Value
from okrsheet.plan.model import Plan
from okrsheet.score.scores import Scores, score_plan
from okrsheet.sheets.context import CONTEXT
from okrsheet.sheets.layout import table_layout
from okrsheet.sheets.live.expression import Values
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
        labels: list[Value] = [name for name, _ in self.made.settings.labels]
        return [labels, *(column[at].tolist() for column in self._formulas)]

    def news(self, blank: Calculated) -> list[dict[int, Value]]:
        """By place, what formulas of the sheet Calculation give that they do not in a blank one.

        By the number of the formula, from 0: counted down each column from C on, and on from
        column to column. `blank` is one workbook of the same shape.
        """
        found: list[dict[int, Value]] = [{} for _ in self._formulas[0]]
        first = 0
        for values, still in zip(self._formulas, blank._formulas, strict=True):
            # One look at all workbooks: in most columns most of their cells say nothing.
            workbooks, rows = np.nonzero(values != still)
            told = values[workbooks, rows].tolist()
            for workbook, row, value in zip(workbooks.tolist(), rows.tolist(), told, strict=True):
                found[workbook][first + row] = value
            first += values.shape[1]
        return found

    def shown(self, at: int) -> Mapping[str, Mapping[str, Sequence[Value]]]:
        """What the tables of one department show: by table and header, a value a data row."""
        return {
            table: {header: rows[at] for header, rows in columns.items()}
            for table, columns in self._shown.items()
        }

    @cached_property
    def _formulas(self) -> list[Values]:
        """The columns from C on, each by workbook and row."""
        settings = [said.values[:, 0].astype(float) for _, said in self.made.settings.labels]
        columns = self.made.grid.columns[2:]
        return [np.stack(settings, axis=1), *(column.values for column in columns)]

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
