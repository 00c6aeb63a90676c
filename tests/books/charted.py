"""A summary and charts over it, for the tests of charts."""

from __future__ import annotations

from okrsheet.books.book import (
    BlockRow,
    Chart,
    ChartCells,
    ChartSeries,
    ColumnLook,
    DrawCharts,
    FillBlock,
    SheetLook,
    Style,
)

PLAIN = Style("plain")
SHARE = Style("share", number_format="0%")
PILLARS = ("Customers", "People", "Growth & <care>")
SCORES, EXPECTED = (0.5, 0.25, None), (0.75, 0.5, 0.5)
SUMMARY = SheetLook(
    "Summary",
    "Summary",
    "On a page",
    tuple(ColumnLook(header, 14, SHARE) for header in ("Pillar", "Score", "Expected", "At risk")),
    protected=True,
)
ROWS = tuple(
    BlockRow(((pillar, PLAIN), (score, SHARE), (expected, SHARE), (3.0 + at, PLAIN)))
    for at, (pillar, score, expected) in enumerate(zip(PILLARS, SCORES, EXPECTED, strict=True))
)
DASHBOARD = SheetLook("Dashboard", "Dashboard", "In pictures", (), protected=True)
CATEGORIES = ChartCells("Summary!$A$5:$A$7", PILLARS)
SCORE = ChartSeries(
    ChartCells("Summary!$B$4", ("Score",)), ChartCells("Summary!$B$5:$B$7", SCORES), "0B4F4A"
)
EXPECTED_SCORE = ChartSeries(
    ChartCells("Summary!$C$4", ("Expected",)),
    ChartCells("Summary!$C$5:$C$7", EXPECTED),
    "52606D",
    dashed=True,
)
AT_RISK = ChartSeries(
    ChartCells("Summary!$D$4", ("At risk",)),
    ChartCells("Summary!$D$5:$D$7", (3.0, 4.0, 5.0)),
    "C77700",
)


def chart(kind: str, title: str = "", row: int = 5, column: int = 1) -> Chart:
    """A chart of the pillars: their scores, or what is at risk where it is of stacked bars."""
    series = (AT_RISK, AT_RISK) if kind == "stacked" else (SCORE, EXPECTED_SCORE)
    return Chart(
        title or f"By {kind}", kind, CATEGORIES, series, row, column, 15, 8, kind != "stacked"
    )


FOUR = (
    chart("bar"),
    chart("column", column=10),
    chart("stacked", row=21),
    chart("line", row=21, column=10),
)
FILL = FillBlock(SUMMARY, ROWS)
DRAW = DrawCharts(DASHBOARD, FOUR)
