"""What is expected, told as the days it is counted from."""

import pytest

from okrsheet.plan.model import Reading, Settings
from okrsheet.told_pace import bounds_text, day_text, days_text, linear_text, pace_lines
from tests.accounts import account_of
from tests.score.plans import AS_OF, DUE, START, a_kpi, day

# The period runs from 1 January 2026 for 100 days; the as-of day, 20 February, is its 50th.


def paced(*rows, settings=None):
    found = account_of("K", *rows, settings=settings)
    return list(pace_lines(found.kpi, found.figures.expected, found.evidence))


def read(number):
    return Reading(kpi="K", date=day(number), value=0.2)


def test_a_fresh_reading_is_judged_on_its_day():
    assert paced(a_kpi("K", "A", None, frequency="Weekly"), read(45)) == [
        "judged on 2026-02-15: last reading, 5 days old, fresh (Weekly: up to 11)",
        "expected 45 / 100 days from start to due = 45.0%",
    ]


def test_a_stale_reading_is_judged_on_the_as_of_day():
    assert paced(a_kpi("K", "A", None), read(3)) == [
        "judged on 2026-02-20: last reading, 47 days old, stale (as Monthly: up to 46)",
        "expected 50 / 100 days from start to due = 50.0%",
    ]


def test_one_day_is_one_day():
    assert "last reading, 1 day old," in paced(a_kpi("K", "A", None), read(49))[0]


def test_a_later_hour_of_the_as_of_day_is_no_day_old():
    assert paced(a_kpi("K", "A", None), read(50.75)) == [
        "judged on 2026-02-20 18:00:00: last reading, 0 days old, fresh (as Monthly: up to 46)",
        "expected 50.75 / 100 days from start to due = 50.8%",
    ]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (-10, "expected -10 / 100 days from start to due = -10.0%, cut to 0.0%"),
        (110, "expected 110 / 100 days from start to due = 110.0%, cut to 100.0%"),
    ],
)
def test_days_outside_start_and_due_are_cut(number, told):
    expected = 0.0 if number < 0 else 1.0
    assert linear_text(day(number), START, DUE, expected) == told


def test_where_start_is_not_before_due_all_is_expected_from_due_on():
    told = linear_text(AS_OF, DUE, DUE, 0.0)
    assert told == "expected 0.0%: start is not before due, and 2026-02-20 is before due"
    assert "2026-04-11 is not before due" in linear_text(DUE, DUE, DUE, 1.0)


def test_without_dates_nothing_is_expected():
    assert linear_text(AS_OF, None, None, None) == "nothing is expected: no Start and no Due"
    assert linear_text(AS_OF, START, None, None) == "nothing is expected: no Due"


def test_what_is_to_be_held_is_expected_all_the_time():
    (told,) = paced(a_kpi("K", "A", 0.5, direction="Hold", low=0.0))
    assert told == "expected 100.0%: what is to be held is expected all the time"


def test_a_milestone_is_expected_from_its_due_day_on():
    early = paced(a_kpi("K", "A", 0.5, direction="Milestone"))
    assert early == ["expected 0.0%: the as-of day 2026-02-20 is before due 2026-04-11"]
    late = paced(a_kpi("K", "A", 0.5, direction="Milestone", due=AS_OF))
    assert late == ["expected 100.0%: the as-of day 2026-02-20 is not before due 2026-02-20"]


def test_a_milestone_without_due_expects_nothing():
    kpi = a_kpi("K", "A", 0.5, direction="Milestone", start=START)
    assert paced(kpi, settings=Settings()) == ["nothing is expected: no Due"]


def test_the_first_and_last_day_say_where_they_come_from():
    found = account_of("K", a_kpi("K", "A", 0.5, due=day(80)))
    told = "start 2026-01-01 (the period's), due 2026-03-22 (its own)"
    assert bounds_text(found.evidence) == told
    loose = account_of("K", a_kpi("K", "A", 0.5), settings=Settings())
    assert bounds_text(loose.evidence) == "start none, due none"


def test_a_blink_behind_midnight_is_no_time_of_day():
    blink = day(50.00000001)
    assert day_text(blink) == "2026-02-20"
    assert days_text((blink - START).total_seconds() / 86400) == "50"
