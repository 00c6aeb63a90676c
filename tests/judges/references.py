"""What a formula refers to, as areas of sheets: cells, tables' columns, defined names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tests.judges.formulalint import INNER_COLUMN, TABLE_REFERENCE, TEXT, bracketed
from tests.judges.package import LAST_ROW, Area, Package, column_letters, text_in, unescape
from tests.judges.tablelint import Table, tables

SHEET = r"(?:(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!)?"
CORNER = r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}"
LINES = r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}"
CELLS = re.compile(rf"(?<![\w.$\\!']){SHEET}({CORNER}(?::{CORNER})?|{LINES})(?![\w.(\[!])")
PART = re.compile(r"(\$?)([A-Z]{0,3})(\$?)(\d*)")
NAME = re.compile(r"(?<![\w.\\!'#\[])[A-Za-z_\\][\w.\\]*(?![\w.\\(\[!])")
RELATIVE = re.compile(r"(?<![\w.\\])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\w.(\[!])")
# These tell where a reference is and do not read what stands there.
PLACE_ONLY = re.compile(r"\b(?:ROWS?|COLUMNS?)\([^()]*\)", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """An area, as a formula in one row sees it; `moves` tells which end goes with that row."""

    sheet: str
    area: Area
    top_moves: bool = False
    bottom_moves: bool = False
    is_place: bool = False  # written as cells, not as a table's columns or a name

    def over(self, rows: tuple[int, int], seen_from: int) -> Area:
        """All cells that the same formula reads from these rows, first to last."""
        first, last = rows[0] - seen_from, rows[1] - seen_from
        top = self.area.top + (first if self.top_moves else 0)
        bottom = self.area.bottom + (last if self.bottom_moves else 0)
        # With one end fixed the other may pass it.
        low, high = min(top, bottom), max(top, bottom)
        return Area(max(low, 1), self.area.left, min(high, LAST_ROW), self.area.right)


class References:
    """Finds the references of formulas in one workbook."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.sheets = {sheet.name.casefold(): sheet.name for sheet in package.sheets}
        self.tables = {table.name.casefold(): table for table in tables(package)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each defined name stands for, by its name in lower case."""
        entries = self.package.xml(self.package.book).iterfind("{*}definedNames/{*}definedName")
        return {entry.get("name", "").casefold(): text_in(entry) for entry in entries}

    def of(self, formula: str, sheet: str, row: int) -> Iterator[Reference]:
        """What a formula in that row of that sheet refers to; twice what it names twice."""
        yield from self._of(formula, sheet, row, frozenset())

    def _of(
        self, formula: str, sheet: str, row: int, within: frozenset[str]
    ) -> Iterator[Reference]:
        code = PLACE_ONLY.sub("0", TEXT.sub('""', formula))
        bare, end = "", 0
        for match in TABLE_REFERENCE.finditer(code):
            if match.start() < end:
                continue
            body = bracketed(code, match.end())
            bare, end = bare + code[end : match.start()] + "0", match.end() + len(body) + 1
            if table := self.tables.get(match[1].casefold()):
                yield from table_areas(table, body, row)
        bare += code[end:]
        for match in CELLS.finditer(bare):
            name = (match[1] or match[2] or sheet).replace("''", "'")
            if found := self.sheets.get(name.casefold()):
                yield _cells(found, match[3])
        for match in NAME.finditer(CELLS.sub("0", bare)):
            name = match[0].casefold()
            if name in self.names and name not in within:
                yield from self._of(self.names[name], sheet, row, within | {name})
            elif name in self.tables:
                yield from table_areas(self.tables[name], "#Data", row)


def _cells(sheet: str, written: str) -> Reference:
    first, _, last = written.partition(":")
    one, other = PART.fullmatch(first), PART.fullmatch(last or first)
    assert one and other
    area = Area.of(written.replace("$", ""))
    return Reference(
        sheet,
        area,
        top_moves=bool(one[4]) and not one[3] and not _is_row(one),
        bottom_moves=bool(other[4]) and not other[3] and not _is_row(other),
        is_place=True,
    )


def _is_row(part: re.Match[str]) -> bool:
    """Whether a part is `$5` of `$5:$7`, whose dollar stands before no letters."""
    return not part[2] and bool(part[1])


def table_areas(table: Table, body: str, row: int) -> Iterator[Reference]:
    """The areas that `Table[body]` means in a row of the sheet (which matters for #This Row)."""
    items = [unescape(re.sub("'(.)", r"\1", one)) for one in _items(body)]
    parts = {one.casefold() for one in items if one.startswith("#")}
    parts |= {"#this row" for one in items if one.startswith("@")}
    headers = [unescape(name).casefold() for name in table.columns]
    named = [one.lstrip("@").casefold() for one in items if not one.startswith("#")]
    places = [headers.index(one) for one in named if one in headers]
    left = table.area.left + (min(places) if places else 0)
    right = table.area.left + max(places) if places else table.area.right
    top = table.area.top + table.rows("header", 1)
    bottom = table.area.bottom - table.rows("totals", 0)
    if "#this row" in parts:
        yield Reference(table.sheet.name, Area(row, left, row, right), True, True)
        return
    rows = {
        "#headers": (table.area.top, table.area.top),
        "#totals": (table.area.bottom, table.area.bottom),
        "#all": (table.area.top, table.area.bottom),
        "#data": (top, bottom),
    }
    for part in parts or {"#data"}:
        yield Reference(table.sheet.name, Area(rows[part][0], left, rows[part][1], right))


def _items(body: str) -> list[str]:
    return INNER_COLUMN.findall(body) if body.startswith("[") else [body] if body else []


@cache
def _number(letters: str) -> int:
    return Area.of(f"{letters}1").left


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads so many rows further down and columns further right."""

    def shifted(corner: re.Match[str]) -> str:
        fixed, letters, held, number = corner.groups()
        column = letters if fixed else column_letters(_number(letters) + columns)
        return f"{fixed}{column}{held}{number if held else int(number) + rows}"

    return RELATIVE.sub(shifted, formula)


def relative(formula: str, row: int, column: int) -> str:
    """A text that is the same for a formula wherever it was copied from this place."""

    def distance(corner: re.Match[str]) -> str:
        fixed, letters, held, number = corner.groups()
        across = letters if fixed else f"[{_number(letters) - column}]"
        return f"{across},{number if held else f'[{int(number) - row}]'}"

    return RELATIVE.sub(distance, formula)
