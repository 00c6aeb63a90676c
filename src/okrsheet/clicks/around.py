"""The actions of the ribbon that are about Excel itself: workbooks, sheets, undo, about."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from okrsheet import __version__
from okrsheet.books.file import make_folder
from okrsheet.clicks.answer import Answer, Place, counted, listed, paragraphs
from okrsheet.clicks.click import Click
from okrsheet.clicks.folders import documents
from okrsheet.file_commands import new_workbook
from okrsheet.sheets.settings import SETTINGS
from okrsheet.sheets.summary_look import DASHBOARD, SUMMARY

REPORT = (SUMMARY.title, DASHBOARD.title)
FIRST_VALUE = Place(SETTINGS.sheet.title, SETTINGS.sheet.header_row + 1, 2)
MOST_KEPT = 5  # cells that an undo left, by name


def new(click: Click) -> Answer:
    """Make a new workbook among the user's documents, and open it."""
    folder = documents()
    make_folder(folder)
    taken = click.desk.taken_names()
    path = next(path for path in _names(folder) if path.name.casefold() not in taken)
    new_workbook(path, "company", force=False)
    click.desk.open(path)
    return Answer(go=FIRST_VALUE, bar=f"Made {path}. Type whose plan it is, then the pillars.")


def visit(sheet: str) -> Callable[[Click], Answer]:
    """The action that goes to a sheet that a roll-up lays out."""

    def visited(click: Click) -> Answer:
        if sheet not in click.desk.sheets():
            return Answer(box=f"There is no {sheet} yet: Roll up makes it.")
        return Answer(go=Place(sheet, 1, 1))

    return visited


def print_report(click: Click) -> Answer:
    """Write the Summary and the Dashboard as a PDF beside the workbook, and open it."""
    sheets = click.desk.sheets()
    missing = [sheet for sheet in REPORT if sheet not in sheets]
    if missing:
        return Answer(box=f"There is no {' and no '.join(missing)} yet: Roll up makes it.")
    book = Path(click.desk.full_name)
    folder = book.parent if book.is_absolute() and book.parent.is_dir() else documents()
    make_folder(folder)
    path = folder / f"{book.stem} - Summary.pdf"
    try:
        click.desk.export(REPORT, path)
    except NotImplementedError:  # how xlwings says that an engine has no such call
        return Answer(box="This Excel makes no PDF from here. Print the two sheets by File, Print.")
    shown = click.desk.show(path)
    return Answer(bar=f"Wrote {path}.", box="" if shown else f"The PDF is {path}")


def undo(click: Click) -> Answer:
    """Take back the last write of okrsheet in this workbook, but for cells changed since."""
    workbook = click.desk.full_name
    last = click.journal.last(workbook)
    steps = counted(last.damaged, "later step")
    lost = f"{steps} could not be read and cannot be undone." if last.damaged else ""
    if last.entry is None:
        return Answer(box=paragraphs("There is nothing to undo in this workbook.", lost))
    undone = click.book.undo(last.entry.inverse)
    click.journal.pop(workbook)
    if not undone.restored:
        told = f"{last.entry.label} cannot be taken back: what it wrote stands here no more."
        return Answer(box=paragraphs(told, lost))
    told = f"Took back {last.entry.label}: {counted(undone.restored, 'cell')}."
    return Answer(box=paragraphs(told, _kept(undone.kept), lost))


def about(click: Click) -> Answer:
    """What runs here, and what the doctor says of it."""
    import xlwings

    from okrsheet.addin.doctor import report

    python = ".".join(map(str, sys.version_info[:3]))
    runs = f"okrsheet {__version__}, xlwings {xlwings.__version__}, Python {python}"
    lines = [
        f"{'ok' if line.ok else '?' if line.ok is None else '!'}   {line.what}"
        + (f"\n      {line.fix}" if line.fix and not line.ok else "")
        for line in report()
    ]
    return Answer(box=paragraphs(runs, sys.executable, listed(lines, len(lines))))


def _names(folder: Path) -> Iterator[Path]:
    """Places for a new workbook that no file has."""
    for number in count(1):
        path = folder / f"okrsheet plan{f' {number}' if number > 1 else ''}.xlsx"
        if not path.exists():
            yield path


def _kept(cells: tuple[str, ...]) -> str:
    if not cells:
        return ""
    were = "was changed since and was" if len(cells) == 1 else "were changed since and were"
    more = f" and {len(cells) - MOST_KEPT:,} more" if len(cells) > MOST_KEPT else ""
    return f"{counted(len(cells), 'cell')} {were} left: {', '.join(cells[:MOST_KEPT])}{more}."
