"""Dates and horizons in prose."""

from datetime import date

import pytest

from okrsheet.smart.dates import mentions
from okrsheet.smart.deadlines import windows
from okrsheet.smart.text import tokens


def named(text):
    run = tokens(text)
    return [text[run[one.first].start : run[one.end - 1].end] for one in mentions(run)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by 31 July 2026", ["31 July 2026"]),
        ("by Jul. 31, 2026 or 1 Aug", ["Jul. 31, 2026", "1 Aug"]),
        ("on 2026-07-31", ["2026-07-31"]),
        ("in Q3 of 2026", ["Q3 of 2026"]),
        ("by the first quarter", ["first quarter"]),
        ("we may march in May", ["May"]),
        ("within the next two years", ["within the next two years"]),
        ("within 2 days", []),
        ("in 3 months", []),
        ("from 2000 to 2020 units", []),
        ("32 July", ["July"]),
        ("99/99/2026", []),
    ],
)
def test_dates_and_horizons_are_found_as_they_are_written(text, expected):
    assert named(text) == expected


def span(text, start=None, due=date(2026, 6, 30)):
    [mention] = mentions(tokens(text))
    return list(windows(mention, start, due, 1))


def test_a_day_has_a_week_of_slack_on_either_side():
    assert span("by 31 July 2026") == [(date(2026, 7, 24), date(2026, 8, 7))]


def test_the_end_of_a_quarter_is_its_last_weeks():
    assert (date(2026, 9, 7), date(2026, 10, 7)) in span("by the end of Q3 2026")


def test_six_months_end_on_the_same_day_with_a_tenth_of_slack():
    # 31 August and 6 months end on 28 February: 181 days, so 18 and a bit on either side.
    [(first, last)] = span("within the next 6 months", date(2025, 8, 31))
    assert (first, last) == (date(2026, 2, 10), date(2026, 3, 18))


def test_a_horizon_without_a_start_has_no_end():
    assert span("within the next 6 months") == []


def test_a_year_that_is_not_said_is_the_due_dates_or_one_beside_it():
    assert [first.year for first, _ in span("by 31 July")] == [2025, 2026, 2027]
