"""What a list of edits is going to change: sheets, tables and looks, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okrsheet.books.area import Area
from okrsheet.books.book import BookError, Chart, ColumnLook
from okrsheet.books.draft import SheetDraft
from okrsheet.books.package import Package, SheetEntry
from okrsheet.books.reader import Reader, table_parts
from okrsheet.books.styles import Styles
from okrsheet.books.tabledraft import TableDraft
from okrsheet.books.tablepart import TablePart


@dataclass(frozen=True, slots=True)
class Laying:
    """Looks to lay over a table, or over a block of which they are the columns."""

    draft: SheetDraft
    on: TableDraft | Area
    columns: tuple[ColumnLook, ...]

    @property
    def area(self) -> Area:
        """The cells below the headers."""
        return self.on if isinstance(self.on, Area) else self.on.data

    def column(self, header: str) -> int | None:
        """The sheet column of a header; None where the table has none."""
        if isinstance(self.on, TableDraft):
            return self.on.part.column(header)
        headers = [look.header for look in self.columns]
        return self.on.left + headers.index(header) if header in headers else None


class Changes:
    """The changes to one package, gathered over all edits."""

    def __init__(self, package: Package, reader: Reader) -> None:
        self.package = package
        self.reader = reader
        self.styles = Styles(package)
        self.drafts: dict[str, SheetDraft] = {}
        self.tables: dict[str, TableDraft] = {}
        self.layings: list[Laying] = []
        self.charts: dict[str, tuple[Chart, ...]] = {}  # by the part of their drawing
        self.parts = [
            part
            for entry in package.sheets()
            if entry.is_grid
            for part in table_parts(package, entry.name, entry.part)
        ]

    def table(self, name: str) -> TableDraft | None:
        """The table of that name, without regard to case, or None."""
        key = name.casefold()
        if key not in self.tables:
            part = next((part for part in self.parts if part.name.casefold() == key), None)
            if part is None:
                return None
            table = TableDraft(part, self.draft(part.sheet, part.sheet_part), self.package)
            table.neighbours = [
                other for other in self.parts if other.part != part.part
                and other.sheet_part == part.sheet_part
            ]  # fmt: skip
            self.tables[key] = table
        return self.tables[key]

    def adopt(self, part: TablePart) -> TableDraft:
        """Take in a table that was just made."""
        self.parts.append(part)
        table = self.table(part.name)
        assert table is not None
        return table

    def draft(self, name: str, part: str) -> SheetDraft:
        """The changes to a sheet, by its part."""
        if part not in self.drafts:
            grid = self.package.grid(part)
            self.drafts[part] = SheetDraft(name, part, grid, self.reader.codec, self.styles)
        return self.drafts[part]

    def sheet(self, name: str) -> SheetEntry | None:
        """The sheet of that name, without regard to case, or None."""
        key = name.casefold()
        found = (entry for entry in self.package.sheets() if entry.name.casefold() == key)
        entry = next(found, None)
        if entry is not None and not entry.is_grid:
            fix = "Rename it, so that okrsheet can add its own."
            raise BookError("the sheet holds no cells.", f"{self.package.where}, {name}", fix)
        return entry

    def lay(self, draft: SheetDraft, on: TableDraft | Area, columns: Sequence[ColumnLook]) -> None:
        """Remember the looks to lay over a table or block once its place is known."""
        self.layings = [laying for laying in self.layings if laying.on is not on]
        self.layings.append(Laying(draft, on, tuple(columns)))

    def refuse_tables(self, sheet: SheetDraft, area: Area) -> None:
        """Raise BookError where a table stands in the area of a block of ours."""
        for part in self.parts:
            if part.sheet_part == sheet.part and part.area.meets(area):
                where = f"{self.package.where}, sheet {sheet.name}, cells {part.area.name}"
                what = f"table {part.name} stands where okrsheet writes."
                raise BookError(what, where, "Move it to another sheet.")
