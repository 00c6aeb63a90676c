"""When two values of cells say the same, whichever program saved them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import isclose

from okrsheet.books.book import Value

MOMENT = timedelta(milliseconds=1)
# Programs that write 15 digits give back a number that differs by at most this share.
DIGITS = 1e-14


def same(one: Value, other: Value) -> bool:
    """Whether two fitted values are the same.

    Dates are within a millisecond (Excel's days are fractions), numbers equal to 15 digits, and
    texts with any kind of line end.
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if one == other:
        return True
    if isinstance(one, datetime) and isinstance(other, datetime):
        return abs(one - other) < MOMENT
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=DIGITS)
    if isinstance(one, str) and isinstance(other, str):
        return one.splitlines() == other.splitlines()
    return False


def all_same(some: Sequence[Value], others: Sequence[Value]) -> bool:
    """Whether two rows are the same, cell by cell."""
    return all(map(same, some, others))
