"""A blank workbook compiled once, into which rows are cast without any parsing.

What is cast is what `write_edits` would have made of the same blank workbook: equal cells in equal
formats, rows of the same height. Equal fillings give equal bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from okrsheet.books.book import Value
from okrsheet.books.changes import Changes
from okrsheet.books.mouldrows import BlockRows, TableRows
from okrsheet.books.mouldsheet import LivePress, SheetMould
from okrsheet.books.package import Package
from okrsheet.books.parcel import Member, parcel
from okrsheet.books.properties import CUSTOM, make_room, properties_part
from okrsheet.books.reader import Reader, table_parts
from okrsheet.books.sheetxml import SheetXml

_WHERE = "the blank workbook"


@dataclass(frozen=True)
class Filling:
    """What is cast into a mould.

    `tables` holds the columns of each table, computed ones too: a value for each used row. `block`
    holds what formulas of the block give that the mould does not say, by the number of the formula:
    counted from 0 down each column, and on from column to column. `cells` are single ones above
    tables and the block, by sheet and place in A1 form. `properties` are custom document
    properties.
    """

    tables: Mapping[str, Sequence[Sequence[Value]]]
    block: Mapping[int, Value] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


class Mould:
    """A workbook taken apart into what never changes and the places of what is cast."""

    def __init__(
        self,
        members: Sequence[Member],
        tables: Mapping[str, SheetMould[TableRows]],
        block: SheetMould[BlockRows] | None,
    ) -> None:
        self._members, self._tables, self._block = members, tables, block

    @classmethod
    def of(cls, content: bytes, block: str | None = None) -> Mould:
        """The mould of a blank workbook, whose tables stand alone on their sheets from column A.

        `block` is the sheet with a block of formulas below the first row of several cells.
        """
        package = Package(content, _WHERE)
        changes = Changes(package, Reader(package))
        make_room(package)
        tables, hollow = {}, None
        for entry in package.sheets():
            draft = changes.draft(entry.name, entry.part)
            for part in table_parts(package, entry.name, entry.part):
                rows = range(part.data.top, part.data.bottom + 1)
                tables[part.name] = SheetMould(draft, rows, TableRows(draft, rows))
            if entry.name == block:
                rows = _block_rows(draft.grid)
                hollow = SheetMould(draft, rows, BlockRows(draft, rows))
        changes.styles.finish()
        return cls([_member(package, name) for name in _names(package)], tables, hollow)

    def cast(self, filling: Filling) -> bytes:
        """The finished workbook, as the bytes of an .xlsx file.

        Raises ValueError where the mould has no room for a row.
        """
        above: dict[str, dict[str, Value]] = {}
        for (title, place), value in filling.cells.items():
            above.setdefault(title, {})[place] = value
        cast = {CUSTOM: Member.of(CUSTOM, properties_part(filling.properties))}
        press = LivePress()
        for name, table in self._tables.items():
            rows = table.rows.cast(filling.tables.get(name, ()))
            cast[table.part] = table.cast(above.get(table.name, {}), rows, press)
        if self._block is not None:
            block = self._block
            rows = block.rows.cast(filling.block)
            cast[block.part] = block.cast(above.get(block.name, {}), rows, press)
        return parcel(cast.get(member.name, member) for member in self._members)


def _block_rows(grid: SheetXml) -> range:
    """The rows below the header, which is the first row of several cells."""
    numbers = grid.rows[0]
    header = next(number for number in numbers if len(list(grid.cells(number))) > 1)
    return range(header + 1, grid.last_row + 1)


def _names(package: Package) -> list[str]:
    """The members as they stand, and those that were added."""
    return list(dict.fromkeys((*package.archive.members, *package.changes)))


def _member(package: Package, name: str) -> Member:
    """A member; one that did not change keeps its compressed bytes."""
    if name in package.changes:
        return Member.of(name, package.content(name))
    info = package.archive.members[name]
    return Member(name, package.archive.raw(name), info.CRC, info.file_size)
