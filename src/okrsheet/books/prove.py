"""Proof that a written file differs from the one that was read by what was meant, and no more."""

from __future__ import annotations

import hashlib

from okrsheet.books.archive import Archive
from okrsheet.books.area import cell_name
from okrsheet.books.book import BookError
from okrsheet.books.cellwrite import GONE, KEPT
from okrsheet.books.changes import Changes
from okrsheet.books.draft import SheetDraft
from okrsheet.books.package import Package
from okrsheet.books.reader import Reader, table_parts
from okrsheet.books.sheetxml import RawCell, SheetXml
from okrsheet.books.xmltext import Node

# What a write may change outside of the rows; everything else in a sheet keeps its bytes.
_OWN = ("dimension", "sheetFormatPr", "conditionalFormatting", "dataValidations", "protectedRanges")


def prove(package: Package, changes: Changes, written: bytes) -> None:
    """Raise BookError unless the written file is the one that was read with the changes.

    Untouched members have equal compressed bytes; in touched sheets all cells that are not ours
    are equal, and ours hold what was meant.
    """
    result = Package(written, package.where)
    _prove_members(package, result.archive)
    reader = Reader(result)
    for draft in changes.drafts.values():
        if draft.part in package.changes:
            new = result.grid(draft.part)
            _prove_surroundings(package.where, draft, new)
            _prove_foreign_cells(package.where, draft, new)
            _prove_own_cells(package.where, draft, new)
            for table in table_parts(result, draft.name, draft.part):
                reader.table(table)


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
    if _kept(draft.grid) != _kept(new):
        raise _failed(where, f"what surrounds the cells of sheet {draft.name} came out changed")


def _kept(grid: SheetXml) -> list[bytes]:
    def is_kept(node: Node) -> bool:
        return node.name not in (*_OWN, "sheetData", "tableParts", "extLst")

    return [grid.data[n.start : n.end] for n in grid.root.children if is_kept(n)]


def _prove_foreign_cells(where: str, draft: SheetDraft, new: SheetXml) -> None:
    if _fingerprint(draft, draft.grid) != _fingerprint(draft, new):
        raise _failed(where, f"cells of sheet {draft.name} that are not ours came out changed")


def _fingerprint(draft: SheetDraft, grid: SheetXml) -> bytes:
    """A hash of all rows and cells that no change was planned for."""
    digest = hashlib.blake2b()
    own_rows = draft.writes.keys() | draft.levels.keys() | draft.respelt.keys()
    numbers, starts, ends = grid.rows
    for number, start, end in zip(numbers, starts, ends, strict=True):
        if number not in own_rows:
            digest.update(grid.data[start:end])
            continue
        digest.update(_foreign_bytes(draft, grid, number, start, end))
    return digest.digest()


def _foreign_bytes(draft: SheetDraft, grid: SheetXml, row: int, start: int, end: int) -> bytes:
    """What stands in a row between its tags, without the cells that a change was planned for."""
    at = grid.row_tag_end(start)
    closing = at if at == end else grid.mask.rindex(b"</", at, end)
    columns = draft.writes.get(row, {}).keys() | draft.respelt.get(row, {}).keys()
    pieces = []
    for column in sorted(columns):
        cell = grid.cell(row, column)
        if cell is not None:
            pieces.append(grid.data[at : cell.start])
            at = cell.end
    pieces.append(grid.data[at:closing])
    foreign = b"".join(pieces)
    return b"%d %s" % (row, foreign) if foreign else b""


def _prove_own_cells(where: str, draft: SheetDraft, new: SheetXml) -> None:
    check = SheetDraft(draft.name, draft.part, new, draft.codec, draft.styles)
    for row, writes in draft.writes.items():
        for column in writes:
            if not _is_meant(draft, check, row, column, check.cell(row, column)):
                place = cell_name(row, column)
                raise _failed(where, f"cell {place} of sheet {draft.name} came out wrong")
    for row, spelt in draft.respelt.items():
        for column, text in spelt.items():
            cell = check.cell(row, column)
            if cell is None or check.formula(cell) != text:
                place = cell_name(row, column)
                raise _failed(where, f"cell {place} of sheet {draft.name} came out wrong")


def _is_meant(
    draft: SheetDraft, check: SheetDraft, row: int, column: int, cell: RawCell | None
) -> bool:
    content, style = draft.meant(row, column)
    if content is KEPT:
        old = draft.cell(row, column)
        content = draft.read(old) if old else None
        if cell is not None and old is not None:
            return cell.style == style and check.read(cell) == content
    if content is GONE:
        return cell is None or check.read(cell) is None
    if cell is None:
        return content is None and style == 0
    return cell.style == style and check.holds(cell, content)


def _failed(where: str, why: str) -> BookError:
    what = f"the written file did not pass its proof ({why}), so the old one was left as it is."
    return BookError(what, where, "Please report this with the workbook.")
