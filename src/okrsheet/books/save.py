"""Saving without risk: a proved temporary file, a backup, one atomic rename."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from okrsheet.books.book import BookError

BACKUPS = 5
STRAY_AFTER = 3600.0  # seconds: no save takes an hour
BACKUP_FOLDER = ".okrsheet"
_LOCKS = (("~${}", "Excel"), (".~lock.{}#", "LibreOffice"))


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises BookError, saying why, where they cannot be had."""
    with explained(path, "read"):
        if path.is_dir():
            raise BookError("this is a folder, not a workbook.", str(path), "Name the file in it.")
        return path.read_bytes()


def put_bytes(content: bytes) -> Callable[[BinaryIO], None]:
    """What writes these bytes into a stream."""

    def write(stream: BinaryIO) -> None:
        stream.write(content)

    return write


@dataclass(frozen=True, slots=True)
class Save:
    """One save of a file: `write` gives the bytes, `prove` and `check` raise BookError.

    `prove` sees what was written; `check` runs last, just before the rename. Without `replace`
    a file that is there already is left alone.
    """

    path: Path
    write: Callable[[BinaryIO], None]
    prove: Callable[[bytes], None] = lambda _: None
    check: Callable[[], None] = lambda: None
    replace: bool = True

    def run(self) -> None:
        """Save, through links to the file itself. Raises BookError and then leaves no trace."""
        path = Path(os.path.realpath(self.path))
        with explained(path, "written"):
            _refuse_unwritable(path)
            temporary = _write_temporary(path, self.write)
            try:
                self.prove(temporary.read_bytes())
                self.check()
                if path.exists() and self.replace:
                    back_up(path)
                    self.check()  # a large file takes its time to copy
                self._rename(temporary, path)
                sync_folder(path.parent)
            finally:
                temporary.unlink(missing_ok=True)

    def _rename(self, temporary: Path, path: Path) -> None:
        try:
            if self.replace:
                os.replace(temporary, path)
            else:
                _claim(temporary, path)
        except FileExistsError as error:
            fix = "Choose another name, or use --force."
            raise BookError("the file exists already.", str(path), fix) from error


def _claim(temporary: Path, path: Path) -> None:
    """Give the file its name, unless it is taken: FileExistsError."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        path.open("xb").close()
        os.replace(temporary, path)


def _refuse_unwritable(path: Path) -> None:
    if path.is_dir():
        raise BookError("this is a folder.", str(path), "Name a file in it.")
    if not path.parent.is_dir():
        fix = "Make the folder first, or choose another."
        raise BookError(f"there is no folder {path.parent}.", str(path), fix)
    for pattern, program in _LOCKS:
        lock = path.parent / pattern.format(path.name)
        if lock.exists():
            what = f"the workbook is open in {program}."
            fix = f"Close it there and try again (or delete {lock.name} if nobody has it open)."
            raise BookError(what, str(path), fix)
    if path.exists() and not os.access(path, os.W_OK):
        raise BookError("the file is read-only.", str(path), "Take off the protection, or use -o.")


def _write_temporary(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """A new file beside the target, safely on disk; what a killed run left there goes.

    A young one may belong to a run that is under way, and stays.
    """
    stray = f".okrsheet-{path.name}-"
    for left in path.parent.glob(f"{_literal(stray)}*.tmp"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > STRAY_AFTER:
                left.unlink()
    buffer = BytesIO()
    write(buffer)
    handle, name = tempfile.mkstemp(".tmp", stray, path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(buffer.getbuffer())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o7777 if path.exists() else _usual_mode())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def back_up(path: Path) -> None:
    """Copy the file that is going to be replaced; the last few of its name stay."""
    folder = path.parent / BACKUP_FOLDER
    folder.mkdir(exist_ok=True)
    now = datetime.now().strftime("%Y-%m-%d_%H-%M-%S-%f")
    backup = folder / f"{path.stem}_{now}{path.suffix}"
    shutil.copy2(path, backup)
    sync_folder(folder)
    stamp = "_????-??-??_??-??-??-??????"
    kept = sorted(folder.glob(f"{_literal(path.stem)}{stamp}{_literal(path.suffix)}"))
    for old in kept[:-BACKUPS]:
        old.unlink(missing_ok=True)


def _literal(text: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in text)


def _usual_mode() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder last; systems that cannot sync a folder do so themselves."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def explained(path: Path, done: str) -> Iterator[None]:
    """Turn what the system refuses into a BookError; `done` is `read` or `written`."""
    try:
        yield
    except OSError as error:
        no_rights = (f"it may not be {done} by you.", "Ask for the rights, or copy it elsewhere.")
        reasons = {
            errno.ENOENT: ("there is no such file.", "Check the name and the folder."),
            errno.ENAMETOOLONG: ("the name is too long.", "Choose a shorter one."),
            errno.EEXIST: ("a file of this name stands there already.", "Choose another name."),
            errno.ENOTDIR: ("what should be a folder is a file.", "Check the name."),
            errno.EACCES: no_rights,
            errno.EPERM: no_rights,
            errno.EROFS: ("the disk is read-only.", "Write elsewhere with -o."),
            errno.ENOSPC: ("the disk is full.", "Make room and try again."),
            errno.EDQUOT: ("your share of the disk is full.", "Make room and try again."),
        }
        other = (f"it could not be {done} ({error.strerror}).", "Check the disk and try again.")
        what, fix = reasons.get(error.errno or 0, other)
        raise BookError(what, str(path), fix) from error
