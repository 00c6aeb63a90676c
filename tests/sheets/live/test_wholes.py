"""What rolls up to units, pillars and the company, and the effective weights from there down."""

import pytest

from tests.live.case import objective
from tests.sheets.live.laid import laid, values

PILLARS = [{"ID": "P1", "Weight": 3}, {"ID": "P2"}]
UNITS = [{"ID": "ALL"}, {"ID": "IT", "Parent": "ALL"}]


def kpi(objective_id, reached, **cells):
    """A KPI that has 1 - reached, and 1 is expected."""
    held = {"Direction": "Hold", "High": 0, "Tolerance": 1, "New value": reached}
    return {"Objective": objective_id, "KPI": "Gap", **held, **cells}


def whole(objectives, kpis):
    tables = {"Pillars": PILLARS, "Units": UNITS, "Objectives": objectives, "KPIs": kpis}
    return laid(tables).calculation


TWO = [
    objective("O-1", Pillar="P1", Unit="IT"),
    objective("O-2", Pillar="P2", Unit="ALL", Weight=2),
]
READ = [kpi("O-1", 0.2), kpi("O-2", 0.6)]


def test_a_pillar_has_the_mean_of_its_objectives_and_the_company_that_of_the_pillars():
    found = whole(TWO, READ).company
    assert values(found.pillars.shown["Score"], 3) == [0.8, 0.4, ""]
    assert values(found.company.shown["Score"], 1) == [pytest.approx(0.7)]  # (3 x 0.8 + 0.4) / 4


def test_a_unit_has_its_own_objectives_and_those_of_the_units_below_it():
    found = whole(TWO, READ).unit_figures
    assert values(found.shown["Score"], 2) == [pytest.approx(1.6 / 3), 0.8]  # (0.8 + 2 x 0.4) / 3
    assert values(found.shown["Worst"], 2) == ["Off track", "At risk"]


def test_an_objective_of_no_pillar_counts_in_no_score_of_the_company():
    found = whole([objective("O-1"), TWO[1]], READ).company
    assert values(found.company.shown["Score"], 1) == [0.4]
    assert values(found.pillars.shown["Status"], 2) == ["No data", "Off track"]


def test_effective_weights_are_the_shares_on_the_way_down():
    kpis = [kpi("O-1", 0.2, Weight=3), kpi("O-1", None), kpi("O-2", 0.6), kpi("O-9", 1)]
    assert values(whole(TWO, kpis).effective, 4) == [0.5625, 0.1875, 0.25, 0]  # 3/4 x 3/4, ...


def test_an_objective_in_another_pillar_than_its_parents_counts_in_both():
    rows = [objective("O-1", Pillar="P1"), objective("O-2", Parent="O-1", Pillar="P2")]
    found = whole(rows, [kpi("O-1", 0), kpi("O-2", 0.5)])
    # P1 has 3/4, of which each child has half; P2 has 1/4, all of it from O-2.
    assert values(found.effective, 2) == [0.375, 0.625]
    assert values(found.company.pillars.shown["Score"], 2) == [0.75, 0.5]


def test_a_pillar_without_kpis_takes_no_share():
    found = whole([TWO[0]], [READ[0]])
    assert values(found.company.share, 2) == [1, 0]
    assert values(found.effective, 1) == [1]


def test_the_company_shows_figures_even_where_nothing_is_known():
    shown = whole([], []).company.company.shown
    assert [column.values[0] for column in shown.values()] == ["", "", 0, "No data", "No data"]
