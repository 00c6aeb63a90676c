"""Formulas that belong to several cells, when one of the cells is written over."""

from __future__ import annotations

from okrsheet.books.area import cell_name
from okrsheet.books.book import BookError
from okrsheet.books.cellwrite import KEPT
from okrsheet.books.draft import SheetDraft
from okrsheet.books.formula import Spanning, shifted, spanning_formulas


def keep_spanning_formulas(where: str, draft: SheetDraft) -> None:
    """Spell out the shared formulas whose first cell goes; refuse to break an array.

    Raises BookError where a planned cell is part of an array formula or data table.
    """
    kinds = (b"shared", b"array", b"dataTable")
    if not draft.writes or not any(kind in draft.grid.mask for kind in kinds):
        return
    found = list(spanning_formulas(draft.grid))
    lost = {}
    for span in found:
        if span.kind != "shared":
            _refuse_array(where, draft, span)
        elif span.text and _goes(draft, span.row, span.column):
            lost[span.group] = span
    for span in found:
        master = lost.get(span.group) if span.kind == "shared" else None
        if master is not None and not _goes(draft, span.row, span.column):
            rows, columns = span.row - master.row, span.column - master.column
            spelt = draft.respelt.setdefault(span.row, {})
            spelt[span.column] = shifted(master.text, rows, columns)


def _goes(draft: SheetDraft, row: int, column: int) -> bool:
    """Whether the cell is written anew, not left as it stands."""
    if column not in draft.writes.get(row, {}):
        return False
    content, style = draft.meant(row, column)
    cell = draft.cell(row, column)
    if cell is None or content is KEPT:
        return False
    return style != cell.style or not draft.holds(cell, content)


def _refuse_array(where: str, draft: SheetDraft, span: Spanning) -> None:
    area = span.area
    if area is None or (area.top, area.left) == (area.bottom, area.right):
        return
    places = [
        (row, column)
        for row in range(area.top, area.bottom + 1)
        for column in draft.writes.get(row, {})
        if area.left <= column <= area.right and draft.writes[row][column].content is not KEPT
    ]
    if places:
        name = f"{where}, sheet {draft.name}, cell {cell_name(*places[0])}"
        what = f"an array formula fills {area.name}, where okrsheet writes."
        raise BookError(what, name, "Remove the array formula or move it elsewhere.")
