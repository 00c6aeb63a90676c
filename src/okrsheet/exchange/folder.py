"""The workbooks in a folder of departments, and why each other file there is left out."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from okrsheet.books.book import BookError
from okrsheet.books.save import BACKUP_FOLDER, explained

WORKBOOKS = (".xlsx", ".xlsm")
OTHER_FORMATS = (".xls", ".xlsb", ".ods", ".numbers", ".csv", ".fods")
HALF_DONE = (".tmp", ".part", ".partial", ".crdownload", ".download")
OPEN_MARKS = ("~$", ".~lock.")  # how Excel and LibreOffice mark a file that somebody has open


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was left out, by its path in the folder with `/`, and why.

    `is_held` says that it could not be opened: another program may let go of it at any time.
    `lacks_record` says that the fault is not its own: what was sent with it cannot be read.
    """

    file: str
    why: str
    is_held: bool = False
    lacks_record: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in a folder and those in it: workbooks to be read, and what was left out."""

    folder: Path
    workbooks: tuple[Path, ...]
    skipped: tuple[Skipped, ...]


def listing(folder: Path, but: Collection[Path] = ()) -> Listing:
    """All workbooks in a folder and the folders in it, in the order of their names.

    `but` are files that are no department's: the plan itself, say. They and what stands in
    `.okrsheet` are not even mentioned. Raises BookError where there is no such folder.
    """
    check_folder(folder)
    with explained(folder, "read"):
        found = [pair for pair in _files(folder) if not _is_one_of(pair[0], but)]
    plain = {os.path.realpath(path) for path, why in found if why is None and not path.is_symlink()}
    workbooks, skipped = [], []
    for path, why in found:
        if why is None and path.is_symlink() and os.path.realpath(path) in plain:
            why = "a link to a file that is read already."
        if why is None:
            workbooks.append(path)
        else:
            skipped.append(Skipped(within(path, folder), why))
    return Listing(folder, tuple(workbooks), tuple(sorted(skipped, key=lambda one: one.file)))


def check_folder(folder: Path) -> None:
    """Raise BookError where there is no such folder."""
    with explained(folder, "read"):
        if not folder.is_dir():
            what = "this is not a folder." if folder.exists() else "there is no such folder."
            raise BookError(what, str(folder), "Name the folder with the departments' workbooks.")


def within(path: Path, folder: Path) -> str:
    """The path of a file as seen from the folder, with `/` on every system."""
    return path.relative_to(folder).as_posix()


def _is_one_of(path: Path, files: Collection[Path]) -> bool:
    alike = [file for file in files if file.name.casefold() == path.name.casefold()]
    return any(os.path.realpath(file) == os.path.realpath(path) for file in alike)


def _files(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Every file with why it is left out (None: it is not), folder by folder."""
    faults: list[OSError] = []
    seen: set[tuple[int, int]] = set()
    for root, folders, names in os.walk(folder, onerror=faults.append, followlinks=True):
        try:
            place = os.stat(root)
        except OSError as fault:  # gone meanwhile
            faults.append(fault)
            folders.clear()
            continue
        if (place.st_dev, place.st_ino) in seen:
            folders.clear()
            yield Path(root), "a link to a folder that is read already."
            continue
        seen.add((place.st_dev, place.st_ino))
        hidden = {name for name in folders if name.startswith(".")}
        folders[:] = sorted(set(folders) - hidden)
        for name in sorted(hidden - {BACKUP_FOLDER}):
            yield Path(root, name), "a hidden folder."
        for name in sorted(names):
            yield Path(root, name), why_not(name)
    for unread in faults:
        yield Path(unread.filename), f"it could not be opened ({unread.strerror})."


def why_not(name: str) -> str | None:
    """Why a file of that name is no workbook of a department; None where it may be one."""
    ending = Path(name).suffix.lower()
    if name.startswith(OPEN_MARKS):
        return "a lock file: somebody has the workbook open; what was saved last is read."
    if name.startswith(("~", ".okrsheet-")) or ending in HALF_DONE:
        return "a temporary file: somebody is saving or copying."
    if name.startswith("."):
        return "a hidden file."
    if ending in OTHER_FORMATS:
        return f"saved as {ending}: open it and save it as an .xlsx workbook."
    return None if ending in WORKBOOKS else "not a workbook."
