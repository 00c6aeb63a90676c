"""Percentages that add up, and compare, as printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.rounding import adding_up, limit_text, percent, places_to_compare
from okrsheet.score.status import TOLERANCE

SHARES = st.floats(0, 1)


def told(percentages):
    return [str(one) for one in percentages]


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.5, "50.0"), (2 / 3, "66.7"), (0.3125, "31.3"), (1.0, "100.0"), (-0.25, "-25.0")],
)
def test_a_share_is_a_percentage_with_one_decimal_place_and_halves_up(share, text):
    assert str(percent(share)) == text


def test_no_share_is_minus_zero():
    assert str(percent(-0.0001)) == "0.0"


def test_a_share_beyond_measure_has_a_percentage():
    assert percent(1e300) == Decimal(10) ** 302


def test_thirds_sum_to_a_hundred():
    assert sorted(told(adding_up([1 / 3] * 3, 1))) == ["33.3", "33.3", "33.4"]


def test_what_was_cut_most_is_given_back_first():
    # 4.37, 1.25 and 4.38 of 10.0: down to 4.3, 1.2 and 4.3, so two of 0.1 to give.
    assert told(adding_up([0.0437, 0.0125, 0.0438], 0.1)) == ["4.4", "1.2", "4.4"]


def test_nothing_sums_to_nothing():
    assert adding_up([], 0) == []


@given(st.lists(SHARES, min_size=1, max_size=30))
def test_rounded_parts_sum_to_the_rounded_whole_and_none_strays(parts):
    whole = sum(parts)
    rounded = adding_up(parts, whole)
    assert sum(rounded) == percent(whole)
    for exact, part in zip(parts, rounded, strict=True):
        assert abs(float(part) - exact * 100) <= 0.1 + 1e-9


def test_a_clear_comparison_needs_one_place():
    assert places_to_compare(0.62, 0.55, [0.05, 0.2]) == 1


def test_a_close_comparison_gets_the_places_it_needs():
    # 62.04% - 57.00% is 5.04%, more than 5%, but 62.0% - 57.0% would be 5.0%.
    assert places_to_compare(0.6204, 0.57, [0.05]) == 2


@given(SHARES, SHARES, SHARES)
def test_a_printed_difference_stands_on_its_side_of_the_limit(minuend, subtrahend, limit):
    places = places_to_compare(minuend, subtrahend, [limit])
    printed = percent(minuend, places) - percent(subtrahend, places)
    within = printed <= Decimal(repr(limit)) * 100 + Decimal("1e-7")
    assert within == (minuend - subtrahend <= limit + TOLERANCE)


@pytest.mark.parametrize(("limit", "text"), [(0.05, "5%"), (0.125, "12.5%"), (0.0, "0%")])
def test_a_limit_is_told_as_it_was_set(limit, text):
    assert limit_text(limit) == text


def test_a_limit_of_all_is_a_hundred():
    assert limit_text(1.0) == "100%"
