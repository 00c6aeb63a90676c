"""Formulas that stand alike down a column are written once, and read back as they were."""

import ironcalc
import pytest
from openpyxl import load_workbook

from okrsheet.books.book import BlockRow, ColumnLook, FillBlock, Formula, SheetLook, Style
from okrsheet.books.sharing import Sharing
from tests.books.plain import plan, write
from tests.judges.package import Package

PLAIN = Style("plain")
LOOK = SheetLook("Steps", "Steps", "", tuple(ColumnLook(header, 12, PLAIN) for header in "ABC"))
FIRST = 5  # the row below its header


def row(*contents):
    return BlockRow(tuple((content, PLAIN) for content in contents))


def alike(number, pattern="$A{}*2", value=None):
    """The formula of a pattern in a row."""
    text = pattern.format(number)
    return Formula(text, 2.0 * (number - FIRST + 1) if value is None else value, pattern)


def markup(*rows, prefix=""):
    """The markup of the formulas of these rows, from row 5 on."""
    sharing = Sharing(prefix, FIRST, rows)
    return [
        sharing.markup(number, column, content)
        for number, cells in enumerate(rows, FIRST)
        for column, (content, _) in enumerate(cells.cells, 1)
        if isinstance(content, Formula)
    ]


def test_of_formulas_alike_the_first_is_said_and_the_others_refer_to_it():
    assert markup(row(1.0, alike(5)), row(2.0, alike(6)), row(3.0, alike(7))) == [
        '<f t="shared" ref="B5:B7" si="0">$A5*2</f>',
        '<f t="shared" si="0"/>',
        '<f t="shared" si="0"/>',
    ]


def test_each_column_shares_its_own():
    rows = [row(alike(number), alike(number, "$A{}+1")) for number in (5, 6)]
    assert markup(*rows) == [
        '<f t="shared" ref="A5:A6" si="0">$A5*2</f>',
        '<f t="shared" ref="B5:B6" si="1">$A5+1</f>',
        '<f t="shared" si="0"/>',
        '<f t="shared" si="1"/>',
    ]


def test_a_formula_alone_is_said_in_full():
    assert markup(row(alike(5))) == ["<f>$A5*2</f>"]


def test_a_formula_without_a_pattern_is_said_in_full():
    assert markup(row(Formula("A1", 1.0)), row(Formula("A1", 1.0))) == ["<f>A1</f>"] * 2


@pytest.mark.parametrize("pattern", ["INDEX(KPIs[ID],$A{})", "Calculation!$A{}*2"])
def test_formulas_with_tables_or_other_sheets_are_said_in_full(pattern):
    rows = [row(alike(number, pattern)) for number in (5, 6)]
    assert markup(*rows) == [f"<f>{pattern.format(number)}</f>" for number in (5, 6)]


def test_a_run_ends_where_another_formula_or_a_value_stands():
    other = alike(7, "$A{}+1")
    rows = [row(alike(5)), row(alike(6)), row(other), row(4.0), row(alike(9)), row(alike(10))]
    assert markup(*rows) == [
        '<f t="shared" ref="A5:A6" si="0">$A5*2</f>',
        '<f t="shared" si="0"/>',
        "<f>$A7+1</f>",
        '<f t="shared" ref="A9:A10" si="1">$A9*2</f>',
        '<f t="shared" si="1"/>',
    ]


def test_signs_are_escaped_and_the_prefix_of_the_sheet_is_kept():
    rows = [row(alike(number, "$A{}<2")) for number in (5, 6)]
    assert markup(*rows, prefix="x:") == [
        '<x:f t="shared" ref="A5:A6" si="0">$A5&lt;2</x:f>',
        '<x:f t="shared" si="0"/>',
    ]


def block(pattern="p"):
    """Numbers, their doubles, and those with the first double added."""
    return FillBlock(
        LOOK,
        tuple(
            row(
                float(at),
                alike(at + 4),
                Formula(f"$B{at + 4}+B$5", 2.0 * at + 2, pattern),
            )
            for at in range(1, 5)
        ),
    )


@pytest.fixture
def path(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, block())
    return path


def test_a_block_is_written_with_its_formulas_shared(path, judge):
    (sheet,) = (one for one in Package.open(judge(path)).sheets if one.name == "Steps")
    formulas = [cell.element.find("{*}f") for cell in sheet.cells() if cell.formula is not None]
    assert [formula.get("t") for formula in formulas] == ["shared"] * 8
    assert [formula.text for formula in formulas if formula.text] == ["$A5*2", "$B5+B$5"]


def test_our_own_reader_reads_them_in_full(path):
    assert not write(path, block())
    assert not write(path, block(pattern=None))  # said in full now, and still the same
    other = list(block().rows)
    other[2] = row(3.0, alike(7, "$A{}*3", 6.0), other[2].cells[2][0])
    assert write(path, FillBlock(LOOK, tuple(other)))


def test_openpyxl_reads_them_in_full(path):
    sheet = load_workbook(path)["Steps"]
    assert [sheet.cell(at, 2).value for at in range(5, 9)] == [f"=$A{at}*2" for at in range(5, 9)]
    assert [sheet.cell(at, 3).value for at in range(5, 9)] == [f"=$B{at}+B$5" for at in range(5, 9)]


def test_ironcalc_reads_and_calculates_them_in_full(path):
    model = ironcalc.load_from_xlsx(str(path))
    model.evaluate()
    steps = [sheet["name"] for sheet in model.get_worksheets_properties()].index("Steps")
    assert [model.get_cell_formula(steps, at, 2) for at in range(5, 9)] == [
        f"=$A{at}*2" for at in range(5, 9)
    ]
    assert [model.get_cell_value(steps, at, 3) for at in range(5, 9)] == [4, 6, 8, 10]


def test_a_cell_that_is_written_beside_them_leaves_them_as_they_are(path):
    book = load_workbook(path)
    book["Steps"]["H5"] = "mine"
    book.save(path)
    rows = tuple(row(float(at), alike(FIRST + at - 1)) for at in range(1, 4))
    write(path, FillBlock(LOOK, rows))
    sheet = load_workbook(path)["Steps"]
    assert sheet["H5"].value == "mine"
    assert [sheet.cell(at, 2).value for at in range(5, 9)] == ["=$A5*2", "=$A6*2", "=$A7*2", None]
