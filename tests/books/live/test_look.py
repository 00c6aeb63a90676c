import pytest

from okrsheet.books.book import Style
from okrsheet.books.live.excel import dialect_of
from okrsheet.books.live.look import BLANK, Fold, Paint
from tests.books.plain import plan
from tests.excel import excel

LOUD = Style(
    "loud",
    number_format="0%",
    font="Arial",
    size=14,
    bold=True,
    italic=True,
    underline=True,
    color="0B3C6F",
    fill="F0F4F8",
    border="D9E2EC",
    horizontal="center",
    vertical="bottom",
    wrap=True,
    indent=1,
    locked=False,
)
QUIET = Style("quiet", indent=2, horizontal="left")


@pytest.fixture
def app(tmp_path):
    with excel(plan(tmp_path / "plan.xlsx")) as app:
        yield app


def look_of(app, place):
    cell = app.books.active.sheets["KPIs"].impl.ws[place]
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    rule = cell.border.bottom
    return Style(
        "held",
        cell.number_format,
        cell.font.name,
        cell.font.sz,
        bool(cell.font.b),
        bool(cell.font.i),
        cell.font.u == "single",
        cell.font.color.rgb[2:],
        fill and fill[2:],
        rule.color.rgb[2:] if rule is not None and rule.style else None,
        cell.alignment.horizontal,
        cell.alignment.vertical,
        bool(cell.alignment.wrap_text),
        int(cell.alignment.indent),
        cell.protection.locked,
    )


def said(style):
    return [getattr(style, name) for name in Style.__slots__ if name not in ("name", "horizontal")]


def paint(app, rows, left=9):
    app.impl.calls.clear()
    Paint("KPIs", left, rows).do(app.books.active, dialect_of(app))


def test_a_cell_gets_all_that_its_style_says(app):
    paint(app, {5: [LOUD, QUIET], 6: [QUIET, LOUD]})
    for place, style in (("I5", LOUD), ("J5", QUIET), ("I6", QUIET), ("J6", LOUD)):
        assert said(look_of(app, place)) == said(style)
        assert look_of(app, place).horizontal == style.horizontal


def test_a_cell_without_a_style_keeps_its_own(app):
    paint(app, {5: [LOUD, None, LOUD]})
    assert look_of(app, "K5").bold and app.books.active.sheets["KPIs"]["J5"].font.bold is False


def test_cells_that_are_no_longer_ours_are_bare(app):
    paint(app, {5: [LOUD]})
    paint(app, {5: [BLANK]})
    assert said(look_of(app, "I5")) == said(BLANK)


def test_rows_that_look_alike_take_as_many_calls_as_one(app):
    counts = []
    for last in (6, 600):
        paint(app, dict.fromkeys(range(5, last), (LOUD, QUIET)))
        counts.append(sum(app.impl.calls.values()))
    assert counts[0] + 4 > counts[1]


def test_scattered_rows_are_dressed_many_at_once(app):
    paint(app, {row: [LOUD if row % 3 else QUIET] for row in range(5, 65)})
    assert app.impl.calls["Range.number_format set"] <= 3
    assert [look_of(app, f"I{row}").bold for row in (5, 6, 63, 64)] == [True, False, False, True]


def test_rows_get_their_level_and_height(app):
    fold = Fold("KPIs", {5: 1, 6: 2, 8: 1}, 5, 8, {6: 23.0})
    fold.do(app.books.active, dialect_of(app))
    rows = app.books.active.sheets["KPIs"].impl.ws.row_dimensions
    assert [rows[row].outlineLevel for row in (5, 6, 7, 8)] == [1, 2, 0, 1]
    assert rows[6].height == 23.0 and rows[5].height is None
