import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from okrsheet.books.book import FillTable, LayTable, SetColumn, SheetLook
from tests.books.plain import LIVE, SCORE, plan, write

VALUES = (25.0, "", 6.0, "")


@pytest.fixture
def path(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, SetColumn("KPIs", LIVE, VALUES))
    return path


def declared(path):
    """The formula that the part of the table declares for the column Score; None for none."""
    columns = {c.name: c for c in load_workbook(path)["KPIs"].tables["KPIs"].tableColumns}
    formula = columns["Score"].calculatedColumnFormula
    return formula and formula.attr_text


def cells(path):
    return [load_workbook(path)["KPIs"].cell(row, 6).value for row in range(5, 9)]


def test_a_formula_stands_in_the_table_and_in_each_of_its_rows(path, judge):
    assert declared(judge(path)) == LIVE.formula
    assert cells(path) == [f"={LIVE.formula}"] * 4
    assert not write(path, SetColumn("KPIs", LIVE, VALUES))


def test_another_formula_takes_its_place_in_the_table_and_in_each_row(path, judge):
    other = replace(LIVE, formula="KPIs[[#This Row],[Target]]*3")
    assert write(path, SetColumn("KPIs", other, VALUES))
    assert declared(judge(path)) == other.formula
    assert cells(path) == [f"={other.formula}"] * 4


def test_values_take_the_formula_out_of_the_table_and_of_each_row(path, judge):
    assert write(path, SetColumn("KPIs", SCORE, (0.5, None, 0.25, None)))
    assert declared(judge(path)) is None
    assert cells(path) == [0.5, None, 0.25, None]
    with zipfile.ZipFile(path) as package:
        assert b"calculatedColumnFormula" not in package.read("xl/tables/table1.xml")


def test_a_table_of_ours_can_lose_all_its_rows_and_its_formulas(tmp_path, judge):
    path = plan(tmp_path / "plan.xlsx")
    live = SheetLook("Checks", "Checks", "", (replace(LIVE, formula="1+1"),), table="Checks")
    write(path, FillTable(live, ((2.0,), (2.0,)), ("Score",)))
    dead = replace(live, columns=(SCORE,))
    assert write(path, FillTable(dead, (), ("Score",)))
    sheet = load_workbook(judge(path))["Checks"]
    assert sheet.tables["Checks"].ref == "A4:A5"
    assert [sheet.cell(row, 1).value for row in (5, 6)] == [None, None]
    assert sheet.tables["Checks"].tableColumns[0].calculatedColumnFormula is None


def test_laying_looks_alone_leaves_the_formulas(path):
    write(path, LayTable("KPIs", (SCORE,)))
    assert declared(path) == LIVE.formula
