"""A few of the cases once more, in a real .xlsx: the template, filled in, saved and read again."""

import pytest

from okrsheet import resources
from okrsheet.books.book import AppendRows, CellChange, SetCells
from okrsheet.books.file import FileBook, create
from tests.acceptance.cases import read_sheets
from tests.acceptance.scenario import findings_of
from tests.acceptance.steps import play

CASES = {case.name: case for sheet in read_sheets() for case in sheet.cases}


def filling(empty, scenario):
    """What puts the rows of a scenario into an empty workbook."""
    return [_settings(empty, scenario), *_rows(scenario)]


def _settings(empty, scenario):
    stands = {cells[0]: (at, cells[1]) for at, cells in enumerate(empty.table("Settings").rows)}
    told = {row["Setting"]: row["Value"] for row in scenario.rows("Settings")}
    return SetCells(
        "Settings",
        tuple(CellChange(stands[s][0], s, "Value", stands[s][1], told[s]) for s in told),
    )


def _rows(scenario):
    filled = {name: rows for name, rows in scenario.tables.items() if name != "Settings" and rows}
    return [
        AppendRows(name, headers, tuple(tuple(row.get(h) for h in headers) for row in rows))
        for name, rows in filled.items()
        for headers in [tuple(dict.fromkeys(header for row in rows for header in row))]
    ]


@pytest.mark.parametrize(
    "name",
    [
        "The objective of the lesson has no finding",
        "M07: the sentence says 4 minutes, the target 5",
        "D08: figures, dates and IDs that are text to a formula",
        "W01: two waivers in one cell, each for its own rule",
    ],
)
def test_a_workbook_on_disk_gives_what_the_case_expects(name, tmp_path, judge):
    scenario = play(CASES[name])
    path = tmp_path / "plan.xlsx"
    create(path, resources.template("company"))
    book = FileBook(path)
    book.apply(filling(book.read(), scenario))
    if name.startswith("D08"):  # of all of them the one with texts that might break a file
        judge(path)
    assert findings_of(FileBook(path).read(), scenario.as_of) == scenario.found
