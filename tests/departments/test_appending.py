from datetime import datetime

import pytest

from okrsheet.departments.merged import WHOLE_ROW, Merged
from tests.departments.rounds import Filled, Round

DAY = datetime(2026, 6, 15)


@pytest.fixture
def plan() -> Round:
    return Round()


@pytest.fixture
def file(plan) -> Filled:
    return plan.split()["IT"]


def meanwhile(plan: Round, **cells: object) -> None:
    """The coordinator adds a reading to the master."""
    other = Filled(plan.bases[plan.latest["IT"]], "coordinator.xlsx")
    other.add("Readings", KPI="K-IT-2", Date=DAY, **cells)
    plan.collect(other, crash=True)


def test_a_reading_that_the_master_got_too_is_taken_once(plan, file):
    meanwhile(plan, Value=4)
    file.add("Readings", KPI="K-IT-2", Date=DAY, Value=4)
    assert plan.collect(file).edits == ()
    assert plan.collect(file) == Merged()


def test_what_the_masters_reading_lacks_is_filled_in(plan, file):
    meanwhile(plan, Value=4)
    file.add("Readings", KPI="K-IT-2", Date=DAY, Value=4, Note="rain")
    plan.collect(file)
    assert plan.rows("Readings")[-1]["Note"] == "rain"
    assert plan.collect(file) == Merged()


def test_another_value_of_the_same_moment_is_a_conflict(plan, file):
    meanwhile(plan, Value=4)
    file.add("Readings", KPI="K-IT-2", Date=DAY, Value=5)
    (one,) = plan.collect(file).conflicts
    assert (one.id, one.fields) == ("K-IT-2 on 2026-06-15", ("Value",))
    assert (one.sent, one.came, one.stands) == ((None,), (5.0,), (4.0,))
    plan.collect(file, decisions={one.key: "take"})
    assert plan.rows("Readings")[-1]["Value"] == 5.0
    assert plan.collect(file) == Merged()


def test_copies_that_fill_in_different_things_fill_in_both(plan, file):
    other = Filled(plan.bases[file.sent.sending], "IT (1).xlsx")
    meanwhile(plan, Value=4)
    file.add("Readings", KPI="K-IT-2", Date=DAY, Value=4, Note="rain")
    other.add("Readings", KPI="K-IT-2", Date=DAY, Value=4, By="Eva")
    assert plan.collect(file, other).conflicts == ()
    last = plan.rows("Readings")[-1]
    assert (last["Note"], last["By"]) == ("rain", "Eva")


def test_copies_that_fill_in_one_thing_differently_are_a_conflict(plan, file):
    other = Filled(plan.bases[file.sent.sending], "IT (1).xlsx")
    meanwhile(plan, Value=4)
    for one, note in ((file, "rain"), (other, "snow")):
        one.add("Readings", KPI="K-IT-2", Date=DAY, Value=4, Note=note)
    merged = plan.collect(file, other)
    assert merged.edits == ()
    assert {one.came for one in merged.conflicts} == {("rain",), ("snow",)}
    both = plan.collect(file, other, decisions={one.key: "take" for one in merged.conflicts})
    assert (both.edits, len(both.conflicts)) == ((), 2)


def test_new_readings_of_two_copies_that_differ_are_a_conflict(plan, file):
    other = Filled(plan.bases[file.sent.sending], "IT (1).xlsx")
    file.add("Readings", KPI="K-IT-2", Date=DAY, Value=4)
    other.add("Readings", KPI="K-IT-2", Date=DAY, Value=5)
    merged = plan.collect(file, other)
    assert merged.edits == ()
    assert [(one.fields, one.came) for one in merged.conflicts] == [
        ((WHOLE_ROW,), ("K-IT-2, 2026-06-15, 5",)),
        ((WHOLE_ROW,), ("K-IT-2, 2026-06-15, 4",)),
    ]
    plan.collect(file, other, decisions={merged.conflicts[0].key: "take"})
    assert plan.rows("Readings")[-1]["Value"] == 5.0


def test_drivers_are_a_set_by_driver_and_outcome(plan, file):
    file.add("Drivers", Driver="K-IT-2", Outcome="K-IT-1", Effect="Raises")
    file.add("Drivers", Driver="K-IT-2", Outcome="K-HR-1", Effect="Lowers")
    plan.collect(file)
    assert [(row["Driver"], row["Outcome"]) for row in plan.rows("Drivers")[1:]] == [
        ("K-IT-2", "K-IT-1"),
        ("K-IT-2", "K-HR-1"),
    ]
    file.rows["Drivers"][0]["Effect"] = "Lowers"
    plan.collect(file)
    assert plan.rows("Drivers")[1]["Effect"] == "Lowers"


def test_readings_without_a_kpi_are_each_taken(plan, file):
    other = Round().split()["HR"]
    other.sent = plan.bases[plan.latest["HR"]]
    for one in (file, other):
        one.add("Readings", Date=DAY, Value=len(one.file))
    plan.collect(file, other)
    assert [row["Value"] for row in plan.rows("Readings")[3:]] == [7.0]
    assert plan.collect(file, other).edits == ()


def test_readings_of_one_file_at_one_moment_are_all_taken(plan, file):
    for value in (4, 5):
        file.add("Readings", KPI="K-IT-2", Date=DAY, Value=value)
    plan.collect(file)
    assert [row["Value"] for row in plan.rows("Readings")[3:]] == [4.0, 5.0]
    assert plan.collect(file) == Merged()
