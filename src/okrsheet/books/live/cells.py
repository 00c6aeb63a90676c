"""Cells as Excel takes and tells them: Python values in, Range.formula's form out and back.

A string that is given to Excel is read as if it were typed, so every text has an apostrophe before
it: `MAR1`, `1/2`, `TRUE` and `=x` would all become something else.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from okrsheet.books.book import BookError, CellError, Content, Formula, Value
from okrsheet.books.celltext import LONGEST_TEXT, blank_or
from okrsheet.books.cellxml import stored
from okrsheet.books.live.inverse import Cell
from okrsheet.books.serial import to_serial

ERROR_CODES = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)
_FIRST_ERROR = -2146828288  # COM gives an error as this and its number, 2000 and some
_UNLISTED = {2045: "#SPILL!", 2050: "#CALC!", 2043: "#GETTING_DATA", 2049: "#FIELD!"}
_QUANTITY_BEFORE = datetime(1900, 3, 1)  # a "date" before it is a time of day or a duration
_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_PREFIX = re.compile(r"_xlfn\.(?:_xlws\.)?")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"(?<![\w.$])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.(!])")
_QUOTED_SHEET = re.compile(r"'([A-Za-z_]\w*)'!")
_COLUMN = r"\[(?:[^\[\]']|'.)*\]"
_AT = re.compile(rf"([\w.\\]*)\[@(?:({_COLUMN})|([^\[\]:]+))\]")


def normal(value: object, formula: object) -> Value:
    """A value that Excel told, as the port has it; `formula` is what it told as the formula.

    Money comes with four decimals; its formula has them all.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return CellError(value) if value in ERROR_CODES else blank_or(value)
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=None)
        return moment if moment >= _QUANTITY_BEFORE else _days(moment)
    if isinstance(value, Decimal):
        return _number(formula) or float(value)
    if isinstance(value, int) and 2000 <= value - _FIRST_ERROR < 2100:
        return CellError(_UNLISTED.get(value - _FIRST_ERROR, "#UNKNOWN!"))
    return float(value) if isinstance(value, int | float) else blank_or(str(value))


def _days(moment: datetime) -> float:
    return (moment - datetime(1899, 12, 30)) / timedelta(days=1)


def _number(formula: object) -> float | None:
    try:
        return float(str(formula))
    except ValueError:
        return None


def told(value: object, formula: object, date1904: bool) -> Cell:
    """A cell as it would have to be given to Excel to stand there again, from what Excel told."""
    if isinstance(formula, str) and formula.startswith("=") and formula != value:
        return formula
    if isinstance(value, datetime):
        serial = _number(formula)
        return to_serial(value.replace(tzinfo=None), date1904) if serial is None else serial
    if isinstance(value, str) and value not in ERROR_CODES:
        return f"'{value}" if value else None
    found = normal(value, formula)
    if isinstance(found, CellError):
        return found.code
    return found if isinstance(found, bool | float | str) else None


def given(content: Content, date1904: bool) -> Cell:
    """A content as it is given to Excel. Raises BookError for text that no cell can hold."""
    if isinstance(content, Formula):
        return f"={unprefixed(content.text)}"
    value = stored(content, date1904)
    if isinstance(value, str):
        _refuse_long(value)
        return f"'{value}"
    return value.code if isinstance(value, CellError) else value


def _refuse_long(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        what = f"a text is {len(text)} characters long; a cell holds {LONGEST_TEXT}."
        raise BookError(what, f"the text that begins {text[:40]!r}", "Shorten it.")


def unprefixed(formula: str) -> str:
    """A formula without the `_xlfn.` that only files put before newer functions."""
    if "_xlfn." not in formula:
        return formula
    parts = _TEXTS.split(formula)
    return "".join(part if at % 2 else _PREFIX.sub("", part) for at, part in enumerate(parts))


def alike(one: Cell, other: Cell, table: str | None) -> bool:
    """Whether two cells of a table (or of none) hold the same, however Excel spells it.

    It tells a number of a date with 15 digits.
    """
    if type(one) is type(other) and one == other:
        return True
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-13)
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    both_formulas = one.startswith("=") and other.startswith("=")
    return both_formulas and _canonical(one, table) == _canonical(other, table)


@lru_cache(maxsize=65_536)
def _canonical(formula: str, table: str | None) -> str:
    """A formula in one spelling: without needless blanks, quotes and names, numbers in full."""
    parts = _TEXTS.split(formula)
    return "".join(part if at % 2 else _respelt(part, table) for at, part in enumerate(parts))


def _respelt(part: str, table: str | None) -> str:
    bare = _SPACE.sub("", _PREFIX.sub("", part)).casefold()
    bare = _QUOTED_SHEET.sub(r"\1!", bare)
    own = (table or "").casefold()

    def whole(match: re.Match[str]) -> str:
        return f"{match[1] or own}[[#thisrow],{match[2] or f'[{match[3]}]'}]"

    bare = _AT.sub(whole, bare)
    return _NUMBER.sub(lambda match: repr(float(match[0])), bare)
