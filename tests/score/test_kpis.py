from datetime import timedelta

import pytest

from okrsheet.plan.model import Action, Kpi, Objective, Reading, Settings
from okrsheet.score import score_plan
from tests.score.plans import AS_OF, DUE, START, a_kpi, a_plan, day, only_kpi

NO_DATES = Settings()


@pytest.mark.parametrize(
    ("reached", "status"),
    [
        (0.5, "on_track"),
        (0.45, "on_track"),
        (0.44, "at_risk"),
        (0.3, "at_risk"),
        (0.29, "off_track"),
    ],
)
def test_a_kpi_is_judged_by_its_gap_to_the_pace(reached, status):
    # Day 50 of 100: expected 0.5; the gaps are 0.05 and 0.20.
    found = only_kpi(a_kpi("K", "O", reached))
    assert (found.score, found.expected, found.status) == (reached, 0.5, status)


def test_the_gaps_are_settings():
    wide = Settings(period_start=START, period_end=DUE, on_track_gap=0.3, at_risk_gap=0.4)
    assert only_kpi(a_kpi("K", "O", 0.2), settings=wide).status == "on_track"
    assert only_kpi(a_kpi("K", "O", 0.1), settings=wide).status == "at_risk"
    assert only_kpi(a_kpi("K", "O", 0.09), settings=wide).status == "off_track"


def test_going_backwards_shows_though_the_score_is_clamped():
    # Day 10 of 100: expected 0.1. At -0.15 the gap is 0.25; clamped to 0 it would be 0.1.
    found = only_kpi(a_kpi("K", "O", -0.15), as_of=day(10))
    assert (found.attainment, found.score, found.status) == (-0.15, 0.0, "off_track")


def test_a_kpi_beyond_its_target_scores_one_and_is_on_track():
    found = only_kpi(a_kpi("K", "O", 3.0))
    assert (found.attainment, found.score, found.status) == (3.0, 1.0, "on_track")


def test_a_kpi_that_was_not_read_has_no_data_and_nothing_expected():
    found = only_kpi(a_kpi("K", "O", None))
    assert (found.score, found.expected, found.status) == (None, None, "no_data")


@pytest.mark.parametrize("blank", ["baseline", "target", "direction"])
def test_a_reading_without_a_goal_is_shown_but_not_scored(blank):
    found = only_kpi(a_kpi("K", "O", 0.5, **{blank: None}))
    assert (found.actual, found.read_on) == (0.5, AS_OF)
    assert (found.attainment, found.expected, found.status) == (None, None, "no_data")


@pytest.mark.parametrize(
    ("as_of", "by_hand"), [(-5, 0.0), (0, 0.0), (1, 0.01), (100, 1.0), (105, 1.0)]
)
def test_pace_is_nothing_on_the_first_day_and_all_on_the_last(as_of, by_hand):
    assert only_kpi(a_kpi("K", "O", 0.5), as_of=day(as_of)).expected == by_hand


def test_start_and_due_are_its_own_then_the_objectives_then_the_periods():
    objective = Objective(id="O", start=day(40), due=day(60))
    own = {"start": day(45), "due": day(70)}
    assert only_kpi(a_kpi("K", "O", 1.0, **own), objective).expected == 0.2  # 5 of 25 days
    assert only_kpi(a_kpi("K", "O", 1.0), objective).expected == 0.5  # 10 of 20
    assert only_kpi(a_kpi("K", "O", 1.0, start=day(45)), objective).expected == 1 / 3  # 5 of 15
    assert only_kpi(a_kpi("K", "nobody", 1.0), objective).expected == 0.5  # 50 of 100


def test_dates_are_not_inherited_from_an_objective_further_up():
    above = Objective(id="A", start=day(49), due=day(50))
    assert only_kpi(a_kpi("K", "O", 1.0), above, Objective(id="O", parent="A")).expected == 0.5


@pytest.mark.parametrize("direction", ["Increase", "Milestone"])
def test_without_any_dates_a_score_stands_but_no_status(direction):
    found = only_kpi(a_kpi("K", "O", 0.5, direction=direction), settings=NO_DATES)
    assert (found.score, found.expected, found.status) == (0.5, None, "no_data")


def test_a_hold_needs_no_dates():
    hold = a_kpi("K", "O", 5.0, direction="Hold", low=6.0, tolerance=10.0)
    found = only_kpi(hold, settings=NO_DATES)
    assert (found.score, found.expected, found.status) == (0.9, 1.0, "at_risk")  # 1 of 10 off


def test_a_milestone_is_not_late_before_the_day_it_is_due():
    waits = a_kpi("K", "O", 0.0, direction="Milestone", due=AS_OF + timedelta(days=1))
    late = a_kpi("K", "O", 0.0, direction="Milestone", due=AS_OF)
    assert (only_kpi(waits).expected, only_kpi(waits).status) == (0.0, "on_track")
    assert (only_kpi(late).expected, only_kpi(late).status) == (1.0, "off_track")


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        ("Daily", 2),
        ("Weekly", 11),
        ("Monthly", 46),
        (None, 46),
        ("Quarterly", 137),
        ("Yearly", 548),
    ],
)
def test_a_kpi_reddens_on_the_day_after_its_reading_goes_stale(frequency, days):
    # A two-year goal, read on schedule at its middle (0.5), then abandoned.
    kpi = a_kpi("K", "O", None, frequency=frequency, start=day(-1000), due=day(1000), low=None)
    reading = Reading(kpi="K", date=day(0), value=0.5)
    fresh = only_kpi(kpi, reading, as_of=day(days))
    stale = only_kpi(kpi, reading, as_of=day(days + 1))
    assert fresh.expected == 0.5
    assert stale.expected == pytest.approx((1000 + days + 1) / 2000, abs=1e-12)


def test_a_row_with_a_taken_id_has_no_data():
    twice = a_plan(a_kpi("K", "O", 0.5), a_kpi("k", "O", 0.5, taken=True))
    _, second = score_plan(twice).kpis
    assert (second.id, second.score, second.status) == ("k", None, "no_data")


def only_action(**fields):
    action = Action.model_validate({"id": "A", "start": START, "due": DUE, **fields})
    return score_plan(a_plan(action)).actions[0]


@pytest.mark.parametrize(
    ("done", "status"),
    [
        (1.0, "on_track"),
        (0.45, "on_track"),
        (0.44, "at_risk"),
        (0.30, "at_risk"),
        (0.29, "off_track"),
    ],
)
def test_an_action_is_judged_by_what_is_done_of_it(done, status):
    found = only_action(done=done)
    assert (found.id, found.expected, found.status) == ("A", 0.5, status)


def test_an_action_of_which_nothing_is_said_has_no_data():
    assert (only_action().expected, only_action().status) == (0.5, "no_data")


@pytest.mark.parametrize("blank", ["start", "due"])
def test_an_action_without_dates_has_nothing_expected(blank):
    found = only_action(done=0.5, **{blank: None})
    assert (found.expected, found.status) == (None, "no_data")


def test_an_action_due_at_its_start_is_expected_from_that_day_on():
    assert only_action(start=AS_OF, due=AS_OF, done=0.0).expected == 1
    assert only_action(start=day(51), due=day(51), done=0.0).expected == 0


def test_an_action_with_a_taken_id_has_no_data():
    found = only_action(done=0.5, taken=True)
    assert (found.expected, found.status) == (None, "no_data")


def test_a_plan_without_kpis_or_actions_scores_nothing():
    found = score_plan(a_plan())
    assert (found.kpis, found.actions, found.objectives) == ((), (), ())


def test_kpis_keep_their_order():
    found = score_plan(a_plan(Kpi(id="B"), Kpi(id="A"), Kpi()))
    assert [kpi.id for kpi in found.kpis] == ["B", "A", None]
