"""What the Worksheet object of COM has beside xlwings' own names."""

from typing import TYPE_CHECKING, Any

from tests.excel.com import counted, refused
from tests.excel.looks import argb, rgb_of
from tests.excel.pages import PageSetupApi

if TYPE_CHECKING:
    from tests.excel.range_api import RangeApi
    from tests.excel.sheet import Sheet

# What Protect may leave allowed, in the order of its arguments, and openpyxl's name for it.
ALLOWED = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}


@counted
class SheetApi:
    """A worksheet of COM."""

    def __init__(self, sheet: "Sheet") -> None:
        self.machine, self.sheet = sheet.machine, sheet

    @property
    def Outline(self) -> "Outline":
        return Outline(self.sheet)

    @property
    def Tab(self) -> "Tab":
        return Tab(self.sheet)

    @property
    def PageSetup(self) -> "PageSetupApi":
        return PageSetupApi(self.sheet)

    @property
    def AutoFilterMode(self) -> bool:
        """Whether the sheet has filter buttons (those of tables are theirs)."""
        return bool(self.sheet.ws.auto_filter.ref)

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:
        if value:
            raise refused("Only False can be given to AutoFilterMode.")
        self.sheet.ws.auto_filter.ref = None

    @property
    def AutoFilter(self) -> "AutoFilter | None":
        held = self.sheet.ws.auto_filter
        return AutoFilter(self.sheet, held) if held.ref else None

    @property
    def FilterMode(self) -> bool:
        return bool(self.sheet.ws.auto_filter.filterColumn)

    def Range(self, address: str) -> "RangeApi":
        return self.sheet.range(address).api

    @property
    def ProtectContents(self) -> bool:
        return bool(self.sheet.ws.protection.sheet)

    @property
    def ProtectDrawingObjects(self) -> bool:
        return bool(self.sheet.ws.protection.sheet and self.sheet.ws.protection.objects)

    @property
    def ProtectScenarios(self) -> bool:
        return bool(self.sheet.ws.protection.sheet and self.sheet.ws.protection.scenarios)

    @property
    def Protection(self) -> "Protection":
        return Protection(self.sheet)

    def Unprotect(self, Password: str | None = None) -> None:
        protection = self.sheet.ws.protection
        secret = protection.password or protection.hashValue
        if protection.sheet and secret and Password != self.sheet.password:
            raise refused("The password you supplied is not correct.")
        protection.sheet = False
        protection._password = protection.hashValue = None

    def Protect(
        self,
        Password: str | None = None,
        DrawingObjects: bool = True,
        Contents: bool = True,
        Scenarios: bool = True,
        UserInterfaceOnly: bool = False,
        *allowed: bool,
        **named: bool,
    ) -> None:
        protection = self.sheet.ws.protection
        given = {**dict(zip(ALLOWED, allowed, strict=False)), **named}
        if unknown := given.keys() - ALLOWED.keys():
            raise TypeError(f"Protect() got an unexpected keyword argument {min(unknown)!r}")
        protection.sheet, protection.objects, protection.scenarios = (
            Contents,
            DrawingObjects,
            Scenarios,
        )
        for name, key in ALLOWED.items():
            setattr(protection, key, not given.get(name, False))
        if Password:
            self.sheet.password = Password
            protection.set_password(Password)
        self.sheet.grid.open_to_code = UserInterfaceOnly


@counted
class Protection:
    """What a protected sheet leaves allowed: `AllowFormattingColumns` and so on."""

    def __init__(self, sheet: "Sheet") -> None:
        self.machine, self.sheet = sheet.machine, sheet

    def __getattr__(self, name: str) -> Any:
        if name in ALLOWED:
            return not getattr(self.sheet.ws.protection, ALLOWED[name])
        raise AttributeError(name)


@counted
class AutoFilter:
    """The filter buttons of a sheet or of a table."""

    def __init__(self, sheet: "Sheet", held: Any) -> None:
        self.machine, self.sheet, self.held = sheet.machine, sheet, held

    @property
    def Range(self) -> "RangeApi":
        return self.sheet.range(self.held.ref).api

    @property
    def FilterMode(self) -> bool:
        """Whether rows are hidden."""
        return bool(self.held.filterColumn)


@counted
class Outline:
    """How a sheet's groups stand: their summary row above (0) or below them (1)."""

    def __init__(self, sheet: "Sheet") -> None:
        self.machine, self.held = sheet.machine, sheet.ws.sheet_properties.outlinePr

    @property
    def SummaryRow(self) -> int:
        return int(self.held.summaryBelow)

    @SummaryRow.setter
    def SummaryRow(self, value: int) -> None:
        self.held.summaryBelow = bool(value)


@counted
class Tab:
    """A sheet's tab."""

    def __init__(self, sheet: "Sheet") -> None:
        self.machine, self.held = sheet.machine, sheet.ws.sheet_properties

    @property
    def Color(self) -> int | bool:
        """Red in the lowest byte; False for none."""
        red, green, blue = rgb_of(self.held.tabColor) or (0, 0, 0)
        return red + green * 256 + blue * 65536 if self.held.tabColor else False

    @Color.setter
    def Color(self, value: int) -> None:
        self.held.tabColor = argb(value)
