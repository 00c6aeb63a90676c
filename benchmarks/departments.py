"""A plan with as many departments as asked for, and their workbooks as they come back."""

from datetime import date, datetime, timedelta
from pathlib import Path

from okrsheet.books.book import Snapshot
from tests.workbooks import Cells, snapshot

START, AS_OF = datetime(2026, 1, 1), date(2026, 6, 30)
NO_NEWS = b"\x01\x00."  # ends a zip file with a comment: other bytes, and the same workbook


def plan_with(units: int, objectives: int = 6, kpis: int = 20, readings: int = 60) -> Snapshot:
    """A plan whose units have so many rows each, and for each two KPIs an action."""
    ids = [f"U{at}" for at in range(units)]
    tables: dict[str, list[Cells]] = {
        "Settings": [
            {"Setting": "Organisation", "Value": "Tidewell Coffee"},
            {"Setting": "Vision", "Value": "A good cup on every corner"},
            {"Setting": "Period start", "Value": START},
            {"Setting": "Period end", "Value": datetime(2026, 12, 31)},
            {"Setting": "As of", "Value": datetime(2026, 6, 30)},
        ],
        "Pillars": [{"ID": f"P{at}", "Pillar": f"Pillar {at}"} for at in range(5)],
        "Units": [
            {"ID": id, "Unit": f"Department {id}", "Parent": ids[(at - 1) // 8] if at else None}
            for at, id in enumerate(ids)
        ],
        "Objectives": [],
        "KPIs": [],
        "Readings": [],
        "Actions": [],
    }
    for at, id in enumerate(ids):
        above = f"O-{ids[(at - 1) // 8]}-0" if at else None
        for number in range(objectives):
            tables["Objectives"].append(_objective(id, number, above))
        for number in range(kpis):
            tables["KPIs"].append(_kpi(id, number, objectives))
        for number in range(readings):
            tables["Readings"].append(_reading(id, number, kpis))
        for number in range(kpis // 2):
            tables["Actions"].append(_action(id, number, objectives))
    return snapshot(tables)


def touch_all(folder: Path) -> None:
    """Give each workbook in a folder other bytes, as saving does, and leave what it says."""
    for path in folder.glob("*.xlsx"):
        path.write_bytes(path.read_bytes()[:-2] + NO_NEWS)


def _objective(unit: str, number: int, above: str | None) -> Cells:
    return {
        "ID": f"O-{unit}-{number}",
        "Objective": f"Raise what department {unit} does for its customers by a tenth, {number}",
        "Pillar": f"P{number % 5}" if above is None or number else None,
        "Parent": above if number == 0 else None,
        "Unit": unit,
        "Owner": f"Owner {number}",
        "Start": START,
        "Due": datetime(2026, 12, 31),
    }


def _kpi(unit: str, number: int, objectives: int) -> Cells:
    return {
        "ID": f"K-{unit}-{number}",
        "KPI": f"Share of customers of {unit} who come again, {number}",
        "Objective": f"O-{unit}-{number % objectives}",
        "Type": ("Leading", "Lagging")[number % 2],
        "Direction": "Increase",
        "Unit of measure": "customers",
        "Baseline": 10.0,
        "Target": 90.0 + number,
        "Frequency": "Monthly",
        "Source": "Till",
        "Owner": f"Owner {number}",
    }


def _reading(unit: str, number: int, kpis: int) -> Cells:
    when = datetime(2026, 6, 1) - timedelta(days=30 * (number // kpis))
    return {"KPI": f"K-{unit}-{number % kpis}", "Date": when, "Value": 50 + number / 7, "By": "Ann"}


def _action(unit: str, number: int, objectives: int) -> Cells:
    return {
        "ID": f"A-{unit}-{number}",
        "Objective": f"O-{unit}-{number % objectives}",
        "Action": f"Train the shift of {unit}, {number}",
        "Start": START,
        "Due": datetime(2026, 9, 30),
        "Done": number / 20,
    }
