"""How cells look: as few calls as can be, one property after the other over many cells at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from okrsheet.books.area import Area
from okrsheet.books.book import Style
from okrsheet.books.live.excel import Dialect
from okrsheet.books.live.format import PROPERTIES, rule_below
from okrsheet.books.live.step import addresses, rectangles

if TYPE_CHECKING:
    import xlwings as xw

Key = TypeVar("Key", bound=Hashable)
BLANK = Style("blank")  # of cells that are no longer ours


@dataclass(frozen=True)
class Paint:
    """Give cells their format: by row, the styles of the columns from `left` on (None: as it is).

    Nothing is taken back: a format without its content does no harm.
    """

    sheet: str
    left: int
    rows: Mapping[int, Sequence[Style | None]]

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        sheet = book.sheets[self.sheet]
        whole = _areas_by(self.rows, self.left, lambda _: True).get(True, [])
        for of, lay in PROPERTIES:
            areas = _areas_by(self.rows, self.left, of)
            usual = max(areas, key=lambda value: len(areas[value]), default=None)
            for value in sorted(areas, key=lambda value: value != usual):
                some = whole if value == usual else areas[value]
                for address in addresses(area.name for area in some):
                    lay(sheet.range(address), value, dialect)
        ruled = _areas_by(self.rows, self.left, lambda style: style.border)
        for color, below in ruled.items():
            for is_tall in (False, True):
                some = [area for area in below if (area.bottom > area.top) == is_tall]
                for address in addresses(area.name for area in some):
                    rule_below(sheet.range(address), color, is_tall)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


@dataclass(frozen=True)
class Fold:
    """Give rows their outline level (0: none), and all from `first` to `last` their height.

    A row without a height in points is as high as its text needs.
    """

    sheet: str
    levels: Mapping[int, int]
    first: int
    last: int
    heights: Mapping[int, float]

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        sheet = book.sheets[self.sheet]
        for level in sorted(set(self.levels.values())):
            for address in _rows_of(self.levels, level):
                dialect.outline(sheet.range(address), level)
        sheet.range(f"{self.first}:{self.last}").rows.autofit()
        for height in sorted(set(self.heights.values())):
            for address in _rows_of(self.heights, height):
                sheet.range(address).row_height = height

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


def _rows_of(rows: Mapping[int, float], wanted: float) -> Iterator[str]:
    """The addresses of the rows that have that value, such as `5:9,12:12`."""
    areas = rectangles((row, 1) for row, value in rows.items() if value == wanted)
    return addresses(f"{area.top}:{area.bottom}" for area in areas)


def _areas_by(
    rows: Mapping[int, Sequence[Style | None]], left: int, of: Callable[[Style], Key]
) -> dict[Key, list[Area]]:
    """The cells of each value that `of` finds in a style, as few rectangles."""
    found: dict[Key, list[Area]] = {}
    running: dict[tuple[Key, int, int], Area] = {}
    last: tuple[int, Sequence[Style | None]] = (0, ())
    for row in sorted(rows):
        styles = rows[row]
        if styles is last[1] and row == last[0] + 1:  # rows of one object look alike
            running = {key: _longer(area) for key, area in running.items()}
        else:
            runs = [(key, Area(row, key[1], row, key[2])) for key in _runs(styles, left, of)]
            fresh = {}
            for key, area in runs:
                above = running.pop(key, None)
                follows = above is not None and above.bottom == row - 1
                fresh[key] = _longer(above) if above is not None and follows else area
                if above is not None and not follows:
                    found.setdefault(key[0], []).append(above)
            for key, area in running.items():
                found.setdefault(key[0], []).append(area)
            running = fresh
        last = (row, styles)
    for key, area in running.items():
        found.setdefault(key[0], []).append(area)
    return found


def _longer(area: Area) -> Area:
    return Area(area.top, area.left, area.bottom + 1, area.right)


def _runs(
    styles: Sequence[Style | None], left: int, of: Callable[[Style], Key]
) -> list[tuple[Key, int, int]]:
    """Columns side by side with one value: the value, the first and the last column."""
    runs: list[tuple[Key, int, int]] = []
    for column, style in enumerate(styles, left):
        if style is None:
            continue
        value = of(style)
        if runs and runs[-1][0] == value and runs[-1][2] == column - 1:
            runs[-1] = (value, runs[-1][1], column)
        else:
            runs.append((value, column, column))
    return runs
