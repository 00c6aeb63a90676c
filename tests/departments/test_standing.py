from datetime import datetime

from okrsheet.departments.entered import ENTERED, Row
from okrsheet.departments.standing import Standing
from tests.workbooks import snapshot

DAY = datetime(2026, 6, 30)
MASTER = Standing(
    snapshot(
        {
            "Pillars": [{"ID": "P1"}],
            "Units": [{"ID": "IT", "Unit": "Computers"}],
            "Objectives": [{}, {"ID": " O-1 ", "Objective": "Grow", "Unit": "it"}],
            "KPIs": [
                {"ID": "K-1", "KPI": "Sales", "Objective": "O-1"},
                {"ID": "K-1", "KPI": "Twin"},
            ],
            "Readings": [
                {"KPI": "K-1", "Date": DAY, "Value": 1},
                {"KPI": "K-1", "Date": DAY, "Value": 2},
                {"KPI": "K-7", "Date": DAY, "Value": 3},
            ],
        },
        missing={"Drivers", "Actions/ID", "Actions/Done"},
    )
)
READINGS = ENTERED["Readings"]


def reading(value: float) -> Row:
    return ("K-1", DAY, value, None, None, None)


def test_a_row_is_found_by_its_id_the_first_of_two():
    assert MASTER.table("Objectives").find(("o-1",)) == 1
    assert MASTER.table("KPIs").find(("k-1",)) == 0
    assert MASTER.table("KPIs").find(("k-9",)) is None
    assert MASTER.table("KPIs").find(("",)) is None


def test_a_reading_is_found_by_what_it_says_else_by_its_place():
    stand = MASTER.table("Readings")
    key = READINGS.keys([reading(2.0)])[0]
    assert stand.find(key, reading(2.0)) == 1
    assert stand.find(key, reading(9.0), reading(2.0)) == 1
    assert stand.find(key, reading(9.0)) == 0
    assert stand.find((*key[:-1], "2")) is None


def test_equal_rows_are_found_whatever_their_ids():
    row = MASTER.table("KPIs").row(0)
    assert MASTER.table("KPIs").equal(("K-99", *row[1:])) == [0]
    assert MASTER.table("KPIs").equal((None,) * len(row)) == []


def test_a_row_belongs_to_the_unit_of_its_objective():
    kpi = MASTER.find("KPIs", "K-1")
    assert MASTER.owner("KPIs", kpi) == "it"
    assert MASTER.owner("Units", MASTER.find("Units", "IT")) == "it"


def test_ids_are_those_of_rows_and_mentioned_ones_stand_anywhere():
    assert MASTER.ids == {"p1", "it", "o-1", "k-1"}
    assert MASTER.mentioned == {"p1", "it", "o-1", "k-1", "k-7"}


def test_what_the_master_lacks_is_known():
    assert MASTER.table("Drivers") is None
    assert MASTER.table("Actions").find(("a-1",)) is None
    assert not MASTER.table("Actions").has("Done")
    assert MASTER.find("Drivers", "K-1") is None
