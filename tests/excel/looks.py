"""How cells look: fonts, fills, borders, alignment, locks.

A look is read as one for a whole range: None where its cells differ, as Excel gives it.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.styles import PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.colors import Color
from xlwings import base_classes as base

from tests.excel.area import ROWS, Area
from tests.excel.com import counted, refused
from tests.excel.grid import PROTECTED, Grid

if TYPE_CHECKING:
    from tests.excel.range import Range

RGB = tuple[int, int, int]

# A look's name here: the part of the style that has it, and openpyxl's name.
PARTS = {
    "name": ("font", "name"),
    "size": ("font", "sz"),
    "bold": ("font", "b"),
    "italic": ("font", "i"),
    "underline": ("font", "u"),
    "strikethrough": ("font", "strike"),
    "font_color": ("font", "color"),
    "fill_color": ("fill", ""),
    "horizontal_alignment": ("alignment", "horizontal"),
    "vertical_alignment": ("alignment", "vertical"),
    "wrap_text": ("alignment", "wrap_text"),
    "indent": ("alignment", "indent"),
    "locked": ("protection", "locked"),
}
ALIGNMENTS = {"general": None, "center_across_selection": "centerContinuous"}


class Look:
    """The looks of all cells of some rectangles."""

    def __init__(self, grid: Grid, areas: Iterable[Area]) -> None:
        self.grid, self.areas = grid, tuple(areas)
        self.workbook: Any = grid.sheet.parent

    def get(self, name: str) -> Any:
        """One look; None where cells differ."""
        part, key = PARTS[name]
        pool = getattr(self.workbook, f"_{part}s")
        known = {None: _look_of(name, pool[0], key)}
        for style in self._styles():
            number = getattr(style, f"{part}Id")
            known[number] = _look_of(name, pool[number], key)
        used = {known[getattr(style, f"{part}Id")] for style in self._styles()}
        used |= {known[None]} if self._has_gaps() else set()
        return used.pop() if len(used) == 1 else None

    def set(self, name: str, value: Any) -> None:
        """Lay one look on all cells; the others stay."""
        part, key = PARTS[name]
        self.restyle(part, lambda style: _with_look(name, copy(style), key, value))

    def restyle(self, part: str, change: Callable[[Any], Any]) -> None:
        """Change a part of all cells' styles: each style that there is only once."""
        self.check_allowed()
        pool = getattr(self.workbook, f"_{part}s")
        changed: dict[int, int] = {}
        for cell in self._cells():
            number = getattr(cell._style, f"{part}Id")
            if number not in changed:
                changed[number] = pool.add(change(pool[number]))
            setattr(cell._style, f"{part}Id", changed[number])

    @property
    def number_format(self) -> str | None:
        used = {cell.number_format for cell in self._standing()}
        used |= {"General"} if self._has_gaps() else set()
        return used.pop() if len(used) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.check_allowed()
        for cell in self._cells():
            cell.number_format = value

    def check_allowed(self) -> None:
        """Excel's error where protection forbids to format cells."""
        if self.grid.is_protected and self.grid.sheet.protection.formatCells:
            raise refused(PROTECTED)

    def _cells(self) -> Iterator[Any]:
        """All cells, made where there are none; of whole columns those that there are."""
        for area in self.areas:
            whole = area.rows == ROWS
            for place in self.grid.standing(area) if whole else area.cells():
                cell = self.grid.cells.get(place) or self.grid.sheet.cell(*place)
                cell._style = cell._style or StyleArray()
                yield cell

    def _standing(self) -> Iterator[Any]:
        for area in self.areas:
            yield from (self.grid.cells[place] for place in self.grid.standing(area))

    def _styles(self) -> Iterator[Any]:
        return (cell._style or StyleArray() for cell in self._standing())

    def _has_gaps(self) -> bool:
        held = sum(len(self.grid.standing(area)) for area in self.areas)
        return held < sum(area.rows * area.columns for area in self.areas)


def _look_of(name: str, style: Any, key: str) -> Any:
    match name:
        case "fill_color":
            return rgb_of(style.fgColor) if getattr(style, "fill_type", None) == "solid" else None
        case "font_color":
            return rgb_of(style.color) or (0, 0, 0)
        case "horizontal_alignment":
            names = {shown: known for known, shown in ALIGNMENTS.items()}
            return names.get(style.horizontal, style.horizontal)
        case "vertical_alignment":
            return style.vertical or "bottom"
        case "bold" | "italic" | "wrap_text" | "locked" | "strikethrough":
            return bool(getattr(style, key))
    return getattr(style, key)


def _with_look(name: str, style: Any, key: str, value: Any) -> Any:
    match name:
        case "fill_color" if value is None:
            return PatternFill()
        case "fill_color":
            return PatternFill("solid", fgColor=argb(value))
        case "font_color":
            value = Color(rgb=argb(value))
        case "horizontal_alignment":
            value = ALIGNMENTS.get(value, value)
    setattr(style, key, value)
    return style


def argb(value: RGB | str | int) -> str:
    """A colour as a file has it; a whole number is Excel's, with red in its lowest byte."""
    if isinstance(value, str):
        return f"FF{value.removeprefix('#').upper()}"
    if isinstance(value, int):
        value = (value % 256, value // 256 % 256, value // 65536)
    return "FF{:02X}{:02X}{:02X}".format(*value)


def rgb_of(color: Color | None) -> RGB | None:
    """A file's colour; None where there is none or a theme says it."""
    if color is None or color.type != "rgb":
        return None
    red, green, blue = bytes.fromhex(str(color.rgb)[-6:])
    return red, green, blue


def looking(name: str) -> property:
    """A property of a range or font that reads and lays one look."""

    def read(owner: Any) -> Any:
        return owner.look.get(name)

    def write(owner: Any, value: Any) -> None:
        owner.look.set(name, value)

    return property(read, write)


@counted
class Font(base.Font):
    """The font of a range."""

    name = looking("name")
    size = looking("size")
    bold = looking("bold")
    italic = looking("italic")
    color = looking("font_color")

    def __init__(self, rng: "Range") -> None:
        self.machine, self.look = rng.machine, rng.look

    @property
    def api(self) -> "FontApi":
        return FontApi(self)


@counted
class FontApi:
    """A font of COM."""

    Name = looking("name")
    Size = looking("size")
    Bold = looking("bold")
    Italic = looking("italic")
    Strikethrough = looking("strikethrough")

    def __init__(self, font: Font) -> None:
        self.machine, self.look = font.machine, font.look

    @property
    def Underline(self) -> int:
        return 2 if self.look.get("underline") == "single" else -4142

    @Underline.setter
    def Underline(self, value: int) -> None:
        self.look.set("underline", "single" if value == 2 else None)
