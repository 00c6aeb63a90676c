"""Cell contents: from their markup to values, and text to markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from okrsheet.books.book import UNCALCULATED, CellError, Value
from okrsheet.books.cellpatterns import Patterns, patterns
from okrsheet.books.serial import to_date
from okrsheet.books.sheetxml import RawCell
from okrsheet.books.xmltext import MARK, escaped, plain

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e")
LONGEST_TEXT = 32_767


def decode_escapes(text: str) -> str:
    """Text with `_x000D_` and its like turned back into characters."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def encode_escapes(text: str) -> str:
    """Text with what XML cannot hold, and what would look like an escape, spelt `_xHHHH_`."""
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def blank_or(text: str) -> str | None:
    """The text, or None where there is nothing to see in it."""
    if not text:
        return None
    seen = text if text.isascii() else text.translate(_INVISIBLE)
    return text if seen.strip() else None


def text_markup(prefix: bytes, text: str) -> bytes:
    """A `t` element; outer blanks and line ends are kept."""
    kept = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
    inner = escaped(encode_escapes(text))
    return b"<%st%s>%s</%st>" % (prefix, kept, inner, prefix)


def rich_text(markup: bytes, known: Patterns) -> str:
    """The text of a shared or inline string: all runs joined, phonetic hints dropped."""
    if b"rPh" in markup:
        markup = known.phonetic.sub(b"", markup)
    return decode_escapes("".join(plain(run) for run in known.text.findall(markup)))


def shared_strings(mask: bytes, prefix: bytes) -> list[str]:
    """All texts of a shared-strings part (masked), in order."""
    p = re.escape(prefix)
    kept = rb"(?: xml:space=\"preserve\")?"
    usual = re.compile(rb"<%ssi><%st%s>([^<]*)</%st></%ssi>" % (p, p, kept, p, p))
    texts = usual.findall(mask)
    if len(texts) == len(re.findall(rb"<%ssi[\s/>]" % p, mask)):
        return [decode_escapes(plain(text)) for text in texts]
    item = re.compile(rb"<" + p + rb"si(?:\s[^>]*)?(?:/>|>(.*?)</" + p + rb"si\s*>)", re.S)
    known = patterns(prefix)
    return [rich_text(match[1] or b"", known) for match in item.finditer(mask)]


@dataclass(frozen=True, slots=True)
class Codec:
    """What a workbook needs to read its cells: shared texts, date styles, and its calendar."""

    strings: Callable[[], Sequence[str]]
    date_styles: frozenset[int]
    date1904: bool

    def value(self, cell: RawCell, known: Patterns) -> Value:
        """The normalised value of a cell; the cached one where it holds a formula."""
        return self.content(cell.kind, cell.style, cell.value or b"", cell.rest, known)

    def content(self, kind: str, style: int, raw: bytes, rest: bytes, known: Patterns) -> Value:
        """The value of a cell by its type, its style, its plain value and its inner markup."""
        if kind == "inlineStr":
            return blank_or(decode_escapes(plain(raw)) if raw else rich_text(rest, known))
        if not raw and rest and (found := known.value.search(rest)):
            raw = found[1]
        if not raw:
            return UNCALCULATED if kind == "n" and known.formula.search(rest) else None
        return self._typed(kind, raw, style)

    def _typed(self, kind: str, raw: bytes, style: int) -> Value:
        if kind == "n":
            return self._number(raw, style)
        if MARK in raw:
            raw = raw.replace(MARK, b"")
        if kind == "s":
            return self._shared(raw)
        text = plain(raw)
        match kind:
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return CellError(text.strip())
            case "d":
                return _iso_date(text.strip())
            case _:
                return blank_or(decode_escapes(text))

    def _number(self, raw: bytes, style: int) -> Value:
        try:
            number = float(raw if MARK not in raw else raw.replace(MARK, b""))
        except ValueError:
            return blank_or(plain(raw))
        if not isfinite(number):
            return blank_or(plain(raw))
        if style in self.date_styles:
            return to_date(number, self.date1904) or number
        return number

    def _shared(self, raw: bytes) -> Value:
        strings = self.strings()
        index = int(raw) if raw.strip().isdigit() else len(strings)
        return blank_or(strings[index]) if index < len(strings) else None


def _iso_date(text: str) -> Value:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return blank_or(text)


def formula_of(cell: RawCell, known: Patterns) -> tuple[dict[str, str], str] | None:
    """The attributes and the text of a cell's formula element, or None."""
    if b"f" not in cell.rest or (found := known.formula.search(cell.rest)) is None:
        return None
    pairs = re.findall(r"([\w:]+)\s*=\s*[\"']([^\"']*)", (found[1] or b"").decode("utf-8"))
    return dict(pairs), plain(found[2] or b"")
