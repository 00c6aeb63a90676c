"""Files that are no workbook, or none that can be read or written safely."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.books.foreign_package import ML, Package, sheet_part
from tests.books.foreign_parts import plain_package

SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STREAM = 4096  # bytes: smaller ones would need the mini stream
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def compound_file(*streams: str) -> bytes:
    """An OLE2 compound file with streams of zeros: what an .xls or an encrypted .xlsx is."""
    sectors = STREAM // SECTOR
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, STREAM, END, 0, END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[FREE] * 108)
    chain = [FAT, END]
    entries = [_entry("Root Entry", 5, 1 if streams else FREE, END, 0)]
    for number, name in enumerate(streams):
        first = 2 + number * sectors
        chain += [*range(first + 1, first + sectors), END]
        right = number + 2 if number + 1 < len(streams) else FREE
        entries.append(_entry(name, 2, FREE, first, STREAM, right))
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    folder = b"".join(entries).ljust(SECTOR, b"\0")
    return header + table + folder + bytes(STREAM * len(streams))


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, FREE, right, child)
    return struct.pack("<64sH14s16sIQQIQ", text, len(text), links, b"", 0, 0, 0, start, size)


def _with_member(name: str, data: bytes) -> Callable[[Path], None]:
    """A workbook with one part replaced by other bytes."""

    def write(path: Path) -> None:
        package = plain_package()
        package.parts[name] = data
        package.save(path)

    return write


def _declared(name: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    """A workbook with a document type declaration in a part."""

    def write(path: Path) -> None:
        package = plain_package()
        start, end, body = package.parts[name].partition(b"?>")
        text = (start + end + DTD + body).decode()
        package.parts[name] = text.replace('"UTF-8"', f'"{encoding}"').encode(encoding)
        package.save(path)

    return write


def _patched(patch: Callable[[bytearray, int, int], None]) -> Callable[[Path], None]:
    """A workbook with the local and central headers of its readings' sheet changed."""

    def write(path: Path) -> None:
        plain_package().save(path)
        data, name = bytearray(path.read_bytes()), sheet_part("Readings").encode()
        patch(data, data.index(name) - 30, data.rindex(name) - 46)
        path.write_bytes(data)

    return write


def _claims(size: int) -> Callable[[bytearray, int, int], None]:
    def patch(data: bytearray, here: int, directory: int) -> None:
        struct.pack_into("<I", data, here + 22, size)
        struct.pack_into("<I", data, directory + 24, size)

    return patch


def _is_encrypted(data: bytearray, here: int, directory: int) -> None:
    data[here + 6] |= 1
    data[directory + 8] |= 1


def _is_corrupt(data: bytearray, here: int, directory: int) -> None:
    length = struct.unpack_from("<H", data, here + 26)[0]
    data[here + 30 + length + 60] ^= 0xFF


def _duplicated(path: Path) -> None:
    package = plain_package()
    package.save(path)
    name = sheet_part("Readings")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name[:-1] + "_", package.parts[name])
    data = bytearray(path.read_bytes())
    twin = name[:-1].encode() + b"_"
    path.write_bytes(data.replace(twin, name.encode()))


def _truncated(share: float) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        plain_package().save(path)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return write


def _without(name: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        package = plain_package()
        del package.parts[name]
        package.save(path)

    return write


def _archive(**members: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in members.items():
                archive.writestr(name, text)

    return write


def _binary(path: Path) -> None:
    package = plain_package()
    package.edit(
        "[Content_Types].xml",
        f"{ML}.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    )
    package.edit("[Content_Types].xml", "/xl/workbook.xml", "/xl/workbook.bin")
    package.edit("_rels/.rels", "xl/workbook.xml", "xl/workbook.bin")
    package.parts["xl/workbook.bin"] = b"\x83\x01\x00" * 50
    package.parts["xl/_rels/workbook.bin.rels"] = package.parts.pop("xl/_rels/workbook.xml.rels")
    del package.parts["xl/workbook.xml"]
    package.save(path)


def signed() -> Package:
    """A workbook that someone signed: any change would break the seal."""
    package = plain_package()
    base = "http://schemas.openxmlformats.org/package/2006"
    content = "application/vnd.openxmlformats-package.digital-signature"
    origin = "_xmlsignatures/origin.sigs"
    package.add(
        origin, b" ", f"{content}-origin", "", f"{base}/relationships/digital-signature/origin"
    )
    package.add(
        "_xmlsignatures/sig1.xml",
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
        f"{content}-xmlsignature+xml",
        origin,
        f"{base}/relationships/digital-signature/signature",
    )
    return package


SHEET, STRINGS = sheet_part("Readings"), "xl/sharedStrings.xml"
UNREADABLE: dict[str, Callable[[Path], object]] = {
    "an empty file": lambda path: path.write_bytes(b""),
    "a directory": lambda path: path.mkdir(),
    "no file at all": lambda path: None,
    "some text": lambda path: path.write_text("ID;KPI;Objective\n" * 100),
    "a web page": lambda path: path.write_text("<html><table></table></html>"),
    "an old .xls renamed": lambda path: path.write_bytes(compound_file("Workbook")),
    "an encrypted workbook": lambda path: path.write_bytes(
        compound_file("EncryptionInfo", "EncryptedPackage")
    ),
    "the first half of a workbook": _truncated(0.5),
    "a workbook without its last bytes": _truncated(0.999),
    "only the start of a zip": lambda path: path.write_bytes(b"PK\x03\x04"),
    "a zip with nothing in it": _archive(),
    "a zip with something else in it": _archive(readme="hello"),
    "an OpenDocument sheet": _archive(
        mimetype="application/vnd.oasis.opendocument.spreadsheet", content="<a/>"
    ),
    "a binary workbook": _binary,
    "a member that stands twice": _duplicated,
    "an encrypted member": _patched(_is_encrypted),
    "a member whose bytes were damaged": _patched(_is_corrupt),
    "a member that claims two gigabytes": _patched(_claims(2**31 - 1)),
    "a member larger than it claims": _patched(_claims(100)),
    "a DTD in a sheet": _declared(SHEET),
    "a DTD in a sheet in UTF-16": _declared(SHEET, "utf-16"),
    "a DTD in the shared strings": _declared(STRINGS),
    "a DTD in a table": _declared("xl/tables/table1.xml"),
    "a DTD in the workbook part": _declared("xl/workbook.xml"),
    "a sheet that breaks off": _with_member(SHEET, b'<worksheet xmlns="x"><sheetData><row r="1">'),
    "an empty sheet part": _with_member(SHEET, b""),
    "a sheet in an unknown encoding": _with_member(
        SHEET, b'<?xml version="1.0" encoding="klingon"?><worksheet/>'
    ),
    "a sheet that is missing": _without(SHEET),
    "a table that is missing": _without("xl/tables/table6.xml"),
    "no content types": _without("[Content_Types].xml"),
}
