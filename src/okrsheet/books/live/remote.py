"""Excel behind xlwings' remote engine: reads are a snapshot, writes are queued.

It tells no formulas, and nothing but xlwings' own names can be used; looks stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from okrsheet.books.live.excel import Protection, Source

if TYPE_CHECKING:
    import xlwings as xw

    from okrsheet.books.book import SheetLook, Validation


class Remote:
    """The dialect of xlwings' own names, and no other."""

    reads_formulas = False

    def values(self, cells: xw.Range) -> list[list[object]]:
        found: list[list[object]] = cells.options(ndim=2, err_to_str=True).value
        return found

    def counts_from_1904(self, book: xw.Book) -> bool:
        return False

    def why_closed(self, book: xw.Book) -> str | None:
        return None

    def keeps_sheets(self, book: xw.Book) -> bool:
        return False

    def protection(self, sheet: xw.Sheet) -> Protection | None:
        return None

    def unprotect(self, sheet: xw.Sheet) -> None:
        return

    def protect(self, sheet: xw.Sheet, how: Protection) -> None:
        return

    def is_filtered(self, table: xw.main.Table) -> bool:
        return False

    def block_filter(self, sheet: xw.Sheet) -> tuple[str, bool] | None:
        return None

    def filter_block(self, sheet: xw.Sheet, address: str) -> None:
        return

    def has_merged(self, cells: xw.Range) -> bool:
        return False

    def dissolve(self, table: xw.main.Table) -> None:
        return

    def spreads(self, app: xw.App) -> bool | None:
        return None

    def spread(self, app: xw.App, on: bool) -> None:
        return

    def indented(self, cells: xw.Range) -> int | None:
        return None

    def indent(self, cells: xw.Range, steps: int) -> None:
        return

    def underline(self, cells: xw.Range, on: bool) -> None:
        return

    def lock(self, cells: xw.Range, on: bool) -> None:
        return

    def outline(self, rows: xw.Range, level: int) -> None:
        return

    def dress(self, sheet: xw.Sheet, look: SheetLook) -> None:
        return

    def rule_format(self, cells: xw.Range, number_format: str) -> None:
        return

    def validate(self, cells: xw.Range, validation: Validation) -> None:
        return

    def source(self, series: xw.ChartSeries) -> str:
        return ""

    def lead(self, chart: xw.Chart, sources: Sequence[Source]) -> None:
        return

    def dress_chart(self, chart: xw.Chart, gap: int | None) -> None:
        return

    def dash(self, series: xw.ChartSeries) -> None:
        return
