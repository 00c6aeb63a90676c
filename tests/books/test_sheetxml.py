import pytest

from okrsheet.books.area import Area
from okrsheet.books.book import BookError, CellError
from okrsheet.books.celltext import Codec
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


ROWS = (
    '<row r="2" spans="1:4" ht="15" thickBot="1">'
    '<c r="A2" s="3"/><c r="B2" s="3" t="s"><v>4</v></c>'
    '<c r="C2" t="inlineStr"><is><t xml:space="preserve"> &lt;a&gt;&#10;</t></is></c>'
    '<c r="D2" t="str"><f t="shared" si="0"/><v></v></c></row>'
    '<row r="3"/>'
    '<row r="7"><c r="B7"><f aca="false">B2+1</f><v>1.5</v></c>'
    '<c r="C7" t="e"><v>#N/A</v></c></row>'
)
TABLE = Area(2, 2, 7, 4)


def contents(sheet, area=TABLE):
    return [
        (row, column, sheet.content(cell))
        for row, columns, cells in sheet.lines(area)
        for column, cell in zip(columns, cells, strict=True)
    ]


def test_rows_as_programs_write_them_are_read_in_one_pass():
    sheet = grid(ROWS)
    assert sheet.is_usual
    assert [(row, column, held[1]) for row, column, held in contents(sheet)] == [
        (2, 1, "n"), (2, 2, "s"), (2, 3, "inlineStr"), (2, 4, "str"), (7, 2, "n"), (7, 3, "e"),
    ]  # fmt: skip
    assert [held[2] for _, _, held in contents(sheet)] == [
        b"", b"", b"", b'<f t="shared" si="0"/>', b'<f aca="false">B2+1</f>', b"",
    ]  # fmt: skip


def test_rows_are_read_the_same_however_they_are_written():
    usual = grid(ROWS)
    other = grid(ROWS.replace("><c", ">\n <c"))
    assert not other.is_usual
    codec = Codec(lambda: ["zero", "one", "2", "3", "four"], frozenset(), date1904=False)
    assert [list(map(list, sheet.rows[:1])) for sheet in (usual, other)] == [[[2, 3, 7]]] * 2
    read = [
        [
            (row, column, codec.content(kind, style, raw, rest, sheet.patterns), formula)
            for row, column, (style, kind, formula, raw, rest) in contents(sheet)
        ]
        for sheet in (usual, other)
    ]
    assert read[0] == read[1]
    values = [value for _, _, value, _ in read[0]]
    assert values == [None, "four", " <a>\n", None, 1.5, CellError("#N/A")]


@pytest.mark.parametrize(
    "row",
    [
        '<row><c r="A1"/></row>',
        '<row r="1"><c s="1" r="A1"/></row>',
        '<row r="1"><c/></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
        '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#8364;</v></c></row>',
        '<row r="1"><!-- here --><c r="A1"/></row>',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[a]]></v></c></row>',
        '<row r="1"/> <row r="2"/>',
        '<row r="1"><c r="A1" t="str"><v>a > b</v></c></row>',
        '<row r="1"> <c r="A1"/></row>',
        '<row r="1">1</row>',
    ],
)
def test_rows_in_another_spelling_are_read_one_by_one(row):
    assert not grid(row).is_usual


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1"/>',
        '<row r="1"/></row>',
        '<c r="A1"/></row>',
        '<row r="1"><c r="A1" t="str"><v>&never;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    ],
)
def test_rows_that_are_not_well_formed_are_refused(row):
    with pytest.raises(BookError, match="not well formed"):
        grid(row)


def test_text_that_is_not_utf_8_is_refused():
    data = grid('<row r="1"><c r="A1" t="str"><v>x</v></c></row>').data.replace(b"x<", b"\xff<")
    with pytest.raises(BookError, match="not well formed"):
        SheetXml(data, "x")


@pytest.mark.parametrize("between", ["", " "])
def test_filled_cells_out_of_order_are_refused(between):
    cells = f'<c r="B1"><v>1</v></c>{between}<c r="A1"><v>1</v></c>'
    with pytest.raises(BookError, match="not in order"):
        list(grid(f'<row r="1">{cells}</row>').lines(Area(1, 1, 1, 2)))
