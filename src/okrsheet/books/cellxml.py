"""Cells as they are written."""

from __future__ import annotations

from datetime import datetime
from math import isfinite

from okrsheet.books.area import cell_name
from okrsheet.books.book import BookError, CellError, Content, Formula, Value
from okrsheet.books.celltext import LONGEST_TEXT, blank_or, text_markup
from okrsheet.books.serial import to_serial
from okrsheet.books.xmltext import escaped

FORMULA_SIGNS = ("=", "+", "-", "@")
Stored = None | bool | float | str | CellError


def stored(value: Value, date1904: bool) -> Stored:
    """A value as a cell can hold it: dates as serial numbers, what is no number as a blank."""
    if isinstance(value, datetime):
        serial = to_serial(value, date1904)
        return serial if serial >= 0 else value.isoformat(sep=" ")
    if isinstance(value, bool) or value is None or isinstance(value, CellError):
        return value
    if isinstance(value, str):
        return blank_or(value)
    return float(value) if isfinite(value) else None


def same(one: Stored, other: Stored) -> bool:
    """Whether two stored values are one: True is not 1."""
    return type(one) is type(other) and one == other


def number_text(number: float) -> str:
    """The shortest text that gives exactly this number back."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def cell_markup(
    prefix: bytes, row: int, column: int, style: int, content: Content, date1904: bool
) -> bytes:
    """A `c` element. Raises BookError for text that no cell can hold."""
    place = cell_name(row, column)
    head = b'<%sc r="%s"' % (prefix, place.encode()) + (b' s="%d"' % style if style else b"")
    formula = b""
    value = content.value if isinstance(content, Formula) else content
    held = stored(value, date1904)
    if isinstance(held, str):
        _check_text(held, place)
    if isinstance(content, Formula):
        formula = b"<%sf>%s</%sf>" % (prefix, escaped(content.text), prefix)
        if held is None or isinstance(held, str):
            text = text_markup(prefix, held or "")
            cached = text.replace(b"<%st" % prefix, b"<%sv" % prefix, 1)
            cached = cached[: -len(b"</%st>" % prefix)] + b"</%sv>" % prefix
            return b'%s t="str">%s%s</%sc>' % (head, formula, cached, prefix)
    elif held is None:
        return head + b"/>"
    elif isinstance(held, str):
        text = text_markup(prefix, held)
        return b'%s t="inlineStr"><%sis>%s</%sis></%sc>' % (head, prefix, text, prefix, prefix)
    kind, shown = _plain_value(held)
    return b"%s%s>%s<%sv>%s</%sv></%sc>" % (head, kind, formula, prefix, shown, prefix, prefix)


def _plain_value(held: Stored) -> tuple[bytes, bytes]:
    if isinstance(held, bool):
        return b' t="b"', b"1" if held else b"0"
    if isinstance(held, CellError):
        return b' t="e"', escaped(held.code)
    assert isinstance(held, float)
    return b"", number_text(held).encode()


def _check_text(text: str, place: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise BookError(
            f"the text for {place} is {len(text)} characters long; a cell holds {LONGEST_TEXT}.",
            f"cell {place}",
            "Shorten it.",
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BookError(
            f"the text for {place} holds half a character.", f"cell {place}", "Type it anew."
        )
