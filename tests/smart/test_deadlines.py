"""Due dates and the dates in prose that they agree with."""

from datetime import date

import pytest

from okrsheet.smart.dates import mentions
from okrsheet.smart.deadlines import last_day, windows
from okrsheet.smart.text import tokens


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


def test_a_quarter_of_the_calendar_is_that_years_only():
    assert span("by Q2 2027") == [(date(2027, 3, 25), date(2027, 7, 7))]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by Q2 2026", "2026-06-30"),
        ("by the end of June 2026", "2026-06-30"),
        ("by 30 June 2026", "2026-06-30"),
        ("by July", "any-07-31"),
        ("by February 2028", "2028-02-29"),
        ("by the end of 2026", "2026-12-31"),
        ("by 07/08/2026", None),
        ("within six months", None),
    ],
)
def test_the_last_day_of_a_date_is_the_same_however_it_is_written(text, day):
    [mention] = mentions(tokens(text))
    assert last_day(mention) == day
