"""A workbook in the Excel for tests, changed by the live host."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings

from okrsheet.books.book import Edit
from okrsheet.books.live.host import LiveBook
from tests.excel import excel


@contextmanager
def running(path: Path) -> Iterator[tuple[LiveBook, xlwings.App]]:
    """The live host on an open workbook, and the app that has it open."""
    with excel(path) as app:
        yield LiveBook(app.books.active), app


def write(path: Path, *edits: Edit) -> LiveBook:
    """Carry out edits in Excel and save the file there."""
    with running(path) as (book, app):
        book.apply(edits)
        app.books.active.save(path)
    return book


def cells(app: xlwings.App, sheet: str, address: str) -> list[list[object]]:
    """The values of a range."""
    found: list[list[object]] = app.books.active.sheets[sheet][address].options(ndim=2).value
    return found
