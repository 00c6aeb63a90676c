import math

import numpy as np
import pytest

from okrsheet.score.attainment import attainment, clamped


def attained(direction, actual, baseline=None, target=None, low=None, high=None, tolerance=None):
    found = float(attainment(direction, actual, baseline, target, low, high, tolerance))
    return None if math.isnan(found) else found


@pytest.mark.parametrize(
    ("direction", "actual", "baseline", "target", "by_hand"),
    [
        ("Increase", 15, 10, 20, 0.5),  # 5 of 10
        ("Increase", 10, 10, 20, 0.0),
        ("Increase", 20, 10, 20, 1.0),
        ("Increase", 25, 10, 20, 1.5),  # 15 of 10: beyond the target
        ("Increase", 5, 10, 20, -0.5),  # 5 the wrong way
        ("Decrease", 18, 24, 12, 0.5),  # 6 of 12 hours
        ("Decrease", 24, 24, 12, 0.0),
        ("Decrease", 12, 24, 12, 1.0),
        ("Decrease", 27, 24, 12, -0.25),  # 3 hours slower, of 12
        ("Increase", -1, -2, 2, 0.25),  # 1 of 4, across zero
    ],
)
def test_increase_and_decrease_share_one_signed_formula(
    direction, actual, baseline, target, by_hand
):
    assert attained(direction, actual, baseline, target) == by_hand


@pytest.mark.parametrize(
    ("actual", "baseline", "target"),
    [(None, 1, 2), (1, None, 2), (1, 1, None), (5, 3, 3), (3, 3, 3)],
)
@pytest.mark.parametrize("direction", ["Increase", "Decrease"])
def test_a_missing_number_or_a_target_at_the_baseline_leaves_no_attainment(
    direction, actual, baseline, target
):
    assert attained(direction, actual, baseline, target) is None


@pytest.mark.parametrize(
    ("actual", "low", "high", "tolerance", "by_hand"),
    [
        (5, 4, 6, None, 1.0),
        (4, 4, 6, None, 1.0),  # a bound is inside
        (6, 4, 6, None, 1.0),
        (3.9, 4, 6, None, 0.0),  # outside without a tolerance
        (6.1, 4, 6, None, 0.0),
        (3, 4, 6, 4, 0.75),  # 1 outside, of 4 tolerated
        (8, 4, 6, 4, 0.5),  # 2 outside
        (0, 4, 6, 4, 0.0),  # all of it
        (-4, 4, 6, 4, -1.0),  # raw goes below 0
        (3, 4, None, 4, 0.75),  # one bound is enough
        (99, 4, None, None, 1.0),
        (8, None, 6, 4, 0.5),
        (-99, None, 6, None, 1.0),
        (3, 4, 6, 0, 0.0),  # a tolerance of 0 or less counts as none
        (3, 4, 6, -4, 0.0),
        (5, 5, 5, None, 1.0),
    ],
)
def test_hold_is_one_between_its_bounds_and_loses_by_distance(
    actual, low, high, tolerance, by_hand
):
    assert attained("Hold", actual, low=low, high=high, tolerance=tolerance) == by_hand


@pytest.mark.parametrize(("actual", "low", "high"), [(None, 4, 6), (5, None, None), (5, 6, 4)])
def test_hold_without_a_reading_or_usable_bounds_has_no_attainment(actual, low, high):
    assert attained("Hold", actual, low=low, high=high, tolerance=1) is None


def test_a_milestone_attains_the_share_done():
    assert attained("Milestone", 0.4) == 0.4
    assert attained("Milestone", None) is None


def test_a_blank_direction_has_no_attainment():
    assert attained(None, 15, 10, 20, 4, 6, 1) is None


def test_what_no_number_can_hold_is_missing():
    assert attained("Increase", 1e308, -1e308, 1e308) is None
    assert attained("Milestone", math.inf) is None


def test_a_whole_column_is_attained_at_once():
    found = attainment(
        np.array(["Increase", "Hold", "Milestone", ""]),
        [15, 5, 0.3, 1],
        [10, None, None, 0],
        [20, None, None, 1],
        [None, 4, None, None],
        [None, 6, None, None],
        None,
    )
    np.testing.assert_array_equal(found, [0.5, 1, 0.3, np.nan])


@pytest.mark.parametrize(("raw", "score"), [(-0.5, 0), (0, 0), (0.5, 0.5), (1, 1), (1.5, 1)])
def test_a_score_is_clamped_to_its_range(raw, score):
    assert clamped(raw) == score


def test_no_attainment_gives_no_score():
    assert np.isnan(clamped(None))
