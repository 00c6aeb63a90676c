"""What the figures of a KPI rest on: readings, days and freshness."""

from math import fsum

import pytest
from hypothesis import given
from hypothesis import settings as examples

from okrsheet.plan.model import Objective, Reading, Settings
from okrsheet.score import score_plan
from okrsheet.score.evidence import evidence, known_readings
from tests.score.plans import AS_OF, DUE, START, a_kpi, a_plan, day
from tests.score.test_scores import plans


def the_evidence(*rows, settings=None):
    plan = a_plan(*rows, settings=settings)
    return evidence(plan, 0, known_readings(plan).get(0, ()))


def read(number, value, kpi="K"):
    return Reading(kpi=kpi, date=day(number), value=value)


def values(readings):
    return [one.value for one in readings]


def test_readings_stand_the_latest_first_without_those_to_come():
    rests_on = the_evidence(a_kpi("K", "A", None), read(10, 1.0), read(30, 3.0), read(51, 5.0))
    assert values(rests_on.readings) == [3.0, 1.0]


def test_a_reading_counts_to_the_last_hour_of_the_as_of_day():
    rests_on = the_evidence(a_kpi("K", "A", None), read(50.9, 3.0))
    assert values(rests_on.counted) == [3.0]
    assert rests_on.age == pytest.approx(-0.9)


def test_the_latest_value_is_made_of_all_readings_of_its_moment():
    rests_on = the_evidence(a_kpi("K", "A", None), read(30, 2.0), read(30, 4.0), read(10, 1.0))
    assert sorted(values(rests_on.counted)) == [2.0, 4.0]


def test_a_new_value_goes_before_the_readings_of_its_moment():
    kpi = a_kpi("K", "A", 9.0, new_date=day(30))
    rests_on = the_evidence(kpi, read(30, 2.0))
    assert [(one.value, one.is_new) for one in rests_on.counted] == [(9.0, True)]
    assert values(rests_on.readings) == [9.0, 2.0]


@pytest.mark.parametrize("reading_is", ["Sum", "Average"])
def test_a_sum_or_average_is_made_of_the_readings_from_the_start_on(reading_is):
    kpi = a_kpi("K", "A", None, reading_is=reading_is, start=day(20))
    rests_on = the_evidence(kpi, read(19, 1.0), read(20, 2.0), read(30, 4.0))
    assert values(rests_on.counted) == [4.0, 2.0]


def test_without_any_start_a_sum_is_made_of_all_readings():
    kpi = a_kpi("K", "A", None, reading_is="Sum")
    rests_on = the_evidence(kpi, read(-400, 1.0), read(30, 4.0), settings=Settings())
    assert values(rests_on.counted) == [4.0, 1.0]


def test_a_bound_comes_from_the_kpi_else_its_objective_else_the_period():
    objective = Objective(id="A", start=day(5), due=day(60))
    own = the_evidence(objective, a_kpi("K", "A", 0.5, start=day(7)))
    assert (own.start.day, own.start.source) == (day(7), "kpi")
    assert (own.due.day, own.due.source) == (day(60), "objective")
    loose = the_evidence(a_kpi("K", "nowhere", 0.5))
    assert (loose.start.day, loose.start.source) == (START, "period")
    assert (loose.due.day, loose.due.source) == (DUE, "period")


def test_a_bound_that_nobody_gives_has_no_source():
    rests_on = the_evidence(a_kpi("K", "A", 0.5), settings=Settings())
    assert (rests_on.due.day, rests_on.due.source) == (None, None)


@pytest.mark.parametrize(("age", "judged", "is_fresh"), [(11, 39, True), (12, 50, False)])
def test_a_kpi_is_judged_on_the_day_of_its_reading_while_that_is_fresh(age, judged, is_fresh):
    kpi = a_kpi("K", "A", None, frequency="Weekly")  # at most 11 days
    rests_on = the_evidence(kpi, read(50 - age, 0.2))
    assert (rests_on.age, rests_on.fresh_days) == (age, 11)
    assert (rests_on.judged_on, rests_on.is_fresh) == (day(judged), is_fresh)


def test_without_a_reading_a_kpi_is_judged_on_the_as_of_day():
    rests_on = the_evidence(a_kpi("K", "A", None))
    assert (rests_on.judged_on, rests_on.age, rests_on.is_fresh) == (AS_OF, None, False)
    assert rests_on.readings == ()


def test_a_kpi_whose_id_was_taken_has_no_readings():
    plan = a_plan(a_kpi("K", "A", 0.5), a_kpi("K", "A", 0.7, taken=True), read(3, 1.0))
    assert set(known_readings(plan)) == {0}


@examples(max_examples=50)
@given(plans())
def test_the_counted_readings_give_the_actual_value(plan):
    known, scores = known_readings(plan), score_plan(plan)
    for at, kpi in enumerate(plan.kpis):
        rests_on = evidence(plan, at, known.get(at, ()))
        counted = values(rests_on.counted)
        whole = fsum(counted) if kpi.reading_is == "Sum" else fsum(counted) / max(len(counted), 1)
        assert (scores.kpis[at].actual is None) == (not counted)
        if counted:
            assert scores.kpis[at].actual == pytest.approx(whole, abs=1e-9)
            assert scores.kpis[at].read_on == rests_on.readings[0].date


@examples(max_examples=50)
@given(plans())
def test_the_day_a_kpi_is_judged_on_gives_what_is_expected_of_it(plan):
    known, scores = known_readings(plan), score_plan(plan)
    for at, kpi in enumerate(plan.kpis):
        rests_on = evidence(plan, at, known.get(at, ()))
        start, due, figures = rests_on.start.day, rests_on.due.day, scores.kpis[at]
        moves = kpi.direction in ("Increase", "Decrease") and figures.attainment is not None
        if moves and start and due and start < due:
            gone = (rests_on.judged_on - start) / (due - start)
            assert figures.expected == pytest.approx(min(max(gone, 0), 1), abs=1e-9)
