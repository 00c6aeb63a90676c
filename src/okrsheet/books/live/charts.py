"""The charts of a sheet of ours in an open workbook: made where missing, else led to their cells.

A chart of ours is told by its title and by its name, `okrsheet: <title>`, which other hosts give
it too; charts that a user drew stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsheet.books.book import Chart, ChartSeries, DrawCharts, SheetLook
from okrsheet.books.chartxml import GAP
from okrsheet.books.drawing import OURS
from okrsheet.books.live.excel import Dialect, Source
from okrsheet.books.live.step import Step
from okrsheet.books.pagesetup import top_heights

if TYPE_CHECKING:
    import xlwings as xw

_KINDS = {
    "bar": "bar_clustered",
    "column": "column_clustered",
    "stacked": "bar_stacked",
    "line": "line_markers",
}
_PIXELS, _POINTS = 7, 0.75  # of a column's width of 1; points of a pixel
_ROW = 15.0  # points, of a row that nobody changed


def chart_steps(held_by: xw.Sheet | None, dialect: Dialect, edit: DrawCharts) -> list[Step]:
    """What brings the charts of a sheet (None: it is still to be made) up to date."""
    sheet = edit.sheet.title
    standing = {chart.title: chart for chart in held_by.charts} if held_by else {}
    steps: list[Step] = []
    for chart in edit.charts:
        held = standing.get(chart.title)
        if held is not None and len(held.series) > len(chart.series):
            steps.append(DropChart(sheet, held.name))
            held = None
        if held is None:
            steps.append(DrawChart(edit.sheet, chart))
        elif not _shows(held, chart, dialect):
            steps.append(LeadChart(sheet, chart))
    wanted = {chart.title for chart in edit.charts}
    for title, held in standing.items():
        if title not in wanted and held.name.startswith(OURS):
            steps.append(DropChart(sheet, held.name))
    return steps


@dataclass(frozen=True)
class DrawChart:
    """Draw a chart that a sheet of that look does not have."""

    look: SheetLook
    chart: Chart

    @property
    def sheet(self) -> str:
        """Its sheet."""
        return self.look.title

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        kind, chart = self.chart.kind, self.chart
        left, top, width, height = self._place()
        drawn = book.sheets[self.sheet].charts.add(
            left, top, width, height, _KINDS[kind], name=f"{OURS}{chart.title}"
        )
        dialect.lead(drawn, _sources(chart))
        drawn.title = chart.title
        drawn.legend.visible = True
        drawn.legend.position = "bottom"
        dialect.dress_chart(drawn, GAP.get(kind))
        self._set_axes(drawn)
        for series, said in zip(drawn.series, chart.series, strict=False):
            _colour(series, said, kind, dialect)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        for chart in book.sheets[self.sheet].charts:
            if chart.name == f"{OURS}{self.chart.title}":
                chart.delete()

    def _place(self) -> tuple[float, float, float, float]:
        """Left, top, width and height in points, over the cells that the chart covers."""
        chart, heights = self.chart, top_heights(self.look)
        widths = [column.width * _PIXELS * _POINTS for column in self.look.columns]
        top = sum(heights.get(row, _ROW) for row in range(1, chart.row))
        first, last = chart.column - 1, chart.column - 1 + chart.columns
        return sum(widths[:first]), top, sum(widths[first:last]), chart.rows * _ROW

    def _set_axes(self, drawn: xw.Chart) -> None:
        """Shares go from 0 to 1; bars that lie read from the top."""
        if self.chart.kind in ("bar", "stacked"):
            drawn.category_axis.set(reverse_order=True, crosses="maximum")
        if self.chart.shares:
            drawn.value_axis.set(
                minimum_scale=0, maximum_scale=1, major_unit=0.25, number_format="0%"
            )
        elif self.chart.kind != "line":
            drawn.value_axis.set(minimum_scale=0, number_format="General")


@dataclass(frozen=True)
class LeadChart:
    """Let a chart that stands show other cells."""

    sheet: str
    chart: Chart

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        for drawn in book.sheets[self.sheet].charts:
            if drawn.title == self.chart.title:
                standing = len(drawn.series)
                dialect.lead(drawn, _sources(self.chart))
                for at in range(standing, len(self.chart.series)):
                    _colour(drawn.series[at], self.chart.series[at], self.chart.kind, dialect)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


@dataclass(frozen=True)
class DropChart:
    """Take off a chart of ours that has nothing to show any more."""

    sheet: str
    name: str

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        book.sheets[self.sheet].charts[self.name].delete()

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


def _shows(held: xw.Chart, chart: Chart, dialect: Dialect) -> bool:
    """Whether each series of a chart that stands shows the cells that it is to show."""
    shown = [dialect.source(series).replace("'", "") for series in held.series]
    return shown == [
        f"=SERIES({one.name},{one.categories},{one.values},{at})"
        for at, one in enumerate(_sources(chart), 1)
    ]


def _sources(chart: Chart) -> list[Source]:
    categories = chart.categories.reference
    return [Source(s.name.reference, categories, s.values.reference) for s in chart.series]


def _colour(series: xw.ChartSeries, said: ChartSeries, kind: str, dialect: Dialect) -> None:
    """The colours of a series; a dashed one is an outline among bars, a broken line among lines."""
    color = f"#{said.color}"
    if kind == "line":
        inside = "#FFFFFF" if said.dashed else color
        series.set(
            line_color=color,
            marker_style="diamond" if said.dashed else "circle",
            marker_size=6,
            marker_foreground_color=color,
            marker_background_color=inside,
        )
    elif said.dashed:
        series.set(fill_color="#FFFFFF", line_color=color)
    elif kind == "stacked":
        series.set(fill_color=color, line_color="#FFFFFF")
    else:
        series.set(fill_color=color)
    if said.dashed:
        dialect.dash(series)
