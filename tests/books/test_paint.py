"""Looks as openpyxl holds them."""

import pytest
from openpyxl import Workbook

from okrsheet.books.book import ColourRule, ColumnLook, SheetLook, Style, Tint, Validation
from okrsheet.books.paint import colour, paint, rule_formats, validate

PLAIN = Style("plain")


@pytest.fixture
def sheet():
    return Workbook().worksheets[0]


def look(*columns):
    return SheetLook("Test", "Test", "", tuple(columns))


def test_a_cell_gets_every_field_of_its_style(sheet):
    cell = sheet["A1"]
    style = Style(
        *("all", "0.0%", "Arial", 12, True, True, True, "112233", "445566", "778899"),
        *("right", "center", True, 3, False),
    )
    paint(cell, style)
    font, alignment = cell.font, cell.alignment
    assert (font.name, font.sz, font.b, font.i, font.u) == ("Arial", 12, True, True, "single")
    assert font.color.rgb == "FF112233"
    assert (cell.fill.fill_type, cell.fill.fgColor.rgb) == ("solid", "FF445566")
    assert (cell.border.bottom.style, cell.border.bottom.color.rgb) == ("thin", "FF778899")
    assert (alignment.horizontal, alignment.vertical) == ("right", "center")
    assert (alignment.wrap_text, alignment.indent) == (True, 3)
    assert (cell.number_format, cell.protection.locked) == ("0.0%", False)


def test_a_plain_style_paints_no_fill_and_no_border(sheet):
    paint(sheet["A1"], PLAIN)
    assert sheet["A1"].fill.fill_type is None
    assert sheet["A1"].border.bottom.style is None


def test_a_colour_rule_speaks_of_the_first_row_of_its_own_and_of_other_columns(sheet):
    rule = ColourRule('AND({cell}>1,{Unit}="%")', Tint("112233"))
    value = ColumnLook("Value", 9, PLAIN, rules=(rule,))
    laid = look(ColumnLook("Unit", 9, PLAIN), value)
    colour(sheet, laid, value, "B5:B9", {})
    (area,) = sheet.conditional_formatting
    assert str(area.sqref) == "B5:B9"
    assert area.rules[0].formula == ['AND($B5>1,$A5="%")']


def test_a_tint_changes_only_what_it_names(sheet):
    rule = ColourRule("{cell}>1", Tint(number_format="0.0%"))
    value = ColumnLook("Value", 9, PLAIN, rules=(rule,))
    colour(sheet, look(value), value, "A5:A9", {"0.0%": 200})
    (area,) = sheet.conditional_formatting
    tint = area.rules[0].dxf
    assert (tint.font, tint.fill, tint.numFmt.formatCode) == (None, None, "0.0%")


def test_equal_number_formats_of_rules_share_an_id():
    rules = tuple(ColourRule("{cell}", Tint(number_format=code)) for code in ("0%", "0", "0%"))
    assert rule_formats([look(ColumnLook("A", 9, PLAIN, rules=rules))]) == {"0%": 200, "0": 201}


def test_a_strict_validation_stops_and_another_warns(sheet):
    validate(sheet, "A1", Validation("list", '"a,b"', strict=True))
    validate(sheet, "A2", Validation("decimal", "0", "greaterThan"))
    assert [rule.errorStyle for rule in sheet.data_validations.dataValidation] == [
        "stop",
        "warning",
    ]


def test_a_validation_with_nothing_to_say_is_left_out(sheet):
    validate(sheet, "A1", Validation("any", title="Value"))
    assert not sheet.data_validations.dataValidation


def test_a_custom_rule_that_nothing_meets_warns_of_everything_typed(sheet):
    validate(sheet, "A1", Validation("custom", "FALSE", None, "Score", "Calculated.", "Ours."))
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.errorStyle) == ("custom", "FALSE", "warning")
    assert rule.showErrorMessage and not rule.allow_blank
