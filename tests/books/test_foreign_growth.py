"""When a table grows, whatever covered all of its rows covers the new ones too."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from okrsheet.books.book import AppendRows
from okrsheet.books.file import FileBook
from tests.books.foreign import DRIVERS, READINGS, START, Grid, tables_only
from tests.books.foreign_compare import cells, part, raw_members, rows
from tests.books.foreign_edits import APPEND, NEW_READINGS, apply, ranges
from tests.books.foreign_package import Package, sheet_part, table_part
from tests.books.foreign_parts import plain_package, rich_package

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

END = "</sheetData>"


def grown(package: Package, tmp_path: Path) -> Path:
    """The workbook with three more readings."""
    path = package.save(tmp_path / "plan.xlsx")
    apply(path, APPEND)
    return path


def sheet_with(after_cells: str) -> Package:
    """The plain plan with something right after the readings' cells."""
    package = plain_package()
    package.edit(sheet_part("Readings"), END, END + after_cells)
    return package


def test_the_table_its_filter_and_its_dimension_cover_the_new_rows(tmp_path, judge):
    path = judge(grown(rich_package(), tmp_path))
    table = etree.fromstring(part(path, table_part("Readings")))
    assert table.get("ref") == "A4:G13"
    assert table.find("{*}autoFilter").get("ref") == "A4:G13"
    sheet = etree.fromstring(part(path, sheet_part("Readings")))
    assert sheet.find("{*}dimension").get("ref") == "A4:L13"


def test_rules_and_drop_downs_over_all_rows_cover_the_new_ones(tmp_path):
    path = grown(rich_package(), tmp_path)
    assert ranges(path, "Readings", "conditionalFormatting") == ["C5:C13", "C5:C6", "C5:C13"]
    assert ranges(path, "Readings", "dataValidation") == ["F5:F13", "D5:D13 N5:N10"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A5:G10", "A5:G13"),
        ("C5:D10", "C5:D13"),
        ("A4:G10", "A4:G13"),
        ("C1:C10", "C1:C13"),
        ("A5:A10 C5:C10", "A5:A13 C5:C13"),
        ("C5:C10 C20", "C5:C13 C20"),
        ("C5:C9", "C5:C9"),
        ("C6:C10", "C6:C10"),
        ("C5:C500", "C5:C500"),
        ("J5:J10", "J5:J10"),
        ("C1:C3", "C1:C3"),
    ],
)
def test_a_rule_grows_where_it_covered_all_old_rows(before, after, tmp_path):
    rule = '<cfRule type="expression" priority="1"><formula>C5&gt;1</formula></cfRule>'
    xml = f'<conditionalFormatting sqref="{before}">{rule}</conditionalFormatting>'
    path = grown(sheet_with(xml), tmp_path)
    assert ranges(path, "Readings", "conditionalFormatting") == [after]


def test_rules_over_a_single_row_grow_with_it(tmp_path):
    package = plain_package()
    rule = '<cfRule type="expression" priority="1"><formula>D5&gt;1</formula></cfRule>'
    xml = f'<conditionalFormatting sqref="D5">{rule}</conditionalFormatting>'
    package.edit(sheet_part("Drivers"), END, END + xml)
    path = package.save(tmp_path / "plan.xlsx")
    apply(path, AppendRows("Drivers", ("Driver", "Outcome"), (("K2", "K3"), ("K4", "K3"))))
    assert b'sqref="D5:D7"' in part(path, sheet_part("Drivers"))
    assert DRIVERS.last_row == 5


def charts(path: Path) -> dict[str, list[str]]:
    """The ranges of every chart."""
    return {
        name: re.findall(r"<c:f>(.*?)</c:f>", part(path, name).decode())
        for name in sorted(raw_members(path))
        if name.startswith("xl/charts/chart")
    }


def test_charts_over_all_rows_cover_the_new_ones(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    before = raw_members(path)
    apply(path, APPEND)
    whole = ["Readings!$C$4", "Readings!$B$5:$B$13", "Readings!$C$5:$C$13"]
    part_of_them = ["Readings!$C$4", "Readings!$B$5:$B$8", "Readings!$C$5:$C$8"]
    found = charts(path)
    assert list(found.values()) == [whole, part_of_them, whole]
    assert raw_members(path)["xl/charts/chart2.xml"] == before["xl/charts/chart2.xml"]


def test_what_a_chart_remembers_of_its_cells_is_gone_or_true(tmp_path):
    path = grown(rich_package(), tmp_path)
    root = etree.fromstring(part(path, "xl/charts/chart1.xml"))
    values = [row[2] for row in (*READINGS.rows, *NEW_READINGS)]
    for cache in root.iterfind(".//{*}val//{*}numCache"):
        assert [float(point.findtext("{*}v")) for point in cache.iterfind("{*}pt")] == values
    for cache in root.iterfind(".//{*}cat//{*}numCache"):
        assert len(cache.findall("{*}pt")) == len(values)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'R&amp;D ''26'!$C$5:$C$10", "'R&amp;D ''26'!$C$5:$C$13"),
        ("'R&amp;D ''26'!$C$4:$C$10", "'R&amp;D ''26'!$C$4:$C$13"),
        ("('R&amp;D ''26'!$C$5:$C$10,'R&amp;D ''26'!$J$2)",
         "('R&amp;D ''26'!$C$5:$C$13,'R&amp;D ''26'!$J$2)"),
        ("'R&amp;D ''26'!C5:C10", "'R&amp;D ''26'!C5:C13"),
        ("'Mein Blatt'!$C$5:$C$10", "'Mein Blatt'!$C$5:$C$10"),
    ],
)  # fmt: skip
def test_charts_find_a_sheet_whatever_its_name(before, after, tmp_path):
    package = rich_package()
    package.edit("xl/workbook.xml", '"Readings"', '"R&amp;D \'26"')
    for name in ("xl/workbook.xml", "xl/charts/chart1.xml"):
        text = package.parts[name].decode()
        package.parts[name] = text.replace("Readings!", "'R&amp;D ''26'!").encode()
    package.edit("xl/charts/chart1.xml", "'R&amp;D ''26'!$C$5:$C$10", before)
    assert charts(grown(package, tmp_path))["xl/charts/chart1.xml"][2] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Readings!$A$1:$G$10", "Readings!$A$1:$G$13"),
        ("'Readings'!$A$4:$L$10", "'Readings'!$A$4:$L$13"),
        ("Readings!$A$1:$G$10,Readings!$A$20:$G$30", "Readings!$A$1:$G$13,Readings!$A$20:$G$30"),
        ("Readings!$A$1:$G$8", "Readings!$A$1:$G$8"),
        ("Readings!$A:$G", "Readings!$A:$G"),
    ],
)
def test_a_print_area_grows_where_it_covered_all_old_rows(before, after, tmp_path):
    package = rich_package()
    package.edit("xl/workbook.xml", "Readings!$A$1:$G$10<", before + "<")
    text = part(grown(package, tmp_path), "xl/workbook.xml").decode()
    assert re.findall(r'Print_Area" localSheetId="4"[^>]*>(.*?)<', text) == [after]
    assert "Objectives!$A$1:$D$5<" in text


def test_rows_below_keep_what_a_user_put_beside_the_table(tmp_path, judge):
    package = plain_package()
    beside = (
        '<row r="12" ht="30" customHeight="1"><c r="J12"><f>1+1</f><v>2</v></c></row>'
        '<row r="13" hidden="1"/><row r="20"><c r="A20"><v>7</v></c></row></sheetData>'
    )
    package.edit(sheet_part("Readings"), END, beside)
    path = package.save(tmp_path / "plan.xlsx")
    before = part(path, sheet_part("Readings"))
    apply(path, APPEND)
    after = part(path, sheet_part("Readings"))
    assert {"J12", "A20", "A12", "C13"} <= cells(after).keys()
    assert all(cells(after)[place] == cells(before)[place] for place in ("J12", "A20"))
    assert rows(before).items() <= rows(after).items()
    judge(path)


def test_blank_rows_at_the_end_are_used_before_the_table_grows(tmp_path):
    blank = (None,) * 7
    grid = Grid("Readings", "Readings", 4, 1, READINGS.headers, (READINGS.rows[0], *[blank] * 2))
    path = Package(tables_only(grid)).save(tmp_path / "plan.xlsx")
    table = apply(path, APPEND).table("Readings")
    assert table is not None
    assert [row[0] for row in table.rows] == ["K1", "K2", "K3", "K4"]
    assert b'ref="A4:G8"' in part(path, table_part("Settings"))


def test_a_table_that_holds_one_blank_row_takes_the_first_reading_there(tmp_path):
    grid = Grid("Readings", "Readings", 4, 1, READINGS.headers, ((None,) * 7,))
    path = Package(tables_only(grid)).save(tmp_path / "plan.xlsx")
    edit = AppendRows("Readings", ("KPI", "Date", "Value"), (("K1", START, 1.0),))
    table = apply(path, edit).table("Readings")
    assert table is not None
    assert table.rows == (("K1", START, 1.0, None, None, None, None),)


def test_new_rows_look_like_the_row_above(tmp_path):
    path = grown(rich_package(), tmp_path)
    sheet = load_workbook(path)["Readings"]
    assert sheet["B12"].number_format == sheet["B10"].number_format == "yyyy-mm-dd"
    assert sheet["B12"].value == datetime(2026, 6, 30)


def test_a_defined_name_over_all_rows_covers_the_new_ones(tmp_path):
    package = rich_package()
    package.edit("xl/workbook.xml", "'Mein Blatt'!$B$2", "Readings!$C$5:$C$10")
    path = grown(package, tmp_path)
    assert FileBook(path).read().names["Growth_rate"] == "Readings!$C$5:$C$13"


def test_a_table_grows_beside_another(tmp_path, judge):
    path = plain_package().save(tmp_path / "plan.xlsx")
    units = FileBook(path).read().table("Units")
    edit = AppendRows("Pillars", ("ID", "Pillar"), (("P3", "People"), ("P4", "Planet")))
    snapshot = apply(path, edit)
    assert snapshot.table("Units") == units
    pillars = snapshot.table("Pillars")
    assert pillars is not None
    assert [row[0] for row in pillars.rows] == ["P1", "P2", "P3", "P4"]
    judge(path)


def test_a_table_without_a_filter_grows_without_one(tmp_path, judge):
    package = plain_package()
    package.edit(table_part("Readings"), '<autoFilter ref="A4:G10"/>', "")
    table = etree.fromstring(part(judge(grown(package, tmp_path)), table_part("Readings")))
    assert table.get("ref") == "A4:G13"
    assert table.find("{*}autoFilter") is None


def test_new_rows_under_a_declared_formula_of_the_users_leave_its_declaration(tmp_path):
    package = plain_package()
    declared = '<tableColumn id="4" name="Confidence"><calculatedColumnFormula>1+1'
    closing = "</calculatedColumnFormula></tableColumn>"
    package.edit(
        table_part("Readings"), '<tableColumn id="4" name="Confidence"/>', declared + closing
    )
    path = grown(package, tmp_path)
    assert declared.encode() in part(path, table_part("Readings"))
