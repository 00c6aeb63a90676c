"""After a roll-up, everything in a foreign workbook that okrsheet does not own comes through."""

import shutil
import warnings
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from okrsheet.books.book import Snapshot
from okrsheet.books.file import FileBook
from tests.books.foreign import OWN, READINGS
from tests.books.foreign_compare import (
    around_cells,
    cells,
    changed_members,
    formulas,
    part,
    raw_members,
    rows,
)
from tests.books.foreign_edits import (
    AGAIN,
    FOUND,
    GROWN,
    NEW_READINGS,
    ROLL_UP,
    owned_cells,
)
from tests.books.foreign_forms import XML_FORMS
from tests.books.foreign_package import sheet_part, table_part
from tests.books.foreign_parts import add_macros, rich_package
from tests.books.foreign_zips import ZIP_FORMS
from tests.judges import libreoffice, openxml

# openpyxl says what it would drop; it is only asked what it reads.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

MAY_CHANGE = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/charts/chart1.xml",
    "xl/charts/chart3.xml",
    *(sheet_part(sheet) for sheet in ("Objectives", "KPIs", "Readings")),
    *(table_part(table) for table in ("KPIs", "Readings")),
}


@pytest.fixture(scope="module")
def rolled_up(tmp_path_factory) -> tuple[Path, Path]:
    """The rich workbook before and after a roll-up. Both are only read."""
    folder = tmp_path_factory.mktemp("rolled-up")
    before = rich_package().save(folder / "before.xlsx")
    after = Path(shutil.copy(before, folder / "plan.xlsx"))
    roll_up(after)
    return before, after


def roll_up(path: Path) -> FileBook:
    book = FileBook(path)
    book.read()
    book.apply(ROLL_UP)
    return book


def column(snapshot: Snapshot, table: str, header: str) -> list[object]:
    found = snapshot.table(table)
    assert found is not None
    place = found.headers.index(header)
    return [row[place] for row in found.rows]


def assert_rolled_up(snapshot: Snapshot) -> None:
    """What a roll-up writes can be read back, and the rest of the tables is as it was."""
    readings, kpis = snapshot.table("Readings"), snapshot.table("KPIs")
    assert readings is not None and kpis is not None
    entered = [row[:6] for row in READINGS.rows] + [
        (*row[:3], None, *row[3:]) for row in NEW_READINGS
    ]
    assert [row[:6] for row in readings.rows] == entered
    assert column(snapshot, "Readings", "KPI name")[-4:] == [
        "Waste", "Trained staff", "Repeat visits", "Waste",
    ]  # fmt: skip
    assert readings.formulas["KPI name"] == frozenset(range(GROWN))
    assert column(snapshot, "KPIs", "New value") == [None] * 4
    assert column(snapshot, "KPIs", "Attainment") == [0.5, 0.75, -0.25, 1.0]
    assert column(snapshot, "KPIs", "Status") == ["On track", "At risk", "Off track", "No data"]
    assert column(snapshot, "KPIs", "Mood") == [3.0, 4.0, 2.0, 5.0]
    assert column(snapshot, "Objectives", "Score") == [0.25, 0.75, None]
    assert column(snapshot, "Objectives", "Sponsor") == ["Dee", None, "Eve"]
    assert column(snapshot, "Findings", "Code") == ["S04", "M03"]
    assert column(snapshot, "Findings", "Message") == [row[2] for row in FOUND]
    assert snapshot.sheets[-2:] == ("Findings", "Cascade")


def test_members_that_hold_nothing_of_ours_keep_their_compressed_bytes(rolled_up):
    touched, added, removed = changed_members(*rolled_up)
    assert touched - MAY_CHANGE == set()
    assert removed == {"xl/calcChain.xml"}
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert b"calcChain" not in part(rolled_up[1], name)
    assert all(name.startswith(("xl/worksheets/", "xl/tables/")) for name in added)
    assert len(added) == 4  # two sheets, a table and its relationship


def test_the_order_of_the_members_stays(rolled_up):
    before, after = (list(raw_members(path)) for path in rolled_up)
    assert [name for name in after if name in before] == [
        name for name in before if name != "xl/calcChain.xml"
    ]


@pytest.mark.parametrize("sheet", ["Objectives", "KPIs", "Readings"])
def test_every_cell_that_is_not_ours_stays(rolled_up, sheet):
    before, after = (cells(part(path, sheet_part(sheet))) for path in rolled_up)
    others = (before.keys() | after.keys()) - owned_cells()[sheet]
    assert {place for place in others if before.get(place) != after.get(place)} == set()


@pytest.mark.parametrize("sheet", ["Objectives", "KPIs"])
def test_all_that_stands_around_the_cells_of_a_touched_sheet_stays(rolled_up, sheet):
    before, after = (part(path, sheet_part(sheet)) for path in rolled_up)
    assert around_cells(after) == around_cells(before)
    assert rows(after) == rows(before)


def test_around_the_cells_of_a_grown_table_only_ranges_grow(rolled_up):
    before, after = (part(path, sheet_part("Readings")) for path in rolled_up)
    grown = [
        child.replace(b"5:C10", b"5:C13").replace(b"D5:D10", b"D5:D13").replace(b"F10", b"F13")
        for child in around_cells(before)
    ]
    assert around_cells(after) == grown
    assert {row: said for row, said in rows(after).items() if row <= 10} == rows(before)


def test_a_slicer_a_filter_and_column_ids_stay_with_their_table(rolled_up):
    before, after = (part(path, table_part("Readings")) for path in rolled_up)
    grown, found = (etree.fromstring(text) for text in (before, after))
    grown.set("ref", "A4:G13")
    grown[0].set("ref", "A4:G13")
    name = found.find(".//{*}calculatedColumnFormula")
    name.getparent().remove(name)
    assert etree.tostring(found, method="c14n") == etree.tostring(grown, method="c14n")


def test_the_styles_of_the_workbook_are_only_appended_to(rolled_up):
    before, after = (etree.fromstring(part(path, "xl/styles.xml")) for path in rolled_up)
    for old, new in zip(before, after, strict=True):
        kept = [etree.tostring(child, method="c14n") for child in old]
        assert [etree.tostring(child, method="c14n") for child in new][: len(kept)] == kept
        assert new.get("count") in (None, str(len(new)))


def test_the_workbook_part_gains_two_sheets_and_loses_nothing(rolled_up):
    before, after = (etree.fromstring(part(path, "xl/workbook.xml")) for path in rolled_up)
    assert [child.tag for child in after] == [child.tag for child in before]
    sheets = after.find("{*}sheets")
    assert [sheet.get("name") for sheet in sheets[-2:]] == ["Findings", "Cascade"]
    for sheet in sheets[-2:]:
        sheets.remove(sheet)
    for name in after.find("{*}definedNames"):
        name.text = name.text.replace("$G$13", "$G$10")
    for kept, found in zip(before, after, strict=True):
        if etree.QName(kept).localname != "calcPr":
            assert etree.tostring(found, method="c14n") == etree.tostring(kept, method="c14n")
    assert after.find("{*}calcPr").get("fullCalcOnLoad") == "1"


def test_formulas_of_a_user_mean_what_they_meant(rolled_up):
    before, after = (formulas(path) for path in rolled_up)
    ours = {(sheet, place) for sheet, places in owned_cells().items() for place in places}
    assert {cell: after.get(cell) for cell in before.keys() - ours} == {
        cell: value for cell, value in before.items() if cell not in ours
    }


def test_the_workbook_after_a_roll_up_is_sound(rolled_up, judge):
    judge(rolled_up[1])


def test_what_a_roll_up_wrote_is_read_back(rolled_up):
    assert_rolled_up(FileBook(rolled_up[1]).read())


def test_another_program_reads_what_a_roll_up_wrote(rolled_up):
    with warnings.catch_warnings(action="ignore"):
        book = load_workbook(rolled_up[1], data_only=True)
        spelt = load_workbook(rolled_up[1])
    readings, findings, cascade = book["Readings"], book["Findings"], book["Cascade"]
    assert [[cell.value for cell in row] for row in readings["A11:G13"]] == [
        [*row[:3], None, *row[3:], name]
        for row, name in zip(NEW_READINGS, ("Trained staff", "Repeat visits", "Waste"), strict=True)
    ]
    assert readings["E12"].data_type == "s" and readings["E12"].style_array.quotePrefix
    assert readings["B11"].is_date
    assert findings.tables["Findings"].ref == "A4:C6"
    assert [[cell.value for cell in row] for row in findings["A4:C6"]] == [
        ["Code", "Cell", "Message"],
        ["S04", "KPIs!C6", "A vague term: 'improve'"],
        ["M03", "KPIs!J7", "=SUM(A1) is no target"],
    ]
    assert spelt["Findings"]["B5"].value == '=HYPERLINK("#KPIs!C6","KPIs!C6")'
    assert [[cell.value for cell in row] for row in cascade["A5:B7"]] == [
        ["Company", 0.5], ["Customers", 0.25], ["Response time", 0.5],
    ]  # fmt: skip
    assert [cascade.row_dimensions[row].outlineLevel for row in (5, 6, 7)] == [0, 1, 2]
    assert book["KPIs"]["AB7"].number_format == "0%"
    assert book["Readings"]["A10"].value == "K4" and book[OWN]["C2"].value == 4


def test_macros_come_through(tmp_path, judge):
    path = add_macros(rich_package()).save(tmp_path / "plan.xlsm")
    before = raw_members(path)["xl/vbaProject.bin"]
    roll_up(path)
    assert raw_members(path)["xl/vbaProject.bin"] == before
    judge(path)


# calamine, openpyxl or IronCalc cannot read these forms; the Open XML SDK and LibreOffice can.
UNUSUAL = (
    "strict", "sixteen_bits", "unplaced", "half_placed", "commented", "iso_dates", "other_case",
)  # fmt: skip


@pytest.mark.parametrize("form", XML_FORMS)
def test_every_form_of_xml_takes_a_roll_up(form, tmp_path, judge):
    package = rich_package()
    XML_FORMS[form](package)
    path = package.save(tmp_path / "plan.xlsx")
    before = Path(shutil.copy(path, tmp_path / "before.xlsx"))
    roll_up(path)
    assert_rolled_up(FileBook(path).read())
    for sheet, owned in owned_cells().items():
        old, new = (cells(part(file, sheet_part(sheet))) for file in (before, path))
        others = (old.keys() | new.keys()) - owned
        assert {place for place in others if old.get(place) != new.get(place)} == set()
    assert changed_members(before, path)[0] <= MAY_CHANGE
    if form not in UNUSUAL:
        judge(path)


@pytest.mark.judge("openxml", "libreoffice")
def test_unusual_forms_are_as_sound_after_a_roll_up_as_before(tmp_path):
    paths = []
    for form in UNUSUAL:
        package = rich_package()
        XML_FORMS[form](package)
        paths.append(package.save(tmp_path / f"{form}.xlsx"))
    disputed = {fault for found in openxml.faults(paths).values() for fault in found}
    for path in paths:
        roll_up(path)
    found = {path.name: set(faults) - disputed for path, faults in openxml.faults(paths).items()}
    assert found == {path.name: set() for path in paths}
    opened = libreoffice.read(paths)
    assert {path.name: opened[path].fault for path in paths} == dict.fromkeys(found, "")


@pytest.mark.parametrize("form", ZIP_FORMS)
def test_every_form_of_zip_takes_a_roll_up(form, tmp_path, judge):
    path = ZIP_FORMS[form](rich_package(), tmp_path / "plan.xlsx")
    before = Path(shutil.copy(path, tmp_path / "before.xlsx"))
    roll_up(path)
    assert_rolled_up(FileBook(path).read())
    assert changed_members(before, path)[0] <= MAY_CHANGE
    judge(path)


def test_twenty_runs_change_nothing_after_the_first(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    roll_up(path)
    first, seen = path.read_bytes(), path.stat()
    for _ in range(20):
        book = FileBook(path)
        book.read()
        book.apply(AGAIN)
        assert not book.changed
    assert path.read_bytes() == first
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (seen.st_mtime_ns, seen.st_ino)


def test_no_edit_at_all_leaves_the_file_alone(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    before = path.read_bytes()
    book = FileBook(path)
    book.read()
    book.apply(())
    assert not book.changed
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_out_leaves_the_workbook_itself_alone(tmp_path):
    path, out = rich_package().save(tmp_path / "plan.xlsx"), tmp_path / "out.xlsx"
    before = path.read_bytes()
    book = FileBook(path, out)
    book.read()
    book.apply(ROLL_UP)
    assert path.read_bytes() == before
    assert_rolled_up(FileBook(out).read())
    assert sorted(tmp_path.iterdir()) == [out, path]
