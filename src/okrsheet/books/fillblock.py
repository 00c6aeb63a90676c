"""Blocks that are okrsheet's own, filled anew."""

from __future__ import annotations

from okrsheet.books.area import LAST_COLUMN, Area
from okrsheet.books.book import FillBlock
from okrsheet.books.cellwrite import GONE
from okrsheet.books.changes import Changes
from okrsheet.books.draft import SheetDraft
from okrsheet.books.oursheet import block_sheet, filter_block, print_whole
from okrsheet.books.piece import foreign_free
from okrsheet.books.press import pressed, stands


def fill_block(changes: Changes, edit: FillBlock) -> None:
    """Replace the block of a sheet of ours, making the sheet where it is missing.

    Rows that hold nothing but the block are written whole; beside or above a user's own cells
    the block is planned cell by cell.
    """
    look = edit.sheet
    draft = block_sheet(changes, look)
    first, width = look.header_row + 1, len(look.columns)
    bottom = max(first, look.header_row + len(edit.rows))
    reach = LAST_COLUMN if look.is_hidden else width  # nobody else has cells on a hidden sheet
    if _stands_alone(changes, draft, first, reach):
        piece = pressed(draft, first, reach, edit.rows)
        draft.piece = None if stands(draft, piece) else piece
    else:
        _put_rows(changes, draft, edit)
    changes.lay(draft, Area(first, 1, bottom, width), look.columns)
    if look.filtered:
        filter_block(changes, draft, look, bottom)
    shown = [at for at, column in enumerate(look.columns, 1) if not column.hidden]
    if shown and not look.is_hidden:
        print_whole(changes, draft, shown[-1], bottom)


def _stands_alone(changes: Changes, draft: SheetDraft, first: int, width: int) -> bool:
    """Whether nothing but the block stands, or is planned, from its first row on."""
    has_table = any(part.sheet_part == draft.part for part in changes.parts)
    is_planned = any(row >= first for row in draft.writes)
    return not (has_table or is_planned) and foreign_free(draft.grid, first, width)


def _put_rows(changes: Changes, draft: SheetDraft, edit: FillBlock) -> None:
    """Plan the rows of a block cell by cell, and that what stood below them goes."""
    first, width = edit.sheet.header_row + 1, len(edit.sheet.columns)
    end = max(_block_end(draft, first, width), edit.sheet.header_row + len(edit.rows))
    changes.refuse_tables(draft, Area(first, 1, max(end, first), width))
    for row in range(first, end + 1):
        block_row = edit.rows[row - first] if row - first < len(edit.rows) else None
        draft.levels[row] = block_row.level if block_row else 0
        draft.refitted.add(row)
        for column in range(1, width + 1):
            if block_row and column <= len(block_row.cells):
                content, style = block_row.cells[column - 1]
                draft.put(row, column, content, changes.styles.cell(style))
            else:
                draft.put(row, column, GONE)


def _block_end(draft: SheetDraft, first: int, width: int) -> int:
    end = first - 1
    for row in draft.grid.row_numbers(first, draft.grid.last_row):
        if any(column <= width for column in draft.cells(row)) or draft.has_level(row):
            end = row
    return end
