"""A workbook's members by name, to be changed by hand before it is saved."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from tests.books.foreign import GRIDS, SHEETS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
X14 = f"{MICROSOFT}/spreadsheetml/2009/9/main"
X15 = f"{MICROSOFT}/spreadsheetml/2010/11/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XM = f"{MICROSOFT}/excel/2006/main"
ML = "application/vnd.openxmlformats-officedocument"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Package:
    """The members of a workbook by name, in order."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def save(self, path: Path) -> Path:
        """The workbook, as a file."""
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return path

    def edit(self, name: str, old: str, new: str, count: int = 1) -> None:
        """Put new text in the place of old in a part. `count` is how often it stands there."""
        text = self.parts[name].decode()
        assert text.count(old) == count, (name, old, text.count(old))
        self.parts[name] = text.replace(old, new).encode()

    def add(self, name: str, data: str | bytes, content_type: str, source: str, kind: str) -> str:
        """A new part and the relationship of `source` to it; gives the relationship's id."""
        self.parts[name] = (DECLARATION + data).encode() if isinstance(data, str) else data
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        self.edit("[Content_Types].xml", "</Types>", override + "</Types>")
        return self.relate(source, kind, "/".join([".."] * source.count("/") + [name]))

    def relate(self, source: str, kind: str, target: str) -> str:
        """A relationship from a part; gives its id."""
        folder, _, base = source.rpartition("/")
        rels = f"{folder}/_rels/{base}.rels".removeprefix("/")
        empty = DECLARATION + (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            "</Relationships>"
        )
        self.parts.setdefault(rels, empty.encode())
        number = f"rId{self.parts[rels].count(b'<Relationship ') + 1}"
        entry = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/>'
        self.edit(rels, "</Relationships>", entry + "</Relationships>")
        return number

    def extend(self, name: str, extension: str) -> None:
        """An `ext` element at the end of a part, in the list that is there or a new one."""
        closing = re.search(r"</\w+>\s*$", self.parts[name].decode())
        assert closing is not None
        if b"</extLst>" + closing[0].encode() in self.parts[name]:
            self.edit(name, "</extLst>" + closing[0], extension + "</extLst>" + closing[0])
        else:
            self.edit(name, closing[0], f"<extLst>{extension}</extLst>" + closing[0])


def sheet_part(sheet: str) -> str:
    """The part that holds a sheet of the plan."""
    return f"xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml"


def table_part(table: str) -> str:
    """The part that holds a table of the plan."""
    return f"xl/tables/table{[grid.name for grid in GRIDS].index(table) + 1}.xml"
