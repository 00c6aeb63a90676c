from datetime import datetime

import pytest

from okrsheet.books.book import BlockRow, Formula, Style
from okrsheet.books.changes import Changes
from okrsheet.books.package import Package
from okrsheet.books.press import pressed, stands
from okrsheet.books.reader import Reader
from tests.books.plain import plan

WRAPS = Style("wraps", wrap=True)


@pytest.fixture
def draft(tmp_path):
    package = Package(plan(tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx")
    return Changes(package, Reader(package)).draft("Notes", "xl/worksheets/sheet2.xml")


def row(*contents, style=WRAPS, level=0):
    return BlockRow(tuple((content, style) for content in contents), level)


def test_a_row_is_written_with_its_level_and_its_cells(draft):
    index = draft.styles.cell(WRAPS)
    piece = pressed(draft, 3, 2, [row(1.5, Formula('IF(A1<2,"a")', "b"), level=2)])
    assert piece.rows[0][1].decode() == (
        f'<row r="3" outlineLevel="2"><c r="A3" s="{index}"><v>1.5</v></c>'
        f'<c r="B3" s="{index}" t="str"><f>IF(A1&lt;2,"a")</f><v>b</v></c></row>'
    )
    assert (piece.area.name, piece.deepest) == ("A3:B3", 2)


def test_a_row_is_higher_where_a_wrapped_text_needs_it(draft):
    piece = pressed(draft, 3, 1, [row("word " * 9), row("word")])
    assert [b" ht=" in markup for _, markup in piece.rows] == [True, False]


def test_dates_and_texts_like_formulas_get_a_format_that_suits_them(draft):
    contents = ("plain", "=text", 1.0, datetime(2026, 6, 30))
    piece = pressed(draft, 3, 4, [row(*contents)])
    index, styles = draft.styles.cell(WRAPS), draft.styles
    formats = [index, styles.quoted(index), index, styles.dated(index)]
    assert len(set(formats)) == 3
    for letter, number in zip("ABCD", formats, strict=True):
        assert f'r="{letter}3" s="{number}"'.encode() in piece.markup


def test_a_row_that_says_nothing_is_not_written(draft):
    assert pressed(draft, 3, 1, [BlockRow(()), row(1.0)]).rows[0][0] == 4


def test_cells_without_a_column_of_ours_are_not_written(draft):
    assert b"B3" not in pressed(draft, 3, 1, [row(1.0, 2.0)]).markup


def test_a_piece_stands_where_the_part_says_the_same(draft):
    assert stands(draft, pressed(draft, 2, 1, []))
    assert not stands(draft, pressed(draft, 2, 1, [row(1.0)]))
    assert not stands(draft, pressed(draft, 1, 1, []))
