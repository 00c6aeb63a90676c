from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrsheet.books.book import UNCALCULATED, CellError
from okrsheet.books.cellpatterns import patterns
from okrsheet.books.celltext import (
    Codec,
    blank_or,
    decode_escapes,
    encode_escapes,
    rich_text,
    shared_strings,
    text_markup,
)
from okrsheet.books.sheetxml import SheetXml

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CODEC = Codec(lambda: ["zero", "one"], frozenset({1}), date1904=False)


@given(TEXT)
@example("_x000D_")
@example("_x005F_x000D_")
@example("\x01\r\n\t ￿ \u202eRTL 😀")
def test_any_text_survives_escaping(text):
    assert decode_escapes(encode_escapes(text)) == text


@given(TEXT)
@example("  both ends  ")
def test_any_text_survives_its_markup(text):
    markup = text_markup(b"x:", text)
    assert rich_text(markup, patterns(b"x:")) == text


def test_half_a_character_is_read_as_a_question():
    assert decode_escapes("_xD83D_") == "\ufffd"


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\u200b", "\ufeff \u2060", "\n\t", "\u3000"])
def test_text_in_which_nothing_shows_is_blank(text):
    assert blank_or(text) is None


def test_text_keeps_its_outer_blanks():
    assert blank_or(" K1 ") == " K1 "


def test_shared_texts_join_their_runs_and_drop_phonetic_hints():
    part = (
        b"<sst><si><t>a</t></si><si/><si><r><rPr><b/></rPr><t>b</t></r><r><t> c</t></r>"
        b'<rPh sb="0" eb="1"><t>no</t></rPh></si></sst>'
    )
    assert shared_strings(part, b"") == ["a", "", "b c"]


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ('<c r="A1"><v>1.5</v></c>', 1.5),
        ("<c r='A1' t='n' ><v> 2 </v></c >", 2.0),
        ('<c r="A1" s="1"><v>46203</v></c>', datetime(2026, 6, 30)),
        ('<c r="A1" s="1"><v>-5</v></c>', -5.0),
        ('<c r="A1"><v>NaN</v></c>', "NaN"),
        ('<c r="A1"><v>soon</v></c>', "soon"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><v>#N/A</v></c>', CellError("#N/A")),
        ('<c r="A1" t="s"><v>1</v></c>', "one"),
        ('<c r="A1" t="s"><v>9</v></c>', None),
        ('<c r="A1" t="s"><v>x</v></c>', None),
        ('<c r="A1" t="str"><f>A2</f><v>a &amp; b</v></c>', "a & b"),
        ('<c r="A1" t="str"><f>A2</f><v></v></c>', None),
        ('<c r="A1"><f>A2</f></c>', UNCALCULATED),
        ('<c r="A1" t="inlineStr"><is><t>in</t></is></c>', "in"),
        ('<c r="A1" t="d"><v>2026-06-30T18:00:00Z</v></c>', datetime(2026, 6, 30, 18)),
        ('<c r="A1" t="d"><v>soon</v></c>', "soon"),
        ('<c r="A1" s="3"/>', None),
        ('<c r="A1"><v>4<!-- x -->6</v></c>', 46.0),
        ('<c r="A1" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>', "a<b"),
        ('<c r="A1" xmlns:q="http://q/"><v>7</v></c>', 7.0),
    ],
)
def test_a_cell_is_read_by_its_type(markup, value):
    sheet = f'<worksheet xmlns="m"><sheetData><row r="1">{markup}</row></sheetData></worksheet>'
    grid = SheetXml(sheet.encode(), "x")
    assert [CODEC.value(cell, grid.patterns) for cell in grid.cells(1)] == [value]
