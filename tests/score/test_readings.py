from datetime import datetime, timedelta

import pytest

from okrsheet.plan.model import Kpi, Objective, Reading, Settings
from okrsheet.score import score_plan
from tests.score.plans import AS_OF, START, a_plan, day, only_kpi


def read(*readings, settings=None, **kpi):
    """(actual, read on) of one KPI, K, with these (day of the period, value) readings."""
    rows = [Reading(kpi="K", date=day(at), value=value) for at, value in readings]
    score = only_kpi(Kpi.model_validate({"id": "K", **kpi}), *rows, settings=settings)
    return score.actual, score.read_on


def test_latest_is_the_value_at_the_last_date_whatever_the_order_of_rows():
    assert read((10, 1.0), (30, 3.0), (20, 2.0)) == (3.0, day(30))


def test_several_readings_at_the_last_moment_are_averaged():
    assert read((10, 9.0), (30, 3.0), (30, 6.0)) == (4.5, day(30))  # (3 + 6) / 2


def test_the_time_of_day_counts_within_a_day():
    assert read((30.25, 3.0), (30.75, 6.0)) == (6.0, day(30.75))


def test_a_kpi_without_readings_has_none():
    assert read() == (None, None)


def test_a_reading_counts_up_to_the_last_moment_of_as_of():
    last = AS_OF + timedelta(days=1) - timedelta(microseconds=1)
    found = only_kpi(Kpi(id="K"), Reading(kpi="K", date=last, value=1.0))
    assert (found.actual, found.read_on) == (1.0, last)


def test_a_reading_from_the_next_midnight_on_is_not_read_yet():
    assert read((20, 2.0), (51, 5.0)) == (2.0, day(20))


@pytest.mark.parametrize("row", [{"value": 1.0}, {"date": AS_OF}, {}])
def test_a_reading_needs_a_date_and_a_value(row):
    assert only_kpi(Kpi(id="K"), Reading(kpi="K", **row)).read_on is None


@pytest.mark.parametrize("kpi", [None, "other"])
def test_a_reading_of_no_known_kpi_is_not_read(kpi):
    assert only_kpi(Kpi(id="K"), Reading(kpi=kpi, date=AS_OF, value=1.0)).actual is None


def test_ids_are_compared_without_regard_to_case():
    found = only_kpi(Kpi(id="Sales.X"), Reading(kpi="sALES.x", date=AS_OF, value=1.0))
    assert found.actual == 1.0


def test_a_new_value_counts_at_once_on_as_of():
    assert read((49, 4.0), new_value=5.0) == (5.0, AS_OF)


def test_a_new_value_stands_at_its_own_date():
    assert read((20, 2.0), new_value=5.0, new_date=day(30)) == (5.0, day(30))
    assert read((40, 2.0), new_value=5.0, new_date=day(30)) == (2.0, day(40))


def test_a_new_value_stands_before_readings_of_the_same_moment():
    assert read((50, 2.0), new_value=5.0) == (5.0, AS_OF)


def test_a_reading_later_today_comes_after_an_undated_new_value():
    assert read((50.5, 2.0), new_value=5.0) == (2.0, day(50.5))


def test_a_new_value_dated_after_as_of_is_not_read_yet():
    assert read((20, 2.0), new_value=5.0, new_date=day(51)) == (2.0, day(20))


def test_a_new_value_whose_date_is_unreadable_is_not_read():
    assert read((20, 2.0), new_value=5.0, unread=frozenset({"New date"})) == (2.0, day(20))


def test_a_new_date_alone_is_no_reading():
    assert read(new_date=AS_OF) == (None, None)


def test_sum_and_average_take_start_and_as_of_into_their_window():
    # Start is day 0. Outside: day -0.5 (100), day 51 (100). Inside: 1 + 2 + 6 = 9, mean 3.
    readings = [(-0.5, 100.0), (0, 1.0), (30, 2.0), (50.75, 6.0), (51, 100.0)]
    assert read(*readings, reading_is="Sum") == (9.0, day(50.75))
    assert read(*readings, reading_is="Average") == (3.0, day(50.75))


def test_a_new_value_is_one_more_in_a_sum_or_average():
    assert read((10, 1.0), (50, 2.0), new_value=6.0, reading_is="Sum") == (9.0, AS_OF)
    assert read((10, 1.0), (50, 2.0), new_value=6.0, reading_is="Average") == (3.0, AS_OF)


def test_a_new_value_before_the_window_adds_nothing():
    assert read((10, 1.0), new_value=6.0, new_date=day(-1), reading_is="Sum") == (1.0, day(10))


def test_without_any_start_the_window_is_open():
    none = Settings()
    assert read((-900, 1.0), (50, 2.0), reading_is="Sum", settings=none) == (3.0, AS_OF)


def test_a_window_without_readings_has_no_actual_but_still_a_date():
    assert read((-1, 7.0), reading_is="Sum") == (None, day(-1))
    assert read((-1, 7.0), reading_is="Average") == (None, day(-1))


def test_the_window_opens_at_the_kpis_own_start_then_its_objectives():
    rows = [Reading(kpi="K", date=day(at), value=1.0) for at in (5, 15, 25)]
    objective = Objective(id="O", start=day(10))
    by_objective = Kpi(id="K", objective="O", reading_is="Sum")
    by_itself = Kpi(id="K", objective="O", reading_is="Sum", start=day(20))
    assert only_kpi(objective, by_objective, *rows).actual == 2.0
    assert only_kpi(objective, by_itself, *rows).actual == 1.0


def test_a_sum_that_no_number_can_hold_is_missing():
    assert read((10, 1.5e308), (20, 1.5e308), reading_is="Sum")[0] is None


def test_a_row_with_a_taken_id_reads_nothing():
    twice = [Kpi(id="K"), Kpi(id="K", taken=True, new_value=9.0)]
    rows = [Reading(kpi="K", date=START, value=1.0)]
    first, second = score_plan(a_plan(*twice, *rows)).kpis
    assert (first.actual, second.actual, second.read_on) == (1.0, None, None)


def test_dates_at_the_ends_of_the_calendar_are_read():
    long_ago, last = datetime(1900, 3, 1), datetime(9999, 12, 31)
    kpi = Kpi(id="K")
    assert only_kpi(kpi, Reading(kpi="K", date=long_ago, value=1.0)).read_on == long_ago
    assert only_kpi(Kpi(id="K", new_value=1.0), as_of=last).read_on == last
