"""What is put aside while an open workbook is written, and always put back: also after a fault.

The screen, events and calculation; the protection of sheets; filters, since Excel writes a matrix
over filtered rows wrongly (its first cell into each row that is shown).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from okrsheet.books.book import BookError, SheetLook
from okrsheet.books.live.excel import OURS, Dialect, Protection, faults, is_busy

if TYPE_CHECKING:
    import xlwings as xw

_QUIET = (("screen_updating", False), ("enable_events", False))
_ATTEMPTS = 3
Criteria = Sequence["xw.main.AutoFilterCriteria"]


@dataclass(frozen=True)
class _Filtered:
    """Filter buttons that hide rows: of a table, or of a sheet's own over an address."""

    sheet: str
    table: str | None
    address: str
    criteria: Criteria

    def buttons(self, book: xw.Book, address: str) -> xw.main.AutoFilter:
        """The buttons, which may stand over another address now."""
        sheet = book.sheets[self.sheet]
        if self.table is not None:
            return sheet.tables[self.table].autofilter
        return sheet.range(address).autofilter

    def put_back(self, book: xw.Book, address: str) -> None:
        """Filter again as it was filtered."""
        buttons = self.buttons(book, address)
        for one in self.criteria:
            match one.type:
                case "values":
                    buttons.apply_values(one.field, one.values or [])
                case "comparison" if one.operator:
                    buttons.apply_comparison(one.field, one.operator, one.value1, one.value2)
                case "top_items" | "bottom_items" if one.count:
                    getattr(buttons, f"apply_{one.type}")(one.field, one.count)
                case "top_percent" | "bottom_percent" if one.percent:
                    getattr(buttons, f"apply_{one.type}")(one.field, one.percent)


@dataclass(frozen=True)
class Standing:
    """How the sheets that are to be written stand: found out before anything is written."""

    book: xw.Book
    dialect: Dialect
    protected: tuple[tuple[str, Protection], ...]
    filtered: tuple[_Filtered, ...]

    @classmethod
    def of(cls, book: xw.Book, dialect: Dialect, sheets: Iterable[str]) -> Standing:
        """How these sheets stand. Raises BookError where a filter could not be put back."""
        protected: list[tuple[str, Protection]] = []
        filtered: list[_Filtered] = []
        for title in sheets:
            sheet = book.sheets[title]
            how = dialect.protection(sheet)
            if how is not None:
                protected.append((title, how))
            filtered += _filtered(sheet, dialect)
        for one in filtered:
            if any(criterion.type == "unknown" for criterion in one.criteria):
                what = "a filter hides rows in a way that okrsheet could not put back."
                raise BookError(what, f"{book.name}, sheet {one.sheet}", "Clear the filter first.")
        return cls(book, dialect, tuple(protected), tuple(filtered))

    @contextmanager
    def aside(
        self, made: Sequence[SheetLook], buttons: Callable[[str], str | None]
    ) -> Iterator[None]:
        """Put everything aside for the time of a write.

        `made` are the sheets that it adds, protected afterwards as they look; `buttons` tells
        where the filter buttons of a sheet stand in the end, if they are moved.
        """
        with ExitStack() as stack:
            app, active = self.book.app, self.book.sheets.active
            for name, value in _QUIET:
                self._set(stack, app, name, value)
            _later(stack, active.activate)
            for look in made:
                if look.protected:
                    _later(stack, partial(self._protect_made, look.title))
            for title, how in self.protected:
                _later(stack, partial(self._protect, title, how))
                self._unprotect(title)
            for one in self.filtered:
                address = buttons(one.sheet) or one.address
                _later(stack, partial(one.put_back, self.book, address))
                one.buttons(self.book, one.address).clear()
            spreads = self.dialect.spreads(app)
            if spreads is not None:
                _later(stack, partial(self.dialect.spread, app, spreads))
            self._set(stack, app, "calculation", "manual")
            yield

    def _set(self, stack: ExitStack, app: xw.App, name: str, value: object) -> None:
        before = getattr(app, name)

        def put_back() -> None:
            setattr(app, name, before)
            if name == "calculation" and before == value:
                app.calculate()  # whoever calculates by hand sees what was written all the same

        _later(stack, put_back)
        setattr(app, name, value)

    def _unprotect(self, title: str) -> None:
        try:
            self.dialect.unprotect(self.book.sheets[title])
        except faults() as fault:
            if is_busy(fault):
                raise
            what = "the sheet is protected with a password."
            where = f"{self.book.name}, sheet {title}"
            raise BookError(what, where, "Unprotect it (Review), then click again.") from fault

    def _protect(self, title: str, how: Protection) -> None:
        self.dialect.protect(self.book.sheets[title], how)

    def _protect_made(self, title: str) -> None:
        """Protect a sheet that was made, unless it was taken off again."""
        if title in [sheet.name for sheet in self.book.sheets]:
            self._protect(title, OURS)


def _filtered(sheet: xw.Sheet, dialect: Dialect) -> Iterator[_Filtered]:
    for table in sheet.tables:
        if dialect.is_filtered(table):
            criteria = table.autofilter.criteria
            yield _Filtered(sheet.name, table.name, table.range.address, criteria)
    found = dialect.block_filter(sheet)
    if found is not None and found[1]:
        criteria = sheet.range(found[0]).autofilter.criteria
        yield _Filtered(sheet.name, None, found[0], criteria)


def _later(stack: ExitStack, act: Callable[[], None]) -> None:
    """Do that in the end, and once more where Excel does not take it at first."""
    known = faults()

    def persistently() -> None:
        for _ in range(_ATTEMPTS - 1):
            try:
                return act()
            except known:
                continue
        act()

    stack.callback(persistently)
