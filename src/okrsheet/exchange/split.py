"""A plan out to its departments: a workbook for each, written by workers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypedDict, Unpack

from okrsheet.books.book import Book, BookError, Snapshot
from okrsheet.books.file import FileBook, make_folder
from okrsheet.books.save import BACKUP_FOLDER
from okrsheet.departments.part import Part, left_out, parts
from okrsheet.departments.returns import round_of
from okrsheet.departments.sending import Sending
from okrsheet.departments.split import asked_for, sendings
from okrsheet.exchange.mailing import Mailing, SplitUnit, Status
from okrsheet.exchange.posting import Post, Render
from okrsheet.exchange.store import Store
from okrsheet.exchange.workers import BATCH, cores, each, workers
from okrsheet.plan.model import Plan, key
from okrsheet.score.scores import score_plan
from okrsheet.sheets.change import Change
from okrsheet.sheets.intake import take_in_ids
from okrsheet.sheets.parse import parse

Progress = Callable[[int, int], None]  # how many workbooks are settled, of how many
MOST_NAMED = 5  # files, in a note
WORTH_A_PROCESS = 5 * BATCH  # workbooks: starting one takes as long as making these


@dataclass(frozen=True)
class SplitReport:
    """What a split did; in a dry run, what it would do.

    `plan` is the plan's identity, None in a dry run before the first split. `left_out` counts rows
    that belong to no department, by table. `changes` are the IDs that rows were given.
    """

    workbook: str
    folder: Path
    as_of: date
    plan: str | None
    units: tuple[SplitUnit, ...]
    left_out: Mapping[str, int]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    is_dry_run: bool

    @property
    def has_failed(self) -> bool:
        """Whether a workbook could not be written."""
        return any(unit.status is Status.FAILED for unit in self.units)


class Wishes(TypedDict, total=False):
    """How a plan is split; what is left out is as usual.

    `units` are the IDs of the units asked for (all), at `level` (each unit). `jobs` are processes
    (one a core), or `dask` is a cluster's address. `force` writes everything, over anything.
    `progress` hears how many workbooks of how many are settled.
    """

    units: Collection[str]
    level: int | None
    jobs: int | None
    dask: str | None
    force: bool
    dry_run: bool
    as_of: date | None
    progress: Progress
    render: Render


def split_workbook(path: Path, folder: Path, **wishes: Unpack[Wishes]) -> SplitReport:
    """Write a workbook for each unit of the plan in a file into a folder. Raises BookError."""
    return split_book(FileBook(path), path, folder, **wishes)


def split_book(book: Book, path: Path, folder: Path, **wishes: Unpack[Wishes]) -> SplitReport:
    """The same for a plan wherever it lives; `path` is its file, beside which the records stand.

    Rows without an ID are given one there. Raises BookError.
    """
    _refuse_folder(folder, path)
    snapshot = book.read()
    plan = parse(snapshot, wishes.get("as_of"))
    _refuse_department(plan, snapshot.name)
    found = parts(plan, wishes.get("level"))
    count = len(asked_for(found, wishes.get("units", ()), plan, snapshot.name))
    # What a department filled in since is new to a plan that was brought back from an older copy.
    store = Store.of(path).at(round_of(snapshot))
    identity = None if wishes.get("dry_run") and store.is_new else store.plan
    mailing = Mailing(store, folder, plan.as_of, wishes.get("force", False))
    made, intake = _made(snapshot, plan, store, wishes), take_in_ids(plan, snapshot)
    if wishes.get("dry_run"):
        for order in mailing.orders(made):
            mailing.foresee(order)
    else:
        if intake.edits:
            book.apply(intake.edits)
        make_folder(folder)
        with store.begin(path, folder), mailing.tidy():
            _send(mailing, made, count, wishes)
    units, notes = tuple(mailing.units.values()), tuple(_notes(mailing, plan, found))
    told = (units, left_out(plan, found), intake.changes, notes, wishes.get("dry_run", False))
    return SplitReport(snapshot.name, folder, plan.as_of, identity, *told)


def _made(snapshot: Snapshot, plan: Plan, store: Store, wishes: Wishes) -> Iterator[Sending]:
    """What is sent, under the names that units have their workbooks under already."""
    files = {unit: Path(line.file).name for unit, line in store.latest().items()}
    level, units = wishes.get("level"), wishes.get("units", ())
    return sendings(snapshot, plan, score_plan(plan), store.plan, level, units, files)


def _send(mailing: Mailing, made: Iterable[Sending], count: int, wishes: Wishes) -> None:
    """Have the workbooks made that are to be, and give them their names."""
    progress, dask = wishes.get("progress", _nobody), wishes.get("dask")
    post = Post(mailing.store, mailing.folder, wishes.get("render") or _renderer())
    jobs = wishes.get("jobs") or max(1, min(cores(), count // WORTH_A_PROCESS))
    tasks = -(-count // BATCH)
    orders = mailing.orders(made)
    batches = iter(lambda: tuple(islice(orders, BATCH)), ())
    with workers(min(jobs, tasks), dask) as executor:
        for batch in each(executor, post, batches):
            mailing.name(batch)
            progress(mailing.settled, count)
    progress(mailing.settled, count)


def _renderer() -> Render:
    from okrsheet.exchange.render import render

    return render


def _nobody(done: int, count: int) -> None:
    """Hears nothing."""


def _refuse_folder(folder: Path, path: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BookError("this is a file.", str(folder), "Name a folder for the workbooks.")
    if BACKUP_FOLDER in folder.resolve().parts:
        what = f"the folder {BACKUP_FOLDER} holds okrsheet's own records."
        raise BookError(what, str(folder), "Name another folder for the workbooks.")
    if folder.resolve() in path.resolve().parents:
        what = "the plan and its records stand in this folder, and departments would see them."
        raise BookError(what, str(folder), "Name a folder of its own for the workbooks.")


def _refuse_department(plan: Plan, workbook: str) -> None:
    if plan.is_department:
        what = "this is a department's workbook: it was split off a plan itself."
        raise BookError(what, workbook, "Split the plan that it came from.")


def _notes(mailing: Mailing, plan: Plan, found: Sequence[Part]) -> Iterator[str]:
    counts = left_out(plan, found)
    if counts:
        told = ", ".join(f"{count} of {table}" for table, count in counts.items())
        yield f"Rows that belong to no department stay in the plan: {told}."
    served = {at for part in found for at in part.units}
    without = [row.name or row.id or "?" for at, row in enumerate(plan.units) if at not in served]
    if without:
        yield (
            f"No workbook for {_named(without)}: the ID cannot be used or is taken, or the unit"
            " stands above the level."
        )
    own = {key(part.unit) for part in found}
    gone = [
        line.file
        for unit, line in mailing.records.latest.items()
        if unit not in own and (mailing.folder / line.file).exists()
    ]
    if gone:
        yield f"Of units that get no workbook any more: {_named(gone)}. Collect, then delete them."


def _named(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
