"""What of a rectangle of cells is to change: compared before anything is written."""

from __future__ import annotations

from dataclasses import replace

from okrsheet.books.area import Area
from okrsheet.books.live.cells import alike
from okrsheet.books.live.inverse import Matrix


def changed_rows(before: Matrix, after: Matrix, table: str | None) -> list[int]:
    """The rows (0-based) of a rectangle, of that table or of none, that are to hold something else.

    How Excel spells a formula makes no difference.
    """
    return [
        at
        for at, rows in enumerate(zip(before, after, strict=True))
        if rows[0] != rows[1] and not all(alike(*pair, table) for pair in zip(*rows, strict=True))
    ]


def trimmed(
    area: Area, before: Matrix, after: Matrix, rows: list[int]
) -> tuple[Area, Matrix, Matrix]:
    """A rectangle from the first to the last of these rows (0-based)."""
    first, last = rows[0], rows[-1]
    area = replace(area, top=area.top + first, bottom=area.top + last)
    return area, before[first : last + 1], after[first : last + 1]
