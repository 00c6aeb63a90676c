"""Which plan a folder of departments' workbooks was sent from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from okrsheet.books.book import BookError
from okrsheet.books.save import BACKUP_FOLDER, explained
from okrsheet.exchange.folder import check_folder


def master_of(folder: Path) -> Path:
    """The plan whose records name that folder; it stands in it, or in the folder above.

    Raises BookError where there is none, or more than one.
    """
    check_folder(folder)
    with explained(folder, "read"):
        found = sorted({*_masters(folder.resolve(), folder.resolve().parent)})
        found += [] if found else sorted({*_masters(folder.resolve(), folder.resolve())})
    if len(found) == 1:
        return found[0]
    what = "no plan near it was ever sent there." if not found else "several plans were sent there."
    raise BookError(what, str(folder), "Say which:  okrsheet watch DIR --plan FILE")


def _masters(folder: Path, beside: Path) -> Iterator[Path]:
    """The plans in the folder `beside` whose records name `folder`."""
    for path in (beside / BACKUP_FOLDER / "departments").glob("*/plan.json"):
        try:
            told = json.loads(path.read_text("utf-8"))
            master, sent_to = beside / str(told["workbook"]), Path(str(told["folder"]))
        except (ValueError, KeyError, TypeError):
            continue  # not of ours
        if sent_to == folder and master.is_file():
            yield master
