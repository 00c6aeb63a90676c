"""The Dashboard: charts over the cells of the Summary."""

import re
from datetime import date

import pytest

from okrsheet.books.book import Formula
from okrsheet.sheets import looks
from okrsheet.sheets.place import letters
from okrsheet.sheets.summary import FIRST_ROW
from tests.sheets.test_summary import KPI, PERIOD, edits, kpis

PILLARS = "Pillars: score against expected"
UNITS = "KPIs by status, units below counted in"
MONTHS = "Progress over the months"
SIGNALS = "Pillars: leading against lagging KPIs"
PLAN = {
    "Pillars": [{"ID": "P1", "Pillar": "Growth"}, {"ID": "P2", "Pillar": "People"}],
    "Units": [
        {"ID": "A", "Unit": "Above"},
        {"ID": "B", "Unit": "Below", "Parent": "A"},
        {"ID": "C", "Unit": "Idle"},
    ],
    "Objectives": [
        {"ID": "O-1", "Pillar": "P1", "Unit": "A"},
        {"ID": "O-2", "Pillar": "P2", "Unit": "B"},
        {"ID": "O-3", "Parent": "O-2"},
    ],
    "KPIs": [
        {**kpi, "Objective": objective, "Type": type}
        for kpi, objective, type in zip(
            kpis(5, 4, 1, 6),
            ("O-1", "O-2", "O-2", "O-3"),
            ("Leading", "Leading", "Lagging", None),
            strict=True,
        )
    ],
}


def charts(tables):
    return {chart.title: chart for chart in edits(tables)[1].charts}


def shown(chart):
    """Each series by its name: what it has for each category."""
    categories = chart.categories.values
    return {
        series.name.values[0]: dict(zip(categories, series.values.values, strict=True))
        for series in chart.series
    }


def test_an_empty_plan_has_no_charts():
    assert charts({}) == {}


def test_a_plan_without_figures_has_no_empty_chart():
    bare = {"Pillars": PLAN["Pillars"], "Units": PLAN["Units"], "Objectives": PLAN["Objectives"]}
    assert charts(bare) == {}


def test_four_charts_stand_two_by_two():
    found = edits(PLAN)[1].charts
    assert [chart.title for chart in found] == [PILLARS, UNITS, MONTHS, SIGNALS]
    assert [(chart.row, chart.column) for chart in found] == [(5, 1), (5, 8), (23, 1), (23, 8)]
    assert {(chart.rows, chart.columns) for chart in found} == {(17, 6)}


def test_charts_close_up_where_one_has_nothing_to_show():
    found = edits({**PLAN, "Units": []})[1].charts
    assert [(chart.title, chart.row, chart.column) for chart in found] == [
        (PILLARS, 5, 1),
        (MONTHS, 5, 8),
        (SIGNALS, 23, 1),
    ]


def test_pillars_show_their_score_against_what_is_expected():
    chart = charts(PLAN)[PILLARS]
    score, expected = shown(chart)["Score"], shown(chart)["Expected"]
    assert score == pytest.approx({"Growth": 0.5, "People": (0.4 + 0.1 + 0.6) / 3})
    assert expected == pytest.approx({"Growth": 0.5, "People": 0.5})
    assert [series.dashed for series in chart.series] == [False, True]


def test_units_count_the_kpis_of_units_below_and_those_without_any_are_left_out():
    chart = charts(PLAN)[UNITS]
    assert shown(chart) == {
        "On track": {"Above": 2.0, "Below": 1.0},
        "At risk": {"Above": 1.0, "Below": 1.0},
        "Off track": {"Above": 1.0, "Below": 1.0},
        "No data": {"Above": 0.0, "Below": 0.0},
    }
    assert [series.color for series in chart.series] == list(looks.STATUS_COLOURS.values())
    assert not chart.shares


def test_many_units_are_shown_from_the_top_down_as_deep_as_they_fit():
    units = [{"ID": "U0", "Unit": "Top"}]
    units += [{"ID": f"U{at}", "Unit": f"Unit {at}", "Parent": "U0"} for at in range(1, 5)]
    units += [{"ID": f"T{at}", "Unit": f"Team {at}", "Parent": "U1"} for at in range(20)]
    goals = [{"ID": f"O-{unit['ID']}", "Unit": unit["ID"]} for unit in units]
    measures = [
        {"ID": f"K-{goal['ID']}", "Objective": goal["ID"], **KPI, "New value": 5} for goal in goals
    ]
    found = charts({"Units": units, "Objectives": goals, "KPIs": measures})[UNITS]
    assert found.categories.values == ("Top", "Unit 1", "Unit 2", "Unit 3", "Unit 4")


def test_months_show_the_company_and_its_pillars_the_last_of_them_live():
    readings = [
        {"KPI": "K-1", "Date": date(2026, 1, 15), "Value": 1},
        {"KPI": "K-1", "Date": date(2026, 6, 15), "Value": 4},
    ]
    measures = [{"ID": "K-1", "Objective": "O-1", **KPI}]
    chart = charts({**PLAN, "KPIs": measures, "Readings": readings})[MONTHS]
    months = [f"2026-0{month}" for month in range(1, 7)]
    assert shown(chart)["Company"] == dict(zip(months, [0.1] * 5 + [0.4], strict=True))
    assert shown(chart)["People"] == dict(zip(months, [None] * 5 + [""], strict=True))
    assert chart.series[0].color == looks.CHART_COLOURS[0]


def test_at_most_six_pillars_have_a_line():
    pillars = [{"ID": f"P{at}", "Pillar": f"Pillar {at}"} for at in range(9)]
    found = charts({**PLAN, "Pillars": pillars})[MONTHS]
    assert len(found.series) == 7


def test_leading_and_lagging_stand_side_by_side():
    found = shown(charts(PLAN)[SIGNALS])
    assert found["Leading"] == pytest.approx({"Growth": 0.5, "People": 0.4})
    assert found["Lagging"] == {"Growth": "", "People": 0.1}


def test_a_chart_refers_to_the_cells_that_it_shows():
    block, drawn = edits({"Settings": PERIOD, **PLAN})
    for chart in drawn.charts:
        told = [chart.categories, *(one for series in chart.series for one in _of(series))]
        for cells in told:
            assert tuple(_held(block, cells.reference)) == cells.values


def _of(series):
    return series.name, series.values


def _held(block, reference):
    """What the Summary holds in a reference such as `Summary!$K$7:$K$9`, down a column."""
    sheet, letter, first, last = re.fullmatch(
        r"(\w+)!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?", reference
    ).groups()
    assert sheet == block.sheet.title
    column = next(at for at in range(30) if letters(at + 1) == letter)
    for row in range(int(first), int(last or first) + 1):
        content, _ = block.rows[row - FIRST_ROW].cells[column]
        yield content.value if isinstance(content, Formula) else content
