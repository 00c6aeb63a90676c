"""Excel on a Mac over Apple events: the calls that xlwings has no name for there.

What only dresses a sheet is left as it is where this Excel does not know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from okrsheet.books import pagesetup
from okrsheet.books.live.cells import ERROR_CODES
from okrsheet.books.live.excel import OURS, Protection, Source, faults, small

if TYPE_CHECKING:
    import xlwings as xw

    from okrsheet.books.book import SheetLook, Validation

_POINTS = 72  # to an inch
_VALIDATIONS = {
    "decimal": "validate_decimal",
    "list": "validate_list",
    "date": "validate_date",
    "custom": "validate_custom",
}
_OPERATORS = {
    None: "operator_between",
    "greaterThan": "operator_greater",
    "greaterThanOrEqual": "operator_greater_equal",
}


class Mac:
    """The dialect of Apple events."""

    reads_formulas = True

    def values(self, cells: xw.Range) -> list[list[object]]:
        # xlwings' own err_to_str fails here for more than one row (0.37.8): errors come as shown.
        found: list[list[object]] = cells.options(ndim=2).value
        shown = _rows(cells.api.string_value.get())
        return [
            [text if text in ERROR_CODES else value for value, text in zip(*both, strict=True)]
            for both in zip(found, shown, strict=True)
        ]

    def counts_from_1904(self, book: xw.Book) -> bool:
        return bool(book.api.date_1904.get())

    def why_closed(self, book: xw.Book) -> str | None:
        if book.api.read_only.get():
            return "the workbook is open for reading only."
        return "the workbook is shared." if book.api.multi_user_editing.get() else None

    def keeps_sheets(self, book: xw.Book) -> bool:
        return bool(book.api.protect_structure.get())

    def protection(self, sheet: xw.Sheet) -> Protection | None:
        if not sheet.api.protect_contents.get():
            return None
        held = sheet.api.protection_object
        allowed = tuple((name, bool(getattr(held, _snake(name)).get())) for name, _ in OURS.allowed)
        drawings, scenarios = sheet.api.protect_drawing_objects, sheet.api.protect_scenarios
        return Protection(allowed, bool(drawings.get()), bool(scenarios.get()))

    def unprotect(self, sheet: xw.Sheet) -> None:
        sheet.api.unprotect(password="")

    def protect(self, sheet: xw.Sheet, how: Protection) -> None:
        allowed = {_snake(name): on for name, on in how.allowed}
        allowed["allow_using_pivot_table"] = allowed.pop("allow_using_pivot_tables")
        sheet.api.protect_worksheet(
            drawing_objects=how.drawings,
            worksheet_contents=True,
            scenarios=how.scenarios,
            **allowed,
        )

    def is_filtered(self, table: xw.main.Table) -> bool:
        criteria = table.autofilter.criteria if table.show_autofilter else ()
        return any(one.type != "none" for one in criteria)

    def block_filter(self, sheet: xw.Sheet) -> tuple[str, bool] | None:
        if not sheet.api.autofilter_mode.get():
            return None
        area = sheet.api.autofilter_object.range_object.get_address()
        return area, bool(sheet.api.filter_mode.get())

    def filter_block(self, sheet: xw.Sheet, address: str) -> None:
        with _kindly():
            sheet.api.autofilter_mode.set(False)
            sheet.range(address).api.autofilter_range(field=1)

    def has_merged(self, cells: xw.Range) -> bool:
        return cells.api.merge_cells.get() is not False

    def dissolve(self, table: xw.main.Table) -> None:
        with _kindly():
            table.api.unlist()

    def spreads(self, app: xw.App) -> bool | None:
        return None

    def spread(self, app: xw.App, on: bool) -> None:
        return

    def indented(self, cells: xw.Range) -> int | None:
        with _kindly():
            steps = cells.api.indent_level.get()
            return int(steps) if isinstance(steps, int | float) else None
        return None

    def indent(self, cells: xw.Range, steps: int) -> None:
        with _kindly():
            cells.api.indent_level.set(steps)

    def underline(self, cells: xw.Range, on: bool) -> None:
        style = "underline_style_single" if on else "underline_style_none"
        with _kindly():
            cells.api.font_object.underline.set(_keyword(style))

    def lock(self, cells: xw.Range, on: bool) -> None:
        with _kindly():
            cells.api.locked.set(on)

    def outline(self, rows: xw.Range, level: int) -> None:
        with _kindly():
            rows.api.entire_row.outline_level.set(level + 1)

    def dress(self, sheet: xw.Sheet, look: SheetLook) -> None:
        with _kindly():
            sheet.api.outline_object.summary_row.set(_keyword("summary_above"))
        with _kindly():
            window = sheet.book.api.windows[1]
            window.split_column.set(look.freeze_columns)
            window.split_row.set(look.header_row)
            window.freeze_panes.set(True)
        with _kindly():
            self._set_up_page(sheet.api.page_setup_object, look)
        with _kindly():
            channels = [int(look.tab[at : at + 2], 16) for at in (0, 2, 4)]
            sheet.api.sheet_tab.color.set(channels)

    def _set_up_page(self, page: Any, look: SheetLook) -> None:
        turned = "orientation_landscape" if look.landscape else "orientation_portrait"
        settings = {
            "print_title_rows": pagesetup.title_rows(look),
            "print_title_columns": pagesetup.title_columns(look) or "",
            "left_margin": pagesetup.SIDE_MARGIN * _POINTS,
            "right_margin": pagesetup.SIDE_MARGIN * _POINTS,
            "top_margin": pagesetup.TOP_MARGIN * _POINTS,
            "bottom_margin": pagesetup.TOP_MARGIN * _POINTS,
            "header_margin": pagesetup.EDGE_MARGIN * _POINTS,
            "footer_margin": pagesetup.EDGE_MARGIN * _POINTS,
            "right_header": small(pagesetup.SHEET_NAME),
            "left_footer": small(pagesetup.FILE_NAME),
            "right_footer": small(pagesetup.PAGE_NUMBER),
            "zoom": False,
            "fit_to_pages_wide": pagesetup.pages_wide(look),
            "fit_to_pages_tall": look.pages_tall or False,
            "page_orientation": _keyword(turned),
        }
        for name, value in settings.items():
            getattr(page, name).set(value)

    def rule_format(self, cells: xw.Range, number_format: str) -> None:
        with _kindly():
            cells.api.format_conditions[1].number_format.set(number_format)

    def validate(self, cells: xw.Range, validation: Validation) -> None:
        formula = validation.formula or ""
        style = "valid_alert_stop" if validation.strict else "valid_alert_warning"
        with _kindly():
            laid = cells.api.validation
            if validation.kind in _VALIDATIONS:
                laid.add_data_validation(
                    type=_keyword(_VALIDATIONS[validation.kind]),
                    alert_style=_keyword(style),
                    operator=_keyword(_OPERATORS[validation.operator]),
                    formula1=formula.strip('"') if formula.startswith('"') else f"={formula}",
                )
            laid.input_title.set(validation.title)
            laid.input_message.set(validation.prompt)
            laid.error_title.set(validation.title)
            laid.error_message.set(validation.error)

    def source(self, series: xw.ChartSeries) -> str:
        return str(series.api.formula.get())

    def lead(self, chart: xw.Chart, sources: Sequence[Source]) -> None:
        book = chart.parent.book
        names = [_cells(book, source.name) for source in sources]
        values = [_cells(book, source.values) for source in sources]
        areas = (
            name.address + ":" + held.last_cell.address
            for name, held in zip(names, values, strict=True)
        )
        chart.set_source_data(names[0].sheet.range(",".join(areas)), "columns")
        chart.set_x_axis_values(_cells(book, sources[0].categories))

    def dress_chart(self, chart: xw.Chart, gap: int | None) -> None:
        drawn = chart.api[1]
        with _kindly():
            drawn.plot_visible_only.set(False)
        if gap is not None:
            with _kindly():
                drawn.chart_groups[1].gap_width.set(gap)

    def dash(self, series: xw.ChartSeries) -> None:
        with _kindly():
            line = series.api.chart_format.line_format
            line.dash_style.set(_keyword("line_dash_style_dash"))


@contextmanager
def _kindly() -> Iterator[None]:
    """Leave a look as it is where this Excel does not know it: that is no reason to stop."""
    unknown: tuple[type[Exception], ...] = (AttributeError, *faults())
    try:
        yield
    except unknown:
        return


def _cells(book: xw.Book, reference: str) -> xw.Range:
    sheet, _, cells = reference.rpartition("!")
    return book.sheets[sheet.strip("'")].range(cells)


def _keyword(name: str) -> Any:
    return getattr(import_module("appscript").k, name)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _rows(told: Any) -> list[list[object]]:
    """What Excel told of a range as rows: one cell comes bare, one row as a flat list."""
    if not isinstance(told, list):
        return [[told]]
    return told if told and isinstance(told[0], list) else [told]
