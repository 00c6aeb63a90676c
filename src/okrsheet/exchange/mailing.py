"""Workbooks into a folder: only what is new, and never over what a department has filled in.

Whatever happens, the next run completes it: bases stand before the workbooks that are merged with
them, a line in the records before a workbook has its name, and a name is given in one step.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from okrsheet.books.book import BookError
from okrsheet.books.save import explained, sync_folder
from okrsheet.departments.sending import Sending
from okrsheet.exchange.posting import Batch, Order, Posted, aside_name
from okrsheet.exchange.records import Records, SentLine
from okrsheet.exchange.standing import (
    COLLECT_FIRST,
    OPENED,
    UNCHANGED,
    digest,
    is_open,
    renamed,
    why_kept,
)
from okrsheet.exchange.store import Store
from okrsheet.plan.model import key


class Status(StrEnum):
    """What became of a department's workbook; in a dry run, what would."""

    TO_WRITE = "to write"
    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SplitUnit:
    """One department: its unit's ID and name, its workbook, and how many rows that holds.

    `file` is seen from the folder. `why` says why what stood there was kept, or what failed.
    """

    unit: str
    name: str
    file: str
    sending: str
    objectives: int
    kpis: int
    readings: int
    actions: int
    status: Status = Status.TO_WRITE
    why: str | None = None

    @classmethod
    def of(cls, sending: Sending) -> SplitUnit:
        """A department before anything is decided."""
        plan = sending.plan
        return cls(
            sending.sent.unit,
            sending.name,
            sending.file,
            sending.sent.sending,
            len(plan.objectives),
            len(plan.kpis),
            len(plan.readings),
            len(plan.actions),
        )


@dataclass
class Mailing:
    """One run: decides workbook by workbook, and names those that the workers laid aside.

    `units` are all departments so far, by the number of their sending, in the order of the plan.
    """

    store: Store
    folder: Path
    as_of: date
    force: bool = False
    units: dict[str, SplitUnit] = field(default_factory=dict)
    _stood: dict[str, bytes | None] = field(default_factory=dict)

    @cached_property
    def records(self) -> Records:
        """What was recorded before this run."""
        return self.store.records()

    @property
    def settled(self) -> int:
        """How many workbooks nothing more happens to."""
        return sum(unit.status is not Status.TO_WRITE for unit in self.units.values())

    @contextmanager
    def tidy(self) -> Iterator[None]:
        """Clear away, before and after, what has no name."""
        self._clear()
        try:
            yield
        finally:
            self._clear()

    def orders(self, sendings: Iterable[Sending]) -> Iterator[Order]:
        """Those that are to be made; all others are settled at once."""
        for sending in sendings:
            own = self._found(sending)
            told = SplitUnit.of(own)
            number = told.sending
            try:
                status, why = self._decided(told)
            except BookError as fault:
                status, why = Status.FAILED, f"{fault.what} {fault.fix}"
            self.units[number] = replace(told, status=status, why=why)
            if status is Status.TO_WRITE:
                yield Order(own, in_doubt=self._is_changed(number) and not self.force)

    def foresee(self, order: Order) -> None:
        """Settle what is to be made as far as it can be known without making it."""
        told = self.units[order.sending.sent.sending]
        if order.in_doubt:
            why = why_kept(self.store, self.folder, told.file, order.sending.sent)
            self._settle(Posted(told.sending, kept=why))

    def name(self, batch: Batch) -> None:
        """Record the workbooks of a batch, then give them their names. Raises BookError."""
        laid = [posted for posted in batch.posted if posted.aside]
        with explained(self.store.folder, "written"):
            self.store.note([self._line(posted, batch.base) for posted in laid])
        for posted in batch.posted:
            self._settle(posted)
        sync_folder(self.folder)

    def _found(self, sending: Sending) -> Sending:
        """The sending under the name that its workbook has in the folder by now."""
        unit = key(sending.sent.unit) or ""
        if unit in self.records.latest and not (self.folder / sending.file).exists():
            return replace(sending, file=self._renamed.get(unit, sending.file))
        return sending

    @cached_property
    def _renamed(self) -> dict[str, str]:
        lines = self.records.latest.values()
        known = frozenset(Path(line.file).name.casefold() for line in lines)
        return renamed(self.store, self.folder, known) if self.folder.is_dir() else {}

    def _decided(self, told: SplitUnit) -> tuple[Status, str | None]:
        path = self.folder / told.file
        stands = self._stood[told.sending] = digest(path)
        last = self.records.latest.get(key(told.unit) or "")
        as_sent = (last.sending, last.sha256) if last else None
        if stands is not None and as_sent == (told.sending, stands.hex()) and not self.force:
            return Status.UNCHANGED, None
        if stands is not None and is_open(path):
            return Status.KEPT, OPENED
        return Status.TO_WRITE, None

    def _is_changed(self, number: str) -> bool:
        """Whether something stood there that is not as we wrote it."""
        stood = self._stood[number]
        return stood is not None and stood not in self.records.digests

    def _line(self, posted: Posted, base: str) -> SentLine:
        told = self.units[posted.sending]
        cells = (told.unit, told.name, told.file, told.sending)
        return SentLine(*cells, self.as_of, datetime.now(), base, posted.sha256)

    def _settle(self, posted: Posted) -> None:
        status, why = Status.TO_WRITE, posted.fault
        if posted.fault is not None:
            status = Status.FAILED
        elif posted.kept is not None:
            status = Status.UNCHANGED if posted.kept == UNCHANGED else Status.KEPT
            why = posted.kept or None
        elif posted.aside:
            status, why = self._named(posted)
        self.units[posted.sending] = replace(self.units[posted.sending], status=status, why=why)

    def _named(self, posted: Posted) -> tuple[Status, str | None]:
        path = self.folder / self.units[posted.sending].file
        try:
            if digest(path) != self._stood[posted.sending]:
                return Status.KEPT, COLLECT_FIRST  # saved by somebody while we were at it
            with explained(path, "written"):
                if self._is_changed(posted.sending):
                    self._keep_copy(path)
                os.replace(self.folder / posted.aside, path)
        except BookError as fault:
            return Status.FAILED, f"{fault.what} {fault.fix}"
        return Status.WRITTEN, None

    def _keep_copy(self, path: Path) -> None:
        stamp = datetime.now().strftime("%Y-%m-%d_%H-%M-%S-%f")
        shutil.copy2(path, self.store.folder / "replaced" / f"{path.stem}_{stamp}{path.suffix}")

    def _clear(self) -> None:
        for left in self.folder.glob(aside_name(self.store.plan, "*")):
            with suppress(OSError):
                left.unlink()
