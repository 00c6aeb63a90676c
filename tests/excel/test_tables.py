"""Tables of the test engine: they grow as Excel's do."""

import pytest
from openpyxl.worksheet.filters import AutoFilter, FilterColumn

from tests.excel.com import com_error


def test_a_resized_table_continues_formats_formulas_and_rules(plan):
    table = plan.tables["kpis"]
    table.resize(plan["B2:D6"])
    assert table.data_body_range.address == "$B$3:$D$6"
    assert plan["D6"].formula == "=[@[Unit of measure]]*2"
    assert plan["D6"].number_format == "0.0"
    assert plan["C3:C6"].data_validation.type == "whole_number"
    assert len(plan["B6"].conditional_formats) == 1
    assert plan["B5:C6"].value == [[None, None], [None, None]]


def test_a_table_that_shrinks_leaves_its_cells_behind(plan):
    plan.tables["KPIs"].resize(plan["B2:D3"])
    assert plan["B4:C4"].value == ["K2", 4.0]
    assert plan["B4"].table is None


def test_what_stands_below_a_table_stays_when_it_grows(plan):
    plan["D5"].value = "note"
    plan.tables["KPIs"].resize(plan["B2:D5"])
    assert plan["D5"].value == "note"


@pytest.mark.parametrize("address", ["B3:D4", "B2:D2", "F2:H9"])
def test_a_table_keeps_its_header_and_a_row(plan, address):
    with pytest.raises(com_error):
        plan.tables["KPIs"].resize(plan[address])


def test_tables_do_not_overlap(plan):
    plan["B8"].value = [["A", "B"], [1, 2]]
    plan.tables.add(plan["B8:C9"], name="Other")
    with pytest.raises(com_error):
        plan.tables["KPIs"].resize(plan["B2:D8"])
    with pytest.raises(com_error):
        plan.tables.add(plan["C9:E12"])
    assert [table.name for table in plan.tables] == ["KPIs", "Other"]


def test_a_new_table_has_its_headers_from_the_cells(plan):
    plan["J1"].value = [["Name", None, "name"], ["x", 1, 2]]
    table = plan.tables.add(plan["J1:L2"], name="New")
    assert [column.name for column in table.columns] == ["Name", "Column1", "name2"]
    assert table.header_row_range.value == ["Name", "Column1", "name2"]


def test_a_header_names_its_column(plan):
    plan["C2:D2"].value = [["id", 2026]]
    assert [column.name for column in plan.tables["KPIs"].columns] == ["ID", "id2", "2026"]
    assert plan["C2:D2"].value == ["id2", "2026"]


def test_rows_that_a_filter_hides_are_not_written(plan):
    held = plan.tables["KPIs"].impl.held
    held.autoFilter = AutoFilter(ref="B2:D4", filterColumn=[FilterColumn(colId=0)])
    plan["B3:B4"].value = [["a"], ["b"]]
    plan["4:4"].rows.hidden = True
    with pytest.raises(com_error):
        plan["B3:B4"].value = [["c"], ["d"]]


def test_writing_below_a_table_does_not_grow_it(plan):
    plan["B5"].value = "K3"
    assert plan.tables["KPIs"].range.address == "$B$2:$D$4"


def test_the_first_formula_put_into_a_blank_column_of_a_table_fills_it(plan):
    plan["C3:C4"].clear_contents()
    plan["C3:C4"].formula = [["=1+1"], ["=2+2"]]
    assert plan["C3:C4"].formula == (("=1+1",), ("=1+1",))


def test_it_fills_none_that_holds_something_else(plan):
    plan["C4"].formula = "=1+1"
    assert plan["C3:C4"].formula == (("2.5",), ("=1+1",))


def test_it_fills_none_when_autocorrection_is_off(app, plan):
    app.api.AutoCorrect.AutoFillFormulasInLists = False
    plan["C3:C4"].clear_contents()
    plan["C3:C4"].formula = [["=1+1"], ["=2+2"]]
    assert plan["C3:C4"].formula == (("=1+1",), ("=2+2",))
