"""Excel over COM: the calls that xlwings has no name for on Windows."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from okrsheet.books import pagesetup
from okrsheet.books.live.excel import OURS, Protection, Source, faults, small

if TYPE_CHECKING:
    import xlwings as xw

    from okrsheet.books.book import SheetLook, Validation

_UNDERLINE_NONE, _UNDERLINE_SINGLE = -4142, 2
_SUMMARY_ABOVE = 0
_LANDSCAPE, _PORTRAIT = 2, 1
_POINTS = 72  # to an inch
_DASH = 4  # msoLineDash
_VALIDATIONS = {"decimal": 2, "list": 3, "date": 4, "custom": 7}
_OPERATORS = {None: 1, "greaterThan": 5, "greaterThanOrEqual": 7}
_STOP, _WARNING = 1, 2
_SEPARATOR = 5  # xlListSeparator of Application.International, which pywin32 calls by Get...


class Windows:
    """The dialect of COM."""

    reads_formulas = True

    def __init__(self) -> None:
        self._spreads: bool | None = None  # as it was set last

    def values(self, cells: xw.Range) -> list[list[object]]:
        found: list[list[object]] = cells.options(ndim=2, err_to_str=True).value
        return found

    def counts_from_1904(self, book: xw.Book) -> bool:
        return bool(book.api.Date1904)

    def why_closed(self, book: xw.Book) -> str | None:
        if book.api.ReadOnly:
            return "the workbook is open for reading only."
        return "the workbook is shared." if book.api.MultiUserEditing else None

    def keeps_sheets(self, book: xw.Book) -> bool:
        return bool(book.api.ProtectStructure)

    def protection(self, sheet: xw.Sheet) -> Protection | None:
        if not sheet.api.ProtectContents:
            return None
        held = sheet.api.Protection
        allowed = tuple((name, bool(getattr(held, name))) for name, _ in OURS.allowed)
        drawings, scenarios = sheet.api.ProtectDrawingObjects, sheet.api.ProtectScenarios
        return Protection(allowed, bool(drawings), bool(scenarios))

    def unprotect(self, sheet: xw.Sheet) -> None:
        sheet.api.Unprotect("")  # without an argument Excel would ask the user for the password

    def protect(self, sheet: xw.Sheet, how: Protection) -> None:
        sheet.api.Protect(
            DrawingObjects=how.drawings,
            Contents=True,
            Scenarios=how.scenarios,
            **dict(how.allowed),
        )

    def is_filtered(self, table: xw.main.Table) -> bool:
        buttons = table.api.AutoFilter if table.show_autofilter else None
        return bool(buttons and buttons.FilterMode)

    def block_filter(self, sheet: xw.Sheet) -> tuple[str, bool] | None:
        buttons = sheet.api.AutoFilter
        return None if buttons is None else (buttons.Range.Address, bool(buttons.FilterMode))

    def filter_block(self, sheet: xw.Sheet, address: str) -> None:
        sheet.api.AutoFilterMode = False
        sheet.range(address).api.AutoFilter()

    def has_merged(self, cells: xw.Range) -> bool:
        # None where only some are; an engine other than Excel may not know merged cells.
        return getattr(cells.api, "MergeCells", False) is not False

    def dissolve(self, table: xw.main.Table) -> None:
        table.api.Unlist()

    def spreads(self, app: xw.App) -> bool | None:
        return bool(app.api.AutoCorrect.AutoFillFormulasInLists)

    def spread(self, app: xw.App, on: bool) -> None:
        if on != self._spreads:
            app.api.AutoCorrect.AutoFillFormulasInLists = on
            self._spreads = on

    def indented(self, cells: xw.Range) -> int | None:
        steps = cells.api.IndentLevel
        return None if steps is None else int(steps)

    def indent(self, cells: xw.Range, steps: int) -> None:
        cells.api.IndentLevel = steps

    def underline(self, cells: xw.Range, on: bool) -> None:
        cells.api.Font.Underline = _UNDERLINE_SINGLE if on else _UNDERLINE_NONE

    def lock(self, cells: xw.Range, on: bool) -> None:
        cells.api.Locked = on

    def outline(self, rows: xw.Range, level: int) -> None:
        rows.api.EntireRow.OutlineLevel = level + 1

    def dress(self, sheet: xw.Sheet, look: SheetLook) -> None:
        sheet.api.Tab.Color = int(look.tab[4:] + look.tab[2:4] + look.tab[:2], 16)
        sheet.api.Outline.SummaryRow = _SUMMARY_ABOVE
        window = sheet.book.api.Windows(1)
        window.FreezePanes = False
        window.SplitColumn, window.SplitRow = look.freeze_columns, look.header_row
        window.FreezePanes = True
        with suppress(*faults()):  # without a printer Excel sets up no page
            self._set_up_page(sheet.api.PageSetup, look)

    def _set_up_page(self, page: Any, look: SheetLook) -> None:
        page.Orientation = _LANDSCAPE if look.landscape else _PORTRAIT
        page.PaperSize = pagesetup.A4
        page.LeftMargin = page.RightMargin = pagesetup.SIDE_MARGIN * _POINTS
        page.TopMargin = page.BottomMargin = pagesetup.TOP_MARGIN * _POINTS
        page.HeaderMargin = page.FooterMargin = pagesetup.EDGE_MARGIN * _POINTS
        page.Zoom = False
        page.FitToPagesWide = pagesetup.pages_wide(look)
        page.FitToPagesTall = look.pages_tall or False
        page.PrintTitleRows = pagesetup.title_rows(look)
        page.PrintTitleColumns = pagesetup.title_columns(look) or ""
        page.RightHeader = small(pagesetup.SHEET_NAME)
        page.LeftFooter = small(pagesetup.FILE_NAME)
        page.RightFooter = small(pagesetup.PAGE_NUMBER)

    def rule_format(self, cells: xw.Range, number_format: str) -> None:
        cells.api.FormatConditions(1).NumberFormat = number_format

    def validate(self, cells: xw.Range, validation: Validation) -> None:
        laid = cells.api.Validation
        formula = validation.formula or ""
        if validation.kind != "any":
            laid.Add(
                Type=_VALIDATIONS[validation.kind],
                AlertStyle=_STOP if validation.strict else _WARNING,
                Operator=_OPERATORS[validation.operator],
                Formula1=self._formula(cells, formula),
            )
        else:
            laid.Add(Type=0)
        laid.InputTitle, laid.InputMessage = validation.title, validation.prompt
        laid.ErrorTitle, laid.ErrorMessage = validation.title, validation.error

    def _formula(self, cells: xw.Range, formula: str) -> str:
        """A formula as Excel reads it in the language of whoever sits before it."""
        if formula.startswith('"'):
            separator = cells.sheet.book.app.api.GetInternational(_SEPARATOR)
            return str(separator).join(formula.strip('"').split(","))
        return "=1=0" if formula == "FALSE" else f"={formula}"

    def source(self, series: xw.ChartSeries) -> str:
        return str(series.api.Formula)

    def lead(self, chart: xw.Chart, sources: Sequence[Source]) -> None:
        # One by one: from a whole range Excel guesses what is a name and what a category.
        standing = len(chart.series)
        for at, source in enumerate(sources):
            series = chart.series[at].api if at < standing else chart.series.api.NewSeries()
            series.Name = f"={source.name}"
            series.Values = f"={source.values}"
            series.XValues = f"={source.categories}"

    def dress_chart(self, chart: xw.Chart, gap: int | None) -> None:
        drawn = chart.api[1]
        drawn.PlotVisibleOnly = False
        if gap is not None:
            drawn.ChartGroups(1).GapWidth = gap

    def dash(self, series: xw.ChartSeries) -> None:
        series.api.Format.Line.DashStyle = _DASH
