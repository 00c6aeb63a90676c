"""The .xlsx package: parts, relationships and content types, changed without touching the rest."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import BinaryIO
from urllib.parse import unquote

from okrsheet.books.archive import Archive
from okrsheet.books.book import BookError
from okrsheet.books.sheetxml import SheetXml
from okrsheet.books.xmlpart import XmlPart
from okrsheet.books.xmltext import Node, Splices, attribute_text, broken

_CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    b'<Relationships xmlns="%s"></Relationships>' % _RELATIONSHIPS.encode()
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another: its id, the last word of its type, the part it names."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet of the workbook: its name, its part, and whether it holds cells."""

    name: str
    part: str
    is_grid: bool


class Package:
    """An .xlsx package in memory. Parts are parsed when first asked for.

    Raises BookError where the bytes are no workbook that can be read.
    """

    def __init__(self, content: bytes, where: str) -> None:
        self.where = where
        self.archive = Archive(content, where)
        self._names = {name.casefold(): name for name in self.archive.members}
        self._parts: dict[str, XmlPart] = {}
        self._grids: dict[str, SheetXml] = {}
        self._changes: dict[str, bytes | None] = {}
        self._workbook_part = self._find_workbook()

    def _find_workbook(self) -> str:
        found = [link for link in self.relationships("") if link.kind == "officeDocument"]
        if found and found[0].target.endswith(".bin"):
            fix = "Open it in Excel and save it as an .xlsx workbook."
            raise BookError("this is a binary Excel workbook (.xlsb).", self.where, fix)
        is_workbook = found and self.has(found[0].target) and self.has(_CONTENT_TYPES)
        if not is_workbook or self.part(found[0].target).root.name != "workbook":
            fix = "Choose an .xlsx or .xlsm workbook."
            raise BookError("this zip file is not an Excel workbook.", self.where, fix)
        return self._actual(found[0].target)

    def _actual(self, name: str) -> str:
        return self._names.get(name.casefold(), name)

    def has(self, name: str) -> bool:
        """Whether the package has the part."""
        name = self._actual(name)
        if name in self._changes:
            return self._changes[name] is not None
        return name in self.archive.members

    def content(self, name: str) -> bytes:
        """The bytes of a part, as changed so far."""
        name = self._actual(name)
        changed = self._changes.get(name)
        if changed is not None:
            return changed
        if name not in self.archive.members:
            raise broken(self.where, f"the part {name} is missing")
        return self.archive.read(name)

    def part(self, name: str) -> XmlPart:
        """A small part, parsed. Its changes count once `keep` is called."""
        name = self._actual(name)
        if name not in self._parts:
            self._parts[name] = XmlPart(self.content(name), f"{self.where}, {name}")
        return self._parts[name]

    def grid(self, name: str) -> SheetXml:
        """A worksheet part, scanned. Out of date once `put` replaces the part."""
        name = self._actual(name)
        if name not in self._grids:
            self._grids[name] = SheetXml(self.content(name), f"{self.where}, {name}")
        return self._grids[name]

    def put(self, name: str, content: bytes) -> None:
        """Give a part new bytes, or add a part."""
        name = self._actual(name)
        self._names[name.casefold()] = name
        self._parts.pop(name, None)
        self._grids.pop(name, None)
        if name in self.archive.members and self.archive.read(name) == content:
            self._changes.pop(name, None)
        else:
            self._changes[name] = content

    def keep(self, name: str) -> None:
        """Take over the changes made to a parsed part, if any."""
        part = self._parts[self._actual(name)]
        if part.changed:
            self.put(name, part.data)
            self._parts[self._actual(name)] = part

    def remove(self, name: str) -> None:
        """Take a part out, with its content type and its relationships."""
        name = self._actual(name)
        for gone in (name, self._actual(_relationships_of(name))):
            if self.has(gone):
                self._changes[gone] = None
                self._parts.pop(gone, None)
        types = self.part(_CONTENT_TYPES)
        splices = Splices()
        for node in types.root.all("Override"):
            if node.attributes.get("PartName", "").lstrip("/").casefold() == name.casefold():
                splices.put(node.start, node.end, b"")
        types.splice(splices)
        self.keep(_CONTENT_TYPES)

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part with its content type."""
        self.put(name, content)
        types = self.part(_CONTENT_TYPES)
        override = b'<%sOverride PartName="/%s" ContentType="%s"/>' % (
            types.prefix,
            attribute_text(name),
            attribute_text(content_type),
        )
        types.append(types.root, override, {})
        self.keep(_CONTENT_TYPES)

    def free_name(self, pattern: str) -> str:
        """The first part name of the pattern (`xl/tables/table{}.xml`) that is not taken."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    @property
    def changes(self) -> dict[str, bytes | None]:
        """The members that differ from the file that was read; None: removed."""
        return dict(self._changes)

    def write(self, stream: BinaryIO) -> None:
        """Write the package: members that did not change keep their compressed bytes."""
        self.archive.write(stream, self._changes)

    def relationships(self, source: str) -> list[Relationship]:
        """The links from a part to parts inside the package; of the package itself for ''."""
        name = _relationships_of(source)
        if not self.has(name):
            return []
        links = self.part(name).told(_links)
        return [Relationship(id, kind, _path(source, target)) for id, kind, target in links]

    def relate(self, source: str, kind: str, target: str) -> str:
        """Link a part to another; the id of the new relationship."""
        name = _relationships_of(source)
        if not self.has(name):
            self.put(name, _EMPTY_RELATIONSHIPS)
        part = self.part(name)
        taken = {node.attributes.get("Id") for node in part.root.all("Relationship")}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        space = office_space(self.is_strict)
        part.append(
            part.root,
            b'<%sRelationship Id="rId%d" Type="%s/%s" Target="/%s"/>'
            % (part.prefix, number, space.encode(), kind.encode(), attribute_text(target)),
            {},
        )
        self.keep(name)
        return f"rId{number}"

    def unrelate(self, source: str, kind: str, among: Collection[str] | None = None) -> list[str]:
        """Take out a part's relationships of a kind (`among`: ids); the parts that they named."""
        name = _relationships_of(source)
        links = [link for link in self.relationships(source) if link.kind == kind]
        links = [link for link in links if among is None or link.id in among]
        if links:
            part, splices = self.part(name), Splices()
            for node in part.root.all("Relationship"):
                if node.attributes.get("Id") in {link.id for link in links}:
                    splices.put(node.start, node.end, b"")
            part.splice(splices)
            self.keep(name)
        return [link.target for link in links]

    @property
    def workbook_name(self) -> str:
        """The name of the workbook part."""
        return self._workbook_part

    @property
    def workbook(self) -> XmlPart:
        """The workbook part: sheets, defined names, calculation."""
        return self.part(self._workbook_part)

    @cached_property
    def is_strict(self) -> bool:
        """Whether the package is written in the strict form of the format."""
        return b"http://purl.oclc.org/ooxml/spreadsheetml" in self.workbook.data

    @property
    def date1904(self) -> bool:
        """Whether days are counted from 1904."""
        properties = self.workbook.root.first("workbookPr")
        return properties is not None and properties.flag("date1904")

    def sheets(self) -> list[SheetEntry]:
        """The sheets in the order of their tabs."""
        links = {link.id: link for link in self.relationships(self._workbook_part)}
        listed = self.workbook.root.first("sheets")
        entries = []
        for node in listed.children if listed else []:
            link = links.get(node.attributes.get(" id", ""))
            name = node.attributes.get("name", "")
            is_grid = link is not None and link.kind == "worksheet"
            entries.append(SheetEntry(name, self._actual(link.target) if link else "", is_grid))
        return entries

    def related_parts(self, source: str, kind: str) -> list[str]:
        """The parts that a part is linked to by a kind of relationship."""
        links = self.relationships(source)
        return [self._actual(link.target) for link in links if link.kind == kind]

    def workbook_part(self, kind: str) -> str | None:
        """The part of that kind that the workbook is linked to: styles, sharedStrings."""
        return next(iter(self.related_parts(self._workbook_part, kind)), None)

    def parts_of_type(self, *endings: str) -> list[str]:
        """The parts whose content type ends so, in the order of the content types."""
        return [
            self._actual(node.attributes.get("PartName", "").lstrip("/"))
            for node in self.part(_CONTENT_TYPES).root.all("Override")
            if node.attributes.get("ContentType", "").endswith(endings)
        ]

    def defined_names(self) -> list[Node]:
        """The nodes of the defined names."""
        names = self.workbook.root.first("definedNames")
        return names.all("definedName") if names else []


def _links(root: Node) -> tuple[tuple[str, str, str], ...]:
    """Id, last word of the type and target of each relationship to a part inside the package."""
    return tuple(
        (
            node.attributes.get("Id", ""),
            node.attributes.get("Type", "").rpartition("/")[2],
            node.attributes.get("Target", ""),
        )
        for node in root.all("Relationship")
        if node.attributes.get("TargetMode") != "External"
    )


@lru_cache(maxsize=1024)
def _path(source: str, target: str) -> str:
    """The part that a relationship of a part names, from the root of the package."""
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), unquote(target)))
    return path.lstrip("/")


@lru_cache(maxsize=1024)
def _relationships_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def office_space(strict: bool) -> str:
    """The namespace of relationships, in either form of the format."""
    return _STRICT_OFFICE if strict else _OFFICE


def is_signed(archive: Archive) -> bool:
    """Whether the package carries a digital signature, which any change would break."""
    return any(re.match(r"_xmlsignatures/", name, re.I) for name in archive.members)
