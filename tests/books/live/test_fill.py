from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.table import Table

from okrsheet.books.book import BookError, ColumnLook, FillTable, Formula, SheetLook, Style
from tests.books.live.running import cells, running, write
from tests.books.plain import plan

PLAIN, FILLED = Style("plain"), Style("filled", fill="F0F4F8")
COLUMNS = tuple(ColumnLook(header, 12, FILLED, computed=True) for header in ("Code", "ID", "Cell"))
LOOK = SheetLook("Findings", "Findings", "What was found.", COLUMNS, table="Findings")
KEY = ("Code", "ID")


def row(code, id="K1", cell=None):
    return (code, id, cell)


@pytest.fixture
def path(tmp_path):
    """A workbook with a table of ours beside which a user has a column, and one of formulas."""
    path = plan(tmp_path / "plan.xlsx")
    write(path, FillTable(LOOK, (row("S01"), row("S02"), row("S03")), KEY))
    book = load_workbook(path)
    sheet = book["Findings"]
    for at, text in enumerate(("Mine", "first", None, "third"), 4):
        sheet.cell(at, 4, text)
    for at, text in enumerate(("Twice", "=D5&D5", "=D6&D6", "=D7&D7"), 4):
        sheet.cell(at, 5, text)
    del sheet.tables["Findings"]
    sheet.add_table(Table(displayName="Findings", ref="A4:E7"))
    book.save(path)
    return path


def test_a_table_of_ours_is_made_with_its_sheet(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, FillTable(LOOK, (row("S01"),), KEY))
    sheet = load_workbook(path)["Findings"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["Findings", "What was found."]
    assert [cell.value for cell in sheet[4]] == ["Code", "ID", "Cell"]
    assert [cell.value for cell in sheet[5]] == ["S01", "K1", None]
    assert sheet.tables["Findings"].ref == "A4:C5"


def test_of_a_protected_sheet_a_column_to_type_in_stays_open(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    open_column = ColumnLook("Decide", 12, Style("open", locked=False))
    look = replace(LOOK, columns=(*COLUMNS, open_column), protected=True)
    write(path, FillTable(look, ((*row("S01"), None), (*row("S02"), None)), KEY))
    sheet = load_workbook(path)["Findings"]
    assert sheet.protection.sheet
    locked = [[cell.protection.locked for cell in cells] for cells in sheet["A4:D6"]]
    assert locked == [[True] * 4, [True, True, True, False], [True, True, True, False]]


def test_a_users_column_follows_its_row(path):
    with running(path) as (book, app):
        book.apply([FillTable(LOOK, (row("S03"), row("S09"), row("S01")), KEY)])
        assert cells(app, "Findings", "A5:D7") == [
            ["S03", "K1", None, "third"],
            ["S09", "K1", None, None],
            ["S01", "K1", None, "first"],
        ]
        formulas = app.books.active.sheets["Findings"]["E5:E7"].formula
        assert formulas == (("=D5&D5",), ("=D6&D6",), ("=D7&D7",))


def test_what_a_user_typed_beside_a_row_that_is_no_more_is_not_lost(path):
    with running(path) as (book, app):
        book.apply([FillTable(LOOK, (row("S02"),), KEY)])
        assert cells(app, "Findings", "A5:D7") == [
            ["S02", "K1", None, None],
            [None, None, None, "first"],
            [None, None, None, "third"],
        ]


def test_a_table_of_ours_shrinks_and_its_former_rows_are_bare(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, FillTable(LOOK, (row("S01"), row("S02"), row("S03")), KEY))
    write(path, FillTable(LOOK, (), KEY))
    sheet = load_workbook(path)["Findings"]
    assert sheet.tables["Findings"].ref == "A4:C5"
    assert [cell.value for cell in sheet[7]] == [None] * 3
    assert sheet["A5"].fill.fgColor.rgb == "FFF0F4F8" and sheet["A7"].fill.fill_type is None


def test_formulas_of_its_rows_stay_what_they_are(path):
    links = tuple(row(f"S0{at}", cell=Formula(f"{at}+{at}", None)) for at in range(1, 4))
    with running(path) as (book, app):
        book.apply([FillTable(LOOK, links, KEY)])
        formulas = app.books.active.sheets["Findings"]["C5:C7"].formula
        assert formulas == (("=1+1",), ("=2+2",), ("=3+3",))


def test_a_table_of_that_name_that_is_not_ours_is_refused(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    look = SheetLook("KPIs", "", "", COLUMNS, table="KPIs")
    with running(path) as (book, _), pytest.raises(BookError, match="has no column Code"):
        book.apply([FillTable(look, (), KEY)])


def test_a_name_that_is_taken_is_told(tmp_path):
    with running(plan(tmp_path / "plan.xlsx")) as (book, app):
        app.books.active.names.add("findings", "=KPIs!$A$1")
        with pytest.raises(BookError, match="the name Findings is taken"):
            book.apply([FillTable(LOOK, (), KEY)])


def test_a_sheet_of_that_name_with_something_on_it_is_refused(tmp_path):
    with running(plan(tmp_path / "plan.xlsx")) as (book, app):
        app.books.active.sheets.add("Findings")["B5"].value = "mine"
        with pytest.raises(BookError, match=r"cell B5.*something stands where"):
            book.apply([FillTable(LOOK, (), KEY)])


def test_a_bare_sheet_of_that_name_is_taken(tmp_path):
    with running(plan(tmp_path / "plan.xlsx")) as (book, app):
        app.books.active.sheets.add("Findings")
        book.apply([FillTable(LOOK, (row("S01"),), KEY)])
        assert cells(app, "Findings", "A4:C5") == [["Code", "ID", "Cell"], ["S01", "K1", None]]
