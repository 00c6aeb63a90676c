"""Looks, colour rules, validations and charts of the test engine."""

import pytest

from tests.excel import excel
from tests.excel.com import com_error


def test_looks_are_laid_on_all_cells_and_told_where_they_agree(plan):
    cells = plan["B3:D4"]
    cells.font.set(bold=True, size=9, color="#112233", name="Arial")
    cells.color = (1, 2, 3)
    cells.horizontal_alignment, cells.vertical_alignment = "center", "top"
    cells.wrap_text = True
    cells.api.IndentLevel, cells.api.Font.Underline, cells.api.Locked = 1, 2, False
    told = cells.font.bold, cells.font.size, cells.font.color, cells.font.name, cells.color
    assert told == (True, 9, (17, 34, 51), "Arial", (1, 2, 3))
    assert (cells.horizontal_alignment, cells.vertical_alignment) == ("center", "top")
    assert (cells.api.IndentLevel, cells.api.Font.Underline, cells.api.Locked) == (1, 2, False)
    assert plan["B2:B3"].font.size is None
    assert plan["D3"].number_format == "0.0"


def test_borders_are_drawn_side_by_side(plan):
    cells = plan["B3:C4"]
    cells.borders.set(["edge_bottom", "inside_horizontal"], color="#112233", weight="thin")
    assert plan["B3"].borders["edge_bottom"].color == (17, 34, 51)
    assert plan["C4"].borders["edge_bottom"].line_style == "continuous"
    assert plan["B3"].borders["edge_right"].line_style is None
    cells.borders.clear(["edge_bottom"])
    assert plan["C4"].borders["edge_bottom"].line_style is None
    assert plan["C3"].borders["edge_bottom"].line_style == "continuous"


def test_a_colour_rules_formula_is_seen_from_the_active_cell(plan):
    plan["A1"].select()
    plan["J3:J4"].conditional_formats.add_custom("=$C3>1", font_bold=True)
    plan["J3"].select()
    assert plan["J3:J4"].conditional_formats[0].formula == "=$C5>1"
    plan["J3:J4"].conditional_formats.add_custom("=$C3>1", fill_color="#ff0000")
    rules = plan["J3:J4"].conditional_formats
    assert [rule.formula for rule in rules] == ["=$C3>1", "=$C5>1"]
    assert rules[0].fill_color == (255, 0, 0)


def test_rules_are_cleared_from_the_cells_of_the_range_only(plan):
    plan["B3"].conditional_formats.clear()
    counts = [len(plan[cell].conditional_formats) for cell in ("B3", "C3", "B4")]
    assert counts == [0, 1, 1]


def test_a_validation_is_added_only_to_cells_without_one(plan):
    with pytest.raises(com_error):
        plan["C3"].api.Validation.Add(Type=3, Formula1="a,b")
    validation = plan["J3:J4"].api.Validation
    validation.Add(Type=3, AlertStyle=2, Formula1="a,b")
    validation.InputTitle, validation.InputMessage = "Hint", "Pick one."
    told = plan["J3"].data_validation
    assert (told.type, told.source, told.alert_style) == ("list", "a,b", "warning")
    assert told.input_message == "Pick one."
    assert plan["C3:J3"].data_validation.type == "inconsistent"
    assert plan["J3:J5"].data_validation.type == "mixed_criteria"


def test_a_validation_goes_from_the_cells_of_the_range_only(plan):
    plan["C3"].data_validation.delete()
    assert plan["C3"].data_validation.type == "none"
    assert plan["C4"].data_validation.type == "whole_number"


@pytest.mark.parametrize("formula", ["=KPIs[ID]", "=" + "A" * 255])
def test_rules_take_no_columns_of_tables_and_no_long_formula(plan, formula):
    with pytest.raises(com_error):
        plan["J3"].api.Validation.Add(Type=3, Formula1=formula)
    with pytest.raises(com_error):
        plan["J3"].conditional_formats.add_custom(formula)


@pytest.fixture
def chart(plan):
    plan["J1"].value = [["", "done", "due"], ["Q1", 1, 2], ["Q2", 3, 4]]
    chart = plan.charts.add(10, 20, 300, 200, chart_type="bar_stacked", name="okrsheet: Work")
    chart.set_source_data(plan["K1:K3,L1:L3"], "columns")
    chart.set_x_axis_values(plan["J2:J3"])
    chart.title = "Work"
    return chart


def test_a_chart_shows_the_columns_of_its_source(chart):
    assert [series.name for series in chart.series] == ["done", "due"]
    assert chart.series[1].api.Formula == "=SERIES(Plan!$L$1,Plan!$J$2:$J$3,Plan!$L$2:$L$3,2)"


def test_a_first_column_of_texts_gives_the_categories(plan, chart):
    chart.set_source_data(plan["J1:L3"])
    assert [series.name for series in chart.series] == ["done", "due"]


def test_a_chart_is_the_same_in_the_file(app, plan, chart, path):
    chart.series[0].fill_color = "#3A7D6B"
    app.books.active.save(path.with_name("saved.xlsx"))
    with excel(path.with_name("saved.xlsx")) as again:
        saved = again.books.active.sheets["Plan"].charts["okrsheet: Work"]
        assert (saved.title, saved.chart_type) == ("Work", "bar_stacked")
        assert (saved.left, saved.top, saved.width, saved.height) == pytest.approx(
            (10, 20, 300, 200), abs=0.01
        )
        assert saved.series[0].fill_color == (58, 125, 107)
        assert saved.series[0].api.Formula.startswith("=SERIES(Plan!$K$1,")
