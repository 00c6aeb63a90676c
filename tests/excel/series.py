"""The series of a chart."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.chart import Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from xlwings import base_classes as base

from tests.excel.area import Area, areas_in
from tests.excel.com import counted, refused
from tests.excel.looks import RGB, argb
from tests.excel.names import quoted

if TYPE_CHECKING:
    from tests.excel.charts import Chart
    from tests.excel.range import Range

DASHES = {1: "solid", 4: "dash", 3: "sysDot", 10: "sysDash"}  # of msoLineDashStyle
_FORMULA = re.compile(r"=SERIES\((.*),(.*),(.*),(\d+)\)")


def series_over(rng: "Range", plot_by: str | None) -> list[Any]:
    """A series for each column of the cells.

    As Excel guesses: a first column of texts, or one with nothing on top, gives the categories.
    """
    if plot_by == "rows":
        raise refused("The test engine plots columns only.")
    columns = [
        area._replace(column=column, columns=1)
        for area in rng.areas
        for column in range(area.column, area.last_column + 1)
    ]
    value = rng.sheet_impl.grid.value
    top, *below = (value(place) for place in columns[0].cells())
    has_texts = bool(below) and all(isinstance(one, str) for one in below)
    leads = len(columns) > 1 and (top is None or has_texts)
    categories = columns.pop(0) if leads else None
    return [_series(rng, at, column, categories) for at, column in enumerate(columns)]


def _series(rng: "Range", at: int, column: Area, categories: Area | None) -> Any:
    """The series of a column, named by its first cell where that is a text."""
    title = quoted(rng.sheet_impl.ws.title)
    named = isinstance(rng.sheet_impl.grid.value(column[:2]), str)
    data = column._replace(row=column.row + 1, rows=column.rows - 1) if named else column
    made = Series(Reference(rng.sheet_impl.ws, 1, 1, 1, 1))
    made.idx = made.order = at
    made.val = NumDataSource(numRef=NumRef(f=f"{title}!{data.address()}"))
    if named:
        name = column._replace(rows=1).address()
        made.tx = SeriesLabel(strRef=StrRef(f=f"{title}!{name}"))
    if categories is not None:
        beside = categories._replace(row=data.row, rows=data.rows).address()
        made.cat = AxDataSource(strRef=StrRef(f=f"{title}!{beside}"))
    return made


@counted
class SeriesCollection(base.ChartSeriesCollection):
    """All series of a chart."""

    def __init__(self, chart: "Chart") -> None:
        self.machine, self.chart = chart.machine, chart

    @property
    def api(self) -> "SeriesCollectionApi":
        return SeriesCollectionApi(self.chart)

    def __call__(self, index: int) -> "ChartSeries":
        held = self.chart.held.series
        if not 1 <= index <= len(held):
            raise KeyError(index)
        return ChartSeries(self.chart, held[index - 1])

    def __len__(self) -> int:
        return len(self.chart.held.series)

    def __iter__(self) -> Iterator["ChartSeries"]:
        return (ChartSeries(self.chart, held) for held in list(self.chart.held.series))


@counted
class SeriesCollectionApi:
    """All series of a chart of COM."""

    def __init__(self, chart: "Chart") -> None:
        self.machine, self.chart = chart.machine, chart

    @property
    def Count(self) -> int:
        return len(self.chart.held.series)

    def NewSeries(self) -> "SeriesApi":
        held = self.chart.held.series
        made = Series(Reference(self.chart.sheet.ws, 1, 1, 1, 1))
        made.val, made.idx, made.order = None, len(held), len(held)
        self.chart.held.series = [*held, made]
        return SeriesApi(ChartSeries(self.chart, made))


@counted
class ChartSeries:
    """A series; `held` is openpyxl's."""

    def __init__(self, chart: "Chart", held: Any) -> None:
        self.machine, self.chart, self.held = chart.machine, chart, held

    @property
    def api(self) -> "SeriesApi":
        return SeriesApi(self)

    @property
    def look(self) -> GraphicalProperties:
        """Its fill and line."""
        if self.held.graphicalProperties is None:
            self.held.graphicalProperties = GraphicalProperties()
        look: GraphicalProperties = self.held.graphicalProperties
        look.line = look.line or LineProperties()
        return look

    @property
    def name(self) -> str:
        """The text that its name is, or that stands in the cell that has it."""
        told = self.held.tx
        if told is None:
            return f"Series{self.held.order + 1}"
        if told.strRef is None:
            return str(told.v)
        title, _, address = told.strRef.f.rpartition("!")
        book = self.chart.sheet.book_impl
        sheet = book.sheet_of(book.workbook[title.strip("'").replace("''", "'")])
        return str(sheet.grid.value(areas_in(address)[0][:2]))

    @property
    def _marker(self) -> Any:
        if self.held.marker is None:
            self.held.marker = Marker(spPr=GraphicalProperties(ln=LineProperties()))
        return self.held.marker

    @property
    def fill_color(self) -> RGB | None:
        return _rgb(self.look.solidFill)

    @property
    def line_color(self) -> RGB | None:
        return _rgb(self.look.line.solidFill)

    def set(self, **given: Any) -> None:
        for name, value in given.items():
            if value is base._UNSET:
                continue
            match name:
                case "name":
                    self.rename(value)
                case "fill_color":
                    self.look.solidFill = argb(value)[2:]
                case "line_color":
                    self.look.line.solidFill = argb(value)[2:]
                case "marker_style":
                    self._marker.symbol = value
                case "marker_size":
                    self._marker.size = value
                case "marker_foreground_color":
                    self._marker.graphicalProperties.line.solidFill = argb(value)[2:]
                case "marker_background_color":
                    self._marker.graphicalProperties.solidFill = argb(value)[2:]
                case _:
                    raise NotImplementedError(name)

    def rename(self, name: str) -> None:
        """Give it a name, or with `=` the cell that has it."""
        is_cell = name.startswith("=")
        self.held.tx = SeriesLabel(strRef=StrRef(f=name[1:])) if is_cell else SeriesLabel(v=name)


def _rgb(fill: Any) -> RGB | None:
    if fill is None or fill.srgbClr is None:
        return None
    red, green, blue = bytes.fromhex(getattr(fill.srgbClr, "val", fill.srgbClr))
    return red, green, blue


@counted
class SeriesApi:
    """A series of COM."""

    def __init__(self, series: ChartSeries) -> None:
        self.machine, self.series = series.machine, series

    @property
    def Formula(self) -> str:
        """Cells of name, categories and values, and its number: `=SERIES(a,b,c,1)`."""
        held = self.series.held
        name = "" if held.tx is None else held.tx.strRef.f if held.tx.strRef else f'"{held.tx.v}"'
        categories = held.cat and (held.cat.strRef or held.cat.numRef)
        parts = (name, categories.f if categories else "", held.val.numRef.f if held.val else "")
        return f"=SERIES({','.join(_bare(part) for part in parts)},{held.order + 1})"

    @Formula.setter
    def Formula(self, value: str) -> None:
        found = _FORMULA.fullmatch(value)
        if not found or not found[3]:
            raise refused(f"{value!r} is no formula of a series.")
        if found[1]:
            self.Name = found[1].strip('"') if found[1].startswith('"') else f"={found[1]}"
        if found[2]:
            self.XValues = f"={found[2]}"
        self.Values = f"={found[3]}"

    @property
    def Name(self) -> str:
        return self.series.name

    @Name.setter
    def Name(self, value: str) -> None:
        self.series.rename(value)

    @property
    def Values(self) -> str:
        return self.Formula

    @Values.setter
    def Values(self, value: Any) -> None:
        self.series.held.val = NumDataSource(numRef=NumRef(f=_reference(value)))

    @property
    def XValues(self) -> str:
        return self.Formula

    @XValues.setter
    def XValues(self, value: Any) -> None:
        self.series.held.cat = AxDataSource(strRef=StrRef(f=_reference(value)))

    @property
    def Format(self) -> "SeriesFormat":
        return SeriesFormat(self.series)


def _bare(reference: str) -> str:
    """A reference without needless quotes."""
    title, mark, address = reference.rpartition("!")
    return f"{quoted(title.strip(chr(39)))}!{address}" if mark else reference


def _reference(value: Any) -> str:
    """The cells that a string with `=`, or a range of COM, means."""
    if isinstance(value, str):
        return value.removeprefix("=")
    rng = value.range
    return f"{quoted(rng.sheet_impl.ws.title)}!{rng.area.address()}"


@counted
class SeriesFormat:
    """Fill and line of a series of COM; `Line.DashStyle` is all that is known of them."""

    def __init__(self, series: ChartSeries) -> None:
        self.machine, self.series = series.machine, series

    @property
    def Line(self) -> "SeriesFormat":
        return self

    @property
    def DashStyle(self) -> int:
        held = self.series.look.line.prstDash or "solid"
        return next(number for number, name in DASHES.items() if name == held)

    @DashStyle.setter
    def DashStyle(self, value: int) -> None:
        self.series.look.line.prstDash = DASHES[value]
