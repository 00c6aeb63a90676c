"""The values of cells by their markup: most cells of a workbook say what others do."""

from __future__ import annotations

from functools import lru_cache

from okrsheet.books.book import Value
from okrsheet.books.cellpatterns import patterns
from okrsheet.books.celltext import Codec
from okrsheet.books.sheetxml import Cell
from okrsheet.books.usualrows import MOST_CELLS, contents

BLANK = b""  # a cell that its sheet does not have


class Values(dict[Cell, Value]):
    """The values of cells written with a prefix; `formulas` are the cells that hold a formula."""

    def __init__(self, prefix: bytes, codec: Codec) -> None:
        super().__init__({BLANK: None})
        self.formulas: set[Cell] = set()
        self._codec, self._patterns, self._contents = codec, patterns(prefix), contents(prefix)

    def __missing__(self, cell: Cell) -> Value:
        held = self._contents[cell] if isinstance(cell, bytes) else cell
        style, kind, formula, raw, rest = held
        if formula:
            self.formulas.add(cell)
        value = self[cell] = self._codec.content(kind, style, raw, rest, self._patterns)
        return value


def known_values(prefix: bytes, date_styles: frozenset[int], date1904: bool) -> Values:
    """What is known of cells in workbooks that share no texts, whichever they stand in."""
    values = _known(prefix, date_styles, date1904)
    return values if len(values) < MOST_CELLS else _forgotten(prefix, date_styles, date1904)


@lru_cache(maxsize=8)
def _known(prefix: bytes, date_styles: frozenset[int], date1904: bool) -> Values:
    return Values(prefix, Codec(lambda: (), date_styles, date1904))


def _forgotten(prefix: bytes, date_styles: frozenset[int], date1904: bool) -> Values:
    _known.cache_clear()
    return _known(prefix, date_styles, date1904)
