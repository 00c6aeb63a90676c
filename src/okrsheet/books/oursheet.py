"""Sheets of ours that hold a block or charts: found or made, and set out as their look says."""

from __future__ import annotations

from okrsheet.books.area import Area, column_letters
from okrsheet.books.book import BookError, SheetLook
from okrsheet.books.cellwrite import GONE
from okrsheet.books.changes import Changes
from okrsheet.books.draft import SheetDraft
from okrsheet.books.localnames import (
    FILTERED,
    PRINT_AREA,
    PRINT_TITLES,
    local_name,
    put_local_name,
)
from okrsheet.books.newsheet import add_sheet, columns_markup, headers, write_headings, write_owner
from okrsheet.books.pagesetup import print_titles, quoted
from okrsheet.books.xmltext import start_tag


def block_sheet(changes: Changes, look: SheetLook) -> SheetDraft:
    """The sheet of ours of that look, made where it is missing.

    One of an older version, with other columns or fewer, is set out anew. Raises BookError where
    a sheet of that name is not ours.
    """
    entry = changes.sheet(look.title)
    is_new = entry is None
    entry = entry or add_sheet(changes.package, look)
    draft = changes.draft(entry.name, entry.part)
    if not (is_new or _is_ours(draft, look)):
        where = f"{changes.package.where}, sheet {draft.name}, row {look.header_row}"
        what = f"this is not okrsheet's own sheet {look.title}: its headers are others."
        raise BookError(what, where, "Rename the sheet, and okrsheet adds its own.")
    if not is_new and _headers_held(draft, look) != headers(look):
        draft.elements["cols"] = _columns(draft, look)
        is_new = True
    if is_new:
        write_headings(draft, look, changes.styles)
        if look.is_hidden:
            for column in draft.cells(look.header_row):
                if column > len(look.columns):
                    draft.put(look.header_row, column, GONE)
    write_owner(draft, look, changes.styles)
    if is_new or local_name(changes.package, draft.name, PRINT_TITLES) is None:
        put_local_name(changes.package, draft.name, PRINT_TITLES, print_titles(look), False)
    return draft


def _is_ours(draft: SheetDraft, look: SheetLook) -> bool:
    """Whether the first header is ours, and all others are some of ours.

    Nobody adds a column to a hidden sheet: there the heading tells instead of the other headers.
    Where a sheet has no headers at all, its heading and note tell.
    """
    wanted, held = headers(look), _headers_held(draft, look)
    has_heading = draft.content(1, 1) == look.heading
    if not any(wanted):
        return has_heading and draft.content(2, 1) == look.note.split("\n")[0]
    if look.is_hidden:
        return has_heading and held[0] == wanted[0]
    return held[0] == wanted[0] and all(text is None or text in wanted for text in held)


def _headers_held(draft: SheetDraft, look: SheetLook) -> list[object]:
    places = range(1, len(look.columns) + 1)
    return [draft.content(look.header_row, place) for place in places]


def _columns(draft: SheetDraft, look: SheetLook) -> bytes:
    """The widths of our columns, and beside them those of a user's."""
    root, data, width = draft.grid.root, draft.grid.data, len(look.columns)
    held = root.first("cols")
    theirs = b"".join(
        start_tag(data, node, {"min": str(max(node.number("min"), width + 1))})
        + data[node.inner : node.end]
        for node in (held.children if held else [])
        if node.number("max") > width
    )
    return columns_markup(look, draft.grid.prefix, theirs)


def print_whole(changes: Changes, draft: SheetDraft, right: int, bottom: int) -> None:
    """Print a sheet of ours from its heading to that column and row (1-based).

    An area that somebody chose otherwise stays.
    """
    corner = f"{quoted(draft.name)}!$A$1:${column_letters(right)}$"
    held = local_name(changes.package, draft.name, PRINT_AREA)
    if held is None or held.text.rstrip("0123456789") == corner:
        put_local_name(changes.package, draft.name, PRINT_AREA, f"{corner}{bottom}", False)


def filter_block(changes: Changes, draft: SheetDraft, look: SheetLook, bottom: int) -> None:
    """Put filter buttons on the header of a block that ends in the row `bottom`.

    What is filtered already stays so.
    """
    area, data = Area(look.header_row, 1, bottom, len(look.columns)), draft.grid.data
    held, p = draft.grid.root.first("autoFilter"), draft.grid.prefix
    if held is not None:
        tag = start_tag(data, held, {"ref": area.name})
        draft.elements["autoFilter"] = tag + data[held.inner : held.end]
    else:
        draft.elements["autoFilter"] = b'<%sautoFilter ref="%s"/>' % (p, area.name.encode())
    last = f"${column_letters(area.right)}${area.bottom}"
    whole = f"{quoted(draft.name)}!$A${area.top}:{last}"
    put_local_name(changes.package, draft.name, FILTERED, whole, True)
