from dataclasses import replace

from openpyxl import load_workbook

from okrsheet.books.book import FillBlock, Formula
from okrsheet.books.file import FileBook
from okrsheet.books.live.sheet import headings
from okrsheet.books.pagesetup import top_heights
from okrsheet.sheets.generated import CALCULATION, CASCADE, FINDINGS
from okrsheet.sheets.summary_look import SUMMARY
from tests.books.hosts import differences
from tests.books.live.running import running
from tests.books.live.running import write as write_live
from tests.books.plain import plan, write

LOOKS = tuple(replace(look, owner=None) for look in (CASCADE, SUMMARY, CALCULATION))
MADE = tuple(FillBlock(look, ()) for look in LOOKS)


def test_sheets_are_made_as_the_file_host_makes_them(tmp_path):
    on_disk, in_excel = plan(tmp_path / "disk.xlsx"), plan(tmp_path / "excel.xlsx")
    write(on_disk, *MADE)
    write_live(in_excel, *MADE)
    assert differences(on_disk, in_excel) == []
    books = load_workbook(on_disk), load_workbook(in_excel)
    for look in LOOKS:
        one, other = (said(book[look.title]) for book in books)
        assert one == other, look.title


def said(sheet):
    columns = sheet.column_dimensions
    return {
        "heights": [sheet.row_dimensions[row].height for row in range(1, 6)],
        "widths": [round(columns[letter].width, 1) for letter in ("A", "B", "C")],
        "hidden": [columns[letter].hidden for letter in ("J", "K", "M", "R")],
        "frozen": sheet.freeze_panes,
        "gridlines": sheet.sheet_view.showGridLines,
        "tab": sheet.sheet_properties.tabColor.rgb,
        "state": sheet.sheet_state,
        "titles": (sheet.print_title_rows, sheet.print_title_cols),
        "page": (sheet.page_setup.orientation, sheet.page_setup.paperSize),
        "protected": (sheet.protection.sheet, sheet.protection.formatColumns),
    }


def test_what_stands_above_a_header_is_said_once():
    look = replace(FINDINGS.sheet, note="one\ntwo", header_row=6, owner=Formula("A1", "x"))
    rows = headings(look, 8, False)
    assert [row[0] for row in rows] == ["'Findings", "'one", "'two", None, "=A1", "'Code"]
    assert rows[5][7] == "'How to fix" and top_heights(look)[6] == 32


def test_sheets_that_were_made_go_again_after_a_fault(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    with running(path) as (book, app):
        before = [sheet.name for sheet in app.books.active.sheets]
        app.impl.calls.clear()
        book.apply(MADE)
        calls = sum(app.impl.calls.values())
    for fails_in in range(calls // 2, calls, calls // 9):
        with running(path) as (book, app):
            app.impl.fails_in = fails_in
            try:
                book.apply(MADE)
            except Exception as fault:
                assert type(fault).__name__ == "BookError"
                assert [sheet.name for sheet in app.books.active.sheets] == before


def test_a_sheet_of_ours_is_found_whatever_case_its_name_has(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, MADE[0])
    book = load_workbook(path)
    book["Cascade"].title = "Another"  # openpyxl takes both for one name
    book["Another"].title = "CASCADE"
    book.save(path)
    write_live(path, MADE[0])
    assert FileBook(path).read().sheets == ("KPIs", "Notes", "CASCADE")
