"""What stands right below a table and is no part of it, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheet.books.book import Below, Snapshot
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.place import a1
from okrsheet.sheets.values import as_text

LONGEST = 40  # signs of a cell in a sentence


def told_below(table: str, sheet: str, below: Below) -> str:
    """Which table, from which cell on, how many rows, and how the first one begins; no full stop.

    Excel and LibreOffice do not always take into a table what is typed under it.
    """
    text = as_text(below.value)
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    rows = "one row" if below.rows == 1 else f"{below.rows} rows"
    cell = f"{sheet}!{a1(below.row, below.column)}"
    place = f"from {cell} on ({rows}: {shown!r})"
    return f"Below the table {table} stands text that is no part of it, {place}"


def notes_below(snapshot: Snapshot) -> Iterator[str]:
    """Such a note on each table that people fill in."""
    for layout in TABLES:
        table = snapshot.table(layout.name)
        if table is not None and table.below is not None:
            told = told_below(layout.name, table.sheet, table.below)
            yield f"{told}: it counts nowhere. Pull the table's corner down over it."
