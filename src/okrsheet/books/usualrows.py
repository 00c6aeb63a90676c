"""Rows as spreadsheet programs write them, taken apart by splitting their bytes.

All in them is balanced, each row and cell names its place, and both stand in order. Other rows may
mean the same; those are read by SheetXml one cell after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from okrsheet.books.area import column_number
from okrsheet.books.cellpatterns import Patterns, patterns

MOST_CELLS, LONGEST = 1 << 12, 1 << 10  # different ones, and the bytes of each, that are kept
MOST_ROWS, LONGEST_ROW = 1 << 11, 1 << 12  # the same for rows
KEPT = 1 << 20  # bytes of rows that are kept taken apart

# What a cell holds: style, type, formula element, value or plain inline text, inner markup.
Content = tuple[int, str, bytes, bytes, bytes]
# A row: its number, the columns of its cells, and the markup of each after its place.
UsualRow = tuple[int, tuple[int, ...], tuple[bytes, ...]]


class Unusual(Exception):
    """The rows are written in another way, or are not well formed."""


class Kinds(dict[bytes, str]):
    """The types of cells as text; a number says none."""

    def __missing__(self, kind: bytes) -> str:
        name = self[kind] = kind.decode("ascii", "replace")
        return name


KINDS = Kinds({b"": "n"})


class Contents(dict[bytes, Content]):
    """What cells hold, by their markup after their place, which many workbooks have in common."""

    def __init__(self, patterns: Patterns) -> None:
        self._inside = patterns.inside

    def __missing__(self, cell: bytes) -> Content:
        found = self._inside.fullmatch(cell)
        if found is None:
            raise Unusual
        style, kind, formula, value, text = found.groups(b"")
        held = (int(style or 0), KINDS[kind], formula, value or text, formula)
        if len(cell) <= LONGEST:
            if len(self) >= MOST_CELLS:
                self.clear()
            self[cell] = held
        return held


@lru_cache(maxsize=8)
def contents(prefix: bytes) -> Contents:
    """What is known of cells that are written with a prefix."""
    return Contents(patterns(prefix))


class UsualRows:
    """The rows between two offsets of a part. Raises Unusual where some are not usual."""

    def __init__(self, mask: bytes, start: int, end: int, prefix: bytes) -> None:
        self._mask, self._start, self._end = mask, start, end
        self._prefix, self._row = prefix, patterns(prefix).row
        _check_utf8(mask[start:end])
        is_small = end - start <= KEPT
        kept = [row for row in self._in_order() if is_small]
        self._kept = kept if is_small else None

    def __iter__(self) -> Iterator[UsualRow]:
        return self._split() if self._kept is None else iter(self._kept)

    def _in_order(self) -> Iterator[UsualRow]:
        before = 0
        for row in self._split():
            if row[0] <= before:
                raise Unusual
            before = row[0]
            yield row

    def _split(self) -> Iterator[UsualRow]:
        for number, is_open, start, end in self._bodies():
            take = _apart if end - start <= LONGEST_ROW else _apart.__wrapped__
            columns, cells = take(self._mask[start:end], self._prefix)
            if is_open != bool(cells):
                raise Unusual
            yield number, columns, cells

    def _bodies(self) -> Iterator[tuple[int, bool, int, int]]:
        """The number of each row, whether it is open, and where it stands without its start tag."""
        number, is_open, at = 0, False, self._start
        for head in self._row.finditer(self._mask, self._start, self._end):
            start, end = head.span()
            if number:
                yield number, is_open, at, start
            elif start != at:
                raise Unusual
            number, is_open, at = int(head[1]), head[2] == b">", end
        if number:
            yield number, is_open, at, self._end
        elif at != self._end:
            raise Unusual


def _check_utf8(data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Unusual from fault


@lru_cache(maxsize=MOST_ROWS)
def _apart(body: bytes, prefix: bytes) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """The columns and cells in what follows the start tag of a row; all of them are usual."""
    if not body:
        return (), ()
    known, held = patterns(prefix), contents(prefix)
    before, *parts = known.place.split(body[: -len(known.row_end)])
    if before or not parts or not body.endswith(known.row_end):
        raise Unusual
    for cell in parts[1::2]:
        if cell not in held:
            held.__missing__(cell)
    return _columns(tuple(parts[::2])), tuple(parts[1::2])


@lru_cache(maxsize=1024)  # most rows have their cells in the same columns
def _columns(letters: tuple[bytes, ...]) -> tuple[int, ...]:
    columns = tuple(column_number(name.decode("ascii")) for name in letters)
    if any(one >= other for one, other in pairwise(columns)):
        raise Unusual
    return columns
