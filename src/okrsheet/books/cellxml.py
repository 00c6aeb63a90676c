"""Cells as they are written."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from math import isfinite

from okrsheet.books.area import cell_name
from okrsheet.books.book import BookError, CellError, Content, Formula, Value
from okrsheet.books.celltext import LONGEST_TEXT, blank_or, text_markup
from okrsheet.books.serial import to_serial

FORMULA_SIGNS = ("=", "+", "-", "@")
Stored = None | bool | float | str | CellError


def stored(value: Value, date1904: bool) -> Stored:
    """A value as a cell can hold it: dates as serial numbers, what is no number as a blank."""
    if type(value) is float:
        return value if isfinite(value) else None
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
    p, place = prefix.decode(), cell_name(row, column)
    shown = f' s="{style}"' if style else ""
    return f'<{p}c r="{place}"{shown}{cell_body(p, place, content, date1904)}'.encode()


def cell_body(p: str, place: str, content: Content, date1904: bool, formula: str = "") -> str:
    """What follows the place and the format of a `c` element: its type, and all inside.

    `p` is the prefix, `place` the cell in A1 form, `formula` the markup of its formula where that
    is not said in full. Raises BookError as `cell_markup` does.
    """
    if isinstance(content, Formula):
        formula = formula or f"<{p}f>{formula_text(content)}</{p}f>"
        held = stored(content.value, date1904)
    else:
        held = stored(content, date1904)
    if isinstance(held, float):
        return f">{formula}<{p}v>{number_text(held)}</{p}v></{p}c>"
    if isinstance(held, str):
        _check_text(held, place)
    elif isinstance(held, bool):
        return f' t="b">{formula}<{p}v>{held:d}</{p}v></{p}c>'
    elif isinstance(held, CellError):
        return f' t="e">{formula}<{p}v>{_escaped(held.code)}</{p}v></{p}c>'
    if formula:
        return f' t="str">{formula}{_text_element(p + "v", held or "")}</{p}c>'
    if held is None:
        return "/>"
    return f' t="inlineStr"><{p}is>{_text_element(p + "t", held)}</{p}is></{p}c>'


def formula_text(formula: Formula) -> str:
    """The text of a formula as it stands between tags."""
    return _escaped(formula.text)


def _escaped(text: str) -> str:
    """Text between tags; the quotation marks that formulas are full of stay as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=1024)  # a plan says the same few words in thousands of cells
def _text_element(name: str, text: str) -> str:
    markup = text_markup(b"", text).decode()
    return f"<{name}{markup[2:-2]}{name}>"


def _check_text(text: str, place: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise BookError(
            f"the text for {place} is {len(text)} characters long; a cell holds {LONGEST_TEXT}.",
            f"cell {place}",
            "Shorten it.",
        )
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise BookError(
            f"the text for {place} holds half a character.", f"cell {place}", "Type it anew."
        )
