"""XML as bytes with known places: parts are read by offset and changed by splicing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pyexpat import ExpatError, ParserCreate

from okrsheet.books.book import BookError

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODING = re.compile(r"(<\?xml[^>]*?encoding\s*=\s*[\"'])[A-Za-z0-9._-]+")
_OPAQUE = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.DOTALL)
_OPENS = re.compile(rb"!(?:--|\[)")  # a comment, or a CDATA section
_TAG = re.compile(rb"<[^\s/>]+(?:[^\"'/>]|\"[^\"]*\"|'[^']*'|/(?!>))*/?>")
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
SMALL = 1 << 16  # bytes of a part of which it is worth keeping what was found out
MARK, _CDATA_LESS, _CDATA_AMP = b"\x01", b"\x02", b"\x03"


def utf8(data: bytes, where: str) -> bytes:
    """The part in UTF-8 without a byte order mark, whatever it was written in."""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:]
    encoding = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ""
    if not encoding and (declared := _DECLARED.match(data)):
        encoding = declared[1].decode("ascii")
    if not encoding or encoding.lower().replace("-", "") in ("utf8", "usascii"):
        return data
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise broken(where, f"its text is not in {encoding}") from error
    return _ENCODING.sub(r"\1UTF-8", text, count=1).encode("utf-8")


def masked(data: bytes) -> bytes:
    """The same length of bytes without comments and instructions, and with CDATA searchable.

    What is taken out, and `<` and `&` of a CDATA section, stand as bytes that XML cannot hold;
    `plain` turns them back.
    """
    # Single signs are found much faster than pairs, and are rarer.
    has_instructions = data.find(b"?", 5) >= 0 and data.find(b"<?", 5) >= 0
    if not has_instructions and _OPENS.search(data) is None:
        return data

    def cover(match: re.Match[bytes]) -> bytes:
        if match[1] is None:
            return MARK * len(match[0])
        inner = match[1].replace(b"<", _CDATA_LESS).replace(b"&", _CDATA_AMP)
        return MARK * 9 + inner + MARK * 3

    return _OPAQUE.sub(cover, data)


def plain(raw: bytes) -> str:
    """The text of masked character data: line ends, entities and CDATA resolved."""
    text = raw.decode("utf-8")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    if "\x01" in text:
        text = text.replace("\x01", "").replace("\x02", "<").replace("\x03", "&")
    return text


def _entity(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED.get(match[3], match[0])
    return chr(int(match[1], 16) if match[1] else int(match[2]))


def escaped(text: str) -> bytes:
    """Text as it stands between tags or in a quoted attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").encode("utf-8")


def attribute_text(text: str) -> bytes:
    """Text for an attribute: line ends and tabs would be read as blanks, so they are spelt."""
    spelt = escaped(text)
    return spelt.replace(b"\n", b"&#10;").replace(b"\r", b"&#13;").replace(b"\t", b"&#9;")


def broken(where: str, why: str) -> BookError:
    """The error for a part that cannot be understood."""
    fix = "Open it in Excel, save it as a new .xlsx workbook and use that one."
    return BookError(f"the file is damaged: {why}.", where, fix)


@dataclass(slots=True)
class Node:
    """An element with its place: `[start, inner)` is its start tag, `[close, end)` its end tag."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, name: str) -> list[Node]:
        """Its children of that local name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Node | None:
        """Its first child of that local name."""
        return next((child for child in self.children if child.name == name), None)

    def walk(self) -> Iterator[Node]:
        """Itself and everything below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def number(self, name: str, otherwise: int = 0) -> int:
        """A whole number that is an attribute; `otherwise` where it is missing or none."""
        text = self.attributes.get(name, "").strip()
        return int(text) if text.isdecimal() and len(text) < 10 else otherwise

    def flag(self, name: str) -> bool:
        """Whether a boolean attribute is set."""
        return self.attributes.get(name, "0") in ("1", "true", "on")


def fragment(markup: bytes) -> Node:
    """The elements of a piece of a part, whose prefixes need not be declared in it."""
    return tree(markup, "", namespaces=False)


def tree(data: bytes, where: str, namespaces: bool = True) -> Node:
    """The elements of a UTF-8 part with their byte offsets, names without their namespace.

    Namespaced attributes (`r:id`) stand under ` id`, with a blank before the local name.
    Raises BookError for XML that is not well formed or that declares a document type.
    """
    stack: list[Node] = [Node("", {}, 0, 0)]
    separator = " " if namespaces else ":"
    parser = ParserCreate(namespace_separator=separator if namespaces else None)
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        tag = _TAG.match(data, at)
        local = {_local(key, separator): value for key, value in attributes.items()}
        node = Node(name.rpartition(separator)[2], local, at, tag.end() if tag else at)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_name: str) -> None:
        _close(stack.pop(), data, parser.CurrentByteIndex)

    def text(content: str) -> None:
        stack[-1].text += content

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parse_safely(parser, data, where)
    return stack[0].children[0]


def _close(node: Node, data: bytes, at: int) -> None:
    if data[node.inner - 2 : node.inner] == b"/>":
        node.close = node.end = node.inner
    else:
        node.close, node.end = at, data.index(b">", at) + 1


def _local(key: str, separator: str) -> str:
    space, _, name = key.rpartition(separator)
    return f" {name}" if space else name


def check_form(data: bytes, where: str) -> None:
    """Raise BookError unless the part is well formed and declares no document type."""
    parse_safely(ParserCreate(namespace_separator=" "), data, where)


def check_alike(data: bytes, where: str) -> None:
    """The same for what many workbooks have in common: equal bytes are checked once."""
    if len(data) > SMALL:
        return check_form(data, where)
    try:
        return _checked(data)
    except BookError:
        return check_form(data, where)  # which says where


@lru_cache(maxsize=256)
def _checked(data: bytes) -> None:
    check_form(data, "")


def parse_safely(parser: object, data: bytes, where: str) -> None:
    """Run an expat parser over the part, refusing what is unsafe or broken."""

    def refuse(*_: object) -> None:
        raise BookError(
            "a part of the file declares a document type (DTD), which no workbook needs.",
            where,
            "Do not trust this file; ask for one saved by Excel.",
        )

    parser.StartDoctypeDeclHandler = refuse  # type: ignore[attr-defined]
    try:
        parser.Parse(data, True)  # type: ignore[attr-defined]
    except ExpatError as error:
        raise broken(where, f"its XML is not well formed ({error})") from error


class Splices:
    """Replacements of byte ranges, gathered and carried out at once."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int, int, bytes]] = []

    def put(self, start: int, end: int, new: bytes, rank: int = 0) -> None:
        """Replace `[start, end)`; an empty range inserts. At one place the lower rank is first."""
        self._spans.append((start, end, rank, new))

    def __bool__(self) -> bool:
        return bool(self._spans)

    def over(self, data: bytes) -> bytes:
        """The data with all replacements; insertions of one rank keep their order."""
        if not self._spans:
            return data
        pieces, at = [], 0
        for start, end, _, new in sorted(self._spans, key=lambda span: span[:3]):
            if start < at:
                raise ValueError(f"two replacements overlap at byte {start}")
            pieces += [data[at:start], new]
            at = end
        pieces.append(data[at:])
        return b"".join(pieces)


def tag_with(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """A start tag with attributes set (or removed: None), all else as it is."""
    for name, value in changes.items():
        pattern = rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')"
        new = b"" if value is None else b' %s="%s"' % (name.encode(), attribute_text(value))
        found = re.search(pattern, tag)
        if found:
            tag = tag[: found.start()] + new + tag[found.end() :]
        elif new:
            at = len(tag) - (2 if tag.endswith(b"/>") else 1)
            tag = tag[:at].rstrip() + new + tag[at:]
    return tag


def start_tag(data: bytes, node: Node, changes: Mapping[str, str | None]) -> bytes:
    """The node's start tag with attributes set or removed."""
    return tag_with(data[node.start : node.inner], changes)


def prefix_of(data: bytes, node: Node) -> bytes:
    """The namespace prefix that the node is written with, colon included (or empty)."""
    name = re.match(rb"<([^\s/>:]+:)?", data[node.start : node.inner])
    return (name and name[1]) or b""
