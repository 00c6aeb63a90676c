"""Defined names of a workbook and of its sheets; a print area is one of them."""

from typing import TYPE_CHECKING, Any

from openpyxl.workbook.defined_name import DefinedName
from xlwings import base_classes as base

from tests.excel.area import areas_in
from tests.excel.com import EXCEPTION, com_error, counted

if TYPE_CHECKING:
    from tests.excel.book import Book
    from tests.excel.range import Range
    from tests.excel.sheet import Sheet


SPECIAL = ("Print_Area", "Print_Titles")


@counted
class Names(base.Names):
    """All names of a workbook (a sheet's own with the sheet before them), or of one sheet."""

    def __init__(self, book: "Book", sheet: "Sheet | None" = None) -> None:
        self.machine, self.book, self.sheet = book.machine, book, sheet

    @property
    def api(self) -> Any:
        return self

    def _all(self) -> list["Name"]:
        sheets = [self.sheet] if self.sheet else list(self.book.sheet_impls.values())
        own = [Name(self.book, sheet, name) for sheet in sheets for name in _names_of(sheet)]
        shared = [] if self.sheet else [Name(self.book, None, n) for n in _names_of(self.book)]
        return sorted([*own, *shared], key=lambda name: name.name.lower())

    def __call__(self, name_or_index: str | int) -> "Name":
        names = self._all()
        if isinstance(name_or_index, int):
            return names[name_or_index - 1]
        wanted = name_or_index.lower()
        for name in names:
            if wanted in (name.name.lower(), name.key.lower()):
                return name
        raise com_error(EXCEPTION, "Exception occurred.")

    def contains(self, name_or_index: str | int) -> bool:
        try:
            self(name_or_index)
        except com_error:
            return False
        return True

    def __len__(self) -> int:
        return len(self._all())

    def add(self, name: str, refers_to: str) -> "Name":
        named = Name(self.book, self.sheet, name)
        named.refers_to = refers_to
        return named


def _names_of(owner: Any) -> list[str]:
    """The names that a book or a sheet holds; a sheet's print area and titles among them."""
    if hasattr(owner, "workbook"):
        return list(owner.workbook.defined_names)
    special = (name for name in SPECIAL if _special(owner.ws, name))
    return [*owner.ws.defined_names, *special]


def _special(sheet: Any, name: str) -> str:
    """What a sheet prints, or repeats on each page, without the sheet's name."""
    if name == "Print_Titles":
        return ",".join(part for part in (sheet.print_title_cols, sheet.print_title_rows) if part)
    return ",".join(part.rpartition("!")[2] for part in str(sheet.print_area or "").split(","))


@counted
class Name:
    """A defined name; `sheet` is None for one of the whole workbook."""

    def __init__(self, book: "Book", sheet: "Sheet | None", key: str) -> None:
        self.machine, self.book, self.sheet, self.key = book.machine, book, sheet, key

    @property
    def api(self) -> Any:
        return self

    @property
    def _held(self) -> Any:
        return self.sheet.ws.defined_names if self.sheet else self.book.workbook.defined_names

    @property
    def name(self) -> str:
        return f"{quoted(self.sheet.ws.title)}!{self.key}" if self.sheet else self.key

    @property
    def refers_to(self) -> str:
        if self.sheet and self.key in SPECIAL:
            mark = f"{quoted(self.sheet.ws.title)}!"
            parts = (part for part in _special(self.sheet.ws, self.key).split(",") if part)
            return "=" + ",".join(f"{mark}{part}" for part in parts)
        return f"={self._held[self.key].attr_text}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._held[self.key] = DefinedName(self.key, attr_text=value.removeprefix("="))

    @property
    def refers_to_range(self) -> "Range":
        sheet, _, address = self.refers_to.removeprefix("=").rpartition("!")
        worksheet = self.book.workbook[sheet.strip("'").replace("''", "'")]
        return self.book.sheet_of(worksheet).over(areas_in(address))

    def delete(self) -> None:
        del self._held[self.key]


def quoted(title: str) -> str:
    """A sheet's name as formulas have it: in quotes where it is no plain word."""
    return title if title.isidentifier() else "'" + title.replace("'", "''") + "'"
