from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula

from okrsheet.books.book import CellError
from okrsheet.books.live.excel import dialect_of
from okrsheet.books.live.read import LiveReader
from tests.books.plain import HEADERS, plan
from tests.excel import excel


def tables(path):
    with excel(path) as app:
        reader = LiveReader(app.books.active, dialect_of(app))
        return {table.name: table for table in reader.snapshot().tables}


def changed(path, change):
    book = load_workbook(path)
    change(book["KPIs"])
    book.save(path)
    return path


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def test_a_table_is_read_with_its_place_and_rows(path):
    table = tables(path)["KPIs"]
    assert (table.sheet, table.row, table.column, table.headers) == ("KPIs", 4, 2, HEADERS)
    assert table.rows[0] == ("K1", "Churn", 12.5, datetime(2026, 6, 30), None, "a")
    assert table.rows[1][1] == " leading blank" and table.rows[3] == (None,) * 6


def test_values_and_formulas_of_a_table_are_read_in_one_call_each(tmp_path, path):
    many = plan(tmp_path / "many.xlsx", [(f"K{at}", "x", at, None, None, "a") for at in range(300)])
    counts = []
    for workbook in (path, many):
        with excel(workbook) as app:
            reader = LiveReader(app.books.active, dialect_of(app))
            app.impl.calls.clear()
            reader.snapshot()
            assert app.impl.calls["Range.raw_value get"] == 1
            assert app.impl.calls["Range.formula get"] == 1
            counts.append(sum(app.impl.calls.values()))
    assert counts[0] == counts[1]


def fill_scores(sheet, formulas):
    for row, formula in enumerate(formulas, 5):
        sheet.cell(row, 6, formula)


@pytest.mark.parametrize(
    ("formulas", "wanted"),
    [
        (["=KPIs[[#This Row],[Target]]*2"] * 4, {0, 1, 2, 3}),
        (["=D5*2", "=D6*2", 7, "=D8*2"], {0, 1, 3}),  # each in its row
        (["=D5*2", None, None, None], {0}),
        (["=1+1", "=2+2", "=3+3", None], None),  # as in links: no column of one formula
        ([1, 2, 3, 4], None),
    ],
)
def test_a_column_is_calculated_where_its_formulas_are_one(path, formulas, wanted):
    changed(path, lambda sheet: fill_scores(sheet, formulas))
    assert tables(path)["KPIs"].formulas.get("Score") == wanted


def test_errors_are_values_of_their_own(path):
    changed(path, lambda sheet: sheet.cell(5, 4, "#DIV/0!"))
    assert tables(path)["KPIs"].rows[0][2] == CellError("#DIV/0!")


def test_money_keeps_its_decimals(path):
    def price(sheet):
        sheet.cell(5, 4, 0.123456).number_format = "$#,##0.00"

    assert tables(changed(path, price))["KPIs"].rows[0][2] == 0.123456


def test_a_totals_row_is_no_row(path):
    def total(sheet):
        sheet.tables["KPIs"].totalsRowCount = 1
        sheet["B8"] = "Total"

    assert len(tables(changed(path, total))["KPIs"].rows) == 3


def test_a_table_without_headers_shown_is_known_by_its_columns(path):
    def hide(sheet):
        for column, header in zip(sheet.tables["KPIs"].tableColumns, HEADERS, strict=True):
            column.name = header
        sheet.tables["KPIs"].headerRowCount = 0
        sheet.tables["KPIs"].autoFilter = None
        sheet.tables["KPIs"].ref = "B5:G8"

    table = tables(changed(path, hide))["KPIs"]
    assert table.headers == HEADERS and table.row == 4 and len(table.rows) == 4


def test_an_array_formula_is_a_formula(path):
    def spread(sheet):
        sheet["G5"], sheet["G7"] = ArrayFormula("G5", "=SUM(D5:D7*2)"), None

    assert tables(changed(path, spread))["KPIs"].formulas == {"Mine": frozenset({0})}


def test_dates_of_a_1904_workbook_are_the_same_days(tmp_path):
    path = plan(tmp_path / "mac.xlsx", rows=[])
    book = load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book["KPIs"]["B5"], book["KPIs"]["E5"] = "K1", datetime(2026, 6, 30)
    book.save(path)
    assert tables(path)["KPIs"].rows[0][3] == datetime(2026, 6, 30)


def test_names_that_excel_keeps_itself_are_left_out(path):
    book = load_workbook(path)
    book["KPIs"].print_area = "A1:C9"
    book.save(path)
    with excel(path) as app:
        app.books.active.names.add("okr_KPIs_IDs", "=KPIs[ID]")
        reader = LiveReader(app.books.active, dialect_of(app))
        assert dict(reader.snapshot().names) == {"okr_KPIs_IDs": "KPIs[ID]"}
