"""A sheet that the file host makes looks as the template's does."""

from dataclasses import replace

import openpyxl
import pytest
from openpyxl import Workbook

from okrsheet.books import paint
from okrsheet.books.book import (
    BlockRow,
    ColumnLook,
    FillBlock,
    FillTable,
    Formula,
    SheetLook,
    Style,
)
from tests.books.plain import plan, write

PLAIN = Style("plain")
WIDE = tuple(ColumnLook(header, 120, PLAIN) for header in ("Node", "Score", "Due"))
TREE = SheetLook("Tree", "The tree", "All of it", WIDE, freeze_columns=1, tab="3A7D6B")
ROWS = (BlockRow((("Company", PLAIN), (0.5, PLAIN), (None, PLAIN))),)


@pytest.fixture
def made(tmp_path):
    """The sheet of a look, as openpyxl reads it from the file."""

    def make(look, edit=None):
        path = plan(tmp_path / "plan.xlsx")
        write(path, edit or FillBlock(look, ROWS))
        return openpyxl.load_workbook(path)[look.title]

    return make


@pytest.mark.parametrize(
    "look",
    [TREE, replace(TREE, landscape=False, freeze_columns=0), replace(TREE, pages_tall=1)],
    ids=["wide", "portrait", "one page"],
)
def test_it_prints_as_a_sheet_of_the_template_does(made, look):
    sheet, template = made(look), Workbook().create_sheet(look.title)
    paint.set_up_page(template, look)
    for said in ("paperSize", "orientation", "fitToWidth", "fitToHeight"):
        assert str(getattr(sheet.page_setup, said)) == str(getattr(template.page_setup, said))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    for said in ("left", "right", "top", "bottom", "header", "footer"):
        assert getattr(sheet.page_margins, said) == getattr(template.page_margins, said)
    assert sheet.print_titles == template.print_titles
    for line in ("oddHeader", "oddFooter"):
        for side in ("left", "center", "right"):
            ours, theirs = (getattr(getattr(one, line), side) for one in (sheet, template))
            assert (ours.text, ours.size, ours.color) == (theirs.text, theirs.size, theirs.color)


def test_the_rows_above_the_block_have_room(made):
    heights = {row: one.height for row, one in made(TREE).row_dimensions.items() if one.height}
    assert heights == {1: 30, 3: 22, 4: 32}


def test_it_opens_below_its_frozen_header(made):
    sheet = made(TREE)
    assert sheet.freeze_panes == "B5"
    assert sheet.sheet_view.selection[-1].activeCell == "B5"
    assert sheet.sheet_view.showGridLines is False


def test_columns_have_their_width_and_some_are_hidden(made):
    columns = (WIDE[0], replace(WIDE[1], width=7.5, hidden=True), WIDE[2])
    widths = made(replace(TREE, columns=columns)).column_dimensions
    assert (widths["A"].width, widths["B"].width) == (120, 7.5)
    assert (widths["A"].hidden, widths["B"].hidden) == (False, True)


def test_a_hidden_sheet_is_made_hidden(made):
    assert made(replace(TREE, is_hidden=True)).sheet_state == "hidden"


def test_its_tab_outline_and_protection_are_those_of_the_look(made):
    sheet = made(replace(TREE, protected=True))
    assert sheet.sheet_properties.tabColor.rgb == "FF3A7D6B"
    assert sheet.sheet_properties.outlinePr.summaryBelow is False
    assert sheet.protection.sheet and not sheet.protection.autoFilter


def test_the_line_above_the_header_says_whose_plan_it_is(made):
    look = replace(
        TREE, owner=Formula('"Tide"&"well"', "Tidewell"), owner_style=replace(PLAIN, bold=True)
    )
    cell = made(look)["A3"]
    assert (cell.value, cell.font.b) == ('="Tide"&"well"', True)


def test_whose_plan_it_is_is_said_anew_with_every_table(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    look = replace(TREE, table="Tree", columns=WIDE[:1])
    for name in ("Tidewell", "Harbour"):
        owner = Formula(f'"{name}"', name)
        write(path, FillTable(replace(look, owner=owner), (("Company",),), ("Node",)))
    sheet = openpyxl.load_workbook(path, data_only=True)["Tree"]
    assert sheet["A3"].value == "Harbour"


def test_every_judge_sees_such_a_sheet(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    look = replace(TREE, owner=Formula('"Tide"&"well"', "Tidewell"), filtered=True)
    hidden = replace(TREE, title="Calculation", is_hidden=True)
    assert write(path, FillBlock(look, ROWS), FillBlock(hidden, ROWS))
    judge(path)
