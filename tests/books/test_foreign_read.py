"""A plan is read rightly from whatever form other programs give its workbook."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from okrsheet.books.book import UNCALCULATED, CellError, Snapshot
from okrsheet.books.file import FileBook
from tests.books.foreign import GRIDS, KPIS, OWN, READINGS, SHEETS, workbook
from tests.books.foreign_forms import XML_FORMS
from tests.books.foreign_package import Package, sheet_part, table_part
from tests.books.foreign_parts import add_macros, plain_package, rich_package
from tests.books.foreign_zips import ZIP_FORMS

BASES = {"plain": plain_package, "rich": rich_package}
DECLARED = {"KPIs": {"Status": frozenset(range(len(KPIS.rows)))}}


def read(package: Package, tmp_path: Path) -> Snapshot:
    return FileBook(package.save(tmp_path / "plan.xlsx")).read()


def assert_is_the_plan(snapshot: Snapshot, rich: bool = False) -> None:
    by_name = {table.name: table for table in snapshot.tables}
    assert by_name.keys() == {grid.name for grid in GRIDS}
    for grid in GRIDS:
        table = by_name[grid.name]
        place = (table.sheet, table.row, table.column)
        assert place == (grid.sheet, grid.row, grid.column)
        assert table.headers == grid.headers
        assert table.rows == grid.rows
        assert table.formulas == (DECLARED.get(grid.name, {}) if rich else {})


def cell(package: Package, grid_sheet: str, place: str, xml: str) -> Package:
    """The package with one cell written anew, `{s}` standing for its place and style."""
    part = sheet_part(grid_sheet)
    text = package.parts[part].decode()
    found = re.search(rf'<c (r="{place}"(?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', text)
    assert found is not None
    package.parts[part] = text.replace(found[0], xml.format(s=found[1])).encode()
    return package


def value(snapshot: Snapshot, table: str, row: int, header: str) -> object:
    found = snapshot.table(table)
    assert found is not None
    return found.rows[row][found.headers.index(header)]


@pytest.mark.parametrize("base", BASES)
def test_a_foreign_workbook_gives_the_plan(base, tmp_path, judge):
    package = BASES[base]()
    judge(package.save(tmp_path / "plan.xlsx"))
    assert_is_the_plan(read(package, tmp_path), rich=base == "rich")


def test_a_workbook_with_macros_gives_the_plan(tmp_path, judge):
    path = add_macros(rich_package()).save(tmp_path / "plan.xlsm")
    assert_is_the_plan(FileBook(judge(path)).read(), rich=True)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("form", XML_FORMS)
def test_every_form_of_xml_gives_the_same_plan(form, base, tmp_path):
    package = BASES[base]()
    XML_FORMS[form](package)
    assert_is_the_plan(read(package, tmp_path), rich=base == "rich")


@pytest.mark.parametrize("form", ZIP_FORMS)
def test_every_form_of_zip_gives_the_same_plan(form, tmp_path):
    path = ZIP_FORMS[form](rich_package(), tmp_path / "plan.xlsx")
    assert_is_the_plan(FileBook(path).read(), rich=True)


def test_forms_on_top_of_each_other_give_the_same_plan(tmp_path):
    package = rich_package()
    for form in ("inline", "half_placed", "absolute", "strict", "prefixed", "sixteen_bits"):
        XML_FORMS[form](package)
    path = ZIP_FORMS["streamed"](package, tmp_path / "plan.xlsx")
    assert_is_the_plan(FileBook(path).read(), rich=True)


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path, judge):
    path = Package(workbook(rich=False, date_1904=True)).save(tmp_path / "plan.xlsx")
    assert_is_the_plan(FileBook(judge(path)).read())


def test_the_sheets_are_named_in_their_order(tmp_path):
    snapshot = read(rich_package(), tmp_path)
    assert tuple(name for name in snapshot.sheets if name in SHEETS) == SHEETS
    assert snapshot.name == "plan.xlsx"


def test_the_defined_names_are_read(tmp_path):
    names = read(rich_package(), tmp_path).names
    assert names["Growth_rate"] == f"'{OWN}'!$B$2"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c {s} t="inlineStr"><is><t>plain</t></is></c>', "plain"),
        ('<c {s} t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>', "rich"),
        ('<c {s} t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>ト</t></rPh></is></c>', "東"),
        ('<c {s} t="inlineStr"><is><t xml:space="preserve">  two </t></is></c>', "  two "),
        ('<c {s} t="inlineStr"><is><t><![CDATA[a < b & </t>]]></t></is></c>', "a < b & </t>"),
        ('<c {s} t="inlineStr"><is><t>a<!-- b -->c</t></is></c>', "ac"),
        ('<c {s} t="inlineStr"><is><t>&#65;&#x1F600;&quot;</t></is></c>', 'A😀"'),
        ('<c {s} t="inlineStr"><is><t>one_x000D__x000a_two</t></is></c>', "one\r\ntwo"),
        ('<c {s} t="inlineStr"><is><t>_x005F_x0041_</t></is></c>', "_x0041_"),
        ('<c {s} t="inlineStr"><is><t>\u00a0 \u200b</t></is></c>', None),
        ('<c {s} t="inlineStr"><is><t/></is></c>', None),
        ('<c {s} t="inlineStr"><is><t>=1+1</t></is></c>', "=1+1"),
        ('<c {s} t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
        ('<c {s} t="str"><f>""</f><v></v></c>', None),
        ('<c {s} t="str"><v>constant</v></c>', "constant"),
        ('<c {s} t="e"><v>#N/A</v></c>', CellError("#N/A")),
        ('<c {s} t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
        ('<c {s} t="b"><v>1</v></c>', True),
        ('<c {s} t="b"><f>1&gt;2</f><v>0</v></c>', False),
        ('<c {s} t="n"><v>1E-3</v></c>', 0.001),
        ('<c {s}><v> 12 </v></c>', 12.0),
        ('<c {s}><f>1+1</f></c>', UNCALCULATED),
        ('<c {s}><v/></c>', None),
        ("<c {s}/>", None),
        ("", None),
    ],
)  # fmt: skip
def test_every_kind_of_cell_gives_its_value(xml, expected, tmp_path):
    package = cell(plain_package(), "Readings", "C6", xml)
    found = value(read(package, tmp_path), "Readings", 1, "Value")
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-409]d. mmmm yyyy;@", True),
        ("[Red]yyyy", True),
        ('0.0 "days"', False),
        ("[Red]0.00", False),
        ("0\\d", False),
        ("_d0", False),
        ("General", False),
        ("@", False),
    ],
)
def test_a_number_is_a_date_by_its_format_alone(code, is_date, tmp_path):
    package = plain_package()
    escaped = code.replace('"', "&quot;")
    package.edit("xl/styles.xml", 'formatCode="yyyy-mm-dd"', f'formatCode="{escaped}"')
    found = value(read(package, tmp_path), "Readings", 0, "Date")
    assert found == (datetime(2026, 1, 31) if is_date else 46053.0)


def test_hidden_and_filtered_rows_are_read(tmp_path):
    table = read(rich_package(), tmp_path).table("Readings")
    assert table is not None
    assert len(table.rows) == len(READINGS.rows)


def test_a_hidden_sheet_is_read(tmp_path):
    package = plain_package()
    package.edit("xl/workbook.xml", 'sheetId="5"', 'sheetId="5" state="veryHidden"')
    assert_is_the_plan(read(package, tmp_path))


def test_a_totals_row_is_no_data(tmp_path):
    table = read(plain_package(), tmp_path).table("Actions")
    assert table is not None
    assert [row[0] for row in table.rows] == ["A1", "A2"]


def test_a_header_with_a_line_break_is_read_as_it_looks(tmp_path):
    package = plain_package()
    package.edit(table_part("Readings"), 'name="Confidence"', 'name="How_x000a_sure"')
    header = '<c {s} t="inlineStr"><is><t>How\nsure</t></is></c>'
    cell(package, "Readings", "D4", header)
    table = read(package, tmp_path).table("Readings")
    assert table is not None
    assert table.headers[3] == "How\nsure"


def test_a_table_is_known_by_the_name_that_people_see(tmp_path):
    package = plain_package()
    package.edit(table_part("KPIs"), ' name="KPIs"', ' name="Table5"')
    table = read(package, tmp_path).table("kpis")
    assert table is not None
    assert table.name == "KPIs"


def test_a_sheet_name_is_read_as_it_looks(tmp_path):
    package = plain_package()
    package.edit("xl/workbook.xml", 'name="Readings"', 'name="R&amp;D &apos;26 &lt;é&gt;"')
    table = read(package, tmp_path).table("Readings")
    assert table is not None
    assert table.sheet == "R&D '26 <é>"


def test_reading_leaves_the_file_and_its_folder_alone(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    FileBook(path).read()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_can_be_read(lock, tmp_path):
    (tmp_path / lock).write_bytes(b"Ann")
    assert_is_the_plan(read(rich_package(), tmp_path), rich=True)
