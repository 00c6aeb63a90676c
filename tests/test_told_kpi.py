"""A KPI and an action told: each number as arithmetic that is right as printed."""

import re

import pytest
from hypothesis import given
from hypothesis import settings as examples

from okrsheet.plan.model import Action, Objective, Pillar, Reading, Settings
from okrsheet.score import score_plan
from okrsheet.score.accountant import account
from okrsheet.told_kpi import action_lines, kpi_lines
from tests.accounts import account_of, shown
from tests.departments.parts import PLAN as DEPARTMENTS
from tests.departments.parts import department
from tests.score.plans import PERIOD, START, a_kpi, day
from tests.score.test_scores import plans

DEFAULTS = Settings.model_validate(PERIOD)


def told(*rows, settings=None):
    return shown(kpi_lines(account_of("K", *rows, settings=settings), settings or DEFAULTS))


def attainment(reached, **fields):
    (line,) = [line for line in told(a_kpi("K", "A", reached, **fields)) if "attainment" in line]
    return line


def readings(*pairs):
    return [Reading(kpi="K", date=day(number), value=value) for number, value in pairs]


def test_a_kpi_is_told_from_its_nature_to_its_status():
    fields = {"type": "Lagging", "unit_of_measure": "hours", "direction": "Decrease"}
    kpi = a_kpi("K", "A", None, baseline=24.0, target=12.0, **fields)
    rows = Pillar(id="P"), Objective(id="A", pillar="P", due=day(80)), kpi
    # 24 to 12, at 18: a half; day 40 of 80: a half.
    assert told(*rows, *readings((40, 18.0), (10, 22.0))) == [
        "Lagging KPI, Decrease, in hours; effective weight 100.0% of the company",
        "actual 18: the latest of 2 readings",
        "  2026-02-10  18",
        "  2026-01-11  22",
        "start 2026-01-01 (the period's), due 2026-03-22 (its objective's)",
        "attainment (18 - 24) / (12 - 24) = 50.0%",
        "judged on 2026-02-10: last reading, 10 days old, fresh (as Monthly: up to 46)",
        "expected 40 / 80 days from start to due = 50.0%",
        "expected 50.0% - score 50.0% = 0.0% behind: at most 5%: ● On track",
    ]


def test_what_goes_backwards_shows_in_the_status_rule():
    lines = told(a_kpi("K", "A", -0.1))
    assert "attainment ((-0.1) - 0) / (1 - 0) = -10.0%" in lines
    assert "score 0.0%: the attainment, cut to 0% to 100%" in lines
    assert lines[-1].startswith("expected 50.0% - attainment (-10.0%) = 60.0% behind")


def test_more_than_all_scores_all():
    lines = told(a_kpi("K", "A", 1.2))
    assert "attainment (1.2 - 0) / (1 - 0) = 120.0%" in lines
    assert lines[-1] == "score 100.0% - expected 50.0% = 50.0% ahead: ● On track"


@pytest.mark.parametrize(
    ("actual", "fields", "line"),
    [
        (5.0, {"low": 2.0, "high": 8.0}, "attainment 5 is within 2 to 8: 100.0%"),
        (5.0, {"low": 2.0}, "attainment 5 is at least 2: 100.0%"),
        (9.0, {"high": 8.0, "tolerance": 4.0}, "attainment 1 - (9 - 8) / 4 = 75.0%"),
        (1.0, {"low": 2.0, "tolerance": 4.0}, "attainment 1 - (2 - 1) / 4 = 75.0%"),
        (9.0, {"high": 8.0}, "attainment 9 is not at most 8, and there is no Tolerance: 0.0%"),
    ],
)
def test_holding_is_told_by_its_bounds(actual, fields, line):
    assert attainment(actual, direction="Hold", **fields) == line


def test_a_milestone_is_told_as_read():
    assert attainment(0.6, direction="Milestone") == "attainment as read, the share done: 60.0%"


@pytest.mark.parametrize(
    ("reached", "fields", "why"),
    [
        (None, {}, "there is no actual"),
        (0.5, {"direction": None}, "there is no Direction"),
        (0.5, {"baseline": None}, "Baseline is missing"),
        (0.5, {"target": None}, "Target is missing"),
        (0.5, {"target": 0.0}, "Target equals Baseline"),
        (0.5, {"direction": "Hold"}, "Low and High are blank"),
        (0.5, {"direction": "Hold", "low": 3.0, "high": 2.0}, "Low is above High"),
        (1e308, {"baseline": -1e308, "target": 0.0}, "the numbers are too large"),
    ],
)
def test_a_kpi_without_attainment_says_why(reached, fields, why):
    assert attainment(reached, **fields) == f"no attainment, since {why}: ○ No data"


def test_without_dates_there_is_nothing_to_compare_with():
    lines = told(a_kpi("K", "A", 0.5), settings=Settings())
    assert lines[-2:] == [
        "nothing is expected: no Start and no Due",
        "nothing to compare with: ○ No data",
    ]


def test_a_new_value_is_told_as_one():
    lines = told(a_kpi("K", "A", 0.5), *readings((40, 0.4)))
    assert lines[1:4] == [
        "actual 0.5: the New value, of 2026-02-20",
        "  2026-02-20  0.5  New value",
        "  2026-02-10  0.4",
    ]


def test_several_readings_at_one_moment_are_averaged():
    lines = told(a_kpi("K", "A", None), *readings((40, 0.4), (40, 0.8)))
    assert lines[1] == "actual 1.2 / 2 = 0.6: the mean of 2 readings at the moment 2026-02-10"


def test_the_only_reading_is_told_as_the_only_one():
    assert told(a_kpi("K", "A", None), *readings((40, 0.4)))[1] == "actual 0.4: the only reading"


def test_an_average_is_told_as_arithmetic():
    lines = told(a_kpi("K", "A", None, reading_is="Average"), *readings((40, 0.4), (30, 0.5)))
    assert lines[1] == "actual 0.9 / 2 = 0.45: the average of 2 readings from 2026-01-01 on"


def test_readings_before_the_start_are_shown_and_not_counted():
    kpi = a_kpi("K", "A", None, reading_is="Sum", start=day(20))
    lines = told(kpi, *readings((40, 0.4), (10, 0.5)))
    assert lines[1] == "actual 0.4: the sum of 1 reading from 2026-01-21 on"
    assert lines[3] == "  2026-01-11  0.5  before the start: not counted"


def test_a_kpi_read_before_its_start_only_has_no_actual():
    lines = told(a_kpi("K", "A", None, reading_is="Sum", start=day(20)), *readings((10, 0.5)))
    assert lines[1] == "no actual: there is no reading from 2026-01-21 on"


def test_ten_readings_are_shown_and_the_others_counted():
    every_day = readings(*((number, number / 100) for number in range(1, 13)))
    lines = told(a_kpi("K", "A", None), *every_day)
    assert lines[2].split() == ["2026-01-13", "0.12"]
    assert lines[11].split() == ["2026-01-04", "0.03"]
    assert lines[12] == "  and 2 earlier"


def test_the_readings_of_a_sum_add_up_as_shown():
    every_day = readings(*((number, float(number)) for number in range(1, 13)))
    lines = told(a_kpi("K", "A", None, reading_is="Sum", target=100.0), *every_day)
    assert lines[1].startswith("actual 78: the sum of 12 readings")  # 12 * 13 / 2
    assert [int(line.split()[1]) for line in lines[2:12]] == list(range(12, 2, -1))
    assert lines[12] == "  and 2 earlier: the 2 that count sum to 3"


def test_an_action_is_told_with_its_days():
    action = Action(id="T", objective="A", start=START, due=day(80), done=0.5)
    # Day 50 of 80 is 62.5%.
    assert shown(action_lines(account_of("T", action), DEFAULTS)) == [
        "action for A; it counts in no score",
        "start 2026-01-01, due 2026-03-22, as of 2026-02-20",
        "expected 50 / 80 days from start to due = 62.5%",
        "expected 62.5% - done 50.0% = 12.5% behind: more than 5%, at most 20%: ▲ At risk",
    ]


def test_an_action_that_cannot_be_judged_says_why():
    blank = account_of("T", Action(id="T", start=START, due=day(80)))
    assert shown(action_lines(blank, DEFAULTS))[-1] == "Done is blank: ○ No data"
    loose = shown(action_lines(account_of("T", Action(id="T", done=0.5)), DEFAULTS))
    assert loose[0] == "action for no objective; it counts in no score"
    assert loose[-1] == "nothing to compare with: ○ No data"


@examples(max_examples=40)
@given(plans())
def test_printed_attainments_are_right_as_printed(plan):
    scores = score_plan(plan)
    for kpi in plan.kpis:
        if kpi.id is None or kpi.taken:
            continue
        lines = shown(kpi_lines(account(plan, scores, kpi.id), plan.settings))
        sums = (re.fullmatch(r"attainment (.*) = (-?[\d.]+)%", line) for line in lines)
        for arithmetic, percentage in (match.groups() for match in sums if match):
            assert re.fullmatch(r"[\d.\-+/() ]+", arithmetic)
            assert eval(arithmetic) * 100 == pytest.approx(float(percentage), abs=0.0501)


def test_a_departments_kpi_weighs_in_the_department():
    own = department(DEPARTMENTS, "EAST")
    found = account(own, score_plan(own), "KE")
    first, *_ = shown(kpi_lines(found, own.settings))
    assert first == "untyped KPI, Increase; effective weight 100.0% of the department"
