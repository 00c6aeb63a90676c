"""Charts on a sheet: bars, columns and lines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.title import title_maker
from xlwings import base_classes as base

from tests.excel.anchors import box_of, placed
from tests.excel.axes import ChartAxis, ChartLegend
from tests.excel.com import counted, refused
from tests.excel.grid import PROTECTED
from tests.excel.names import quoted
from tests.excel.series import SeriesCollection, series_over

if TYPE_CHECKING:
    from tests.excel.range import Range
    from tests.excel.sheet import Sheet

# xlwings' chart types: openpyxl's class, how bars lie or whether lines have marks, grouping.
KINDS: dict[str, tuple[Any, str | bool, str]] = {
    "bar_clustered": (BarChart, "bar", "clustered"),
    "bar_stacked": (BarChart, "bar", "stacked"),
    "column_clustered": (BarChart, "col", "clustered"),
    "column_stacked": (BarChart, "col", "stacked"),
    "line": (LineChart, False, "standard"),
    "line_markers": (LineChart, True, "standard"),
}


@counted
class Charts(base.Charts):
    """The charts of a sheet; a chart's name is kept as `frame_name` of openpyxl's."""

    def __init__(self, sheet: "Sheet") -> None:
        self.machine, self.sheet = sheet.machine, sheet

    @property
    def api(self) -> Any:
        return self

    @property
    def parent(self) -> "Sheet":
        return self.sheet

    @property
    def _held(self) -> list[Any]:
        held: list[Any] = self.sheet.ws._charts
        return held

    def __call__(self, name_or_index: str | int) -> "Chart":
        for at, held in enumerate(self._held, 1):
            if name_or_index in (at, name_of(held, at)):
                return Chart(self.sheet, held)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator["Chart"]:
        return (Chart(self.sheet, held) for held in list(self._held))

    def __contains__(self, name: str) -> bool:
        return any(name_of(held, at) == name for at, held in enumerate(self._held, 1))

    def add(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        chart_type: str | None = None,
        source: "Range | None" = None,
        plot_by: str | None = None,
        name: str | None = None,
        anchor: Any = None,
        style: int | None = 227,
    ) -> "Chart":
        protection = self.sheet.ws.protection
        if self.sheet.grid.is_protected and protection.objects:
            raise refused(PROTECTED)
        if anchor:
            left, top = anchor.left, anchor.top
        held = _made("column_clustered")
        held.anchor = placed(self.sheet.ws, (left, top, width, height))
        self._held.append(held)
        chart = Chart(self.sheet, held)
        if source is not None:
            chart.set_source_data(source, plot_by)
        if chart_type is not None:
            chart.chart_type = chart_type
        if name is not None:
            chart.name = name
        return chart


def name_of(held: Any, at: int) -> str:
    """A chart's name; Excel gives it one by its number."""
    return str(getattr(held, "frame_name", f"Chart {at}"))


def _made(kind: str) -> Any:
    made, direction, grouping = KINDS[kind]
    chart = made()
    chart.grouping = grouping
    chart.x_axis.delete = chart.y_axis.delete = False
    if made is LineChart:
        chart.marker = direction
    else:
        chart.type = direction
        chart.overlap = 100 if grouping == "stacked" else None
    return chart


def _side(at: int) -> property:
    """Left, top, width or height of a chart in points."""

    def read(chart: "Chart") -> float:
        return box_of(chart.sheet.ws, chart.held.anchor)[at]

    def write(chart: "Chart", value: float) -> None:
        box = list(box_of(chart.sheet.ws, chart.held.anchor))
        box[at] = value
        chart.held.anchor = placed(chart.sheet.ws, (box[0], box[1], box[2], box[3]))

    return property(read, write)


@counted
class Chart(base.Chart):
    """A chart; `held` is openpyxl's."""

    left = _side(0)
    top = _side(1)
    width = _side(2)
    height = _side(3)

    def __init__(self, sheet: "Sheet", held: Any) -> None:
        self.machine, self.sheet, self.held = sheet.machine, sheet, held

    @property
    def api(self) -> tuple["ChartObjectApi", "ChartApi"]:
        return ChartObjectApi(self), ChartApi(self)

    @property
    def parent(self) -> "Sheet":
        return self.sheet

    @property
    def name(self) -> str:
        return name_of(self.held, self.sheet.ws._charts.index(self.held) + 1)

    @name.setter
    def name(self, value: str) -> None:
        self.held.frame_name = value

    @property
    def chart_type(self) -> str:
        is_line = isinstance(self.held, LineChart)
        lies = bool(self.held.marker) if is_line else self.held.type
        told = (type(self.held), lies, self.held.grouping)
        return next(name for name, kind in KINDS.items() if kind == told)

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        old, new = self.held, _made(value)
        for kept in ("series", "title", "legend", "anchor", "visible_cells_only", "frame_name"):
            if hasattr(old, kept):
                setattr(new, kept, getattr(old, kept))
        held = self.sheet.ws._charts
        held[held.index(old)] = self.held = new

    @property
    def title(self) -> str | None:
        if self.held.title is None or self.held.title.tx is None:
            return None
        paragraphs = self.held.title.tx.rich.p
        return "".join(run.t for part in paragraphs for run in part.r or ())

    @title.setter
    def title(self, value: str | None) -> None:
        self.held.title = None if value is None else title_maker(value)

    @property
    def series(self) -> SeriesCollection:
        return SeriesCollection(self)

    @property
    def legend(self) -> ChartLegend:
        return ChartLegend(self)

    @property
    def category_axis(self) -> ChartAxis:
        return ChartAxis(self, "x_axis")

    @property
    def value_axis(self) -> ChartAxis:
        return ChartAxis(self, "y_axis")

    def set_source_data(self, rng: "Range", plot_by: str | None = None) -> None:
        self.held.series = series_over(rng, plot_by)

    def set_x_axis_values(self, rng: "Range") -> None:
        cells = f"={quoted(rng.sheet_impl.ws.title)}!{rng.area.address()}"
        for series in self.series:
            series.api.XValues = cells

    def delete(self) -> None:
        self.sheet.ws._charts.remove(self.held)


@counted
class ChartObjectApi:
    """The frame of a chart of COM."""

    def __init__(self, chart: Chart) -> None:
        self.machine, self.chart = chart.machine, chart

    @property
    def Name(self) -> str:
        return self.chart.name


@counted
class ChartApi:
    """A chart of COM."""

    def __init__(self, chart: Chart) -> None:
        self.machine, self.chart = chart.machine, chart

    @property
    def PlotVisibleOnly(self) -> bool:
        return bool(self.chart.held.visible_cells_only)

    @PlotVisibleOnly.setter
    def PlotVisibleOnly(self, value: bool) -> None:
        self.chart.held.visible_cells_only = value

    def ChartGroups(self, index: int) -> "ChartGroup":
        return ChartGroup(self.chart)


@counted
class ChartGroup:
    """Series of one kind, of COM."""

    def __init__(self, chart: Chart) -> None:
        self.machine, self.chart = chart.machine, chart

    @property
    def GapWidth(self) -> int:
        return int(self.chart.held.gapWidth)

    @GapWidth.setter
    def GapWidth(self, value: int) -> None:
        if not isinstance(self.chart.held, BarChart):
            raise refused("Only bars have a gap.")
        self.chart.held.gapWidth = value
