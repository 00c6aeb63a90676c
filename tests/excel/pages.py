"""How a sheet prints."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes as base

from tests.excel.com import counted

if TYPE_CHECKING:
    from tests.excel.sheet import Sheet


def _printed(name: str) -> property:
    """A property of the page setup: openpyxl's object on the sheet and its name there."""
    owner, _, key = name.rpartition(".")

    def read(setup: "PageSetupApi") -> Any:
        return attrgetter(name)(setup.ws)

    def write(setup: "PageSetupApi", value: Any) -> None:
        setattr(attrgetter(owner)(setup.ws), key, value)

    return property(read, write)


def _margin(side: str) -> property:
    """A margin in points; files have inches."""

    def read(setup: "PageSetupApi") -> float:
        return float(getattr(setup.ws.page_margins, side) * 72)

    def write(setup: "PageSetupApi", value: float) -> None:
        setattr(setup.ws.page_margins, side, value / 72)

    return property(read, write)


@counted
class PageSetupApi:
    """How a sheet prints; without `Zoom = False` the pages to fit are without effect."""

    FitToPagesWide = _printed("page_setup.fitToWidth")
    FitToPagesTall = _printed("page_setup.fitToHeight")
    PaperSize = _printed("page_setup.paperSize")
    CenterHorizontally = _printed("print_options.horizontalCentered")
    LeftMargin = _margin("left")
    RightMargin = _margin("right")
    TopMargin = _margin("top")
    BottomMargin = _margin("bottom")
    HeaderMargin = _margin("header")
    FooterMargin = _margin("footer")
    LeftHeader = _printed("oddHeader.left.text")
    CenterHeader = _printed("oddHeader.center.text")
    RightHeader = _printed("oddHeader.right.text")
    LeftFooter = _printed("oddFooter.left.text")
    CenterFooter = _printed("oddFooter.center.text")
    RightFooter = _printed("oddFooter.right.text")

    def __init__(self, sheet: "Sheet") -> None:
        self.machine, self.ws = sheet.machine, sheet.ws

    @property
    def Orientation(self) -> int:
        return 2 if self.ws.page_setup.orientation == "landscape" else 1

    @Orientation.setter
    def Orientation(self, value: int) -> None:
        self.ws.page_setup.orientation = "landscape" if value == 2 else "portrait"

    @property
    def Zoom(self) -> int | bool:
        fits = (
            self.ws.sheet_properties.pageSetUpPr and self.ws.sheet_properties.pageSetUpPr.fitToPage
        )
        return False if fits else self.ws.page_setup.scale or 100

    @Zoom.setter
    def Zoom(self, value: int | bool) -> None:
        self.ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=value is False)
        self.ws.page_setup.scale = value or None

    @property
    def PrintArea(self) -> str:
        return print_area(self.ws)

    @PrintArea.setter
    def PrintArea(self, value: str) -> None:
        self.ws.print_area = value.replace("$", "") if value else None

    @property
    def PrintTitleRows(self) -> str:
        return self.ws.print_title_rows or ""

    @PrintTitleRows.setter
    def PrintTitleRows(self, value: str) -> None:
        self.ws.print_title_rows = value.replace("$", "") or None

    @property
    def PrintTitleColumns(self) -> str:
        return self.ws.print_title_cols or ""

    @PrintTitleColumns.setter
    def PrintTitleColumns(self, value: str) -> None:
        self.ws.print_title_cols = value.replace("$", "") or None


def print_area(sheet: Worksheet) -> str:
    """A sheet's print area without its name: `$A$1:$L$5`; empty where all is printed."""
    return ",".join(part.rpartition("!")[2] for part in str(sheet.print_area or "").split(","))


@counted
class PageSetup(base.PageSetup):
    """How a sheet prints, by xlwings' names."""

    def __init__(self, sheet: "Sheet") -> None:
        self.machine, self.ws = sheet.machine, sheet.ws
        self.held = PageSetupApi(sheet)

    @property
    def api(self) -> PageSetupApi:
        return self.held

    @property
    def print_area(self) -> str | None:
        return self.held.PrintArea or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        self.held.PrintArea = value or ""
