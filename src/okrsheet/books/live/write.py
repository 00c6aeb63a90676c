"""Carrying out steps on an open workbook: all of them, or what was done is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from okrsheet.books.book import BookError
from okrsheet.books.live.excel import Dialect, faults, told
from okrsheet.books.live.sheet import AddSheet, Filter
from okrsheet.books.live.state import Standing
from okrsheet.books.live.step import Step

if TYPE_CHECKING:
    import xlwings as xw


def carry_out(book: xw.Book, dialect: Dialect, steps: Sequence[Step]) -> None:
    """Carry out all steps, in order. Raises BookError, and then nothing has changed.

    What stood there and how Excel was set is known before the first step; nothing is read after
    it.
    """
    if not steps:
        return
    made = [step.look for step in steps if isinstance(step, AddSheet)]
    added = {look.title for look in made}
    moved = {step.sheet: step.address for step in steps if isinstance(step, Filter)}
    standing = Standing.of(
        book, dialect, dict.fromkeys(step.sheet for step in steps if step.sheet not in added)
    )
    with standing.aside(made, moved.get):
        _one_after_the_other(book, dialect, steps)


def _one_after_the_other(book: xw.Book, dialect: Dialect, steps: Sequence[Step]) -> None:
    done: list[Step] = []
    try:
        for step in steps:
            done.append(step)  # half done counts: a matrix may have been written in part
            step.do(book, dialect)
    except faults() as fault:
        where = f"{book.name}, sheet {done[-1].sheet}"
        if not _take_back(book, dialect, done):
            what = "Excel stopped in the midst of a write, and did not let it be taken back."
            raise BookError(what, where, "Close the workbook without saving it.") from fault
        raise told(fault, where, "written") from fault
    except BaseException:
        _take_back(book, dialect, done)
        raise


def _take_back(book: xw.Book, dialect: Dialect, done: Sequence[Step]) -> bool:
    """Undo these steps, the last first; whether Excel let all of them be undone."""
    is_whole, known = True, faults()
    for step in reversed(done):
        try:
            step.undo(book, dialect)
        except known:
            is_whole = False
    return is_whole
