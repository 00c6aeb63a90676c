"""The coffee-shop plan: rows from plain text files, put into a new workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime

from okrsheet import resources
from okrsheet.books.book import AppendRows, CellChange, Edit, SetCells, Snapshot, Value
from okrsheet.sheets.column import Kind
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.settings import SETTING_KINDS, SETTINGS

EXAMPLE = "coffee-shop.xlsx"


def example_edits(empty: Snapshot) -> Iterator[Edit]:
    """What fills the tables of an empty workbook with the coffee-shop plan."""
    yield _settings(empty)
    for layout in TABLES:
        if layout is not SETTINGS:
            kinds = {column.header: column.kind for column in layout.entered}
            rows = _read(layout.name)
            yield AppendRows(
                layout.name,
                tuple(kinds),
                tuple(
                    tuple(_typed(row[header], kinds[header]) for header in kinds) for row in rows
                ),
            )


def _settings(empty: Snapshot) -> SetCells:
    table = empty.table("Settings")
    rows = table.rows if table else ()
    stands = {str(cells[0]): (at, cells[1]) for at, cells in enumerate(rows)}
    changes = []
    for row in _read("Settings"):
        at, old = stands[row["Setting"]]
        new = _typed(row["Value"], SETTING_KINDS[row["Setting"].casefold()].kind)
        if new != old:
            changes.append(CellChange(at, row["Setting"], "Value", old, new))
    return SetCells("Settings", tuple(changes))


def _read(table: str) -> list[dict[str, str]]:
    path = resources.templates() / "coffee-shop" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _typed(text: str, kind: Kind) -> Value:
    if not text:
        return None
    match kind:
        case Kind.NUMBER | Kind.SHARE:
            return float(text)
        case Kind.DATE:
            return datetime.fromisoformat(text)
        case _:
            return text
