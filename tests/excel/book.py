"""Open workbooks, held by openpyxl."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from xlwings import base_classes as base

from tests.excel.com import counted
from tests.excel.files import Values, save
from tests.excel.grid import Place
from tests.excel.names import Names
from tests.excel.sheet import Sheet, Sheets
from tests.excel.window import Window
from tests.judges.recalculated import Error, by_libreoffice

if TYPE_CHECKING:
    from tests.excel.app import App


@counted
class Book(base.Book):
    """An open workbook; `splits` holds how its window would split sheets that are not frozen."""

    def __init__(self, app: "App", path: Path | None, workbook: Workbook, values: Values) -> None:
        self.machine: App = app
        self.app_impl: App = app
        self.path = path
        self.workbook: Any = workbook
        self.is_read_only = self.is_shared = False
        self.splits: dict[Any, tuple[int, int]] = {}
        self.sheet_impls: dict[Any, Sheet] = {
            sheet: Sheet(self, sheet, values.get(sheet.title, {})) for sheet in workbook.worksheets
        }

    @property
    def api(self) -> "BookApi":
        return BookApi(self)

    @property
    def app(self) -> "App":
        return self.app_impl

    @property
    def name(self) -> str:
        return self.path.name if self.path else "Book1"

    @property
    def fullname(self) -> str:
        return str(self.path or self.name)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def sheet_of(self, worksheet: Any) -> Sheet:
        """The sheet that stands for openpyxl's."""
        return self.sheet_impls[worksheet]

    def activate(self) -> None:
        self.app_impl.open_books.remove(self)
        self.app_impl.open_books.insert(0, self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self.path = Path(path or self.fullname)
        save(self.workbook, self.path)

    def close(self) -> None:
        self.app_impl.open_books.remove(self)

    def to_pdf(self, path: str, quality: str) -> None:
        """No more of it than its first line."""
        Path(path).write_bytes(b"%PDF-1.7\n")

    def recalculate(self) -> None:
        """Give all formula cells the values that LibreOffice calculates."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "book.xlsx"
            save(self.workbook, path)
            found = by_libreoffice([path])[path]
        values: dict[str, dict[Place, Any]] = {sheet.title: {} for sheet in self.sheet_impls}
        for (sheet, row, column), value in found.items():
            values[sheet][row, column] = value.code if isinstance(value, Error) else value
        for held, impl in self.sheet_impls.items():
            impl.grid.calculated = {
                place: values[held.title].get(place, "")
                for place, cell in impl.grid.cells.items()
                if cell.data_type == "f"
            }


@counted
class BookApi:
    """What the Workbook object of COM has beside xlwings' own names."""

    def __init__(self, book: Book) -> None:
        self.machine, self.book = book.machine, book

    @property
    def Date1904(self) -> bool:
        return bool(self.book.workbook.epoch.year == 1904)

    @property
    def FullName(self) -> str:
        return str(self.book.path or self.book.name)

    @property
    def ReadOnly(self) -> bool:
        return self.book.is_read_only

    @property
    def MultiUserEditing(self) -> bool:
        return self.book.is_shared

    @property
    def ProtectStructure(self) -> bool:
        security = self.book.workbook.security
        return bool(security and security.lockStructure)

    def Windows(self, index: int) -> Window:
        return Window(self.book)
