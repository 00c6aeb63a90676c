"""A shared folder, watched: whenever workbooks in it have settled, collect."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from okrsheet.books.book import BookError
from okrsheet.exchange.collect import Collected
from okrsheet.exchange.folder import Skipped, why_not
from okrsheet.exchange.settling import Settling, Sight, sight, stamp

TICK = 0.5  # seconds between looks at the clock
LOOK_AGAIN = 10.0  # seconds: some network folders do not tell what happens in them
LOOKING_SHARE = 20  # a look that takes a second is not repeated for so many
FIRST_PAUSE, LONGEST_PAUSE = (
    2.0,
    60.0,
)  # seconds before a plan that cannot be written is tried again


@dataclass(frozen=True)
class Happened:
    """One thing to tell: a collect, or why there was none, and files that are newly left out."""

    at: datetime
    collected: Collected | None = None
    fault: str | None = None
    left_out: tuple[Skipped, ...] = ()


class Watch:
    """A folder with departments' workbooks, and the plan that they are collected into.

    `collect` does it once, and raises BookError where it cannot now. `own` are files in the folder
    that are no department's. `tell` is told what happened, and each fault once.
    """

    def __init__(
        self,
        folder: Path,
        plan: Path,
        own: Collection[Path],
        collect: Callable[[], Collected],
        tell: Callable[[Happened], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder, self._plan, self._own = folder, plan, (plan, *own)
        self._collect, self._tell, self._clock = collect, tell, clock
        self._settling = Settling()
        self._files: Sight | None = None
        self._plan_seen: tuple[int, int] | None = None
        self._held: frozenset[str] = frozenset()
        self._look_at, self._try_at, self._pause = 0.0, 0.0, FIRST_PAUSE
        self._fault: str | None = None
        self._left_out: tuple[Skipped, ...] = ()

    def run(self, ticks: Iterable[bool]) -> None:
        """Look whenever it ticks, until that ends; a tick says whether something stirred."""
        for is_stirred in ticks:
            now = self._clock()
            try:
                self._look(now, is_stirred)
            except BookError as fault:
                self._settling.done = None  # to be collected once the folder is there again
                self._say(fault)
                continue
            if self._settling.is_due(now) and now >= self._try_at:
                self._try()

    def _look(self, now: float, is_stirred: bool) -> None:
        is_due = is_stirred or now >= self._look_at or not self._settling.is_resting()
        if self._files is None or is_due:
            self._files = sight(self._folder, self._own, self._held)
            self._look_at = now + max(LOOK_AGAIN, LOOKING_SHARE * (self._clock() - now))
        self._plan_seen = self._plan_stamp()
        self._settling.see((self._plan_seen, self._files), now, is_stirred)

    def _plan_stamp(self) -> tuple[int, int] | None:
        try:
            return stamp(self._plan)
        except OSError:
            return None

    def _try(self) -> None:
        """Collect, or try again later, after a longer pause each time."""
        plan, files = self._plan_seen, self._files or {}
        try:
            collected = self._collect()
        except Exception as fault:
            self._say(fault)
            self._try_at = self._clock() + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
            return
        self._held = frozenset(one.file for one in collected.skipped if one.is_held)
        read = {file: (*state[:2], file not in self._held) for file, state in files.items()}
        # The plan's new stamp is our own doing; what came into the folder meanwhile is not.
        self._settling.done = (self._plan_stamp() if collected.written else plan, read)
        self._pause, self._fault = FIRST_PAUSE, None
        unread = tuple(one for one in collected.skipped if why_not(Path(one.file).name) is None)
        new = tuple(one for one in unread if one not in self._left_out)
        self._left_out = unread
        self._tell(Happened(datetime.now(), collected, left_out=new))

    def _say(self, fault: Exception) -> None:
        """Tell why nothing was collected, once."""
        is_known = isinstance(fault, BookError)
        said = str(fault) if is_known else f"{type(fault).__name__}: {fault}"
        if said != self._fault:
            self._tell(Happened(datetime.now(), fault=said))
        self._fault = said


def ticks(folder: Path) -> Iterator[bool]:
    """Ticks for ever: True where something happened in the folder, False twice a second or so.

    A folder that is not there for a while, or cannot be watched, ticks all the same.
    """
    from watchfiles import watch

    while True:
        try:
            identity = _identity(folder)
            for changes in watch(
                folder,
                watch_filter=None,
                debounce=int(1000 * TICK),
                rust_timeout=int(1000 * TICK),
                yield_on_timeout=True,
            ):
                yield any(_counts(Path(path)) for _, path in changes)
                if _identity(folder) != identity:
                    yield True  # another folder of that name, or none
                    break
        except (OSError, RuntimeError):
            time.sleep(TICK)
            yield False


def _counts(path: Path) -> bool:
    """Whether what happens to it may matter: to a workbook, or to a folder."""
    return why_not(path.name) is None or not path.suffix


def _identity(folder: Path) -> int | None:
    """What tells a folder from another one of its name; None where there is none."""
    try:
        return folder.stat().st_ino
    except OSError:
        return None
