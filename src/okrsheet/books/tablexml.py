"""The part of a table: its range and its calculated columns."""

from __future__ import annotations

from okrsheet.books.area import Area
from okrsheet.books.package import Package
from okrsheet.books.tabledraft import TableDraft
from okrsheet.books.xmlpart import XmlPart
from okrsheet.books.xmltext import Node, Splices, escaped, start_tag


def write_table(package: Package, table: TableDraft) -> None:
    """Bring a table's part up to its planned range and formulas."""
    part = package.part(table.part.part)
    splices = Splices()
    root = part.root
    if table.area != table.part.area:
        put_attribute(splices, part, root, "ref", table.area.name)
        for node in root.walk():
            new = resized(node.attributes.get("ref", ""), table)
            if new and node is not root:
                put_attribute(splices, part, node, "ref", new)
    columns = root.first("tableColumns")
    for node, header in zip(columns.children if columns else [], table.part.headers, strict=True):
        if header.casefold() in table.formulas:
            _put_formula(splices, part, node, table.formulas[header.casefold()])
    part.splice(splices)
    package.keep(table.part.part)


def put_attribute(splices: Splices, part: XmlPart, node: Node, name: str, value: str) -> None:
    """Splice one attribute of a node."""
    splices.put(node.start, node.inner, start_tag(part.data, node, {name: value}))


def resized(ref: str, table: TableDraft) -> str | None:
    """A range of the table's part that reached down to its old end, down to its new one."""
    area, old = Area.parse(ref), table.part.data
    if area is None or area.bottom != old.bottom:
        return None
    return Area(area.top, area.left, table.data.bottom, area.right).name


def _put_formula(splices: Splices, part: XmlPart, column: Node, text: str | None) -> None:
    old = column.first("calculatedColumnFormula")
    if text is None:
        if old is not None:
            splices.put(old.start, old.end, b"")
        return
    p = part.prefix
    name = p + b"calculatedColumnFormula"
    markup = b"<%s>%s</%s>" % (name, escaped(text), name)
    if old is not None:
        if old.text != text or old.flag("array"):
            splices.put(old.start, old.end, markup)
        return
    if column.close == column.inner == column.end:
        tag = part.data[column.start : column.end]
        closing = b"</%stableColumn>" % p
        splices.put(column.start, column.end, tag[:-2].rstrip() + b">" + markup + closing)
    else:
        splices.put(column.inner, column.inner, markup)
