import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from okrsheet.books.book import (
    BlockRow,
    BookError,
    CellError,
    ColumnLook,
    FillBlock,
    Formula,
    SheetLook,
    Style,
)
from tests.books.plain import plan, write

PLAIN = Style("plain")
SHARE = Style("share", number_format="0%", fill="F0F4F8")
LONG = Style("long", wrap=True)
CASCADE = SheetLook(
    "Cascade", "Cascade", "note", tuple(ColumnLook(header, 12, PLAIN) for header in "ABC")
)
LAST = 12


def row(*cells, level=0):
    return BlockRow(tuple(cells), level)


ALL = (
    row(("Company", PLAIN), (0.5, SHARE), ("wraps " * 20, LONG)),
    row(("=1+2", PLAIN), (7.0, SHARE), (Formula('IF("a"<"b",1,"&")', 1.0), SHARE), level=1),
    row((datetime(2026, 6, 30), PLAIN), (True, SHARE), (Formula("A1", ""), SHARE), level=2),
    row((None, PLAIN), (CellError("#N/A"), PLAIN), (Formula("A1", " On track"), PLAIN), level=2),
    row((None, SHARE)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = plan(tmp_path / "plan.xlsx")
    write(path, FillBlock(CASCADE, ALL))
    return path


def sheet_part(path, old=b"", new=b""):
    """The part of the sheet Cascade, changed as another program might write it."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet3.xml"
    assert old in members[name]
    members[name] = members[name].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as package:
        for member, content in members.items():
            package.writestr(member, content)
    return members[name]


def shown(path):
    """What the sheet's own columns hold, and how they and their rows look."""
    sheet = load_workbook(path)["Cascade"]
    cells = [
        (cell.value, cell.number_format, cell.quotePrefix, cell.fill.fgColor.rgb)
        for cells in sheet.iter_rows(1, LAST, 1, 3)
        for cell in cells
    ]
    rows = [sheet.row_dimensions[number] for number in range(1, LAST)]
    return cells, [(row.height, row.outlineLevel) for row in rows]


def test_a_block_says_the_same_written_whole_or_beside_a_users_cells(tmp_path, path, judge):
    beside = plan(tmp_path / "beside.xlsx")
    write(beside, FillBlock(CASCADE, ALL[:1]))
    sheet_part(beside, b"</row></sheetData>", b'<c r="H5"><v>1</v></c></row></sheetData>')
    write(beside, FillBlock(CASCADE, ALL))
    assert load_workbook(judge(beside))["Cascade"]["H5"].value == 1
    assert shown(beside) == shown(judge(path))


def test_a_block_that_says_the_same_in_another_spelling_is_left_alone(path):
    assert not write(path, FillBlock(CASCADE, ALL))
    sheet_part(path, b'<row r="5" ', b'<row r="5" spans="1:3" ')
    sheet_part(path, b"<v>7</v>", b"<v>7.0</v>")
    sheet_part(path, b'"a"&lt;"b"', b"&quot;a&quot;&lt;&quot;b&quot;")
    assert not write(path, FillBlock(CASCADE, ALL))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<v>7</v>", b"<v>8</v>"),
        (b"<f>A1</f>", b"<f>A2</f>"),
        (b' outlineLevel="1"', b""),
        (b't="b"><v>1</v>', b"><v>1</v>"),
    ],
)
def test_a_block_that_says_anything_else_is_written(path, old, new):
    before = shown(path)
    sheet_part(path, old, new)
    assert write(path, FillBlock(CASCADE, ALL))
    assert shown(path) == before


def test_a_height_that_somebody_chose_in_a_block_stays(path):
    sheet_part(path, b'<row r="6"', b'<row r="6" ht="44" customHeight="1"')
    write(path, FillBlock(CASCADE, ALL[:3]))
    assert load_workbook(path)["Cascade"].row_dimensions[6].height == 44


def test_all_rows_of_a_block_can_go_and_come_back(path, judge):
    before = shown(path)
    assert write(path, FillBlock(CASCADE, ()))
    assert b'<row r="5"' not in sheet_part(judge(path))
    assert not write(path, FillBlock(CASCADE, ()))
    assert write(path, FillBlock(CASCADE, ALL))
    assert shown(path) == before


def test_merged_cells_in_a_block_are_refused(path):
    book = load_workbook(path)
    book["Cascade"].merge_cells("A6:B6")
    book.save(path)
    with pytest.raises(BookError, match="A6:B6"):
        write(path, FillBlock(CASCADE, ALL))


def test_a_text_too_long_for_a_cell_of_a_block_is_named(path):
    with pytest.raises(BookError, match="B6"):
        write(path, FillBlock(CASCADE, (ALL[0], row(("a", PLAIN), ("x" * 32_768, PLAIN)))))
