from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.table import Table

from okrsheet.books.book import (
    BlockRow,
    BookError,
    ColumnLook,
    FillBlock,
    Formula,
    SheetLook,
    Style,
)
from tests.books.live.running import cells, running, write
from tests.books.plain import plan

NODE, DEEP = Style("node", bold=True, fill="F0F4F8"), Style("deep", indent=2)
LOOK = SheetLook(
    "Tree",
    "Tree",
    "The whole plan.",
    (ColumnLook("Node", 40, NODE), ColumnLook("Score", 9, NODE)),
    protected=True,
    filtered=True,
    owner=Formula('"Ours"', "Ours"),
)


def fill(*texts, look=LOOK, styles=None, levels=None):
    rows = [
        BlockRow(
            ((text, styles[at] if styles else NODE), (float(at), NODE)),
            level=levels[at] if levels else 0,
        )
        for at, text in enumerate(texts)
    ]
    return FillBlock(look, tuple(rows))


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def test_a_sheet_of_ours_is_made_headed_and_protected(path):
    write(path, fill("a", "b"))
    sheet = load_workbook(path)["Tree"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["Tree", "The whole plan."]
    assert [sheet["A3"].value, sheet["A4"].value] == ['="Ours"', "Node"]
    assert [[cell.value for cell in row] for row in sheet["A5:B6"]] == [["a", 0], ["b", 1]]
    assert sheet.protection.sheet and not sheet.protection.sort
    assert sheet.auto_filter.ref == "A4:B6" and sheet.print_area == "'Tree'!$A$1:$B$6"
    assert sheet.column_dimensions["A"].width == pytest.approx(40, abs=0.01)


def test_a_block_that_gets_shorter_leaves_nothing(path):
    write(path, fill("a", "b", "c"))
    write(path, fill("a"))
    sheet = load_workbook(path)["Tree"]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == ["a", None, None]
    assert sheet["A7"].fill.fill_type is None and sheet.auto_filter.ref == "A4:B5"
    assert sheet.print_area == "'Tree'!$A$1:$B$5" and sheet.protection.sheet


def test_an_area_that_somebody_prints_otherwise_stays(path):
    write(path, fill("a"))
    book = load_workbook(path)
    book["Tree"].print_area = "A1:A3"
    book.save(path)
    write(path, fill("a", "b"))
    assert load_workbook(path)["Tree"].print_area == "'Tree'!$A$1:$A$3"


def test_rows_that_stay_are_neither_written_nor_dressed(path):
    write(path, fill("a", "b"))
    with running(path) as (book, app):
        book.apply([fill("a", "b")])
        assert app.impl.calls["Range.formula set"] == app.impl.calls["Range.color set"] == 0


def test_a_row_that_comes_to_stand_deeper_is_indented_though_nothing_else_changes(path):
    write(path, fill("a", "b", "c", levels=(0, 1, 1)))
    write(path, fill("a", "b", "c", levels=(0, 1, 2), styles=(NODE, NODE, DEEP)))
    sheet = load_workbook(path)["Tree"]
    assert [sheet.cell(row, 1).alignment.indent for row in (5, 6, 7)] == [0, 0, 2]
    assert sheet.row_dimensions[7].outlineLevel == 2 and not sheet["A7"].font.b


def test_a_sheet_of_another_that_has_its_name_is_refused(path):
    with running(path) as (book, app):
        app.books.active.sheets.add("Tree")["A4"].value = "Oak"
        with pytest.raises(BookError, match="not okrsheet's own sheet Tree"):
            book.apply([fill("a")])


def test_a_sheet_of_an_older_version_is_set_out_anew(path):
    write(path, fill("a"))
    book = load_workbook(path)
    book["Tree"]["B4"] = None
    book.save(path)
    write(path, fill("a"))
    assert load_workbook(path)["Tree"]["B4"].value == "Score"


def test_a_table_in_the_way_is_told(path):
    write(path, fill("a"))
    book = load_workbook(path)
    sheet = book["Tree"]
    sheet["A9"], sheet["B9"] = "One", "Two"
    sheet.add_table(Table(displayName="Mine", ref="A9:B11"))
    book.save(path)
    with running(path) as (live, _), pytest.raises(BookError, match="table Mine stands where"):
        live.apply([fill("a")])


def test_merged_cells_in_the_way_are_told(path, monkeypatch):
    write(path, fill("a"))
    with running(path) as (book, _):
        monkeypatch.setattr(
            "okrsheet.books.live.windows.Windows.has_merged", lambda self, cells: True
        )
        with pytest.raises(BookError, match="merged cells stand where okrsheet writes"):
            book.apply([fill("b")])


def test_a_structure_that_is_protected_takes_no_new_sheet(path):
    book = load_workbook(path)
    book.security.lockStructure = True
    book.save(path)
    with running(path) as (live, _), pytest.raises(BookError, match="needs to add the sheet Tree"):
        live.apply([fill("a")])


def test_older_columns_of_a_hidden_sheet_go(path):
    hidden = replace(LOOK, is_hidden=True, filtered=False)
    wide = replace(hidden, columns=(*LOOK.columns, ColumnLook("Old", 9, NODE)))
    row = BlockRow((("a", NODE), (1.0, NODE), (2.0, NODE)))
    write(path, FillBlock(wide, (row,)))
    with running(path) as (book, app):
        book.apply([fill("a", look=hidden)])
        assert cells(app, "Tree", "A5:C5") == [["a", 0.0, None]]
        assert app.books.active.sheets["Tree"].visible in (False, 0)


def test_who_the_plan_is_for_is_said_again_where_it_changed(path):
    write(path, fill("a"))
    theirs = replace(LOOK, owner=Formula('"Theirs"', "Theirs"))
    write(path, fill("a", look=theirs))
    assert load_workbook(path)["Tree"]["A3"].value == '="Theirs"'
