"""Whatever is damaged in a workbook, it is read, or refused in a sentence; never half written."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheet.books.book import BookError
from okrsheet.books.file import FileBook
from tests.books.foreign import READINGS
from tests.books.foreign_edits import ROLL_UP
from tests.books.foreign_package import Package, sheet_part, table_part
from tests.books.foreign_parts import plain_package, rich_package

RICH = rich_package().parts
DAMAGEABLE = sorted(
    name
    for name in RICH
    if name.endswith((".xml", ".rels")) and name.startswith(("xl/w", "xl/t", "xl/s", "[", "_rels"))
)
WRONG = (
    "", " ", "-1", "0", "abc", "99999999999", "1e999", "NaN", "A0", "XFE1", "$A$1", ":", "<", ">",
    '"', "&", "&#0;", "&#x110000;", "]]>", "<!--", "\ud83d".encode("utf-8", "surrogatepass"),
)  # fmt: skip


def spots(data: bytes) -> list[tuple[int, int]]:
    """Where attribute values, texts, attributes and whole tags stand in XML."""
    spot = rb'(?<==")[^"]*(?=")|(?<=>)[^<]+(?=<)| [\w:]+="[^"]*"|<[^<>]*>'
    found = list(re.finditer(spot, data))
    values = re.finditer(rb'(?<==")[^"]*(?=")', data)
    return [match.span() for match in found] + [match.span() for match in values]


@settings(max_examples=150, deadline=None, print_blob=False)
@given(data=st.data())
def test_damage_anywhere_ends_in_a_plan_or_a_sentence(data):
    name = data.draw(st.sampled_from(DAMAGEABLE), label="part")
    start, end = data.draw(st.sampled_from(spots(RICH[name])), label="place")
    wrong = data.draw(st.sampled_from(WRONG), label="instead")
    instead = wrong if isinstance(wrong, bytes) else wrong.encode()
    package = rich_package()
    package.parts[name] = RICH[name][:start] + instead + RICH[name][end:]
    with TemporaryDirectory() as folder:
        path = package.save(Path(folder) / "plan.xlsx")
        before = path.read_bytes()
        book = FileBook(path)
        try:
            book.read()
            book.apply(ROLL_UP)
        except BookError as error:
            assert "\n" not in str(error)
            assert path.read_bytes() == before
        else:
            FileBook(path).read()


def test_rows_out_of_order_are_read_in_their_places_or_refused(tmp_path):
    package = plain_package()
    text = package.parts[sheet_part("Readings")].decode()
    rows = re.findall(r"<row .*?</row>", text)
    text = text.replace("".join(rows), "".join(reversed(rows)))
    package.parts[sheet_part("Readings")] = text.encode()
    path = package.save(tmp_path / "plan.xlsx")
    before = path.read_bytes()
    book = FileBook(path)
    try:
        table = book.read().table("Readings")
        book.apply(ROLL_UP)
    except BookError:
        assert path.read_bytes() == before
    else:
        assert table is not None
        assert table.rows == READINGS.rows


def test_a_table_without_a_header_row_is_refused_or_read_whole(tmp_path):
    package = plain_package()
    package.edit(
        table_part("Readings"), 'ref="A4:G10" totals', 'ref="A5:G10" headerRowCount="0" totals'
    )
    package.edit(table_part("Readings"), '<autoFilter ref="A4:G10"/>', "")
    path = package.save(tmp_path / "plan.xlsx")
    try:
        table = FileBook(path).read().table("Readings")
    except BookError as error:
        assert "header" in str(error)
    else:
        assert table is not None
        assert table.headers == READINGS.headers
        assert table.rows == READINGS.rows


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C6" t="s"><v>99999</v></c>',
        '<c r="C6" t="s"><v>-1</v></c>',
        '<c r="C6" s="999"><v>1</v></c>',
        '<c r="C6"><v>twelve</v></c>',
        '<c r="C6"><v>NaN</v></c>',
        '<c r="C6" s="1"><v>1e300</v></c>',
        '<c r="C6" s="1"><v>-5</v></c>',
        '<c r="C6" t="d"><v>2026-13-45</v></c>',
        '<c r="C6" t="b"><v>maybe</v></c>',
        '<c r="C6" t="what"><v>1</v></c>',
    ],
)
def test_a_cell_that_makes_no_sense_does_not_stop_the_others(cell, tmp_path):
    package = plain_package()
    text = package.parts[sheet_part("Readings")].decode()
    text = re.sub(r'<c r="C6".*?</c>', cell, text)
    package.parts[sheet_part("Readings")] = text.encode()
    path = Package.save(package, tmp_path / "plan.xlsx")
    try:
        table = FileBook(path).read().table("Readings")
    except BookError as error:
        assert "C6" in str(error)
    else:
        assert table is not None
        assert [row[2] for row in table.rows if row[2] in (24.0, 18.0, 8.0)] == [24.0, 18.0, 8.0]


@pytest.mark.parametrize("number", ["", " ", "abc", "1e999", "-1", "99999999999"])
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (sheet_part("Readings"), 'r="B5" s="1"', 'r="B5" s="{}"'),
        (sheet_part("Readings"), '<row r="7"', '<row r="{}"'),
        (sheet_part("Readings"), '<c r="C6"', '<c r="{}"'),
        ("xl/workbook.xml", 'sheetId="3"', 'sheetId="{}"'),
        (table_part("Drivers"), 'id="8" name="Drivers"', 'id="{}" name="Drivers"'),
        (table_part("Readings"), 'ref="A4:G10" totals', 'ref="{}" totals'),
        ("xl/styles.xml", '<xf numFmtId="164"', '<xf numFmtId="{}"'),
    ],
)
def test_a_number_that_is_none_ends_in_a_plan_or_a_sentence(name, before, after, number, tmp_path):
    package = plain_package()
    package.edit(name, before, after.format(number))
    path = package.save(tmp_path / "plan.xlsx")
    whole = path.read_bytes()
    book = FileBook(path)
    try:
        book.read()
        book.apply(ROLL_UP)
    except BookError as error:
        assert "\n" not in str(error)
        assert path.read_bytes() == whole
    else:
        FileBook(path).read()
