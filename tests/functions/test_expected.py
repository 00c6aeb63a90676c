from datetime import datetime, timedelta

import pytest

from okrsheet.books.book import CellError
from okrsheet.functions.expected import okr_expected

START = datetime(2026, 1, 1)
DUE = datetime(2026, 4, 11)  # 100 days later


def day(number):
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("number", "by_hand"), [(-5, 0.0), (0, 0.0), (25, 0.25), (50, 0.5), (100, 1.0), (120, 1.0)]
)
def test_it_grows_by_the_days_gone(number, by_hand):
    assert okr_expected(START, DUE, day(number)) == by_hand
    assert okr_expected(START, DUE, day(number), "Decrease") == by_hand


def test_serial_numbers_are_dates_too():
    assert okr_expected(46023, 46123, 46048) == 0.25  # 46023 is 2026-01-01


def test_the_time_of_day_of_as_of_does_not_count():
    assert okr_expected(START, DUE, day(50.75)) == 0.5


@pytest.mark.parametrize(
    ("age", "frequency", "by_hand"),
    [
        (30, None, 0.2),  # monthly: fresh, so judged on day 20
        (46, "Monthly", 0.04),
        (47, "Monthly", 0.5),  # stale, so judged on as of, day 50
        (11, "Weekly", 0.39),
        (12, "weekly", 0.5),
        (2, "Daily", 0.48),
        (3, "Daily", 0.5),
        (50, "Quarterly", 0.0),
        (50, "Yearly", 0.0),
    ],
)
def test_a_fresh_reading_is_judged_on_its_own_day_and_a_stale_one_on_as_of(age, frequency, by_hand):
    assert okr_expected(START, DUE, day(50), "Increase", day(50 - age), frequency) == by_hand


def test_a_reading_of_as_of_itself_is_known_at_any_hour():
    assert okr_expected(START, DUE, day(50), "Increase", day(50.5)) == pytest.approx(0.505)


def test_a_reading_after_as_of_is_refused():
    assert okr_expected(START, DUE, day(50), "Increase", day(51)) == (
        "Read on (2026-02-21) is after as of (2026-02-20): not known by then."
    )


def test_all_of_a_hold_is_expected_all_the_time():
    assert okr_expected(None, None, day(0), "Hold") == 1


@pytest.mark.parametrize(("number", "by_hand"), [(99, 0.0), (100, 1.0)])
def test_a_milestone_is_expected_from_due_on(number, by_hand):
    assert okr_expected(None, DUE, day(number), "Milestone") == by_hand


def test_where_start_is_not_before_due_all_is_expected_from_due_on():
    assert okr_expected(DUE, DUE, day(99)) == 0
    assert okr_expected(DUE, DUE, day(100)) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (None, DUE, day(1)),
        (START, None, day(1)),
        (START, None, None),
        (None, None, day(1), "Milestone"),
        (START, DUE, day(1), None),
    ],
)
def test_a_blank_that_it_takes_leaves_it_blank(arguments):
    assert okr_expected(*arguments) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((START, DUE, None), "As of is blank: give the day to judge on, such as TODAY()."),
        (("soon", DUE, DUE), "Start is text ('soon'): give a date."),
        ((START, 12, DUE), "Due is 12: give a date."),
        ((START, DUE, CellError("#VALUE!")), "The as of is #VALUE!."),
        (
            (START, DUE, DUE, "Up"),
            "Direction is text ('Up'): give Increase, Decrease, Hold or Milestone.",
        ),
        ((START, DUE, DUE, "Increase", True), "Read on is TRUE: give a date."),
        (
            (START, DUE, DUE, "Increase", None, "Hourly"),
            "Frequency is text ('Hourly'): give Daily, Weekly, Monthly, Quarterly or Yearly.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments, sentence):
    assert okr_expected(*arguments) == sentence


def test_a_column_is_answered_with_a_column():
    starts, dues = [[START], [None], [day(50)]], [[DUE], [None], [DUE]]
    assert okr_expected(starts, dues, day(75)) == [[0.75], [""], [0.5]]
