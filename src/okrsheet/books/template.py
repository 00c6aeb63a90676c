"""The layout -> a template workbook, by openpyxl, and always the same bytes for the same layout.

Nothing is calculated in it yet: okrsheet.templates does that.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Literal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.table import Table, TableColumn, TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from okrsheet.books.book import SheetLook
from okrsheet.books.pagesetup import top_heights
from okrsheet.books.paint import colour, paint, paint_alike, rule_formats, set_up_page, validate
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.generated import BLOCKS, FINDINGS
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.names import defined_names
from okrsheet.sheets.settings import (
    DEPARTMENT_STEPS,
    SETTING_KINDS,
    SETTINGS,
    setting_defaults,
)

TemplateKind = Literal["company", "department"]
Setting = tuple[str, str | float | None]  # its name, and what it holds

MADE = datetime(2026, 1, 1)  # every build bears the same date, so that equal ones are equal
ZIP_MADE = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file knows
BLOCK_ROWS = 5000  # how far the colour rules of a block reach, whose rows are still to come
BLANK_CELL = re.compile(rb'(<c r="[A-Z]+\d+" s="\d+") t="n"\s*(?:/>|></c>)')
FORMULA_CELL = re.compile(rb'(<c r="[A-Z]+\d+" s="\d+")(?: t="\w+")?(><f>)')


def build(kind: TemplateKind) -> bytes:
    """The template workbook of that kind, as the bytes of an .xlsx file."""
    plan = SETTINGS if kind == "company" else department_plan()
    tables = (plan, *TABLES[1:], FINDINGS)
    rows = {table.name: table.blank_rows for table in tables}
    title = f"{kind.capitalize()} plan"
    settings = tuple(setting_defaults().items())
    return _sealed(_workbook(tables, rows, settings, BLOCKS, defined_names(), title))


def blank(
    tables: Sequence[TableLayout],
    rows: Mapping[str, int],
    settings: Sequence[str],
    names: Mapping[str, str],
) -> bytes:
    """A department's workbook before anything is in it, as the bytes of an .xlsx file.

    `tables` are its tables in the order of the sheets, with so many `rows` each; Settings has a row
    for each name in `settings`. `names` are its defined names, each with what it refers to.
    """
    unset = tuple((name, None) for name in settings)
    return _sealed(_workbook(tables, rows, unset, (), names, "Department plan"))


def department_plan() -> TableLayout:
    """The sheet Plan as departments have it: what they are to do."""
    sheet = replace(SETTINGS.sheet, heading="Department plan", note=DEPARTMENT_STEPS)
    return replace(SETTINGS, sheet=sheet)


def _workbook(
    tables: Sequence[TableLayout],
    rows: Mapping[str, int],
    settings: Sequence[Setting],
    blocks: Sequence[SheetLook],
    names: Mapping[str, str],
    title: str,
) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    formats = rule_formats((*(table.sheet for table in tables), *blocks))
    for table in tables:
        height = len(settings) if table.name == SETTINGS.name else rows[table.name]
        sheet = _lay(book, table.sheet, height, formats)
        _make_table(sheet, table.sheet, height)
    _fill_settings(book[SETTINGS.sheet.title], settings)
    for look in blocks:
        _lay(book, look, 0, formats)
    for name, refers_to in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=refers_to)
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = "okrsheet"
    book.properties.title = title
    book.properties.created = MADE
    return book


def _lay(book: Workbook, look: SheetLook, rows: int, formats: Mapping[str, int]) -> Worksheet:
    """A sheet with its heading, notes, header and `rows` blank rows, and all that they do."""
    sheet: Worksheet = book.create_sheet(look.title)
    _write_top(sheet, look)
    first = look.header_row + 1
    for at, column in enumerate(look.columns, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
        header = sheet.cell(look.header_row, at, column.header or None)
        paint(header, column.header_style)
        held = f"={column.formula}" if column.formula else None
        cells = [sheet.cell(row, at, held) for row in range(first, first + rows)]
        paint_alike(cells, column.style)
        area = f"{letter}{first}:{letter}{first + (rows or BLOCK_ROWS) - 1}"
        colour(sheet, look, column, area, formats)
        if column.validation:
            validate(sheet, area, column.validation)
    if look.filtered:
        sheet.auto_filter.ref = f"A{look.header_row}:{get_column_letter(len(look.columns))}{first}"
    _set_up_view(sheet, look)
    set_up_page(sheet, look)
    return sheet


def _write_top(sheet: Worksheet, look: SheetLook) -> None:
    """The heading, the lines of the note, and whose plan it is, above the header."""
    paint(sheet.cell(1, 1, look.heading), look.heading_style)
    for at, line in enumerate(look.note.split("\n"), start=2):
        paint(sheet.cell(at, 1, line), look.note_style)
    for row, height in top_heights(look).items():
        sheet.row_dimensions[row].height = height
    if look.owner is not None:
        paint(sheet.cell(look.header_row - 1, 1, f"={look.owner.text}"), look.owner_style)


def _make_table(sheet: Worksheet, look: SheetLook, rows: int) -> None:
    area = f"A{look.header_row}:{get_column_letter(len(look.columns))}{look.header_row + rows}"
    table = Table(displayName=look.table, ref=area, autoFilter=AutoFilter(area))
    for at, column in enumerate(look.columns, start=1):
        formula = TableFormula(attr_text=column.formula) if column.formula else None
        part = TableColumn(id=at, name=column.header, calculatedColumnFormula=formula)
        table.tableColumns.append(part)
    sheet.add_table(table)


def _fill_settings(sheet: Worksheet, settings: Sequence[Setting]) -> None:
    """One row a setting: its name, what it holds in a new workbook, what it means.

    Of a name that is not a setting's nothing more is known.
    """
    for row, (name, value) in enumerate(settings, start=SETTINGS.sheet.header_row + 1):
        sheet.cell(row, 1, name)
        setting = SETTING_KINDS.get(name.strip().casefold())
        if setting is None:
            continue
        look = setting.look
        cell = sheet.cell(row, 2, value)
        paint(cell, replace(look.style, horizontal="left", indent=1))
        sheet.cell(row, 3, setting.hint)
        if look.validation:
            validate(sheet, cell.coordinate, look.validation)


def _set_up_view(sheet: Worksheet, look: SheetLook) -> None:
    first = f"{get_column_letter(look.freeze_columns + 1)}{look.header_row + 1}"
    sheet.sheet_state = "hidden" if look.is_hidden else "visible"
    sheet.sheet_properties.tabColor = f"FF{look.tab}"
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = first
    chosen = sheet.sheet_view.selection[-1]
    chosen.activeCell = chosen.sqref = first
    if look.protected:
        forbidden = sheet.protection
        forbidden.sheet = True
        forbidden.autoFilter = forbidden.sort = False
        forbidden.formatColumns = forbidden.formatRows = False


def _sealed(book: Workbook) -> bytes:
    """The workbook as a file without the moment of its making, formulas with their cached text."""
    draft, sealed = BytesIO(), BytesIO()
    book.save(draft)
    with zipfile.ZipFile(draft) as parts, zipfile.ZipFile(sealed, "w") as package:
        for name in parts.namelist():
            member = zipfile.ZipInfo(name, ZIP_MADE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            package.writestr(member, _timeless(name, parts.read(name)))
    return sealed.getvalue()


def _timeless(name: str, content: bytes) -> bytes:
    if name == "docProps/core.xml":
        made = MADE.isoformat().encode()
        return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + made + b"Z", content)
    if name.startswith("xl/worksheets/"):
        content = BLANK_CELL.sub(rb"\1/>", content)  # some programs read a blank number as 0
        return FORMULA_CELL.sub(rb'\1 t="str"\2', content)  # each gives "" in an empty plan
    return content
