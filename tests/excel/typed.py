"""What Excel (US English) makes of a string put into a cell: the same as if it had been typed.

`MAR1` becomes a date, `1/2` too, `50%` a number, `TRUE` a boolean. What stays text needs an
apostrophe before it, which is no part of the text.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from openpyxl.utils.datetime import to_excel

from tests.excel.com import refused

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class Entry(NamedTuple):
    """What a cell then holds: kind as openpyxl has it (`n`, `s`, `b`, `e`, `f`), and a format.

    The format is laid only on a cell whose own is General.
    """

    value: float | str | bool | None
    kind: str
    number_format: str | None = None
    quoted: bool = False
    raw: str = ""  # what was typed: all that counts in a cell formatted as text


BLANK = Entry(None, "n")


def typed(text: str) -> Entry:
    """What a cell holds after such a text was typed into it."""
    return BLANK if text == "" else _read(text)._replace(raw=text)


def _read(text: str) -> Entry:
    if text.startswith("'"):
        return Entry(text[1:], "s", quoted=True)
    plain = text.strip()
    if plain.upper() in ("TRUE", "FALSE"):
        return Entry(plain.upper() == "TRUE", "b")
    if plain.upper() in ERRORS:
        return Entry(plain.upper(), "e")
    for reading in _READINGS:
        if entry := reading(plain):
            return entry
    return _formula(plain) if plain[:1] in ("=", "+", "-", "@") else Entry(text, "s")


def _formula(text: str) -> Entry:
    """A text that Excel takes for a formula because of its first character."""
    if text == "=" or set(text) <= {"-", "+"}:
        return Entry(text, "s")
    body = text[1:] if text[0] in "=@" else text
    check_formula(body)
    return Entry(f"={body}", "f")


def check_formula(body: str) -> None:
    """Excel's error where a formula cannot be one: brackets, quotes, two operands side by side."""
    bare = re.sub(r'"(?:[^"]|"")*"', '""', body)
    sheets = re.sub(r"'(?:[^']|'')*'!", "", bare)
    columns = re.sub(r"\[(?:[^\[\]]|\[[^\]]*\])*\]", "", sheets)
    at_odds = any(columns.count(one) != columns.count(other) for one, other in ("()", "{}", "[]"))
    side_by_side = re.search(r"[\w)\"] +[\w(\"]", re.sub(r"\$?[A-Z]+\$?\d+", "", columns))
    if not body or len(body) > 8191 or at_odds or columns.count('"') % 2 or side_by_side:
        raise refused(f"{body!r} is no formula.")


def _number(text: str) -> Entry | None:
    pattern = r"([-+]?)(\(?)(\$?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)(e[-+]?\d+)?(\)?)(%?)"
    found = re.fullmatch(pattern, text, re.I)
    if not found or not re.search(r"\d", found[4]) or bool(found[2]) != bool(found[6]):
        return None
    sign, bracket, dollar, digits, power, _, percent = found.groups()
    value = float(digits.replace(",", "") + (power or ""))
    value = -value if sign == "-" or bracket else value
    point = "." in digits
    if percent:
        return Entry(value / 100, "n", "0.00%" if point else "0%")
    if dollar:
        return Entry(value, "n", "$#,##0.00" if point else "$#,##0")
    if power:
        return Entry(value, "n", "0.00E+00")
    thousands = ("#,##0.00" if point else "#,##0") if "," in digits else None
    return Entry(value, "n", thousands)


def _fraction(text: str) -> Entry | None:
    found = re.fullmatch(r"(\d+) (\d+)/(\d+)", text)
    if not found or not int(found[3]):
        return None
    return Entry(int(found[1]) + int(found[2]) / int(found[3]), "n", "# ?/?")


def _time(text: str) -> Entry | None:
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?: ?([ap])m?)?", text, re.I)
    if not found:
        return None
    hours = int(found[1]) % 12 + 12 * (found[4].lower() == "p") if found[4] else int(found[1])
    seconds = hours * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    return Entry(seconds / 86400, "n", "h:mm:ss" if found[3] else "h:mm")


def _date(text: str) -> Entry | None:
    """Month first; a month's name anywhere; a year first only as year-month-day."""
    this_year = datetime.now().year
    names = "|".join((*LONG_MONTHS, *MONTHS))
    day_month = rf"(?:(?P<d>\d{{1,2}})[-/ ]?(?P<m>{names})|(?P<m2>{names})[-/ ]?(?P<d2>\d{{1,2}}))"
    month_year = rf"(?P<m>{names})[-/ ,]*(?P<y>\d{{4}})"
    iso = r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
    us = r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})[-/](?P<y>\d{4}|\d{2})"
    forms = (
        (iso, "m/d/yyyy"),
        (us, "m/d/yyyy"),
        (r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})", "d-mmm"),
        (month_year, "mmm-yy"),
        (rf"{day_month}(?:[-/ ,]+(?P<y>\d{{4}}|\d{{2}}))", "d-mmm-yy"),
        (day_month, "d-mmm"),
    )
    for form, number_format in forms:
        if found := re.fullmatch(form, text, re.I):
            parts = {name: part for name, part in found.groupdict().items() if part}
            month = _month(parts.get("m") or parts["m2"])
            day = int(parts.get("d") or parts.get("d2") or 1)
            if entry := _day(int(parts.get("y", this_year)), month, day, number_format):
                return entry
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text[:3].lower()) + 1


def _day(year: int, month: int, day: int, number_format: str) -> Entry | None:
    full = year + (2000 if year < 30 else 1900) if year < 100 else year
    try:
        return Entry(float(to_excel(datetime(full, month, day))), "n", number_format)
    except ValueError:
        return None


_READINGS: tuple[Callable[[str], Entry | None], ...] = (_number, _fraction, _time, _date)
