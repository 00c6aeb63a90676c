"""What stands in the folder already, where a workbook is to stand."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from okrsheet.books.save import explained, read_file
from okrsheet.departments.sent import Sent
from okrsheet.exchange.folder import OPEN_MARKS, listing, within
from okrsheet.exchange.reading import Task, read
from okrsheet.exchange.store import Store
from okrsheet.plan.model import key

UNCHANGED = ""  # it stays, and nothing need be said about it
COLLECT_FIRST = "it was changed since it was sent: collect it first, or use --force."
MOVE_AWAY = "Move it away, or use --force."
UNCOMPARED = "Until then this workbook stays, unless you use --force."
OPENED = "somebody has it open: try again when it is closed."


def digest(path: Path) -> bytes | None:
    """The sha256 of a file; None where there is none. Raises BookError."""
    with explained(path, "read"):
        if not path.exists():
            return None
    return sha256(read_file(path)).digest()


def is_open(path: Path) -> bool:
    """Whether Excel or LibreOffice has marked a workbook as open."""
    excel, libreoffice = (path.with_name(mark + path.name) for mark in OPEN_MARKS)
    return excel.exists() or Path(f"{libreoffice}#").exists()


def why_kept(store: Store, folder: Path, file: str, sent: Sent) -> str | None:
    """Why a workbook that is not as it was sent may not be written over; None where it may.

    `sent` is what would be written there. It may where all that stands there was collected.
    `UNCHANGED` where it says just that already.
    """
    found = read(Task(store, folder, (folder / file,)))
    if not found.returns:
        (left,) = found.skipped
        return f"{left.why} {UNCOMPARED if left.lacks_record else MOVE_AWAY}"
    (one,) = found.returns
    if key(one.unit) != key(sent.unit):
        return f"this is the workbook of {one.unit}: give it back its name, or use --force."
    if not one.is_empty:
        return COLLECT_FIRST
    if one.sending == sent.sending and not one.is_older and _is_base(store, sent):
        return UNCHANGED
    if one.remarks:
        return f"a collect does not take all that is in it: {one.remarks[0].message}"
    return None


def _is_base(store: Store, sent: Sent) -> bool:
    """Whether a sending is still compared with what was sent: nothing of it was collected since.

    What was, and is sent once more all the same, was put back in the plan.
    """
    base = store.sent(sent.sending)
    return base is not None and base.to_json() == sent.to_json()


def renamed(store: Store, folder: Path, known: frozenset[str]) -> dict[str, str]:
    """Workbooks of the plan that are called otherwise than they were sent: path by unit.

    `known` are the names, folded, under which workbooks are looked for anyway. Units are by ID as
    `key` gives it, paths as seen from the folder; of two of one unit the first.
    """
    strange = [
        path for path in listing(folder).workbooks if within(path, folder).casefold() not in known
    ]
    found: dict[str, str] = {}
    for path in strange:
        for one in read(Task(store, folder, (path,))).returns:
            found.setdefault(key(one.unit) or "", within(path, folder))
    return found
