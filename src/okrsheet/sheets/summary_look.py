"""How the Summary is set out: its columns, shared by all sections, and those behind the charts."""

from __future__ import annotations

from dataclasses import replace

from okrsheet.books.book import ColourRule, SheetLook, Style
from okrsheet.sheets import looks
from okrsheet.sheets.column import Column, computed, sheet_look

PLACE = "Place"
BEHIND = "Behind the charts"
MOST_SERIES = 7  # of the chart of the months: the company and six pillars
HEADER_ROW = 4


GAP = 2.0


def _column(header: str, width: float, style: Style, *rules: ColourRule) -> Column:
    return computed(header, width, style, *rules)


def _hidden(header: str) -> Column:
    return replace(computed(header, 12, looks.CALCULATED), hidden=True)


def _without_header(look: SheetLook) -> SheetLook:
    """The look of a sheet of charts: one page, and no band where a header would stand."""
    columns = (replace(column, header_style=looks.CALCULATED) for column in look.columns)
    return replace(look, columns=tuple(columns), pages_tall=1)


SHOWN = (
    _column("Name", 44, looks.LINE),
    _column("ID", 13, looks.LINE),
    _column("Owner", 18, looks.LINE),
    _column("Due", 10.5, looks.LINE_DATE),
    _column("Score", 7, looks.LINE_SHARE),
    _column("Expected", 9, looks.LINE_SHARE),
    _column("Coverage", 9, looks.LINE_SHARE),
    _column("Status", 11.5, looks.LINE_STATUS, *looks.STATUS_RULES),
    _column("Worst", 13, looks.LINE_STATUS, *looks.STATUS_RULES),
)
HIDDEN = (
    _hidden(PLACE),
    _hidden(BEHIND),
    *(_hidden("") for _ in range(MOST_SERIES)),
)
COLUMNS = tuple(column.header for column in (*SHOWN, *HIDDEN))
SUMMARY = sheet_look(
    "Summary",
    "Summary",
    "Where the plan stands and what needs attention. The figures are live; the rows of pillars and"
    " units are those of the last roll-up.",
    (*SHOWN, *HIDDEN),
    tab=looks.RESULT_TAB,
    freeze=0,
    header_row=HEADER_ROW,
    protected=True,
    landscape=False,
)

CHART_COLUMNS = 6  # that a chart covers; a narrow one stands between two charts
DASHBOARD = _without_header(
    sheet_look(
        "Dashboard",
        "Dashboard",
        "The Summary in charts, as live as its figures. A roll-up draws them for all its pillars"
        " and units.",
        tuple(
            _column("", GAP if at == CHART_COLUMNS else 14, looks.CALCULATED)
            for at in range(2 * CHART_COLUMNS + 1)
        ),
        tab=looks.RESULT_TAB,
        freeze=0,
        header_row=HEADER_ROW,
        protected=True,
    )
)
