"""A: pace, evidence, load, and what was met before it began."""

from datetime import date

import pytest

from tests.smart.linting import found
from tests.workbooks import Tables

START, DUE = date(2026, 1, 1), date(2026, 12, 31)
WAY = {"ID": "K-1", "Direction": "Increase", "Baseline": 0, "Target": 100}


def read(*values: float, **cells) -> Tables:
    """A KPI over the year 2026 with a reading on the 15th of each month."""
    readings = [
        {"KPI": "K-1", "Date": date(2026, month, 15), "Value": value}
        for month, value in enumerate(values, 1)
    ]
    return {"KPIs": [{**WAY, "Start": START, "Due": DUE, **cells}], "Readings": readings}


def test_a_pace_of_more_than_three_times_the_best_so_far_is_excessive():
    # By 15 March 2 a month at best: 0.071 a day; left are 97 in 30 days: 3.2 a day.
    [finding] = found("A01", read(0, 1, 3, Due=date(2026, 4, 14)))
    assert finding.field == "Target"
    assert finding.message == (
        "K-1 has to move by 98.3 a month to get from 3 to 100 by 2026-04-14; the best so far was "
        "2.17."
    )


def test_a_pace_of_three_times_the_best_is_not_yet_excessive():
    # 31 days to 15 February: 1 a day. From 62 on 15 March 84 are left in 28 days: 3 a day.
    values = (0, 31, 62)
    assert not found("A01", read(*values, Target=146, Due=date(2026, 4, 12)))
    # In February it moved 31 in 28 days, which is 1.107 a day; 3 times that is 93 in 28 days.
    assert not found("A01", read(*values, Target=155, Due=date(2026, 4, 12)))
    assert found("A01", read(*values, Target=156, Due=date(2026, 4, 12)))


def test_what_never_moved_towards_its_target_is_told_so():
    [finding] = found("A01", read(5, 5, 4))
    assert finding.message.endswith("by 2026-12-31, and it never has yet.")


def test_two_readings_show_no_pace():
    assert not found("A01", read(0, 1, Due=date(2026, 3, 1)))


def test_the_pace_of_a_sum_is_that_of_its_total():
    # 5 a month: 15 by March. 85 are left in 9 months, 9.2 a month: less than three times.
    assert not found("A01", read(5, 5, 5, **{"Reading is": "Sum"}))
    # To 160: 145 in 291 days, 0.498 a day; the best was 5 in 28 days, 0.179: not three times.
    assert not found("A01", read(5, 5, 5, Target=160, **{"Reading is": "Sum"}))
    assert found("A01", read(5, 5, 5, Target=175, **{"Reading is": "Sum"}))


@pytest.mark.parametrize(
    "cells",
    [
        {"Reading is": "Average"},
        {"Direction": "Hold"},
        {"Direction": "Milestone"},
        {"Target": None},
        {"Baseline": None},
        {"Target": 0},
        {"Target": 2},
        {"Due": date(2026, 3, 15)},
    ],
)
def test_without_a_way_ahead_of_it_no_pace_is_required(cells):
    assert not found("A01", read(0, 1, 3, **cells))


def test_readings_after_as_of_are_not_yet_history():
    assert not found("A01", read(0, 1, 3), as_of=date(2026, 3, 14))


def test_two_readings_on_one_day_show_no_pace():
    tables = read(0, 1, Due=date(2026, 3, 1))
    same_day = [*tables["Readings"], {"KPI": "K-1", "Date": date(2026, 2, 15), "Value": 90}]
    # From 0 to 1 in 31 days, 0.98 a month; the 89 of one day count for nothing.
    [finding] = found("A01", {**tables, "Readings": same_day})
    assert finding.message.endswith("the best so far was 0.981.")


def test_no_action_and_no_achievable_is_no_evidence():
    [finding] = found("A02", {"Objectives": [{"ID": "O-1"}]})
    assert finding.message == "No action and no evidence show that O-1 can be achieved."


@pytest.mark.parametrize("header", ["Achievable", "Actions"])
def test_a_sentence_or_an_action_below_is_evidence(header):
    rows = [{"ID": "O-1"}, {"ID": "O-2", "Parent": "O-1", "Achievable": "A pilot did"}]
    assert [one.id for one in found("A02", {"Objectives": rows})] == ["O-1"]
    actions = [{"ID": "A-1", "Objective": "o-2"}]
    assert not found("A02", {"Objectives": rows, "Actions": actions})


@pytest.mark.parametrize("gone", ["Actions", "Actions/Objective", "Objectives/Achievable"])
def test_what_the_workbook_lacks_explains_missing_evidence(gone):
    assert not found("A02", {"Objectives": [{"ID": "O-1"}]}, missing={gone})


def owned(*owners):
    return {"Objectives": [{"ID": f"O-{at}", "Owner": name} for at, name in enumerate(owners, 1)]}


def test_the_sixth_objective_of_one_owner_is_one_too_many():
    assert not found("A03", owned(*["Ann"] * 5, "Bob"))
    [finding] = found("A03", owned(*["Ann"] * 5, "ann ", "Ann"))
    assert (finding.id, finding.field) == ("O-6", "Owner")
    assert finding.message == (
        "ann owns 7 objectives, more than the 5 of the setting Objectives per owner."
    )


def test_every_name_in_an_owner_cell_carries_the_objective():
    assert found("A03", owned(*["Ann/Bob"] * 3, *["Bob"] * 3))


def test_a_target_that_was_met_on_the_first_day_is_already_met():
    tables = read(Target=10)
    for day, is_met in ((date(2025, 12, 31), True), (START, True), (date(2026, 1, 2), False)):
        reading = [{"KPI": "K-1", "Date": day, "Value": 10}]
        assert bool(found("A04", {**tables, "Readings": reading})) is is_met


def test_the_last_reading_before_the_start_decides():
    readings = [
        {"KPI": "K-1", "Date": date(2025, 11, 30), "Value": 10},
        {"KPI": "K-1", "Date": date(2025, 12, 31), "Value": 9.9},
    ]
    assert not found("A04", {**read(Target=10), "Readings": readings})


@pytest.mark.parametrize(
    ("cells", "is_met"),
    [
        ({"Direction": "Decrease", "Baseline": 24, "Target": 12}, True),
        ({"Direction": "Decrease", "Baseline": 24, "Target": 11}, False),
        ({"Direction": "Milestone"}, True),
        ({"Direction": "Hold", "Low": 1}, False),
        ({"Target": 12, "Reading is": "Sum"}, False),
        ({"Target": None}, False),
        ({"Baseline": 20, "Target": 12}, False),
    ],
)
def test_what_can_be_met_at_the_start_and_what_not(cells, is_met):
    tables = {**read(**cells), "Readings": [{"KPI": "K-1", "Date": START, "Value": 12}]}
    assert bool(found("A04", tables)) is is_met


def test_from_half_of_its_period_on_four_readings_are_wanted():
    # 364 days: half is over on 2 July.
    assert not found("A05", read(1, 2, 3), as_of=date(2026, 7, 1))
    [finding] = found("A05", read(1, 2, 3), as_of=date(2026, 7, 2))
    assert finding.message == "K-1 has 3 readings, and 182 of its 364 days are over."
    assert not found("A05", read(1, 2, 3, 4), as_of=date(2026, 7, 2))


@pytest.mark.parametrize(
    ("frequency", "readings", "is_few"),
    [("Quarterly", 1, False), ("Quarterly", 0, True), ("Yearly", 0, False), ("Daily", 3, True)],
)
def test_a_seldom_read_kpi_needs_what_its_frequency_gives(frequency, readings, is_few):
    tables = read(*range(readings), Frequency=frequency)
    assert bool(found("A05", tables, as_of=date(2026, 7, 2))) is is_few


def test_one_reading_and_none_are_told_in_words():
    one, none = (found("A05", read(*range(many)), as_of=date(2026, 7, 2)) for many in (1, 0))
    assert "has 1 reading," in one[0].message and "has no reading," in none[0].message


def test_after_its_due_date_and_for_a_milestone_no_readings_are_wanted():
    assert not found("A05", read(1), as_of=date(2027, 1, 1))
    assert not found("A05", read(1, Direction="Milestone"), as_of=date(2026, 9, 1))
    assert not found("A05", read(1), missing={"Readings"}, as_of=date(2026, 9, 1))
