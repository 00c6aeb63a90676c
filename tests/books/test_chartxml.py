"""What a chart part says, looked up in it."""

from dataclasses import replace
from datetime import datetime

import pytest
from lxml import etree

from okrsheet.books.book import ChartCells, ChartSeries
from okrsheet.books.chartxml import chart_markup
from tests.books.charted import PILLARS, SCORE, chart


def drawn(of, strict=False, date1904=False):
    return etree.fromstring(chart_markup(of, date1904, strict))


def said(root, path):
    """The `val` of every element at the end of a path."""
    return [node.get("val") for node in root.iterfind(".//{*}" + path.replace("/", "/{*}"))]


def cached(root, path):
    (cache,) = root.iterfind(".//{*}" + path.replace("/", "/{*}"))
    points = {int(point.get("idx")): point.findtext("{*}v") for point in cache.iterfind("{*}pt")}
    return cache.find("{*}ptCount").get("val"), points


def one(of, **changes):
    """The chart with one series, changed."""
    return replace(of, series=(replace(SCORE, **changes),))


@pytest.mark.parametrize(
    ("kind", "direction", "grouping", "overlap"),
    [
        ("bar", "bar", "clustered", "0"),
        ("column", "col", "clustered", "0"),
        ("stacked", "bar", "stacked", "100"),
    ],
)
def test_bars_lie_stand_or_are_stacked(kind, direction, grouping, overlap):
    root = drawn(chart(kind))
    assert said(root, "barDir") == [direction]
    assert said(root, "barChart/grouping") == [grouping]
    assert said(root, "overlap") == [overlap]


def test_lines_have_markers():
    root = drawn(chart("line"))
    assert said(root, "lineChart/marker") == ["1"]
    assert said(root, "marker/symbol") == ["circle", "diamond"]


@pytest.mark.parametrize("kind", ["bar", "stacked"])
def test_lying_bars_read_from_top_to_bottom_with_their_scale_below(kind):
    root = drawn(chart(kind))
    assert said(root, "catAx/scaling/orientation") == ["maxMin"]
    assert said(root, "valAx/crosses") == ["max"]


def test_shares_go_from_nothing_to_everything_in_percent():
    root = drawn(chart("line"))
    assert (said(root, "scaling/max"), said(root, "scaling/min")) == (["1"], ["0"])
    assert root.find(".//{*}valAx/{*}numFmt").get("formatCode") == "0%"


def test_amounts_have_no_end_and_their_bars_begin_at_nothing():
    root = drawn(chart("stacked"))
    assert (said(root, "scaling/max"), said(root, "scaling/min")) == ([], ["0"])


def test_amounts_below_nothing_show():
    cells = replace(SCORE.values, values=(-1.0, 2.0, None))
    root = drawn(replace(one(chart("bar"), values=cells), shares=False))
    assert said(root, "scaling/min") == []


def test_a_series_names_its_cells_and_remembers_what_they_hold():
    root = drawn(one(chart("bar")))
    formulas = [node.text for node in root.iter("{*}f")]
    assert formulas == ["Summary!$B$4", "Summary!$A$5:$A$7", "Summary!$B$5:$B$7"]
    assert cached(root, "tx/strRef/strCache") == ("1", {0: "Score"})
    assert cached(root, "cat/strRef/strCache") == ("3", dict(enumerate(PILLARS)))
    assert cached(root, "val/numRef/numCache") == ("3", {0: "0.5", 1: "0.25"})


def test_what_is_no_number_is_a_gap():
    cells = ChartCells("Summary!$B$5:$B$7", ("", None, 1.0))
    root = drawn(one(chart("line"), values=cells))
    assert cached(root, "val/numRef/numCache") == ("3", {2: "1.0"})
    assert said(root, "dispBlanksAs") == ["gap"]


def test_months_are_categories_with_a_date_format():
    months = ChartCells("Summary!$A$5:$A$7", (datetime(2026, 1, 1), None, datetime(2026, 3, 1)))
    of = replace(one(chart("line")), categories=months)
    # 1 January 2026 is the 46,023rd day since 1900 as Excel counts, 1,462 less since 1904.
    assert cached(drawn(of), "cat/numRef/numCache")[1] == {0: "46023.0", 2: "46082.0"}
    assert cached(drawn(of, date1904=True), "cat/numRef/numCache")[1][0] == "44561.0"


def test_numbers_and_dates_among_words_are_words():
    mixed = ChartCells("Summary!$A$5:$A$8", ("a", 2.0, datetime(2026, 1, 1), None))
    root = drawn(replace(one(chart("bar")), categories=mixed))
    assert cached(root, "cat/strRef/strCache") == ("4", {0: "a", 1: "2", 2: "2026-01-01"})


def test_text_that_xml_cannot_hold_is_spelt():
    root = drawn(one(chart("bar", "Up\x01 & <down>"), name=ChartCells("A!A1", ("\x02",))))
    assert root.findtext(".//{*}title//{*}t") == "Up_x0001_ & <down>"
    assert cached(root, "tx/strRef/strCache") == ("1", {0: "_x0002_"})


def test_a_dashed_series_is_told_from_the_others_without_its_colour():
    bars, lines = drawn(chart("bar")), drawn(chart("line"))
    (first, second), dashes = bars.iter("{*}ser"), "{*}spPr/{*}ln/{*}prstDash"
    assert (first.find(dashes), second.find(dashes).get("val")) == (None, "dash")
    first, second = lines.iter("{*}ser")
    assert (first.find(dashes), second.find(dashes).get("val")) == (None, "dash")


def test_a_series_has_the_colour_it_was_given():
    (series,) = drawn(one(chart("column"), color="C77700")).iter("{*}ser")
    assert said(series, "srgbClr") == ["C77700"]


def test_hidden_cells_are_shown_and_corners_are_square():
    root = drawn(chart("bar"))
    assert (said(root, "plotVisOnly"), said(root, "roundedCorners")) == (["0"], ["0"])
    assert said(root, "legendPos") == ["b"]


@pytest.mark.parametrize("kind", ["bar", "column", "stacked", "line"])
def test_nothing_newer_than_excel_2007_is_said(kind):
    assert b"extLst" not in chart_markup(chart(kind), False, False)


def test_a_strict_chart_has_the_namespaces_and_percentages_of_strict_files():
    markup = chart_markup(chart("stacked"), False, True)
    assert b"schemas.openxmlformats.org" not in markup
    assert said(etree.fromstring(markup), "overlap") == ["100%"]


def test_equal_charts_are_equal_bytes():
    series = ChartSeries(SCORE.name, SCORE.values, SCORE.color)
    again = replace(chart("bar"), series=(series,))
    assert chart_markup(one(chart("bar")), False, False) == chart_markup(again, False, False)
