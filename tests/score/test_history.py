"""The score over the months: which days are shown, and what counted on each of them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from okrsheet.plan.model import Kpi, Objective, Pillar, Plan, Reading, Settings
from okrsheet.score import score_plan
from okrsheet.score.history import Progress, history
from tests.score.plans import AS_OF, a_kpi, a_plan, day
from tests.score.reference import Reference
from tests.score.test_scores import near, plans

# The period of `plans` has 100 days from 2026-01-01 on; *as of* is its day 50, 20 February.
JANUARY = date(2026, 1, 31)  # day 30
TODAY = AS_OF.date()
NOTHING = Progress(score=(None, None), expected=(None, None))


def days(as_of, start=None, end=None, *rows):
    """The days of the history of a plan; its dates are written as ISO."""
    period = {"Period start": start, "Period end": end}
    given = {name: value and datetime.fromisoformat(value) for name, value in period.items()}
    plan = a_plan(
        *rows, as_of=datetime.fromisoformat(as_of), settings=Settings.model_validate(given)
    )
    return [one.isoformat() for one in history(plan).days]


def company(*readings, **kpi):
    """(score, expected) by day of a plan with one KPI, K, read on these (day, value)."""
    rows = [Reading(kpi="K", date=day(at), value=value) for at, value in readings]
    chain = Pillar(id="P"), Objective(id="O", pillar="P"), a_kpi("K", "O", None, **kpi)
    found = history(a_plan(*chain, *rows))
    assert found.days == (JANUARY, TODAY)
    assert found.pillars == (found.company,)  # the only pillar is all there is
    return found.company.score, found.company.expected


# -- the days ---------------------------------------------------------------------------------


def test_days_are_the_ends_of_the_months_so_far_and_as_of():
    shown = days("2026-04-15", "2026-01-01", "2026-12-31")
    assert shown == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-15"]


def test_as_of_at_a_months_end_is_shown_once():
    assert days("2026-02-28", "2026-01-01", "2026-12-31") == ["2026-01-31", "2026-02-28"]


def test_the_months_run_on_over_a_leap_day_and_the_new_year():
    assert days("2028-03-01", "2027-12-05") == [
        "2027-12-31",
        "2028-01-31",
        "2028-02-29",
        "2028-03-01",
    ]


def test_a_period_that_starts_on_the_last_of_a_month_shows_that_day():
    assert days("2026-03-05", "2026-01-31") == ["2026-01-31", "2026-02-28", "2026-03-05"]


def test_after_the_period_only_as_of_follows():
    late = days("2026-09-10", "2026-01-01", "2026-03-31")
    assert late == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-09-10"]
    assert days("2026-09-10", "2026-01-01", "2026-03-30")[-2:] == ["2026-02-28", "2026-09-10"]


@pytest.mark.parametrize("end", ["2026-12-31", "2025-01-01", None])
def test_before_the_period_there_is_only_as_of(end):
    assert days("2025-12-31", "2026-01-01", end) == ["2025-12-31"]


def test_without_a_start_it_begins_with_the_first_reading():
    rows = [Kpi(id="K"), *(Reading(kpi="K", date=day(at), value=1.0) for at in (45, 20))]
    assert days("2026-03-02", None, None, *rows) == ["2026-01-31", "2026-02-28", "2026-03-02"]


def test_without_a_start_it_may_begin_with_a_check_in():
    checked_in = Kpi(id="K", new_value=1.0, new_date=day(40))
    assert days("2026-03-02", None, None, checked_in) == ["2026-02-28", "2026-03-02"]


@pytest.mark.parametrize(
    "reading",
    [
        {"kpi": "K", "date": day(90), "value": 1.0},  # after as of
        {"kpi": "nobody", "date": day(1), "value": 1.0},
        {"kpi": "K", "date": day(1)},
        {"kpi": "K", "value": 1.0},
    ],
)
def test_without_a_start_what_is_not_read_opens_nothing(reading):
    assert days("2026-03-02", None, None, Kpi(id="K"), Reading(**reading)) == ["2026-03-02"]


def test_with_nothing_at_all_there_is_one_day_without_scores():
    found = history(Plan(as_of=TODAY))
    assert (found.days, found.company, found.pillars) == ((TODAY,), Progress((None,), (None,)), ())


@pytest.mark.parametrize(
    ("start", "shown", "second"),
    [
        ("2024-02-01", 24, "2024-03-31"),  # 23 months' ends and as of
        ("2024-01-01", 13, "2024-04-30"),  # 24: every second
        ("2022-02-01", 24, "2022-05-31"),  # 47: every second
        ("2022-01-01", 17, "2022-06-30"),  # 48: every third
        ("2020-02-01", 24, "2020-07-31"),  # 71: every third
        ("2020-01-01", 19, "2020-08-31"),  # 72: every fourth
    ],
)
def test_a_long_period_takes_every_second_or_third_month_so_that_24_days_do(start, shown, second):
    found = days("2026-01-15", start, "2030-12-31")
    assert (len(found), found[1], found[-1]) == (shown, second, "2026-01-15")


def test_the_calendar_may_be_used_to_its_end():
    found = days("9999-12-31", "1900-03-01", "9999-12-31")
    assert len(found) <= 24
    assert found[-1] == "9999-12-31"


# -- what counts on a day ---------------------------------------------------------------------


def test_a_day_knows_the_readings_up_to_it_and_no_later_ones():
    # On day 30 the reading of day 10 (expected 10 of 100 days), on day 50 that of day 45.
    assert company((10, 0.2), (45, 0.5)) == ((0.2, 0.5), (0.1, 0.45))


def test_before_the_first_reading_there_is_no_score():
    assert company((45, 0.5)) == ((None, 0.5), (None, 0.45))


def test_a_reading_counts_up_to_the_last_moment_of_a_months_end():
    last = 31 - 1 / 86_400  # a second before February
    assert company((last, 0.4))[0] == (0.4, 0.4)
    assert company((31, 0.4))[0] == (None, 0.4)


def test_what_was_read_before_the_period_counts():
    assert company((-5, 0.4)) == ((0.4, 0.4), (0.0, 0.5))  # 55 days old at last: stale


def test_a_reading_after_as_of_counts_on_no_day():
    assert company((10, 0.2), (51, 0.9))[0] == (0.2, 0.2)


def test_a_new_value_counts_from_its_moment():
    assert company((10, 0.2), new_value=0.6, new_date=day(20))[0] == (0.6, 0.6)
    assert company((10, 0.2), new_value=0.6, new_date=day(31))[0] == (0.2, 0.6)


def test_an_undated_new_value_counts_on_as_of_only():
    assert company((10, 0.2), new_value=0.6) == ((0.2, 0.6), (0.1, 0.5))


def test_a_reading_goes_stale_by_the_day_that_is_scored():
    # Weekly: at most 11 days old. On day 30 that of day 10 is stale; on day 50 that of 45 is not.
    weekly = company((10, 0.2), (45, 0.5), frequency="Weekly")
    assert weekly == ((0.2, 0.5), (0.3, 0.45))


def test_a_milestone_is_expected_from_its_due_day_on():
    reached = company((10, 0.5), direction="Milestone", due=day(40))
    assert reached == ((0.5, 0.5), (0.0, 1.0))
    assert company((10, 0.5), direction="Milestone", due=day(30))[1] == (1.0, 1.0)


def test_a_sum_grows_with_the_days():
    assert company((10, 0.25), (20, 0.25), (40, 0.25), reading_is="Sum")[0] == (0.5, 0.75)


def test_an_average_is_that_of_what_was_read_by_then():
    assert company((10, 0.25), (20, 0.75), (40, 0.8), reading_is="Average")[0] == (0.5, 0.6)


# -- company and pillars ----------------------------------------------------------------------


def test_pillars_stand_in_their_order_and_roll_up_by_weight():
    rows = [
        Pillar(id="A", weight=3.0),
        Pillar(id="a", taken=True),
        Pillar(id="B"),
        Pillar(id="C"),
        Objective(id="OA", pillar="A"),
        Objective(id="OB", pillar="B"),
        a_kpi("KA", "OA", None),
        a_kpi("KB", "OB", None),
        Reading(kpi="KA", date=day(10), value=0.25),
        Reading(kpi="KA", date=day(40), value=0.5),
        Reading(kpi="KB", date=day(40), value=1.0),
    ]
    found = history(a_plan(*rows))
    first, taken, second, empty = found.pillars
    assert first == Progress((0.25, 0.5), (0.1, 0.4))
    assert second == Progress((None, 1.0), (None, 0.4))
    assert (taken, empty) == (NOTHING, NOTHING)
    # January: A alone. Today: (3 * 0.5 + 1 * 1.0) / 4 = 0.625; expected (3 * 0.4 + 0.4) / 4.
    assert found.company.score == (0.25, 0.625)
    assert found.company.expected == pytest.approx((0.1, 0.4), abs=1e-12)


def test_a_plan_without_pillars_has_a_company_without_scores():
    found = history(a_plan(Objective(id="O"), a_kpi("K", "O", 0.5)))
    assert (found.company, found.pillars) == (NOTHING, ())


@given(plans())
@hypothesis_settings(max_examples=30)
def test_the_last_day_is_the_score_of_today(plan):
    found, scores = history(plan), score_plan(plan)
    today = [(each.score[-1], each.expected[-1]) for each in (found.company, *found.pillars)]
    nodes = (scores.company, *scores.pillars)
    assert found.days[-1] == scores.as_of
    assert today == [(node.score, node.expected) for node in nodes]


@given(plans())
@hypothesis_settings(max_examples=30)
def test_every_day_is_what_the_reference_scores_as_of_it(plan):
    found = history(plan)
    dated = [kpi.model_copy(update={"new_date": kpi.new_date or AS_OF}) for kpi in plan.kpis]
    for at, that_day in enumerate(found.days):
        reference = Reference(replace(plan, kpis=tuple(dated), as_of=that_day))
        for row, progress in zip(
            ("company", *plan.pillars), (found.company, *found.pillars), strict=True
        ):
            by_reference = reference.figures(row)
            assert progress.score[at] == near(by_reference.score)
            assert progress.expected[at] == near(by_reference.expected)


def test_rows_are_asked_once_however_many_days_are_scored():
    asked = []

    class Watched(Kpi):
        def __getattribute__(self, name):
            if name == "baseline":
                asked.append(self.id)
            return super().__getattribute__(name)

    found = history(a_plan(Watched(id="K", new_value=0.5), as_of=AS_OF + timedelta(days=365)))
    assert len(found.days) == 4  # three months' ends in the period, and as of
    assert asked == ["K"]
