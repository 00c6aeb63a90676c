"""Names of one sheet, among all others of a workbook."""

import pytest

from okrsheet.books.localnames import FILTERED, PRINT_TITLES, local_name, put_local_name
from okrsheet.books.package import Package
from tests.books.foreign_parts import plain_package, rich_package

TITLES = "KPIs!$1:$4"


@pytest.fixture
def package(tmp_path):
    return Package(rich_package().save(tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx")


def test_a_name_is_put_behind_the_others(package):
    before = [node.attributes for node in package.defined_names()]
    put_local_name(package, "KPIs", PRINT_TITLES, TITLES, False)
    after = [node.attributes for node in package.defined_names()]
    assert after[:-1] == before
    place = [entry.name for entry in package.sheets()].index("KPIs")
    assert after[-1] == {"name": PRINT_TITLES, "localSheetId": str(place)}


def test_a_name_that_is_there_refers_to_something_else(package):
    put_local_name(package, "kpis", FILTERED, "KPIs!$A$5:$B$9", True)
    count = len(package.defined_names())
    put_local_name(package, "KPIs", FILTERED, "KPIs!$A$5:$B$12", True)
    node = local_name(package, "KPIs", FILTERED)
    assert len(package.defined_names()) == count
    assert (node.text, node.attributes["hidden"]) == ("KPIs!$A$5:$B$12", "1")


def test_an_equal_name_changes_nothing(package):
    put_local_name(package, "KPIs", PRINT_TITLES, TITLES, False)
    before = package.content("xl/workbook.xml")
    put_local_name(package, "KPIs", PRINT_TITLES, TITLES, False)
    assert package.content("xl/workbook.xml") == before


def test_the_same_name_of_another_sheet_is_another(package):
    put_local_name(package, "KPIs", PRINT_TITLES, TITLES, False)
    assert local_name(package, "Readings", PRINT_TITLES).text == "Readings!$4:$4"


def test_the_first_name_of_a_workbook_stands_where_excel_wants_it(tmp_path):
    path = plain_package().save(tmp_path / "plan.xlsx")
    package = Package(path.read_bytes(), "plan.xlsx")
    names = package.workbook.root.first("definedNames")
    if names is not None:
        data = package.workbook.data
        package.put("xl/workbook.xml", data[: names.start] + data[names.end :])
    put_local_name(package, "KPIs", PRINT_TITLES, TITLES, False)
    order = [node.name for node in package.workbook.root.children]
    assert order.index("definedNames") == order.index("sheets") + 1
