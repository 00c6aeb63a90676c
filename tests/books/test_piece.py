import pytest

from okrsheet.books.piece import foreign_free
from okrsheet.books.sheetxml import SheetXml

HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
OURS = '<row r="2" spans="1:2" ht="31" outlineLevel="1"><c r="A2"/><c r="B2"><v>1</v></c></row>'


def is_free(rows, head=HEAD, width=2):
    data = f'<worksheet xmlns="m"><sheetData>{head}{rows}</sheetData></worksheet>'
    return foreign_free(SheetXml(data.encode(), "x"), 2, width)


@pytest.mark.parametrize(
    "rows",
    [
        "",
        OURS,
        OURS + '<row r="9"/>',
        OURS + '<row r="3" hidden="false" customHeight="0" collapsed="false"><c r="A3"/></row>',
        '<row r="2"><c r="B2"><f t="shared" ref="B2:B3" si="0">A2</f><v>1</v></c></row>',
    ],
)
def test_rows_of_a_block_alone_hold_nothing_foreign(rows):
    assert is_free(rows)


@pytest.mark.parametrize(
    "rows",
    [
        OURS.replace("B2", "C2"),
        OURS + '<row r="3"><c r="AA3"/></row>',
        OURS + '<row r="3" ht="40" customHeight="1"/>',
        OURS + '<row r="3" hidden="1"/>',
        OURS + '<row r="3" s="4" customFormat="1"/>',
        OURS + "<!-- mine -->",
        OURS + "<row><c/></row>",
        OURS.replace('r="B2"', 's="0" r="B2"'),
        '<row r="2"><c r="A2"><f t="array" ref="A2:A3">ROW()</f></c></row>',
        '<row r="2"><c r="A2"><f t="dataTable" ref="A2:A3" r1="B1"/></c></row>',
    ],
)
def test_cells_beside_a_block_and_what_somebody_set_up_are_foreign(rows):
    assert not is_free(rows)


def test_a_formula_that_a_cell_above_the_block_shares_is_foreign():
    head = '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row>'
    assert not is_free('<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>', head)


def test_a_sheet_without_rows_is_not_written_whole():
    grid = SheetXml(b'<worksheet xmlns="m"><sheetData/></worksheet>', "x")
    assert not foreign_free(grid, 2, 2)
