"""When what is ours is filled or laid anew, what users put in and beside it stays and follows."""

import re
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from okrsheet.books.book import (
    BlockRow,
    BookError,
    ColourRule,
    ColumnLook,
    FillBlock,
    FillTable,
    LayTable,
    SetColumn,
    Tint,
    Validation,
)
from okrsheet.books.file import FileBook
from tests.books.foreign import Grid, tables_only
from tests.books.foreign_compare import around_cells, formulas, part
from tests.books.foreign_edits import (
    APPEND,
    CASCADE,
    FINDINGS,
    KPI_STATUS,
    PLAIN,
    STATUS,
    apply,
    ranges,
)
from tests.books.foreign_package import Package, sheet_part, table_part
from tests.books.foreign_parts import plain_package, rich_package

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

OURS = "Anything else is refused"
OLD = Grid(
    "Findings", "Findings", 4, 1, ("Code", "Who", "Cell", "Message"),
    (("S01", "Ann", None, "a"), ("S02", "Bob", None, "b"), ("S03", None, None, "c")),
)  # fmt: skip


def rebuilt(tmp_path: Path, *found: tuple[str, str], grid: Grid = OLD) -> Path:
    """A Findings table with a user's column Who, filled anew."""
    path = Package(tables_only(grid)).save(tmp_path / "plan.xlsx")
    cells_of = tuple((code, None, message) for code, message in found)
    apply(path, FillTable(FINDINGS, cells_of, ("Code", "Message")))
    return path


def who(path: Path) -> list[tuple[object, ...]]:
    table = FileBook(path).read().table("Findings")
    assert table is not None
    return [(row[0], row[1]) for row in table.rows]


def test_a_users_column_follows_its_row_when_a_table_is_rebuilt(tmp_path, judge):
    path = judge(rebuilt(tmp_path, ("S02", "b"), ("S09", "n"), ("S03", "c"), ("S01", "a")))
    assert who(path) == [("S02", "Bob"), ("S09", None), ("S03", None), ("S01", "Ann")]


def test_a_table_that_is_rebuilt_with_fewer_rows_shrinks(tmp_path, judge):
    path = judge(rebuilt(tmp_path, ("S02", "b"), ("S01", "a")))
    assert who(path) == [("S02", "Bob"), ("S01", "Ann")]
    assert b'ref="A4:D6"' in part(path, table_part("Settings"))
    assert load_workbook(path)["Findings"]["D7"].value is None


def test_what_a_user_wrote_on_a_row_that_went_stands_below(tmp_path, judge):
    path = judge(rebuilt(tmp_path, ("S02", "b"), ("S09", "n")))
    assert who(path) == [("S02", "Bob"), ("S09", None), (None, "Ann")]
    first = path.read_bytes()
    for _ in range(3):
        found = (("S02", None, "b"), ("S09", None, "n"))
        apply(path, FillTable(FINDINGS, found, ("Code", "Message")))
    assert path.read_bytes() == first


def test_a_table_that_is_emptied_keeps_one_blank_row(tmp_path, judge):
    unsaid = Grid("Findings", "Findings", 4, 1, OLD.headers, (("S01", None, None, "a"),) * 3)
    path = judge(rebuilt(tmp_path, grid=unsaid))
    assert who(path) == [(None, None)]
    assert b'ref="A4:D5"' in part(path, table_part("Settings"))


def test_a_block_that_shrinks_leaves_the_users_cells_beside_it(tmp_path, judge):
    path = plain_package().save(tmp_path / "plan.xlsx")
    line = BlockRow((("Node", PLAIN), (0.5, PLAIN)), level=1)
    apply(path, FillBlock(CASCADE, (line,) * 5))
    package = Package(path.read_bytes())
    name = max(name for name in package.parts if name.startswith("xl/worksheets/sheet"))
    text = package.parts[name].decode()
    own = '<c r="D8"><v>42</v></c></row>'
    text = re.sub(r'(<row r="8".*?)</row>', lambda found: found[1] + own, text)
    package.parts[name] = text.encode()
    package.save(path)
    apply(path, FillBlock(CASCADE, (line,) * 2))
    sheet = load_workbook(judge(path))["Cascade"]
    assert [sheet[f"A{row}"].value for row in range(5, 10)] == ["Node", "Node", None, None, None]
    assert sheet["D8"].value == 42
    assert [sheet.row_dimensions[row].outlineLevel for row in (5, 6, 8)] == [1, 1, 0]


RED = ColourRule('{cell}="Off track"', Tint("B00020", "FDE7E9", bold=True))
LOOKS = (
    ColumnLook("Type", 10, PLAIN, validation=Validation("list", '"Leading,Lagging"', error=OURS)),
    ColumnLook("Mood", 10, PLAIN, validation=Validation("list", '"1,2"', error=OURS)),
    ColumnLook("Status", 10, STATUS, computed=True, rules=(RED,)),
)


def test_laying_a_table_leaves_the_rules_of_others_alone(tmp_path, judge):
    path = rich_package().save(tmp_path / "plan.xlsx")
    before = around_cells(part(path, sheet_part("KPIs")))
    apply(path, LayTable("KPIs", LOOKS))
    after = part(path, sheet_part("KPIs"))
    others = [child for child in before if b"<dataValidations" not in child]
    assert [child for child in around_cells(after) if child in others] == others
    assert b'sqref="K6:K9"><formula1>"1,2,3,4"</formula1>' in after
    assert b'"1,2"' not in after
    assert b"Leading,Lagging" in after
    assert b'$AD6="Off track"' in after.replace(b"&quot;", b'"')
    priorities = re.findall(rb'<cfRule [^>]*priority="(\d+)"', after)
    assert len(set(priorities)) == len(priorities)
    judge(path)


def test_laying_a_table_twenty_times_changes_nothing_after_the_first(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    apply(path, LayTable("KPIs", LOOKS))
    first = path.read_bytes()
    for _ in range(20):
        apply(path, LayTable("KPIs", LOOKS))
    assert path.read_bytes() == first


def test_laying_a_grown_table_covers_its_new_rows(tmp_path, judge):
    path = rich_package().save(tmp_path / "plan.xlsx")
    look = ColumnLook("Confidence", 10, PLAIN, validation=Validation("any", prompt="How sure?"))
    rule = ColumnLook("KPI name", 10, STATUS, computed=True, rules=(RED,))
    apply(path, LayTable("Readings", (look, rule)), APPEND, LayTable("Readings", (look, rule)))
    assert ranges(path, "Readings", "conditionalFormatting").count("G5:G13") == 1
    assert ranges(judge(path), "Readings", "dataValidation") == ["F5:F13", "D5:D13 N5:N10"]


def test_what_sorts_a_table_does_not_reach_beyond_it_when_it_shrinks(tmp_path, judge):
    package = Package(tables_only(OLD))
    sorted_by = (
        '<autoFilter ref="A4:D7"><sortState ref="A5:D7"><sortCondition ref="A5:A7"/></sortState>'
        "</autoFilter>"
    )
    package.edit(table_part("Settings"), '<autoFilter ref="A4:D7"/>', sorted_by)
    path = package.save(tmp_path / "plan.xlsx")
    found = (("S01", None, "a"), ("S02", None, "b"))
    apply(path, FillTable(FINDINGS, found, ("Code", "Message")))
    table = etree.fromstring(part(judge(path), table_part("Settings")))
    rows = re.findall(r"\d+", " ".join(element.get("ref", "") for element in table.iter()))
    assert max(int(row) for row in rows) == 6


def test_a_users_formula_in_a_table_follows_its_row(tmp_path, judge):
    package = Package(tables_only(OLD))
    part_name = sheet_part("Plan")
    text = package.parts[part_name].decode()
    text = re.sub(r'<c r="B6"[^>]*>.*?</c>', '<c r="B6"><f>LEN(D6)</f><v>1</v></c>', text)
    package.parts[part_name] = text.encode()
    path = package.save(tmp_path / "plan.xlsx")
    found = tuple((code, None, code.lower()) for code in ("S09", "S03", "S01", "S02"))
    apply(path, FillTable(FINDINGS, found, ("Code",)))
    sheet = load_workbook(judge(path))["Findings"]
    assert [sheet[f"B{row}"].value for row in range(5, 9)] == [None, None, "Ann", "=LEN(D8)"]


def test_a_users_sheet_with_the_name_of_our_block_is_not_written_over(tmp_path):
    package = rich_package()
    package.edit("xl/workbook.xml", 'name="Mein Blatt"', 'name="Cascade"')
    path = package.save(tmp_path / "plan.xlsx")
    before = path.read_bytes()
    with pytest.raises(BookError) as caught:
        apply(path, FillBlock(CASCADE, (BlockRow((("Company", PLAIN), (0.5, PLAIN))),)))
    assert "Cascade" in str(caught.value)
    assert path.read_bytes() == before


def shared_over_a_users_column(package: Package) -> Package:
    """The master of a shared formula in a column of ours, its dependents in a user's column."""
    name = sheet_part("KPIs")
    package.edit(
        name, 'ref="AD6:AD9" si="0">IF(K6&gt;0,"On track","")<', 'ref="AD6:AG9" si="0">K6*$I$6+AB6<'
    )
    package.edit(name, '<f t="shared" ref="AG6:AG9" si="1">K6*2</f>', '<f t="shared" si="0"/>')
    package.edit(name, '<f t="shared" si="1"/>', '<f t="shared" si="0"/>', count=3)
    return package


def test_a_shared_formula_outlives_its_first_cell(tmp_path, judge):
    path = shared_over_a_users_column(rich_package()).save(tmp_path / "plan.xlsx")
    before = formulas(path)
    assert before["KPIs", "AG8"] == "=N8*$I$6+AE8"
    apply(path, SetColumn("KPIs", KPI_STATUS, ("On track", None, "Off track", "No data")))
    after = formulas(path)
    for row in range(6, 10):
        assert after["KPIs", f"AG{row}"] == before["KPIs", f"AG{row}"]
    judge(path)
