"""Borders of cells, side by side of a range."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Side
from xlwings import base_classes as base

from tests.excel.area import Area
from tests.excel.com import counted
from tests.excel.looks import RGB, Look, argb, rgb_of

if TYPE_CHECKING:
    from tests.excel.range import Range

# A line's style and weight, and how a file calls both; the first of a style is its usual weight.
LINES = {
    ("continuous", "thin"): "thin",
    ("continuous", "hairline"): "hair",
    ("continuous", "medium"): "medium",
    ("continuous", "thick"): "thick",
    ("dash", "thin"): "dashed",
    ("dash", "medium"): "mediumDashed",
    ("dash_dot", "thin"): "dashDot",
    ("dash_dot_dot", "thin"): "dashDotDot",
    ("dot", "thin"): "dotted",
    ("double", "thick"): "double",
    ("slant_dash_dot", "medium"): "slantDashDot",
}
NAMES = {style: names for names, style in LINES.items()}
# Where a side's lines are kept: the cells (rows or columns of the range) and their side.
SIDES = {
    "edge_top": "top",
    "edge_bottom": "bottom",
    "edge_left": "left",
    "edge_right": "right",
    "inside_horizontal": "bottom",
    "inside_vertical": "right",
}


@counted
class Borders(base.Borders):
    """All borders of a range."""

    def __init__(self, rng: "Range") -> None:
        self.machine, self.range = rng.machine, rng

    @property
    def api(self) -> Any:
        return self

    def __getitem__(self, side: str) -> "Border":
        return Border(self.range, side)

    def set(
        self,
        which: Iterable[str] = base.BORDER_GRID_SIDES,
        *,
        line_style: Any = base._UNSET,
        weight: Any = base._UNSET,
        color: Any = base._UNSET,
    ) -> None:
        for side in which:
            Border(self.range, side).draw(line_style, weight, color)


@counted
class Border(base.Border):
    """One side of a range."""

    def __init__(self, rng: "Range", side: str) -> None:
        self.machine, self.range, self.side = rng.machine, rng, side

    @property
    def api(self) -> Any:
        return self

    @property
    def line_style(self) -> str | None:
        return NAMES.get(self._common("style"), (None, None))[0]

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.draw(value, base._UNSET, base._UNSET)

    @property
    def weight(self) -> str | None:
        return NAMES.get(self._common("style"), (None, None))[1]

    @weight.setter
    def weight(self, value: str) -> None:
        self.draw(base._UNSET, value, base._UNSET)

    @property
    def color(self) -> RGB | None:
        return rgb_of(self._common("color"))

    @color.setter
    def color(self, value: RGB) -> None:
        self.draw(base._UNSET, base._UNSET, value)

    def _common(self, name: str) -> Any:
        grid, key = self.range.sheet_impl.grid, SIDES[self.side]
        places = [place for area in self._lines() for place in area.cells()]
        sides = [getattr(grid.sheet.cell(*place).border, key) for place in places]
        used = [getattr(side, name) for side in sides]
        return used[0] if used and all(one == used[0] for one in used) else None

    def _lines(self) -> Iterator[Area]:
        """The cells that keep this side's lines."""
        for area in self.range.areas:
            match self.side:
                case "edge_top":
                    yield area._replace(rows=1)
                case "edge_bottom":
                    yield area._replace(row=area.last_row, rows=1)
                case "edge_left":
                    yield area._replace(columns=1)
                case "edge_right":
                    yield area._replace(column=area.last_column, columns=1)
                case "inside_horizontal" if area.rows > 1:
                    yield area._replace(rows=area.rows - 1)
                case "inside_vertical" if area.columns > 1:
                    yield area._replace(columns=area.columns - 1)

    def draw(self, line_style: Any, weight: Any, color: Any) -> None:
        """Draw what is given; a colour or a weight alone makes a line where there was none."""
        key = SIDES.get(self.side)
        if key is None:
            return

        def drawn(border: Any) -> Any:
            old = getattr(border, key)
            line, heavy = NAMES.get(old.style, ("continuous", "thin"))
            line = line if line_style is base._UNSET else line_style
            heavy = heavy if weight is base._UNSET else weight
            style: Any = LINES.get((line, heavy)) or next(
                (held for (name, _), held in LINES.items() if name == line), None
            )
            new = copy(border)
            shade = old.color if color is base._UNSET else argb(color)
            setattr(new, key, Side(style=style, color=shade) if style else Side())
            return new

        Look(self.range.sheet_impl.grid, self._lines()).restyle("border", drawn)
