"""Rows as spreadsheet programs write them, taken apart by splitting their bytes.

All in them is balanced, each row and cell names its place, and both stand in order. Other rows may
mean the same; those are read by SheetXml one cell after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from okrsheet.books.area import column_number
from okrsheet.books.cellpatterns import Patterns, is_plain

KINDS = {b"": "n", **{kind.encode(): kind for kind in ("b", "d", "e", "inlineStr", "n", "s", "str")}}
MOST_CELLS = 1 << 16  # different ones that are kept
KEPT = 1 << 20  # bytes of rows that are kept taken apart


class Unusual(Exception):
    """The rows are written in another way, or are not well formed."""


class Content(NamedTuple):
    """What a cell holds: style, type, formula element, value or plain inline text, inner markup."""

    style: int
    kind: str
    formula: bytes
    raw: bytes
    rest: bytes


class UsualRow(NamedTuple):
    """A row: its number, the columns of its cells, and the markup of each after its place."""

    number: int
    columns: tuple[int, ...]
    cells: list[bytes]


class Contents(dict[bytes, Content]):
    """What cells hold, by their markup after their place: many say the same."""

    def __init__(self, patterns: Patterns) -> None:
        self._inside = patterns.inside

    def __missing__(self, cell: bytes) -> Content:
        found = self._inside.fullmatch(cell)
        if found is None:
            raise Unusual
        style, kind, formula, value, text = found.groups(b"")
        if len(self) >= MOST_CELLS:
            self.clear()
        held = Content(int(style or 0), KINDS.get(kind) or kind.decode("ascii"), formula, value or text, formula)
        self[cell] = held
        return held


class UsualRows:
    """The rows between two offsets of a part. Raises Unusual where some are not usual."""

    def __init__(
        self, mask: bytes, start: int, end: int, patterns: Patterns, contents: Contents
    ) -> None:
        self._mask, self._start, self._end = mask, start, end
        self._patterns = patterns
        if end < start or not is_plain(mask[start:end]):
            raise Unusual
        kept = [row for row in self._checked(contents) if end - start <= KEPT]
        self._kept = kept if end - start <= KEPT else None

    def __iter__(self) -> Iterator[UsualRow]:
        return self._split() if self._kept is None else iter(self._kept)

    def _checked(self, known: Contents) -> Iterator[UsualRow]:
        """The rows, once it is sure that each of their cells is usual."""
        before = 0
        for row in self._split():
            if row.number <= before:
                raise Unusual
            before = row.number
            for cell in row.cells:
                if cell not in known:
                    known.__missing__(cell)
            yield row

    def _split(self) -> Iterator[UsualRow]:
        known, mask, at = self._patterns, self._mask, self._start
        while at < self._end:
            after = mask.find(known.row_start, at + 1, self._end)
            after = self._end if after < 0 else after
            head, *parts = known.place.split(mask[at:after])
            found = known.row.fullmatch(head)
            if found is None or (found[2] == b">") != bool(parts):
                raise Unusual
            cells = parts[1::2]
            if cells:
                if not cells[-1].endswith(known.row_end):
                    raise Unusual
                cells[-1] = cells[-1][: -len(known.row_end)]
            yield UsualRow(int(found[1]), _columns(tuple(parts[::2])), cells)
            at = after


@lru_cache(maxsize=1024)  # most rows have their cells in the same columns
def _columns(letters: tuple[bytes, ...]) -> tuple[int, ...]:
    columns = tuple(column_number(name.decode("ascii")) for name in letters)
    if any(one >= other for one, other in zip(columns, columns[1:], strict=False)):
        raise Unusual
    return columns
