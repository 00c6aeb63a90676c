"""From a package to a snapshot: every table in one bulk read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from okrsheet.books.area import LAST_ROW, Area
from okrsheet.books.book import Below, Snapshot, Table, Value
from okrsheet.books.celltext import Codec, shared_strings
from okrsheet.books.package import Package
from okrsheet.books.serial import is_date_format
from okrsheet.books.sheetxml import Cell, Line, SheetXml
from okrsheet.books.tablepart import TablePart
from okrsheet.books.values import BLANK, Values, known_values
from okrsheet.books.xmltext import Node, check_form, masked, utf8

GAP = 5  # blank rows that may lie between a table and what somebody typed below it


class Reader:
    """Reads cells and tables of one package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.codec = Codec(lambda: self._strings, self._date_styles(), package.date1904)
        self._known: dict[bytes, Values] = {}

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
        return self.package.part(name).told(_date_styles)

    def snapshot(self) -> Snapshot:
        """All tables, sheets and names of the workbook."""
        entries = self.package.sheets()
        tables: list[Table] = []
        for entry in entries:
            if entry.is_grid:
                parts = table_parts(self.package, entry.name, entry.part)
                tables += [self._table(part, _reach(part, parts)) for part in parts]
        names = {}
        for node in self.package.defined_names():
            name, local = node.attributes.get("name", ""), node.attributes.get("localSheetId", "")
            if local.isdigit() and int(local) < len(entries):
                name = f"{entries[int(local)].name}!{name}"
            names[name] = node.text
        sheets = tuple(entry.name for entry in entries)
        return Snapshot(self.package.where, tuple(tables), sheets, names)

    def _values(self, grid: SheetXml) -> Values:
        """The values of a sheet's cells: what texts its workbook shares is its own affair."""
        codec = self.codec
        if self.package.workbook_part("sharedStrings") is None:
            return known_values(grid.prefix, codec.date_styles, codec.date1904)
        if grid.prefix not in self._known:
            self._known[grid.prefix] = Values(grid.prefix, codec)
        return self._known[grid.prefix]

    def _table(self, part: TablePart, reach: int) -> Table:
        """One table with its rows, and what stands below it down to the row `reach`.

        There are blanks where its sheet has no cell.
        """
        grid, data = self.package.grid(part.sheet_part), part.data
        values, blank = self._values(grid), (None,) * (data.right - data.left + 1)
        whole = tuple(range(data.left, data.right + 1))
        rows: list[tuple[Value, ...]] = [blank] * (data.bottom - data.top + 1)
        declared = [at for at, formula in enumerate(part.formulas) if formula]
        formulas: dict[str, set[int]] = {part.headers[at]: set() for at in declared}
        below, lines = None, grid.lines(Area(data.top, data.left, reach, data.right))
        for number, columns, cells in lines:
            if number > data.bottom:
                below = _below(part.area, chain([(number, columns, cells)], lines), values)
                break
            own = _own(whole, columns, cells)
            row = number - data.top
            rows[row] = tuple(map(values.__getitem__, own))
            for at in declared:
                if own[at] in values.formulas:
                    formulas[part.headers[at]].add(row)
        held = {header: frozenset(found) for header, found in formulas.items()}
        place = (data.top - 1, data.left)
        return Table(part.name, part.sheet, *place, part.headers, tuple(rows), held, below)


def _reach(part: TablePart, parts: Iterable[TablePart]) -> int:
    """The last row of a sheet before another of its tables begins under this one."""
    under = Area(part.area.bottom + 1, part.area.left, LAST_ROW, part.area.right)
    tops = (other.area.top for other in parts if under.meets(other.area))
    return min(tops, default=LAST_ROW + 1) - 1


def _below(area: Area, lines: Iterable[Line], values: Values) -> Below | None:
    """What stands under a table in these rows of its sheet, to the first gap."""
    first, last, filled = None, area.bottom, 0
    for number, columns, cells in lines:
        if number > last + GAP + 1:
            break
        if number > area.bottom:  # not the totals
            pairs = zip(columns, cells, strict=True)
            own = ((at, values[cell]) for at, cell in pairs if area.left <= at <= area.right)
            found = next((pair for pair in own if pair[1] is not None), None)
            if found:
                first, last, filled = first or (number, *found), number, filled + 1
    return Below(*first, filled) if first else None


def _own(whole: tuple[int, ...], columns: Sequence[int], cells: Sequence[Cell]) -> Sequence[Cell]:
    """A table's cells of a row, one for each of its columns."""
    if columns[: len(whole)] == whole:
        return cells[: len(whole)]
    held = dict(zip(columns, cells, strict=True))
    return [held.get(column, BLANK) for column in whole]


def _date_styles(styles: Node) -> frozenset[int]:
    """The 0-based numbers of the cell formats that show a date."""
    formats, cells = styles.first("numFmts"), styles.first("cellXfs")
    codes = {
        node.attributes.get("numFmtId"): node.attributes.get("formatCode", "")
        for node in (formats.children if formats else [])
    }
    return frozenset(
        index
        for index, node in enumerate(cells.all("xf") if cells else [])
        if _shows_date(node.attributes.get("numFmtId", "0"), codes)
    )


def _shows_date(number: str, codes: dict[str | None, str]) -> bool:
    return number.isdigit() and is_date_format(int(number), codes.get(number))


def table_parts(package: Package, sheet: str, sheet_part: str) -> list[TablePart]:
    """The tables that stand on a sheet."""
    return [
        TablePart.read(package.part(name), name, sheet, sheet_part)
        for name in package.related_parts(sheet_part, "table")
    ]
