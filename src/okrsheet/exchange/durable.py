"""Writing that lasts: whole files, at once or not at all, and one writer at a time."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from okrsheet.books.book import BookError
from okrsheet.books.save import sync_folder

PATIENCE = 5.0  # seconds that a writer waits for another one


def put(path: Path, content: bytes) -> None:
    """Give a file this content, lastingly; a killed run leaves the old one. Raises OSError."""
    temporary = path.with_name(f".okrsheet-{path.name}.tmp")
    put_aside(temporary, content)
    os.replace(temporary, path)
    sync_folder(path.parent)


def put_aside(path: Path, content: bytes) -> None:
    """Write a file that gets its right name later; its content is safely on disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def add_lines(path: Path, text: str) -> None:
    """Add whole lines to a file, lastingly; what a killed run left of a line goes first."""
    path.touch()
    with path.open("rb+") as stream:
        stream.seek(_end_of_lines(stream))
        stream.truncate()
        stream.write(text.encode())
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the lock that this file is; the system frees it where a run is killed.

    Raises BookError where another run holds it for long.
    """
    with path.open("a+b") as lock:
        until = time.monotonic() + PATIENCE
        while not _locked(lock):
            if time.monotonic() > until:
                what = "another okrsheet is sending or collecting this plan right now."
                raise BookError(what, str(path), "Wait until it is done and try again.")
            time.sleep(0.05)
        yield


def _end_of_lines(stream: BinaryIO) -> int:
    """Where the last whole line ends, 0-based, in bytes."""
    at = stream.seek(0, os.SEEK_END)
    while at:
        start = max(0, at - 65536)
        stream.seek(start)
        found = stream.read(at - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        at = start
    return 0


if sys.platform == "win32":
    import msvcrt

    def _locked(lock: BinaryIO) -> bool:
        try:
            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(lock: BinaryIO) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a disk that knows no locks
        return True
