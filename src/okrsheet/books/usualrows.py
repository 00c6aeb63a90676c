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

MOST_CELLS, LONGEST = 1 << 14, 1 << 10  # different ones, and the bytes of each, that are kept
KEPT = 1 << 20  # bytes of rows that are kept taken apart

# What a cell holds: style, type, formula element, value or plain inline text, inner markup.
Content = tuple[int, str, bytes, bytes, bytes]
# A row: its number, the columns of its cells, and the markup of each after its place.
UsualRow = tuple[int, tuple[int, ...], list[bytes]]


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
        self._patterns = patterns(prefix)
        _check_utf8(mask[start:end])
        is_small = end - start <= KEPT
        kept = [row for row in self._checked(contents(prefix)) if is_small]
        self._kept = kept if is_small else None

    def __iter__(self) -> Iterator[UsualRow]:
        return self._split() if self._kept is None else iter(self._kept)

    def _checked(self, known: Contents) -> Iterator[UsualRow]:
        """The rows, once it is sure that each of their cells is usual."""
        before = 0
        for row in self._split():
            number, _, cells = row
            if number <= before:
                raise Unusual
            before = number
            for cell in cells:
                if cell not in known:
                    known.__missing__(cell)
            yield row

    def _split(self) -> Iterator[UsualRow]:
        place, ending = self._patterns.place, self._patterns.row_end
        for number, has_cells, start, end in self._bodies():
            parts = place.split(self._mask[start:end])
            cells = parts[2::2]
            if parts[0] or bool(cells) != has_cells:
                raise Unusual
            if cells:
                if not cells[-1].endswith(ending):
                    raise Unusual
                cells[-1] = cells[-1][: -len(ending)]
            yield number, _columns(tuple(parts[1::2])), cells

    def _bodies(self) -> Iterator[tuple[int, bool, int, int]]:
        """The number of each row, whether it is open, and where it stands without its start tag."""
        number, is_open, at = 0, False, self._start
        for head in self._patterns.row.finditer(self._mask, self._start, self._end):
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


@lru_cache(maxsize=1024)  # most rows have their cells in the same columns
def _columns(letters: tuple[bytes, ...]) -> tuple[int, ...]:
    columns = tuple(column_number(name.decode("ascii")) for name in letters)
    if any(one >= other for one, other in pairwise(columns)):
        raise Unusual
    return columns
