"""The cells of the Cascade: formulas that find a node by its ID, and what each gives."""

from datetime import datetime

import pytest

from okrsheet.score.scores import score_plan
from okrsheet.sheets.cascade_cells import HEADERS, cells_by_table
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.expression import ROW
from okrsheet.sheets.parse import parse
from tests.workbooks import AS_OF, snapshot


def cells(tables, missing=()):
    book = snapshot(tables, missing)
    plan = parse(book, AS_OF)
    return cells_by_table(Calculation.of(plan, score_plan(plan), book, ()))


def shown(table, header, **row):
    """What the first row of a table shows under a header of the Cascade."""
    cell = cells({table: [{"ID": "X1", **row}]})[table][header].cell(0, 9)
    return cell.value


@pytest.mark.parametrize("table", ["Pillars", "Units", "Objectives", "KPIs"])
def test_every_cell_looks_where_the_place_of_its_own_row_is(table):
    for header, told in cells({table: [{"ID": "X1"}]})[table].items():
        assert header in HEADERS
        said = told.cell(0, 9).text
        assert ROW not in said
        assert ("$B9" if header == "Place" else "$M9=0") in said


@pytest.mark.parametrize(
    ("held", "said"),
    [(" Ann ", " Ann "), (2026, "2026"), (datetime(2026, 1, 1), "46023"), (None, "")],
)
def test_a_name_is_shown_as_a_formula_takes_it(held, said):
    assert shown("Pillars", "Owner", Owner=held) == said


@pytest.mark.parametrize("due", [None, "soon", 12, datetime(1900, 5, 1)])
def test_what_is_no_date_leaves_due_blank(due):
    assert shown("Objectives", "Due", Due=due) == ""


def test_a_date_is_shown_as_its_day():
    assert shown("Objectives", "Due", Due=datetime(2026, 1, 1)) == 46023  # since 30 December 1899


@pytest.mark.parametrize(("weight", "said"), [(2, 2.0), (-1, -1.0), (None, ""), ("two", "")])
def test_a_weight_is_shown_as_it_is_entered(weight, said):
    assert shown("Objectives", "Weight", Weight=weight) == said


@pytest.mark.parametrize(
    ("type", "said"), [("Leading", "Leading"), ("Laging", "KPI"), (None, "KPI")]
)
def test_the_kind_of_a_kpi_is_its_type(type, said):
    assert shown("KPIs", "Kind", Type=type) == said


@pytest.mark.parametrize(("value", "score", "coverage"), [(4, 0.4, 1), (40, 1, 1), (None, "", 0)])
def test_a_kpis_score_is_its_attainment_from_0_to_1(value, score, coverage):
    row = {"Direction": "Increase", "Baseline": 0, "Target": 10, "New value": value}
    assert shown("KPIs", "Score", **row) == score
    assert shown("KPIs", "Coverage", **row) == coverage


def test_a_column_that_the_table_lacks_is_not_told():
    assert "Owner" not in cells({"Units": [{"ID": "IT"}]}, {"Units/Head"})["Units"]


def test_the_company_without_a_name_is_the_company():
    assert cells({})["Company"]["Node"].cell(0, 5).value == "Company"
