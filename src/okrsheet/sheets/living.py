"""Scores -> a workbook that lives: formulas with their values, or the values alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from okrsheet.books.book import (
    Content,
    DrawCharts,
    Edit,
    FillBlock,
    Formula,
    SetColumn,
    SheetLook,
    Snapshot,
    Value,
)
from okrsheet.plan.model import Kpi, Plan
from okrsheet.score.history import history
from okrsheet.score.scores import Scores
from okrsheet.sheets.cascade import cascade_edit
from okrsheet.sheets.generated import CALCULATION
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.part import PartCalculation
from okrsheet.sheets.live.shape import Shape
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.live.whether import why_values
from okrsheet.sheets.scores import score_edits
from okrsheet.sheets.summary import summary_edits


def is_living(snapshot: Snapshot) -> bool:
    """Whether a workbook has formulas that every write keeps right."""
    return CALCULATION.title in snapshot.sheets


def living_edits(
    plan: Plan, scores: Scores, snapshot: Snapshot, checked_in: Sequence[Kpi]
) -> Iterator[Edit]:
    """What fills the computed columns, the Cascade, Summary and Dashboard, and what they rest on.

    `checked_in` are the KPIs whose check-ins the same write moves to Readings.
    """
    if plan.is_department:
        yield from _part_edits(plan, scores, snapshot, checked_in)
        return
    calculation = Calculation.of(plan, scores, snapshot, checked_in)
    yield from score_edits(calculation, snapshot)
    yield cascade_edit(plan, scores, calculation)
    yield from summary_edits(plan, calculation, history(plan))
    if why_values(plan, snapshot) is None:
        yield calculation.edit()  # last: the sheets before it lay columns there too
    elif is_living(snapshot):
        yield FillBlock(CALCULATION, ())


def _part_edits(
    plan: Plan, scores: Scores, snapshot: Snapshot, checked_in: Sequence[Kpi]
) -> Iterator[Edit]:
    """The same in a department's workbook, where nothing else is calculated."""
    shape = Shape.in_workbook(plan, snapshot)
    part = PartCalculation.of([plan], [scores], shape, Tables(snapshot), checked_in)
    yield from score_edits(part, snapshot)
    if why_values(plan, snapshot) is None:
        yield part.edit()
    elif is_living(snapshot):
        yield FillBlock(CALCULATION, ())


def settled(edits: Iterable[Edit], plan: Plan, snapshot: Snapshot) -> Iterator[Edit]:
    """The edits as the workbook can have them: with formulas, or with values and a line why."""
    why = why_values(plan, snapshot)
    yield from edits if why is None else (_frozen(edit, why) for edit in edits)


def _frozen(edit: Edit, why: str) -> Edit:
    """The same edit with values instead of formulas, and a line that says why."""
    match edit:
        case SetColumn():
            values = tuple(map(_value, edit.values))
            return replace(edit, column=replace(edit.column, formula=None), values=values)
        case FillBlock():
            rows = tuple(
                replace(row, cells=tuple((_value(held), style) for held, style in row.cells))
                for row in edit.rows
            )
            return FillBlock(_with_line(edit.sheet, why), rows)
        case DrawCharts():
            return replace(edit, sheet=_with_line(edit.sheet, why))
        case _:
            return edit


def _value(held: Content) -> Value:
    """What a cell says; the empty text that a formula gives is no value."""
    value = held.value if isinstance(held, Formula) else held
    return None if value == "" else value


def _with_line(look: SheetLook, why: str) -> SheetLook:
    if look.owner is None:
        return look
    said = Formula(f'{look.owner.text}&"  ·  {why}"', f"{look.owner.value}  ·  {why}")
    return replace(look, owner=said)
