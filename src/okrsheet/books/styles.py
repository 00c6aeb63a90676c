"""The workbook's styles: only ever appended to, and each look once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from okrsheet.books.book import Style, Tint
from okrsheet.books.package import Package
from okrsheet.books.serial import is_date_format
from okrsheet.books.styleshape import Shape, shape_of
from okrsheet.books.stylexml import alignment_markup, border_markup, fill_markup, font_markup
from okrsheet.books.xmlpart import XmlPart, put_inside
from okrsheet.books.xmltext import Node, Splices, attribute_text, fragment, prefix_of, start_tag

_SPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<styleSheet xmlns="%s">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    b"</styleSheet>" % _SPACE
)
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_GROUPS = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
_BUILTIN = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10}
_DATE_CODE = "yyyy\\-mm\\-dd"


@dataclass
class _Group:
    """The items of one list: what each says, and the markup of the ones to add."""

    shapes: list[Shape]
    index: dict[Shape, int]
    added: list[bytes] = field(default_factory=list)

    def place(self, markup: bytes) -> int:
        """The 0-based index of an equal item, which is added where there is none."""
        shape = shape_of(fragment(markup))
        if shape not in self.index:
            self.index[shape] = len(self.shapes)
            self.shapes.append(shape)
            self.added.append(markup)
        return self.index[shape]


class Styles:
    """Cell formats and colour-rule formats of one workbook, by index (0-based)."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.name = package.workbook_part("styles") or _add_part(package)
        self.part: XmlPart = package.part(self.name)
        self.prefix = self.part.prefix
        self._groups = {name: self._group(name) for name in _GROUPS}
        self._codes = _formats(node for node in self._nodes("numFmts"))
        inner = (node for dxf in self._nodes("dxfs") for node in dxf.all("numFmt"))
        self._rule_formats = {code: number for number, code in _formats(inner).items()}
        self._xfs = self._read_xfs()
        self._known: dict[object, int] = {}
        self._tints: dict[Tint, int] = {}
        self._wrapping: dict[int, int | None] = {}

    def _nodes(self, group: str) -> list[Node]:
        found = self.part.root.first(group)
        return found.children if found else []

    def _group(self, name: str) -> _Group:
        shapes = [shape_of(node) for node in self._nodes(name)]
        index: dict[Shape, int] = {}
        for at, shape in enumerate(shapes):
            index.setdefault(shape, at)
        return _Group(shapes, index)

    def _read_xfs(self) -> list[bytes]:
        return [self.part.data[node.start : node.end] for node in self._nodes("cellXfs")]

    def cell(self, style: Style) -> int:
        """The index of a cell format."""
        if style not in self._known:
            self._known[style] = self._place_xf(self._xf(style))
        return self._known[style]

    def quoted(self, index: int) -> int:
        """The same format with a quote prefix: its text is never taken for a formula."""
        return self._variant(index, {"quotePrefix": "1"})

    def unquoted(self, index: int) -> int:
        """The same format without a quote prefix."""
        return self._variant(index, {"quotePrefix": None})

    def dated(self, index: int) -> int:
        """The same format, or, where it does not show dates, one that does."""
        number = fragment(self._xfs[index]).number("numFmtId") if index < len(self._xfs) else 0
        if is_date_format(number, self._codes.get(number)):
            return index
        return self._variant(
            index, {"numFmtId": str(self._number_format(_DATE_CODE)), "applyNumberFormat": "1"}
        )

    def wrapping(self, index: int) -> int | None:
        """The indent of a format that wraps its text; None where it does not wrap."""
        if index not in self._wrapping:
            xf = fragment(self._xfs[index]) if index < len(self._xfs) else None
            node = xf.first("alignment") if xf else None
            wraps = node is not None and node.flag("wrapText")
            self._wrapping[index] = node.number("indent") if node and wraps else None
        return self._wrapping[index]

    def _variant(self, index: int, changes: Mapping[str, str | None]) -> int:
        if index >= len(self._xfs):
            return index
        known = (index, *changes.items())
        if known not in self._known:
            xf = self._xfs[index]
            node = fragment(xf)
            same = all(node.attributes.get(name, "0") == (v or "0") for name, v in changes.items())
            changed = start_tag(xf, node, changes) + xf[node.inner :]
            self._known[known] = index if same else self._place_xf(changed)
        return self._known[known]

    def _place_xf(self, markup: bytes) -> int:
        index = self._groups["cellXfs"].place(markup)
        if index == len(self._xfs):
            self._xfs.append(markup)
        return index

    def _xf(self, style: Style) -> bytes:
        p = self.prefix
        ids = (
            self._number_format(style.number_format),
            self._groups["fonts"].place(font_markup(p, style)),
            self._groups["fills"].place(fill_markup(p, style.fill)),
            self._groups["borders"].place(border_markup(p, style.border)),
        )
        opening = b'<%sxf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d"' % (p, *ids)
        opening += b' xfId="0"' if self._nodes("cellStyleXfs") else b""
        apply = b"".join(
            b' apply%s="1"' % what
            for what, used in zip(
                (b"NumberFormat", b"Font", b"Fill", b"Border", b"Alignment", b"Protection"),
                (*ids, True, not style.locked),
                strict=True,
            )
            if used
        )
        locked = b"" if style.locked else b'<%sprotection locked="0"/>' % p
        return opening + apply + b">" + alignment_markup(p, style) + locked + b"</%sxf>" % p

    def _number_format(self, code: str) -> int:
        if code in _BUILTIN:
            return _BUILTIN[code]
        for number, known in self._codes.items():
            if known == code:
                return number
        number = max([163, *self._codes]) + 1
        self._codes[number] = code
        self._groups["numFmts"].added.append(self._format_markup(number, code))
        return number

    def _format_markup(self, number: int, code: str) -> bytes:
        text = attribute_text(code)
        return b'<%snumFmt numFmtId="%d" formatCode="%s"/>' % (self.prefix, number, text)

    def tint(self, tint: Tint) -> int:
        """The index of a colour rule's format."""
        if tint not in self._tints:
            self._tints[tint] = self._groups["dxfs"].place(self.tint_markup(tint))
        return self._tints[tint]

    def is_tint(self, index: str, tint: Tint) -> bool:
        """Whether the colour-rule format of that index (as written) is the tint."""
        shapes = self._groups["dxfs"].shapes
        if not index.isdigit() or int(index) >= len(shapes):
            return False
        return shapes[int(index)] == shape_of(fragment(self.tint_markup(tint)))

    def tint_markup(self, tint: Tint) -> bytes:
        """A `dxf` element."""
        p, parts = self.prefix, b""
        flags = (b"<%sb/>" % p if tint.bold else b"") + (b"<%si/>" % p if tint.italic else b"")
        color = b'<%scolor rgb="FF%s"/>' % (p, tint.color.encode()) if tint.color else b""
        if flags or color:
            parts += b"<%sfont>%s%s</%sfont>" % (p, flags, color, p)
        if tint.number_format:
            parts += self._format_markup(self._rule_format(tint.number_format), tint.number_format)
        if tint.fill:
            shade = b'<%sbgColor rgb="FF%s"/>' % (p, tint.fill.encode())
            parts += b"<%sfill><%spatternFill>%s</%spatternFill></%sfill>" % (p, p, shade, p, p)
        return b"<%sdxf>%s</%sdxf>" % (p, parts, p)

    def _rule_format(self, code: str) -> int:
        """An id of a number format for colour rules: each code has one of its own."""
        if code not in self._rule_formats:
            taken = [199, *self._codes, *self._rule_formats.values()]
            self._rule_formats[code] = max(taken) + 1
        return self._rule_formats[code]

    def finish(self) -> None:
        """Put what was added into the part, once; nothing added, nothing changed."""
        splices = Splices()
        for name, group in self._groups.items():
            if group.added:
                self._add(splices, name, group)
                group.added.clear()
        self.part.splice(splices)
        self.package.keep(self.name)

    def _add(self, splices: Splices, name: str, group: _Group) -> None:
        root, new = self.part.root, b"".join(group.added)
        container = root.first(name)
        if container is not None:
            count = str(len(container.children) + len(group.added))
            put_inside(splices, self.part.data, container, new, {"count": count})
            return
        later = _ORDER[_ORDER.index(name) + 1 :]
        follower = next((node for node in root.children if node.name in later), None)
        at = follower.start if follower else root.close
        p, tag = prefix_of(self.part.data, root), name.encode()
        count = str(len(group.added))
        splices.put(at, at, b'<%s%s count="%s">%s</%s%s>' % (p, tag, count.encode(), new, p, tag))


def _add_part(package: Package) -> str:
    package.add("xl/styles.xml", _EMPTY, _CONTENT_TYPE)
    package.relate(package.workbook_name, "styles", "xl/styles.xml")
    return "xl/styles.xml"


def _formats(nodes: Iterable[Node]) -> dict[int, str]:
    return {node.number("numFmtId"): node.attributes.get("formatCode", "") for node in nodes}
