import zipfile

from okrsheet.books.book import ColourRule, ColumnLook, LayTable, Style, Tint, Validation
from okrsheet.books.sheetorder import insert_element, put_element
from okrsheet.books.xmltext import Splices, tree
from tests.books.plain import plan, write

TINT = Tint("8A1C0C", "FBD5CC")
LOOKED = ColumnLook(
    "Target",
    9,
    Style("number"),
    validation=Validation("decimal", "0", "greaterThan", "Target", "A number."),
    rules=(ColourRule("{cell}>1", TINT),),
)


def test_a_sheet_without_rules_gets_colours_before_validations_as_excel_insists(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    write(path, LayTable("KPIs", (LOOKED,)))
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert 0 < sheet.index(b"<conditionalFormatting") < sheet.index(b"<dataValidations")
    judge(path)


def test_elements_inserted_at_one_place_stand_in_the_order_of_the_schema():
    data = b"<worksheet><sheetData/></worksheet>"
    root, splices = tree(data, "sheet"), Splices()
    for name in ("tableParts", "dataValidations", "mergeCells", "conditionalFormatting"):
        insert_element(splices, root, name, b"<%s/>" % name.encode())
    assert splices.over(data) == (
        b"<worksheet><sheetData/><mergeCells/><conditionalFormatting/><dataValidations/>"
        b"<tableParts/></worksheet>"
    )


def test_an_element_takes_the_place_of_the_one_of_its_name():
    data = b'<worksheet><sheetData/><autoFilter ref="A1:B2"></autoFilter></worksheet>'
    root, splices = tree(data, "sheet"), Splices()
    put_element(splices, root, "autoFilter", b"<autoFilter/>")
    put_element(splices, root, "drawing", b"<drawing/>")
    assert splices.over(data) == b"<worksheet><sheetData/><autoFilter/><drawing/></worksheet>"
