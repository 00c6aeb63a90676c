"""D: IDs of one's own, and references that lead somewhere."""

from datetime import date, datetime

import pytest

from okrsheet.plan.finding import Severity
from tests.departments.parts import PLAN, department
from tests.smart.linting import fields, found, found_in

EAST = department(PLAN, "EAST")
O1 = {"ID": "O-1", "Objective": "Grow"}
K1 = {"ID": "K-1", "KPI": "Sales", "Objective": "O-1", "Direction": "Increase"}


def readings(*rows):
    return {
        "Objectives": [O1],
        "KPIs": [K1, {**K1, "ID": "K-2"}],
        "Readings": [dict(zip(("KPI", "Date", "Value"), row, strict=True)) for row in rows],
    }


def test_the_second_row_of_an_id_is_at_fault_whatever_the_case():
    [finding] = found("D05", {"Objectives": [O1, {**O1, "ID": "o-1"}]})
    assert (finding.severity, finding.row, finding.field) == (Severity.ERROR, 1, "ID")
    assert finding.message == "The ID o-1 stands in Objectives already."


def test_ids_are_unique_across_tables():
    [finding] = found("D05", {"Pillars": [{"ID": "X1"}], "KPIs": [{**K1, "ID": "X1"}]})
    assert (finding.table, finding.message) == ("KPIs", "The ID X1 stands in Pillars already.")


def test_each_further_row_of_an_id_is_told():
    assert [one.row for one in found("D05", {"Objectives": [O1, O1, O1]})] == [1, 2]


@pytest.mark.parametrize(
    ("table", "header", "message"),
    [
        ("Units", "Parent", "Parent of X1 is Z9, and no unit has that ID."),
        ("Objectives", "Pillar", "Pillar of X1 is Z9, and no pillar has that ID."),
        ("Objectives", "Parent", "Parent of X1 is Z9, and no objective has that ID."),
        ("Objectives", "Unit", "Unit of X1 is Z9, and no unit has that ID."),
        ("KPIs", "Objective", "Objective of X1 is Z9, and no objective has that ID."),
        ("Actions", "Objective", "Objective of X1 is Z9, and no objective has that ID."),
    ],
)
def test_a_reference_to_no_row_is_an_error_at_its_cell(table, header, message):
    [finding] = found("D06", {table: [{"ID": "X1", header: "Z9"}]})
    assert (finding.severity, finding.table, finding.field) == (Severity.ERROR, table, header)
    assert finding.message == message


@pytest.mark.parametrize(
    ("table", "header"), [("Readings", "KPI"), ("Drivers", "Driver"), ("Drivers", "Outcome")]
)
def test_a_reference_in_a_row_without_ids_is_told_too(table, header):
    [finding] = found("D06", {table: [{header: "Z9"}]})
    assert (finding.field, finding.message) == (header, f"{header} is Z9, and no KPI has that ID.")


def test_references_are_compared_without_regard_to_case():
    assert not found("D06", {"Objectives": [O1], "KPIs": [{**K1, "Objective": "o-1"}]})


def test_the_id_of_another_kind_of_row_is_no_answer():
    tables = {"Pillars": [{"ID": "P1"}], "KPIs": [{**K1, "Objective": "P1"}]}
    assert fields("D06", tables) == ["Objective"]


@pytest.mark.parametrize("gone", ["Objectives", "Objectives/ID"])
def test_a_missing_table_or_its_missing_ids_explain_references_to_it(gone):
    assert not found("D06", {"KPIs": [K1]}, missing={gone})


def test_a_reading_with_a_value_has_to_name_its_kpi():
    [finding] = found("D06", readings((None, date(2026, 3, 31), 20)))
    assert (finding.field, finding.message) == ("KPI", "This reading of 20 names no KPI.")


def test_a_reading_without_a_value_need_not_name_its_kpi():
    assert not found("D06", readings((None, date(2026, 3, 31), None)))


@pytest.mark.parametrize("gone", ["KPIs", "Readings/KPI"])
def test_what_is_missing_from_the_workbook_explains_a_nameless_reading(gone):
    assert not found("D06", readings((None, date(2026, 3, 31), 20)), missing={gone})


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("Pillars", "Pillar"),
        ("Units", "Unit"),
        ("Objectives", "Objective"),
        ("KPIs", "KPI"),
        ("Actions", "Action"),
    ],
)
def test_a_row_without_an_id_is_told_which_one_it_gets(table, name):
    [finding] = found("D07", {table: [{name: "Grow"}]})
    assert (finding.severity, finding.table, finding.field) == (Severity.INFO, table, "ID")
    assert finding.message == f"This row has no ID; the next write gives it {finding.id}."


def test_a_row_with_an_unusable_id_is_not_without_one():
    assert not found("D07", {"Objectives": [{"ID": "12", "Objective": "Grow"}]})


def test_readings_and_drivers_have_no_ids():
    tables = readings(("K-1", date(2026, 3, 31), 20)) | {"Drivers": [{"Driver": "K-1"}]}
    assert not found("D07", tables)


def test_a_second_reading_on_a_day_is_a_warning_at_its_date():
    [finding] = found(
        "D09",
        readings(("K-1", datetime(2026, 3, 31, 8), 20), ("k-1", datetime(2026, 3, 31, 17), 21.5)),
    )
    assert (finding.severity, finding.row, finding.field) == (Severity.WARNING, 1, "Date")
    assert finding.message == "k-1 has the readings 20 and 21.5 on 2026-03-31."


def test_a_third_reading_on_a_day_is_told_beside_the_first():
    day = date(2026, 3, 31)
    [_, third] = found("D09", readings(("K-1", day, 1), ("K-1", day, 2), ("K-1", day, 3)))
    assert (third.row, third.message) == (2, "K-1 has the readings 1 and 3 on 2026-03-31.")


def test_readings_of_two_kpis_or_of_two_days_stand_side_by_side():
    day, next_day = date(2026, 3, 31), date(2026, 4, 1)
    assert not found("D09", readings(("K-1", day, 1), ("K-2", day, 1), ("K-1", next_day, 1)))


def test_what_is_no_reading_cannot_be_the_second():
    day = date(2026, 3, 31)
    tables = readings(
        ("K-1", day, 1), ("K-1", day, None), (None, day, 1), (None, day, 1), ("K-1", None, 1)
    )
    assert not found("D09", tables)


def test_an_id_of_the_context_is_taken_in_the_whole_plan():
    [finding] = found_in("D05", EAST, Objectives=[{"ID": "s", "Objective": "New"}])
    assert (finding.table, finding.row, finding.id) == ("Objectives", 1, "s")
    assert finding.message == "The ID s stands in Context already."


def test_a_department_may_refer_to_what_stands_in_its_context():
    new = {"ID": "N", "Pillar": "p", "Parent": "A", "Unit": "SALES"}
    drivers = [{"Driver": "KE", "Outcome": "ka"}]
    assert found_in("D06", EAST, Objectives=[new], Drivers=drivers) == []


def test_an_id_that_a_department_knows_nothing_of_is_told_as_such():
    new = {"ID": "N", "Pillar": "P9", "Parent": "W"}
    pillar, parent = found_in("D06", EAST, Objectives=[new])
    of = "of this department or of its sheet Context"
    assert pillar.message == f"Pillar of N is P9, and no pillar {of} has that ID."
    assert pillar.fix == "Enter the ID of a pillar of the sheet Context."
    assert parent.message == f"Parent of N is W, and no objective {of} has that ID."
    fix = "Enter an ID of the table Objectives or the sheet Context, or add its row to Objectives."
    assert parent.fix == fix
