"""The same workbook in other forms: ways of writing XML that programs have, all of them legal.

Each form changes a package in place and changes no value in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from lxml import etree

from tests.books.foreign import letters
from tests.books.foreign_package import COMPATIBILITY, MAIN, X15, Package

STRICT = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": (
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": (
        "http://purl.oclc.org/ooxml/officeDocument/customProperties"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/": (
        "http://purl.oclc.org/ooxml/officeDocument/"
    ),
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
}
CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)


def _xml_parts(package: Package, *folders: str) -> list[str]:
    """The XML parts directly in these folders."""
    return [
        name
        for name in package.parts
        if name.rpartition("/")[0] in folders and name.endswith(".xml")
    ]


def prefixed(package: Package) -> None:
    """`<x:row>` for `<row>` in every spreadsheet part, as the Open XML SDK writes."""
    for name in _xml_parts(package, "xl", "xl/worksheets", "xl/tables"):
        text = package.parts[name].decode()
        if f'xmlns="{MAIN}"' not in text:
            continue
        text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        package.parts[name] = re.sub(r"<(/?)([A-Za-z]\w*)(?=[\s/>])", r"<\1x:\2", text).encode()


def strict(package: Package) -> None:
    """The namespaces of ISO's strict conformance class."""
    for name in [name for name in package.parts if name.endswith((".xml", ".rels"))]:
        text = package.parts[name].decode()
        for loose, tight in STRICT.items():
            text = text.replace(loose, tight)
        package.parts[name] = text.encode()
    start = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'
    package.edit("xl/workbook.xml", start, start + ' conformance="strict"')


def sixteen_bits(package: Package) -> None:
    """UTF-16 with a byte order mark, as the standard allows."""
    for name in _xml_parts(package, "xl", "xl/worksheets", "xl/tables"):
        text = package.parts[name].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
        package.parts[name] = text.encode("utf-16")


def unplaced(package: Package) -> None:
    """Rows and cells without `r`, each where it follows from its predecessors; no dimension."""
    for name in _xml_parts(package, "xl/worksheets"):
        root = etree.fromstring(package.parts[name])
        for mark in root.findall(f"{{{MAIN}}}dimension"):
            root.remove(mark)
        data = root.find(f"{{{MAIN}}}sheetData")
        assert data is not None
        expected = 1
        for row in list(data):
            while expected < int(row.get("r", "")):
                row.addprevious(etree.Element(f"{{{MAIN}}}row"))
                expected += 1
            _unplace_cells(row)
            del row.attrib["r"], row.attrib["spans"]
            expected += 1
        package.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _unplace_cells(row: etree._Element) -> None:
    expected = 1
    for cell in list(row):
        place = cell.get("r", "").rstrip("0123456789")
        while letters(expected) != place:
            cell.addprevious(etree.Element(f"{{{MAIN}}}c"))
            expected += 1
        del cell.attrib["r"]
        expected += 1


def half_placed(package: Package) -> None:
    """`r` on a cell only where the one before does not already give its place; no spans."""
    for name in _xml_parts(package, "xl/worksheets"):
        root = etree.fromstring(package.parts[name])
        for row in root.iter(f"{{{MAIN}}}row"):
            row.attrib.pop("spans", None)
            columns = {letters(column): column for column in range(1, 60)}
            before = 0
            for cell in row:
                place = columns[cell.get("r", "").rstrip("0123456789")]
                if place == before + 1:
                    del cell.attrib["r"]
                before = place
        package.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def commented(package: Package) -> None:
    """Comments and processing instructions wherever XML lets them stand, and numbers as CDATA."""
    noise = b'<!-- <row r="1"><c r="A1"/></row> ]]> --><?editor <c r="B2"/> ?>'
    for name in _xml_parts(package, "xl/worksheets"):
        data = package.parts[name]
        data = re.sub(rb"<row |</row>|</c>|</sheetData>|<tableParts", noise + rb"\g<0>", data)
        data = re.sub(rb"<v>([\d.]+)</v>", rb"<v><![CDATA[\1]]></v>", data)
        data = re.sub(rb"<v><!\[CDATA\[(\d)", rb"<v>\1<!-- 7 --><![CDATA[", data)
        package.parts[name] = data + b"<!-- the end -->"
    for name in _xml_parts(package, "xl", "xl/tables"):
        start = package.parts[name].index(b">", package.parts[name].index(b"?>") + 2) + 1
        data = package.parts[name]
        package.parts[name] = data[:start] + b"<!-- <table/> --><?x y?>" + data[start:]


def pretty(package: Package) -> None:
    """Indented lines, attributes in single quotes and in another order, spaces within tags."""
    for name in _xml_parts(package, "xl/worksheets", "xl/tables"):
        data = package.parts[name].replace(b"><", b">\r\n\t<").replace(b"/>", b"\n />")
        data = re.sub(rb'<c (r="\w+")([^>]*?)(\s*/?>)', rb"<c\n\2 \1\t\3", data)
        package.parts[name] = re.sub(
            rb'(<(?:row|c|tableColumn|table)\s[^>]*>)',
            lambda match: match[1].replace(b'"', b"'") if b"'" not in match[1] else match[1],
            data,
        )  # fmt: skip


def inline(package: Package) -> None:
    """Strings within their cells, and no shared strings at all."""
    shared = "xl/sharedStrings.xml"
    items = re.findall(rb"<si>(.*?)</si>", package.parts[shared], re.DOTALL)
    text = re.compile(rb' t="s"([^>]*)><v>(\d+)</v>')
    for name in _xml_parts(package, "xl/worksheets"):
        package.parts[name] = text.sub(
            lambda found: b' t="inlineStr"%b><is>%b</is>' % (found[1], items[int(found[2])]),
            package.parts[name],
        )
    del package.parts[shared]
    _drop(package, "[Content_Types].xml", rb'<Override PartName="/xl/sharedStrings.xml"[^>]*/>')
    _drop(package, "xl/_rels/workbook.xml.rels", rb'<Relationship [^>]*sharedStrings.xml"/>')


def _drop(package: Package, name: str, pattern: bytes) -> None:
    package.parts[name], found = re.subn(pattern, b"", package.parts[name])
    assert found == 1


def unescaped(package: Package) -> None:
    """`>` as it is, in text and attributes, where XML lets it stand."""
    for name in _xml_parts(package, "xl", "xl/worksheets", "xl/tables", "xl/charts"):
        package.parts[name] = re.sub(rb"(?<!\]\])&gt;", b">", package.parts[name])


def absolute(package: Package) -> None:
    """Relationship targets from the root of the package, as openpyxl writes some."""
    for name in [name for name in package.parts if name.endswith(".rels")]:
        base = name.replace("_rels/", "").rpartition("/")[0].split("/")
        data = package.parts[name].decode()
        for target in set(re.findall(r'Target="([^"/][^":]*)"', data)):
            steps = list(base) if base != [""] else []
            for step in target.split("/"):
                steps = steps[:-1] if step == ".." else [*steps, step]
            data = data.replace(f'Target="{target}"', f'Target="/{"/".join(steps)}"')
        package.parts[name] = data.encode()


def marked(package: Package) -> None:
    """UTF-8 with a byte order mark and no XML declaration."""
    for name in _xml_parts(package, "xl", "xl/worksheets", "xl/tables"):
        body = package.parts[name].partition(b"?>")[2]
        package.parts[name] = b"\xef\xbb\xbf" + body.lstrip()


def reversed_order(package: Package) -> None:
    """Members in another order, content types last."""
    package.parts = dict(reversed(package.parts.items()))


def iso_dates(package: Package) -> None:
    """Dates as ISO text of type `d`, as strict writers have them."""
    serial = re.compile(rb'(<c r="\w+" s="1")><v>([\d.]+)</v>')
    for name in _xml_parts(package, "xl/worksheets"):
        package.parts[name] = serial.sub(
            lambda found: b'%b t="d"><v>%b</v>' % (found[1], _iso(float(found[2]))),
            package.parts[name],
        )


def _iso(serial: float) -> bytes:
    moment = datetime(1899, 12, 30) + timedelta(days=serial)
    return moment.isoformat().removesuffix("T00:00:00").encode()


def prefixed_package(package: Package) -> None:
    """Prefixes in relationships too, as Python's ElementTree writes them."""
    for name in [name for name in package.parts if name.endswith(".rels")]:
        text = package.parts[name].decode().replace(" xmlns=", " xmlns:ns0=")
        package.parts[name] = re.sub(r"<(/?)([A-Z]\w*)", r"<\1ns0:\2", text).encode()


def other_prefix(package: Package) -> None:
    """Another prefix than `r` for relationships, which the standard leaves to the writer."""
    for name in _xml_parts(package, "xl", "xl/worksheets"):
        text = package.parts[name].decode().replace(" r:id=", " d2p1:id=")
        package.parts[name] = text.replace("xmlns:r=", "xmlns:d2p1=").encode()


def other_case(package: Package) -> None:
    """Targets in another case than the members have: names of parts ignore case."""
    for name in [name for name in package.parts if name.endswith(".rels")]:
        text = package.parts[name].decode()
        package.parts[name] = re.sub(r"(sheet|table)(\d+)\.xml", r"\1\2.XML", text).encode()


def office_marks(package: Package) -> None:
    """Excel's own marks: where the file stood, revisions, and ids on sheets and tables."""
    revision = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
    marks = (
        f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}"><mc:Choice Requires="x15" xmlns:x15='
        f'"{X15}"><x15ac:absPath url="C:\\Plans\\" xmlns:x15ac="{X15}/ac"/></mc:Choice>'
        f'</mc:AlternateContent><xr:revisionPtr xmlns:xr="{revision}" revIDLastSave="0" '
        'documentId="13_ncr:1_{00000000-0000-4000-8000-000000000000}" coauthVersionLast="47"/>'
    )
    package.edit("xl/workbook.xml", "<bookViews>", marks + "<bookViews>")
    text = package.parts["xl/workbook.xml"].decode()
    ignorable = f'<workbook xmlns:mc="{COMPATIBILITY}" xmlns:xr="{revision}" mc:Ignorable="xr" '
    package.parts["xl/workbook.xml"] = text.replace("<workbook ", ignorable, 1).encode()
    for number, name in enumerate(_xml_parts(package, "xl/worksheets", "xl/tables")):
        text = package.parts[name].decode()
        uid = f'xr:uid="{{00000000-0001-0000-0000-0000000000{number:02}}}" '
        text = re.sub(r' mc:Ignorable="x14ac"| xmlns:mc="[^"]*"', "", text)
        text = re.sub(
            r"<(worksheet|table) ",
            rf'<\1 xmlns:mc="{COMPATIBILITY}" xmlns:xr="{revision}" mc:Ignorable="x14ac xr" '
            rf"{uid}",
            text,
            count=1,
        )
        if "xmlns:x14ac" not in text:
            text = text.replace('"x14ac xr"', '"xr"')
        package.parts[name] = text.encode()


XML_FORMS: dict[str, Callable[[Package], None]] = {
    form.__name__: form
    for form in (
        prefixed, strict, sixteen_bits, unplaced, half_placed, commented, pretty, inline, absolute,
        marked, reversed_order, iso_dates, prefixed_package, other_prefix, other_case,
        office_marks, unescaped,
    )
}  # fmt: skip
