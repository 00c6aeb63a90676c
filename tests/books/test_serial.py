from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.books.serial import is_date_format, to_date, to_serial

# Serial numbers as Excel shows them for these days.
DAYS = [
    (1, datetime(1900, 1, 1)),
    (59, datetime(1900, 2, 28)),
    (61, datetime(1900, 3, 1)),
    (46203, datetime(2026, 6, 30)),
    (46203.75, datetime(2026, 6, 30, 18)),
    (2958465, datetime(9999, 12, 31)),
]


@pytest.mark.parametrize(("serial", "day"), DAYS)
def test_days_are_counted_from_1900_with_the_leap_day_that_never_was(serial, day):
    assert to_date(serial, date1904=False) == day
    assert to_serial(day, date1904=False) == serial


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    assert to_date(44741, date1904=True) == datetime(2026, 6, 30)
    assert to_serial(datetime(2026, 6, 30), date1904=True) == 44741


@pytest.mark.parametrize("serial", [-1, 2958466, 1e300])
def test_a_number_outside_of_the_calendar_is_no_date(serial):
    assert to_date(serial, date1904=False) is None


def test_a_day_before_the_calendar_has_a_negative_number():
    assert to_serial(datetime(1899, 12, 1), date1904=False) < 0


moments = st.datetimes(datetime(1901, 1, 1), datetime(9999, 12, 31, 23, 59))


@given(moments, st.booleans())
def test_a_moment_comes_back_to_the_millisecond(moment, date1904):
    if date1904 and moment < datetime(1904, 1, 1):
        return
    back = to_date(to_serial(moment, date1904), date1904)
    assert abs(back - moment) <= timedelta(milliseconds=1)


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        "d mmm",
        "[$-409]d\\-mmm\\-yy;@",
        "mmmm",
        "mm/yyyy",
        "dd/mm/yyyy hh:mm",
        "DD.MM",
    ],
)
def test_formats_with_a_day_a_month_or_a_year_show_dates(code):
    assert is_date_format(170, code)


@pytest.mark.parametrize(
    "code",
    ["General", "0.00", "[Red]0", '"day "0', "\\d0", "[h]:mm", "h:mm", "mm:ss", "0;[Blue]d", "@"],
)
def test_other_formats_do_not(code):
    assert not is_date_format(170, code)


@pytest.mark.parametrize(("number", "is_date"), [(14, True), (22, True), (57, True), (9, False)])
def test_formats_that_are_built_in_are_known_by_number(number, is_date):
    assert is_date_format(number, None) == is_date
