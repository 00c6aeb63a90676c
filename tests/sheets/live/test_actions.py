"""The block of the actions: what should be done of each by now, and how far that is."""

from datetime import datetime

import pytest

from tests.sheets.live.laid import laid, values

DAYS = {"Start": datetime(2026, 6, 20), "Due": datetime(2026, 7, 10)}  # half of them are gone


def actions_of(*rows):
    return laid({"Actions": [{"Action": "Train", **row} for row in rows]}).calculation.actions


@pytest.mark.parametrize(
    ("done", "status", "rank"),
    [
        (0.45, "On track", 1),
        (0.44, "At risk", 2),
        (0.3, "At risk", 2),
        (0.29, "Off track", 3),
        (1, "On track", 1),
        (None, "No data", 0),
        ("half", "No data", 0),
        (1.5, "No data", 0),
    ],
)
def test_what_is_done_is_held_against_the_days_gone(done, status, rank):
    found = actions_of({**DAYS, "Done": done})
    assert values(found.shown["Expected"], 1) == [0.5]
    assert values(found.shown["Status"], 1) == [status]
    assert values(found.rank, 1) == [rank]


def test_without_both_days_nothing_is_expected():
    found = actions_of({"Start": DAYS["Start"], "Done": 0.5}, {"Due": DAYS["Due"], "Done": 0.5})
    assert values(found.shown["Expected"], 2) == ["", ""]
    assert values(found.rank, 2) == [0, 0]
    assert values(found.due, 2) == [0, 46213]  # 2026-07-10


def test_an_action_whose_id_is_taken_is_not_judged():
    found = actions_of({"ID": "A-1", **DAYS, "Done": 1}, {"ID": "a-1", **DAYS, "Done": 1})
    assert values(found.shown["Status"], 2) == ["On track", "No data"]
    assert values(found.done, 2) == [1, 1]


def test_a_blank_row_has_no_status():
    assert values(actions_of({**DAYS}).shown["Status"], 2) == ["No data", ""]
