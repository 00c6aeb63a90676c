"""Departments' workbooks back into the plan: merged, rolled up, and reported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from okrsheet import commands
from okrsheet.books.book import AppendRows, Book, BookError, Edit, SetCells, Snapshot
from okrsheet.books.file import FileBook
from okrsheet.books.memory import MemoryBook
from okrsheet.commands import RolledUp
from okrsheet.departments.advance import advanced
from okrsheet.departments.conflicts import (
    Line,
    conflict_edits,
    decisions,
    decisions_waiting,
    lines_waiting,
    takes_at_odds,
    words_typed,
)
from okrsheet.departments.deciding import remembered, remembering, with_decided
from okrsheet.departments.difference import Remark
from okrsheet.departments.joined import joined
from okrsheet.departments.merge import merge
from okrsheet.departments.merged import Advance, Asked, Conflict, ConflictKey, Decision, Merged
from okrsheet.departments.returns import Department, Sendee, departments, return_edits, round_of
from okrsheet.departments.sent import Sent
from okrsheet.exchange.folder import Skipped, listing
from okrsheet.exchange.reading import Read, gathered, read, tasks
from okrsheet.exchange.store import Store
from okrsheet.exchange.workers import BATCH, each, workers
from okrsheet.plan.finding import Severity
from okrsheet.plan.model import key
from okrsheet.sheets.change import Change
from okrsheet.smart.registry import RULES, lint

ERRORS = frozenset(code for code, rule in RULES.items() if rule.severity is Severity.ERROR)
Progress = Callable[[int, int], None]  # how many workbooks are read, of how many
BROUGHT_BACK = (
    "Earlier collects took in more than this plan has: it was brought back from an older copy, or"
    " its sheet Returns was deleted. What came back is compared with what it had taken in then."
)


@dataclass(frozen=True)
class Collected:
    """What a collect found and did; in a dry run, what it would do.

    `departments` are all that were sent a workbook, returned or not. `decided` says by conflict
    what is chosen on the sheet Conflicts and not yet done. `rolled` is the plan with all that was
    taken. `written` is where it was written, None where nothing was new or nothing should be.
    `notes` are sentences about the plan as a whole.
    """

    folder: str
    departments: tuple[Department, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    decided: tuple[Decision | None, ...]
    skipped: tuple[Skipped, ...]
    remarks: tuple[Remark, ...]
    rolled: RolledUp
    written: Path | None = None
    is_dry_run: bool = False
    notes: tuple[str, ...] = ()


def collect_workbook(
    path: Path,
    folder: Path,
    out: Path | None = None,
    *,
    resolve: bool = False,
    dry_run: bool = False,
    jobs: int | None = None,
    dask: str | None = None,
    progress: Progress = lambda done, all: None,
) -> Collected:
    """Take what came back in a folder into the plan in the file `path`, and roll it up.

    With `out` the result goes there, and the plan and the records of what was sent stay as they
    are. `resolve` carries out what is decided on the sheet Conflicts. `jobs` and `dask` say who
    reads (see `workers`). Raises BookError.
    """
    if out is not None and os.path.realpath(out) == os.path.realpath(path):
        out = None
    if out is not None and folder.resolve() in out.resolve().parents:
        what = "the departments' workbooks stand in this folder."
        raise BookError(what, str(out), "Write the result elsewhere.")
    book = FileBook(path, out)
    lasts: Callable[[], None] | None = (lambda: None) if out is None else None
    but = (path, out) if out else (path,)
    came = _came_back(book, path, folder, but, jobs, dask, progress)
    collected = _collect(book, came, folder, resolve, dry_run, lasts)
    return replace(collected, written=(out or path) if book.changed else None)


def collect_book(
    book: Book,
    path: Path,
    folder: Path,
    *,
    save: Callable[[], None] | None,
    resolve: bool = False,
    dry_run: bool = False,
    jobs: int | None = None,
) -> Collected:
    """The same for a plan that is open somewhere, and has its records beside the file `path`.

    `save` has to make what was written last before the records say that it was taken in: a plan
    that is closed unsaved would lose it. Without `save` the records stay as they are. `written`
    is None here. Raises BookError.
    """
    came = _came_back(book, path, folder, (path,), jobs, None, lambda done, all: None)
    return _collect(book, came, folder, resolve, dry_run, save)


@dataclass(frozen=True)
class _CameBack:
    """What was read in a folder, the plan, and the records of what was sent as of its round."""

    master: Snapshot
    store: Store
    read: Read

    @property
    def sendees(self) -> list[Sendee]:
        lines = self.store.latest().values()
        return [Sendee(line.unit, line.name, line.file, line.sending) for line in lines]

    @property
    def absent(self) -> frozenset[str]:
        """The units without any file, by their IDs as `key` gives them."""
        there = {key(one.unit) for one in self.read.returns}
        return frozenset(self.store.latest().keys() - there)

    def decided(self, conflicts: Iterable[Conflict]) -> dict[ConflictKey, Decision]:
        """Those of these conflicts that were decided before: what stands was kept, or is taken."""
        sending = {one.file: one.sending for one in self.read.returns}
        known: dict[str, frozenset[Asked]] = {}
        settled: dict[ConflictKey, Decision] = {}
        for one in conflicts:
            own = sending[one.file]
            if own not in known:
                sent = self.store.sent(own)
                known[own] = remembered(sent) if sent else frozenset()
            if one.asked in known[own]:
                settled[one.key] = "keep"
        return settled


@dataclass(frozen=True)
class _Settled:
    """The merge, by what is decided; lines of the sheet Conflicts that wait; remarks on it."""

    merged: Merged
    waiting: Sequence[Line]
    remarks: tuple[Remark, ...]


def _came_back(
    book: Book,
    path: Path,
    folder: Path,
    but: Sequence[Path],
    jobs: int | None,
    dask: str | None,
    progress: Progress,
) -> _CameBack:
    store = Store.of(path)
    if store.is_new:
        what = "nothing was ever sent from this plan, or its folder .okrsheet is gone."
        fix = "Send it first:  okrsheet split  (or bring the folder .okrsheet back beside it)."
        raise BookError(what, str(path), fix)
    master, found = book.read(), listing(folder, but)
    store = store.at(round_of(master))
    all, parts = len(found.workbooks), [Read((), (), found.skipped)]
    jobs = 1 if all <= BATCH and dask is None else jobs  # no process is worth starting
    with workers(jobs, dask) as executor:
        for done, part in enumerate(each(executor, read, tasks(store, found)), 1):
            parts.append(part)
            progress(min(done * BATCH, all), all)
    return _CameBack(master, store, gathered(parts))


def _collect(
    book: Book,
    came: _CameBack,
    folder: Path,
    resolve: bool,
    dry_run: bool,
    save: Callable[[], None] | None,
) -> Collected:
    notes = (BROUGHT_BACK,) if came.store.is_ahead else ()  # before this round makes it so
    settled = _settled(came, resolve)
    merged = settled.merged
    after = _with_entered(came.master, merged.edits)
    rolled = commands.rollup(after)
    sent_to = departments(
        came.sendees,
        came.read.returns,
        merged,
        rolled.result.plan,
        lint(rolled.result.plan, ERRORS),
        came.read.as_sent,
    )
    final = _with_entered(after, rolled.edits)
    if any(one.returned for one in sent_to) and not dry_run:
        is_round = save is not None and bool(merged.advances)
        store = came.store.next_round() if is_round else came.store
        edits = (
            *joined(came.master, final, merged.edits, rolled.edits),
            *conflict_edits(merged.conflicts, final, settled.waiting),
            *return_edits(sent_to, final, store.round or 0),
        )
        book.apply(edits)
        if save is not None and is_round:
            save()
            store.advance(_advanced(store, merged.advances))
    return _told(came, settled, sent_to, rolled.result, folder, dry_run, notes)


def _settled(came: _CameBack, resolve: bool) -> _Settled:
    """The merge; with `resolve` once more, by what is decided on conflicts that stand still."""
    master, returns = came.master, came.read.returns
    latest = {sendee.sending for sendee in came.sendees}
    found = merge(master, returns, latest)
    known = came.decided(found.conflicts)
    chosen = decisions(found.conflicts, master) if resolve else {}
    merged = found
    if known or chosen:
        merged = merge(master, returns, latest, known | chosen)
    waiting = lines_waiting(found.conflicts, master, came.absent, {one.file for one in returns})
    remarks = (*words_typed(merged.conflicts, waiting, master),)
    if resolve:
        remarks += (*takes_at_odds(merged.conflicts, chosen), *decisions_waiting(waiting))
    if chosen:
        decided = [one for one in found.conflicts if one.key in chosen]
        after = merge(_with_entered(master, merged.edits), returns, latest).conflicts
        merged = with_decided(merged, decided, after, returns)
    return _Settled(merged, waiting, remarks)


def _with_entered(snapshot: Snapshot, edits: Sequence[Edit]) -> Snapshot:
    """The workbook once the entered cells of these edits are written."""
    book = MemoryBook(snapshot)
    book.apply([edit for edit in edits if isinstance(edit, SetCells | AppendRows)])
    return book.read()


def _advanced(store: Store, advances: Sequence[Advance]) -> Iterator[Sent]:
    """The bases after the merge."""
    for one in advances:
        sent = store.sent(one.sending)
        if sent is not None:
            yield remembering(advanced(sent, one), one.decided)


def _told(
    came: _CameBack,
    settled: _Settled,
    sent_to: tuple[Department, ...],
    rolled: RolledUp,
    folder: Path,
    is_dry_run: bool,
    notes: tuple[str, ...],
) -> Collected:
    merged = settled.merged
    chosen = decisions(merged.conflicts, came.master)
    return Collected(
        folder=str(folder),
        departments=sent_to,
        changes=(*merged.changes, *rolled.changes),
        conflicts=merged.conflicts,
        decided=tuple(chosen.get(one.key) for one in merged.conflicts),
        skipped=came.read.skipped,
        remarks=(*settled.remarks, *merged.remarks),
        rolled=rolled,
        is_dry_run=is_dry_run,
        notes=notes,
    )
