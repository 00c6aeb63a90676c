"""Our own lint of a workbook, for what no other judge sees; its heart are the tables."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

from lxml import etree

from tests.judges.formulalint import formula_faults
from tests.judges.package import Area, Package, Sheet, text_in, unescape
from tests.judges.packagelint import package_faults
from tests.judges.sheetlint import counts, sheet_faults, style_faults

LEGAL_NAME = re.compile(r"[^\W\d][\w.]*|\\[\w.]*")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
LONGEST_NAME = 255


@dataclass(frozen=True)
class Table:
    """A table: its part's root and the sheet it stands on."""

    root: etree._Element
    sheet: Sheet

    @property
    def name(self) -> str:
        """The name that formulas know it by."""
        return str(self.root.get("displayName", ""))

    @cached_property
    def area(self) -> Area:
        """The cells from its headers to its totals; raises ValueError."""
        return Area.of(self.root.get("ref", ""))

    @cached_property
    def columns(self) -> list[str]:
        """Its columns' names as they are stored."""
        return [column.get("name", "") for column in self.elements]

    @property
    def elements(self) -> list[etree._Element]:
        """Its columns' elements."""
        return list(self.root.iterfind("{*}tableColumns/{*}tableColumn"))

    def rows(self, kind: str, usual: int) -> int:
        """How many rows of headers or totals it has."""
        return int(self.root.get(f"{kind}RowCount", usual))


def lint(workbook: Path) -> list[str]:
    """Every fault of a workbook as a sentence; an empty list for a sound one."""
    try:
        package = Package.open(workbook)
        return [
            *package_faults(package),
            *sheet_faults(package),
            *table_faults(package),
            *name_faults(package),
            *formula_faults(package, headers(package)),
        ]
    except (ValueError, KeyError, etree.XMLSyntaxError, zipfile.BadZipFile) as broken:
        return [f"it cannot be taken apart: {broken!r}"]


def tables(package: Package) -> list[Table]:
    """All tables, sheet by sheet."""
    return [
        Table(package.xml(part), sheet)
        for sheet in package.sheets
        for part in package.related(sheet.part, "table")
    ]


def headers(package: Package) -> dict[str, set[str]]:
    """Each table's column names, all in lower case."""
    return {
        table.name.lower(): {unescape(column).lower() for column in table.columns}
        for table in tables(package)
    }


def table_faults(package: Package) -> Iterator[str]:
    """What is wrong with the tables, each sentence with the table's name in front."""
    found = tables(package)
    for label, values in (
        ("name", [table.name.lower() for table in found]),
        ("id", [table.root.get("id") for table in found]),
    ):
        for value, times in Counter(values).items():
            if times > 1:
                yield f"two tables have the {label} {value}"
    formats = counts(package)
    for table in found:
        for check in (shape_faults, header_faults, filter_faults):
            yield from (f"table {table.name}: {fault}" for fault in check(table))
        yield from (f"table {table.name}: {fault}" for fault in style_faults(table.root, formats))
        yield from (f"table {table.name}: {fault}" for fault in neighbour_faults(table))
    for one, other in combinations(found, 2):
        if one.sheet.part == other.sheet.part and one.area.meets(other.area):
            yield f"tables {one.name} and {other.name} overlap"


def shape_faults(table: Table) -> Iterator[str]:
    """A name Excel does not take, columns that are not as many as the range's, no data row."""
    if not is_legal(table.name):
        yield "not a name that Excel takes for a table"
    area, columns = table.area, table.elements
    stated = table.root.find("{*}tableColumns").get("count", len(columns))
    if not len(columns) == int(stated) == area.right - area.left + 1:
        yield f"{len(columns)} columns, {stated} announced, in {table.root.get('ref')}"
    rows = area.bottom - area.top + 1 - table.rows("header", 1) - table.rows("totals", 0)
    if rows < 1:
        yield f"no row for data in {table.root.get('ref')}"
    for label, values in (
        ("named", [unescape(name).lower() for name in table.columns]),
        ("with the id", [column.get("id") for column in columns]),
    ):
        for value, times in Counter(values).items():
            if times > 1:
                yield f"two columns {label} {value}"


def header_faults(table: Table) -> Iterator[str]:
    """Header cells that do not hold the column's name as text."""
    if not table.rows("header", 1):
        return
    shared = shared_texts(table.sheet.package)
    cells = {
        cell.column: cell.element for cell in table.sheet.cells() if cell.row == table.area.top
    }
    for number, name in enumerate(table.columns, start=table.area.left):
        cell = cells.get(number)
        text = None if cell is None else text_of(cell, shared)
        if text is None or unescape(text).replace("\r\n", "\n") != unescape(name):
            yield f"column {name!r} has the header cell {text!r}"


def shared_texts(package: Package) -> list[str]:
    """The workbook's shared texts, without phonetic hints."""
    return [
        "".join(text_in(node) for path in ("{*}t", "{*}r/{*}t") for node in entry.iterfind(path))
        for part in package.related(package.book, "sharedStrings")
        for entry in package.xml(part).iterfind("{*}si")
    ]


def text_of(cell: etree._Element, shared: list[str]) -> str | None:
    """A cell's text; None where it holds something else."""
    kind = cell.get("t")
    if kind == "s":
        return shared[int(text_in(cell.find("{*}v")))]
    if kind == "inlineStr":
        return text_in(cell)
    return None


def filter_faults(table: Table) -> Iterator[str]:
    """A filter that reaches out of the table, or one whose columns are not there."""
    for element in table.root.iterfind("{*}autoFilter"):
        reference = element.get("ref", "")
        area = Area.of(reference)
        if not table.area.holds(area) or area.top != table.area.top:
            yield f"its filter covers {reference}, the table {table.root.get('ref')}"
        for column in element.iterfind("{*}filterColumn"):
            if int(column.get("colId")) > area.right - area.left:
                yield f"its filter names column {column.get('colId')}, from 0"


def neighbour_faults(table: Table) -> Iterator[str]:
    """Merged cells inside the table, or a sheet's own filter over it."""
    root = table.sheet.root
    for path, label in (
        ("{*}mergeCells/{*}mergeCell", "merged cells"),
        ("{*}autoFilter", "filter"),
    ):
        for element in root.iterfind(path):
            if table.area.meets(Area.of(element.get("ref", ""))):
                yield f"the sheet's {label} {element.get('ref')} lie over it"


def name_faults(package: Package) -> Iterator[str]:
    """Defined names that Excel does not take, that stand twice or that a table has."""
    taken = {table.name.lower() for table in tables(package)}
    entries = package.xml(package.book).findall("{*}definedNames/{*}definedName")
    names = [(entry.get("name", ""), entry.get("localSheetId", "")) for entry in entries]
    for (name, scope), times in Counter((name.lower(), scope) for name, scope in names).items():
        if times > 1:
            yield f"the name {name} stands twice"
        if name in taken:
            yield f"the name {name} is a table's too"
        if scope and int(scope) >= len(package.sheets):
            yield f"the name {name} belongs to sheet {scope}, counted from 0, which is not there"
    for name, _ in names:
        if not is_legal(name) and not name.startswith("_xlnm."):
            yield f"the name {name} is not one that Excel takes"


def is_legal(name: str) -> bool:
    """True for what Excel takes as the name of a table or a range."""
    fits = LEGAL_NAME.fullmatch(name) and not LIKE_A_CELL.fullmatch(name)
    return bool(fits) and len(name) <= LONGEST_NAME
