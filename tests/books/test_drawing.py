"""Charts of ours on a sheet: drawn, drawn anew, and beside what a user drew."""

import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from okrsheet.books.book import BlockRow, BookError, ChartCells, DrawCharts, FillBlock
from tests.books.charted import DASHBOARD, DRAW, FILL, FOUR, PLAIN, SCORE, SHARE, SUMMARY, chart
from tests.books.foreign_compare import part
from tests.books.foreign_forms import strict
from tests.books.foreign_parts import plain_package, rich_package
from tests.books.plain import plan, write

DRAWING = "xl/drawings/drawing1.xml"
SHAPE = (
    b'<xdr:oneCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
    b'spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    b"<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>40</xdr:row>"
    b'<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="900000" cy="300000"/>'
    b'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="7" name="Mine"/><xdr:cNvSpPr/>'
    b'</xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp>'
    b"<xdr:clientData/></xdr:oneCellAnchor>"
)


@pytest.fixture
def path(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, FILL, DRAW)
    return path


def members(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def put(path, changes):
    """The workbook with some members changed or added."""
    changed = members(path) | changes
    with zipfile.ZipFile(path, "w") as package:
        for name, content in changed.items():
            package.writestr(name, content)


def frames(path):
    return [node.get("name") for node in etree.fromstring(part(path, DRAWING)).iter("{*}cNvPr")]


def charts(path):
    return sorted(name for name in members(path) if name.startswith("xl/charts/chart"))


def test_charts_are_drawn_in_order_on_a_sheet_that_is_made_for_them(path, judge):
    judge(path)
    assert frames(path) == [f"okrsheet: {chart.title}" for chart in FOUR]
    assert len(charts(path)) == 4


def test_a_chart_covers_the_cells_it_was_given(path):
    drawing = etree.fromstring(part(path, DRAWING))
    corners = [
        tuple(int(anchor.findtext(f"{{*}}{end}/{{*}}{side}")) for side in ("row", "col"))
        for anchor in drawing
        for end in ("from", "to")
    ]
    # The last chart stands from row 21 and column 10 on, 15 rows and 8 columns of them.
    assert corners[-2:] == [(20, 9), (35, 17)]


def test_the_same_charts_again_change_nothing(path):
    before = path.read_bytes()
    assert not write(path, FILL, DRAW)
    assert path.read_bytes() == before


def test_other_charts_take_the_place_of_the_old(path, judge):
    write(path, DrawCharts(DASHBOARD, (chart("line", "Progress"), *FOUR[1:])))
    assert frames(judge(path))[:2] == ["okrsheet: Progress", "okrsheet: By column"]
    assert len(charts(path)) == 4


def test_charts_that_are_no_more_go_with_all_that_excel_gave_them(path, judge):
    put(
        path,
        {
            "xl/charts/style1.xml": b"<style/>",
            "xl/charts/_rels/chart4.xml.rels": (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                b'relationships"><Relationship Id="rId1" Type="http://schemas.microsoft.com/'
                b'office/2011/relationships/chartStyle" Target="style1.xml"/></Relationships>'
            ),
        },
    )
    write(path, DrawCharts(DASHBOARD, FOUR[:1]))
    assert frames(judge(path)) == ["okrsheet: By bar"]
    left = members(path)
    assert [name for name in left if "charts" in name] == ["xl/charts/chart1.xml"]
    assert b"chart2" not in left["[Content_Types].xml"]
    assert b"chart2" not in left["xl/drawings/_rels/drawing1.xml.rels"]


def test_more_charts_come_behind_the_others(path, judge):
    write(path, DrawCharts(DASHBOARD, (*FOUR, chart("bar", "Fifth", row=40))))
    assert frames(judge(path))[-1] == "okrsheet: Fifth"
    numbers = re.findall(rb'cNvPr id="(\d+)"', part(path, DRAWING))
    assert len(set(numbers)) == len(numbers) == 5


def test_no_charts_leave_a_drawing_without_any(path, judge):
    write(path, DrawCharts(DASHBOARD, ()))
    assert frames(judge(path)) == []
    assert charts(path) == []


def test_a_sheet_without_charts_gets_no_drawing(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, DrawCharts(DASHBOARD, ()))
    assert DRAWING not in members(path)


def test_what_a_user_drew_on_the_sheet_stays_as_it_is(path, judge):
    drawing = part(path, DRAWING).replace(b"</xdr:wsDr>", SHAPE + b"</xdr:wsDr>")
    put(path, {DRAWING: drawing})
    write(path, DrawCharts(DASHBOARD, (*FOUR[:2], chart("line", "Last"))))
    assert SHAPE in part(judge(path), DRAWING)
    assert frames(path) == ["okrsheet: By bar", "okrsheet: By column", "okrsheet: Last", "Mine"]


def test_a_new_chart_takes_no_number_of_a_users_shape(path, judge):
    put(path, {DRAWING: part(path, DRAWING).replace(b"</xdr:wsDr>", SHAPE + b"</xdr:wsDr>")})
    write(path, DrawCharts(DASHBOARD, (*FOUR, chart("bar", "Fifth", row=40))))
    assert b'cNvPr id="8" name="okrsheet: Fifth"' in part(judge(path), DRAWING)


def test_charts_remember_what_was_written_with_them(path):
    rows = (BlockRow((("Customers", PLAIN), (0.75, SHARE))),)
    values = ChartCells("Summary!$B$5:$B$5", (0.75,))
    of = replace(chart("bar"), series=(replace(SCORE, values=values),))
    write(path, FillBlock(SUMMARY, rows), DrawCharts(DASHBOARD, (of,)))
    root = etree.fromstring(part(path, "xl/charts/chart1.xml"))
    assert [node.text for node in root.iterfind(".//{*}numCache/{*}pt/{*}v")] == ["0.75"]


def test_charts_that_are_not_drawn_anew_forget_what_changed(path):
    write(path, FillBlock(SUMMARY, (BlockRow((("Customers", PLAIN), (0.75, SHARE))),)))
    root = etree.fromstring(part(path, "xl/charts/chart1.xml"))
    assert root.find(".//{*}val//{*}numCache") is None


def test_a_sheet_of_the_users_of_that_name_is_left_alone(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    before = path.read_bytes()
    with pytest.raises(BookError, match="okrsheet's own sheet Notes"):
        write(path, DrawCharts(replace(DASHBOARD, title="Notes"), FOUR))
    assert path.read_bytes() == before


def test_drawings_and_charts_of_a_workbook_keep_their_bytes_and_names(tmp_path, judge):
    path = rich_package().save(tmp_path / "plan.xlsx")
    before = members(path)
    write(path, FILL, DRAW)
    after = members(judge(path))
    drawn = [name for name in before if "/drawings/" in name or "/charts/" in name]
    assert drawn
    assert {name: after[name] for name in drawn} == {name: before[name] for name in drawn}


def test_a_strict_workbook_gets_strict_charts(tmp_path):
    package = plain_package()
    strict(package)
    path = package.save(tmp_path / "plan.xlsx")
    write(path, FILL, DRAW)
    assert not write(path, FILL, DRAW)
    for name, content in members(path).items():
        if "/drawings/drawing" in name or "/charts/chart" in name:
            assert b"schemas.openxmlformats.org" not in content
