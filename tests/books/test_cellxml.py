from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.books.book import BookError, CellError, Formula
from okrsheet.books.cellxml import cell_markup, number_text, same, stored


def written(content, prefix=b"", style=0, date1904=False):
    return cell_markup(prefix, 2, 3, style, content, date1904).decode()


@pytest.mark.parametrize(
    ("content", "markup"),
    [
        (None, '<c r="C2"/>'),
        (5, '<c r="C2"><v>5</v></c>'),
        (0.1, '<c r="C2"><v>0.1</v></c>'),
        (float("nan"), '<c r="C2"/>'),
        (float("inf"), '<c r="C2"/>'),
        (True, '<c r="C2" t="b"><v>1</v></c>'),
        (CellError("#N/A"), '<c r="C2" t="e"><v>#N/A</v></c>'),
        (datetime(2026, 6, 30), '<c r="C2"><v>46203</v></c>'),
        ("a<b", '<c r="C2" t="inlineStr"><is><t>a&lt;b</t></is></c>'),
        (" a", '<c r="C2" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>'),
        ("\xa0", '<c r="C2"/>'),
        (datetime(1850, 1, 1), '<c r="C2" t="inlineStr"><is><t>1850-01-01 00:00:00</t></is></c>'),
        (Formula("A1&B1", "x"), '<c r="C2" t="str"><f>A1&amp;B1</f><v>x</v></c>'),
        (Formula("A1", ""), '<c r="C2" t="str"><f>A1</f><v></v></c>'),
        (Formula("A1", None), '<c r="C2" t="str"><f>A1</f><v></v></c>'),
        (Formula("A1", 2.0), '<c r="C2"><f>A1</f><v>2</v></c>'),
        (Formula("A1", False), '<c r="C2" t="b"><f>A1</f><v>0</v></c>'),
    ],
)
def test_a_cell_is_written_by_what_it_holds(content, markup):
    assert written(content) == markup


def test_a_cell_carries_prefix_and_format():
    assert written(1, b"x:", 4) == '<x:c r="C2" s="4"><x:v>1</x:v></x:c>'


def test_dates_are_counted_from_1904_where_the_workbook_does():
    assert written(datetime(2026, 6, 30), date1904=True) == '<c r="C2"><v>44741</v></c>'


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_exactly(number):
    assert float(number_text(number)) == number


def test_text_that_no_cell_can_hold_is_refused():
    with pytest.raises(BookError, match="32768 characters"):
        written("x" * 32_768)
    with pytest.raises(BookError, match="half a character"):
        written("\ud83d")


def test_true_is_not_one():
    assert not same(stored(True, False), stored(1, False))
    assert same(stored(1, False), stored(1.0, False))
