"""When a folder of workbooks has come to rest."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from okrsheet.exchange.folder import listing, within

REST = 2.0  # seconds without any change
LONGEST = 60.0  # seconds: in a busy folder there may never be rest

# By file, what tells that it has changed: its size, its time in nanoseconds, whether it opens.
Sight = Mapping[str, tuple[int, int, bool]]


def sight(folder: Path, but: Collection[Path], held: Collection[str] = ()) -> Sight:
    """The workbooks in a folder as they stand; `held` ones could not be opened last time.

    Whether a file opens is tried for those only: another program lets go of it without a trace.
    Raises BookError where the folder is not there.
    """
    seen = {}
    for path in listing(folder, but).workbooks:
        with suppress(OSError):  # gone again
            file = within(path, folder)
            seen[file] = (*stamp(path), file not in held or _opens(path))
    return seen


def stamp(path: Path) -> tuple[int, int]:
    """The size of a file and when it was changed, in nanoseconds. Raises OSError."""
    state = os.stat(path)
    return state.st_size, state.st_mtime_ns


def _opens(path: Path) -> bool:
    try:
        path.open("rb").close()
    except OSError:
        return False
    return True


class Settling:
    """Watches what is seen from moment to moment; moments are seconds of any one clock.

    It is due when something is there that was not done yet, and has been at rest for a while or
    has waited for long.
    """

    def __init__(self) -> None:
        self._since = 0.0
        self._waiting: float | None = None
        self.seen: object = None
        self.done: object = None

    def see(self, seen: object, now: float, is_stirred: bool = False) -> None:
        """What stands now; `is_stirred` where something happened, however it looks now."""
        if is_stirred or seen != self.seen:
            self._since = now
        self.seen = seen
        if self.is_resting():
            self._waiting = None
        elif self._waiting is None:
            self._waiting = now

    def is_resting(self) -> bool:
        """Whether all that is seen is done."""
        return self.seen == self.done

    def is_due(self, now: float) -> bool:
        """Whether it is time to work on what is seen."""
        if self.is_resting() or self._waiting is None:
            return False
        return now - self._since >= REST or now - self._waiting >= LONGEST
