"""The block of the KPIs: where each counts, and what it passes on to its objective."""

import pytest

from tests.live.case import objective
from tests.sheets.live.laid import laid, values

DONE = {"Direction": "Milestone"}


def kpis_of(kpis, **tables):
    return laid({"Objectives": [objective("O-1")], "KPIs": kpis, **tables}).calculation.kpis


def passed(name, **cells):
    """What the only KPI passes on of that name."""
    row = {"ID": "K-1", "Objective": "O-1", **DONE, "New value": 0.25, **cells}
    return kpis_of([row]).passed[name].values[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("scored", 3), ("score", 0.75), ("coverage", 3), ("live", 3), ("weight", 3)],
)
def test_a_kpi_passes_on_its_score_with_its_weight(name, value):
    assert passed(name, Weight=3) == value


@pytest.mark.parametrize(
    ("name", "value"), [("scored", 0), ("score", 0), ("coverage", 0), ("live", 3), ("weight", 3)]
)
def test_a_kpi_without_a_score_counts_in_coverage_only(name, value):
    assert passed(name, Weight=3, **{"New value": None}) == value


def test_a_score_beyond_the_ends_passes_on_as_the_end():
    beyond = {"Direction": "Increase", "Baseline": 0, "Target": 1}
    assert passed("score", **beyond, **{"New value": 1.5}) == 1
    assert passed("score", **beyond, **{"New value": -0.5}) == 0


def test_a_kpi_without_weight_has_a_status_and_passes_none_on():
    row = {"ID": "K-1", "Objective": "O-1", "Direction": "Hold", "Low": 5, "New value": 1}
    found = kpis_of([{**row, "Weight": 0}, {**row, "ID": "K-2"}])
    assert values(found.rank, 2) == [3, 3]
    assert values(found.passed["status"], 2) == values(found.passed["worst"], 2) == [0, 3]


def test_the_place_of_a_type_is_known():
    kinds = [{"ID": f"K-{at}", "Type": kind} for at, kind in enumerate(("Lagging", "Leading", "x"))]
    assert values(kpis_of([*kinds, {"ID": "K-9"}]).kind, 4) == [2, 1, 0, 0]


def test_a_kpi_counts_nowhere_without_its_objective_or_its_own_id():
    rows = [{"ID": id, "Objective": "O-1"} for id in ("K-1", "K-1", "K-2")]
    assert values(kpis_of([*rows[:2], {"ID": "K-2", "Objective": "O-9"}]).objective, 3) == [1, 0, 0]


def test_a_kpi_of_an_objective_in_a_cycle_counts_nowhere():
    circle = [objective("O-1", Parent="O-2"), objective("O-2", Parent="O-1"), objective("O-3")]
    rows = [{"ID": f"K-{at}", "Objective": f"O-{at}"} for at in (1, 2, 3)]
    assert values(kpis_of(rows, Objectives=circle).objective, 3) == [0, 0, 3]


def test_an_objective_gets_the_sums_of_its_own_kpis_by_type():
    rows = [
        {"ID": "K-1", "Objective": "O-1", "Type": "Leading", "New value": 0.5, "Weight": 2, **DONE},
        {"ID": "K-2", "Objective": "O-1", "Type": "Lagging", "New value": 1, **DONE},
        {"ID": "K-3", "Objective": "O-9", "Type": "Leading", "New value": 1, **DONE},
    ]
    found = kpis_of(rows)
    got = {name: sums.values[0] for name, sums in found.to(found.block.n).items()}
    assert (got["score"], got["scored"], got["weight"]) == (2, 3, 3)  # 2 x 0.5 + 1
    assert (got["leading score"], got["lagging score"]) == (1, 1)
    assert (got["leading scored"], got["lagging scored"]) == (2, 1)
