"""A workbook that is open in Excel: read once, changed while everyone looks at it, and back again.

Works over xlwings, on Windows and on a Mac; behind its remote engine without formulas and undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from okrsheet.books.book import BookError, Edit, Snapshot
from okrsheet.books.live.excel import be_impatient, dialect_of, explained
from okrsheet.books.live.inverse import Inverse, Undone
from okrsheet.books.live.plan import LivePlan
from okrsheet.books.live.read import LiveReader
from okrsheet.books.live.step import Clear, Put, Resize, Step
from okrsheet.books.live.undo import UndoPlan
from okrsheet.books.live.write import carry_out

if TYPE_CHECKING:
    import xlwings as xw

_CALCULATION = "Calculation"  # its formulas only follow the tables: taking them back says nothing


class LiveBook:
    """An open workbook.

    `inverse` is, after `apply`, what takes it back (None: nothing was changed, or the engine does
    not tell what stood there); `told` are the messages for the user.
    """

    def __init__(self, book: xw.Book) -> None:
        be_impatient()
        self.inverse: Inverse | None = None
        self.told: tuple[str, ...] = ()
        self._book = book

    def read(self) -> Snapshot:
        """All tables in one bulk read. Raises BookError."""
        with explained("the open workbook", "read"):
            return LiveReader(self._book, dialect_of(self._book.app)).snapshot()

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carry out all edits, or none. Raises BookError."""
        self.inverse, self.told = None, ()
        with explained("the open workbook", "written"):
            dialect = dialect_of(self._book.app)
            self._refuse_closed()
            plan = LivePlan(LiveReader(self._book, dialect), edits)
            steps = plan.steps()
            carry_out(self._book, dialect, steps)
        self.told = tuple(plan.told)
        if dialect.reads_formulas:
            self.inverse = _inverse(steps)

    def undo(self, inverse: Inverse) -> Undone:
        """Take edits back, but for the cells that somebody changed since. Raises BookError."""
        with explained("the open workbook", "written"):
            dialect = dialect_of(self._book.app)
            self._refuse_closed()
            plan = UndoPlan(LiveReader(self._book, dialect), inverse)
            carry_out(self._book, dialect, plan.steps)
        return plan.undone

    def _refuse_closed(self) -> None:
        why = dialect_of(self._book.app).why_closed(self._book)
        if why is not None:
            raise BookError(why, self._book.name, "Save it under another name first.")


def _inverse(steps: Sequence[Step]) -> Inverse | None:
    written = [step for step in steps if isinstance(step, Put | Clear)]
    regions = [one for step in written for one in step.regions() if one.sheet != _CALCULATION]
    grown = [step.growth() for step in steps if isinstance(step, Resize)]
    return Inverse(tuple(regions), tuple(grown)) if regions or grown else None
