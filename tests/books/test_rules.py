"""Computed cells warn when somebody types into them; drop-downs need the name they offer."""

from dataclasses import replace

import openpyxl
import pytest

from okrsheet.books.book import AppendRows, ColourRule, LayTable, Tint, Validation
from tests.books.plain import SCORE, plan, write

WARNING = Validation(
    "custom",
    "FALSE",
    None,
    "Score",
    "okrsheet calculates this.",
    "okrsheet calculates this column; what you type here is overwritten.",
)
LAY = LayTable("KPIs", (replace(SCORE, validation=WARNING),))


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def rules(path):
    return openpyxl.load_workbook(path)["KPIs"].data_validations.dataValidation


def test_a_computed_column_warns_of_everything_typed_and_lets_it_pass(path, judge):
    write(path, LAY)
    judge(path)
    (rule,) = rules(path)
    assert (str(rule.sqref), rule.type, rule.formula1) == ("F5:F8", "custom", "FALSE")
    assert (rule.errorStyle, rule.showErrorMessage) == ("warning", True)
    assert (rule.errorTitle, rule.error) == ("Score", WARNING.error)
    assert (rule.prompt, rule.showInputMessage) == (WARNING.prompt, True)
    assert not rule.allow_blank


def test_new_rows_warn_too(path):
    write(path, LAY)
    write(path, AppendRows("KPIs", ("ID",), (("K4",), ("K5",), ("K6",))))
    assert [str(rule.sqref) for rule in rules(path)] == ["F5:F10"]


def test_rows_that_come_with_the_warning_warn_too(path):
    write(path, AppendRows("KPIs", ("ID",), (("K4",), ("K5",), ("K6",))), LAY)
    assert [str(rule.sqref) for rule in rules(path)] == ["F5:F10"]


def test_the_same_warning_again_changes_nothing(path):
    write(path, LAY)
    assert not write(path, LAY)


def test_a_drop_down_over_a_name_that_is_not_there_is_left_out(path):
    offered = Validation("list", "okr_Nothing_IDs")
    write(path, LayTable("KPIs", (replace(SCORE, validation=offered),)))
    assert rules(path) == []


def test_a_colour_rule_over_a_name_that_is_not_there_is_left_out(path):
    rule = ColourRule("{cell}=okr_Nothing", Tint("8A1C0C"))
    write(path, LayTable("KPIs", (replace(SCORE, validation=None, rules=(rule,)),)))
    assert not openpyxl.load_workbook(path)["KPIs"].conditional_formatting
