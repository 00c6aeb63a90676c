import pytest

from tests.judges.specimen import altered, sound_workbook, with_more, without
from tests.judges.tablelint import lint

BOOK, TYPES = "xl/workbook.xml", "[Content_Types].xml"
KPIS, KPI_TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
UNITS, UNIT_TABLE = "xl/worksheets/sheet2.xml", "xl/tables/table2.xml"
NAME = "<definedName name=\"First\">'The units'!$A$2</definedName>"
FORMULA = "<f>SUM(KPIs[Actual])</f>"
RULE = "<formula>$B2&gt;1</formula>"

# What is broken: the member, a text in it, what stands instead, a piece of the sentence expected.
FAULTS = {
    "a header cell unlike its column": (KPIS, "<t>Actual<", "<t>actual <", "header cell 'actual '"),
    "a header cell that is a number": (
        *(KPIS, 't="inlineStr"><is><t>Actual</t></is>', 't="n"><v>1</v>'),
        "'Actual' has the header cell None",
    ),
    "two tables of one name": (UNIT_TABLE, '"Units"', '"kpis"', "two tables have the name kpis"),
    "two tables of one id": (UNIT_TABLE, 'table id="2"', 'table id="1"', "tables have the id 1"),
    "two columns of one name": (KPI_TABLE, '"Read on"', '"actual"', "columns named actual"),
    "two columns of one id": (KPI_TABLE, 'Column id="3"', 'Column id="2"', "with the id 2"),
    "a column less than the range": (
        *(KPI_TABLE, '<tableColumn id="3" name="Read on"/>', ""),
        "2 columns, 3 announced",
    ),
    "a table that leaves the sheet": (KPI_TABLE, "A1:C3", "A1:C1048577", "no area of a sheet"),
    "a table without a data row": (KPI_TABLE, "A1:C3", "A1:C1", "no row for data"),
    "a table named like a cell": (KPI_TABLE, '"KPIs"', '"KPI1"', "KPI1: not a name that Excel"),
    "a filter outside its table": (
        *(KPI_TABLE, '<autoFilter ref="A1:C3"', '<autoFilter ref="A1:C9"'),
        "its filter covers A1:C9",
    ),
    "merged cells in a table": (UNITS, '"D1:E2"', '"B2:E2"', "merged cells B2:E2 lie over it"),
    "a defined name like a table": (BOOK, 'name="First"', 'name="kpis"', "a table's too"),
    "a defined name that stands twice": (BOOK, NAME, NAME + NAME, "the name first stands twice"),
    "a defined name to no sheet": (BOOK, "'The units'!$A", "'Teams'!$A", "no sheet 'Teams'"),
    "a defined name with a lost reference": (BOOK, "'The units'!$A$2", "#REF!", "lost reference"),
    "a defined name of a sheet that is not there": (
        *(BOOK, 'name="First"', 'name="First" localSheetId="2"'),
        "belongs to sheet 2",
    ),
    "a formula to no sheet": (KPIS, FORMULA, "<f>Teams!A1</f>", "no sheet 'Teams'"),
    "a formula to no table": (KPIS, FORMULA, "<f>SUM(Goals[ID])</f>", "no table 'Goals'"),
    "a formula to no column": (KPIS, FORMULA, "<f>SUM(KPIs[Best])</f>", "no column 'Best'"),
    "a column of this row that is not there": (
        *(KPIS, FORMULA, "<f>KPIs[[#This Row],[Best]]</f>"),
        "no column 'Best'",
    ),
    "[@ in a file": (KPIS, FORMULA, "<f>KPIs[@Actual]</f>", "must spell [#This Row]"),
    "a reference without its table": (
        *(KPIS, FORMULA, "<f>[[#This Row],[Actual]]</f>"),
        "without its table's name",
    ),
    "a formula with its equals sign": (KPIS, "<f>SUM", "<f>=SUM", "an equals sign before"),
    "a formula too long": (KPIS, FORMULA, f"<f>{'1+' * 4097}1</f>", "more than 8192"),
    "a new function without its prefix": (KPIS, "<f>SUM(", "<f>IFS(", "IFS without _xlfn."),
    "a colour rule with a structured reference": (
        *(KPIS, RULE, "<formula>KPIs[[#This Row],[Actual]]&gt;1</formula>"),
        "only cells and names may hold",
    ),
    "a colour rule without its format": (KPIS, 'dxfId="0"', 'dxfId="1"', "dxfId 1 of 1"),
    "a cell without its format": (KPIS, 's="2"', 's="3"', "has s 3 of 3"),
    "a list too long": (KPIS, '"K-1,K-2"', f'"{"K" * 256}"', "list is longer than 255"),
    "a prompt too long": (KPIS, 'prompt="Choose"', f'prompt="{"x" * 256}"', "prompt is longer"),
    "a prompt's title too long": (
        *(KPIS, 'promptTitle="ID"', f'promptTitle="{"x" * 33}"'),
        "promptTitle is longer than 32",
    ),
    "more validations than announced": (
        *(KPIS, 'dataValidations count="1"', 'dataValidations count="2"'),
        "1 validations where 2 are announced",
    ),
    "a row that stands twice": (KPIS, '<row r="3">', '<row r="2">', "row 2 comes after row 2"),
    "a cell that stands twice": (KPIS, '<c r="B2"', '<c r="A2"', "A2 comes after A2"),
    "a cell in another's row": (KPIS, '<c r="B2"', '<c r="B7"', "B7 stands in row 2"),
    "a text that is a formula too": (
        *(KPIS, '<c r="A2" t="inlineStr">', '<c r="A2" t="inlineStr"><f>1</f>'),
        "text and a formula at once",
    ),
    "a shared text that is not there": (
        *(KPIS, '<c r="B2" t="n"><v>1.5', '<c r="B2" t="s"><v>7'),
        "shared text 7 of 0",
    ),
    "a number that is none": (KPIS, "<v>1.5</v>", "<v>nan</v>", "is a number and holds 'nan'"),
    "a shared formula without master": (
        *(KPIS, FORMULA, '<f t="shared" si="0"/>'),
        "shares a formula that no cell holds",
    ),
    "merged cells that overlap": (
        *(UNITS, '<mergeCell ref="D1:E2"/>', '<mergeCell ref="D1:E2"/><mergeCell ref="E2:F3"/>'),
        "D1:E2 and E2:F3 overlap",
    ),
    "column formats that overlap": (
        *(
            UNITS,
            "<sheetData>",
            '<cols><col min="1" max="3"/><col min="2" max="2"/></cols><sheetData>',
        ),
        "the format of column 2 comes after that of column 3",
    ),
    "a sheet name too long": (BOOK, '"The units"', f'"{"x" * 32}"', "not a sheet name"),
    "a sheet name with a stroke": (BOOK, '"The units"', '"A/B"', "not a sheet name"),
    "two sheets of one name": (BOOK, '"The units"', '"kpis"', "kpis: two sheets of this name"),
    "two sheets of one id": (BOOK, 'sheetId="2"', 'sheetId="1"', "sheetId 1 stands twice"),
    "a link to no relationship": (UNITS, 'r:id="rId1"', 'r:id="rId9"', "refers to rId9"),
    "a type of no part": (TYPES, "/xl/styles.xml", "/xl/style.xml", "not in the package"),
    "a part without a type": (TYPES, 'Extension="rels"', 'Extension="rel"', "no content type"),
    "broken XML": (KPIS, "</sheetData>", "", "cannot be taken apart"),
}


@pytest.fixture
def sound(tmp_path):
    return sound_workbook(tmp_path / "sound.xlsx")


def test_a_sound_workbook_passes(sound):
    assert lint(sound) == []


@pytest.mark.parametrize("member, old, new, sentence", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named(sound, member, old, new, sentence):
    assert sentence in "\n".join(lint(altered(sound, member, old, new)))


def test_tables_that_overlap_are_named(sound):
    rels = "xl/worksheets/_rels/sheet2.xml.rels"
    both = 'Target="/xl/tables/table1.xml" Id="rId2" Type="x/table"/></Relationships>'
    broken = altered(sound, rels, "</Relationships>", f"<Relationship {both}")
    assert "tables Units and KPIs overlap" in lint(broken)


def test_a_relationship_to_a_lost_part_is_named(sound):
    assert "leads to xl/styles.xml" in "\n".join(lint(without(sound, "xl/styles.xml")))


def test_a_member_that_stands_twice_is_named(sound):
    with pytest.warns(UserWarning, match="Duplicate name"):
        broken = with_more(sound, KPIS, "<worksheet/>")
    assert f"{KPIS}: stands in the package twice" in lint(broken)


def test_a_calculation_chain_to_a_cell_without_formula_is_named(sound):
    chain = with_more(
        sound, "xl/calcChain.xml", '<calcChain><c r="E2" i="1"/><c r="A2"/></calcChain>'
    )
    link = '<Relationship Type="x/calcChain" Target="calcChain.xml" Id="c"/></Relationships>'
    broken = altered(chain, "xl/_rels/workbook.xml.rels", "</Relationships>", link)
    assert lint(broken) == ["xl/calcChain.xml: A2 of sheet 1 holds no formula"]


def test_a_text_that_looks_like_a_formula_is_no_fault(sound):
    assert lint(altered(sound, KPIS, "<t>K-2</t>", "<t>=SUM([@x])</t>")) == []


def test_what_is_not_a_package_is_named(tmp_path):
    paper = tmp_path / "plan.xlsx"
    paper.write_text("not a zip")
    assert lint(paper)[0].startswith("it cannot be taken apart")
