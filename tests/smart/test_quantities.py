"""Numbers and units in prose."""

import pytest

from okrsheet.smart.quantities import changes, goals, quantities
from okrsheet.smart.text import tokens


def read(text):
    return [(one.value, one.unit and one.unit.name) for one in quantities(tokens(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("95%", [(95, "percent")]),
        ("95 per cent", [(95, "percent")]),
        ("12 hours", [(12, "hour")]),
        ("12h", [(12, "hour")]),
        ("a 30-day trial", [(30, "day")]),
        ("€1.5m", [(1_500_000, "eur")]),
        ("EUR 1.5 million", [(1_500_000, "eur")]),
        ("480 thousand GBP", [(480_000, "gbp")]),
        ("5k users", [(5000, None)]),
        ("twelve hours", [(12, "hour")]),
        ("one hour", [(1, "hour")]),
        ("one of us", []),
        ("twenty-four hours", [(24, "hour")]),
        ("a two-week sprint", [(2, "week")]),
        ("a rating of 4.5/5", [(4.5, "point")]),
        ("two dozen", [(2, None), (12, None)]),
        ("24 to 12 hours", [(24, "hour"), (12, "hour")]),
        ("18 to 26 thousand members", [(18_000, None), (26_000, None)]),
        ("from 1.2m to EUR 1.5m", [(1_200_000, "eur"), (1_500_000, "eur")]),
        ("from 5% to 30", [(5, "percent"), (30, "percent")]),
    ],
)
def test_figures_have_their_scale_and_unit(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["24/7", "ISO 9001", "phase 2", "2nd", "Q3", "B2B", "#4", "at 9am", "12:30", "v 3.2"]
)
def test_names_ordinals_and_times_of_day_are_no_figures(text):
    assert read(text) == []


def test_a_bare_year_is_marked_as_one():
    assert [one.is_year for one in quantities(tokens("in 2026 sell 2026 units to 2,026"))] == [
        True,
        True,
        False,
    ]


def test_a_figure_is_as_exact_as_it_is_written():
    places = [one.place for one in quantities(tokens("12; 6.5; 1.2m; 1,200"))]
    assert places == pytest.approx([1, 0.1, 100_000, 1])


def ways(text):
    run = tokens(text)
    found = changes(run, quantities(run))
    return [(change.start.value, change.goal.value) for change in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 24 to 12 hours", [(24, 12)]),
        ("24 to 12 hours", [(24, 12)]),
        ("12 to 24 hours", []),
        ("5 → 8", [(5, 8)]),
        ("from 24 hours on average to 12 hours", [(24, 12)]),
        ("from 24 hours to less than 12", [(24, 12)]),
        ("between 5 and 10", []),
        ("5-10%", []),
    ],
)
def test_a_way_goes_from_one_figure_to_another_and_a_range_does_not(text, expected):
    assert ways(text) == expected


def test_what_is_to_be_reached_is_a_goal():
    run = tokens("Cut 5 of 20 steps to about 12, reach EUR 3m")
    assert [one.value for one in goals(run, quantities(run))] == [12, 3_000_000]
