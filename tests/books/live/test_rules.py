from dataclasses import replace

import pytest

from okrsheet.books.area import Area
from okrsheet.books.book import ColourRule, ColumnLook, LayTable, Style, Tint, Validation
from okrsheet.books.live.excel import dialect_of
from okrsheet.books.live.rules import Colour, Validate, rule_steps
from tests.books.live.running import running
from tests.books.plain import plan

GOOD = ColourRule('{cell}="good"', Tint("0B4F4A", "D3F6EE", bold=True, number_format='"● "@'))
BESIDE = ColourRule('{ID}="K1"', Tint("8A1C0C", italic=True))
CALLS = ColourRule("ISNUMBER({cell})", Tint(number_format="0.0%"))
PLAIN = Style("plain")
SCORE = ColumnLook("Score", 9, PLAIN, rules=(GOOD, BESIDE, CALLS))
TARGET = ColumnLook(
    "Target",
    9,
    PLAIN,
    validation=Validation("decimal", "-1E+300", "greaterThan", "Target", "A number.", "No number."),
)


@pytest.fixture
def open_plan(tmp_path):
    with running(plan(tmp_path / "plan.xlsx")) as (book, app):
        yield book, app


def lay(*looks):
    return LayTable("KPIs", (ColumnLook("ID", 9, PLAIN), *looks))


def rules(app, address):
    return app.books.active.sheets["KPIs"][address].conditional_formats


def test_a_column_without_rules_gets_those_that_compare(open_plan):
    book, app = open_plan
    book.apply([lay(SCORE)])
    laid = rules(app, "F5:F8")
    assert {rule.formula for rule in laid} == {'=$F5="good"', '=$B5="K1"'}
    good = next(rule for rule in laid if "good" in rule.formula)
    assert good.fill_color == (0xD3, 0xF6, 0xEE) and good.font_bold
    assert len(rules(app, "G5")) == 0


def test_a_rule_reads_right_whatever_cell_was_active_before(open_plan):
    book, app = open_plan
    sheet = app.books.active.sheets["KPIs"]
    sheet.activate()
    sheet["D40"].select()
    book.apply([lay(SCORE)])
    assert '=$F5="good"' in {rule.formula for rule in rules(app, "F5:F8")}


def test_a_column_that_has_a_rule_is_left_alone(open_plan):
    book, app = open_plan
    app.books.active.sheets["KPIs"].activate()
    app.books.active.sheets["KPIs"]["F5"].select()
    rules(app, "F5:F8").add_custom('=$F5="mine"', font_bold=True)
    book.apply([lay(SCORE)])
    assert [rule.formula for rule in rules(app, "F5:F8")] == ['=$F5="mine"']


def test_a_rule_that_names_a_missing_column_is_left_out(open_plan):
    book, app = open_plan
    book.apply([lay(replace(SCORE, rules=(ColourRule('{Nowhere}="x"', Tint("8A1C0C")),)))])
    assert len(rules(app, "F5:F8")) == 0


def test_a_column_without_a_validation_gets_ours(open_plan):
    book, app = open_plan
    book.apply([lay(TARGET)])
    laid = app.books.active.sheets["KPIs"]["D5:D8"].data_validation
    assert (laid.type, laid.operator) == ("decimal", "greater_than")
    assert (laid.input_message, laid.error_message) == ("A number.", "No number.")


def test_a_validation_that_stands_is_left_alone(open_plan):
    book, app = open_plan
    held = app.books.active.sheets["KPIs"]["D5:D8"].data_validation
    held.set_list(["1", "2"])
    book.apply([lay(TARGET)])
    assert app.books.active.sheets["KPIs"]["D5"].data_validation.type == "list"


@pytest.mark.parametrize(
    ("validation", "is_laid"),
    [
        (Validation("list", "okr_KPIs_IDs"), True),
        (Validation("list", "okr_Nowhere_IDs"), False),
        (Validation("list", '"Yes,No"'), True),
        (Validation("any", prompt="Say it."), True),
        (Validation("any"), False),
    ],
)
def test_only_what_can_be_offered_or_said_is_laid(validation, is_laid):
    columns = {4: replace(TARGET, validation=validation)}
    found = rule_steps(None, "KPIs", Area(5, 4, 8, 4), columns, "okr_KPIs_IDs".__eq__)
    assert [type(step) for step in found] == [Validate] * is_laid


def test_a_sheet_still_to_be_made_lacks_all_rules():
    (step,) = rule_steps(None, "New", Area(5, 6, 8, 6), {2: lay().columns[0], 6: SCORE}, str)
    assert isinstance(step, Colour) and [text for text, _ in step.rules] == [
        '$F5="good"',
        '$B5="K1"',
    ]


def test_rules_that_stand_are_found_in_few_calls(open_plan):
    book, app = open_plan
    ruled = replace(SCORE, rules=(GOOD, BESIDE))
    book.apply([lay(ruled, TARGET)])
    app.impl.calls.clear()
    steps = book.apply([lay(ruled, TARGET)])
    assert steps is None and app.impl.calls["Range.select"] == 0
    assert dialect_of(app).reads_formulas
