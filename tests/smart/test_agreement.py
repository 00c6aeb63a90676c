"""M07: statement against fields."""

from datetime import date

import pytest

from tests.smart.linting import found

WAY = {"KPI": "Response time", "Direction": "Decrease", "Unit of measure": "hours"}


def told(statement, *kpis, due=None, start=date(2026, 1, 1), period_start=date(2026, 1, 1)):
    tables = {
        "Settings": [{"Setting": "Period start", "Value": period_start}],
        "Objectives": [{"ID": "O-1", "Objective": statement, "Start": start, "Due": due}],
        "KPIs": [{"ID": f"K-{at}", "Objective": "O-1", **kpi} for at, kpi in enumerate(kpis, 1)],
    }
    return [one.message for one in found("M07", tables)]


def kpi(baseline, target, unit="hours", **cells):
    return {**WAY, "Unit of measure": unit, "Baseline": baseline, "Target": target, **cells}


def test_a_target_that_the_text_says_otherwise_is_named_with_both():
    assert told("Cut response time from 24 to 10 hours", kpi(24, 12)) == [
        'O-1 says "24 to 10 hours", and K-1 has baseline 24 and target 12 hours.'
    ]


@pytest.mark.parametrize(
    ("statement", "baseline", "target", "unit"),
    [
        ("Cut response time from 24 to 12 hours", 24, 12, "hours"),
        ("Cut response time from 24 to 12 hours", 1440, 720, "min"),
        ("Cut response time from a day to 12 hours", 24, 12, "h"),
        ("Cut response time from two days to one day", 48, 24, "hours"),
        ("Cut response time from two days to one day", 16, 8, "hours"),
        ("Cut response time from twenty-four to twelve hours", 24, 12, "hours"),
        ("Cut response time 24h -> 12h", 24, 12, "hours"),
        ("Grow response time from 1.2m to EUR 1.5m", 1200000, 1500000, "EUR"),
        ("Grow response time from 1.2m to EUR 1.5m", 1.2, 1.5, "million EUR"),
        ("Grow response time from 1.2m to EUR 1.5m", 1204, 1512, "k€"),
        ("Raise response time from 5% to 30%", 0.05, 0.3, "%"),
        ("Raise response time from 5% to 30%", 5, 30, "percent"),
        ("Raise response time from 5 to 30 per cent", 5, 30, "%"),
        ("Grow response time from 18 to 26 thousand members", 18, 26, "thousand members"),
        ("Grow response time from 18,000 to 26,000 members", 18, 26, "thousand members"),
    ],
)
def test_figures_that_are_the_same_in_other_units_words_and_scales_agree(
    statement, baseline, target, unit
):
    assert not told(statement, kpi(baseline, target, unit))


@pytest.mark.parametrize(
    ("statement", "baseline", "target", "unit"),
    [
        ("Cut response time to ten hours", 24, 12, "hours"),
        ("Cut response time from two days to one day", 30, 20, "hours"),
        ("Grow response time from 1.2m to EUR 1.5m", 1200000, 1600000, "EUR"),
        ("Raise response time from 5% to 30%", 0.05, 0.25, "%"),
        ("Raise response time to 30%", 5, 25, "%"),
        ("Raise the response time from 78 to 86", 78, 84, "points"),
        ("Grow response time from 14 to 20 agents", 14, 22, "agents"),
    ],
)
def test_figures_that_are_not_the_same_contradict(statement, baseline, target, unit):
    assert told(statement, kpi(baseline, target, unit))


def test_one_kpi_that_agrees_is_enough():
    assert not told("Cut response time from 24 to 10 hours", kpi(24, 12), kpi(24, 10))


def test_a_bound_of_a_hold_is_held_against_the_limit_in_the_text():
    hold = {"KPI": "Audit score", "Direction": "Hold", "Unit of measure": "points"}
    assert not told("Keep the audit score at least at 95 points", {**hold, "Low": 95})
    assert told("Keep the audit score at least at 95 points", {**hold, "Low": 90}) == [
        'O-1 says "95 points", and K-1 has Low 90 points.'
    ]


@pytest.mark.parametrize(
    "silent",
    [
        kpi(24, 12, "minutes per case", KPI="Queue"),
        kpi(24, 12, "EUR"),
        kpi(24, 12, None),
        kpi(24, None),
        {"KPI": "Response time", "Direction": "Milestone"},
    ],
)
def test_a_kpi_of_another_name_unit_or_without_a_target_proves_nothing(silent):
    assert not told("Cut response time from 25 to 10 hours", silent)


def test_another_currency_proves_nothing():
    assert not told("Grow response time to EUR 2m", kpi(1, 3, "million USD"))


def test_a_kpi_of_an_objective_below_proves_nothing():
    tables = {
        "Objectives": [
            {"ID": "O-1", "Objective": "Cut response time to 10 hours"},
            {"ID": "O-2", "Parent": "O-1"},
        ],
        "KPIs": [{"ID": "K-1", "Objective": "O-2", **kpi(24, 12)}],
    }
    assert not found("M07", tables)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("by 31 July 2026", date(2026, 8, 8)),
        ("by July 31st, 2026", date(2026, 8, 8)),
        ("by the 31st of July", date(2026, 8, 8)),
        ("by 2026-07-31", date(2026, 7, 23)),
        ("by 31/07/2026", date(2026, 9, 30)),
        ("no later than 31 July 2026", date(2026, 12, 31)),
        ("by July 2026", date(2026, 8, 8)),
        ("by the end of Q3", date(2026, 10, 8)),
        ("by the end of Q3", date(2026, 8, 31)),
        ("by the end of the third quarter of 2026", date(2026, 6, 30)),
        ("by Q3 2026", date(2026, 6, 23)),
        ("by H1 2026", date(2026, 7, 8)),
        ("by the end of 2026", date(2026, 6, 30)),
        ("by year-end", date(2026, 6, 30)),
        ("by year end 2027", date(2026, 12, 31)),
        ("within the next 6 months", date(2026, 7, 20)),
        ("within six months", date(2026, 12, 31)),
        ("over the next two quarters", date(2026, 12, 31)),
        ("within the next year", date(2026, 6, 30)),
    ],
)
def test_a_due_date_beyond_the_slack_contradicts_the_text(said, due):
    [message] = told(f"Cut waste {said}", due=due)
    assert f'"{said}"' in message and f"due on {due}" in message


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("by 31 July 2026", date(2026, 8, 7)),
        ("by 31 July 2026", date(2026, 7, 24)),
        ("by 07/08/2026", date(2026, 7, 8)),
        ("by 07/08/2026", date(2026, 8, 7)),
        ("by the end of Q3", date(2026, 9, 30)),
        ("by Q3", date(2026, 7, 1)),
        ("by the end of the year", date(2026, 12, 31)),
        ("by 2027", date(2026, 12, 31)),
        ("by the end of June", date(2026, 6, 30)),
        ("by mid July", date(2026, 9, 30)),
        ("within the next 6 months", date(2026, 7, 1)),
        ("within the next 6 months", date(2026, 7, 19)),
        ("within 6 months of opening", date(2026, 12, 31)),
        ("within 2 days", date(2026, 12, 31)),
        ("compared with 31 December 2025", date(2026, 6, 30)),
        ("by 30 February 2026", date(2026, 2, 28)),
        ("by close of FY26", date(2026, 3, 31)),
        ("by 5%", date(2026, 3, 31)),
    ],
)
def test_a_due_date_within_the_slack_and_a_date_that_is_no_deadline_agree(said, due):
    assert not told(f"Cut waste {said}", due=due)


def test_a_quarter_may_be_one_of_the_plans_own_year():
    april = date(2026, 4, 1)
    assert not told("Cut waste by the end of Q3", due=date(2026, 12, 31), period_start=april)


def test_of_two_dates_one_that_agrees_is_enough():
    assert not told("Cut waste by 1 May 2026 and by 1 July 2026", due=date(2026, 7, 1))


def test_without_a_start_a_horizon_proves_nothing():
    tables = {
        "Objectives": [
            {"ID": "O-1", "Objective": "Cut waste within 6 months", "Due": date(2027, 6, 30)}
        ]
    }
    assert not found("M07", tables)


def test_a_year_at_either_end_of_the_calendar_is_no_exception():
    for due in (date(1900, 1, 1), date(9999, 12, 31)):
        assert isinstance(told("Cut waste by Q4 and within the next 90 years", due=due), list)
