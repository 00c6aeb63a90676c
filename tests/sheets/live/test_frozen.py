"""How a department hangs on its context: parents elsewhere, units, cycles through both."""

from collections.abc import Sequence
from dataclasses import replace

from okrsheet.sheets.live.nodes import ROLL_UP
from tests.live.case import Row, Tables, kpi, objective, reading, settings
from tests.sheets.live.departments import Department, department, departments

UNITS = [
    {"ID": "IT", "Unit": "IT"},
    {"ID": "NET", "Unit": "Networks", "Parent": "IT"},
    {"ID": "SHOP", "Unit": "Shop"},
]


def of(unit: str, objectives: Sequence[Row]) -> Department:
    """A department of a plan where each objective has a KPI that stands at a tenth more."""
    ids = [one["ID"] for one in objectives]
    tables: Tables = {
        "Settings": settings(),
        "Pillars": [{"ID": "P1", "Pillar": "People"}],
        "Units": UNITS,
        "Objectives": objectives,
        "KPIs": [kpi(f"K-{id}", id) for id in ids],
        "Readings": [reading(f"K-{id}", at / 10) for at, id in enumerate(ids, start=1)],
    }
    return next(one for one in departments(tables) if one.sending.sent.unit == unit)


def column(found: Department, header: str, rows: int) -> list[object]:
    columns = {one.header: one for one in found.calculation.grid.columns}
    return columns[header].values[:rows].tolist()


def score(found: Department, table: str, row: int = 0) -> object:
    return found.calculation.shown[table]["Score"].values[row]


def test_ids_elsewhere_are_those_of_pillars_units_objectives_and_kpis():
    found = of("NET", [objective("O-1", Unit="IT"), objective("O-2", Parent="O-1", Unit="NET")])
    context = found.plan.context
    ids = column(found, "Context: ID elsewhere", len(context))
    named = {row.kind: id for row, id in zip(context, ids, strict=True) if id}
    assert named == {"Pillar": "P1", "Unit": "IT", "Objective": "O-1"}


def test_an_objective_below_one_of_another_unit_counts_in_its_own_unit():
    found = of("SHOP", [objective("O-1", Unit="IT"), objective("O-2", Parent="O-1", Unit="SHOP")])
    assert score(found, "Units") == 0.2


def test_one_below_an_objective_that_stands_in_the_own_unit_does_not_enter_it_again():
    # O-1 of IT above O-2 of its team above O-3 of IT: IT has O-1 alone, and in it the rest.
    line = [
        objective("O-1", Unit="IT"),
        objective("O-2", Parent="O-1", Unit="NET"),
        objective("O-3", Parent="O-2", Unit="IT"),
    ]
    found = of("IT", line)
    assert column(found, "Objectives: unit entered, 0 up", 2) == [1, 0]
    assert score(found, "Units") == found.scores.objectives[0].score


def test_a_cycle_that_leads_through_other_units_has_no_score():
    ring = [
        objective("O-1", Parent="O-3", Unit="IT"),
        objective("O-2", Parent="O-1", Unit="SHOP"),
        objective("O-3", Parent="O-2", Unit="IT"),
        objective("O-4", Parent="O-2", Unit="IT"),
    ]
    found = of("IT", ring)
    assert [score(found, "Objectives", row) for row in range(3)] == [ROLL_UP, ROLL_UP, 0.4]
    assert score(found, "Units") == 0.4  # O-4's parent is in a cycle: it is a root


def test_an_id_that_stands_elsewhere_is_taken():
    line = [objective("O-1", Unit="IT"), objective("O-2", Parent="O-1", Unit="SHOP")]
    sending = of("SHOP", line).sending
    rows = sending.sent.tables["Objectives"]
    renamed = replace(rows, rows=(("O-1", *rows.rows[0][1:]),))
    tables = {**sending.sent.tables, "Objectives": renamed}
    found = department(replace(sending, sent=replace(sending.sent, tables=tables)))
    assert column(found, "Objectives: standing of the ID", 2) == [2, 0]
    assert [score(found, table) for table in ("Objectives", "Units")] == ["", ""]
