"""The same workbook in other forms: ways of writing XML and zip that programs have, all legal.

Each XML form changes a package in place and changes no value; each zip form writes a package.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from lxml import etree

from tests.books.foreign import letters
from tests.books.foreign_package import MAIN, Package

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


def streamed(package: Package, path: Path) -> Path:
    """Sizes after the data, in data descriptors, as programs write that cannot seek."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.sent = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.sent += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.parts.items():
            archive.writestr(name, data)
    path.write_bytes(pipe.sent)
    return path


def zip64(package: Package, path: Path) -> Path:
    """Local headers with 64-bit sizes, as .NET writes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.parts.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(data)
    return path


def stored(package: Package, path: Path) -> Path:
    """Nothing compressed, folders as members, a comment at the end."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.mkdir("xl")
        for name, data in package.parts.items():
            archive.writestr(name, data)
        archive.comment = b"made by hand"
    return path


XML_FORMS: dict[str, Callable[[Package], None]] = {
    form.__name__: form
    for form in (
        prefixed, strict, sixteen_bits, unplaced, half_placed, commented, pretty, inline, absolute,
        marked, reversed_order, iso_dates,
    )
}  # fmt: skip
ZIP_FORMS: dict[str, Callable[[Package, Path], Path]] = {
    form.__name__: form for form in (streamed, zip64, stored)
}
