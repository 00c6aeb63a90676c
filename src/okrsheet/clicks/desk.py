"""What the user has before them: Excel, the workbook they work in, and the cell they are on.

Nothing here asks the workbook that is open how okrsheet shall work: it may come from anywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheet.books.book import BookError
from okrsheet.books.live.excel import be_impatient, faults
from okrsheet.clicks.answer import Place
from okrsheet.clicks.selection import CELLS, Here

if TYPE_CHECKING:
    import xlwings

TITLE = "okrsheet"
LONGEST_BAR = 250  # characters that the status bar takes
IN_FRONT = 0x50000  # MB_SETFOREGROUND, MB_TOPMOST: a box of nobody's would open behind Excel
FOLDER_PICKER = 4  # msoFileDialogFolderPicker
CHOOSE_FOLDER = (  # of a Mac; arguments: what is asked, where to begin
    "on run told",
    "choose folder with prompt (item 1 of told) default location (POSIX file (item 2 of told))",
    "POSIX path of result",
    "end run",
)
OPEN_ONE = "Open an okrsheet workbook, or make one with New."


class Desk:
    """Excel, as the user sees it."""

    def __init__(self, app: xlwings.App) -> None:
        self.app = app

    @classmethod
    def found(cls) -> Desk:
        """The Excel whose ribbon was clicked, else the one that is in front. Raises BookError."""
        import xlwings

        be_impatient()
        try:
            return cls(xlwings.Book.caller().app)
        except Exception:  # xlwings says in no other way that nothing of Excel's called it
            app = xlwings.apps.active
        if app is None:
            raise BookError("Excel is not running.", "Excel", "Start it and click again.")
        return cls(app)

    @cached_property
    def book(self) -> xlwings.Book:
        """The workbook in front. Raises BookError where there is none."""
        try:
            book = self.app.books.active if len(self.app.books) else None
            is_open = book is not None and bool(book.name)
        except AttributeError:  # in Protected View there is one that is nothing
            is_open = False
        if book is None or not is_open:
            raise BookError("No workbook is open.", "", OPEN_ONE)
        return book

    @property
    def full_name(self) -> str:
        """The workbook's name with its folder, or its address in the cloud.

        Not as `book.fullname` has it, which looks for settings in a workbook from the cloud.
        """
        api = self.book.api
        if hasattr(api, "FullName"):  # Windows
            return str(api.FullName)
        if hasattr(api, "full_name"):  # Mac
            return str(api.full_name.get())
        return self.book.fullname

    def here(self) -> Here:
        """Where the user is; the first cell where a chart, say, or the whole sheet is selected."""
        unsaid: tuple[type[Exception], ...] = (AttributeError, *faults())
        try:
            selection = self.app.selection
        except unsaid:  # on Windows: a chart, or more cells than xlwings can count
            selection = None
        if selection is None:
            return Here(Place(self.book.sheets.active.name, 1, 1))
        sheet, row = selection.sheet, selection.row
        cells = sheet.range((row, 1), (row, CELLS)).value
        return Here(Place(sheet.name, row, selection.column), tuple(cells))

    def go(self, place: Place) -> None:
        """Select a cell."""
        sheet = self.book.sheets[place.sheet]
        sheet.activate()
        sheet.range((place.row, place.column)).select()

    def tables(self) -> frozenset[str]:
        """The names of the workbook's tables, folded."""
        return frozenset(t.name.casefold() for sheet in self.book.sheets for t in sheet.tables)

    def sheets(self) -> tuple[str, ...]:
        """The names of the workbook's sheets."""
        return tuple(sheet.name for sheet in self.book.sheets)

    def taken_names(self) -> frozenset[str]:
        """The names of the open workbooks, folded: Excel opens no two of one name."""
        return frozenset(book.name.casefold() for book in self.app.books)

    def open(self, path: Path) -> None:
        """Open a workbook; it is the one in front from now on."""
        vars(self).pop("book", None)
        self.app.books.open(str(path))

    def save(self) -> None:
        """Save the workbook in its file."""
        self.book.save()

    def choose_folder(self, asked: str, start: Path) -> Path | None:
        """The folder that the user chooses; None where they think better of it."""
        if sys.platform == "darwin":
            lines = [part for line in CHOOSE_FOLDER for part in ("-e", line)]
            command = ["osascript", *lines, asked, str(start)]
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            chosen = ended.stdout.rstrip("\n")
            return Path(chosen) if ended.returncode == 0 and chosen else None
        dialog = self.app.api.FileDialog(FOLDER_PICKER)
        dialog.Title = asked
        dialog.InitialFileName = f"{start}{os.sep}"
        return Path(dialog.SelectedItems(1)) if dialog.Show() else None

    def export(self, sheets: Sequence[str], path: Path) -> None:
        """Write sheets as a PDF. Raises NotImplementedError where this Excel cannot."""
        place = self.here().place
        with self.app.properties(screen_updating=False):
            self.book.to_pdf(path, include=list(sheets))
        self.go(place)

    def show(self, path: Path) -> bool:
        """Open a page or a PDF beside Excel; says whether that worked."""
        if sys.platform != "win32":
            return webbrowser.open(path.absolute().as_uri())
        # Windows ends Python with Excel, and whatever Python has started: a browser with all its
        # pages. What the explorer opens stays open.
        explorer = Path(os.environ["SYSTEMROOT"], "explorer.exe")
        try:
            # The path in quotes, or a comma would end it.
            subprocess.Popen(f'"{explorer}" "{path.absolute()}"')
        except OSError:
            return False
        return True

    def bar(self, text: str) -> None:
        """Say something in the status bar; blank gives it back to Excel."""
        is_long = len(text) > LONGEST_BAR
        self.app.status_bar = f"{text[: LONGEST_BAR - 1]}…" if is_long else text or False

    def say(self, text: str) -> None:
        """Say something in a message box, of Excel's or, where Excel cannot, of the system's."""
        try:
            self.app.alert(text, TITLE)
        except Exception:  # whatever it is, what is to be said comes first
            say_without_excel(text)


def say_without_excel(text: str) -> None:
    """Say something in a message box of the system's; where there is none, on the error stream."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, TITLE, IN_FRONT)
    else:
        print(f"{TITLE}: {text}", file=sys.stderr)
