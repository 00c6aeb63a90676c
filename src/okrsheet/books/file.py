"""A workbook file on disk: read once, changed safely, never half-written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from okrsheet.books.book import BookError, Edit, Snapshot
from okrsheet.books.package import Package, is_signed
from okrsheet.books.prove import prove
from okrsheet.books.reader import Reader
from okrsheet.books.save import Save, explained, put_bytes, read_file
from okrsheet.books.writer import write_edits


class FileBook:
    """An .xlsx (or .xlsm) file. `out` is where changes go: another file, or None for the same.

    `changed` says, after `apply`, whether anything was written.
    """

    def __init__(self, path: Path, out: Path | None = None) -> None:
        self.path = Path(path)
        self.out = Path(out) if out else self.path
        self.changed = False
        self._content: bytes | None = None

    def read(self) -> Snapshot:
        """All tables in one bulk read. Raises BookError."""
        self._content = read_file(self.path)
        return Reader(Package(self._content, self.path.name)).snapshot()

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carry out all edits and save, or none. Raises BookError.

        Without changes the same file is left alone, and another one becomes a copy.
        """
        if not self._is_same_file():
            _refuse_name(self.out, self.path.suffix.lower())
        content = self._content if self._content is not None else read_file(self.path)
        package = Package(content, self.path.name)
        changes = write_edits(package, Reader(package), edits)
        self.changed = bool(package.changes)
        if self.changed:
            self._refuse_signed(package)
            Save(
                self.out,
                package.write,
                partial(prove, package, changes),
                partial(self._refuse_changed, content),
            ).run()
            self._content = None
        elif not self._is_same_file() and not self._holds(content):
            Save(self.out, put_bytes(content)).run()
            self.changed = True

    def _is_same_file(self) -> bool:
        return os.path.realpath(self.out) == os.path.realpath(self.path)

    def _holds(self, content: bytes) -> bool:
        return self.out.is_file() and read_file(self.out) == content

    def _refuse_changed(self, content: bytes) -> None:
        if read_file(self.path) != content:
            what = "the file was changed by someone else while okrsheet worked on it."
            raise BookError(what, str(self.path), "Run the command again.")

    def _refuse_signed(self, package: Package) -> None:
        if is_signed(package.archive):
            what = "the workbook is digitally signed, and any change would break the signature."
            raise BookError(what, str(self.path), "Take the signature off in Excel first.")


def create(path: Path, data: bytes, replace: bool = False) -> None:
    """Write a new workbook at once or not at all; an existing one only with `replace`.

    Raises BookError where that cannot be done: the name, the folder, a lock, no permission.
    """
    path = Path(path)
    _refuse_name(path, ".xlsx")
    with explained(path, "written"):
        if path.exists() and not path.is_dir() and not replace:
            fix = "Choose another name, or use --force."
            raise BookError("the file exists already.", str(path), fix)
    Save(path, put_bytes(data), replace=replace).run()


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there. Raises BookError."""
    with explained(path, "written"):
        path.mkdir(parents=True, exist_ok=True)


def _refuse_name(path: Path, ending: str) -> None:
    if path.suffix.lower() != ending:
        what = f"the name of this workbook has to end in {ending}."
        raise BookError(what, str(path), f"Call it {path.stem or 'plan'}{ending}.")
