"""References to cells from outside their sheet: defined names and charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheet.books.area import Area
from okrsheet.books.draft import SheetDraft
from okrsheet.books.package import Package
from okrsheet.books.rules import grown
from okrsheet.books.tabledraft import TableDraft
from okrsheet.books.xmltext import Node, Splices, escaped

_REFERENCE = re.compile(
    r"('(?:[^']|'')+'|[^\s,;()!'\"+\-*/^&=<>:{}\[\]]+)!"
    r"(\$?[A-Za-z]{1,3}\$?\d+)(?::(\$?[A-Za-z]{1,3}\$?\d+))?"
)
_CHARTS = ("drawingml.chart+xml", "ms-office.chartex+xml")
_CACHES = ("numCache", "strCache", "multiLvlStrCache", "lvl")


def follow_tables(package: Package, tables: Iterable[TableDraft]) -> None:
    """Let defined names and charts that covered all old rows of a table cover the new ones."""
    tables = [table for table in tables if table.data.bottom > table.part.data.bottom]
    if not tables:
        return
    splices = Splices()
    _put_grown(splices, package.defined_names(), tables)
    package.workbook.splice(splices)
    package.keep(package.workbook_name)
    for name in package.parts_of_type(*_CHARTS):
        splices = Splices()
        _put_grown(splices, _formulas(package.part(name).root), tables)
        package.part(name).splice(splices)
        package.keep(name)


def drop_stale_caches(package: Package, drafts: Iterable[SheetDraft]) -> None:
    """Drop the values that charts remember of cells that changed."""
    changed = {draft.name.casefold(): draft.changed for draft in drafts if draft.changed}
    if not changed:
        return
    names = {
        node.attributes.get("name", "").casefold(): node.text for node in package.defined_names()
    }
    for chart in package.parts_of_type(*_CHARTS):
        splices, part = Splices(), package.part(chart)
        for parent in part.root.walk():
            formula = parent.first("f")
            caches = [node for node in parent.children if node.name in _CACHES]
            if formula and caches and _is_stale(formula.text, names, changed):
                for cache in caches:
                    splices.put(cache.start, cache.end, b"")
        part.splice(splices)
        package.keep(chart)


def _formulas(root: Node) -> Iterator[Node]:
    return (node for node in root.walk() if node.name == "f")


def _put_grown(splices: Splices, nodes: Iterable[Node], tables: Sequence[TableDraft]) -> None:
    for node in nodes:
        text = node.text
        for table in tables:
            text = grown_references(text, table)
        if text != node.text:
            splices.put(node.inner, node.close, escaped(text))


def grown_references(formula: str, table: TableDraft) -> str:
    """A formula with each range that covered all old rows of the table grown to the new ones."""

    def grow(match: re.Match[str]) -> str:
        area = Area.parse(f"{match[2]}:{match[3] or match[2]}")
        if area is None or _sheet_name(match[1]) != table.part.sheet.casefold():
            return match[0]
        new = grown(area, table)
        if new == area:
            return match[0]
        last = re.sub(r"\d+$", str(new.bottom), match[3] or match[2])
        return f"{match[1]}!{match[2]}:{last}"

    return _REFERENCE.sub(grow, formula)


def _sheet_name(quoted: str) -> str:
    bare = quoted[1:-1].replace("''", "'") if quoted.startswith("'") else quoted
    return bare.casefold()


def _is_stale(
    formula: str, names: Mapping[str, str], changed: Mapping[str, Mapping[int, Sequence[int]]]
) -> bool:
    """Whether a chart's formula shows changed cells; one that cannot be told may do so."""
    name = formula.rpartition("!")[2].casefold()
    references = _REFERENCE.findall(names.get(name, formula))
    if not references:
        return True
    return any(
        area is not None
        and any(
            area.holds(row, column)
            for column, rows in changed.get(_sheet_name(sheet), {}).items()
            for row in rows
        )
        for sheet, first, last in references
        for area in [Area.parse(f"{first}:{last or first}")]
    )
