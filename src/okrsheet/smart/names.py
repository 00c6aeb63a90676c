"""Numbers that count nothing: those in names, ages, ordinals and times, and full marks."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheet.smart.numerals import read_number
from okrsheet.smart.terms import terms
from okrsheet.smart.text import Kind, Token

FULL_MARKS = (5.0, 10.0, 100.0)  # "4.5/5": so much out of so many
AFTER_NAMES = ("st", "nd", "rd", "th", "am", "pm")  # joined to a number that counts nothing


def full_marks(run: Sequence[Token], end: int) -> float | None:
    """The 5 of "4.5/5"."""
    if end + 1 >= len(run) or run[end].text != "/" or run[end + 1].kind is not Kind.NUMBER:
        return None
    out_of = read_number(run[end + 1].text)
    return out_of if out_of in FULL_MARKS else None


def is_name(run: Sequence[Token], at: int) -> bool:
    """Whether the number is part of a name, an ordinal, a time of day, or one of two like 24/7."""
    before = run[at - 1] if at else None
    after = run[at + 1] if at + 1 < len(run) else None
    if before is not None and (before.low in terms("names") or before.text in ("#", "/", "_")):
        return True
    if after is None:
        return False
    is_joined = after.start == run[at].end
    if is_joined and _is_age_group(run, at):
        return True
    if after.text in ("/", ":") and is_joined and full_marks(run, at + 1) is None:
        return at + 2 < len(run) and run[at + 2].kind is Kind.NUMBER
    return is_joined and after.low in AFTER_NAMES


def _is_age_group(run: Sequence[Token], at: int) -> bool:
    """Whether the number is one end of "18-34s"."""
    if run[at + 1].text == "-":
        following = run[at + 2 : at + 4]
        return len(following) == 2 and following[1].low == "s"
    return run[at + 1].low == "s" and at > 0 and run[at - 1].text == "-"


def end_of_name(run: Sequence[Token], at: int) -> int:
    """Where a name such as "24/7" or "10:30" that begins at a token ends; 0 for no name."""
    is_pair = at + 2 < len(run) and run[at + 1].text in ("/", ":")
    if run[at].kind is Kind.NUMBER and is_pair and run[at + 2].kind is Kind.NUMBER:
        return at + 3
    return 0
