"""The entered cells of a table as rows, and what tells the rows of a table apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from okrsheet.books.book import Table, Value
from okrsheet.departments.difference import GOAL, Cell, Key
from okrsheet.departments.same import same
from okrsheet.sheets.checkin import CHECK_IN
from okrsheet.sheets.column import Column, Kind, TableLayout
from okrsheet.sheets.layout import ACTIONS, DRIVERS, KPIS, OBJECTIVES, READINGS, UNITS
from okrsheet.sheets.values import as_text, fitted

Row = tuple[Value, ...]
HALF_MOMENT = timedelta(microseconds=500)


@dataclass(frozen=True, eq=False)
class Entered:
    """How the entered cells of one table are read as rows, in the order of its layout.

    `keyed` are the headers that make a row's key: its ID, or what a reading or driver is about.
    """

    layout: TableLayout
    keyed: tuple[str, ...] = ("ID",)

    @property
    def table(self) -> str:
        """The table's name."""
        return self.layout.name

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The entered columns."""
        return self.layout.entered

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Their headers."""
        return tuple(column.header for column in self.columns)

    @cached_property
    def at(self) -> Mapping[str, int]:
        """The 0-based place of each header."""
        return {header: at for at, header in enumerate(self.headers)}

    @cached_property
    def has_ids(self) -> bool:
        """Whether the rows have IDs."""
        return self.keyed == ("ID",)

    @cached_property
    def name_at(self) -> int | None:
        """Where the name of a row stands, such as an objective's statement."""
        field = self.layout.row.model_fields.get("name") if self.layout.row else None
        return self.at[field.alias] if field and field.alias else None

    @cached_property
    def references(self) -> tuple[tuple[int, str], ...]:
        """Where IDs of other rows stand, each with the table that has them."""
        return tuple((at, column.refers) for at, column in enumerate(self.columns) if column.refers)

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The headers of what is merged as one: mostly a cell by itself, a KPI's goal together."""
        if self.layout is not KPIS:
            return tuple((header,) for header in self.headers)
        alone = ((header,) for header in self.headers if header not in GOAL)
        return (*alone, GOAL)

    @cached_property
    def _said_at(self) -> tuple[int, ...]:
        """Where a row says what it is: all but its ID and check-in."""
        passing = ("ID", *CHECK_IN)
        return tuple(at for header, at in self.at.items() if header not in passing)

    def fitted(self, cells: Sequence[Value]) -> Row:
        """A row in the types of its columns."""
        return tuple(
            None if value is None else fitted(value, column)
            for value, column in zip(cells, self.columns, strict=True)
        )

    def places(self, table: Table) -> tuple[int | None, ...]:
        """Where a table has the columns, by header without regard to case; None where missing."""
        found: dict[str, int] = {}
        for at, header in enumerate(table.headers):
            found.setdefault(header.strip().casefold(), at)
        return tuple(found.get(header.casefold()) for header in self.headers)

    def keys(self, rows: Iterable[Row]) -> list[Key]:
        """The rows' keys. Of rows with the same KPI and moment each has a count of its own."""
        if self.has_ids:
            return [(id_key(row[0]),) for row in rows]
        seen: dict[Key, int] = {}
        found = []
        for row in rows:
            about = self.about(row)
            seen[about] = seen.get(about, -1) + 1
            found.append((*about, str(seen[about])))
        return found

    def about(self, row: Row) -> Key:
        """What a reading or driver is about: its key without the count."""
        places = (self.at[header] for header in self.keyed)
        return tuple(_key_text(fitted(row[at], self.columns[at])) for at in places)

    def shown(self, row: Row) -> str:
        """What a person calls the row: its ID, or the KPI and day of a reading."""
        first, *rest = (as_text(row[self.at[header]]) for header in self.keyed)
        return " ".join((first, self.between, *rest)).strip() if rest else first

    @property
    def between(self) -> str:
        """What stands between the parts of what a row without an ID is called."""
        return "on" if self.layout is READINGS else "to"

    def name(self, row: Row) -> str:
        """The name of a row as it is compared; without one its first cell."""
        return id_key(row[self.name_at or 0])

    def named(self, row: Row) -> str:
        """The row in quotes, as a person finds it: by its name, else by what it says."""
        name = as_text(row[self.name_at]) if self.name_at is not None else ""
        return f'"{name or self.said(row)}"'

    def said(self, row: Row) -> str:
        """What the row says, without blanks."""
        return ", ".join(filter(None, map(as_text, row)))

    def text(self, row: Row) -> str:
        """What tells a row without an ID apart: `table/cells`, without its check-in."""
        return f"{self.table}/{'|'.join(as_text(row[at]) for at in self._said_at)}"

    def is_same(self, one: Row, other: Row) -> bool:
        """Whether two rows say the same, but for their ID and check-in."""
        return all(same(one[at], other[at]) for at in self._said_at)

    def likeness(self, one: Row, other: Row) -> float:
        """The share, 0..1, of cells filled in either row that are the same in both, ID apart."""
        filled = [at for at in self._said_at if not one[at] is other[at] is None]
        return sum(same(one[at], other[at]) for at in filled) / len(filled) if filled else 0.0

    def is_alike(self, one: Row, other: Row) -> bool:
        """Whether one row is the other with some cells changed."""
        name = self.name_at
        has_name = name is not None and one[name] is not None and same(one[name], other[name])
        return has_name or self.likeness(one, other) >= 0.5

    def changed(self, sent: Row, came: Row, ignored: Sequence[str] = ()) -> tuple[Cell, ...]:
        """The cells that differ, those that count as one together."""
        if sent == came and not any(isinstance(value, bool) for value in (*sent, *came)):
            return ()
        found = []
        for part in self.parts:
            places = [self.at[header] for header in part if header not in ignored]
            if any(not same(sent[at], came[at]) for at in places):
                was, now = tuple(sent[at] for at in places), tuple(came[at] for at in places)
                found.append(Cell(part, was, now))
        return tuple(found)


def id_key(value: Value) -> str:
    """An ID as it is compared: without regard to case and outer spaces."""
    return as_text(value).strip().casefold()


def _key_text(value: Value) -> str:
    if not isinstance(value, datetime):
        return id_key(value)
    return (value + HALF_MOMENT).isoformat(timespec="milliseconds")


def is_reference(column: Column) -> bool:
    """Whether a column holds IDs, its rows' own or others'."""
    return column.kind in (Kind.ID, Kind.REFERENCE)


# In this order rows find those that they refer to.
ENTERED: Mapping[str, Entered] = {
    entered.table: entered
    for entered in (
        Entered(UNITS),
        Entered(OBJECTIVES),
        Entered(KPIS),
        Entered(ACTIONS),
        Entered(READINGS, ("KPI", "Date")),
        Entered(DRIVERS, ("Driver", "Outcome")),
    )
}
