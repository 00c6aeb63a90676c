"""The axes and the legend of a chart."""

from typing import TYPE_CHECKING, Any

from openpyxl.chart.legend import Legend
from openpyxl.chart.title import title_maker
from xlwings import base_classes as base

from tests.excel.com import counted

if TYPE_CHECKING:
    from tests.excel.charts import Chart

POSITIONS = {"top": "t", "bottom": "b", "left": "l", "right": "r", "corner": "tr"}


@counted
class ChartAxis:
    """An axis; `side` is openpyxl's name for it."""

    def __init__(self, chart: "Chart", side: str) -> None:
        self.machine, self.held = chart.machine, getattr(chart.held, side)

    @property
    def minimum_scale(self) -> float | None:
        found: float | None = self.held.scaling.min
        return found

    @property
    def maximum_scale(self) -> float | None:
        found: float | None = self.held.scaling.max
        return found

    @property
    def number_format(self) -> str:
        return str(self.held.number_format or "General")

    @property
    def reverse_order(self) -> bool:
        return bool(self.held.scaling.orientation == "maxMin")

    def set(self, **given: Any) -> None:
        for name, value in given.items():
            if value is base._UNSET:
                continue
            match name:
                case "title":
                    self.held.title = None if value is None else title_maker(value)
                case "minimum_scale":
                    self.held.scaling.min = value
                case "maximum_scale":
                    self.held.scaling.max = value
                case "major_unit":
                    self.held.majorUnit = value
                case "number_format":
                    self.held.number_format = value
                case "visible":
                    self.held.delete = not value
                case "reverse_order":
                    self.held.scaling.orientation = "maxMin" if value else "minMax"
                case "crosses":
                    self.held.crosses = {"automatic": "autoZero"}.get(value, value[:3])


@counted
class ChartLegend(base.ChartLegend):
    """The legend of a chart."""

    def __init__(self, chart: "Chart") -> None:
        self.machine, self.chart = chart.machine, chart

    @property
    def visible(self) -> bool:
        return self.chart.held.legend is not None

    @visible.setter
    def visible(self, value: bool) -> None:
        self.chart.held.legend = (self.chart.held.legend or Legend()) if value else None

    @property
    def position(self) -> str | None:
        held = self.chart.held.legend
        return held and next(name for name, key in POSITIONS.items() if key == held.position)

    @position.setter
    def position(self, value: str) -> None:
        self.chart.held.legend = Legend()
        self.chart.held.legend.position = POSITIONS[value]
