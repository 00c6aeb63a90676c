"""What the selected cell is about."""

from dataclasses import replace

import pytest

from okrsheet.clicks.answer import Place
from okrsheet.clicks.selection import Here, selected_id, selected_objective, selected_row
from okrsheet.sheets.parse import parse
from tests.workbooks import AS_OF, snapshot

FIRST = 5  # the row of the first data row on each sheet of a table
BOOK = snapshot(
    {
        "Pillars": [{"ID": "P1", "Pillar": "Growth"}],
        "Units": [{"ID": "IT", "Unit": "IT"}],
        "Objectives": [{"ID": "O-1", "Objective": "Sell"}, {"Objective": "Learn", "Unit": "IT"}],
        "KPIs": [{"ID": "K-1", "Objective": "o-1"}, {"ID": "K-2"}],
        "Readings": [{"KPI": "K-1", "Value": 3}, {"KPI": "K-9", "Value": 3}],
        "Actions": [{"ID": "A-1", "Objective": "O-1"}],
        "Drivers": [{"Driver": "K-2", "Outcome": "K-1"}],
    }
)
PLAN = parse(BOOK, AS_OF)


def at(sheet, row=FIRST, column=1, cells=()):
    return Here(Place(sheet, row, column), cells)


def id_at(*place):
    return selected_id(PLAN, BOOK, at(*place))


def test_a_row_of_a_table_begins_below_its_header():
    assert selected_row(BOOK, at("KPIs", FIRST - 1)) is None
    table, row = selected_row(BOOK, at("KPIs", FIRST + 1, 7))
    assert (table.name, row) == ("KPIs", 1)
    assert selected_row(BOOK, at("KPIs", FIRST + 2)) is None


def test_of_two_tables_side_by_side_it_is_the_one_that_the_cell_is_in():
    kpis, units = BOOK.table("KPIs"), BOOK.table("Units")
    beside = replace(units, sheet="KPIs", column=60)
    book = replace(BOOK, tables=(kpis, beside))
    assert selected_row(book, at("KPIs", FIRST, 61))[0] is beside
    assert selected_row(book, at("KPIs", FIRST, 2))[0] is kpis


@pytest.mark.parametrize(
    ("sheet", "id"),
    [
        ("Pillars", "P1"),
        ("Units", "IT"),
        ("Objectives", "O-1"),
        ("KPIs", "K-1"),
        ("Readings", "K-1"),
        ("Actions", "A-1"),
        ("Drivers", "K-2"),
    ],
)
def test_a_row_is_about_its_id_and_a_reading_about_its_kpi(sheet, id):
    assert id_at(sheet) == id


def test_a_row_without_an_id_has_the_one_that_the_next_write_gives_it():
    assert id_at("Objectives", FIRST + 1) == "O-IT-1"


def test_an_id_that_no_row_has_is_none():
    assert id_at("Readings", FIRST + 1) is None


@pytest.mark.parametrize("sheet", ["Cascade", "Summary"])
def test_a_line_of_a_block_is_about_the_id_in_it(sheet):
    assert id_at(sheet, 9, 4, ("Sell", "O-1")) == "O-1"


@pytest.mark.parametrize("cells", [(), ("Pillars", "ID"), (None, None), ("Sell", 4.0)])
def test_a_title_of_a_block_is_about_nothing(cells):
    assert id_at("Summary", 9, 4, cells) is None


def test_the_same_cells_on_a_sheet_of_the_users_are_about_nothing():
    assert id_at("Notes", 9, 4, ("Sell", "O-1")) is None


def test_a_line_of_the_findings_is_about_the_id_of_the_finding():
    findings = replace(
        BOOK.table("Units"), name="Findings", sheet="Findings", headers=("Code", "ID"), rows=()
    )
    book = replace(BOOK, tables=(*BOOK.tables, replace(findings, rows=(("S01", "K-2"),))))
    assert selected_id(PLAN, book, at("Findings")) == "K-2"


@pytest.mark.parametrize("sheet", ["Objectives", "KPIs", "Actions", "Readings"])
def test_an_objective_is_selected_with_all_that_belongs_to_it(sheet):
    assert selected_objective(PLAN, BOOK, at(sheet)).name == "Sell"


@pytest.mark.parametrize("place", [("Pillars",), ("KPIs", FIRST + 1), ("Plan",), ("Notes",)])
def test_elsewhere_no_objective_is_selected(place):
    assert selected_objective(PLAN, BOOK, at(*place)) is None
