"""Small workbooks for the tests of the file host, made by openpyxl."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from okrsheet.books.book import ColumnLook, Edit, Snapshot, Style
from okrsheet.books.file import FileBook

Entered = str | float | datetime | None
HEADERS = ("ID", "KPI", "Target", "Due", "Score", "Mine")
ROWS = (
    ("K1", "Churn", 12.5, datetime(2026, 6, 30), None, "a"),
    ("K2", " leading blank", None, None, None, None),
    ("K3", "Price <&>", 3, datetime(2026, 1, 5), None, "=1+2"),
)
SCORE = ColumnLook("Score", 9, Style("score", number_format="0%", fill="F0F4F8"), computed=True)
LIVE = ColumnLook("Score", 9, SCORE.style, computed=True, formula="KPIs[[#This Row],[Target]]*2")


def plan(path: Path, rows: Sequence[Sequence[Entered]] = ROWS, blank: int = 1) -> Path:
    """A workbook with a table KPIs at B4, some blank rows at its end, and a sheet of notes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "KPIs"
    sheet["A1"] = "Our plan"
    for at, values in enumerate((HEADERS, *rows), 4):
        for column, value in enumerate(values, 2):
            sheet.cell(at, column, value)
    last = 4 + len(rows) + blank
    sheet.cell(4, 8, "beside")
    sheet.add_table(Table(displayName="KPIs", ref=f"B4:G{last}"))
    notes = book.create_sheet("Notes")
    notes["A1"] = "=SUM(KPIs!D5:D7)"
    book.save(path)
    return path


def rows(path: Path, name: str = "KPIs") -> tuple[tuple[object, ...], ...]:
    """The rows of a table as the file host reads them."""
    table = FileBook(path).read().table(name)
    assert table is not None
    return table.rows


def column(path: Path, header: str, name: str = "KPIs") -> list[object]:
    """One column of a table."""
    table = FileBook(path).read().table(name)
    assert table is not None
    return [row[table.headers.index(header)] for row in table.rows]


def write(path: Path, *edits: Edit, out: Path | None = None) -> bool:
    """Read, apply, and say whether anything changed."""
    book = FileBook(path, out)
    book.read()
    book.apply(edits)
    return book.changed


def snapshot(path: Path) -> Snapshot:
    """What the file host reads."""
    return FileBook(path).read()
