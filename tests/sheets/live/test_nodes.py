"""The figures of a node: what is shown, and what leading and lagging foretell."""

import pytest

from okrsheet.sheets.live.nodes import OUTLOOKS
from tests.live.case import objective
from tests.sheets.live.laid import laid, values


def kpi(reached, **cells):
    """A KPI of O-1 that has 1 - reached, and 1 is expected."""
    held = {"Direction": "Hold", "High": 0, "Tolerance": 1, "New value": reached}
    return {"Objective": "O-1", "KPI": "Gap", **held, **cells}


def figures(*kpis):
    return laid({"Objectives": [objective("O-1")], "KPIs": kpis}).calculation.objective_figures


def test_score_expected_coverage_status_and_worst_are_shown():
    shown = figures(kpi(0.1)).shown
    assert {header: column.values[0] for header, column in shown.items()} == {
        "Score": pytest.approx(0.9),
        "Expected": 1,
        "Coverage": 1,
        "Status": "At risk",
        "Worst": "At risk",
    }


def test_without_data_the_score_is_blank_and_coverage_is_nothing():
    shown = figures(kpi(None)).shown
    assert [column.values[0] for column in shown.values()] == ["", "", 0, "No data", "No data"]


def test_a_blank_row_shows_nothing():
    shown = figures(kpi(0.1)).shown
    assert [column.values[1] for column in shown.values()] == [""] * 5


def test_ranks_stand_behind_the_words():
    found = figures(kpi(0.0, Weight=9), kpi(0.5))
    assert (values(found.rank, 2), values(found.worst, 2)) == ([1, 0], [3, 0])


def test_leading_and_lagging_have_means_of_their_own():
    found = figures(kpi(0.5, Type="Leading", Weight=3), kpi(0.1, Type="Leading"), kpi(0.2))
    assert values(found.leading, 1) == [pytest.approx(0.6)]  # (3 x 0.5 + 0.9) / 4
    assert values(found.lagging, 1) == [""]


@pytest.mark.parametrize(
    ("leading", "lagging", "outlook"),
    [
        (0, 0, "steady"),
        (0.5, 0.5, "steady"),
        (0.5, 0, "warning"),
        (0, 0.5, "recovering"),
        (None, 0, ""),
        (0, None, ""),
    ],
)
def test_leading_kpis_foretell_what_becomes_of_lagging_ones(leading, lagging, outlook):
    found = figures(kpi(leading, Type="Leading"), kpi(lagging, Type="Lagging"))
    assert OUTLOOKS[int(found.outlook.values[0])] == outlook
