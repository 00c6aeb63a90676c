"""From a package to a snapshot: every table in one bulk read."""

from __future__ import annotations

from functools import cached_property

from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.books.celltext import Codec, shared_strings
from okrsheet.books.package import Package
from okrsheet.books.serial import is_date_format
from okrsheet.books.tablepart import TablePart
from okrsheet.books.xmltext import check_form, masked, utf8


class Reader:
    """Reads cells and tables of one package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.codec = Codec(lambda: self._strings, self._date_styles(), package.date1904)

    @cached_property
    def _strings(self) -> list[str]:
        name = self.package.workbook_part("sharedStrings")
        if name is None or not self.package.has(name):
            return []
        where = f"{self.package.where}, {name}"
        data = utf8(self.package.content(name), where)
        check_form(data, where)
        mask = masked(data)
        opening = mask.find(b"sst")
        prefix = mask[mask.rfind(b"<", 0, opening) + 1 : opening]
        return shared_strings(mask, prefix)

    def _date_styles(self) -> frozenset[int]:
        name = self.package.workbook_part("styles")
        if name is None or not self.package.has(name):
            return frozenset()
        root = self.package.part(name).root
        formats = root.first("numFmts")
        codes = {
            node.attributes.get("numFmtId"): node.attributes.get("formatCode", "")
            for node in (formats.children if formats else [])
        }
        cells = root.first("cellXfs")
        return frozenset(
            index
            for index, node in enumerate(cells.all("xf") if cells else [])
            if _shows_date(node.attributes.get("numFmtId", "0"), codes)
        )

    def snapshot(self) -> Snapshot:
        """All tables, sheets and names of the workbook."""
        entries = self.package.sheets()
        tables = [
            self.table(part)
            for entry in entries
            if entry.is_grid
            for part in table_parts(self.package, entry.name, entry.part)
        ]
        names = {}
        for node in self.package.defined_names():
            name, local = node.attributes.get("name", ""), node.attributes.get("localSheetId", "")
            if local.isdigit() and int(local) < len(entries):
                name = f"{entries[int(local)].name}!{name}"
            names[name] = node.text
        sheets = tuple(entry.name for entry in entries)
        return Snapshot(self.package.where, tuple(tables), sheets, names)

    def table(self, part: TablePart) -> Table:
        """One table with its rows; blanks where its sheet has no cell."""
        grid, data = self.package.grid(part.sheet_part), part.data
        width = data.right - data.left + 1
        rows: list[list[Value]] = [[None] * width for _ in range(data.bottom - data.top + 1)]
        formulas: list[set[int]] = [set() for _ in range(width)]
        decode, known = self.codec.content, grid.patterns
        read: dict[tuple[str, object, bytes] | tuple[str, bytes], Value] = {}
        for number, column, style, kind, formula, raw, rest in grid.filled(data):
            row, at = number - data.top, column - data.left
            held = (kind, style, raw) if raw else (kind, rest)  # many cells say the same
            if held not in read:
                read[held] = decode(kind, style, raw, rest, known)
            rows[row][at] = read[held]
            if formula:
                formulas[at].add(row)
        return Table(
            part.name,
            part.sheet,
            data.top - 1,
            data.left,
            part.headers,
            tuple(map(tuple, rows)),
            {
                header: frozenset(found)
                for header, declared, found in zip(
                    part.headers, part.formulas, formulas, strict=True
                )
                if declared
            },
        )


def _shows_date(number: str, codes: dict[str | None, str]) -> bool:
    return number.isdigit() and is_date_format(int(number), codes.get(number))


def table_parts(package: Package, sheet: str, sheet_part: str) -> list[TablePart]:
    """The tables that stand on a sheet."""
    return [
        TablePart.read(package.part(name), name, sheet, sheet_part)
        for name in package.related_parts(sheet_part, "table")
    ]
