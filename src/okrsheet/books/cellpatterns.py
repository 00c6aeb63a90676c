"""What rows and cells look like in a worksheet part, as patterns over its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Text with nothing in it that XML cannot hold; `>` is always spelt, so that there is no `]]>`.
_SIGNS = rb"<>&\x00-\x08\x0b\x0c\x0e-\x1f"
_TEXT = rb"(?:[^%s]++|&(?:amp|lt|gt|quot|apos|#(?:9|10|13|x9|xA|xD));)*+" % _SIGNS


@dataclass(frozen=True, slots=True)
class Patterns:
    """What cells look like under one namespace prefix.

    `cell` has the groups: column, style, type (as Excel writes them), other attributes, value,
    and what else stands inside. The others are for rows as spreadsheet programs write them: `row`
    has the groups number and end of what stands before a row's first cell; `place` is the start of
    a cell, with its column; `inside` the rest of it: style, type, formula, value and text.
    """

    cell: re.Pattern[bytes]
    row_end: bytes
    row: re.Pattern[bytes]
    place: re.Pattern[bytes]
    inside: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    value: re.Pattern[bytes]
    text: re.Pattern[bytes]
    phonetic: re.Pattern[bytes]


@lru_cache(maxsize=8)
def patterns(prefix: bytes) -> Patterns:
    """The patterns for a prefix with its colon, such as `x:`, or none."""
    p = re.escape(prefix)
    usual = rb"(?: r=\"([A-Z]{1,3})\d+\")(?: s=\"(\d+)\")?(?: t=\"([a-zA-Z]+)\")?"
    other = rb"((?:\s[^>/]*(?:/(?!>)[^>/]*)*)?)"
    inside = rb"(?:<" + p + rb"v>([^<]*)</" + p + rb"v>)?(.*?)</" + p + rb"c\s*>"
    attributes = rb"((?:\s[^>/]*)?)"
    head = rb"<" + p + rb"c(?:" + usual + rb"|" + other + rb")"
    row, cell = _usual(p)
    return Patterns(
        re.compile(head + rb"(?:/>|>" + inside + rb")", re.S),
        rb"</%srow>" % prefix,
        re.compile(row),
        re.compile(rb"<%sc r=\"([A-Z]{1,3}+)\d++\"" % p),
        re.compile(cell),
        re.compile(rb"<" + p + rb"f" + attributes + rb"(?:/>|>([^<]*)</" + p + rb"f\s*>)"),
        re.compile(rb"<" + p + rb"v(?:\s[^>]*)?>([^<]*)</" + p + rb"v\s*>"),
        re.compile(rb"<" + p + rb"t(?:\s[^>/]*)?>([^<]*)</" + p + rb"t\s*>"),
        re.compile(rb"<" + p + rb"rPh\b.*?</" + p + rb"rPh\s*>", re.S),
    )


def _usual(p: bytes) -> tuple[bytes, bytes]:
    """How spreadsheet programs write the start of a row, and what follows the place of a cell."""
    kept = rb"(?: xml:space=\"preserve\")?+"
    attribute = rb" [\w:.]++=\"[^\"%s]*+\"" % _SIGNS
    row = rb"<%srow r=\"(\d{1,7}+)\"(?:%s)*+(/>|></%srow>|>)" % (p, attribute, p)
    looks = rb"(?: s=\"(\d++)\")?+(?: t=\"([a-zA-Z]++)\")?+"
    formula = rb"<%sf(?:%s)*+(?:/>|>%s</%sf>)" % (p, attribute, _TEXT, p)
    value = rb"<%sv%s>(%s)</%sv>" % (p, kept, _TEXT, p)
    text = rb"<%sis><%st%s>(%s)</%st></%sis>" % (p, p, kept, _TEXT, p, p)
    return row, looks + rb"(?:/>|>(%s)?+(?:%s)?+(?:%s)?+</%sc>)" % (formula, value, text, p)
