"""What the linter has to say of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Severity(IntEnum):
    """How grave a finding is; a higher number is graver."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding does not count, and until when (its last day) if that is limited."""

    code: str
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, where it stands and how to mend it.

    `row` is the 0-based data row of the table; None where the finding is of the whole table.
    `field` is a column header. `waiver` is set where the row waives this code.
    """

    code: str
    severity: Severity
    table: str
    row: int | None
    id: str | None
    field: str | None
    message: str
    fix: str
    waiver: Waiver | None = None
