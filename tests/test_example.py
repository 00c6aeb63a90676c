"""The coffee-shop plan: everything in it fits, and it shows what a plan can show."""

from datetime import date, datetime

import pytest

from okrsheet.books.book import AppendRows, SetCells
from okrsheet.books.memory import MemoryBook
from okrsheet.commands import check, rollup
from okrsheet.example import example_edits
from okrsheet.report import has_errors
from okrsheet.score.status import Status
from okrsheet.sheets.parse import parse
from okrsheet.sheets.settings import SETTING_MEANINGS
from tests.workbooks import snapshot


def empty():
    return snapshot({"Settings": [{"Setting": name} for name in SETTING_MEANINGS]})


@pytest.fixture(scope="module")
def book():
    made = MemoryBook(empty())
    made.apply(tuple(example_edits(made.read())))
    return made.read()


@pytest.fixture(scope="module")
def plan(book):
    return parse(book)


@pytest.fixture(scope="module")
def rolled(book):
    return rollup(book).result


def test_its_settings_go_into_the_rows_that_stand_there():
    first, *others = example_edits(empty())
    assert isinstance(first, SetCells)
    assert {change.column for change in first.changes} == {"Value"}
    assert all(isinstance(edit, AppendRows) for edit in others)


def test_a_setting_that_stands_already_is_not_written():
    said = {"Setting": "On track gap", "Value": 0.05}
    rows = [said if name == "On track gap" else {"Setting": name} for name in SETTING_MEANINGS]
    first, *_ = example_edits(snapshot({"Settings": rows}))
    assert "On track gap" not in [change.key for change in first.changes]


def test_every_cell_fits(plan):
    assert plan.misfits == ()


def test_it_has_a_fixed_day_so_that_it_always_looks_the_same(book, plan):
    assert plan.settings.as_of is not None
    assert plan.as_of == plan.settings.as_of.date()


def test_it_has_a_vision_and_three_pillars(plan):
    assert plan.settings.vision
    assert len(plan.pillars) == 3


def test_its_company_cascades_to_departments_and_teams(plan):
    departments = {unit.name for unit in plan.units}
    assert departments >= {"IT", "Marketing", "Operations"}
    assert any("HR" in (unit.id or "") for unit in plan.units)
    depth = max(len(list(plan.graph.unit_line(at))) for at in range(len(plan.units)))
    assert depth >= 2
    assert any(objective.parent for objective in plan.objectives)


def test_it_has_leading_and_lagging_kpis_in_all_four_directions(plan):
    assert {kpi.type for kpi in plan.kpis} == {"Leading", "Lagging"}
    assert {kpi.direction for kpi in plan.kpis} == {"Increase", "Decrease", "Hold", "Milestone"}


def test_it_has_readings_of_six_months(plan):
    months = {(one.date.year, one.date.month) for one in plan.readings if one.date}
    assert len(months) >= 6


def test_it_has_actions_and_drivers(plan):
    assert plan.actions
    assert plan.drivers


def test_all_four_statuses_occur(rolled):
    assert {score.status for score in rolled.scores.kpis} == set(Status)


def test_every_reference_leads_somewhere(rolled):
    assert "D06" not in [one.finding.code for one in rolled.findings]


def test_its_data_has_no_errors(rolled):
    assert not has_errors(rolled.findings)


def test_it_has_the_lessons_own_example(plan):
    (kpi,) = [
        kpi
        for kpi in plan.kpis
        if (kpi.direction, kpi.baseline, kpi.target) == ("Decrease", 24, 12)
    ]
    at = plan.graph.objective_of[plan.kpis.index(kpi)]
    assert at is not None
    objective = plan.objectives[at]
    assert "24" in objective.name and "12" in objective.name
    start, due = objective.start, objective.due
    assert isinstance(start, datetime) and isinstance(due, datetime)
    assert 180 <= (due - start).days <= 185  # six months


def test_it_is_checked_without_a_stop(book):
    assert check(book).result.as_of == parse(book).as_of


def test_its_figures_are_of_a_day_in_its_period(plan):
    first, last = plan.settings.period_start, plan.settings.period_end
    assert isinstance(first, datetime) and isinstance(last, datetime)
    assert first.date() <= plan.as_of <= last.date()
    assert isinstance(plan.as_of, date)
