"""All departments' files into the master: three ways, cell by cell, nothing lost.

One side's change wins; equal changes agree; else the master's value stands and the conflict is
shown. What is settled the bases learn, once the master is written: so the same file collected
again changes nothing, and a file that is edited further changes only what is new in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from okrsheet.books.book import Snapshot
from okrsheet.departments.appending import append_new, propose_known
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.difference import Return
from okrsheet.departments.ledger import Ledger
from okrsheet.departments.merged import Conflict, ConflictKey, Decision, Merged
from okrsheet.departments.moving import move_check_ins
from okrsheet.departments.newrows import arrivals
from okrsheet.departments.settling import Settling
from okrsheet.departments.standing import Standing


def merge(
    master: Snapshot,
    returns: Iterable[Return],
    latest: Collection[str] | None = None,
    decisions: Mapping[ConflictKey, Decision] | None = None,
) -> Merged:
    """What the files that came back change in the master.

    `latest` holds the latest sending of each unit (None: all are). The order of the returns makes
    no difference.
    """
    standing = Standing(master)
    arrived = arrivals(sorted(returns, key=_order), standing)
    _note_files(arrived, latest)
    settling = Settling(standing, decisions or {}, Ledger(standing))
    for arrival in arrived:
        for edited in arrival.edited():
            settling.propose(arrival, edited)
        propose_known(settling, arrival)
    settling.settle_cells()
    append_new(settling, arrived)
    move_check_ins(settling, arrived)
    settling.delete([(one, row) for one in arrived for row in one.back.deleted])
    ledger = settling.ledger
    return Merged(
        tuple(ledger.edits()),
        tuple(ledger.changes),
        tuple(sorted(ledger.conflicts, key=_conflict_order)),
        tuple(remark for one in arrived for remark in (*one.back.remarks, *one.remarks)),
        tuple(settling.lessons.advances(arrived)),
        dict(ledger.taken),
    )


def _order(back: Return) -> tuple[str, str, str]:
    return back.unit.casefold(), back.file, back.sending


def _conflict_order(conflict: Conflict) -> tuple[str, ...]:
    return conflict.unit.casefold(), conflict.table, conflict.id, conflict.field, conflict.file


def _note_files(arrived: Sequence[Arrival], latest: Collection[str] | None) -> None:
    """Remark on several files of one unit, and on files of an older sending."""
    by_unit: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrived:
        by_unit[arrival.back.unit].append(arrival)
    for unit, files in by_unit.items():
        names = " and ".join(one.back.file for one in files)
        for arrival in files:
            if len(files) > 1:
                told = f"{unit} came back in {len(files)} files: {names}. All were read; keep one."
                arrival.note(told)
            if latest is not None and arrival.back.sending not in latest:
                told = "This file is of an older sending: it was merged from what that one said."
                arrival.note(told)
