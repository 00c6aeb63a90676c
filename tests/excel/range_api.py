"""What the Range object of COM has beside xlwings' own names."""

from typing import TYPE_CHECKING, Any

from tests.excel import measures
from tests.excel.area import COLUMNS, ROWS
from tests.excel.com import counted, refused
from tests.excel.conditions import FormatConditions
from tests.excel.looks import FontApi, Look, looking
from tests.excel.validation import Validation

if TYPE_CHECKING:
    from tests.excel.range import Range


@counted
class RangeApi:
    """A range of COM."""

    Locked = looking("locked")
    WrapText = looking("wrap_text")

    def __init__(self, rng: "Range") -> None:
        self.machine, self.range = rng.machine, rng

    @property
    def look(self) -> Look:
        """How its cells look."""
        return self.range.look

    @property
    def Font(self) -> FontApi:
        return FontApi(self.range.font)

    @property
    def IndentLevel(self) -> int | None:
        level: float | None = self.look.get("indent")
        return None if level is None else int(level)

    @IndentLevel.setter
    def IndentLevel(self, value: int) -> None:
        if not 0 <= value <= 250:
            raise refused("Unable to set the IndentLevel property of the Range class")
        self.look.set("indent", value)

    @property
    def HasFormula(self) -> bool | None:
        """None where some cells have a formula and others none."""
        cells = self.range.sheet_impl.grid.cells
        found = {
            place in cells and cells[place].data_type == "f"
            for area in self.range.areas
            for place in area.cells()
        }
        return found.pop() if len(found) == 1 else None

    @property
    def Value2(self) -> Any:
        """Values with dates and money as plain numbers."""
        return self.range.matrix(self.range.sheet_impl.grid.value2)

    @property
    def Address(self) -> str:
        return ",".join(area.address() for area in self.range.areas)

    def AutoFilter(self) -> None:
        """Put the sheet's filter buttons here, or take them away where it has some."""
        held = self.range.sheet_impl.ws.auto_filter
        held.ref = None if held.ref else self.range.area.address(False, False)

    @property
    def Validation(self) -> Validation:
        return Validation(self.range)

    @property
    def FormatConditions(self) -> FormatConditions:
        return FormatConditions(self.range)

    @property
    def EntireRow(self) -> "Lines":
        areas = tuple(area._replace(column=1, columns=COLUMNS) for area in self.range.areas)
        return Lines(self.range.sheet_impl.over(areas), "row")

    @property
    def EntireColumn(self) -> "Lines":
        areas = tuple(area._replace(row=1, rows=ROWS) for area in self.range.areas)
        return Lines(self.range.sheet_impl.over(areas), "column")


@counted
class Lines:
    """Whole rows or columns of COM."""

    def __init__(self, rng: "Range", axis: str) -> None:
        self.machine, self.range, self.axis = rng.machine, rng, axis

    @property
    def OutlineLevel(self) -> int | None:
        """1 for what is in no group."""
        level = measures.common(self.range, f"{self.axis} level")
        return None if level is None else int(level) + 1

    @OutlineLevel.setter
    def OutlineLevel(self, value: int) -> None:
        if not 1 <= value <= 8:
            raise refused("Unable to set the OutlineLevel property of the Range class")
        measures.lay(self.range, f"{self.axis} level", value - 1)

    @property
    def Hidden(self) -> bool | None:
        found: bool | None = measures.common(self.range, f"{self.axis} hidden")
        return found

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        measures.lay(self.range, f"{self.axis} hidden", value)
