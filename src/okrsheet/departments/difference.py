"""What came back of a department's workbook, as the difference from its base.

IDs and references are those of the master: where the department's differ, they are translated.
Rows are values under the entered columns of their table's layout, in its order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from okrsheet.books.book import Value

# A row's key in its table, as it is compared: its ID; of a reading KPI, moment and a count from 0;
# of a driver Driver, Outcome and a count from 0.
Key = tuple[str, ...]

# A KPI's goal: the parts make sense only together, so they are merged as one cell.
GOAL = ("Unit of measure", "Baseline", "Target", "Direction")


@dataclass(frozen=True, slots=True)
class Cell:
    """A changed cell, or several of one row that count as one: what was sent and what came back."""

    headers: tuple[str, ...]
    sent: tuple[Value, ...]
    came: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """A row with changed cells; `row` is all of it as it came back."""

    table: str
    key: Key
    id: str
    cells: tuple[Cell, ...]
    row: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """A row of the base that did not come back, as it was sent.

    `kept` counts the readings of its KPI and moment that did come back.
    """

    table: str
    key: Key
    id: str
    row: tuple[Value, ...]
    kept: int = 0


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A New value that came back, to become a reading of its KPI at `moment`.

    `sent` and `came` are New value, New date and New note.
    """

    key: Key
    kpi: str
    sent: tuple[Value, ...]
    came: tuple[Value, ...]
    value: float
    moment: datetime
    by: Value

    @property
    def is_dated(self) -> bool:
        """Whether the department said the date itself."""
        return self.came[1] is not None


@dataclass(frozen=True, slots=True)
class Added:
    """A row that the base does not have.

    `id` is the ID that stands in the file (None where blank, and for readings and drivers); `text`
    tells the row apart from others without an ID: see `Sent.blank`. `twins` counts the rows of the
    base that say the same (of a reading, those of the same moment). A KPI's `check_in` is not in
    its `row`. A row `is_own` unless its ID is that of another row of the base; a reading if its KPI
    stands in the file.
    """

    table: str
    id: str | None
    row: tuple[Value, ...]
    text: str = ""
    twins: int = 0
    check_in: CheckIn | None = None
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a department's file that is not taken, or that somebody should know."""

    unit: str
    file: str
    message: str
    table: str | None = None
    id: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How complete a department's file is; `measured` KPIs have a reading or a New value."""

    objectives: int = 0
    kpis: int = 0
    measured: int = 0
    readings: int = 0
    actions: int = 0


@dataclass(frozen=True)
class Return:
    """The difference of one department's file from its base; small where little has changed.

    `is_older` says that the file is nearer to an older base than to the newest: a copy from before
    the last collect. It is compared with that one, and nothing is learned from it.
    `units` are its own units, as `key` gives an ID. `given` maps IDs that were changed by hand in
    the file to those of the master; `blank` says the same of rows without an ID (see `Sent`).
    """

    plan: str
    unit: str
    sending: str
    file: str
    saved: datetime | None = None
    units: frozenset[str] = frozenset()
    edited: tuple[Edited, ...] = ()
    added: tuple[Added, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    remarks: tuple[Remark, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    blank: Mapping[str, str] = field(default_factory=dict)
    counts: Counts = Counts()
    is_older: bool = False

    @property
    def size(self) -> int:
        """How many cells, rows and check-ins differ."""
        cells = sum(len(row.cells) for row in self.edited)
        return cells + len(self.added) + len(self.deleted) + len(self.check_ins)

    @property
    def is_empty(self) -> bool:
        """Whether the file says nothing that its base does not say."""
        return not (self.edited or self.added or self.deleted or self.check_ins)
