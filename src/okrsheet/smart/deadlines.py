"""Which due dates agree with a date in prose, and which day it means at the latest."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from okrsheet.smart.dates import Mention

SLACK = timedelta(days=7)
MONTH_SLACK = timedelta(days=16)  # around "the end of" something longer than a month
Window = tuple[date, date]


def windows(mention: Mention, start: date | None, due: date, begins: int) -> Iterator[Window]:
    """The spans of days, each a reading of the text, in which a due date agrees with it.

    `begins` is the month, 1..12, in which the plan's year begins: its quarters may be meant too.
    A year that is not said is that of the due date or one beside it.
    """
    if mention.is_length:
        if start is not None:
            goal = _months_after(start, mention.months)
            slack = max(SLACK, (goal - start) / 10)
            yield goal - slack, goal + slack
        return
    near = (mention.year,) if mention.year else (due.year - 1, due.year, due.year + 1)
    years = tuple(year for year in near if date.min.year + 2 < year < date.max.year - 2)
    for year, (day, month) in product(years, mention.days):
        yield _slackened(*_one_day(year, month, day))
    # A year that begins in April may be called by the one it begins or the one it ends in.
    shifts = {0} if begins == 1 else {0, begins - 1, begins - 13}
    if mention.part is not None:
        for year, shift in product(years, shifts):
            yield _of_part(mention, year, shift if mention.months < 12 or not mention.year else 0)


def _of_part(mention: Mention, year: int, shift: int) -> Window:
    months = mention.months
    first = _months_after(date(year, 1, 1), ((mention.part or 1) - 1) * months + shift)
    last = _months_after(first, months) - timedelta(days=1)
    if mention.is_end and months > 1:
        first = last - MONTH_SLACK
    return _slackened(first, last)


def _slackened(first: date, last: date) -> Window:
    return first - SLACK, last + SLACK


def _one_day(year: int, month: int, day: int) -> Window:
    on = date(year, month, min(day, monthrange(year, month)[1]))
    return on, on


def _months_after(day: date, months: int) -> date:
    """The same day of the month so many months on; the last of the month where it has none such."""
    month = day.year * 12 + day.month - 1 + months
    year = min(max(month // 12, date.min.year + 1), date.max.year - 1)
    return date(year, month % 12 + 1, min(day.day, monthrange(year, month % 12 + 1)[1]))


def last_day(mention: Mention) -> str | None:
    """The last day that a date in prose may mean, as "2026-06-30" for "by Q2 2026".

    None for a length of time and for 07/08, which may be either; "any" stands for a year not said.
    """
    if mention.is_length or len(mention.days) > 1:
        return None
    year = mention.year or "any"
    if mention.days:
        day, month = mention.days[0]
    else:
        month = min((mention.part or 1) * mention.months, 12)
        day = monthrange(mention.year or 2001, month)[1]
    return f"{year}-{month:02}-{day:02}"
