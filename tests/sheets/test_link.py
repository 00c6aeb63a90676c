"""Links to cells: by ID where a row has one of its own, by KPI and moment, else by place."""

from datetime import datetime, timedelta

import ironcalc
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table as SheetTable

from okrsheet.books.book import Formula, Table
from okrsheet.sheets.link import cell_link, reading_link

KPIS = Table("KPIs", "KPIs", 4, 1, ("ID", "target "), (("K-1", 12.0),))


def test_a_link_finds_its_row_by_id_and_its_column_by_header():
    place = (
        'ADDRESS(ROW(KPIs[[#Headers],[ID]])+MATCH("K-1",KPIs[ID],0),'
        "COLUMN(KPIs[[#Headers],[target ]]),4)"
    )
    text = f'IFERROR(HYPERLINK("#\'KPIs\'!"&{place},{place}),"gone")'
    assert cell_link(KPIS, 0, "Target", "K-1") == Formula(text, "B5")


def test_a_row_without_an_id_is_linked_by_its_place():
    text = 'IFERROR(HYPERLINK("#\'KPIs\'!"&"B5","B5"),"gone")'
    assert cell_link(KPIS, 0, "Target", None) == Formula(text, "B5")


def test_a_table_without_ids_is_linked_by_place():
    readings = Table("Readings", "Ann's", 4, 3, ("KPI", "Value"), (("K-1", 1.0),))
    link = cell_link(readings, 0, "Value", "K-1")
    assert link == Formula('IFERROR(HYPERLINK("#\'Ann\'\'s\'!"&"D5","D5"),"gone")', "D5")


def test_a_column_that_is_not_there_has_no_link():
    assert cell_link(KPIS, 0, "Baseline", "K-1") is None


DAY = datetime(2026, 3, 31)
READINGS = Table(
    "Readings",
    "Readings",
    4,
    2,
    ("KPI", "Date", "Value"),
    (
        ("K-2", DAY, 1.0),
        ("K-1", "soon", 2.0),
        ("K-1", DAY, 3.0),
        ("K-1", DAY + timedelta(milliseconds=1), 4.0),
        ("K-1", DAY + timedelta(hours=12), 5.0),
        ("K-1", DAY, 6.0),
    ),
)


@pytest.fixture()
def calculated(tmp_path):
    """What IronCalc makes of links into readings that stand in that order."""

    def of(links, rows):
        book = Workbook()
        sheet, shown = book.active, book.create_sheet("Shown")
        sheet.title = "Readings"
        for at, row in enumerate((READINGS.headers, *rows), READINGS.row):
            for column, value in enumerate(row, READINGS.column):
                sheet.cell(at, column, value)
        sheet.add_table(SheetTable(displayName="Readings", ref=f"B4:D{4 + len(rows)}"))
        for at, link in enumerate(links, 1):
            shown.cell(at, 1, f"={link.text}")
        book.save(tmp_path / "links.xlsx")
        model = ironcalc.load_from_xlsx(str(tmp_path / "links.xlsx"))
        model.evaluate()
        return [model.get_formatted_cell_value(1, at, 1) for at in range(1, len(links) + 1)]

    return of


def test_a_reading_is_found_by_its_kpi_and_moment_however_it_was_sorted(calculated):
    links = [reading_link(READINGS, row, "Value") for row in (0, 3, 4)]
    assert [link.value for link in links] == ["D5", "D8", "D9"]
    assert calculated(links, READINGS.rows) == ["D5", "D8", "D9"]
    assert calculated(links, READINGS.rows[::-1]) == ["D10", "D7", "D6"]


def test_of_readings_of_one_moment_the_last_is_found(calculated):
    assert calculated([reading_link(READINGS, 2, "Value")], READINGS.rows) == ["D10"]


def test_a_reading_that_is_no_more_is_gone(calculated):
    assert calculated([reading_link(READINGS, 0, "Value")], READINGS.rows[1:]) == ["gone"]


def test_a_reading_without_a_date_or_kpi_is_linked_by_its_place():
    assert reading_link(READINGS, 1, "Value").text.count("D6") == 2
    blank = Table("Readings", "Readings", 4, 2, READINGS.headers, ((None, DAY, 1.0),))
    assert reading_link(blank, 0, "Value").text.count("D5") == 2
    strange = Table("Readings", "Readings", 4, 2, ("Mine",), (("x",),))
    assert reading_link(strange, 0, "Mine").text.count("B5") == 2
