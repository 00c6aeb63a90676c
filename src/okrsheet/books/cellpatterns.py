"""What rows and cells look like in a worksheet part, as patterns over its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_CONTROL = bytes(sorted({*range(32)} - {9, 10, 13}))
_NO_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#(?:9|10|13|x9|xA|xD));)")


@dataclass(frozen=True, slots=True)
class Patterns:
    """What cells look like under one namespace prefix.

    `cell` has the groups: column, style, type (as Excel writes them), other attributes, value,
    and what else stands inside. The others are for rows as spreadsheet programs write them: `row`
    has the groups number and end of what stands before a row's first cell; `place` is the start of
    a cell, with its column; `inside` the rest of it: style, type, formula, value and text.
    """

    cell: re.Pattern[bytes]
    row_start: bytes
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
        rb"<%srow " % prefix,
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
    attribute = rb" [\w:.]++=\"[^\"<>&]*+\""
    row = rb"<%srow r=\"(\d{1,7}+)\"(?:%s)*+(/>|></%srow>|>)" % (p, attribute, p)
    looks = rb"(?: s=\"(\d++)\")?+(?: t=\"([a-zA-Z]++)\")?+"
    formula = rb"<%sf(?:%s)*+(?:/>|>[^<]*+</%sf>)" % (p, attribute, p)
    value = rb"<%sv%s>([^<]*+)</%sv>" % (p, kept, p)
    text = rb"<%sis><%st%s>([^<]*+)</%st></%sis>" % (p, p, kept, p, p)
    return row, looks + rb"(?:/>|>(%s)?+(?:%s)?+(?:%s)?+</%sc>)" % (formula, value, text, p)


def is_plain(data: bytes) -> bool:
    """Whether text and markup hold nothing that XML cannot: signs, entities, broken UTF-8."""
    if len(data.translate(None, _CONTROL)) != len(data) or data.find(b"]]>") >= 0:
        return False
    if _NO_ENTITY.search(data):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
