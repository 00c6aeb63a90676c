"""The buttons of the group Departments: workbooks out to the units, and what came of them back.

What they write is not kept for Undo: workbooks of others rest on it. The file as it was last saved
is copied into `.okrsheet` instead, and then saved, before the records say what was sent or taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from okrsheet import told_collect
from okrsheet.books.book import BookError
from okrsheet.books.save import back_up
from okrsheet.clicks.answer import Answer, Place, listed, paragraphs
from okrsheet.clicks.click import Click
from okrsheet.exchange.collect import Collected, collect_book
from okrsheet.exchange.mailing import Status
from okrsheet.exchange.split import SplitReport, split_book
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.generated import CONFLICTS, RETURNS

ONE_PROCESS = 1  # the Python in which Excel's clicks run starts no others
INTO = "Into which folder shall the departments' workbooks go?"
OUT_OF = "In which folder are the departments' workbooks?"
DECIDE = "Choose keep or take under Decide, then click Resolve."
NO_CONFLICT = "There is no sheet Conflicts: Collect makes it where something is in conflict."


def send(click: Click) -> Answer:
    """Write a workbook for every unit into a folder that the user chooses."""
    path = _file(click)
    folder = click.desk.choose_folder(INTO, path.parent)
    if folder is None:
        return Answer()
    _save(click, path)
    report = split_book(click.book, path, folder, jobs=ONE_PROCESS)
    if report.changes:  # IDs that the departments' rows have by now
        click.desk.save()
    return Answer(box=_sent(report))


def collect(click: Click) -> Answer:
    """Take what came back in a folder that the user chooses, and roll it up."""
    return _collected(click, resolve=False)


def resolve(click: Click) -> Answer:
    """The same, and carry out what is decided on the sheet Conflicts."""
    return _collected(click, resolve=True)


def conflicts(click: Click) -> Answer:
    """Go to the sheet on which conflicts are decided."""
    if CONFLICTS.sheet.title not in click.desk.sheets():
        return Answer(box=NO_CONFLICT)
    return Answer(go=_first(CONFLICTS), bar=DECIDE)


def _collected(click: Click, resolve: bool) -> Answer:
    path = _file(click)
    folder = click.desk.choose_folder(OUT_OF, path.parent)
    if folder is None:
        return Answer()
    collected = collect_book(
        click.book,
        path,
        folder,
        save=_saving(click, path),
        resolve=resolve,
        jobs=ONE_PROCESS,
    )
    sheet = CONFLICTS if collected.conflicts else RETURNS
    go = _first(sheet) if sheet.sheet.title in click.desk.sheets() else None
    return Answer(go=go, box=_came_back(collected))


def _file(click: Click) -> Path:
    """The workbook's file, beside which the records of what was sent stand. Raises BookError."""
    path = Path(click.desk.full_name)
    if not (path.is_absolute() and path.is_file()):
        name = click.desk.book.name
        what = f"{name} is in no folder of this computer, where the records of what is sent stand."
        fix = "Save it into one (a synced folder will do) and click again."
        raise BookError(what, name, fix)
    return path


def _save(click: Click, path: Path) -> None:
    """Save the workbook; its file as it was stays among the backups."""
    back_up(path)
    click.desk.save()


def _saving(click: Click, path: Path) -> Callable[[], None]:
    return lambda: _save(click, path)


def _first(layout: TableLayout) -> Place:
    """The first cell below the headers of a sheet of ours."""
    return Place(layout.sheet.title, layout.sheet.header_row + 1, 1)


def _sent(report: SplitReport) -> str:
    """How many workbooks were written where, and which were not and why."""
    counts = Counter(unit.status for unit in report.units)
    told = ", ".join(f"{count} {status}" for status, count in counts.items())
    trouble = [
        f"{unit.file}: {unit.why}"
        for unit in report.units
        if unit.status in (Status.KEPT, Status.FAILED)
    ]
    given = [change.message for change in report.changes]
    return paragraphs(
        f"Workbooks for departments in {report.folder}: {told or 'none'}.",
        listed(trouble),
        listed(["IDs were given:", *given]) if given else "",
        listed([f"Note: {note}" for note in report.notes]),
    )


def _came_back(collected: Collected) -> str:
    """Who has returned and who not, what changed and what is in conflict."""
    away = (one for one in collected.departments if not one.returned)
    missing = [f"{one.unit}   {one.name or ''}" for one in away]
    skipped = [f"{one.file}: {one.why}" for one in collected.skipped]
    return paragraphs(
        told_collect.count_text(collected).plain,
        f"What stood here was kept. {DECIDE}" if collected.conflicts else "",
        _titled("Not returned:", missing),
        _titled("Left out:", skipped),
    )


def _titled(title: str, lines: Sequence[str]) -> str:
    return f"{title}\n{listed(lines)}" if lines else ""
