"""Cells that came back changed, settled one by one: agreed, taken, or a conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from okrsheet.books.book import Value
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.deciding import Open, decide
from okrsheet.departments.difference import Cell, Deleted, Edited, Key
from okrsheet.departments.entered import ENTERED, Row
from okrsheet.departments.learning import Lessons
from okrsheet.departments.ledger import Ledger
from okrsheet.departments.merged import WHOLE_ROW, Conflict, ConflictKey, Decision
from okrsheet.departments.same import all_same, same
from okrsheet.departments.standing import Stand, Standing
from okrsheet.sheets.checkin import CHECK_IN

Decisions = Mapping[ConflictKey, Decision]


@dataclass(frozen=True, eq=False)
class Proposal:
    """What one file says about cells that count as one."""

    arrival: Arrival
    key: Key
    id: str
    cell: Cell


@dataclass
class Settling:
    """A merge at work: what stands, what was decided before, what it has come to so far."""

    standing: Standing
    decisions: Decisions
    ledger: Ledger
    lessons: Lessons = field(default_factory=Lessons)
    proposals: dict[tuple[str, int, tuple[str, ...]], list[Proposal]] = field(
        default_factory=lambda: defaultdict(list)
    )
    gone: dict[tuple[str, Key], list[Open]] = field(default_factory=lambda: defaultdict(list))
    touched: set[tuple[str, int]] = field(default_factory=set)
    used: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    def propose(self, arrival: Arrival, edited: Edited) -> None:
        """Note what a file says about the cells of a row; a conflict where the row is gone."""
        stand = self.standing.table(edited.table)
        used = self.used[id(arrival), edited.table]
        number = stand.find(edited.key, edited.row, sent_row(edited), used) if stand else None
        if number is None:
            self._gone(arrival, edited)
            return
        used.add(number)
        for cell in edited.cells:
            proposal = Proposal(arrival, edited.key, edited.id, cell)
            self.proposals[edited.table, number, cell.headers].append(proposal)

    def settle_cells(self) -> None:
        """Settle all proposals."""
        for (table, number, headers), proposals in self.proposals.items():
            self._settle(table, number, headers, proposals)
        for opened in self.gone.values():
            self.open(opened)

    def delete(self, deleted: Sequence[tuple[Arrival, Deleted]]) -> None:
        """Blank the rows that were deleted, once all cells are settled."""
        by_row: dict[tuple[str, int], list[tuple[Arrival, Deleted]]] = defaultdict(list)
        for arrival, row in deleted:
            stand = self.standing.table(row.table)
            used = self.used[id(arrival), row.table]
            number = stand.find(row.key, None, row.row, used) if stand else None
            if stand is None or number is None or _is_gone(stand, row):
                self.lessons.of(arrival).deleted[row.table, row.key] = None
            else:
                used.add(number)
                by_row[row.table, number].append((arrival, row))
        touched = self.touched | {(table, number) for table, number, _ in self.ledger.cells}
        for (table, number), rows in by_row.items():
            self._delete(table, number, rows, (table, number) in touched)

    def open(self, opened: Sequence[Open]) -> None:
        """Note conflicts over one and the same thing, unless they are decided."""
        self.ledger.conflicts += decide(opened, self.decisions)

    def conflict(
        self,
        arrival: Arrival,
        table: str,
        id: str,
        fields: tuple[str, ...],
        values: tuple[tuple[Value, ...], tuple[Value, ...], tuple[Value, ...]],
        number: int | None = None,
    ) -> Conflict:
        """A conflict; `values` are what was sent, what came back and what stands."""
        stand = self.standing.table(table)
        sheet = stand.table.sheet if stand else ENTERED[table].layout.sheet.title
        back = arrival.back
        return Conflict(back.unit, back.file, table, sheet, id, fields, *values, number)

    def _settle(
        self, table: str, number: int, headers: tuple[str, ...], proposals: Sequence[Proposal]
    ) -> None:
        row, at = self._row(table, number), ENTERED[table].at
        stands = tuple(row[at[header]] for header in headers)
        opened = [one for one in proposals if not all_same(one.cell.came, stands)]
        first = proposals[0].cell.came
        is_one = all(all_same(one.cell.came, first) for one in proposals)
        is_untouched = any(all_same(one.cell.sent, stands) for one in opened)
        if opened and not (is_one and is_untouched):
            for one in proposals:
                if one not in opened:
                    self._learn(table, one)
            self.open([self._open(table, number, one, stands, opened) for one in opened])
            return
        for one in proposals:
            self._learn(table, one)
        if opened:
            self._put(table, number, opened[0].cell, opened)

    def _open(
        self,
        table: str,
        number: int,
        one: Proposal,
        stands: tuple[Value, ...],
        others: Sequence[Proposal],
    ) -> Open:
        agreed = [other for other in others if all_same(other.cell.came, one.cell.came)]
        values = (one.cell.sent, one.cell.came, stands)
        return Open(
            self.conflict(one.arrival, table, one.id, one.cell.headers, values, number),
            lambda: self._put(table, number, one.cell, agreed),
            lambda: self._learn(table, one),
        )

    def _put(self, table: str, number: int, cell: Cell, proposals: Sequence[Proposal]) -> None:
        files = [one.arrival for one in proposals]
        for header, value in zip(cell.headers, cell.came, strict=True):
            self.ledger.put(table, number, header, value, files)

    def _learn(self, table: str, one: Proposal) -> None:
        self.lessons.cells(one.arrival, table, one.key, one.cell.headers, one.cell.came)

    def _gone(self, arrival: Arrival, edited: Edited) -> None:
        table, entered = edited.table, ENTERED[edited.table]
        values = (entered.said(sent_row(edited)),), (entered.said(edited.row),), (None,)

        def learn() -> None:
            for cell in edited.cells:
                self.lessons.cells(arrival, table, edited.key, cell.headers, cell.came)

        conflict = self.conflict(arrival, table, edited.id, (WHOLE_ROW,), values)
        self.gone[table, edited.key].append(
            Open(conflict, lambda: self.ledger.append(table, edited.row, [arrival]), learn)
        )

    def _delete(
        self, table: str, number: int, rows: Sequence[tuple[Arrival, Deleted]], is_touched: bool
    ) -> None:
        stands, files = self._row(table, number), [arrival for arrival, _ in rows]
        opened = []
        for arrival, deleted in rows:
            if is_touched or not _is_as_sent(table, deleted.row, stands):
                opened.append(self._open_row(arrival, deleted, number, stands, files))
            else:
                self.lessons.of(arrival).deleted[table, deleted.key] = None
        if opened:
            self.open(opened)
        else:
            self.ledger.blank(table, number, files)

    def _open_row(
        self, arrival: Arrival, deleted: Deleted, number: int, stands: Row, files: list[Arrival]
    ) -> Open:
        table, entered = deleted.table, ENTERED[deleted.table]
        values = (entered.said(deleted.row),), (None,), (entered.said(stands),)

        def learn() -> None:
            self.lessons.of(arrival).deleted[table, deleted.key] = None

        return Open(
            self.conflict(arrival, table, deleted.id, (WHOLE_ROW,), values, number),
            lambda: self.ledger.blank(table, number, files),
            learn,
        )

    def _row(self, table: str, number: int) -> Row:
        stand = self.standing.table(table)
        return stand.row(number) if stand else ()


def sent_row(edited: Edited) -> Row:
    """A row as it was sent, from what came back of it."""
    entered, cells = ENTERED[edited.table], list(edited.row)
    for cell in edited.cells:
        for header, value in zip(cell.headers, cell.sent, strict=True):
            cells[entered.at[header]] = value
    return tuple(cells)


def _is_as_sent(table: str, sent: Row, stands: Row) -> bool:
    """Whether a row of the master is as it was sent, but for a check-in taken in since."""
    headers = ENTERED[table].headers
    return all(
        same(was, now) or (now is None and header in CHECK_IN)
        for header, was, now in zip(headers, sent, stands, strict=True)
    )


def _is_gone(stand: Stand, deleted: Deleted) -> bool:
    """Whether no more readings of that moment stand than came back."""
    return not stand.entered.has_ids and len(stand.about(deleted.key)) <= deleted.kept
