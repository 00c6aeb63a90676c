"""T05-T07: how often, how late, and what is left open."""

from datetime import date

import pytest

from okrsheet.books.book import CellError
from tests.smart.linting import found

START, DUE = date(2026, 1, 1), date(2026, 12, 31)


def kpi(read_on=None, **cells):
    row = {"ID": "K-1", "Direction": "Increase", "Baseline": 0, "Target": 10, "Start": START}
    readings = [{"KPI": "K-1", "Date": read_on, "Value": 5}] if read_on else []
    return {"KPIs": [{**row, "Due": DUE, **cells}], "Readings": readings}


@pytest.mark.parametrize(
    ("frequency", "due", "is_rare"),
    [
        ("Yearly", date(2026, 6, 30), True),
        ("Yearly", date(2028, 12, 31), False),
        ("Quarterly", date(2026, 6, 30), True),
        ("Quarterly", date(2026, 9, 30), False),
        ("Monthly", date(2026, 2, 28), True),
        ("Monthly", date(2026, 3, 31), False),
        ("Weekly", date(2026, 1, 31), False),
        (None, date(2026, 1, 5), False),
    ],
)
def test_fewer_than_three_readings_in_the_period_are_too_rare(frequency, due, is_rare):
    assert bool(found("T05", kpi(Frequency=frequency, Due=due))) is is_rare


def test_the_number_of_readings_is_named():
    [finding] = found("T05", kpi(Frequency="Yearly", Due=date(2026, 6, 30)))
    assert finding.message == "K-1 is read yearly, which gives no reading in its 180 days."
    assert finding.field == "Frequency"


def test_a_milestone_is_not_read_by_a_frequency():
    cells = {"Frequency": "Yearly", "Due": date(2026, 6, 30), "Direction": "Milestone"}
    assert not found("T05", kpi(**cells))


@pytest.mark.parametrize(
    ("frequency", "days"),
    [("Daily", 2), ("Weekly", 11), ("Monthly", 46), (None, 46), ("Quarterly", 137)],
)
def test_a_reading_is_overdue_the_day_after_it_went_stale(frequency, days):
    read_on = date(2026, 3, 1)
    fresh, stale = (date.fromordinal(read_on.toordinal() + days + late) for late in (0, 1))
    assert not found("T06", kpi(read_on, Frequency=frequency), as_of=fresh)
    [finding] = found("T06", kpi(read_on, Frequency=frequency), as_of=stale)
    rhythm = (frequency or "Monthly").lower()
    assert finding.message == (
        f"K-1 was last read on 2026-03-01, {days + 1} days ago; it is to be read {rhythm}."
    )


def test_a_kpi_never_read_is_overdue_once_it_has_run_for_as_long():
    assert not found("T06", kpi(), as_of=date(2026, 2, 16))
    [finding] = found("T06", kpi(), as_of=date(2026, 2, 17))
    assert "has not been read since it started on 2026-01-01" in finding.message


def test_before_its_start_and_after_its_due_date_nothing_is_overdue():
    assert not found("T06", kpi(Start=date(2026, 9, 1)))
    assert not found("T06", kpi(Due=date(2026, 6, 29)))
    assert found("T06", kpi(Due=date(2026, 6, 30)))


def test_a_milestone_that_is_done_and_a_new_value_are_not_overdue():
    assert not found("T06", kpi(date(2026, 1, 2), Direction="Milestone", **{"New value": 1}))
    assert not found("T06", kpi(**{"New value": 1}))


def test_a_new_value_that_could_not_be_read_explains_the_missing_reading():
    assert not found("T06", kpi(**{"New value": CellError("#N/A")}))
    assert not found("T06", kpi(), missing={"Readings"})


def objective(due, value):
    return {
        "Objectives": [{"ID": "O-1", "Start": START, "Due": due}],
        "KPIs": [
            {
                "ID": "K-1",
                "Objective": "O-1",
                "Direction": "Increase",
                "Baseline": 0,
                "Target": 10,
                "New value": value,
            }
        ],
    }


def test_the_day_after_it_was_due_an_objective_that_is_not_reached_is_open():
    assert not found("T07", objective(date(2026, 6, 30), 9))
    [finding] = found("T07", objective(date(2026, 6, 29), 9))
    assert (finding.table, finding.field) == ("Objectives", "Due")
    assert finding.message == "O-1 was due on 2026-06-29 and stands at 90%."


@pytest.mark.parametrize(
    ("value", "stands"), [(None, "without a score"), (9.999, "just short of its goal")]
)
def test_it_is_told_where_it_stands(value, stands):
    [finding] = found("T07", objective(date(2026, 6, 29), value))
    assert finding.message.endswith(f"and stands {stands}.")


def test_what_is_reached_is_closed():
    assert not found("T07", objective(date(2026, 6, 29), 11))


def test_a_kpi_with_a_due_date_of_its_own_is_open_on_its_own():
    assert [one.id for one in found("T07", kpi(Due=date(2026, 6, 29)))] == ["K-1"]


def test_an_objective_in_a_circle_has_its_own_finding():
    row = {"ID": "O-1", "Parent": "O-1", "Due": date(2026, 6, 1)}
    assert not found("T07", {"Objectives": [row]})
