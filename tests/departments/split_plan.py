"""A small plan to be split: SALES above EAST, IT beside it, and rows that belong to nobody."""

from collections.abc import Collection
from datetime import datetime

from okrsheet.books.book import Snapshot
from okrsheet.departments.sending import Sending
from okrsheet.departments.split import sendings
from okrsheet.score.scores import score_plan
from okrsheet.sheets.parse import parse
from tests.workbooks import Tables, snapshot

TABLES: Tables = {
    "Settings": [
        {"Setting": "Organisation", "Value": "Tidewell"},
        {"Setting": "As of", "Value": datetime(2026, 6, 30)},
        {"Setting": "Vision"},
        {},
    ],
    "Pillars": [{"ID": "P1", "Pillar": "Guests"}],
    "Units": [
        {"ID": "SALES", "Unit": "Sales", "Check": "OK"},
        {"ID": "EAST", "Unit": "East", "Parent": "SALES"},
        {"ID": "IT", "Unit": "IT"},
    ],
    "Objectives": [
        {"ID": "O1", "Objective": "Sell more", "Pillar": "P1", "Unit": "SALES", "Check": "S✓"},
        {"ID": "O2", "Objective": "Sell in the east", "Parent": "O1", "Unit": "EAST"},
        {"ID": "O3", "Objective": "Nobody's", "Pillar": "P1"},
        {"Objective": "New here", "Pillar": "P1", "Unit": "IT"},
    ],
    "KPIs": [
        {"ID": "K1", "KPI": "Sales", "Objective": "O1", "Baseline": 0, "Target": "12 h"},
        {"ID": "K2", "KPI": "East", "Objective": "O2", "Direction": "Increase"},
    ],
    "Readings": [
        {"KPI": "K2", "Date": datetime(2026, 6, 1), "Value": 3},
        {"KPI": "K1", "Date": datetime(2026, 6, 1), "Value": 1, "Note": "=HYPERLINK(1)"},
    ],
    "Actions": [{"ID": "A1", "Objective": "O2", "Action": "Call", "Done": 0.5}],
    "Drivers": [{"Driver": "K2", "Outcome": "K1", "Effect": "Raises"}],
}
MASTER = snapshot(TABLES)


def with_row(table: str, **cells: object) -> Snapshot:
    """The same plan with one more row."""
    return snapshot({**TABLES, table: [*TABLES[table], cells]})


def with_cell(table: str, at: int, **cells: object) -> Snapshot:
    """The same plan with other cells in the 0-based row `at` of a table."""
    rows = [row if n != at else {**row, **cells} for n, row in enumerate(TABLES[table])]
    return snapshot({**TABLES, table: rows})


def sent(
    master: Snapshot = MASTER, level: int | None = None, only: Collection[str] = ()
) -> dict[str, Sending]:
    """What each unit is sent."""
    plan = parse(master)
    made = sendings(master, plan, score_plan(plan), "a-plan", level, only)
    return {sending.sent.unit: sending for sending in made}
