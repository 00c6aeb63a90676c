"""Excel itself, beyond what xlwings has names for: its faults, and which dialect it speaks.

On Windows Excel is spoken to over COM, on a Mac over Apple events; behind xlwings' remote engine
nothing but xlwings' own names can be used. Nothing here is read from the text of a fault.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from okrsheet.books import pagesetup
from okrsheet.books.book import BookError

if TYPE_CHECKING:
    import xlwings as xw

    from okrsheet.books.book import SheetLook, Validation

# RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER; a cell is being edited: VBA_E_IGNORE.
_BUSY_ON_WINDOWS = frozenset((-2147418111, -2147417846, -2146777998))
_BUSY_ON_MAC = frozenset((-1712, -609))  # the Apple event timed out; the connection is invalid
_FAULTS = (("pywintypes", "com_error"), ("appscript.reference", "CommandError"))
_PATIENCE = 10_000  # calls that xlwings repeats at once while Excel rejects them: a few seconds


@dataclass(frozen=True, slots=True)
class Protection:
    """How a sheet is protected: what stays allowed, by the names of COM, in their order."""

    allowed: tuple[tuple[str, bool], ...]
    drawings: bool = False
    scenarios: bool = False


# As file hosts protect the sheets of ours: whoever reads may set widths, sort and filter.
OURS = Protection(
    (
        ("AllowFormattingCells", False),
        ("AllowFormattingColumns", True),
        ("AllowFormattingRows", True),
        ("AllowInsertingColumns", False),
        ("AllowInsertingRows", False),
        ("AllowInsertingHyperlinks", False),
        ("AllowDeletingColumns", False),
        ("AllowDeletingRows", False),
        ("AllowSorting", True),
        ("AllowFiltering", True),
        ("AllowUsingPivotTables", False),
    )
)


@dataclass(frozen=True, slots=True)
class Source:
    """The cells that a series shows, such as `Summary!$E$6:$E$9`."""

    name: str
    categories: str
    values: str


class Dialect(Protocol):
    """The few calls that xlwings has no name for. Rows and columns are 1-based."""

    reads_formulas: bool

    def values(self, cells: xw.Range) -> list[list[object]]:
        """The values of a range, errors as `#N/A` and the like."""
        ...

    def counts_from_1904(self, book: xw.Book) -> bool:
        """Whether the workbook counts its days from 1904 on."""
        ...

    def why_closed(self, book: xw.Book) -> str | None:
        """Why the workbook cannot be written: it is read-only, or shared; None where it can."""
        ...

    def keeps_sheets(self, book: xw.Book) -> bool:
        """Whether the workbook's structure is protected: no sheet can be added."""
        ...

    def protection(self, sheet: xw.Sheet) -> Protection | None:
        """How the sheet is protected; None where it is not."""
        ...

    def unprotect(self, sheet: xw.Sheet) -> None:
        """Take off a protection without a password. Fails where there is one."""
        ...

    def protect(self, sheet: xw.Sheet, how: Protection) -> None:
        """Protect a sheet without a password."""
        ...

    def is_filtered(self, table: xw.main.Table) -> bool:
        """Whether a filter hides rows of the table."""
        ...

    def block_filter(self, sheet: xw.Sheet) -> tuple[str, bool] | None:
        """The range that the sheet's own filter buttons stand over, and whether rows are hidden.

        None where it has no such buttons.
        """
        ...

    def filter_block(self, sheet: xw.Sheet, address: str) -> None:
        """Put the sheet's filter buttons over that range instead of any other."""
        ...

    def has_merged(self, cells: xw.Range) -> bool:
        """Whether some of these cells are merged."""
        ...

    def dissolve(self, table: xw.main.Table) -> None:
        """Make plain cells of a table."""
        ...

    def spreads(self, app: xw.App) -> bool | None:
        """Whether a formula in a column of a table fills the column; None where none can tell."""
        ...

    def spread(self, app: xw.App, on: bool) -> None:
        """Let a formula in a column of a table fill the column, or only its cell."""
        ...

    def indented(self, cells: xw.Range) -> int | None:
        """How far the text of all these cells is indented; None where they differ, or unknown."""
        ...

    def indent(self, cells: xw.Range, steps: int) -> None:
        """Indent the cells' text."""
        ...

    def underline(self, cells: xw.Range, on: bool) -> None:
        """Underline the cells' text, or do not."""
        ...

    def lock(self, cells: xw.Range, on: bool) -> None:
        """Lock the cells for the time when their sheet is protected, or do not."""
        ...

    def outline(self, rows: xw.Range, level: int) -> None:
        """Give whole rows an outline level (0: none)."""
        ...

    def dress(self, sheet: xw.Sheet, look: SheetLook) -> None:
        """Tab colour, frozen panes, outline and page of a new sheet, which is the active one."""
        ...

    def rule_format(self, cells: xw.Range, number_format: str) -> None:
        """The number format that the first colour rule of a range lays over it."""
        ...

    def validate(self, cells: xw.Range, validation: Validation) -> None:
        """Lay a validation with its hint over cells that have none."""
        ...

    def source(self, series: xw.ChartSeries) -> str:
        """The cells that a series of a chart shows: its SERIES formula."""
        ...

    def lead(self, chart: xw.Chart, sources: Sequence[Source]) -> None:
        """Let the series of a chart show these cells, adding those that it lacks."""
        ...

    def dress_chart(self, chart: xw.Chart, gap: int | None) -> None:
        """Show cells of hidden columns too; the space between bars in percent (None: no bars)."""
        ...

    def dash(self, series: xw.ChartSeries) -> None:
        """Break the line of a series, or the edge of its bars, into dashes."""
        ...


def small(text: str) -> str:
    """Text of a printed sheet's header or footer, in the type that all sheets of ours have."""
    return f"&{pagesetup.SMALL_SIZE} &K{pagesetup.SMALL_COLOR}{text}"


def dialect_of(app: xw.App) -> Dialect:
    """The dialect that an Excel speaks."""
    if app.engine.type == "remote":
        from okrsheet.books.live.remote import Remote

        return Remote()
    if sys.platform == "darwin":
        from okrsheet.books.live.mac import Mac

        return Mac()
    from okrsheet.books.live.windows import Windows

    return Windows()


def faults() -> tuple[type[Exception], ...]:
    """The types of the errors by which Excel says no, as far as this machine knows them."""
    from xlwings import XlwingsError

    found: list[type[Exception]] = [XlwingsError]
    for module, name in _FAULTS:
        try:
            found.append(getattr(import_module(module), name))
        except ImportError:
            continue
    return tuple(found)


def is_busy(fault: Exception) -> bool:
    """Whether Excel is busy, or a cell is being edited: it would take the same call later."""
    codes = {getattr(fault, "hresult", None), getattr(fault, "errornumber", None)}
    excel = getattr(fault, "excepinfo", None)
    if excel:
        codes.add(excel[-1])
    return not codes.isdisjoint(_BUSY_ON_WINDOWS | _BUSY_ON_MAC)


@contextmanager
def explained(where: str, doing: str) -> Iterator[None]:
    """Turn Excel's faults into a BookError: one clear sentence. `doing` is `read` or `written`."""
    known = faults()
    try:
        yield
    except known as fault:
        raise told(fault, where, doing) from fault


def told(fault: Exception, where: str, doing: str) -> BookError:
    """The sentence for one of Excel's faults."""
    if is_busy(fault):
        what = "Excel is busy or a cell is being edited."
        return BookError(what, where, "Press Enter or Esc, then click again.")
    what = f"Excel does not let this be {doing}."
    return BookError(what, where, "Close open dialogues, save the workbook, then click again.")


def be_impatient() -> None:
    """Have xlwings ask a busy Excel for a few seconds, not without end as it does by itself."""
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        vars(windows)["N_COM_ATTEMPTS"] = _PATIENCE
