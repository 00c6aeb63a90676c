"""Places on a sheet: A1 notation and rectangles of cells. All numbers are 1-based."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")


def column_number(letters: str) -> int:
    """The number of a column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """A place in A1 form."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Area | None:
        """The area of `B2`, `$B$2:$C$9`; None for anything else (a name, whole columns)."""
        ends = [_CELL.fullmatch(end) for end in text.split(":")]
        if not 1 <= len(ends) <= 2 or ends[0] is None or ends[-1] is None:
            return None
        rows = sorted(int(end[2]) for end in ends if end)
        columns = sorted(column_number(end[1]) for end in ends if end)
        if rows[0] < 1 or rows[-1] > LAST_ROW or columns[-1] > LAST_COLUMN:
            return None
        return cls(rows[0], columns[0], rows[-1], columns[-1])

    @property
    def name(self) -> str:
        """The area in A1 form."""
        first = cell_name(self.top, self.left)
        last = cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell stands in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def covers(self, other: Area) -> bool:
        """Whether all of the other area stands in this one."""
        return self.holds(other.top, other.left) and self.holds(other.bottom, other.right)

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def minus(self, other: Area) -> list[Area]:
        """What is left of this area without the other: up to four rectangles."""
        if not self.meets(other):
            return [self]
        top, bottom = max(self.top, other.top), min(self.bottom, other.bottom)
        parts = (
            Area(self.top, self.left, other.top - 1, self.right),
            Area(top, self.left, bottom, other.left - 1),
            Area(top, other.right + 1, bottom, self.right),
            Area(other.bottom + 1, self.left, self.bottom, self.right),
        )
        return [part for part in parts if part.top <= part.bottom and part.left <= part.right]


def parse_areas(text: str) -> list[Area]:
    """The areas of a `sqref` attribute: ranges with blanks between them."""
    return [area for part in text.split() if (area := Area.parse(part))]


def areas_name(areas: Iterable[Area]) -> str:
    """Areas as a `sqref` attribute."""
    return " ".join(area.name for area in areas)


def without(areas: Sequence[Area], taken: Iterable[Area]) -> list[Area]:
    """The areas less all of the taken ones."""
    left = list(areas)
    for area in taken:
        left = [part for old in left for part in old.minus(area)]
    return left
