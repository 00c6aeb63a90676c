"""How formulas are spelt in a file and how Excel tells them over COM.

In a file `KPIs[[#This Row],[New value]]` and `_xlfn.MAXIFS(`; over COM `[@[New value]]` inside the
table, `KPIs[@[New value]]` beside it, and `MAXIFS(`. Excel takes both spellings.
"""

import re
from collections.abc import Callable
from functools import cache

# Functions that a file spells with a prefix (those that plans and tests use).
NEWER = (
    *("CONCAT", "FILTER", "FORECAST.LINEAR", "IFNA", "IFS", "LET", "MAXIFS", "MINIFS", "RANK.EQ"),
    *("SEQUENCE", "SORT", "SORTBY", "STDEV.S", "SWITCH", "TEXTJOIN", "UNIQUE", "XLOOKUP"),
)
IN_SHEETS = ("FILTER", "SORT")  # with a second prefix
_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_COLUMN = r"\[(?:[^\[\]']|'.)*\]"
_THIS_ROW = re.compile(rf"([\w.\\]+)\[\[#This Row\],({_COLUMN})(?::({_COLUMN}))?\]")
_AT = re.compile(rf"([\w.\\]*)\[@(?:({_COLUMN})(?::({_COLUMN}))?|([^\[\]:]+))\]")
_NEWER = re.compile(rf"(?<![\w.])({'|'.join(re.escape(name) for name in NEWER)})\(")
_PREFIX = re.compile(r"_xlfn\.(?:_xlws\.)?")
_NEEDS_BRACKETS = re.compile(r"[^\w.]")


@cache
def told(formula: str, table: str | None) -> str:
    """A file's formula as Excel tells it for a cell within that table (None: within none)."""

    def short(found: re.Match[str]) -> str:
        name = "" if found[1] == table else found[1]
        if found[3]:
            return f"{name}[@{found[2]}:{found[3]}]"
        plain = found[2][1:-1]
        return f"{name}[@{found[2] if _NEEDS_BRACKETS.search(plain) else plain}]"

    return _outside_texts(formula, lambda part: _PREFIX.sub("", _THIS_ROW.sub(short, part)))


@cache
def filed(formula: str, table: str | None) -> str:
    """A formula as it is given to Excel in a cell within that table, as a file spells it."""

    def long(found: re.Match[str]) -> str:
        name = found[1] or table or ""
        first = found[2] or f"[{found[4]}]"
        return f"{name}[[#This Row],{first}{':' + found[3] if found[3] else ''}]"

    def prefixed(found: re.Match[str]) -> str:
        sheets = "_xlws." if found[1] in IN_SHEETS else ""
        return f"_xlfn.{sheets}{found[1]}("

    return _outside_texts(formula, lambda part: _NEWER.sub(prefixed, _AT.sub(long, part)))


def _outside_texts(formula: str, spell: Callable[[str], str]) -> str:
    parts = _TEXTS.split(formula)
    return "".join(part if at % 2 else spell(part) for at, part in enumerate(parts))
