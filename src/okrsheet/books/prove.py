"""Proof that a written file differs from the one that was read by what was meant, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Set

from okrsheet.books.archive import Archive
from okrsheet.books.area import cell_name
from okrsheet.books.book import BookError
from okrsheet.books.cellwrite import GONE, KEPT
from okrsheet.books.changes import Changes
from okrsheet.books.draft import SheetDraft
from okrsheet.books.package import Package
from okrsheet.books.reader import table_parts
from okrsheet.books.sheetxml import RawCell, SheetXml
from okrsheet.books.xmltext import Node

Cells = Mapping[int, RawCell]  # by column, in order
# What a write may change outside of the rows; everything else in a sheet keeps its bytes.
_OWN = ("dimension", "sheetFormatPr", "conditionalFormatting", "dataValidations", "protectedRanges")


def prove(package: Package, changes: Changes, written: bytes) -> None:
    """Raise BookError unless the written file is the one that was read with the changes.

    Untouched members have equal compressed bytes; in touched sheets all cells that are not ours
    are equal, and ours hold what was meant.
    """
    result = Package(written, package.where)
    _prove_members(package, result.archive)
    for draft in changes.drafts.values():
        if draft.part in package.changes:
            new = result.grid(draft.part)
            _prove_surroundings(package.where, draft, new)
            _RowProof(package.where, draft, new).run()
            table_parts(result, draft.name, draft.part)


def _prove_members(package: Package, result: Archive) -> None:
    meant = package.changes
    names = {name for name in package.archive.members if name not in meant}
    names |= {name for name, content in meant.items() if content is not None}
    if names != set(result.members):
        raise _failed(package.where, "its list of parts is wrong")
    for name in names:
        if name in meant:
            equal = result.read(name) == meant[name]
        else:
            equal = result.raw(name) == package.archive.raw(name)
        if not equal:
            raise _failed(package.where, f"the part {name} came out changed")


def _prove_surroundings(where: str, draft: SheetDraft, new: SheetXml) -> None:
    if _kept(draft.grid, draft) != _kept(new, draft):
        raise _failed(where, f"what surrounds the cells of sheet {draft.name} came out changed")


def _kept(grid: SheetXml, draft: SheetDraft) -> list[bytes]:
    def is_kept(node: Node) -> bool:
        return node.name not in (*_OWN, *draft.elements, "sheetData", "tableParts", "extLst")

    return [grid.data[n.start : n.end] for n in grid.root.children if is_kept(n)]


class _RowProof:
    """One pass over the rows of a sheet, as they were and as they are now: each is parsed once."""

    def __init__(self, where: str, draft: SheetDraft, new: SheetXml) -> None:
        self.where = where
        self.draft = draft
        self.old = draft.grid
        self.new = new
        self.check = SheetDraft(draft.name, draft.part, new, draft.codec, draft.styles)

    def run(self) -> None:
        """Raise BookError at the first row that does not hold what was meant."""
        draft, whole = self.draft, range(0)
        if draft.piece is not None:
            whole = range(draft.piece.area.top, draft.piece.area.bottom + 1)
            if not draft.piece.stands_in(self.new):
                raise _failed(self.where, f"the block of sheet {draft.name} came out wrong")
        planned = draft.writes.keys() | draft.levels.keys() | draft.respelt.keys()
        for row in sorted({*self.old.rows[0], *self.new.rows[0], *planned}):
            if row in planned:
                self._prove_row(row)
            elif row not in whole and _bytes(self.old, row) != _bytes(self.new, row):
                raise self._foreign_changed()

    def _prove_row(self, row: int) -> None:
        writes, respelt = self.draft.writes.get(row, {}), self.draft.respelt.get(row, {})
        columns = writes.keys() | respelt.keys()
        first = min(columns, default=1)
        old = {cell.column: cell for cell in self.old.cells_from(row, first)}
        new = {cell.column: cell for cell in self.new.cells_from(row, first)}
        if _foreign(self.old, row, old, columns) != _foreign(self.new, row, new, columns):
            raise self._foreign_changed()
        for column in columns:
            cell = new.get(column)
            if column in writes:
                is_meant = self._is_meant(row, column, old.get(column), cell)
            else:
                is_meant = cell is not None and self.check.formula(cell) == respelt[column]
            if not is_meant:
                place = cell_name(row, column)
                raise _failed(self.where, f"cell {place} of sheet {self.draft.name} came out wrong")

    def _is_meant(self, row: int, column: int, old: RawCell | None, cell: RawCell | None) -> bool:
        content, style = self.draft.meant(row, column)
        if content is KEPT:
            content = self.draft.read(old) if old else None
            if cell is not None and old is not None:
                return cell.style == style and self.check.read(cell) == content
        if content is GONE:
            return cell is None or self.check.read(cell) is None
        if cell is None:
            return content is None and style == 0
        return cell.style == style and self.check.holds(cell, content)

    def _foreign_changed(self) -> BookError:
        return _failed(
            self.where, f"cells of sheet {self.draft.name} that are not ours came out changed"
        )


def _bytes(grid: SheetXml, row: int) -> bytes:
    start, end = grid.row_span(row) or (0, 0)
    return grid.data[start:end]


def _foreign(grid: SheetXml, row: int, cells: Cells, columns: Set[int]) -> bytes:
    """What stands in a row between its tags, without the cells that a change was planned for."""
    start, end = grid.row_span(row) or (0, 0)
    if start == end:
        return b""
    at = grid.row_tag_end(start)
    closing = at if at == end else grid.mask.rindex(b"</", at, end)
    pieces = []
    for cell in cells.values():
        if cell.column in columns:
            pieces.append(grid.data[at : cell.start])
            at = cell.end
    pieces.append(grid.data[at:closing])
    return b"".join(pieces)


def _failed(where: str, why: str) -> BookError:
    what = f"the written file did not pass its proof ({why}), so the old one was left as it is."
    return BookError(what, where, "Please report this with the workbook.")
