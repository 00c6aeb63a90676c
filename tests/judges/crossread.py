"""Four readers of one workbook: openpyxl, python-calamine, LibreOffice and IronCalc.

openpyxl and python-calamine must read the same values, cached ones of formulas too; LibreOffice
the same sheets and literals; IronCalc must open the workbook. The first three are compared cell by
cell, cells by (row, column) from 1, dates as serial numbers of the workbook's own date system.
"""

import datetime as dt
import math
import subprocess
import sys
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import openpyxl
import python_calamine
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from tests.judges.libreoffice import BookReading, SheetReading
from tests.judges.package import Area, Cell, Package, Sheet, unescape

NUMBER_TOLERANCE = 1e-12  # relative, and absolute around 0
DATE_TOLERANCE = 2e-8  # days: readers round a date to the millisecond
IRONCALC = "import sys, ironcalc; ironcalc.load_from_xlsx(sys.argv[1])"
SECONDS_ALLOWED = 60

Place = tuple[int, int]


class Unreadable(Exception):
    """openpyxl does not read a workbook."""


class Moment(NamedTuple):
    """A date, time or duration as days."""

    days: float


Value = float | str | Moment


class Reading(NamedTuple):
    """What openpyxl reads in a workbook; `values` are those of cells that hold one, by sheet.

    Formulas and errors are none of them. `hidden` are cells under a merged one, by sheet: openpyxl
    does not read what they may still hold. Days count from `epoch`.
    """

    values: Mapping[str, Mapping[Place, Value]]
    hidden: Mapping[str, frozenset[Place]]
    epoch: dt.datetime


def differences(workbook: Path) -> list[str]:
    """Where python-calamine and openpyxl disagree on a value, or one of them does not read."""
    try:
        reading = _read(workbook)
    except Unreadable as refusal:
        return [f"openpyxl does not open it: {refusal}"]
    try:
        other = python_calamine.CalamineWorkbook.from_path(str(workbook))
        rows = {
            sheet: other.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for sheet in reading.values
        }
    except python_calamine.CalamineError as refusal:
        return [f"python-calamine does not read it: {refusal}"]
    faults = []
    for sheet, ours in reading.values.items():
        hidden = reading.hidden[sheet]
        theirs = {
            (row, column): value
            for row, line in enumerate(rows[sheet], start=1)
            for column, cell in enumerate(line, start=1)
            if (row, column) not in hidden and (value := _plain(cell, reading.epoch)) is not None
        }
        faults += _unlike(sheet, ours, theirs, "python-calamine")
    return faults


def ironcalc_faults(workbook: Path) -> list[str]:
    """Why IronCalc does not open a workbook; empty where it does.

    It cannot follow an absolute path to comments, which is legal and which openpyxl writes: such
    a workbook is none of its business.
    """
    if _has_comments_by_absolute_path(workbook):
        return []
    command = [sys.executable, "-c", IRONCALC, str(workbook)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_ALLOWED)
    except subprocess.TimeoutExpired:
        return [f"IronCalc has not opened it after {SECONDS_ALLOWED} seconds"]
    last_words = ended.stderr.strip().splitlines()[-1:]
    return [f"IronCalc does not open it: {' '.join(last_words)}"] if ended.returncode else []


def _has_comments_by_absolute_path(workbook: Path) -> bool:
    package = Package.open(workbook)
    return any(
        entry.get("Type", "").endswith("/comments") and entry.get("Target", "").startswith("/")
        for name in package.members
        if name.startswith("xl/worksheets/_rels/")
        for entry in package.xml(name).iterfind("{*}Relationship")
    )


def libreoffice_faults(readings: Mapping[Path, BookReading]) -> dict[Path, list[str]]:
    """Where LibreOffice has other sheets or other literals than openpyxl, or opened nothing."""
    return {
        workbook: [reading.fault] if reading.fault else _unlike_libreoffice(workbook, reading)
        for workbook, reading in readings.items()
    }


def _unlike_libreoffice(workbook: Path, reading: BookReading) -> list[str]:
    package = Package.open(workbook)
    names = [sheet.name for sheet in package.sheets]
    read = [sheet.name for sheet in reading.sheets]
    if names != read:
        return [f"LibreOffice shows the sheets {read}, the workbook has {names}"]
    by_name: dict[str, SheetReading] = {sheet.name: sheet for sheet in reading.sheets}
    try:
        ours = _read(workbook)
    except Unreadable:
        return []  # which is a fault that `differences` names
    faults = []
    formulas = {
        sheet.name: [cell for cell in sheet.cells() if cell.formula is not None]
        for sheet in package.sheets
    }
    computed = {
        sheet.name: _computed_areas(package, sheet, formulas[sheet.name])
        for sheet in package.sheets
    }
    for sheet, values in ours.values.items():
        areas = computed[sheet]
        calculated = {(cell.row, cell.column) for cell in formulas[sheet]}
        literals = {
            place: value
            for place, value in values.items()
            if place not in calculated
            and not any(area.meets(Area(*place, *place)) for area in areas)
        }
        seen = by_name[sheet].values
        theirs: dict[Place, Value] = {
            place: unescape(value) if isinstance(value, str) else value
            for place in literals.keys() & seen.keys()
            if (value := seen[place]) is not None
        }
        faults += _unlike(sheet, literals, theirs, "LibreOffice")
    return faults


def _computed_areas(package: Package, sheet: Sheet, formulas: Sequence[Cell]) -> list[Area]:
    """Where a sheet's values come from an array formula or a pivot table: LibreOffice's do too."""
    arrays = [
        formula.get("ref", cell.address)
        for cell in formulas
        if (formula := cell.formula) is not None and formula.get("t") == "array"
    ]
    pivots = [
        location.get("ref")
        for part in package.related(sheet.part, "pivotTable")
        for location in package.xml(part).iterfind("{*}location")
    ]
    return [Area.of(reference) for reference in arrays + pivots]


def _read(workbook: Path) -> Reading:
    """A workbook as openpyxl reads it, formulas as their cached values. Raises Unreadable."""
    return _read_content(workbook.read_bytes())


@cache  # one reader after the other is compared with it
def _read_content(content: bytes) -> Reading:
    with warnings.catch_warnings():
        # openpyxl warns of all that it would lose at saving; it only reads here.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(BytesIO(content), data_only=True)
        except Exception as refusal:  # openpyxl lets out whatever its parts raise
            raise Unreadable(repr(refusal)) from refusal
    return Reading(
        {sheet.title: _values(sheet, book.epoch) for sheet in book.worksheets},
        {sheet.title: frozenset(_hidden_by_merging(sheet)) for sheet in book.worksheets},
        book.epoch,
    )


def _values(sheet: Worksheet, epoch: dt.datetime) -> dict[Place, Value]:
    return {
        (row, column): value
        for row, line in enumerate(sheet.iter_rows(), start=1)
        for column, cell in enumerate(line, start=1)
        if cell.data_type not in ("e", "f") and (value := _plain(cell.value, epoch)) is not None
    }


def _hidden_by_merging(sheet: Worksheet) -> set[Place]:
    return {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
        if (row, column) != (area.min_row, area.min_col)
    }


def _plain(value: object, epoch: dt.datetime) -> Value | None:
    """A reader's value in the form that is compared; None for a blank."""
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return Moment(float(to_excel(value, epoch)))
    if isinstance(value, bool | int | float):
        return float(value)
    text = unescape(str(value or "")).replace("\r\n", "\n")
    return text or None


def _unlike(
    sheet: str, ours: Mapping[Place, Value], theirs: Mapping[Place, Value], reader: str
) -> list[str]:
    return [
        f"{sheet}!{get_column_letter(place[1])}{place[0]}: {reader} reads "
        f"{theirs.get(place)!r}, openpyxl {ours.get(place)!r}"
        for place in sorted(ours.keys() | theirs.keys())
        if not _same(ours.get(place), theirs.get(place))
    ]


def _same(one: Value | None, other: Value | None) -> bool:
    if isinstance(one, str | None) or isinstance(other, str | None):
        return one == other
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=NUMBER_TOLERANCE, abs_tol=NUMBER_TOLERANCE)
    return abs(_days(one) - _days(other)) <= DATE_TOLERANCE


def _days(value: float | Moment) -> float:
    return value.days if isinstance(value, Moment) else value
