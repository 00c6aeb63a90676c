"""Formulas as text: relative references moved, and the formulas that span several cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from okrsheet.books.area import LAST_COLUMN, LAST_ROW, Area, column_letters, column_number
from okrsheet.books.celltext import formula_of
from okrsheet.books.sheetxml import SheetXml

_TOKEN = re.compile(
    r"\"[^\"]*\"|'[^']*'"  # text and quoted sheet names
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})(?![\w.(!])"  # B2, $B$2
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!])"  # B:C
    r"|(?<![\w.$:])(\$?)([1-9]\d{0,6}):(\$?)([1-9]\d{0,6})(?![\w.:])"  # 2:3
    r"|[\[\]]|[^\"'\[\]\w$]+|\w+|."
)
_SPANNING = re.compile(
    rb"<(?:[^\s<>/:]+:)?f\s[^>]*?\bt\s*=\s*[\"'](?:shared|array|dataTable)[\"'][^>]*>"
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when it is copied that many rows down and columns right."""
    depth, pieces = 0, []
    for token in _TOKEN.finditer(formula):
        text = token[0]
        depth += (text == "[") - (text == "]")
        pieces.append(_moved(token, rows, columns) if depth == 0 and token.lastindex else text)
    return "".join(pieces)


def _moved(token: re.Match[str], rows: int, columns: int) -> str:
    if token[2]:
        return _column(token[1], token[2], columns) + _row(token[3], token[4], rows)
    if token[6]:
        first, last = (token[5], token[6]), (token[7], token[8])
        return _column(*first, columns) + ":" + _column(*last, columns)
    return _row(token[9], token[10], rows) + ":" + _row(token[11], token[12], rows)


def _column(fixed: str, letters: str, by: int) -> str:
    if fixed:
        return fixed + letters
    return column_letters((column_number(letters) - 1 + by) % LAST_COLUMN + 1)


def _row(fixed: str, number: str, by: int) -> str:
    return fixed + number if fixed else str((int(number) - 1 + by) % LAST_ROW + 1)


@dataclass(frozen=True, slots=True)
class Spanning:
    """A formula cell that shares its formula, or that fills an area: its place and its kind.

    The first cell of a shared formula holds the text and the area, the others just the `group`.
    """

    row: int
    column: int
    kind: str
    group: str
    area: Area | None
    text: str


def spanning_formulas(grid: SheetXml) -> Iterator[Spanning]:
    """All shared, array and data-table formulas of a sheet, from its top."""
    numbers, starts, _ = grid.rows
    last = -1
    for match in _SPANNING.finditer(grid.mask, grid.opening_end, grid.closing):
        index = bisect_right(starts, match.start()) - 1
        if index == last:
            continue
        last = index
        for cell in grid.cells(numbers[index]):
            found = formula_of(cell, grid.patterns)
            if found and (kind := found[0].get("t", "normal")) != "normal":
                area = Area.parse(found[0].get("ref", ""))
                group = found[0].get("si", "")
                yield Spanning(cell.row, cell.column, kind, group, area, found[1])
