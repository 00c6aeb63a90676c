from dataclasses import replace

import pytest
from openpyxl import load_workbook

from okrsheet.books.book import Style, Tint
from okrsheet.books.package import Package
from okrsheet.books.styles import Styles
from tests.books.plain import plan

SHARE = Style(
    "share", "0.0%", bold=True, italic=True, underline=True, fill="F0F4F8", border="D9E2EC",
    horizontal="right", wrap=True, indent=1, locked=False,
)  # fmt: skip
RED = Tint("8A1C0C", "FBD5CC", bold=True, number_format='"x "@')


@pytest.fixture
def package(tmp_path):
    return Package(plan(tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx")


def again(package):
    """The styles of the package as another run finds them."""
    name = package.workbook_part("styles")
    package.put(name, package.content(name))
    return Styles(package)


def test_an_equal_format_is_found_again(package):
    styles = Styles(package)
    index, tint = styles.cell(SHARE), styles.tint(RED)
    styles.finish()
    before = package.content("xl/styles.xml")
    later = again(package)
    assert (later.cell(SHARE), later.tint(RED)) == (index, tint)
    later.finish()
    assert package.content("xl/styles.xml") == before


def test_formats_that_differ_in_one_thing_are_two(package):
    styles = Styles(package)
    others = (
        replace(SHARE, **{name: value})
        for name, value in (
            ("number_format", "0%"), ("size", 11), ("bold", False), ("italic", False),
            ("underline", False), ("color", "000000"), ("fill", None), ("border", None),
            ("horizontal", None), ("vertical", "center"), ("wrap", False), ("indent", 2),
            ("locked", True), ("font", "Arial"),
        )
    )  # fmt: skip
    indexes = [styles.cell(SHARE), *(styles.cell(other) for other in others)]
    assert len(set(indexes)) == len(indexes)


def test_another_program_sees_the_format(package, tmp_path):
    from okrsheet.books.xmltext import tag_with

    styles = Styles(package)
    index = styles.cell(SHARE)
    styles.finish()
    sheet = package.content("xl/worksheets/sheet1.xml")
    start = sheet.index(b'<c r="A1"')
    end = sheet.index(b">", start) + 1
    tag = tag_with(sheet[start:end], {"s": str(index)})
    package.put("xl/worksheets/sheet1.xml", sheet[:start] + tag + sheet[end:])
    path = tmp_path / "styled.xlsx"
    with path.open("wb") as stream:
        package.write(stream)
    cell = load_workbook(path)["KPIs"]["A1"]
    font, alignment = cell.font, cell.alignment
    assert (font.b, font.i, font.u, font.sz, font.name) == (True, True, "single", 10, "Calibri")
    assert font.color.rgb == "FF1F2933" and cell.fill.fgColor.rgb == "FFF0F4F8"
    assert cell.border.bottom.style == "thin" and cell.border.bottom.color.rgb == "FFD9E2EC"
    assert (alignment.horizontal, alignment.vertical) == ("right", "top")
    assert (alignment.wrap_text, alignment.indent) == (True, 1)
    assert cell.number_format == "0.0%" and not cell.protection.locked


def test_a_format_is_quoted_and_unquoted(package):
    styles = Styles(package)
    plain = styles.cell(SHARE)
    quoted = styles.quoted(plain)
    assert quoted != plain
    assert styles.quoted(quoted) == quoted
    assert styles.unquoted(quoted) == plain
    assert styles.unquoted(plain) == plain
    assert styles.quoted(9999) == 9999


def test_a_format_without_a_date_gets_one_that_shows_it(package):
    styles = Styles(package)
    day = styles.cell(Style("day", "yyyy\\-mm\\-dd"))
    assert styles.dated(day) == day
    assert styles.dated(styles.cell(Style("day"))) == day


def test_each_number_format_of_a_colour_rule_has_its_own_number(package):
    styles = Styles(package)
    indexes = {styles.tint(Tint(number_format=code)) for code in ('"a "@', '"b "@')}
    assert len(indexes) == 2
    styles.finish()
    content = package.content("xl/styles.xml")
    assert content.count(b'numFmtId="200"') == content.count(b'numFmtId="201"') == 1


def test_a_colour_rule_that_is_another_is_not_ours(package):
    styles = Styles(package)
    index = styles.tint(RED)
    assert styles.is_tint(str(index), RED)
    assert not styles.is_tint(str(index), replace(RED, bold=False))
    assert not styles.is_tint("", RED)
    assert not styles.is_tint("99", RED)
