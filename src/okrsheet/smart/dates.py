"""Dates and lengths of time in prose: "by 31 July 2026", "by the end of Q3", "within 6 months"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from okrsheet.smart.numerals import read_number
from okrsheet.smart.quantities import YEARS
from okrsheet.smart.terms import table, words
from okrsheet.smart.text import Kind, Token


@dataclass(frozen=True, slots=True)
class Mention:
    """A date or length of time in a text, from token `first` to before `end`, 0-based.

    `led` is the token that its words begin with: the "by" of "by the end of Q3". `months` is how
    long it lasts (0 a day) and `part` which of these in the year, from 1; of a length of time
    `part` is None. `year` is None where it is not said. `days` is a day with its month; both ways
    round where 07/08 may be either.
    """

    first: int
    end: int
    led: int = 0
    is_deadline: bool = False
    is_end: bool = False
    year: int | None = None
    months: int = 0
    part: int | None = None
    days: tuple[tuple[int, int], ...] = ()

    @property
    def is_length(self) -> bool:
        """Whether it is a length of time, such as "within the next 6 months"."""
        return self.part is None and not self.days


def mentions(run: Sequence[Token]) -> tuple[Mention, ...]:
    """The dates and horizons of a text, none inside another."""
    found: list[Mention] = []
    at = 0
    while at < len(run):
        mention = _length(run, at) or _moment(run, at)
        if mention is not None:
            found.append(mention)
        at = mention.end if mention is not None else at + 1
    return tuple(found)


def _length(run: Sequence[Token], at: int) -> Mention | None:
    """ "within the next 6 months": a horizon, a deadline only where nothing else can be meant."""
    if run[at].low not in words("dates", "within"):
        return None
    here = at + 1
    if here < len(run) and run[here].low == "the":
        here += 1
    is_next = here < len(run) and run[here].low in words("dates", "next")
    here += is_next
    count, end = _count(run, here)
    if count is None or end >= len(run) or not (is_next or run[at].low == "within"):
        return None
    months = table("dates")["lengths"].get(run[end].low)
    if months is None:
        return None
    end += 1
    is_others = end < len(run) and run[end].low in words("dates", "of_others")
    is_deadline = not is_others and (is_next or end == len(run))
    return Mention(at, end, at, is_deadline, months=round(count * months))


def _count(run: Sequence[Token], at: int) -> tuple[float | None, int]:
    if at >= len(run):
        return None, at
    if run[at].kind is Kind.NUMBER:
        count = read_number(run[at].text)
        return (count if count is not None and count < 1000 else None), at + 1
    known = table("numbers")["words"].get(run[at].low) or table("numbers")["ones"].get(run[at].low)
    if known:
        return float(known), at + 1
    return (1.0, at) if run[at].low in table("dates")["lengths"] else (None, at)


def _moment(run: Sequence[Token], at: int) -> Mention | None:
    """The date that begins at a token: a day, a month, a part of a year or a year."""
    if run[at].kind is Kind.WORD and run[at].low not in _date_words():
        return None
    for read in (_in_figures, _day_and_month, _month, _part, _year):
        mention = read(run, at)
        if mention is not None:
            break
    else:
        return None
    led, is_deadline, is_end, is_early = _led_by(run, at)
    return replace(
        mention,
        led=led,
        is_deadline=is_deadline and not is_early,
        is_end=is_end or mention.is_end,
    )


@cache
def _date_words() -> frozenset[str]:
    """The words that a date may begin with."""
    of = table("dates")
    sections = ("months", "parts", "ordinals", "days", "feasts")
    return frozenset({"year", "year-end"}.union(*(of[section] for section in sections)))


def _led_by(run: Sequence[Token], at: int) -> tuple[int, bool, bool, bool]:
    """Where what leads to a date begins; whether it makes it a deadline, its end, or earlier."""
    passed: set[str] = set()
    here = at - 1
    while here >= 0 and run[here].low in words("dates", "passed") and at - here < 6:
        passed.add(run[here].low)
        here -= 1
    before = run[here].low if here >= 0 else ""
    is_deadline = before in words("dates", "deadline") or "latest" in passed or "later" in passed
    is_early = bool(passed & words("dates", "early")) or before in words("dates", "early")
    led = here if before in words("dates", "deadline") else here + 1
    return led, is_deadline, bool(passed & words("dates", "end")), is_early


def _in_figures(run: Sequence[Token], at: int) -> Mention | None:
    if run[at].kind is not Kind.DATE:
        return None
    parts = [int(part) for part in re.split(r"[-./]", run[at].text)]
    if len(run[at].text.split("-")[0]) == 4:
        year, month, day = parts
        ways = {(day, month)}
    else:
        one, other, year = parts
        ways = {(one, other), (other, one)}
    days = tuple(sorted((d, m) for d, m in ways if 1 <= m <= 12 and 1 <= d <= 31))
    return Mention(at, at + 1, year=year, days=days) if days else None


def _day_and_month(run: Sequence[Token], at: int) -> Mention | None:
    """ "31 July 2026", "July 31st, 2026", "the 31st of July"."""
    months = table("dates")["months"]
    feast = table("dates")["feasts"].get(run[at].low)
    if feast is not None:
        year, here = _year_after(run, at + 1)
        return Mention(at, here, year=year, days=((feast[0], feast[1]),))
    day, here = _day(run, at)
    if day is not None:
        here += here < len(run) and run[here].low == "of"
        if here >= len(run) or run[here].low not in months:
            return None
        month, here = months[run[here].low], here + 1
    else:
        month = months.get(run[at].low)
        here = _past_point(run, at + 1)
        day, here = _day(run, here) if month is not None else (None, here)
        if month is None or day is None:
            return None
    year, here = _year_after(run, here)
    return Mention(at, here, year=year, days=((day, month),))


def _day(run: Sequence[Token], at: int) -> tuple[int | None, int]:
    """A day of the month, perhaps with "st" behind it."""
    in_words = table("dates")["days"].get(run[at].low) if at < len(run) else None
    if in_words is not None and at + 1 < len(run) and run[at + 1].low == "of":
        return in_words, at + 1
    if at >= len(run) or run[at].kind is not Kind.NUMBER or len(run[at].text) > 2:
        return None, at
    if not 1 <= int(run[at].text) <= 31:
        return None, at
    end = at + 1
    end += end < len(run) and run[end].low in ("st", "nd", "rd", "th")
    return int(run[at].text), end


def _past_point(run: Sequence[Token], at: int) -> int:
    return at + (at < len(run) and run[at].text == ".")


def _year_after(run: Sequence[Token], at: int) -> tuple[int | None, int]:
    here = at + (at < len(run) and run[at].text in (",", "."))
    year = _year_of(run, here)
    return (None, at) if year is None else (year, here + 1)


def _year_of(run: Sequence[Token], at: int) -> int | None:
    if at >= len(run) or run[at].kind is not Kind.NUMBER or len(run[at].text) != 4:
        return None
    year = read_number(run[at].text)
    return int(year) if year is not None and year in YEARS else None


def _month(run: Sequence[Token], at: int) -> Mention | None:
    """ "July 2026", or "July" alone where it is no other word ("may", "march")."""
    month = table("dates")["months"].get(run[at].low)
    if month is None:
        return None
    year, end = _year_after(run, _past_point(run, at + 1))
    is_name = run[at].text[0].isupper() and at > 0
    if year is None:
        end = at + 1
    return Mention(at, end, year=year, months=1, part=month) if year or is_name else None


def _part(run: Sequence[Token], at: int) -> Mention | None:
    """ "Q3", "Q3 2026", "third quarter", "H1"."""
    parts, ordinals = table("dates")["parts"], table("dates")["ordinals"]
    if run[at].low in parts:
        months, part = parts[run[at].low]
        end = at + 1
    else:
        here = at + 1 + (at + 1 < len(run) and run[at + 1].low in ("st", "nd", "rd", "th"))
        is_quarter = here < len(run) and run[here].low == "quarter"
        part = ordinals.get(run[at].low)
        if not is_quarter or part is None:
            return None
        months, end = 3, here + 1
    end += end + 1 < len(run) and run[end].low == "of" and _year_of(run, end + 1) is not None
    year, end = _year_after(run, end)
    return Mention(at, end, year=year, months=months, part=part)


def _year(run: Sequence[Token], at: int) -> Mention | None:
    """ "2026" where a word for a time stands before it, "year-end", "the end of the year"."""
    year = _year_of(run, at)
    if year is not None and at > 0:
        before = run[at - 1]
        is_end = before.low == "of" and at > 1 and run[at - 2].low in words("dates", "end")
        is_dated = before.kind is Kind.WORD and before.low not in ("to", "from", "of")
        if is_dated or is_end:
            return Mention(at, at + 1, year=year, months=12, part=1)
        return None
    ends_here = run[at].low == "year-end" or (at + 1 < len(run) and run[at + 1].low == "end")
    if run[at].low not in ("year-end", "year") or not at:
        return None
    _, is_deadline, is_end, _ = _led_by(run, at)
    if not is_deadline or not (is_end or ends_here):
        return None
    year, end = _year_after(run, at + 1 + (run[at].low == "year" and ends_here))
    return Mention(at, end, is_end=True, year=year, months=12, part=1)
