"""New rows of departments into the master, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from okrsheet.books.book import Value
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.deciding import Open
from okrsheet.departments.difference import Added, Cell, Edited, Key
from okrsheet.departments.entered import ENTERED, Row, id_key
from okrsheet.departments.merged import WHOLE_ROW
from okrsheet.departments.newrows import BELONGS
from okrsheet.departments.same import same
from okrsheet.departments.settling import Settling
from okrsheet.sheets.values import as_text

Arrived = tuple[Arrival, Added]


def propose_known(settling: Settling, arrival: Arrival) -> None:
    """New rows that stand in the master already: what they say there, cell by cell."""
    for added, number in arrival.known:
        entered, stand = ENTERED[added.table], settling.standing.table(added.table)
        id = stand.row(number)[0] if stand else None
        key = (id_key(id),)
        settling.lessons.of(arrival).added[added.table, _only_id(added.row, id)] = None
        cells = tuple(_cells(entered.parts, entered.at, (id, *added.row[1:])))
        edited = Edited(added.table, key, as_text(id), cells, (id, *added.row[1:]))
        settling.propose(arrival, edited)


def append_new(settling: Settling, arrived: Iterable[Arrival]) -> None:
    """All other new rows: appended, each once, however many files have it."""
    by_key: dict[tuple[str, Key], list[Arrived]] = defaultdict(list)
    for arrival in arrived:
        for added in arrival.new:
            if not _is_foreign(arrival, added):
                key = ENTERED[added.table].keys([added.row])[0]
                by_key[added.table, key].append((arrival, added))
    for table in ENTERED:
        for (name, key), rows in by_key.items():
            if name == table and ENTERED[table].has_ids:
                _append(settling, rows)
            elif name == table:
                _add_to_set(settling, key, rows)
    new = {
        id_key(added.row[0])
        for (name, _), rows in by_key.items()
        for _, added in rows
        if ENTERED[name].has_ids
    }
    for rows in by_key.values():
        for arrival, added in rows:
            _note_loose(settling, arrival, added, new)


def _append(settling: Settling, rows: Sequence[Arrived]) -> None:
    """One new row, from all files that have it."""
    arrival, added = rows[0]
    settling.ledger.append(added.table, added.row, list(dict.fromkeys(one for one, _ in rows)))
    for arrival, added in rows:
        settling.lessons.of(arrival).added[added.table, added.row] = None


def _add_to_set(settling: Settling, key: Key, rows: Sequence[Arrived]) -> None:
    """New readings of one KPI and moment, or new drivers between two KPIs."""
    table = rows[0][1].table
    stand, entered = settling.standing.table(table), ENTERED[table]
    left = []
    fills: dict[int, list[Arrived]] = defaultdict(list)
    for arrival, added in rows:
        there = stand.about(key) if stand else ()
        if stand and any(entered.is_same(stand.row(number), added.row) for number in there):
            settling.lessons.of(arrival).added[table, added.row] = None
        elif stand and all(key[:-1]) and there[added.twins :]:
            fills[there[added.twins :][0]].append((arrival, added))
        else:
            left.append((arrival, added))
    for number, some in fills.items():
        _fill(settling, number, some)
    said: list[list[Arrived]] = []
    for one in left:
        alike = (there for there in said if entered.is_same(there[0][1].row, one[1].row))
        copies = next(alike, None)
        if copies is None:
            said.append([one])
        else:
            copies.append(one)
    files = {id(arrival) for arrival, _ in left}
    if len(said) > 1 and len(files) > 1 and all(key[:-1]):
        settling.open([_open(settling, some) for some in said])
    else:
        for some in said:
            _append(settling, some)


def _fill(settling: Settling, number: int, rows: Sequence[Arrived]) -> None:
    """New readings whose moment the master has too: blanks are filled, the rest is a conflict."""
    table = rows[0][1].table
    stand = settling.standing.table(table)
    stands = stand.row(number) if stand else ()
    new: dict[str, list[Value]] = defaultdict(list)
    for _, added in rows:
        for header, now, came in zip(ENTERED[table].headers, stands, added.row, strict=True):
            if came is not None and not same(now, came):
                new[header].append(came)
    opened = [_open_fill(settling, number, tuple(new), stands, *one) for one in rows]
    at = ENTERED[table].at
    if all(stands[at[header]] is None and len(set(said)) == 1 for header, said in new.items()):
        for one in opened:
            one.take()
            one.learn()
    else:
        settling.open(opened)


def _open_fill(
    settling: Settling,
    number: int,
    headers: tuple[str, ...],
    stands: Row,
    arrival: Arrival,
    added: Added,
) -> Open:
    """What a new reading says under these headers, beside the one that stands."""
    table, entered = added.table, ENTERED[added.table]
    at = [entered.at[header] for header in headers]
    came = tuple(added.row[one] for one in at)
    blank: tuple[Value, ...] = (None,) * len(at)
    values = blank, came, tuple(stands[one] for one in at)

    def put() -> None:
        for header, value in zip(headers, came, strict=True):
            if value is not None:
                settling.ledger.put(table, number, header, value, [arrival])

    def learn() -> None:
        settling.lessons.of(arrival).added[table, added.row] = None

    id = entered.shown(added.row)
    return Open(settling.conflict(arrival, table, id, headers, values, number), put, learn)


def _open(settling: Settling, rows: Sequence[Arrived]) -> Open:
    arrival, added = rows[0]
    entered = ENTERED[added.table]
    values = (None,), (entered.said(added.row),), (None,)
    conflict = settling.conflict(
        arrival, added.table, entered.shown(added.row), (WHOLE_ROW,), values
    )

    def learn() -> None:
        for arrival, added in rows:
            settling.lessons.of(arrival).added[added.table, added.row] = None

    return Open(conflict, lambda: _append(settling, rows), learn)


def _is_foreign(arrival: Arrival, added: Added) -> bool:
    """Whether it is a reading of a KPI that is not the department's, which is not taken back."""
    kpi = id_key(added.row[0])
    if added.table != "Readings" or not kpi or (added.is_own and kpi not in arrival.foreign):
        return False
    said = ENTERED["Readings"].said(added.row)
    told = f"A reading of a KPI that is not this department's is not taken back: {said}."
    arrival.note(told, "Readings", as_text(added.row[0]), "KPI")
    return True


def _note_loose(settling: Settling, arrival: Arrival, added: Added, new: set[str]) -> None:
    """Remark on a new row that hangs nowhere, or on one that is not there."""
    entered, row = ENTERED[added.table], added.row
    id = entered.shown(row)
    own = BELONGS.get(added.table, entered.keyed[0])
    if added.table != "Units" and row[entered.at[own]] is None:
        told = f"The new row {entered.named(row)} of {added.table} has no {own}."
        arrival.note(told, added.table, id or None, own)
    for at, _ in entered.references:
        other = id_key(row[at])
        if other and other not in settling.standing.ids and other not in new:
            header = entered.headers[at]
            told = f"{header} of the new row {entered.named(row)} does not exist: {row[at]}."
            arrival.note(told, added.table, id or None, header)


def _only_id(row: Row, id: Value) -> Row:
    return (id, *(None for _ in row[1:]))


def _cells(parts: Iterable[tuple[str, ...]], at: Mapping[str, int], row: Row) -> Iterable[Cell]:
    """What a new row says, as cells that were blank before."""
    for part in parts:
        came = tuple(row[at[header]] for header in part)
        if part != ("ID",) and any(value is not None for value in came):
            yield Cell(part, (None,) * len(part), came)
