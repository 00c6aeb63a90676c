"""A small workbook for the tests of the test engine itself."""

from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableFormula

from tests.excel import excel


@pytest.fixture
def path(tmp_path):
    """Sheets `Plan` with a table of two rows from B2 on, `Locked` (protected) and `Hidden`."""
    book = Workbook()
    plan = book.active
    plan.title = "Plan"
    for row in (["ID", "Unit of measure", "Twice"], ["K1", 2.5, None], ["K2", 4, None]):
        plan.append([None, *row])
    plan.move_range("B1:D3", rows=1)
    for row in (3, 4):
        plan.cell(row, 4, "=KPIs[[#This Row],[Unit of measure]]*2").number_format = "0.0"
    table = Table(displayName="KPIs", ref="B2:D4")
    table._initialise_columns()
    for column, name in zip(table.tableColumns, ("ID", "Unit of measure", "Twice"), strict=True):
        column.name = name
    formula = TableFormula(attr_text="KPIs[[#This Row],[Unit of measure]]*2")
    table.tableColumns[2].calculatedColumnFormula = formula
    plan.add_table(table)
    plan["H1"] = datetime(2026, 3, 31)
    plan["H2"] = 1.23456
    plan["H2"].number_format = "$#,##0.00"
    plan["H3"] = "=1/0"
    whole = DataValidation("whole", operator="greaterThan", formula1="0", sqref="C3:C4")
    plan.data_validations.append(whole)
    red = FormulaRule(["$C3>3"], fill=PatternFill(bgColor="FFFF0000"))
    plan.conditional_formatting.add("B3:D4", red)
    locked = book.create_sheet("Locked")
    locked["A1"] = "fixed"
    locked["B1"].protection = Protection(locked=False)
    locked.protection.sheet = True
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


@pytest.fixture
def app(path):
    with excel(path) as app:
        yield app


@pytest.fixture
def plan(app):
    """The sheet `Plan`."""
    return app.books.active.sheets["Plan"]
