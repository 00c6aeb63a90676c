"""IDs for rows that have none: the next free one of their kind and unit."""

import pytest

from okrsheet.commands import rollup
from tests.workbooks import AS_OF, plan_of, snapshot

NAMES = {
    "Pillars": "Pillar",
    "Units": "Unit",
    "Objectives": "Objective",
    "KPIs": "KPI",
    "Actions": "Action",
}


@pytest.mark.parametrize(
    ("table", "id"),
    [("Pillars", "P1"), ("Units", "U1"), ("Objectives", "O1"), ("KPIs", "K1"), ("Actions", "A1")],
)
def test_the_first_row_of_a_kind_gets_its_letter_and_1(table, id):
    (row,) = plan_of({table: [{NAMES[table]: "New"}]}).rows()
    assert (row.id, row.given) == (id, True)


def test_a_row_with_an_id_keeps_it():
    (row,) = plan_of({"Pillars": [{"ID": "North"}]}).pillars
    assert (row.id, row.given) == ("North", False)


def test_counting_goes_on_from_the_highest():
    plan = plan_of({"Pillars": [{"ID": "P7"}, {"Pillar": "A"}, {"ID": "p3"}, {"Pillar": "B"}]})
    assert [pillar.id for pillar in plan.pillars] == ["P7", "P8", "p3", "P9"]


def test_an_objective_is_numbered_within_its_unit():
    plan = plan_of(
        {
            "Units": [{"ID": "IT"}],
            "Objectives": [{"ID": "O-IT-4", "Unit": "IT"}, {"Objective": "New", "Unit": "it"}],
        }
    )
    assert plan.objectives[1].id == "O-IT-5"


@pytest.mark.parametrize(("table", "id"), [("KPIs", "K-IT-1"), ("Actions", "A-IT-1")])
def test_a_kpi_and_an_action_are_numbered_within_their_objectives_unit(table, id):
    plan = plan_of(
        {
            "Units": [{"ID": "IT"}],
            "Objectives": [{"ID": "O-1", "Unit": "IT"}],
            table: [{NAMES[table]: "New", "Objective": "O-1"}],
        }
    )
    assert list(plan.rows())[-1].id == id


def test_a_unit_that_does_not_exist_gives_no_part_of_an_id():
    assert plan_of({"Objectives": [{"Objective": "New", "Unit": "IT"}]}).objectives[0].id == "O1"


def test_a_unit_too_long_for_an_id_gives_no_part_of_one():
    plan = plan_of(
        {"Units": [{"ID": "U" * 60}], "Objectives": [{"Objective": "New", "Unit": "U" * 60}]}
    )
    assert plan.objectives[0].id == "O1"


def test_an_id_that_another_table_has_is_not_free():
    plan = plan_of({"Units": [{"ID": "P1"}], "Pillars": [{"Pillar": "New"}]})
    assert plan.pillars[0].id == "P2"


def test_an_id_that_is_still_referred_to_is_not_free():
    """Else a new KPI would take over the readings of one that was deleted."""
    plan = plan_of(
        {
            "KPIs": [{"ID": "K4"}, {"KPI": "New"}],
            "Readings": [{"KPI": "K5", "Date": AS_OF, "Value": 3}],
        }
    )
    assert plan.kpis[1].id == "K6"


def test_an_id_with_outer_spaces_is_not_free():
    plan = plan_of({"Pillars": [{"ID": " P1"}, {"Pillar": "New"}]})
    assert plan.pillars[1].id == "P2"


def test_a_row_whose_id_cannot_be_used_stays_without():
    (row,) = plan_of({"Pillars": [{"ID": "12"}]}).pillars
    assert (row.id, row.given) == (None, False)


def test_a_row_of_a_table_without_an_id_column_stays_without():
    (row,) = plan_of({"Pillars": [{"Pillar": "New"}]}, missing={"Pillars/ID"}).pillars
    assert (row.id, row.given) == (None, False)


def test_numbers_as_long_as_they_get_are_not_given_twice():
    nines = "P" + "9" * 15
    plan = plan_of(
        {
            "Pillars": [
                {"ID": nines},
                {"ID": "P1" + "0" * 15},
                {"Pillar": "A"},
                {"Pillar": "B"},
            ]
        }
    )
    ids = [pillar.id for pillar in plan.pillars]
    assert len(set(ids)) == 4


def test_given_ids_are_written_and_told():
    outcome = rollup(snapshot({"Pillars": [{"Pillar": "Happy customers"}]}), AS_OF)
    (told,) = [change for change in outcome.result.changes if change.field == "ID"]
    assert told.message == "New ID P1 for 'Happy customers'."
