"""A roll-up of the foreign plan, and what must be read after it."""

from __future__ import annotations

from pathlib import Path

from okrsheet.books.book import Snapshot
from okrsheet.books.file import FileBook
from tests.books.foreign import READINGS
from tests.books.foreign_edits import FOUND, GROWN, NEW_READINGS, ROLL_UP


def roll_up(path: Path) -> None:
    """Apply a roll-up to a workbook."""
    book = FileBook(path)
    book.read()
    book.apply(ROLL_UP)


def column(snapshot: Snapshot, table: str, header: str) -> list[object]:
    """The values of a table's column."""
    found = snapshot.table(table)
    assert found is not None
    place = found.headers.index(header)
    return [row[place] for row in found.rows]


def assert_rolled_up(snapshot: Snapshot) -> None:
    """What a roll-up writes can be read back, and the rest of the tables is as it was."""
    readings, kpis = snapshot.table("Readings"), snapshot.table("KPIs")
    assert readings is not None and kpis is not None
    entered = [row[:6] for row in READINGS.rows] + [
        (*row[:3], None, *row[3:]) for row in NEW_READINGS
    ]
    assert [row[:6] for row in readings.rows] == entered
    assert column(snapshot, "Readings", "KPI name")[-4:] == [
        "Waste", "Trained staff", "Repeat visits", "Waste",
    ]  # fmt: skip
    assert readings.formulas["KPI name"] == frozenset(range(GROWN))
    assert column(snapshot, "KPIs", "New value") == [None] * 4
    assert column(snapshot, "KPIs", "Attainment") == [0.5, 0.75, -0.25, 1.0]
    assert column(snapshot, "KPIs", "Status") == ["On track", "At risk", "Off track", "No data"]
    assert column(snapshot, "KPIs", "Mood") == [3.0, 4.0, 2.0, 5.0]
    assert column(snapshot, "Objectives", "Score") == [0.25, 0.75, None]
    assert column(snapshot, "Objectives", "Sponsor") == ["Dee", None, "Eve"]
    assert column(snapshot, "Findings", "Code") == ["S04", "M03"]
    assert column(snapshot, "Findings", "Message") == [row[2] for row in FOUND]
    assert snapshot.sheets[-2:] == ("Findings", "Cascade")
