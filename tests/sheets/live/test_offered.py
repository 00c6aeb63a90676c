"""What the drop-down for a Parent offers a department: its own objectives and those above."""

import pytest

from okrsheet.sheets.live.offered import COLUMN, FIRST_LABEL, LABELS, NUMBER_OF_PARENTS, PARENTS
from okrsheet.sheets.place import letters
from tests.live.case import Row, Tables, objective, settings
from tests.sheets.live.departments import Department, departments

# IT serves O-1 of the company; O-3 of the shop serves IT's O-2, and O-4 of IT serves that.
TABLES: Tables = {
    "Settings": settings(),
    "Pillars": [{"ID": "P1", "Pillar": "People"}],
    "Units": [{"ID": "ALL", "Unit": "All"}, {"ID": "IT", "Unit": "IT"}, {"ID": "SHOP"}],
    "Objectives": [
        objective("O-1", Pillar="P1", Unit="ALL"),
        objective("O-2", Parent="O-1", Unit="IT"),
        objective("O-3", Parent="O-2", Unit="SHOP"),
        objective("O-5", Parent="O-2", Unit="SHOP"),
    ],
}


def of(unit: str, *more: Row) -> Department:
    tables = {**TABLES, "Objectives": [*TABLES["Objectives"], *more]}
    return next(one for one in departments(tables) if one.sending.sent.unit == unit)


def offered(found: Department) -> list[str]:
    column = next(one for one in found.calculation.grid.columns if one.header == "Parents offered")
    counts = dict(found.calculation.settings.labels)
    return column.values[: int(counts[LABELS[1]].values.item())].tolist()


@pytest.mark.parametrize(
    ("unit", "ids"),
    [("ALL", ["O-1"]), ("IT", ["O-2", "O-1"]), ("SHOP", ["O-3", "O-5", "O-1", "O-2"])],
)
def test_own_objectives_are_offered_and_those_above_but_none_that_is_below(unit, ids):
    assert offered(of(unit)) == ids


def test_one_below_that_an_own_one_serves_is_offered():
    found = of("IT", objective("O-4", Parent="O-3", Unit="IT"))
    assert offered(found) == ["O-2", "O-4", "O-1", "O-3"]


def test_the_names_of_the_workbook_find_the_ids_and_their_number_where_they_stand():
    found = of("IT").calculation
    headers = [column.header for column in found.grid.columns]
    column = letters(headers.index("Parents offered") + 2)
    assert column == COLUMN
    assert PARENTS.startswith(f"Calculation!${column}$5:")
    labels = [name for name, _ in found.settings.labels]
    assert labels.index(LABELS[0]) + 5 == FIRST_LABEL
    assert f"Calculation!$C${labels.index(LABELS[1]) + 5}" == NUMBER_OF_PARENTS
