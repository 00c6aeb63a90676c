from datetime import datetime

from okrsheet.departments.merged import Conflict, told

CONFLICT = Conflict(
    "IT",
    "IT.xlsx",
    "KPIs",
    "Measures",
    "K-1",
    ("Baseline", "Target"),
    (24.0, 12.0),
    (24.0, 10.0),
    (24.0, 11.0),
    3,
)


def test_values_are_told_as_a_person_says_them():
    assert told(("hours", 24.0, None, datetime(2026, 6, 30))) == "hours; 24; ; 2026-06-30"


def test_a_conflict_is_known_by_where_it_is_and_what_came_back():
    assert CONFLICT.field == "Baseline, Target"
    assert CONFLICT.key == ("IT", "KPIs", "K-1", "Baseline, Target", "24; 10")


def test_what_a_conflict_asks_is_where_it_is_what_came_back_and_what_stands():
    assert CONFLICT.asked == ("IT", "KPIs", "K-1", "Baseline, Target", "24; 10", "24; 11")
