import pytest

from okrsheet.books.book import BookError
from okrsheet.books.sheetxml import SheetXml


def grid(rows, before="", after="", prefix=""):
    p = f"{prefix}:" if prefix else ""
    space = f'xmlns:{prefix}="m"' if prefix else 'xmlns="m"'
    return SheetXml(
        f"<{p}worksheet {space}>{before}<{p}sheetData>{rows}</{p}sheetData>{after}"
        f"</{p}worksheet>".encode(),
        "x",
    )


def places(sheet):
    return [(cell.row, cell.column) for number in sheet.rows[0] for cell in sheet.cells(number)]


def test_rows_and_cells_without_a_place_follow_the_one_before():
    sheet = grid('<row><c/><c/></row><row r="4"><c r="C4"/><c/></row><row/><row><c/></row>')
    assert places(sheet) == [(1, 1), (1, 2), (4, 3), (4, 4), (6, 1)]
    assert sheet.last_row == 6
    assert list(sheet.row_numbers(2, 5)) == [4, 5]


def test_a_prefixed_sheet_is_read():
    assert places(grid('<x:row r="2"><x:c r="B2"><x:v>1</x:v></x:c></x:row>', prefix="x")) == [
        (2, 2)
    ]


def test_what_surrounds_the_rows_is_known_by_its_place():
    sheet = grid('<row r="1"><c r="A1"/></row>', "<dimension ref='A1'/>", "<mergeCells/><extLst/>")
    texts = [sheet.data[node.start : node.end] for node in sheet.root.children]
    assert texts[0] == b"<dimension ref='A1'/>"
    assert texts[1].startswith(b"<sheetData>") and texts[1].endswith(b"</sheetData>")
    assert texts[2:] == [b"<mergeCells/>", b"<extLst/>"]


def test_a_sheet_without_rows_is_read():
    sheet = SheetXml(b'<worksheet xmlns="m"><sheetData/><a/></worksheet>', "x")
    assert sheet.self_closed and places(sheet) == [] and sheet.last_row == 0
    assert [node.name for node in sheet.root.children] == ["sheetData", "a"]


def test_rows_in_comments_are_no_rows():
    assert places(grid('<!-- <row r="1"><c/></row> --><row r="2"><c/></row>')) == [(2, 1)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="2"/><row r="1"/>', "row 1 stands below row 2"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "not in order"),
    ],
)
def test_rows_and_cells_out_of_order_are_refused(rows, said):
    with pytest.raises(BookError, match=said):
        places(grid(rows))


@pytest.mark.parametrize("data", [b"<chart/>", b'<worksheet xmlns="m"/>', b"<worksheet>"])
def test_what_is_no_worksheet_is_refused(data):
    with pytest.raises(BookError, match="damaged"):
        SheetXml(data, "x")
