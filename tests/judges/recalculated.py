"""Workbooks calculated anew by two engines, LibreOffice and IronCalc, and what they disagree on.

A cell's value is a number (dates as serial numbers, TRUE as 1), a text or an error; blanks, and
formulas that give an empty text, are no cells at all.
"""

import json
import math
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tests.judges import libreoffice
from tests.judges.libreoffice import BookReading
from tests.judges.package import Cell, Package, column_letters, text_in, unescape

TOLERANCE = 1e-9  # absolute up to 1, relative above
SESSION = Path(__file__).with_name("ironcalc_session.py")
SECONDS_ALLOWED = 120


class Error(NamedTuple):
    """An error value, such as #N/A."""

    code: str


class Place(NamedTuple):
    """A cell of a workbook; rows and columns count from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"


Value = float | str | Error
Cells = Mapping[Place, Value]


class Unreadable(Exception):
    """An engine did not open or calculate a workbook."""


def cached(workbook: Path) -> dict[Place, Value | None]:
    """What each formula cell of a file holds as its value; None for a blank."""
    return dict(_cached(workbook, workbook.read_bytes()))


@lru_cache(maxsize=2)  # one engine after the other is compared with one file
def _cached(workbook: Path, content: bytes) -> Mapping[Place, Value | None]:
    package = Package.open(workbook)
    return {
        Place(sheet.name, cell.row, cell.column): _cached_value(cell)
        for sheet in package.sheets
        for cell in sheet.cells()
        if cell.formula is not None
    }


def _cached_value(cell: Cell) -> Value | None:
    text = text_in(cell.element.find("{*}v"))
    match cell.element.get("t", "n"):
        case "e":
            return Error(text)
        case "str":
            return unescape(text) or None
        case _:
            return float(text) if text else None


def by_libreoffice(workbooks: Iterable[Path]) -> dict[Path, Cells]:
    """All cells of each workbook, as LibreOffice calculates them. Raises Unreadable."""
    readings = libreoffice.read(workbooks, recalculate=True)
    return {workbook: cells_of(reading) for workbook, reading in readings.items()}


def cells_of(reading: BookReading) -> Cells:
    """What LibreOffice read, cell by cell. Raises Unreadable."""
    if reading.fault:
        raise Unreadable(reading.fault)
    found: dict[Place, Value] = {}
    for sheet in reading.sheets:
        found |= {Place(sheet.name, *at): _plain(value) for at, value in sheet.values.items()}
        found |= {Place(sheet.name, *at): Error(code) for at, code in sheet.errors.items()}
    return found


def by_ironcalc(workbook: Path) -> Cells:
    """All cells of a workbook, as IronCalc calculates them. Raises Unreadable."""
    command = [sys.executable, str(SESSION), str(workbook)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_ALLOWED)
    except subprocess.TimeoutExpired:
        raise Unreadable(f"IronCalc has not ended after {SECONDS_ALLOWED} seconds") from None
    if ended.returncode:
        raise Unreadable(f"IronCalc: {' '.join(ended.stderr.strip().splitlines()[-1:])}")
    return {
        Place(sheet, row, column): Error(str(value)) if is_error else _plain(value)
        for sheet, cells in json.loads(ended.stdout).items()
        for row, column, value, is_error in cells
    }


def _plain(value: float | str) -> Value:
    return unescape(value) if isinstance(value, str) else float(value)


def unlike_cached(workbook: Path, calculated: Cells) -> Iterator[str]:
    """The formula cells that an engine gives another value than the file holds, or an error."""
    for place, held in cached(workbook).items():
        found = calculated.get(place)
        if isinstance(found, Error):
            yield f"{place} is {found.code}"
        elif not same(held, found):
            yield f"{place} is {found!r}, the file holds {held!r}"


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are one."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return one == other
