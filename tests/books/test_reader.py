"""What stands right below a table, as a file is read: it is no part of the table."""

import re
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from okrsheet import resources
from okrsheet.books.book import Below
from okrsheet.books.file import FileBook
from okrsheet.example import example_edits
from tests.books.plain import plan

LAST = 8  # the row in which the table of `plan`, at B4, ends


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def typed(path, **cells):
    """Type into cells of the sheet KPIs."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["KPIs"][cell] = value
    book.save(path)


def below(path, name="KPIs"):
    return FileBook(path).read().table(name).below


def test_below_an_unedited_table_stands_nothing(path):
    assert below(path) is None


def test_rows_typed_below_a_table_are_told_by_their_first_cell(path):
    typed(path, C9="Grow", D9=5, B10="K9", E12=3)
    assert below(path) == Below(9, 3, "Grow", 3)


def test_the_rows_of_the_table_stay_as_they_are(path):
    before = FileBook(path).read().table("KPIs").rows
    typed(path, C9="Grow")
    assert FileBook(path).read().table("KPIs").rows == before


@pytest.mark.parametrize(("row", "found"), [(14, True), (15, False)])
def test_a_gap_of_up_to_five_blank_rows_counts(path, row, found):
    typed(path, **{f"C{row}": "Grow"})
    assert below(path) == (Below(row, 3, "Grow", 1) if found else None)


def test_what_stands_beyond_a_later_gap_is_not_counted(path):
    typed(path, C9="Grow", C16="a note")
    assert below(path) == Below(9, 3, "Grow", 1)


def test_what_stands_beside_the_tables_columns_is_left_alone(path):
    typed(path, A9="x", H9="y")
    assert below(path) is None


def test_blank_text_is_nothing(path):
    typed(path, C9="  ")
    assert below(path) is None


def test_totals_belong_to_the_table(path):
    book = openpyxl.load_workbook(path)
    table = book["KPIs"].tables["KPIs"]
    table.ref, table.totalsRowCount, table.totalsRowShown = f"B4:G{LAST + 1}", 1, True
    book["KPIs"][f"B{LAST + 1}"] = "Total"
    book.save(path)
    assert below(path) is None
    typed(path, C10="Grow")
    assert below(path) == Below(10, 3, "Grow", 1)


def test_another_table_below_is_no_text(path):
    book = openpyxl.load_workbook(path)
    for cell, value in {"C10": "Mine", "C11": 1}.items():
        book["KPIs"][cell] = value
    book["KPIs"].add_table(Table(displayName="Mine", ref="C10:C11"))
    book.save(path)
    assert below(path) is None
    typed(path, C9="Grow")
    assert below(path) == Below(9, 3, "Grow", 1)
    typed(path, C9=None, C12=2)
    assert (below(path), below(path, "Mine")) == (None, Below(12, 3, 2.0, 1))


def test_rows_in_an_unusual_spelling_are_looked_at_too(path):
    typed(path, C9="Grow", C10="Shrink")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'<c r="([A-Z]+\d+)"', rb"<c  r='\1'", parts[sheet])
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert below(path) == Below(9, 3, "Grow", 2)


@pytest.mark.parametrize("template", ["company", "department"])
def test_our_own_workbooks_have_nothing_below_their_tables(tmp_path, template):
    path = tmp_path / "new.xlsx"
    path.write_bytes(resources.template(template))
    book = FileBook(path)
    if template == "company":
        book.apply(tuple(example_edits(book.read())))
    assert [table.name for table in FileBook(path).read().tables if table.below] == []
