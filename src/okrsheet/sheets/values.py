"""What a cell holds, read as the kind of its column: strictly, so that formulas see the same."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from okrsheet.books.book import CellError, Value
from okrsheet.sheets.column import Column, Kind

# Serial dates that a person can mean; other numbers in a date column are a slip, not a date.
EPOCH = datetime(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 32874, 73415  # 1990-01-01 .. 2100-12-31

NUMBER_TEXT = re.compile(
    r"[+-]?(?=[.,]?\d)(\d+|\d{1,3}([., \u00a0\u202f]\d{3})+)?([.,]\d+)?(e[+-]?\d+)?\s*%?",
    re.IGNORECASE,
)
DATE_TEXT = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})"
    r"|\d{1,2}\.?[ -][^\W\d_]{3,9}\.?,?[ -]\d{4}"
    r"|[^\W\d_]{3,9}\.? \d{1,2},? \d{4}"
)
USABLE_ID = re.compile(r"[^\W\d_][\w.\-]{0,63}")
MONTH = (
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    "|nov(ember)?|dec(ember)?"
)
LOOKS_LIKE_DATE = re.compile(rf"({MONTH})[-.]?\d{{1,4}}([-.]\d{{1,4}})?|true|false", re.IGNORECASE)


def is_usable_id(text: str) -> bool:
    """Whether every engine reads the text as one and the same ID: not as a date, say."""
    return bool(USABLE_ID.fullmatch(text)) and not LOOKS_LIKE_DATE.fullmatch(text)


def serial(moment: datetime) -> float:
    """A moment as Excel's serial day, the time of day as its fraction."""
    return (moment - EPOCH) / timedelta(days=1)


def as_text(value: Value) -> str:
    """A value as a person would say it: `12`, not `12.0`; dates in ISO form; blanks empty."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() | int():
            return f"{value:.15g}"
        case datetime():
            return str(value.date() if value.time() == time() else value)
        case CellError():
            return value.code
        case _:
            return value


def as_formula_text(value: Value) -> str:
    """What a formula gives for a cell taken as text, errors as blanks: `IFERROR(A1&"","")`."""
    if isinstance(value, CellError):
        return ""
    return as_text(serial(value) if isinstance(value, datetime) else value)


def stored_as_text(value: Value, kind: Kind) -> bool:
    """Whether a value is a number or a date, as its column wants it, that was stored as text."""
    if not isinstance(value, str) or kind not in (Kind.NUMBER, Kind.SHARE, Kind.DATE):
        return False
    shape = DATE_TEXT if kind is Kind.DATE else NUMBER_TEXT
    return bool(shape.fullmatch(value.strip()))


def fitted(value: Value, column: Column) -> Value:
    """The value in the type of its column where that is certain, else as it stands.

    Text that only looks blank is None. IDs keep their outer spaces, which are a fault of theirs.
    """
    if isinstance(value, str):
        return _fitted_text(value, column) if value.strip() else None
    if isinstance(value, CellError) or column.kind in (Kind.NUMBER, Kind.SHARE):
        return value
    if column.kind is Kind.DATE:
        is_serial = isinstance(value, float) and FIRST_SERIAL <= value <= LAST_SERIAL
        return EPOCH + timedelta(days=value) if is_serial else value  # type: ignore[arg-type]
    return value if column.kind is Kind.CHOICE else as_text(value) or None


def _fitted_text(text: str, column: Column) -> str:
    if column.kind is Kind.TEXT:
        return text.strip()
    if column.kind is Kind.CHOICE and text not in column.choices:
        alike = (word for word in column.choices if word.casefold() == text.casefold())
        return next(alike, text)
    return text
