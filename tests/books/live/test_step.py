from datetime import datetime

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from okrsheet.books.area import Area
from okrsheet.books.live.excel import dialect_of
from okrsheet.books.live.inverse import Growth
from okrsheet.books.live.step import Clear, Put, Resize, addresses, blank, rectangles
from tests.books.plain import plan
from tests.excel import excel


@pytest.fixture
def app(tmp_path):
    with excel(plan(tmp_path / "plan.xlsx")) as app:
        yield app


def carried_out(app, step):
    step.do(app.books.active, dialect_of(app))
    return app.books.active.sheets["KPIs"]


def test_a_matrix_is_written_in_one_call(app):
    area = Area(5, 2, 6, 3)
    step = Put("KPIs", area, blank(area), (("'007", 1.5), ("=C5*2", None)))
    app.impl.calls.clear()
    sheet = carried_out(app, step)
    assert app.impl.calls["Range.formula set"] == 1
    assert sheet["B5"].value == "007" and sheet["B6"].formula == "=C5*2"
    assert sheet["C6"].value is None


def test_what_was_written_is_taken_back(app):
    area = Area(5, 2, 5, 3)
    step = Put("KPIs", area, (("'K1", "'Churn"),), (("'x", 1.0),))
    carried_out(app, step)
    step.undo(app.books.active, dialect_of(app))
    assert app.books.active.sheets["KPIs"]["B5:C5"].value == ["K1", "Churn"]


def test_dates_are_entered_as_dates(app):
    moment = datetime(2026, 7, 14)
    step = Put("KPIs", Area(9, 4, 9, 4), ((None,),), ((46217.0,),), (((0, 0), moment),))
    cell = carried_out(app, step)["D9"]
    assert cell.value == moment and cell.number_format != "General"


def test_an_overlong_text_is_written_by_itself(app):
    area, text = Area(5, 2, 5, 3), "x" * 8500
    sheet = carried_out(app, Put("KPIs", area, blank(area), ((f"'{text}", "'short"),)))
    assert sheet["B5:C5"].value == [text, "short"]


def test_one_formula_fills_a_column(app):
    area = Area(5, 6, 7, 6)
    after = (("=D5*2",), ("=D6*2",), ("=D7*2",))
    app.impl.calls.clear()
    sheet = carried_out(app, Put("KPIs", area, blank(area), after, fills=True))
    assert sheet["F5:F7"].formula == after and app.impl.calls["Range.formula set"] == 1


def test_formulas_that_differ_do_not_spread_over_their_column(app):
    area = Area(5, 6, 8, 6)
    after = (("=1+1",), ("=2+2",), (None,), ("=3+3",))
    sheet = carried_out(app, Put("KPIs", area, blank(area), after, mixes=True))
    assert sheet["F5:F8"].formula == (("=1+1",), ("=2+2",), ("",), ("=3+3",))


def test_several_rectangles_are_emptied_at_once(app):
    areas = (Area(5, 2, 5, 3), Area(7, 4, 7, 4))
    step = Clear("KPIs", areas, ((("'K1", "'Churn"),), ((3.0,),)))
    app.impl.calls.clear()
    sheet = carried_out(app, step)
    assert app.impl.calls["Range.clear_contents"] == 1
    assert sheet["B5:C5"].value == [None, None] and sheet["D7"].value is None
    assert [region.after for region in step.regions()] == [((None, None),), ((None,),)]
    step.undo(app.books.active, dialect_of(app))
    assert sheet["B5:C5"].value == ["K1", "Churn"] and sheet["D7"].value == 3


def test_a_table_grows_and_shrinks_back_without_leaving_anything(app):
    step = Resize("KPIs", "KPIs", 4, Area(5, 2, 8, 7), Area(5, 2, 10, 7))
    sheet = carried_out(app, step)
    assert sheet.tables["KPIs"].range.address == "$B$4:$G$10"
    sheet["B10"].value = "left behind"
    step.undo(app.books.active, dialect_of(app))
    assert sheet.tables["KPIs"].range.address == "$B$4:$G$8" and sheet["B10"].value is None
    assert step.growth() == Growth("KPIs", "KPIs", 4, 6)


def test_addresses_are_no_longer_than_excel_takes():
    names = [Area(row, 1, row, 3).name for row in range(1, 200)]
    packed = list(addresses(names))
    assert max(map(len, packed)) <= 255 and ",".join(packed).split(",") == names
    assert list(addresses([])) == []


@supposing(st.sets(st.tuples(st.integers(1, 8), st.integers(1, 6))))
def test_rectangles_cover_just_the_cells(places):
    areas = rectangles(places)
    covered = [
        (row, column)
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]
    assert sorted(covered) == sorted(places)


def test_a_block_of_cells_is_one_rectangle():
    cells = [(row, column) for row in range(5, 900) for column in range(1, 14)]
    assert rectangles(cells) == [Area(5, 1, 899, 13)]
