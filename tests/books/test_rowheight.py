import zipfile
from dataclasses import replace

import openpyxl
import pytest

from okrsheet.books.book import (
    BlockRow,
    ColumnLook,
    FillBlock,
    SetColumn,
    SheetLook,
    Style,
)
from tests.books.plain import plan, write

WRAPPED = Style("wrapped", wrap=True)
TREE = SheetLook("Tree", "Tree", "", (ColumnLook("Node", 20, WRAPPED),), header_row=3)
NOTE = ColumnLook("Score", 10, WRAPPED, computed=True)
LONG = "twelve words that do not go into one line of ten signs each"


def height(path, sheet, row):
    return openpyxl.load_workbook(path)[sheet].row_dimensions[row].height


def block(*texts):
    return FillBlock(TREE, tuple(BlockRow(((text, WRAPPED),)) for text in texts))


def test_a_row_of_a_block_is_as_high_as_its_wrapped_text_needs(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    write(path, block("short", "a text that takes more than the twenty signs of a line", LONG * 3))
    # A width of 20 holds 24 signs: 1 line; 3 lines; 177 signs are 8 lines or one more.
    assert height(path, "Tree", 4) is None
    assert height(path, "Tree", 5) == pytest.approx(3 * 13 + 5, abs=14)
    assert height(path, "Tree", 6) in (8 * 13 + 5, 9 * 13 + 5)
    judge(path)


def test_a_row_shrinks_again_with_its_text(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, block(LONG))
    write(path, block("short"))
    assert height(path, "Tree", 4) is None


def test_no_row_is_higher_than_excel_allows(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    write(path, block("word " * 6000))
    assert height(path, "Tree", 4) == 409
    judge(path)


def test_a_height_that_somebody_chose_stays(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    book["KPIs"].row_dimensions[5].height = 21
    book.save(path)
    write(path, SetColumn("KPIs", NOTE, (LONG, LONG, None, None)))
    assert height(path, "KPIs", 5) == 21
    assert height(path, "KPIs", 6) > 40


def test_text_that_does_not_wrap_makes_no_row_higher(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    flat = replace(NOTE, style=Style("flat"))
    write(path, SetColumn("KPIs", flat, (LONG, None, None, None)))
    assert height(path, "KPIs", 5) is None


def test_a_row_that_another_program_left_too_low_is_raised(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    with_rows(path, b'<row r="5"', b'<row r="5" ht="12.8" customHeight="false"')
    write(path, SetColumn("KPIs", NOTE, (LONG, None, None, None)))
    assert height(path, "KPIs", 5) > 40


def test_a_row_that_is_high_enough_keeps_its_height(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    with_rows(path, b'<row r="5"', b'<row r="5" ht="300"')
    write(path, SetColumn("KPIs", NOTE, (LONG, None, None, None)))
    assert height(path, "KPIs", 5) == 300


def with_rows(path, old, new):
    """Change the first sheet's part as another program would have written it."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            package.writestr(name, content.replace(old, new) if "sheet1" in name else content)
