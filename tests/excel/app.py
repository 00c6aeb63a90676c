"""The app of the engine: Excel itself, its settings, and what workbooks are open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from xlwings import base_classes as base

from tests.excel.book import Book
from tests.excel.com import Alert, Machine, counted, refused
from tests.excel.files import opened
from tests.excel.window import Window


@counted
class Books(base.Books):
    """The open workbooks; the active one comes first."""

    def __init__(self, app: "App") -> None:
        self.machine = self.app = app

    @property
    def api(self) -> Any:
        return self

    @property
    def active(self) -> Any:
        return self.app.open_books[0] if self.app.open_books else NoBook()

    def __call__(self, name_or_index: str | int) -> Book:
        books = self.app.open_books
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.app.open_books)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self.app.open_books))

    def add(self) -> Book:
        return self._opened(Book(self.app, None, Workbook(), {}))

    def open(self, fullname: str, *args: Any, **kwargs: Any) -> Book:
        path = Path(fullname)
        return self._opened(Book(self.app, path, *opened(path)))

    def _opened(self, book: Book) -> Book:
        self.app.open_books.insert(0, book)
        return book


class NoBook(base.Book):
    """What xlwings takes for the active workbook where none is open: nothing can be asked of it."""

    def __getattribute__(self, name: str) -> Any:
        if name == "api":
            return None
        raise AttributeError(f"'NoneType' object has no attribute {name!r}")


def _setting(name: str) -> property:
    def read(app: Any) -> Any:
        return app.settings[name]

    def write(app: Any, value: Any) -> None:
        app.settings[name] = value

    return property(read, write)


@counted
class App(Machine, base.App):
    """Excel, as the tests have it. Of the test are calls, busy, fails_in, alerts and answers."""

    calculation = _setting("calculation")
    cut_copy_mode = _setting("cut_copy_mode")
    display_alerts = _setting("display_alerts")
    enable_events = _setting("enable_events")
    interactive = _setting("interactive")
    screen_updating = _setting("screen_updating")
    status_bar = _setting("status_bar")
    visible = _setting("visible")

    def __init__(self, engine: Any) -> None:
        Machine.__init__(self)
        self.machine = self
        self.engine_impl = engine
        self.open_books: list[Book] = []
        self.macros: dict[str, Any] = {}
        self.folders: list[str | None] = []  # what the user chooses next; None: Cancel
        self.settings: dict[str, Any] = {
            "calculation": "automatic",
            "cut_copy_mode": None,
            "display_alerts": True,
            "enable_events": True,
            "fills_columns": True,
            "interactive": True,
            "screen_updating": True,
            "status_bar": False,
            "visible": True,
        }

    @property
    def engine(self) -> Any:
        return self.engine_impl

    @property
    def api(self) -> "AppApi":
        return AppApi(self)

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Any:
        return self.open_books[0].sheets.active.selection if self.open_books else None

    @property
    def pid(self) -> int:
        return 1

    @property
    def hwnd(self) -> int:
        return 1

    @property
    def version(self) -> str:
        return "16.0"

    @property
    def path(self) -> str:
        return "Excel"

    def activate(self, steal_focus: bool = False) -> None:
        """It is the only one."""

    def calculate(self) -> None:
        """Counted only; see `recalculate`."""

    def recalculate(self) -> None:
        """Give all formulas of all workbooks their values, by LibreOffice."""
        for book in self.open_books:
            book.recalculate()

    def quit(self) -> None:
        self.open_books.clear()

    def run(self, macro: str, args: list[Any]) -> Any:
        if macro not in self.macros:
            raise refused(f"Cannot run the macro {macro!r}.")
        return self.macros[macro](*args)

    def alert(self, prompt: str, title: str | None, buttons: str, mode: Any, callback: Any) -> str:
        self.alerts.append(Alert(prompt, title, buttons))
        return self.answers.pop(0) if self.answers else "ok"


@counted
class AppApi:
    """What the Application object of COM has beside xlwings' own names."""

    def __init__(self, app: App) -> None:
        self.machine = self.app = app

    def GetInternational(self, index: int) -> str:
        """Excel is American here: 5 asks for the separator of a list, 3 for the decimal point."""
        return {3: ".", 4: ",", 5: ","}[index]

    def FileDialog(self, kind: int) -> "FolderDialog":
        """The dialog that chooses a folder, which has the number 4."""
        assert kind == 4
        return FolderDialog(self.app)

    @property
    def AutoCorrect(self) -> "AutoCorrect":
        return AutoCorrect(self.app)

    @property
    def ActiveWindow(self) -> Window | None:
        return Window(self.app.open_books[0]) if self.app.open_books else None


@counted
class FolderDialog:
    """The dialog in which the user of the test chooses the next of the app's folders."""

    def __init__(self, app: App) -> None:
        self.machine = self.app = app
        self.Title = self.InitialFileName = ""
        self.chosen: str | None = None

    def Show(self) -> int:
        """-1 where a folder was chosen, 0 where it was cancelled."""
        self.chosen = self.app.folders.pop(0)
        return -1 if self.chosen else 0

    def SelectedItems(self, number: int) -> str:
        """The folder chosen; there is one."""
        assert number == 1 and self.chosen
        return self.chosen


@counted
class AutoCorrect:
    """What Excel does of its own accord."""

    def __init__(self, app: App) -> None:
        self.machine = self.app = app

    @property
    def AutoFillFormulasInLists(self) -> bool:
        """Whether a formula put into a blank column of a table fills it."""
        return bool(self.app.settings["fills_columns"])

    @AutoFillFormulasInLists.setter
    def AutoFillFormulasInLists(self, value: bool) -> None:
        self.app.settings["fills_columns"] = value


class Apps(base.Apps):
    """The one app."""

    def __init__(self, app: App) -> None:
        self.app = app

    def keys(self) -> list[int]:
        return [self.app.pid]

    def __iter__(self) -> Iterator[App]:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app
