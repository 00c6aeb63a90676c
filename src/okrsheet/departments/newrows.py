"""New rows of all departments: which stand in the master already, and what IDs the others get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from okrsheet.departments.arrival import Arrival
from okrsheet.departments.difference import Added, Return
from okrsheet.departments.entered import ENTERED, Entered, Row, id_key, is_reference
from okrsheet.departments.nextids import Copies, Waiting, next_ids
from okrsheet.departments.standing import Stand, Standing
from okrsheet.sheets.values import as_text

# What says whose a row is; a pasted row still names its old place.
BELONGS = {"Units": "Parent", "Objectives": "Unit", "KPIs": "Objective", "Actions": "Objective"}


def arrivals(returns: Iterable[Return], standing: Standing) -> list[Arrival]:
    """The returns with their new rows found or named; the order of the returns is theirs."""
    arrived = [Arrival(back) for back in returns]
    naming = _Naming(standing, frozenset(_mentioned(arrived)))
    for table in BELONGS:
        naming.name(arrived, ENTERED[table])
    for arrival in arrived:
        for added in arrival.back.added:
            if added.table not in BELONGS:
                arrival.new.append(replace(added, row=arrival.row(added)))
    return arrived


@dataclass
class _Naming:
    """Goes through the new rows table by table.

    `fresh` holds the new rows of this merge by unit and table, `taken` their IDs; `claimed` says
    which unit a row of the master has been recognised for.
    """

    standing: Standing
    mentioned: frozenset[str]
    taken: set[str] = field(default_factory=set)
    fresh: dict[tuple[str, str], list[tuple[Arrival, Added]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    claimed: dict[tuple[str, int], str] = field(default_factory=dict)

    def name(self, arrived: Sequence[Arrival], entered: Entered) -> None:
        """Place all new rows of a table, and give IDs to those that want one."""
        waiting: dict[str, list[Copies]] = defaultdict(list)
        for arrival in arrived:
            mine: list[Waiting] = []
            used: set[int] = set()
            for added in _parents_first(arrival.back.added, entered):
                if not self._is_placed(arrival, added, entered, mine, used):
                    mine.append(Waiting(arrival, added))
            for one in mine:
                others = waiting[arrival.back.unit]
                copies = next((some for some in others if one.is_one_of(some)), None)
                if copies is None:
                    others.append([one])
                else:
                    copies.append(one)
        self._number(entered, [copies for some in waiting.values() for copies in some])
        for arrival in arrived:
            arrival.new = [_following(arrival, added, entered) for added in arrival.new]

    def _number(self, entered: Entered, waiting: Sequence[Copies]) -> None:
        kept = (added for rows in self.fresh.values() for _, added in rows)
        fresh = {(added.table, id_key(added.row[0])): added.row for added in kept}
        firsts = [copies[0] for copies in waiting]
        ids = next_ids(firsts, self.standing, fresh, self.mentioned | self.taken)
        for copies, new in zip(waiting, ids, strict=True):
            for arrival, added in ((one.arrival, one.added) for one in copies):
                if added.id:
                    row = entered.named(added.row)
                    told = f"The ID {added.id} is taken: the new row {row} gets {new} instead."
                    arrival.note(told, entered.table, new, "ID")
                arrival.name(added, new)
                self._keep(arrival, replace(added, row=(new, *added.row[1:])))

    def _is_placed(
        self,
        arrival: Arrival,
        added: Added,
        entered: Entered,
        waiting: Sequence[Waiting],
        used: set[int],
    ) -> bool:
        """Whether it is clear what a new row is; else it wants an ID."""
        row = arrival.row(added)
        own, stand = id_key(added.id), self.standing.table(entered.table)
        number = stand.find((own,)) if stand else None
        if stand is not None and number is not None:
            if added.is_own and self._is_of_master(arrival, added, row, stand, number):
                return True
        elif own and own not in self.standing.ids and own not in self.taken:
            self._keep(arrival, replace(added, row=row))
            return True
        if any(id_key(one.added.id) in _referred(row, entered) for one in waiting if one.added.id):
            return False  # it hangs under a row that is new itself
        return self._is_recognised(arrival, added, row, stand, used)

    def _is_of_master(
        self, arrival: Arrival, added: Added, row: Row, stand: Stand, number: int
    ) -> bool:
        """Whether a row under an ID of the master is that row, own or pasted from another unit."""
        entered, there = stand.entered, stand.row(number)
        owner = self.standing.owner(entered.table, there)
        if owner is None or owner in arrival.back.units:
            if not entered.is_alike(row, there):
                return False
            arrival.known.append((replace(added, row=row), number))
            return True
        at = entered.at[BELONGS[entered.table]]
        if id_key(row[at]) != id_key(there[at]) or not entered.is_alike(row, there):
            return False
        arrival.foreign.add(id_key(added.id))
        unit = self.standing.find("Units", owner)
        of = f" ({as_text(unit[0])})" if unit else ""
        told = f"{added.id} belongs to another unit{of}: its row is not taken back"
        said = "." if entered.is_same(row, there) else f" and says: {entered.said(row)}."
        arrival.note(told + said, entered.table, added.id)
        return True

    def _is_recognised(
        self, arrival: Arrival, added: Added, row: Row, stand: Stand | None, used: set[int]
    ) -> bool:
        """Whether the row was taken in before, by a collect that could not finish, say."""
        unit, table = arrival.back.unit, added.table
        for other, kept in self.fresh[unit, table]:
            is_copy = other is not arrival and id(kept) not in used and kept.id == added.id
            if is_copy and ENTERED[table].is_same(row, kept.row):
                used.add(id(kept))
                arrival.name(added, str(kept.row[0]))
                arrival.new.append(replace(added, row=(kept.row[0], *row[1:])))
                return True
        for number in stand.equal(row)[added.twins :] if stand else ():
            if number not in used and self.claimed.setdefault((table, number), unit) == unit:
                used.add(number)
                named = str(stand.row(number)[0]) if stand else ""
                arrival.name(added, named)
                arrival.known.append((replace(added, row=(named, *row[1:])), number))
                return True
        return False

    def _keep(self, arrival: Arrival, added: Added) -> None:
        self.taken.add(id_key(added.row[0]))
        self.fresh[arrival.back.unit, added.table].append((arrival, added))
        arrival.new.append(added)


def _following(arrival: Arrival, added: Added, entered: Entered) -> Added:
    """A new row whose Parent was itself new, and has been given another ID meanwhile."""
    return replace(added, row=arrival.row(added)) if added.table == entered.table else added


def _referred(row: Row, entered: Entered) -> set[str]:
    return {id_key(row[at]) for at, table in entered.references if table == entered.table}


def _parents_first(rows: Iterable[Added], entered: Entered) -> list[Added]:
    """New rows of a table, each after the one that it hangs under; a cycle as it stands."""
    mine = [added for added in rows if added.table == entered.table]
    by_id = {id_key(added.id): added for added in reversed(mine) if added.id}
    order: dict[int, Added] = {}
    for added in mine:
        line: list[Added] = []
        one: Added | None = added
        while one is not None and id(one) not in order and one not in line:
            line.append(one)
            above = _referred(one.row, entered) & by_id.keys()
            one = by_id[above.pop()] if above else None
        order |= {id(one): one for one in reversed(line)}
    return list(order.values())


def _mentioned(arrived: Iterable[Arrival]) -> Iterator[str]:
    """Every ID that stands in a new row: none of them is free."""
    for arrival in arrived:
        for added in arrival.back.added:
            for value, column in zip(added.row, ENTERED[added.table].columns, strict=True):
                if is_reference(column) and value is not None:
                    yield id_key(value)
