"""What a merge comes to: edits of the master, conflicts, remarks, and how the bases advance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from okrsheet.books.book import Edit, Value
from okrsheet.departments.difference import Key, Remark
from okrsheet.sheets.change import Change
from okrsheet.sheets.values import as_text

Decision = Literal["keep", "take"]
# By these a decision finds its conflict again: unit, table, ID, field, what came back as text.
ConflictKey = tuple[str, str, str, str, str]
# The same, and what stands as text.
Asked = tuple[str, str, str, str, str, str]
# The field of a conflict over a whole row.
WHOLE_ROW = "(row)"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell, cells that count as one, or a row, that both sides changed: the master's stands.

    `sent`, `came` and `stands` hold one value for each of `fields`; a whole row (`fields` is
    `(WHOLE_ROW,)`) has its text there, None where the row is gone. `row` is the master's 0-based
    data row, None where it has none. A reading's `id` is its KPI's and its moment.
    """

    unit: str
    file: str
    table: str
    sheet: str
    id: str
    fields: tuple[str, ...]
    sent: tuple[Value, ...]
    came: tuple[Value, ...]
    stands: tuple[Value, ...]
    row: int | None = None

    @property
    def field(self) -> str:
        """The fields in one text."""
        return ", ".join(self.fields)

    @property
    def key(self) -> ConflictKey:
        """What a decision is matched by."""
        return (self.unit, self.table, self.id, self.field, told(self.came))

    @property
    def asked(self) -> Asked:
        """What it asks: the same once more is the same question."""
        return (*self.key, told(self.stands))


def told(values: tuple[Value, ...]) -> str:
    """The values of a conflict as one text: `hours; 24; 12; Decrease`."""
    return "; ".join(map(as_text, values))


@dataclass(frozen=True, slots=True)
class Advance:
    """How the base of one sending follows what was taken; see `advanced`.

    `cells` holds values by (table, row key, header); `added` rows by (table, row); `deleted`
    (table, row key). `decided` are conflicts that its files would bring up again.
    """

    sending: str
    cells: Mapping[tuple[str, Key, str], Value] = field(default_factory=dict)
    added: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    deleted: tuple[tuple[str, Key], ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    blank: Mapping[str, str] = field(default_factory=dict)
    decided: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Merged:
    """The edits of the master's entered cells, each told; what is open; and the bases after it.

    `advances` are to be stored once the master has been written, and not before. `taken` counts
    the changes by file.
    """

    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    remarks: tuple[Remark, ...] = ()
    advances: tuple[Advance, ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
