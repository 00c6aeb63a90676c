"""A department's plan and scores as plain columns: a fraction of what they are as objects.

Sendings go from one process to others by the thousand; the time that pickling them takes is lost
to the workers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, TypeVar

from okrsheet.plan.model import Plan, Row
from okrsheet.score.scores import ActionScore, KpiScore, NodeScore, Scores

RowT = TypeVar("RowT", bound=Row)
_set = object.__setattr__  # the rows themselves are frozen
SCORES = (NodeScore, KpiScore, ActionScore)


class Table(NamedTuple):
    """Rows, or scores, of one class: what each of its fields holds, row by row."""

    kind: type[Any]
    columns: tuple[tuple[Any, ...], ...]


def packed(whole: Plan | Scores) -> dict[str, Any]:
    """The fields of a plan or of scores, by name; what has many rows as a Table."""
    return {field.name: _packed(getattr(whole, field.name)) for field in fields(whole)}


def unpacked(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields again, as the plan or the scores had them."""
    return {name: _rows(held) if isinstance(held, Table) else held for name, held in told.items()}


def row_of(kind: type[RowT], values: dict[str, Any], said: set[str]) -> RowT:
    """A row with values that another had: they were found to fit, and are frozen.

    `said` are the fields that were not left out. As pydantic does when it unpickles a row; its
    `model_copy` and `model_construct` take four times as long, and nearly all rows come through
    here.
    """
    row = kind.__new__(kind)
    _set(row, "__dict__", values)
    _set(row, "__pydantic_fields_set__", said)
    _set(row, "__pydantic_extra__", None)
    _set(row, "__pydantic_private__", None)
    return row


def _packed(held: Any) -> Any:
    if not isinstance(held, tuple) or not held:
        return held
    kind = type(held[0])
    if issubclass(kind, Row):
        cells = itemgetter(*kind.model_fields)
        return Table(kind, tuple(zip(*(cells(row.__dict__) for row in held), strict=True)))
    if kind in SCORES:
        figures = attrgetter(*_fields(kind))
        return Table(kind, tuple(zip(*map(figures, held), strict=True)))
    return held


def _rows(table: Table) -> tuple[Any, ...]:
    kind, rows = table.kind, zip(*table.columns, strict=True)
    if issubclass(kind, Row):
        names = set(kind.model_fields)
        return tuple(
            row_of(kind, dict(zip(kind.model_fields, row, strict=True)), names) for row in rows
        )
    return tuple(kind(*row) for row in rows)


def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
