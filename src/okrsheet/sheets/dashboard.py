"""The Dashboard: native charts over the cells of the Summary, four to a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from okrsheet.books.book import Chart, ChartSeries, DrawCharts, Formula
from okrsheet.sheets import looks
from okrsheet.sheets.summary_behind import GRADES, Behind, Numbers
from okrsheet.sheets.summary_look import CHART_COLUMNS, DASHBOARD
from okrsheet.score.status import BY_RANK

ROWS = 16  # of cells that a chart covers
PLACES = tuple(
    (DASHBOARD.header_row + 1 + down * (ROWS + 1), 1 + across * (CHART_COLUMNS + 1))
    for down in range(2)
    for across in range(2)
)


def dashboard_edit(behind: Behind, owner: Formula) -> DrawCharts:
    """The charts that have something to show, from the top left."""
    charts = tuple(
        replace(chart, row=row, column=column)
        for chart, (row, column) in zip(_charts(behind), PLACES, strict=False)
    )
    return DrawCharts(replace(DASHBOARD, owner=owner), charts)


def _charts(behind: Behind) -> Iterator[Chart]:
    pillars, units, months = behind.pillars, behind.units, behind.months
    company, lagging, leading = looks.CHART_COLOURS[0], looks.CHART_COLOURS[0], looks.CHART_COLOURS[6]
    if pillars.has_numbers(1):
        yield _chart(
            "Pillars: score against expected", "bar", pillars,
            (1, looks.CHART_COLOURS[1], False), (2, looks.MUTED, True),
        )
    if units.points:
        yield _chart(
            "KPIs by status and unit", "stacked", units,
            *((at, looks.STATUS_COLOURS[BY_RANK[grade].label], False) for at, grade in enumerate(GRADES, 1)),
            shares=False,
        )
    series = range(1, len(months.labels))
    if months.has_numbers(*series):
        yield _chart("Progress over the months", "line", months,
                     *((at, looks.CHART_COLOURS[at - 1], False) for at in series))
    if pillars.has_numbers(3, 4):
        yield _chart(
            "Pillars: leading against lagging KPIs", "column", pillars,
            (3, leading, False), (4, lagging, False),
        )


def _chart(title, kind, numbers, *series, shares=True):
    return Chart(
        title, kind, numbers.categories,
        tuple(ChartSeries(numbers.name(at), numbers.values(at), color, dashed) for at, color, dashed in series),
        1, 1, ROWS, CHART_COLUMNS, shares,
    )
