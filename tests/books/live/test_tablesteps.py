from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook

from okrsheet.books.book import AppendRows, CellChange, LayTable, SetCells, SetColumn
from tests.books.live.running import running, write
from tests.books.plain import LIVE, SCORE, plan


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def test_a_column_that_holds_it_all_already_is_not_written(path):
    write(path, SetColumn("KPIs", LIVE, (25.0, 0.0, 6.0, 0.0)))
    with running(path) as (book, app):
        book.apply([SetColumn("KPIs", LIVE, (25.0, 0.0, 6.0, 0.0))])
        assert app.impl.calls["Range.formula set"] == 0 and book.inverse is None


def test_columns_side_by_side_are_written_in_one_call(path):
    mine = replace(SCORE, header="Mine")
    with running(path) as (book, app):
        book.apply(
            [SetColumn("KPIs", SCORE, (1.0, 2.0, 3.0, 4.0)), SetColumn("KPIs", mine, ("b",) * 4)]
        )
        assert app.impl.calls["Range.formula set"] == 1
        assert app.books.active.sheets["KPIs"]["F5:G5"].value == [1.0, "b"]


def test_cells_that_are_emptied_are_emptied_in_one_call(path):
    changes = tuple(
        CellChange(row, None, column, old, None)
        for row, column, old in (
            (0, "Target", 12.5),
            (2, "Target", 3.0),
            (0, "Due", datetime(2026, 6, 30)),
            (2, "Due", datetime(2026, 1, 5)),
        )
    )
    with running(path) as (book, app):
        book.apply([SetCells("KPIs", changes)])
        assert app.impl.calls["Range.clear_contents"] == 1
        assert len(book.inverse.regions) == 2


def test_a_table_that_grows_does_so_before_anything_is_written(path):
    with running(path) as (book, _):
        book.apply(
            [
                AppendRows("KPIs", ("ID",), (("K4",), ("K5",))),
                SetColumn("KPIs", LIVE, (25.0, 0.0, 6.0, 0.0, 0.0)),
            ]
        )
        assert len(book.read().table("KPIs").formulas["Score"]) == 5
        assert [grown.after for grown in book.inverse.grown] == [5]


def test_computed_columns_get_their_formats_over_new_and_pasted_rows(path):
    book = load_workbook(path)
    book["KPIs"]["F6"].number_format = "0.000"
    book.save(path)
    write(path, LayTable("KPIs", (SCORE,)), AppendRows("KPIs", ("ID",), (("K4",), ("K5",))))
    sheet = load_workbook(path)["KPIs"]
    formats = [sheet.cell(row, 6).number_format for row in range(5, 10)]
    fills = [sheet.cell(row, 6).fill.fgColor.rgb for row in range(5, 10)]
    assert formats == ["0%"] * 5 and fills == ["FFF0F4F8"] * 5
    assert sheet["G5"].number_format == "General"
