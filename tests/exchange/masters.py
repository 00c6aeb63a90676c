"""Plans to be split, as files and in memory."""

from pathlib import Path

from okrsheet import resources
from okrsheet.books.book import AppendRows, Snapshot
from okrsheet.books.file import FileBook


def write_master(path: Path, snapshot: Snapshot) -> Path:
    """The entered rows of a snapshot in a new workbook."""
    path.write_bytes(resources.template("company"))
    book = FileBook(path)
    empty = book.read()
    edits = []
    for table in snapshot.tables:
        there = empty.table(table.name)
        if there is not None and table.name != "Settings" and table.rows:
            own = [at for at, header in enumerate(table.headers) if header in there.headers]
            own = [at for at in own if table.headers[at] not in ("Check",)]
            headers = tuple(table.headers[at] for at in own if any(r[at] for r in table.rows))
            places = [table.headers.index(header) for header in headers]
            rows = tuple(tuple(row[at] for at in places) for row in table.rows)
            edits.append(AppendRows(table.name, headers, rows))
    book.apply(edits)
    return path


def many_units(count: int) -> dict[str, list[dict[str, object]]]:
    """A plan with so many units, each with an objective, a KPI and a reading."""
    ids = [f"U{at}" for at in range(count)]
    return {
        "Pillars": [{"ID": "P1", "Pillar": "Guests"}],
        "Units": [{"ID": id, "Unit": f"Unit {id}"} for id in ids],
        "Objectives": [
            {"ID": f"O-{id}", "Objective": "More", "Pillar": "P1", "Unit": id} for id in ids
        ],
        "KPIs": [
            {
                "ID": f"K-{id}",
                "KPI": "Sales",
                "Objective": f"O-{id}",
                "Direction": "Increase",
                "Baseline": 0,
                "Target": 10,
                "New value": 5,
            }
            for id in ids
        ],
    }
