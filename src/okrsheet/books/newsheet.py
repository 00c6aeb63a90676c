"""Sheets and tables of ours that a workbook does not have yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheet.books import pagesetup
from okrsheet.books.area import Area, cell_name
from okrsheet.books.book import SheetLook
from okrsheet.books.celltext import encode_escapes
from okrsheet.books.draft import SheetDraft
from okrsheet.books.localnames import PRINT_TITLES, put_local_name
from okrsheet.books.package import Package, SheetEntry, office_space
from okrsheet.books.styles import Styles
from okrsheet.books.tablepart import TablePart
from okrsheet.books.xmltext import attribute_text, escaped

if TYPE_CHECKING:
    from okrsheet.books.changes import Changes

_ALLOWED = (b"formatColumns", b"formatRows", b"sort", b"autoFilter")
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def add_sheet(package: Package, look: SheetLook) -> SheetEntry:
    """Add a sheet without rows at the end of the workbook."""
    name = package.free_name("xl/worksheets/sheet{}.xml")
    package.add(name, _sheet_markup(look, _space(package)), _TYPES + "worksheet+xml")
    link = package.relate(package.workbook_name, "worksheet", name)
    workbook = package.workbook
    listed = workbook.root.first("sheets")
    assert listed is not None
    ids = [node.number("sheetId") for node in listed.children]
    markup = b'<%ssheet xmlns:r="%s" name="%s" sheetId="%d"%s r:id="%s"/>' % (
        workbook.prefix,
        office_space(package.is_strict).encode(),
        attribute_text(look.title),
        max(ids) + 1,
        b' state="hidden"' if look.is_hidden else b"",
        link.encode(),
    )
    workbook.append(listed, markup, {})
    package.keep(package.workbook_name)
    titles = pagesetup.print_titles(look)
    put_local_name(package, look.title, PRINT_TITLES, titles, False)
    return SheetEntry(look.title, name, True)


def _space(package: Package) -> bytes:
    return _STRICT_MAIN if package.is_strict else _MAIN


def _sheet_markup(look: SheetLook, space: bytes) -> bytes:
    rows = b"".join(
        b'<row r="%d" ht="%d" customHeight="1"/>' % (row, height)
        for row, height in pagesetup.top_heights(look).items()
    )
    allowed = b"".join(b' %s="0"' % what for what in _ALLOWED)
    protection = b'<sheetProtection sheet="1"%s/>' % allowed
    return (
        _XML
        + b'<worksheet xmlns="%s"><sheetPr><tabColor rgb="FF%s"/>' % (space, look.tab.encode())
        + b'<outlinePr summaryBelow="0"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        + b'<dimension ref="A1"/><sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        + _pane(look)
        + b'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        + (columns_markup(look, b"") if look.columns else b"")
        + b"<sheetData>%s</sheetData>" % rows
        + (protection if look.protected else b"")
        + _page(look)
        + b"</worksheet>"
    )


def columns_markup(look: SheetLook, p: bytes, others: bytes = b"") -> bytes:
    """The widths of a sheet's columns, `others` after them; `p` is the prefix with its colon."""
    ours = b"".join(
        b'<%scol min="%d" max="%d" width="%s" customWidth="1"%s/>'
        % (p, at, at, f"{column.width:g}".encode(), b' hidden="1"' if column.hidden else b"")
        for at, column in enumerate(look.columns, 1)
    )
    return b"<%scols>%s%s</%scols>" % (p, ours, others, p)


def _page(look: SheetLook) -> bytes:
    """Margins, paper, scale, header and footer."""
    orientation = "landscape" if look.landscape else "portrait"
    small = f"&{pagesetup.SMALL_SIZE} &K{pagesetup.SMALL_COLOR}"
    side, top, edge = pagesetup.SIDE_MARGIN, pagesetup.TOP_MARGIN, pagesetup.EDGE_MARGIN
    header = f"&R{small}{pagesetup.SHEET_NAME}"
    footer = f"&L{small}{pagesetup.FILE_NAME}&R{small}{pagesetup.PAGE_NUMBER}"
    return (
        f'<pageMargins left="{side}" right="{side}" top="{top}" bottom="{top}"'
        f' header="{edge}" footer="{edge}"/>'
        f'<pageSetup paperSize="{pagesetup.A4}" orientation="{orientation}"'
        f' fitToWidth="{pagesetup.pages_wide(look)}" fitToHeight="{look.pages_tall}"/>'
        f"<headerFooter><oddHeader>{escaped(header).decode()}</oddHeader>"
        f"<oddFooter>{escaped(footer).decode()}</oddFooter></headerFooter>"
    ).encode()


def _pane(look: SheetLook) -> bytes:
    first = cell_name(look.header_row + 1, look.freeze_columns + 1).encode()
    across = b' xSplit="%d"' % look.freeze_columns if look.freeze_columns else b""
    active = b"bottomRight" if look.freeze_columns else b"bottomLeft"
    split = (across, look.header_row, first, active)
    pane = b'<pane%s ySplit="%d" topLeftCell="%s" activePane="%s" state="frozen"/>' % split
    return pane + b'<selection pane="%s" activeCell="%s" sqref="%s"/>' % (active, first, first)


def headers(look: SheetLook) -> list[str | None]:
    """What stands in the header row; None where a column has no header."""
    return [column.header or None for column in look.columns]


def write_headings(draft: SheetDraft, look: SheetLook, styles: Styles) -> None:
    """Plan the title, the note and the headers of a sheet of ours."""
    draft.put(1, 1, look.heading, styles.cell(look.heading_style))
    for row, line in enumerate(look.note.split("\n"), 2):
        draft.put(row, 1, line, styles.cell(look.note_style))
    for number, column in enumerate(look.columns, 1):
        style = styles.cell(column.header_style)
        draft.put(look.header_row, number, column.header or None, style)


def write_owner(draft: SheetDraft, look: SheetLook, styles: Styles) -> None:
    """Plan the line that says whose plan it is, above the header."""
    if look.owner is not None:
        draft.put(look.header_row - 1, 1, look.owner, styles.cell(look.owner_style))


def add_table(changes: Changes, entry: SheetEntry, look: SheetLook, area: Area) -> TablePart:
    """Add a table to a sheet; its headers are the looks', its rows still blank."""
    package = changes.package
    name = package.free_name("xl/tables/table{}.xml")
    number = max([0, *(table_id(package, part.part) for part in changes.parts)]) + 1
    package.add(name, _table_markup(look, area, number, _space(package)), _TYPES + "table+xml")
    link = package.relate(entry.part, "table", name)
    changes.draft(entry.name, entry.part).table_links.append(link)
    return TablePart.read(package.part(name), name, entry.name, entry.part)


def table_id(package: Package, name: str) -> int:
    """The number of a table, unique in its workbook."""
    return package.part(name).root.number("id")


def _table_markup(look: SheetLook, area: Area, number: int, space: bytes) -> bytes:
    columns = b"".join(
        b'<tableColumn id="%d" name="%s"/>' % (index, attribute_text(encode_escapes(column.header)))
        for index, column in enumerate(look.columns, 1)
    )
    title = escaped(look.table or "")
    ref = area.name.encode()
    return (
        _XML
        + b'<table xmlns="%s" id="%d" name="%s" displayName="%s" ref="%s" totalsRowShown="0">'
        % (space, number, title, title, ref)
        + b'<autoFilter ref="%s"/><tableColumns count="%d">%s</tableColumns>'
        % (ref, len(look.columns), columns)
        + b'<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0"'
        + b' showRowStripes="0" showColumnStripes="0"/></table>'
    )
