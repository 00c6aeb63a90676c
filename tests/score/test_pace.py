import math

import numpy as np
import pytest

from okrsheet.score.pace import FRESH_DAYS, expected, judged_on, linear


@pytest.mark.parametrize(
    ("day", "by_hand"),
    [(90, 0), (100, 0), (125, 0.25), (100.5, 0.005), (200, 1), (210, 1)],
)
def test_pace_runs_from_the_first_day_to_the_last_and_stops_there(day, by_hand):
    assert linear(day, start=100, due=200) == pytest.approx(by_hand, abs=1e-12)


@pytest.mark.parametrize("start", [200, 300])
@pytest.mark.parametrize(("day", "by_hand"), [(199.9, 0), (200, 1), (250, 1), (400, 1)])
def test_pace_without_time_between_is_a_step_at_due(start, day, by_hand):
    assert linear(day, start=start, due=200) == by_hand


@pytest.mark.parametrize(
    ("day", "start", "due"), [(None, 1, 2), (1, None, 2), (1, 1, None), (5, None, 2)]
)
def test_pace_needs_all_three_days(day, start, due):
    assert math.isnan(linear(day, start, due))


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        ("Daily", 2),
        ("Weekly", 11),
        ("Monthly", 46),
        (None, 46),
        ("Quarterly", 137),
        ("Yearly", 548),
    ],
)
def test_a_reading_is_fresh_up_to_the_last_day_of_its_frequency(frequency, days):
    as_of, limit = 1000, FRESH_DAYS[frequency]
    assert judged_on(as_of - days, as_of, limit) == as_of - days
    assert judged_on(as_of - days - 1, as_of, limit) == as_of
    assert judged_on(as_of - days - 0.25, as_of, limit) == as_of


def test_without_a_reading_a_kpi_is_judged_today():
    assert judged_on(None, 1000, 46) == 1000


def test_a_reading_later_today_is_fresh():
    assert judged_on(1000.75, 1000, 2) == 1000.75


@pytest.mark.parametrize("direction", ["Increase", "Decrease"])
def test_a_moving_kpi_is_paced_by_the_day_it_is_judged_on(direction):
    assert expected(direction, day=120, as_of=150, start=100, due=200) == 0.2


def test_a_hold_is_expected_to_hold_always():
    assert expected("Hold", day=100, as_of=100, start=None, due=None) == 1


@pytest.mark.parametrize(("as_of", "by_hand"), [(199, 0), (199.99, 0), (200, 1), (201, 1)])
def test_a_milestone_is_expected_from_its_due_day_on(as_of, by_hand):
    assert expected("Milestone", day=100, as_of=as_of, start=None, due=200) == by_hand


def test_a_milestone_without_due_has_nothing_expected():
    assert math.isnan(expected("Milestone", day=100, as_of=100, start=50, due=None))


def test_a_blank_direction_has_nothing_expected():
    assert math.isnan(expected(None, day=120, as_of=150, start=100, due=200))


def test_a_whole_column_is_paced_at_once():
    found = expected(
        np.array(["Increase", "Hold", "Milestone", ""]), [120, 120, 120, 120], 150, 100, 200
    )
    np.testing.assert_array_equal(found, [0.2, 1, 0, np.nan])
