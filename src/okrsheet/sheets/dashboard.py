"""The Dashboard: native charts over the cells of the Summary, four to a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from okrsheet.books.book import Chart, ChartSeries, DrawCharts, Formula
from okrsheet.score.status import BY_RANK
from okrsheet.sheets import looks
from okrsheet.sheets.summary_behind import GRADES, Behind, Numbers
from okrsheet.sheets.summary_look import CHART_COLUMNS, DASHBOARD

ROWS = 17  # of cells that a chart covers
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
    if pillars.has_numbers(1):
        pace = replace(_series(pillars, 2, looks.MUTED), dashed=True)
        series = (_series(pillars, 1, looks.CHART_COLOURS[1]), pace)
        yield _chart("Pillars: score against expected", "bar", pillars, series)
    if units.points:
        labels = enumerate((BY_RANK[grade].label for grade in GRADES), 1)
        mix = (_series(units, at, looks.STATUS_COLOURS[label]) for at, label in labels)
        chart = _chart("KPIs by status, units below counted in", "stacked", units, mix)
        yield replace(chart, shares=False)
    columns = range(1, len(months.labels))
    if months.has_numbers(*columns):
        lines = (_series(months, at, looks.CHART_COLOURS[at - 1]) for at in columns)
        yield _chart("Progress over the months", "line", months, lines)
    if pillars.has_numbers(3, 4):
        colours = (looks.CHART_COLOURS[-1], looks.CHART_COLOURS[0])
        series = (_series(pillars, 3, colours[0]), _series(pillars, 4, colours[1]))
        yield _chart("Pillars: leading against lagging KPIs", "column", pillars, series)


def _chart(title: str, kind: str, numbers: Numbers, series: Iterable[ChartSeries]) -> Chart:
    """A chart of shares, still in the first place."""
    return Chart(title, kind, numbers.categories, tuple(series), *PLACES[0], ROWS, CHART_COLUMNS)


def _series(numbers: Numbers, column: int, color: str) -> ChartSeries:
    return ChartSeries(numbers.name(column), numbers.values(column), color)
