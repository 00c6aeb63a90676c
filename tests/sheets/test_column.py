"""How a column works: its drop-down, hint and refusal, within what Excel takes."""

import pytest

from okrsheet.books.book import Validation
from okrsheet.sheets import looks
from okrsheet.sheets.column import STYLES, Column, Kind, computed, sheet_look
from okrsheet.sheets.layout import TABLES, table_layout

COLUMNS = [
    pytest.param(column, id=f"{table.name}-{column.header}")
    for table in TABLES
    for column in table.columns
]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_hint_and_a_refusal_are_as_short_as_excel_wants_them(column):
    found = column.look.validation
    assert len(found.title) <= 32
    assert len(found.prompt) <= 255
    assert len(found.error) <= 225
    assert len(found.formula or "") <= 255


def test_a_choice_is_a_drop_down_that_refuses_other_words():
    found = Column("Type", Kind.CHOICE, 10, choices=("Leading", "Lagging")).look.validation
    assert (found.kind, found.formula, found.strict) == ("list", '"Leading,Lagging"', True)


def test_a_reference_is_a_drop_down_of_the_ids_that_lets_others_pass():
    found = Column("Parent", Kind.REFERENCE, 10, refers="Units").look.validation
    assert (found.kind, found.formula, found.strict) == ("list", "okr_Units_IDs", False)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ID])
def test_free_text_has_a_hint_only(kind):
    found = Column("Owner", kind, 10, "Who answers for it.").look.validation
    assert found == Validation("any", title="Owner", prompt="Who answers for it.")


def test_a_computed_column_is_locked_and_warns_whoever_types_into_it():
    look = computed("Score", 9, looks.COMPUTED_SHARE).look
    assert look.computed
    assert look.style.locked
    warning = look.validation
    assert (warning.kind, warning.formula, warning.strict) == ("custom", "FALSE", False)
    assert warning.error.startswith("okrsheet calculates Score.")


def test_nothing_warns_on_a_protected_sheet():
    score = computed("Score", 9, looks.COMPUTED_SHARE)
    look = sheet_look("A", "A", "", (score,), tab="000000", protected=True)
    assert look.columns[0].validation is None


@pytest.mark.parametrize("kind", Kind)
def test_a_column_looks_as_its_kind_does(kind):
    assert Column("Any", kind, 10).look.style is STYLES[kind]


def test_a_column_is_found_in_its_table_by_header():
    assert table_layout("KPIs").column("Target").kind is Kind.NUMBER


def test_a_column_that_a_table_does_not_have_is_not_found():
    with pytest.raises(KeyError):
        table_layout("KPIs").column("Budget")
