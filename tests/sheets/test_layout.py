"""The workbook contract, header by header, as design document 1 has it."""

import pytest

from okrsheet.plan.model import Settings
from okrsheet.sheets.column import Kind
from okrsheet.sheets.generated import FINDINGS
from okrsheet.sheets.layout import TABLES, id_tables, table_layout
from okrsheet.sheets.settings import SETTING_KINDS, SETTING_MEANINGS

NODE = "Score, Expected, Coverage, Status, Worst, Check"
CONTRACT = {
    "Settings": ("Plan", "Setting, Value, Meaning", ""),
    "Pillars": ("Pillars", "ID, Pillar, Description, Owner, Weight", NODE),
    "Units": ("Units", "ID, Unit, Parent, Head", NODE),
    "Objectives": (
        "Objectives",
        "ID, Objective, Pillar, Parent, Unit, Owner, Specific, Measurable, Achievable, Relevant,"
        " Start, Due, Weight, Roll-up, Waive",
        NODE,
    ),
    "KPIs": (
        "KPIs",
        "ID, KPI, Objective, Type, Direction, Unit of measure, Reading is, Baseline, Target, Low,"
        " High, Tolerance, Frequency, Source, Owner, Start, Due, Weight, New value, New date,"
        " New note, Waive",
        "Objective name, Read on, Actual, Attainment, Expected, Status, Check",
    ),
    "Readings": ("Readings", "KPI, Date, Value, Confidence, Note, By", "KPI name"),
    "Actions": (
        "Actions",
        "ID, Objective, Action, Owner, Start, Due, Done",
        "Expected, Status, Check",
    ),
    "Drivers": (
        "Drivers",
        "Driver, Outcome, Effect, Lag, Declared, Rationale",
        "Pairs, Agreement, Verdict",
    ),
}
CHOICES = {
    ("KPIs", "Type"): "Leading, Lagging",
    ("KPIs", "Direction"): "Increase, Decrease, Hold, Milestone",
    ("KPIs", "Reading is"): "Latest, Sum, Average",
    ("KPIs", "Frequency"): "Daily, Weekly, Monthly, Quarterly, Yearly",
    ("Objectives", "Roll-up"): "Weighted, Worst",
    ("Drivers", "Effect"): "Raises, Lowers",
}
REFERENCES = {
    ("Units", "Parent"): "Units",
    ("Objectives", "Pillar"): "Pillars",
    ("Objectives", "Parent"): "Objectives",
    ("Objectives", "Unit"): "Units",
    ("KPIs", "Objective"): "Objectives",
    ("Readings", "KPI"): "KPIs",
    ("Actions", "Objective"): "Objectives",
    ("Drivers", "Driver"): "KPIs",
    ("Drivers", "Outcome"): "KPIs",
}


def headers(columns) -> str:
    return ", ".join(column.header for column in columns)


def test_the_tables_are_those_of_the_contract():
    assert [table.name for table in TABLES] == list(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_has_the_sheet_and_columns_of_the_contract(name):
    table = table_layout(name)
    found = (table.sheet.title, headers(table.entered), headers(table.computed))
    assert found == CONTRACT[name]


def test_the_choices_are_those_of_the_contract():
    found = {
        (table.name, column.header): ", ".join(column.choices)
        for table in TABLES
        for column in table.columns
        if column.kind is Kind.CHOICE
    }
    assert found == CHOICES


def test_the_references_are_those_of_the_contract():
    found = {
        (table.name, column.header): column.refers
        for table in TABLES
        for column in table.columns
        if column.kind is Kind.REFERENCE
    }
    assert found == REFERENCES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_entered_column_has_a_field_of_its_rows(table):
    if table.row is not None:
        aliases = {part.alias for part in table.row.model_fields.values()}
        assert {column.header for column in table.entered} <= aliases


def test_a_choice_and_the_field_behind_it_know_the_same_words():
    for (name, header), words in CHOICES.items():
        row = table_layout(name).row
        for word in words.split(", "):
            assert row.model_validate({header: word}).model_fields_set


def test_the_rows_with_ids_have_a_letter_each_of_their_own():
    letters = {table.name: table.letter for table in id_tables()}
    assert letters == {"Pillars": "P", "Units": "U", "Objectives": "O", "KPIs": "K", "Actions": "A"}


def test_every_setting_has_a_kind_a_meaning_and_a_field():
    names = [column.header for column in SETTING_KINDS.values()]
    assert names == list(SETTING_MEANINGS)
    assert names == [part.alias for part in Settings.model_fields.values()]


def test_the_findings_sheet_has_the_columns_of_the_contract():
    expected = "Code, Severity, Sheet, Cell, ID, Field, Message, How to fix"
    assert headers(FINDINGS.columns) == expected
    assert FINDINGS.sheet.table == "Findings"
    assert FINDINGS.sheet.protected


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_sheet_with_an_entered_table_is_not_protected(table):
    assert not table.sheet.protected


def test_a_table_that_does_not_exist_is_not_found():
    with pytest.raises(KeyError):
        table_layout("Budget")
