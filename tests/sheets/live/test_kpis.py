"""A KPI's attainment, expected and status, step by step and by hand."""

from datetime import datetime

import pytest

from okrsheet.sheets.live.kpis import label, pace
from tests.sheets.live.laid import laid, values

START, DUE = datetime(2026, 6, 20), datetime(2026, 7, 10)  # ten of its twenty days are gone
AIMED = {"Direction": "Increase", "Baseline": 0, "Target": 10, "Start": START, "Due": DUE}


def shown(**cells):
    """What the row of a KPI shows, by header."""
    row = {"ID": "K-1", **AIMED, **{name.replace("_", " "): cell for name, cell in cells.items()}}
    columns = laid({"KPIs": [row]}).calculation.kpis.shown
    return {header: column.values[0] for header, column in columns.items()}


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "attainment"),
    [
        (0, 10, 4, 0.4),
        (24, 12, 18, 0.5),
        (0, 10, 12, 1.2),
        (0, 10, -2, -0.2),
        (5, 5, 5, ""),
        (None, 10, 4, ""),
        (0, "ten", 4, ""),
        (0, 10, None, ""),
    ],
)
def test_the_way_from_baseline_to_target_is_the_attainment(baseline, target, actual, attainment):
    found = shown(Baseline=baseline, Target=target, New_value=actual)["Attainment"]
    assert found == (attainment if attainment == "" else pytest.approx(attainment))


@pytest.mark.parametrize(
    ("low", "high", "tolerance", "actual", "attainment"),
    [
        (2, 4, 2, 2, 1),
        (2, 4, 2, 4, 1),
        (2, 4, 2, 5, 0.5),
        (2, 4, 2, 1, 0.5),
        (2, 4, 2, 7, -0.5),
        (2, 4, None, 5, 0),
        (2, 4, 0, 5, 0),
        (2, None, 2, 99, 1),
        (None, 4, 2, 5, 0.5),
        (None, None, 2, 5, ""),
        (4, 2, 2, 3, ""),
    ],
)
def test_a_hold_is_kept_between_its_bounds(low, high, tolerance, actual, attainment):
    found = shown(Direction="Hold", Low=low, High=high, Tolerance=tolerance, New_value=actual)
    assert found["Attainment"] == attainment
    assert found["Expected"] == ("" if attainment == "" else 1)


def test_a_milestone_is_the_share_done_and_expected_on_its_due_day():
    found = shown(Direction="Milestone", New_value=0.3)
    assert (found["Attainment"], found["Expected"]) == (0.3, 0)
    assert shown(Direction="Milestone", New_value=0.3, Due=datetime(2026, 6, 30))["Expected"] == 1


def test_a_kpi_without_a_direction_has_no_attainment():
    found = shown(Direction=None, New_value=4)
    assert (found["Actual"], found["Attainment"], found["Status"]) == (4, "", "No data")


def test_half_of_its_days_are_gone():
    assert shown(New_value=4)["Expected"] == 0.5


@pytest.mark.parametrize(
    ("frequency", "expected"), [("Daily", 0.5), ("Weekly", 0.25), (None, 0.25), ("Yearly", 0.25)]
)
def test_a_stale_reading_is_judged_as_of_today(frequency, expected):
    """Five days old: fresh for a week's reading, stale for a day's."""
    found = shown(Frequency=frequency, New_value=4, New_date=datetime(2026, 6, 25))
    assert found["Expected"] == expected


@pytest.mark.parametrize(
    ("reached", "status"),
    [
        (4.5, "On track"),
        (4.499999995, "On track"),
        (4.49, "At risk"),
        (3, "At risk"),
        (2.9, "Off track"),
        (20, "On track"),
        (-20, "Off track"),
        (None, "No data"),
    ],
)
def test_the_gap_to_what_is_expected_decides_on_the_status(reached, status):
    assert shown(New_value=reached)["Status"] == status


def test_days_that_a_kpi_does_not_say_are_its_objectives_and_else_the_periods():
    period = [{"Setting": "Period start", "Value": START}, {"Setting": "Period end", "Value": DUE}]
    objectives = [{"ID": "O-1", "Due": datetime(2026, 6, 30)}]
    aimed = {**AIMED, "Start": None, "Due": None, "New value": 4}
    kpis = [{"ID": "K-1", "Objective": "O-1", **aimed}, {"ID": "K-2", **aimed}]
    tables = {"Settings": period, "Objectives": objectives, "KPIs": kpis}
    assert values(laid(tables).calculation.kpis.shown["Expected"], 2) == [1, 0.5]


def test_without_a_date_nothing_is_expected():
    assert shown(New_value=4, Start=None)["Expected"] == ""


def test_a_pace_needs_both_days_and_knows_a_start_that_is_not_before_its_due_day():
    share = "MAX(0,MIN(1,(N1-S1)/(D1-S1)))"
    said = f'IF(OR(S1=0,D1=0),"",IF(S1<D1,{share},IF(N1>=D1,1,0)))'
    assert pace("N1", "S1", "D1") == said


def test_a_rank_has_its_word():
    assert label("B5") == 'CHOOSE(B5+1,"No data","On track","At risk","Off track")'
