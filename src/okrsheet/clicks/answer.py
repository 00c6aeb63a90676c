"""What a click on the ribbon comes to: edits, a place to go to, and what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsheet.books.book import Edit, Table
from okrsheet.sheets.place import column_at

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_LINES = 10  # of a list in a message box


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the workbook: the sheet's name, 1-based row and column."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True)
class Page:
    """Something longer to read: a page for the browser."""

    title: str
    lines: tuple[RenderableType, ...]


@dataclass(frozen=True)
class Answer:
    """What an action does, in this order: edits, a place to go to, a page, and what it says.

    `box` stands in a message box, `bar` quietly in the status bar; blank says nothing.
    """

    edits: tuple[Edit, ...] = ()
    go: Place | None = None
    page: Page | None = None
    box: str = ""
    bar: str = ""


def place_in(table: Table, row: int, header: str) -> Place:
    """The cell of a 0-based data row under a header; under the first where there is no such."""
    column = column_at(table, header) or 0
    return Place(table.sheet, table.row + 1 + row, table.column + column)


def counted(count: int, word: str) -> str:
    """A number with its word: `1 cell`, `2 cells`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def listed(lines: Sequence[str], most: int = MOST_LINES) -> str:
    """Lines one under another, the first so many of them, and how many more there are."""
    more = [f"... and {len(lines) - most:,} more"] if len(lines) > most else []
    return "\n".join([*lines[:most], *more])


def paragraphs(*texts: str) -> str:
    """Texts with a blank line between them, those that say something."""
    return "\n\n".join(text for text in texts if text)
