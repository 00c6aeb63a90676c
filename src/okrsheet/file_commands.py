"""The commands on files: open a workbook, run a pure command on it, write what it gives."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from okrsheet import commands, resources
from okrsheet.books.file import FileBook, create, make_folder
from okrsheet.commands import Checked, Explained, RolledUp
from okrsheet.example import EXAMPLE, example_edits
from okrsheet.sheets.change import Change


def new_workbook(path: Path, template: str, force: bool) -> None:
    """Put a new workbook of that template (`company`, `department`) at `path`.

    Raises BookError where a file stands already (unless `force`) or none can be written.
    """
    create(path, resources.template(template), replace=force)


def check_workbook(
    path: Path,
    as_of: date | None,
    write: bool,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> tuple[Checked, Path | None]:
    """What a check finds, and where it was written (None: nowhere, or nothing was new).

    `select` and `ignore` hold codes (`M03`) and letters (`S`). Raises BookError.
    """
    book = FileBook(path)
    outcome = commands.check(book.read(), as_of)
    if write:
        book.apply(outcome.edits)
    checked = replace(
        outcome.result,
        findings=tuple(
            one for one in outcome.result.findings if _wanted(one.finding.code, select, ignore)
        ),
        waived=tuple(
            one for one in outcome.result.waived if _wanted(one.finding.code, select, ignore)
        ),
    )
    return checked, path if write and book.changed else None


def fix_workbook(path: Path, agreed: Callable[[tuple[Change, ...]], bool]) -> tuple[Change, ...]:
    """Mend what is certain in the entered cells, once `agreed` has seen the changes and says yes.

    Gives the changes made: none where there was nothing to mend or nobody agreed. Raises BookError.
    """
    book = FileBook(path)
    outcome = commands.fix(book.read())
    if not outcome.result or not agreed(outcome.result):
        return ()
    book.apply(outcome.edits)
    return outcome.result


def roll_up_workbook(
    path: Path, out: Path | None, as_of: date | None, write: bool
) -> tuple[RolledUp, Path | None]:
    """The scores of a workbook, and where they were written (None: nowhere). Raises BookError."""
    book = FileBook(path, out)
    outcome = commands.rollup(book.read(), as_of)
    if write:
        book.apply(outcome.edits)
    return outcome.result, (out or path) if write and book.changed else None


def explain_workbook(path: Path, id: str, as_of: date | None, depth: int | None) -> Explained:
    """Why the row with that ID, or `company`, has its score. Raises BookError."""
    return commands.explain(FileBook(path).read(), id, as_of, depth).result


def demo_workbook(folder: Path, force: bool) -> tuple[Path, RolledUp, Checked]:
    """The coffee-shop plan in a new workbook, checked and rolled up: where it is, what was found.

    Raises BookError where it stands already (unless `force`) or cannot be written.
    """
    path = folder / EXAMPLE
    with tempfile.TemporaryDirectory() as workshop:
        draft = Path(workshop) / EXAMPLE
        new_workbook(draft, "company", force=True)
        book = FileBook(draft)
        book.apply(tuple(example_edits(book.read())))
        checked, _ = check_workbook(draft, None, write=True)
        rolled, _ = roll_up_workbook(draft, None, None, write=True)
        make_folder(folder)
        create(path, draft.read_bytes(), replace=force)
    return path, rolled, checked


def _wanted(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Whether a code is selected (all are where nothing is) and not ignored."""
    own = {code, code[0]}
    return (not select or not own.isdisjoint(select)) and own.isdisjoint(ignore)
