"""A workbook taken apart with zipfile and lxml: parts, relationships, sheets, cells, ranges."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, Self

from lxml import etree

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT_RELATIONSHIPS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
CORNER = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d*)")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Area(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, both ends are inside."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, reference: str) -> Self:
        """The area that an A1 reference means: a cell, a range, whole columns or whole rows.

        Raises ValueError where it means none.
        """
        first, _, last = reference.partition(":")
        top, left = _corner(first)
        bottom, right = _corner(last) if last else (top, left)
        area = cls(top or 1, left or 1, bottom or LAST_ROW, right or LAST_COLUMN)
        upright = area.top <= area.bottom and area.left <= area.right
        if not upright or area.bottom > LAST_ROW or area.right > LAST_COLUMN:
            raise ValueError(f"{reference} is no area of a sheet")
        return area

    def meets(self, other: "Area") -> bool:
        """True where the two have a cell in common."""
        return (
            max(self.top, other.top) <= min(self.bottom, other.bottom)
            and max(self.left, other.left) <= min(self.right, other.right)
        )  # fmt: skip

    def holds(self, other: "Area") -> bool:
        """True where the other lies wholly inside this one."""
        return (self.top <= other.top and other.bottom <= self.bottom) and (
            self.left <= other.left and other.right <= self.right
        )


def _corner(reference: str) -> tuple[int, int]:
    match = CORNER.fullmatch(reference)
    if not match or not reference:
        raise ValueError(f"{reference!r} is no cell reference")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2] or 0), column


@cache
def column_letters(number: int) -> str:
    """The letters of a column counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def text_in(element: etree._Element | None) -> str:
    """All text in an element, however comments cut it up; empty where there is no element."""
    return "" if element is None else "".join(element.itertext(etree.Element))


def unescape(text: str) -> str:
    """Text of a part with its _xHHHH_ escapes resolved."""
    return ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)


class Relationship(NamedTuple):
    """A part's reference to another part (target: a member's name) or outside (a URL)."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The members of a zip file by name; `names` also holds names that stand twice."""

    names: tuple[str, ...]
    members: dict[str, bytes] = field(repr=False)
    _roots: dict[str, etree._Element] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a whole package; raises BadZipFile where it is none or its sums are wrong."""
        with zipfile.ZipFile(path) as archive:
            names = tuple(archive.namelist())
            return cls(names, {name: archive.read(name) for name in names})

    def xml(self, part: str) -> etree._Element:
        """A part's root element, not to be changed; raises KeyError or XMLSyntaxError."""
        if part not in self._roots:
            self._roots[part] = etree.fromstring(self.members[part])
        return self._roots[part]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """A part's relationships by id; the package's own where part is empty."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.members:
            return {}
        return {
            entry.get("Id", ""): Relationship(
                entry.get("Type", "").rsplit("/", 1)[-1],
                _resolved(folder, entry),
                entry.get("TargetMode") == "External",
            )
            for entry in self.xml(rels).iterfind("{*}Relationship")
        }

    def related(self, part: str, kind: str) -> list[str]:
        """The members that a part refers to with relationships of one kind."""
        found = self.relationships(part).values()
        return [r.target for r in found if r.kind == kind and r.target in self.members]

    @cached_property
    def book(self) -> str:
        """The name of the workbook part; raises ValueError where there is none."""
        for part in self.related("", "officeDocument"):
            return part
        raise ValueError("the package has no workbook part")

    @cached_property
    def sheets(self) -> tuple["Sheet", ...]:
        """The sheets in the order of their tabs, chart sheets too."""
        targets = self.relationships(self.book)
        return tuple(
            Sheet(entry.get("name", ""), entry.get("sheetId", ""), targets[link].target, self)
            for entry in self.xml(self.book).iterfind("{*}sheets/{*}sheet")
            if (link := relationship_id(entry)) in targets
        )


def _resolved(folder: str, entry: etree._Element) -> str:
    target = entry.get("Target", "")
    if entry.get("TargetMode") == "External":
        return str(target)
    # An absolute target starts with "/", which join then takes for the whole path.
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def relationship_id(element: etree._Element) -> str:
    """An element's r:id, empty where it has none."""
    strict = element.get(f"{STRICT_RELATIONSHIPS}id", "")
    return str(element.get(f"{RELATIONSHIPS}id", strict))


class Cell(NamedTuple):
    """A cell's place (rows and columns from 1) and its element."""

    row: int
    column: int
    element: etree._Element

    @property
    def address(self) -> str:
        """The cell's A1 address, which its element need not state."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def formula(self) -> etree._Element | None:
        """The cell's <f> element."""
        return next(self.element.iterchildren("{*}f"), None)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its sheetId, its part and that part's root."""

    name: str
    number: str
    part: str
    package: Package = field(repr=False)

    @cached_property
    def root(self) -> etree._Element:
        """The root element of the sheet's part."""
        return self.package.xml(self.part)

    def cells(self) -> Iterator[Cell]:
        """Every cell in the order of the file; one without a reference follows the one before."""
        return iter(self._in_order)

    @cached_property
    def _in_order(self) -> tuple[Cell, ...]:
        return tuple(self._placed())

    def _placed(self) -> Iterator[Cell]:
        row_number = 0
        for row in self.root.iterfind("{*}sheetData/{*}row"):
            row_number = int(row.get("r", row_number + 1))
            column = 0
            for element in row.iterfind("{*}c"):
                here = element.get("r")
                row_here, column = _corner(here) if here else (row_number, column + 1)
                yield Cell(row_here, column, element)
