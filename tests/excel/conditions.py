"""Conditional formats by formula, as xlwings and COM give and take them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.formatting.formatting import ConditionalFormatting
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.cell_range import MultiCellRange
from xlwings import base_classes as base

from tests.excel.area import Area, areas_in, spaced
from tests.excel.com import counted, refused
from tests.excel.grid import PROTECTED
from tests.excel.looks import RGB, argb, rgb_of
from tests.excel.relative import kept, seen

if TYPE_CHECKING:
    from tests.excel.range import Range

TYPES = {
    "expression": "custom",
    "cellIs": "cell_value",
    "colorScale": "color_scale",
    "dataBar": "data_bar",
    "iconSet": "icon_set",
}


def rules_on(rng: "Range") -> list[tuple[ConditionalFormatting, Any]]:
    """The rules whose cells the range meets, the first in rank first."""
    held = [
        (place, rule)
        for place in rng.sheet_impl.ws.conditional_formatting
        if any(area.meets(own) for area in areas_of(place.sqref) for own in rng.areas)
        for rule in place.rules
    ]
    return sorted(held, key=lambda one: one[1].priority)


def areas_of(cells: MultiCellRange) -> tuple[Area, ...]:
    """The rectangles of a file's list of ranges."""
    return tuple(areas_in(str(one.coord))[0] for one in cells.ranges)


def grown(areas: Iterable[Area], body: Area, last_row: int) -> tuple[Area, ...]:
    """Rectangles with those longer that reach over a table's data rows to the end."""

    def reaches(area: Area) -> bool:
        beside = body.column <= area.column and area.last_column <= body.last_column
        return beside and area.row <= body.row and area.last_row == body.last_row

    return tuple(
        area._replace(rows=last_row - area.row + 1) if reaches(area) else area for area in areas
    )


def grow(sheet: Any, body: Area, last_row: int) -> None:
    """Let the rules of a table's columns reach over its new rows."""
    held = sheet.conditional_formatting
    for place in list(held):
        areas = areas_of(place.sqref)
        if (longer := grown(areas, body, last_row)) != areas:
            _move(held, place, longer)


def _move(held: Any, place: ConditionalFormatting, areas: tuple[Area, ...]) -> None:
    """Lay the rules of a place elsewhere; nowhere where no cells are left."""
    held._cf_rules.pop(place, None)
    for rule in place.rules if areas else ():
        rank = rule.priority
        held.add(spaced(areas), rule)
        rule.priority = rank


@counted
class ConditionalFormats(base.ConditionalFormats):
    """The conditional formats of a range."""

    def __init__(self, rng: "Range") -> None:
        self.machine, self.range = rng.machine, rng

    @property
    def api(self) -> Any:
        return FormatConditions(self.range)

    def __len__(self) -> int:
        return len(rules_on(self.range))

    def __call__(self, index: int) -> "ConditionalFormat":
        held = rules_on(self.range)
        if not 1 <= index <= len(held):
            raise KeyError(index)
        return ConditionalFormat(self.range, *held[index - 1])

    def __iter__(self) -> Iterator["ConditionalFormat"]:
        return (ConditionalFormat(self.range, *held) for held in rules_on(self.range))

    def add_custom(self, spec: dict[str, Any]) -> "ConditionalFormat":
        """A rule by formula, seen from the active cell; it comes first in rank."""
        sheet = self.range.sheet_impl.ws
        _check_allowed(self.range)
        for place in sheet.conditional_formatting:
            for other in place.rules:
                other.priority += 1
        style: Any = DifferentialStyle(font=Font(name=None, sz=None, family=None, scheme=None))
        formula = [kept(self.range, spec["formula"])]
        rule = Rule("expression", dxf=style, priority=1, formula=formula)
        sheet.conditional_formatting.add(spaced(self.range.areas), rule)
        rule.priority = 1
        made = next(one for one in rules_on(self.range) if one[1] is rule)
        added = ConditionalFormat(self.range, *made)
        added.set({name: value for name, value in spec.items() if name != "formula"})
        return added

    def clear(self) -> None:
        _check_allowed(self.range)
        for place in {id(place): place for place, _ in rules_on(self.range)}.values():
            _clear(self.range, place)


def _check_allowed(rng: "Range") -> None:
    grid = rng.sheet_impl.grid
    if grid.is_protected and grid.sheet.protection.formatCells:
        raise refused(PROTECTED)


def _clear(rng: "Range", place: ConditionalFormatting) -> None:
    """Take the rules of a place away from the range; the rest of its cells keep them."""
    left = areas_of(place.sqref)
    for own in rng.areas:
        left = tuple(part for area in left for part in area.without(own))
    _move(rng.sheet_impl.ws.conditional_formatting, place, left)


@counted
class ConditionalFormat(base.ConditionalFormat):
    """One rule."""

    def __init__(self, rng: "Range", place: ConditionalFormatting, rule: Any) -> None:
        self.machine, self.range, self.place, self.rule = rng.machine, rng, place, rule

    @property
    def api(self) -> "FormatCondition":
        return FormatCondition(self)

    @property
    def type(self) -> str:
        return TYPES.get(self.rule.type, "unknown")

    @property
    def formula(self) -> str | None:
        return seen(self.range, self.rule.formula[0]) if self.type == "custom" else None

    @property
    def stop_if_true(self) -> bool:
        return bool(self.rule.stopIfTrue)

    @property
    def fill_color(self) -> RGB | None:
        fill = self.rule.dxf and self.rule.dxf.fill
        return rgb_of(fill.bgColor) if fill else None

    @property
    def font_color(self) -> RGB | None:
        font = self.rule.dxf and self.rule.dxf.font
        return rgb_of(font.color) if font else None

    @property
    def font_bold(self) -> Any:
        return self.rule.dxf and self.rule.dxf.font and self.rule.dxf.font.b

    @property
    def font_italic(self) -> Any:
        return self.rule.dxf and self.rule.dxf.font and self.rule.dxf.font.i

    def set(self, changes: dict[str, Any]) -> None:
        style = self.rule.dxf
        for name, value in changes.items():
            match name:
                case "fill_color":
                    style.fill = PatternFill(bgColor=argb(value))
                case "font_color":
                    style.font.color = Color(rgb=argb(value))
                case "font_bold":
                    style.font.b = value
                case "font_italic":
                    style.font.i = value
                case "stop_if_true":
                    self.rule.stopIfTrue = value
                case "formula":
                    self.rule.formula = [kept(self.range, value)]

    def delete(self) -> None:
        self.place.rules.remove(self.rule)


@counted
class FormatConditions:
    """The conditional formats of a range of COM."""

    def __init__(self, rng: "Range") -> None:
        self.machine, self.range = rng.machine, rng

    @property
    def Count(self) -> int:
        return len(rules_on(self.range))

    def __call__(self, index: int) -> "FormatCondition":
        held = rules_on(self.range)
        if not 1 <= index <= len(held):
            raise refused(f"There is no rule {index}.")
        return FormatCondition(ConditionalFormat(self.range, *held[index - 1]))


@counted
class FormatCondition:
    """A rule of COM."""

    def __init__(self, rule: ConditionalFormat) -> None:
        self.machine, self.plain = rule.machine, rule

    @property
    def NumberFormat(self) -> Any:
        held = self.plain.rule.dxf.numFmt
        return held and held.formatCode

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self.plain.rule.dxf.numFmt = NumberFormat(numFmtId=164, formatCode=value)

    @property
    def Priority(self) -> int:
        return int(self.plain.rule.priority)

    def SetLastPriority(self) -> None:
        sheet = self.plain.range.sheet_impl.ws
        ranks = [rule.priority for place in sheet.conditional_formatting for rule in place.rules]
        self.plain.rule.priority = max(ranks) + 1
