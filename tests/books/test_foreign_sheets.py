"""New sheets and values fit into whatever package they come to, and Excel calculates anew."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from python_calamine import load_workbook as open_workbook

from okrsheet.books.book import BookError, CellChange, FillTable, SetCells, SetColumn
from okrsheet.books.file import FileBook
from tests.books.foreign import KPIS, PILLARS, READINGS, Grid, tables_only, workbook
from tests.books.foreign_compare import changed_members, part, raw_members
from tests.books.foreign_edits import (
    APPEND,
    ATTAINMENT,
    FINDINGS,
    FOUND,
    NEW_READINGS,
    ROLL_UP,
    SHEETS_OF_OURS,
    apply,
)
from tests.books.foreign_package import ML, OFFICE, Package, sheet_part
from tests.books.foreign_parts import plain_package, rich_package

ORPHAN = b"<worksheet/>"


def workbook_root(path: Path) -> etree._Element:
    return etree.fromstring(part(path, "xl/workbook.xml"))


def test_new_parts_take_no_name_that_is_taken(tmp_path, judge):
    package = plain_package()
    for name in ("xl/worksheets/sheet9.xml", "xl/tables/Table9.xml"):
        package.parts[name] = ORPHAN
    path = package.save(tmp_path / "plan.xlsx")
    apply(path, *SHEETS_OF_OURS)
    assert part(path, "xl/worksheets/sheet9.xml") == part(path, "xl/tables/Table9.xml") == ORPHAN
    names = [name.casefold() for name in raw_members(path)]
    assert len(set(names)) == len(names)


def test_new_sheets_take_no_number_that_is_taken(tmp_path, judge):
    package = plain_package()
    package.edit("xl/workbook.xml", 'sheetId="2" r:id="rId2"', 'sheetId="90" r:id="rId99"')
    package.edit("xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId99"')
    path = package.save(tmp_path / "plan.xlsx")
    apply(path, *SHEETS_OF_OURS)
    sheets = list(workbook_root(judge(path)).find("{*}sheets"))
    numbers = [int(sheet.get("sheetId")) for sheet in sheets]
    assert len(set(numbers)) == len(sheets) == 10


def test_new_sheets_are_not_selected_with_the_one_in_front(tmp_path, judge):
    path = plain_package().save(tmp_path / "plan.xlsx")
    before = set(raw_members(path))
    apply(path, *SHEETS_OF_OURS)
    for name in raw_members(judge(path)).keys() - before:
        assert b'tabSelected="1"' not in part(path, name)


def test_local_names_still_belong_to_their_sheets(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    before = [name.attrib for name in workbook_root(path).iter("{*}definedName")]
    apply(path, *SHEETS_OF_OURS)
    after = [name.attrib for name in workbook_root(path).iter("{*}definedName")]
    assert after[: len(before)] == before


def test_a_table_of_ours_is_not_made_where_a_name_of_the_users_stands(tmp_path):
    package = rich_package()
    package.edit("xl/workbook.xml", '"Growth_rate"', '"findings"')
    path = package.save(tmp_path / "plan.xlsx")
    before = path.read_bytes()
    with pytest.raises(BookError) as caught:
        apply(path, FillTable(FINDINGS, FOUND, ("Code", "Message")))
    assert "indings" in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("edits", [(APPEND,), ROLL_UP], ids=["a reading", "a roll-up"])
def test_excel_is_told_to_calculate_anew_when_values_changed(edits, tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    assert workbook_root(path).find("{*}calcPr").get("fullCalcOnLoad") is None
    apply(path, *edits)
    assert workbook_root(path).find("{*}calcPr").get("fullCalcOnLoad") in ("1", "true")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<calcPr calcId="191029"/>', None),
        ('<calcPr calcId="191029"/>', '<calcPr calcMode="manual" fullCalcOnLoad="0"/>'),
        ('<calcPr calcId="191029"/>', '<calcPr iterate="1"></calcPr>'),
    ],
)
def test_the_order_to_calculate_finds_its_place(before, after, tmp_path, judge):
    package = rich_package()
    package.edit("xl/workbook.xml", before, after or "")
    path = package.save(tmp_path / "plan.xlsx")
    apply(path, *ROLL_UP)
    judge(path, except_for={"libreoffice"})  # it reads TRUE as 0 where calculation is manual
    order = [etree.QName(child).localname for child in workbook_root(path)]
    calculation = workbook_root(path).find("{*}calcPr")
    assert calculation.get("fullCalcOnLoad") == "1"
    assert order.index("definedNames") < order.index("calcPr") < order.index("pivotCaches")
    for kept in ("calcMode", "iterate"):
        assert (kept in calculation.attrib) == (kept in (after or ""))


def test_a_chart_over_a_column_of_ours_remembers_nothing_untrue(tmp_path):
    package = rich_package()
    ours = f"KPIs!${KPIS.letter('Attainment')}$6:${KPIS.letter('Attainment')}$9"
    package.edit("xl/charts/chart2.xml", "Readings!$C$5:$C$8", ours)
    path = package.save(tmp_path / "plan.xlsx")
    values = (0.5, 0.75, -0.25, 1.0)
    apply(path, SetColumn("KPIs", ATTAINMENT, values))
    chart = etree.fromstring(part(path, "xl/charts/chart2.xml"))
    assert [ref.text for ref in chart.iterfind(".//{*}val//{*}f")] == [ours]
    for cache in chart.iterfind(".//{*}val//{*}numCache"):
        assert [float(point.findtext("{*}v")) for point in cache.iterfind("{*}pt")] == list(values)


def test_dates_are_written_from_1904_where_the_workbook_counts_so(tmp_path, judge):
    path = Package(workbook(rich=False, date_1904=True)).save(tmp_path / "plan.xlsx")
    table = apply(path, APPEND).table("Readings")
    assert table is not None
    assert [row[1] for row in table.rows[-3:]] == [row[1] for row in NEW_READINGS]
    serial = (datetime(2026, 6, 29) - datetime(1904, 1, 1)).days
    assert f"<v>{serial}</v>".encode() in part(judge(path), sheet_part("Readings"))


def drop_part(package: Package, name: str, kind: str) -> None:
    """Take a part of the workbook away, with all that speaks of it."""
    del package.parts[f"xl/{name}"]
    package.edit(
        "[Content_Types].xml",
        f'<Override PartName="/xl/{name}" ContentType="{ML}.{kind}+xml"/>',
        "",
    )
    rels = package.parts["xl/_rels/workbook.xml.rels"].decode()
    entry = re.search(rf'<Relationship [^>]*Target="{name}"/>', rels)
    assert entry is not None
    package.edit("xl/_rels/workbook.xml.rels", entry[0], "")


def test_a_package_without_styles_and_theme_gains_what_it_needs(tmp_path, judge):
    grids = (PILLARS, Grid("Readings", "Readings", 4, 1, READINGS.headers, ((None,) * 7,)))
    package = Package(tables_only(*grids))
    drop_part(package, "styles.xml", "spreadsheetml.styles")
    drop_part(package, "theme/theme1.xml", "theme")
    path = package.save(tmp_path / "plan.xlsx")
    snapshot = apply(path, APPEND, *SHEETS_OF_OURS)
    table = snapshot.table("Readings")
    assert table is not None
    assert [row[:3] for row in table.rows] == [row[:3] for row in NEW_READINGS]
    judge(path)


def test_styles_with_only_what_they_must_have_are_enough(tmp_path, judge):
    package = Package(tables_only(PILLARS))
    package.parts["xl/styles.xml"] = (
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<fonts><font/></fonts><fills><fill><patternFill/></fill></fills>"
        b"<borders><border/></borders><cellXfs><xf/></cellXfs></styleSheet>"
    )
    path = package.save(tmp_path / "plan.xlsx")
    apply(path, *SHEETS_OF_OURS)
    judge(path, except_for={"ironcalc"})  # it wants more of styles than the standard does


def test_a_workbook_without_shared_strings_gains_none(tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    apply(path, *ROLL_UP)
    before = plain_package().save(tmp_path / "before.xlsx")
    assert "xl/sharedStrings.xml" not in changed_members(before, path)[0]


def test_what_links_to_another_workbook_stays(tmp_path):
    package = rich_package()
    number = package.add(
        "xl/externalLinks/externalLink1.xml",
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{OFFICE}"><externalBook r:id="rId1"/></externalLink>',
        f"{ML}.spreadsheetml.externalLink+xml",
        "xl/workbook.xml",
        f"{OFFICE}/externalLink",
    )
    references = f'<externalReferences><externalReference r:id="{number}"/></externalReferences>'
    package.edit("xl/workbook.xml", "<definedNames>", references + "<definedNames>")
    package.relate(
        "xl/externalLinks/externalLink1.xml", f"{OFFICE}/externalLinkPath", "budget.xlsx"
    )
    path = package.save(tmp_path / "plan.xlsx")
    before = raw_members(path)
    apply(path, *ROLL_UP)
    assert references.encode() in part(path, "xl/workbook.xml")
    for name in before:
        if "externalLink" in name:
            assert raw_members(path)[name] == before[name]


def test_what_is_read_after_a_roll_up_is_what_a_new_book_reads(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    book = FileBook(path)
    book.read()
    book.apply(ROLL_UP)
    assert book.read() == FileBook(path).read()


@pytest.mark.parametrize("text", ["_x000D_", "a_x0041_b", "_x005F_", "tab\there", " é😀\u202e "])
def test_text_that_looks_like_an_escape_is_read_as_it_was_written(text, tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    change = CellChange(0, "K1", "New note", None, text)
    table = apply(path, SetCells("KPIs", (change,))).table("KPIs")
    assert table is not None
    assert table.rows[0][table.headers.index("New note")] == text
    with open_workbook(path) as book:
        sheet = book.get_sheet_by_name("KPIs").to_python(skip_empty_area=False)
    assert sheet[5][KPIS.column - 1 + KPIS.headers.index("New note")] == text
