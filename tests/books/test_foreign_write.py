"""After a roll-up, everything in a foreign workbook that okrsheet does not own comes through."""

import shutil
import warnings
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from okrsheet.books.file import FileBook
from tests.books.foreign import OWN
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
    NAMES,
    NEW_READINGS,
    owned_cells,
)
from tests.books.foreign_forms import XML_FORMS
from tests.books.foreign_package import sheet_part, table_part
from tests.books.foreign_parts import add_macros, rich_package
from tests.books.foreign_rollup import assert_rolled_up, roll_up
from tests.books.foreign_zips import ZIP_FORMS
from tests.judges import libreoffice

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
    names = after.find("{*}definedNames")
    added = names[-3:]
    # Titles of both, and the area of the block: a table prints whole.
    assert sorted(name.get("name") for name in added) == [
        "_xlnm.Print_Area",
        *["_xlnm.Print_Titles"] * 2,
    ]
    for name in added:
        names.remove(name)
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
        [*row[:3], None, *row[3:], name] for row, name in zip(NEW_READINGS, NAMES[3:], strict=True)
    ]
    assert readings["E12"].data_type == "s" and readings["E12"].quotePrefix
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


# openpyxl or calamine cannot read these forms rightly; the SDK disputes ISO dates.
NOT_READ = {"crossread", "libreoffice", "ironcalc"}
EXCUSED = {
    "strict": NOT_READ,
    "sixteen_bits": NOT_READ,
    "unplaced": NOT_READ | {"tablelint"},
    "half_placed": NOT_READ | {"tablelint"},
    "commented": {"crossread", "ironcalc"},
    "iso_dates": {"openxml", "ironcalc"},
    "other_case": NOT_READ | {"tablelint"},
}


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
    judge(path, except_for=EXCUSED.get(form, ()))


@pytest.mark.judge("libreoffice")
def test_libreoffice_opens_every_form_after_a_roll_up(tmp_path):
    paths = []
    for form in EXCUSED:
        package = rich_package()
        XML_FORMS[form](package)
        paths.append(package.save(tmp_path / f"{form}.xlsx"))
        roll_up(paths[-1])
    opened = libreoffice.read(paths)
    assert {path.stem: opened[path].fault for path in paths} == dict.fromkeys(EXCUSED, "")
    for reading in opened.values():
        found = {sheet.name: sheet.values for sheet in reading.sheets}
        assert found["Readings"][13, 1] == "K4"
        assert found["Findings"][6, 1] == "M03"


@pytest.mark.parametrize("form", ZIP_FORMS)
def test_every_form_of_zip_takes_a_roll_up(form, tmp_path, judge):
    path = ZIP_FORMS[form](rich_package(), tmp_path / "plan.xlsx")
    before = Path(shutil.copy(path, tmp_path / "before.xlsx"))
    roll_up(path)
    assert_rolled_up(FileBook(path).read())
    assert changed_members(before, path)[0] <= MAY_CHANGE
    judge(path)
