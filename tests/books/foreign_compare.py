"""What differs between two workbooks, found without okrsheet: raw members, cells, and the rest.

Members are compared as their compressed bytes. Sheets are compared as XML, in canonical form, so
that no difference in content or order hides and none in spelling shows.
"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl import load_workbook

from tests.books.foreign import letters

LOCAL_HEADER = 30  # bytes, without name and extra field


def raw_members(path: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every member by name: method, CRC and compressed bytes, as they stand in the file."""
    data, members = path.read_bytes(), {}
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            lengths = data[member.header_offset + 26 : member.header_offset + LOCAL_HEADER]
            start = member.header_offset + LOCAL_HEADER + sum(struct.unpack("<HH", lengths))
            raw = data[start : start + member.compress_size]
            members[member.filename] = (member.compress_type, member.CRC, raw)
    return members


def changed_members(before: Path, after: Path) -> tuple[set[str], set[str], set[str]]:
    """The names of members touched, added and removed."""
    old, new = raw_members(before), raw_members(after)
    touched = {name for name in old.keys() & new.keys() if old[name] != new[name]}
    return touched, new.keys() - old.keys(), old.keys() - new.keys()


def part(path: Path, name: str) -> bytes:
    """The content of a member."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def canonical(element: etree._Element) -> bytes:
    """An element in canonical form; comments stay, spelling goes."""
    return bytes(etree.tostring(element, method="c14n", exclusive=True))


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def cells(sheet: bytes) -> dict[str, bytes]:
    """Every cell that holds or shows something by its place, in canonical form and without `r`."""
    found = {}
    for row_number, row in _placed(_child(etree.fromstring(sheet), "sheetData"), "row"):
        for column, cell in _placed(row, "c"):
            if len(cell) or cell.get("s", "0") != "0":
                cell.attrib.pop("r", None)
                found[f"{letters(column)}{row_number}"] = canonical(cell)
    return found


def rows(sheet: bytes) -> dict[int, dict[str, str]]:
    """The attributes of every row that says something of itself, without places and spans."""
    found = {}
    for number, row in _placed(_child(etree.fromstring(sheet), "sheetData"), "row"):
        said = {name: value for name, value in row.attrib.items() if name not in ("r", "spans")}
        if said.keys() - {f"{{{X14AC}}}dyDescent"}:
            found[number] = {str(name): str(value) for name, value in said.items()}
    return found


X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"


def around_cells(sheet: bytes) -> list[bytes]:
    """All that a sheet holds but its cells and dimension, in order and canonical form."""
    root = etree.fromstring(sheet)
    return [
        canonical(child) for child in root if local(child) not in ("sheetData", "dimension", "")
    ]


def _child(root: etree._Element, name: str) -> etree._Element:
    return next(child for child in root if local(child) == name)


def _placed(parent: etree._Element, name: str) -> list[tuple[int, etree._Element]]:
    """Rows or cells with their 1-based places, said or implied."""
    place, found = 0, []
    for child in parent:
        if local(child) == name:
            said = child.get("r")
            place = _number(said) if said else place + 1
            found.append((place, child))
    return found


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    number = 0
    for letter in said.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def formulas(path: Path) -> dict[tuple[str, str], Any]:
    """What openpyxl reads in every cell, formulas as text, shared ones spelt out."""
    book = load_workbook(path, rich_text=True)
    return {
        (sheet.title, cell.coordinate): getattr(cell.value, "text", None) or cell.value
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    }
