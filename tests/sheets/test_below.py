"""What stands right below a table and is no part of it, in a sentence."""

from dataclasses import replace

from okrsheet.books.book import Below
from okrsheet.sheets.below import notes_below, told_below
from tests.workbooks import snapshot


def with_below(below):
    """A plan of one objective, with this below its table."""
    plan = snapshot({"Objectives": [{"ID": "O1", "Objective": "Grow"}]})
    tables = (replace(one, below=below) if one.name == "Objectives" else one for one in plan.tables)
    return replace(plan, tables=tuple(tables))


def test_the_cell_the_rows_and_the_first_text_are_told():
    assert told_below("Objectives", "Our goals", Below(31, 2, "Grow the shop", 2)) == (
        "Below the table Objectives stands text that is no part of it, from Our goals!B31 on "
        "(2 rows: 'Grow the shop')"
    )


def test_one_row_is_one_row_and_a_long_text_is_cut():
    told = told_below("KPIs", "KPIs", Below(9, 1, "x" * 50, 1))
    assert told.endswith(f"from KPIs!A9 on (one row: '{'x' * 39}…')")


def test_a_plan_with_something_below_a_table_gets_a_note():
    (note,) = notes_below(with_below(Below(31, 2, 7.0, 1)))
    assert note.endswith(": it counts nowhere. Pull the table's corner down over it.")


def test_a_plan_with_nothing_below_its_tables_gets_none():
    assert not list(notes_below(with_below(None)))
