"""Departments' workbooks -> what came back in each, read by workers, 50 a task."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from okrsheet.books.book import BookError
from okrsheet.books.package import Package
from okrsheet.books.properties import properties, saved
from okrsheet.books.reader import Reader
from okrsheet.books.save import explained, read_file
from okrsheet.departments.difference import Remark, Return
from okrsheet.departments.identity import Identity, identity_of
from okrsheet.departments.returned import returned
from okrsheet.departments.sent import Sent
from okrsheet.exchange.folder import Listing, Skipped, within
from okrsheet.exchange.store import BrokenRecord, Store
from okrsheet.exchange.workers import BATCH

STRANGER = "nothing in it says whose department's workbook it is."
OTHER_PLAN = "it belongs to another plan."
UNKNOWN = "nobody knows any more what was sent with it: the records beside the plan do not have it."


@dataclass(frozen=True)
class Task:
    """Some workbooks to be read, and the records of what was sent."""

    store: Store
    folder: Path
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Read:
    """What came back in some workbooks; `as_sent` are the files that are as they were sent."""

    returns: tuple[Return, ...]
    as_sent: tuple[str, ...]
    skipped: tuple[Skipped, ...]


OLDER = (
    "This file is nearer to what came back before the last collect than to what came back then, as"
    " an older copy is: what was taken in since stands. Is it meant, then change it in the plan."
)


class Stranger(Exception):
    """A workbook that is not to be collected: why."""


def tasks(store: Store, found: Listing) -> Iterator[Task]:
    """The workbooks of a folder, some at a time."""
    for at in range(0, len(found.workbooks), BATCH):
        yield Task(store, found.folder, found.workbooks[at : at + BATCH])


def read(task: Task) -> Read:
    """What came back in the workbooks of a task. One that cannot be read never stops the rest."""
    returns, as_sent, skipped = [], [], []
    for path in task.paths:
        file = within(path, task.folder)
        try:
            one, is_as_sent = _read(task.store, path, file)
        except Stranger as stranger:
            skipped.append(Skipped(file, str(stranger)))
        except BrokenRecord as fault:
            why = f"it cannot be compared with what was sent. {fault}"
            skipped.append(Skipped(file, why, lacks_record=True))
        except BookError as fault:
            is_held = isinstance(fault.__cause__, OSError)
            skipped.append(Skipped(file, f"{fault.what} {fault.fix}", is_held))
        except Exception as fault:
            why = f"okrsheet did not expect this in it: {type(fault).__name__}: {fault}."
            skipped.append(Skipped(file, why))
        else:
            returns.append(one)
            as_sent += [file] if is_as_sent else []
    return Read(tuple(returns), tuple(as_sent), tuple(skipped))


def _read(store: Store, path: Path, file: str) -> tuple[Return, bool]:
    content = read_file(path)
    package = Package(content, file)
    snapshot = Reader(package).snapshot()
    identity = identity_of(properties(package), snapshot)
    sent = _sent(store, identity)
    moment = _saved_on(package, path, sent)
    one = returned(snapshot, sent, file, moment)
    if one.size:
        for base in store.earlier(sent.sending, moment):
            other = returned(snapshot, base, file, moment)
            one = min(one, replace(other, is_older=True), key=lambda back: back.size)
    if one.is_older:
        remark = Remark(one.unit, file, OLDER)
        one = replace(one, remarks=(*one.remarks, remark))
    is_as_sent = one.is_empty and sha256(content).digest() in store.records().digests
    return one, is_as_sent


def _sent(store: Store, identity: Identity | None) -> Sent:
    if identity is None:
        raise Stranger(STRANGER)
    if identity.plan != store.plan:
        raise Stranger(OTHER_PLAN)
    sent = store.sent(identity.sending)
    if sent is None:
        raise Stranger(UNKNOWN)
    return sent


def _saved_on(package: Package, path: Path, sent: Sent) -> datetime:
    """When a workbook was saved, here and to the second, as it says itself.

    Some programs leave the moment as it was when it was sent, or drop it: then as the disk says.
    """
    try:
        moment = saved(package)
        local = moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=None) if moment else None
    except (OverflowError, OSError):  # no moment of any calendar here
        local = None
    if local is None or local.date() < sent.as_of:
        with explained(path, "read"):
            local = datetime.fromtimestamp(os.stat(path).st_mtime)
    return local.replace(microsecond=0)


def gathered(read: Sequence[Read]) -> Read:
    """All that was read, by the paths of the files, whoever read it."""
    return Read(
        tuple(sorted((one for part in read for one in part.returns), key=lambda one: one.file)),
        tuple(sorted(file for part in read for file in part.as_sent)),
        tuple(sorted((one for part in read for one in part.skipped), key=lambda one: one.file)),
    )
