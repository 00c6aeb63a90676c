"""The hosts of workbooks side by side, for the suite that all of them keep."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from okrsheet import commands, resources
from okrsheet.books.area import cell_name
from okrsheet.books.book import Book, Edit
from okrsheet.books.file import FileBook
from okrsheet.books.live.host import LiveBook
from okrsheet.books.memory import MemoryBook
from okrsheet.example import example_edits
from tests.excel import excel

HOSTS = ("memory", "file", "live")
Prepare = Callable[[Path], None]


@contextmanager
def opened(host: str, path: Path) -> Iterator[Book]:
    """A workbook on one of the hosts; changes are in the file at the end, but for memory's."""
    match host:
        case "memory":
            yield MemoryBook(FileBook(path).read())
        case "file":
            yield FileBook(path)
        case _:
            with excel(path) as app:
                book = LiveBook(app.books.active)
                yield book
                if book.inverse is None:  # nothing was changed
                    return
                app.books.active.save(path)
            without_empty_values(path)


def without_empty_values(path: Path) -> None:
    """Take out the empty values that openpyxl saves with formulas: no program takes them."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, re.sub(rb"<v></v>|<v ?/>", b"", content))


def without_sheets(path: Path, *titles: str) -> Path:
    """The workbook without some of its sheets, as an older version or a user may have left it."""
    book = load_workbook(path)
    for title in titles:
        del book[title]
    book.save(path)
    without_empty_values(path)
    return path


def write(path: Path, edits: Sequence[Edit]) -> None:
    """Carry out edits on a file."""
    book = FileBook(path)
    book.read()
    book.apply(edits)


@cache
def _made(stage: str) -> Path:
    """The coffee-shop plan at a stage of its life; see `workbook`."""
    path = Path(mkdtemp()) / "coffee-shop.xlsx"
    if stage == "template":
        path.write_bytes(resources.template("company"))
        return path
    before = {"entered": "template", "rolled": "entered", "checked": "rolled"}[stage]
    shutil.copy(_made(before), path)
    snapshot = FileBook(path).read()
    edits = {
        "entered": example_edits,
        "rolled": lambda read: commands.rollup(read).edits,
        "checked": lambda read: commands.check(read).edits,
    }
    write(path, tuple(edits[stage](snapshot)))
    return path


def workbook(folder: Path, stage: str) -> Path:
    """The coffee-shop plan in a folder: the `template`, `entered`, `rolled` up and `checked`."""
    return Path(shutil.copy(_made(stage), folder / "coffee-shop.xlsx"))


def differences(one: Path, other: Path) -> list[str]:
    """The cells that differ between two workbooks, and the tables: as openpyxl reads them."""
    if one.read_bytes() == other.read_bytes():
        return []
    books = load_workbook(one), load_workbook(other)
    assert books[0].sheetnames == books[1].sheetnames
    found = []
    for title in books[0].sheetnames:
        sheets = (books[0][title], books[1][title])
        found += [f"{title}!{line}" for line in _unlike(*sheets)]
        tables = [{t.name: t.ref for t in sheet.tables.values()} for sheet in sheets]
        found += [f"{title}: {tables}"] if tables[0] != tables[1] else []
        states = [(sheet.sheet_state, sheet.protection.sheet) for sheet in sheets]
        found += [f"{title}: {states}"] if states[0] != states[1] else []
    return found


def _unlike(one: Worksheet, other: Worksheet) -> Iterator[str]:
    here, there = _Sheet(one), _Sheet(other)
    for place in sorted(one._cells.keys() | other._cells.keys()):
        if here.said(place) != there.said(place):
            yield f"{cell_name(*place)} {here.said(place)} {there.said(place)}"


class _Sheet:
    """What the cells of a sheet say; each format is looked at once."""

    def __init__(self, sheet: Worksheet) -> None:
        self._cells = sheet._cells
        self._looks: dict[object, tuple[object, ...]] = {}

    def said(self, place: tuple[int, int]) -> tuple[object, ...]:
        cell = self._cells.get(place)
        if cell is None or isinstance(cell, MergedCell):
            return None, "n", "General", False, None
        value = cell.value
        if isinstance(value, float):
            value = float(f"{value:.14g}")  # openpyxl writes no more digits than 16
        key = cell.style_id
        if key not in self._looks:
            self._looks[key] = _look(cell)
        return value, cell.data_type, *self._looks[key]


def _look(cell: Cell) -> tuple[object, ...]:
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    return cell.number_format, bool(cell.font.b), fill
