"""How a sheet of ours is set out and prints: said once, for openpyxl and for XML."""

from __future__ import annotations

import math

from okrsheet.books.area import column_letters
from okrsheet.books.book import SheetLook

A4 = 9  # Excel fits it to Letter where that is the paper
SIDE_MARGIN, TOP_MARGIN, EDGE_MARGIN = 0.4, 0.7, 0.3  # inches
SMALL_SIZE, SMALL_COLOR = 8, "52606D"
SHEET_NAME, FILE_NAME, PAGE_NUMBER = "&A", "&F", "Page &P of &N"
# Characters that a line of A4 or Letter holds at three quarters of their size: still readable.
LANDSCAPE_CHARACTERS, PORTRAIT_CHARACTERS = 200, 135
# Points; a header has up to two lines.
HEADING_HEIGHT, STEP_HEIGHT, OWNER_HEIGHT, HEADER_HEIGHT = 30, 19, 22, 32


def pages_wide(look: SheetLook) -> int:
    """How many pages side by side a sheet needs to be readable, with its frozen columns on each."""
    widths = [0 if column.hidden else column.width for column in look.columns]
    frozen = sum(widths[: look.freeze_columns])
    line = LANDSCAPE_CHARACTERS if look.landscape else PORTRAIT_CHARACTERS
    return max(1, math.ceil((sum(widths) - frozen) / (line - frozen)))


def title_rows(look: SheetLook) -> str:
    """The rows that stand on every page: whose plan it is, and the header."""
    return f"${look.header_row - 1}:${look.header_row}"


def title_columns(look: SheetLook) -> str | None:
    """The columns that stand on every page; None for none."""
    last = look.freeze_columns
    return f"$A:${column_letters(last)}" if last else None


def print_titles(look: SheetLook) -> str:
    """What the defined name `_xlnm.Print_Titles` of the sheet refers to."""
    sheet, columns = quoted(look.title), title_columns(look)
    return f"{sheet}!{title_rows(look)}" + (f",{sheet}!{columns}" if columns else "")


def quoted(sheet: str) -> str:
    """The name of a sheet as it stands before the `!` of a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def top_heights(look: SheetLook) -> dict[int, int]:
    """The heights of the rows down to the header, in points; steps stand farther apart."""
    lines = look.note.split("\n")
    steps = range(2, 2 + len(lines)) if len(lines) > 1 else ()
    heights = {1: HEADING_HEIGHT, look.header_row - 1: OWNER_HEIGHT, look.header_row: HEADER_HEIGHT}
    return dict(sorted((heights | dict.fromkeys(steps, STEP_HEIGHT)).items()))
