"""Cells -> a typed row: what fits is taken, what does not becomes a Misfit that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from okrsheet.books.book import CellError, Value
from okrsheet.plan.model import Misfit, Unfit
from okrsheet.sheets.column import Column, Kind
from okrsheet.sheets.values import (
    EPOCH,
    FIRST_SERIAL,
    LAST_SERIAL,
    as_text,
    is_usable_id,
    stored_as_text,
)

FIRST, LAST = EPOCH + timedelta(days=FIRST_SERIAL), EPOCH + timedelta(days=LAST_SERIAL)
LONGEST_QUOTE = 120  # signs of a cell's text that a message repeats
Model = TypeVar("Model", bound=BaseModel)


def expected(column: Column, value: Value) -> str:
    """What a column wants instead of that value, in words."""
    if column.choices:
        return f"one of {', '.join(column.choices)}"
    if column.kind is Kind.NUMBER and isinstance(value, float):
        return "a number of 0 or more"  # the one bound that a number has
    if isinstance(value, datetime) and column.kind is Kind.DATE:
        return f"a date from {FIRST.year} to {LAST.year}"
    return column.kind.value


@dataclass
class Fitting:
    """One row being read: where it stands, and what of it does not fit.

    `headers` names the column of the table in which a field stands, where that is not its own
    (the settings all stand in Value).
    """

    table: str
    row: int
    id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)

    def typed(self, model: type[Model], cells: Mapping[Column, Value]) -> Model:
        """The row as its type, without the cells that do not fit; these are noted."""
        usable: dict[str, Any] = {"row": self.row}
        for column, value in cells.items():
            unfit = _unusable(column, value)
            if unfit:
                self.note(unfit, column, value)
            else:
                usable[column.header] = value
        try:
            return model.model_validate(usable)
        except ValidationError as fault:
            columns = {column.header: column for column in cells}
            for error in fault.errors(include_url=False):
                column = columns[str(error["loc"][0])]
                value = usable.pop(column.header)
                text = stored_as_text(value, column.kind)
                self.note(Unfit.AS_TEXT if text else Unfit.NOT_ONE, column, value)
            return model.model_validate(usable)

    def note(self, unfit: Unfit, column: Column, value: Value) -> None:
        """Note that a cell does not fit."""
        header = self.headers.get(column.header, column.header)
        text = as_text(value).replace("\n", " ")[:LONGEST_QUOTE]
        self.misfits.append(
            Misfit(unfit, self.table, self.row, self.id, header, text, expected(column, value))
        )

    @property
    def unread(self) -> frozenset[str]:
        """The headers of the cells that do not fit."""
        return frozenset(misfit.field for misfit in self.misfits if misfit.field)


def _unusable(column: Column, value: Value) -> Unfit | None:
    if isinstance(value, CellError):
        return Unfit.ERROR_VALUE
    if isinstance(value, datetime) and column.kind is Kind.DATE and not FIRST <= value <= LAST:
        return Unfit.NOT_ONE
    if isinstance(value, str) and column.kind in (Kind.ID, Kind.REFERENCE):
        if value != value.strip():
            return Unfit.AS_TEXT
        if column.kind is Kind.ID and not is_usable_id(value):
            return Unfit.BAD_ID
    return None
