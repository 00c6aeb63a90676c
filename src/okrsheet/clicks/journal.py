"""The undo journal: what takes back the last ten writes of each workbook.

A folder for each workbook, a file for each write, both the user's own. Excel forgets its undo stack
when an add-in writes; this is the stack that is left.
"""

from __future__ import annotations

import gzip
import json
import shutil
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from okrsheet.books.live.inverse import Growth, Inverse, Region
from okrsheet.clicks.folders import write_privately

MOST = 10  # writes of a workbook that can be taken back
KEPT_DAYS = 30  # of a workbook that nothing is written to
DIGITS, ENDING = 6, ".json.gz"  # a file's name is its number


@dataclass(frozen=True)
class Entry:
    """A write that can be taken back: what it was (`label`, as on its button) and its inverse."""

    label: str
    inverse: Inverse


@dataclass(frozen=True)
class Last:
    """The last entry that can be read, and how many newer ones are damaged."""

    entry: Entry | None
    damaged: int = 0


class Journal:
    """The journal that is kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def push(self, workbook: str, label: str, inverse: Inverse) -> None:
        """Keep what takes back a write; the oldest beyond ten goes. Raises BookError.

        `workbook` is its full name; case does not count.
        """
        written = self._files(workbook)
        number = _number(written[-1]) + 1 if written else 1
        said = json.dumps({"workbook": workbook, "label": label, "inverse": inverse}, default=_said)
        path = self._home(workbook) / f"{number:0{DIGITS}}{ENDING}"
        write_privately(path, gzip.compress(said.encode(), compresslevel=1))
        with suppress(OSError):  # what cannot be cleared away now is at the next write
            for old in [*written, path][:-MOST]:
                old.unlink(missing_ok=True)
            self._drop_old()

    def last(self, workbook: str) -> Last:
        """The last write that can be taken back; it stays in the journal."""
        damaged = 0
        for path in reversed(self._files(workbook)):
            entry = _read(path)
            if entry is not None:
                return Last(entry, damaged)
            damaged += 1
        return Last(None, damaged)

    def pop(self, workbook: str) -> Entry | None:
        """Take the last entry off, and the damaged ones after it: once it was carried out."""
        for path in reversed(self._files(workbook)):
            entry = _read(path)
            with suppress(OSError):  # one that stays finds its cells changed, and leaves them
                path.unlink(missing_ok=True)
            if entry is not None:
                return entry
        return None

    def _home(self, workbook: str) -> Path:
        return self.folder / sha256(workbook.casefold().encode()).hexdigest()[:32]

    def _files(self, workbook: str) -> list[Path]:
        """The files of a workbook, the oldest first."""
        return sorted(self._home(workbook).glob(f"{'[0-9]' * DIGITS}{ENDING}"))

    def _drop_old(self) -> None:
        """Drop what is kept for workbooks that nothing was written to for long."""
        oldest = time.time() - KEPT_DAYS * 86_400
        for home in self.folder.iterdir():
            if home.is_dir() and home.stat().st_mtime < oldest:
                shutil.rmtree(home, ignore_errors=True)


def _number(path: Path) -> int:
    return int(path.name.removesuffix(ENDING))


def _read(path: Path) -> Entry | None:
    """The entry of a file; None where it is damaged."""
    try:
        said = json.loads(gzip.decompress(path.read_bytes()))
        return Entry(str(said["label"]), _inverse(said["inverse"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
        return None


def _said(part: Any) -> dict[str, Any]:
    """A part of an inverse by its fields."""
    return {field.name: getattr(part, field.name) for field in fields(part)}


def _inverse(said: dict[str, Any]) -> Inverse:
    regions = (
        Region(**{**region, "before": _grid(region["before"]), "after": _grid(region["after"])})
        for region in said["regions"]
    )
    return Inverse(tuple(regions), tuple(Growth(**growth) for growth in said["grown"]))


def _grid(rows: Iterable[Iterable[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in rows)
