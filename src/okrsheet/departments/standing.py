"""What stands in the master, found by key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.departments.difference import Key
from okrsheet.departments.entered import ENTERED, Entered, Row, id_key, is_reference
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.place import column_at


@dataclass(frozen=True, eq=False)
class Stand:
    """One table of the master. Rows are found by their 0-based data row."""

    entered: Entered
    table: Table

    @cached_property
    def places(self) -> tuple[int | None, ...]:
        """Where the entered columns stand; None where the master does not have one."""
        return self.entered.places(self.table)

    def has(self, header: str) -> bool:
        """Whether the master has the column."""
        return self.places[self.entered.at[header]] is not None

    def own_header(self, header: str) -> str:
        """How the master spells the header of a column that it has."""
        return self.table.headers[self.places[self.entered.at[header]] or 0]

    def row(self, number: int) -> Row:
        """A row, fitted, under the columns of the layout."""
        return self.entered.fitted(self._raw(number))

    def raw(self, number: int, header: str) -> Value:
        """A cell as it stands."""
        return self._raw(number)[self.entered.at[header]]

    def find(
        self,
        key: Key,
        came: Row | None = None,
        sent: Row | None = None,
        used: Collection[int] = (),
    ) -> int | None:
        """The row of that key; None where it is gone.

        Of several readings of one moment the one that says what came back or, failing that, what
        was sent; else the one that stands in its place among them. `used` are others already.
        """
        if self.entered.has_ids:
            return self._by_id.get(key[0]) if key[0] else None
        about = [number for number in self.about(key) if number not in used]
        for wanted in (row for row in (came, sent) if row is not None):
            for number in about:
                if self.entered.is_same(self.row(number), wanted):
                    return number
        count = int(key[-1])
        return about[count] if count < len(about) else None

    def about(self, key: Key) -> Sequence[int]:
        """The readings of a KPI and moment, or the drivers of two KPIs."""
        return self._about.get(key[:-1], ())

    def equal(self, row: Row) -> list[int]:
        """The rows that say the same, but for their ID and check-in, from top to bottom."""
        alike = self._by_name.get(self.entered.name(row), ())
        return [number for number in alike if self.entered.is_same(self.row(number), row)]

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The rows that hold something."""
        places = [at for at in self.places if at is not None]
        return tuple(
            number
            for number, row in enumerate(self.table.rows)
            if any(row[at] is not None for at in places)
        )

    @cached_property
    def _by_id(self) -> dict[str, int]:
        found: dict[str, int] = {}
        at = self.places[0]
        for number in self.numbers if at is not None else ():
            if own := id_key(self.table.rows[number][at or 0]):
                found.setdefault(own, number)
        return found

    @cached_property
    def _about(self) -> Mapping[Key, list[int]]:
        found: dict[Key, list[int]] = defaultdict(list)
        for number in self.numbers:
            found[self.entered.about(self._raw(number))].append(number)
        return dict(found)

    @cached_property
    def _by_name(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number in self.numbers:
            found[self.entered.name(self._raw(number))].append(number)
        return dict(found)

    def _raw(self, number: int) -> Row:
        cells = self.table.rows[number]
        return tuple(None if at is None else cells[at] for at in self.places)


class Standing:
    """The tables of the master."""

    def __init__(self, master: Snapshot) -> None:
        self.master = master
        self._tables: dict[str, Stand | None] = {}

    def table(self, name: str) -> Stand | None:
        """One of them; None where the master does not have it."""
        if name not in self._tables:
            table = self.master.table(name)
            self._tables[name] = None if table is None else Stand(ENTERED[name], table)
        return self._tables[name]

    def find(self, table: str, id: Value) -> Row | None:
        """The row of an ID, fitted."""
        stand = self.table(table)
        number = stand.find((id_key(id),)) if stand else None
        return None if stand is None or number is None else stand.row(number)

    def owner(self, table: str, row: Row) -> str | None:
        """The unit that a row with an ID belongs to, as it is compared; None where to none."""
        at = ENTERED[table].at
        match table:
            case "Units":
                return id_key(row[0]) or None
            case "Objectives":
                return id_key(row[at["Unit"]]) or None
            case _:
                objective = self.find("Objectives", row[at["Objective"]])
                return None if objective is None else self.owner("Objectives", objective)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The IDs that rows of any table have, as they are compared."""
        return frozenset(self._mentioned(only_own=True))

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The IDs that stand anywhere, also those only referred to."""
        return frozenset(self._mentioned(only_own=False))

    def _mentioned(self, only_own: bool) -> Iterator[str]:
        for layout in TABLES:
            table = self.master.table(layout.name)
            for column in layout.entered if table else ():
                at = column_at(table, column.header) if table else None
                wanted = column.header == "ID" if only_own else is_reference(column)
                if table is not None and at is not None and wanted:
                    yield from {id_key(row[at]) for row in table.rows} - {""}
