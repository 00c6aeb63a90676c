"""The last step of writing: everything that follows from the planned cells, each part once."""

from __future__ import annotations

from okrsheet.books.area import Area
from okrsheet.books.book import BookError
from okrsheet.books.changes import Changes, Laying
from okrsheet.books.charts import drop_stale_caches, follow_tables
from okrsheet.books.draft import SheetDraft
from okrsheet.books.drawing import write_charts
from okrsheet.books.package import Package, office_space
from okrsheet.books.rowwrite import write_rows
from okrsheet.books.rules import SheetRules
from okrsheet.books.sheetorder import insert_element, put_element
from okrsheet.books.spanning import keep_spanning_formulas
from okrsheet.books.tabledraft import TableDraft
from okrsheet.books.tablexml import write_table
from okrsheet.books.xmlpart import put_inside
from okrsheet.books.xmltext import Splices, start_tag

_BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr",
    "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences",
    "definedNames",
)  # fmt: skip


def finish(changes: Changes) -> None:
    """Write all planned changes into the package."""
    for laying in changes.layings:
        restyle_computed(changes, laying)
    changed_formulas = False
    for draft in changes.drafts.values():
        refuse_merged(changes, draft)
        keep_spanning_formulas(changes.package.where, draft)
        write_sheet(changes, draft)
        changed_formulas |= draft.touches_formulas
    for table in changes.tables.values():
        write_table(changes.package, table)
    follow_tables(changes.package, changes.tables.values())
    drop_stale_caches(changes.package, changes.drafts.values())
    for drawing, charts in changes.charts.items():
        write_charts(changes.package, drawing, charts)
    changes.styles.finish()
    if changes.package.changes:
        calculate_anew(changes.package, changed_formulas)


def restyle_computed(changes: Changes, laying: Laying) -> None:
    """Give the computed cells of a table their format, over new and pasted rows too."""
    for look in laying.columns:
        column = laying.column(look.header)
        if look.computed and column is not None and isinstance(laying.on, TableDraft):
            laying.on.restyle(column, changes.styles.cell(look.style))


def refuse_merged(changes: Changes, draft: SheetDraft) -> None:
    """Raise BookError where a planned cell is part of a merged one."""
    merged = draft.grid.root.first("mergeCells")
    for node in merged.children if merged else []:
        area = Area.parse(node.attributes.get("ref", ""))
        if area is None:
            continue
        planned = draft.writes.keys() & set(range(area.top, area.bottom + 1))
        columns = {column for row in planned for column in draft.writes[row]}
        in_piece = draft.piece is not None and draft.piece.area.meets(area)
        if in_piece or any(area.left <= column <= area.right for column in columns):
            where = f"{changes.package.where}, sheet {draft.name}, cells {area.name}"
            what = "merged cells stand where okrsheet writes."
            raise BookError(what, where, "Unmerge them in Excel.")


def write_sheet(changes: Changes, draft: SheetDraft) -> None:
    """Splice a sheet's planned changes into its part."""
    names = (node.attributes.get("name", "") for node in changes.package.defined_names())
    splices, rules = Splices(), SheetRules(draft, names)
    for table in changes.tables.values():
        if table.draft is draft:
            rules.grow(table)
    for laying in changes.layings:
        if laying.draft is draft:
            rules.lay(laying)
    rules.finish(splices)
    write_rows(draft, splices)
    put_outline(draft, splices)
    put_table_links(draft, splices)
    for name, markup in draft.elements.items():
        put_element(splices, draft.grid.root, name, markup)
    if splices:
        extend_dimension(draft, splices)
    data = splices.over(draft.grid.data)
    if data != draft.grid.data:
        changes.package.put(draft.part, data)


def extend_dimension(draft: SheetDraft, splices: Splices) -> None:
    """Let the sheet's dimension take in the planned cells."""
    node, extent = draft.grid.root.first("dimension"), draft.extent
    old = Area.parse(node.attributes.get("ref", "")) if node else None
    if node is None or old is None or extent is None or old.covers(extent):
        return
    new = Area(
        min(old.top, extent.top),
        min(old.left, extent.left),
        max(old.bottom, extent.bottom),
        max(old.right, extent.right),
    )
    splices.put(node.start, node.inner, start_tag(draft.grid.data, node, {"ref": new.name}))


def put_outline(draft: SheetDraft, splices: Splices) -> None:
    """Tell Excel how deep the outline of the rows is, so that it makes room for the buttons."""
    levels = list(draft.levels.values())
    if draft.piece is not None:
        levels.append(draft.piece.deepest)
    deepest = max(levels, default=0)
    node = draft.grid.root.first("sheetFormatPr")
    if node is not None and levels:
        held = node.number("outlineLevelRow")
        if held != deepest:
            changes = {"outlineLevelRow": str(deepest) if deepest else None}
            splices.put(node.start, node.inner, start_tag(draft.grid.data, node, changes))


def put_table_links(draft: SheetDraft, splices: Splices) -> None:
    """List the tables that were added to the sheet."""
    if not draft.table_links:
        return
    p, root, data = draft.grid.prefix, draft.grid.root, draft.grid.data
    space = office_space(b"purl.oclc.org/ooxml/spreadsheetml" in data).encode()
    links = b"".join(
        b'<%stablePart xmlns:r="%s" r:id="%s"/>' % (p, space, link.encode())
        for link in draft.table_links
    )
    container = root.first("tableParts")
    if container is not None:
        count = str(len(container.children) + len(draft.table_links))
        put_inside(splices, data, container, links, {"count": count})
        return
    tag = b'<%stableParts count="%d">' % (p, len(draft.table_links))
    insert_element(splices, root, "tableParts", tag + links + b"</%stableParts>" % p)


def calculate_anew(package: Package, changed_formulas: bool) -> None:
    """Have Excel calculate on opening, in an order of its own where formulas changed."""
    workbook = package.workbook
    properties = workbook.root.first("calcPr")
    if properties is not None:
        if not properties.flag("fullCalcOnLoad"):
            workbook.set_attributes(properties, {"fullCalcOnLoad": "1"})
    else:
        before = [node for node in workbook.root.children if node.name in _BEFORE_CALCULATION]
        at = before[-1].end
        splices = Splices()
        splices.put(at, at, b'<%scalcPr fullCalcOnLoad="1"/>' % workbook.prefix)
        workbook.splice(splices)
    package.keep(package.workbook_name)
    if changed_formulas:
        for name in package.unrelate(package.workbook_name, "calcChain"):
            package.remove(name)
