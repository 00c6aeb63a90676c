"""Dates as Excel counts them: days since 1900 (or 1904), and the formats that show a date."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_466  # the first day that Excel does not know: 10000-01-01
_LEAP_BUG = 60  # Excel counts a 29 February 1900 that never was
_BUILTIN_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DAY_MS = 86_400_000


@lru_cache(maxsize=1024)
def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows a day, month or year.

    A time of day or an elapsed time (`[h]:mm`) is a quantity, not a date.
    """
    if code is None:
        return number in _BUILTIN_DATES
    if code.strip().casefold() == "general":
        return False
    bare = _NOT_CODE.sub("", _ELAPSED.sub("h", code)).split(";")[0].lower()
    if "y" in bare or "d" in bare:
        return True
    return "m" in bare and "h" not in bare and "s" not in bare


@lru_cache(maxsize=4096)  # a plan has few days
def to_date(serial: float, date1904: bool) -> datetime | None:
    """The moment of a serial number, to the millisecond; None outside of Excel's calendar."""
    if not 0 <= serial < _LAST_SERIAL - (1462 if date1904 else 0):
        return None
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    if not date1904 and serial < _LEAP_BUG:
        epoch += timedelta(days=1)
    return epoch + timedelta(milliseconds=round(serial * _DAY_MS))


def to_serial(moment: datetime, date1904: bool) -> float:
    """The serial number of a moment; negative for one before Excel's calendar."""
    moment = moment.replace(tzinfo=None)
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    if not date1904 and moment < datetime(1900, 3, 1):
        epoch += timedelta(days=1)
    since = moment - epoch
    return since.days + (since.seconds * 1_000 + since.microseconds / 1_000) / _DAY_MS
