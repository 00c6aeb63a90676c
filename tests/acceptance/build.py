"""The cases as text -> the workbook that pytest-xlsx runs.

`python -m tests.acceptance.build` writes it anew.
"""

from __future__ import annotations

from io import BytesIO
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tests.acceptance.cases import Case, CaseSheet, read_sheets

WORKBOOK = Path(__file__).with_name("test_smart.xlsx")
HEADERS = ("Mark", "Step", "Value")  # pyproject.toml tells pytest-xlsx of the first one
WIDTHS = (10, 66, 96)
LINE_HEIGHT = 15  # points
HEADER_FILL = PatternFill("solid", fgColor="FF2F6690")
NAME_FILL = PatternFill("solid", fgColor="FFE4ECF3")


def build() -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for cases in read_sheets():
        _lay(book.create_sheet(cases.title), cases)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _lay(sheet: Worksheet, cases: CaseSheet) -> None:
    _write(sheet, 1, HEADERS, Font("Calibri", 11, bold=True, color="FFFFFFFF"), HEADER_FILL)
    for letter, width in zip("ABC", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    row = 2
    for case in cases.cases:
        row = _lay_case(sheet, row, case) + 1  # a blank row between two cases


def _lay_case(sheet: Worksheet, row: int, case: Case) -> int:
    """Write a case from a row on; returns the row below it."""
    _write(sheet, row, ("name", case.name, ""), Font("Calibri", 11, bold=True), NAME_FILL)
    for at, step in enumerate(case.steps, start=row + 1):
        _write(sheet, at, ("", step.phrase, step.value))
    return row + 1 + len(case.steps)


def _write(
    sheet: Worksheet,
    row: int,
    texts: tuple[str, ...],
    font: Font | None = None,
    fill: PatternFill | None = None,
) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column, text or None)
        if text:
            cell.data_type = "s"  # "= On track" and "#N/A" are what a planner types, as text
            cell.quotePrefix = text.startswith(("=", "#"))
        cell.font = font or Font("Calibri", 11)
        cell.fill = fill or PatternFill()
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    lines = max(ceil(len(text) / (width - 6)) for text, width in zip(texts, WIDTHS, strict=True))
    sheet.row_dimensions[row].height = LINE_HEIGHT * lines


if __name__ == "__main__":
    WORKBOOK.write_bytes(build())
    print(WORKBOOK.name)
