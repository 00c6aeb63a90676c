"""A small plan, sent to its two departments, for the tests of collecting."""

import json
import shutil
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from okrsheet import resources
from okrsheet.books.book import AppendRows, CellChange, SetCells
from okrsheet.books.file import FileBook
from okrsheet.exchange.split import split_workbook
from okrsheet.sheets.place import column_at

DUE = datetime(2026, 12, 31)
ROWS: dict[str, list[dict[str, object]]] = {
    "Pillars": [{"ID": "P1", "Pillar": "Happy customers"}],
    "Units": [
        {"ID": "IT", "Unit": "IT services", "Head": "Ann"},
        {"ID": "HR", "Unit": "People", "Head": "Bob"},
    ],
    "Objectives": [
        {"ID": "O-IT-1", "Objective": "Answer faster", "Pillar": "P1", "Unit": "IT", "Due": DUE},
        {"ID": "O-HR-1", "Objective": "Keep people", "Pillar": "P1", "Unit": "HR", "Due": DUE},
    ],
    "KPIs": [
        {
            "ID": f"K-{unit}-1",
            "KPI": name,
            "Objective": f"O-{unit}-1",
            "Type": "Lagging",
            "Direction": "Decrease",
            "Unit of measure": measure,
            "Baseline": 24.0,
            "Target": 12.0,
            "Owner": "Ann",
        }
        for unit, name, measure in (("IT", "Response time", "hours"), ("HR", "Leavers", "people"))
    ],
    "Readings": [{"KPI": "K-IT-1", "Date": datetime(2026, 6, 1), "Value": 20.0}],
}
SETTINGS = {
    "Organisation": "Roast & Co",
    "Period start": datetime(2026, 1, 1),
    "Period end": DUE,
    "As of": datetime(2026, 6, 30),
    "Live formulas": "No",  # quick; what is taken in is the same
}


def sent(folder: Path) -> Path:
    """The plan in that folder, with its records, and its departments' workbooks in `out`."""
    shutil.copytree(_sent(), folder, dirs_exist_ok=True)
    (whose,) = folder.glob(".okrsheet/departments/*/plan.json")
    told = json.loads(whose.read_text())
    whose.write_text(json.dumps(told | {"folder": str(folder / "out")}))
    return folder / "plan.xlsx"


@cache
def _sent() -> Path:
    folder = Path(mkdtemp())
    path = folder / "plan.xlsx"
    path.write_bytes(resources.template("company"))
    for table, rows in ROWS.items():
        add(path, table, *rows)
    for setting, value in SETTINGS.items():
        put(path, "Settings", setting, "Value", value)
    split_workbook(path, folder / "out", jobs=1)
    return folder


def put(path, table, id, header, value):
    """Type a value into a cell of a workbook, by the first column of its row and its header."""
    book = FileBook(path)
    found = book.read().table(table)
    row = next(at for at, cells in enumerate(found.rows) if cells[0] == id)
    column = column_at(found, header)
    change = CellChange(row, id, found.headers[column], found.rows[row][column], value)
    book.apply([SetCells(found.name, (change,))])


def add(path, table, *rows):
    """Add rows to a table of a workbook."""
    book = FileBook(path)
    book.read()
    headers = tuple(dict.fromkeys(header for row in rows for header in row))
    book.apply([AppendRows(table, headers, tuple(tuple(map(row.get, headers)) for row in rows))])


def cell(path: Path, table: str, id: str, header: str) -> object:
    """What a cell holds, by the first column of its row and its header."""
    return next(row[header] for row in rows(path, table) if next(iter(row.values())) == id)


def rows(path: Path, table: str) -> list[dict[str, object]]:
    """The used rows of a table, by header."""
    found = FileBook(path).read().table(table)
    if found is None:
        return []
    return [
        dict(zip(found.headers, row, strict=True))
        for row in found.rows
        if any(cell for cell in row)
    ]


def department(plan: Path, unit: str) -> Path:
    """The workbook that a unit was sent."""
    return next((plan.parent / "out").glob(f"{unit} - *.xlsx"))
