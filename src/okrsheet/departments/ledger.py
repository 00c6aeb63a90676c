"""What a merge has come to so far: the master's edits, each told, and what is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from okrsheet.books.book import AppendRows, CellChange, Edit, SetCells, Value
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.entered import ENTERED, Entered, Row, id_key
from okrsheet.departments.merged import Conflict
from okrsheet.departments.same import same
from okrsheet.departments.standing import Standing
from okrsheet.sheets.change import Change
from okrsheet.sheets.values import as_text

Files = Sequence[Arrival]


@dataclass
class Ledger:
    """Gathers edits of entered cells, by table, and tells each; `taken` counts them by file."""

    standing: Standing
    cells: dict[tuple[str, int, str], CellChange] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)

    def put(self, table: str, number: int, header: str, new: Value, files: Files) -> None:
        """Change a cell of the master, unless it says the same; told and counted."""
        stand = self.standing.table(table)
        if stand is None:
            return
        entered, row = stand.entered, stand.row(number)
        old, now = stand.raw(number, header), row[entered.at[header]]
        if not stand.has(header):
            self._note_column(entered, header, new, files)
        elif not same(now, new):
            id = entered.shown(row)
            own = stand.own_header(header)
            self.cells[table, number, own] = CellChange(number, id or None, own, old, new)
            was, said = as_text(old) or "blank", as_text(new) or "blank"
            told = f"{header} of {id} is now {said} (was {was}), from {_names(files)}."
            self._tell(Change(table, id, header, as_text(old), as_text(new), told), files)

    def append(self, table: str, row: Row, files: Files) -> None:
        """Add a row to the master; told and counted."""
        entered, stand = ENTERED[table], self.standing.table(table)
        if stand is None:
            for arrival in files:
                told = f"The plan has no table {table}: {entered.said(row)} was not taken."
                arrival.note(told, table)
            return
        for header, value in zip(entered.headers, row, strict=True):
            if value is not None and not stand.has(header):
                self._note_column(entered, header, value, files)
        self.rows[table].append(row)
        id = entered.shown(row)
        name = f" {entered.named(row)}" if entered.has_ids else f": {entered.said(row)}"
        told = f"New row in {table}: {id}{name}, from {_names(files)}."
        if not entered.has_ids:
            told = f"New row in {table}{name}, from {_names(files)}."
        self._tell(Change(table, id, "", "", entered.said(row), told), files)

    def blank(self, table: str, number: int, files: Files) -> None:
        """Blank the entered cells of a row that was deleted; told and counted."""
        stand = self.standing.table(table)
        if stand is None:
            return
        row, id = stand.row(number), stand.entered.shown(stand.row(number))
        for header in stand.entered.headers:
            old = stand.raw(number, header)
            if old is not None:
                own = stand.own_header(header)
                self.cells[table, number, own] = CellChange(number, id or None, own, old, None)
        said = stand.entered.said(row)
        told = f"{id} was deleted from {table}, by {_names(files)}; it said: {said}."
        self._tell(Change(table, id, "", said, "", told), files)

    def new_ids(self, table: str) -> set[str]:
        """The IDs of the rows that are added to a table, as they are compared."""
        return {id_key(row[0]) for row in self.rows[table]}

    def edits(self) -> Iterator[Edit]:
        """The edits of the master, cells first, in the order of the tables."""
        changes = self.cells
        for name in ENTERED:
            stand = self.standing.table(name)
            if stand is None:
                continue
            cells = tuple(changes[place] for place in sorted(changes) if place[0] == name)
            if cells:
                yield SetCells(stand.table.name, cells)
            if self.rows[name]:
                has = [header for header in stand.entered.headers if stand.has(header)]
                at = [stand.entered.at[header] for header in has]
                rows = tuple(tuple(row[place] for place in at) for row in self.rows[name])
                columns = tuple(map(stand.own_header, has))
                yield AppendRows(stand.table.name, columns, rows)

    def _tell(self, change: Change, files: Files) -> None:
        self.changes.append(change)
        self.taken.update(arrival.back.file for arrival in files)

    def _note_column(self, entered: Entered, header: str, value: Value, files: Files) -> None:
        if value is not None:
            for arrival in files:
                told = f"{entered.table} of the plan has no column {header}: {as_text(value)!r}"
                arrival.note(f"{told} was not taken.", entered.table, header=header)


def _names(files: Files) -> str:
    return " and ".join(dict.fromkeys(arrival.back.file for arrival in files))
