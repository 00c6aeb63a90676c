from dataclasses import replace

import pytest
from openpyxl import load_workbook

from okrsheet.books.book import DrawCharts
from tests.books.charted import DASHBOARD, DRAW, EXPECTED_SCORE, FILL, FOUR, SCORE
from tests.books.live.running import running, write
from tests.books.plain import plan


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def charts(app):
    return {chart.title: chart for chart in app.books.active.sheets["Dashboard"].charts}


def sources(chart):
    return [series.api.Formula for series in chart.series]


def test_charts_are_drawn_where_they_are_missing(path):
    with running(path) as (book, app):
        book.apply([FILL, DRAW])
        drawn = charts(app)
        assert list(drawn) == [chart.title for chart in FOUR]
        assert [chart.chart_type for chart in drawn.values()] == [
            "bar_clustered",
            "column_clustered",
            "bar_stacked",
            "line_markers",
        ]
        assert {chart.name for chart in drawn.values()} == {f"okrsheet: {t}" for t in drawn}
        assert sources(drawn["By bar"]) == [
            "=SERIES(Summary!$B$4,Summary!$A$5:$A$7,Summary!$B$5:$B$7,1)",
            "=SERIES(Summary!$C$4,Summary!$A$5:$A$7,Summary!$C$5:$C$7,2)",
        ]


def test_a_chart_looks_as_in_a_file(path):
    with running(path) as (book, app):
        book.apply([FILL, DRAW])
        drawn = charts(app)
        assert drawn["By bar"].series[0].fill_color == (0x0B, 0x4F, 0x4A)
        assert drawn["By bar"].series[1].fill_color == (255, 255, 255)  # an outline
        assert drawn["By bar"].category_axis.reverse_order
        assert drawn["By bar"].value_axis.maximum_scale == 1
        assert drawn["By line"].series[0].line_color == (0x0B, 0x4F, 0x4A)
        assert drawn["By bar"].legend.position == "bottom"
        held = app.books.active.sheets["Dashboard"].impl.ws._charts[0]
        assert not held.visible_cells_only and held.gapWidth == 60


def test_charts_that_show_their_cells_are_left_alone(path):
    write(path, FILL, DRAW)
    with running(path) as (book, app):
        book.apply([FILL, DRAW])
        assert not any(call.startswith("Charts.add") for call in app.impl.calls)
        assert app.impl.calls["SeriesApi.Values set"] == 0


def test_a_chart_is_led_to_other_cells(path):
    moved = replace(SCORE, values=replace(SCORE.values, reference="Summary!$B$5:$B$6"))
    with running(path) as (book, app):
        book.apply([FILL, DRAW])
        chart = replace(FOUR[0], series=(moved, EXPECTED_SCORE))
        book.apply([DrawCharts(DASHBOARD, (chart, *FOUR[1:]))])
        assert "Summary!$B$5:$B$6" in sources(charts(app)["By bar"])[0]
        assert len(charts(app)) == 4


def test_a_chart_gets_more_series_or_is_drawn_anew_with_fewer(path):
    one, two = replace(FOUR[0], series=(SCORE,)), FOUR[0]
    with running(path) as (book, app):
        for chart, wanted in ((one, 1), (two, 2), (one, 1)):
            book.apply([FILL, DrawCharts(DASHBOARD, (chart,))])
            assert len(charts(app)["By bar"].series) == wanted


def test_a_chart_of_ours_that_has_nothing_to_show_goes_and_a_users_stays(path):
    with running(path) as (book, app):
        book.apply([FILL, DRAW])
        app.books.active.sheets["Dashboard"].api.Unprotect()
        mine = app.books.active.sheets["Dashboard"].charts.add(name="Mine")
        mine.title = "Mine"
        book.apply([DrawCharts(DASHBOARD, FOUR[:2])])
        assert sorted(charts(app)) == ["By bar", "By column", "Mine"]


def test_a_sheet_of_charts_prints_them_all(path):
    write(path, FILL, DRAW)
    assert load_workbook(path)["Dashboard"].print_area == "'Dashboard'!$A$1:$Q$35"
