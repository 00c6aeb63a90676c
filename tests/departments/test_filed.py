from dataclasses import replace

from okrsheet.books.book import Below
from okrsheet.departments.entered import ENTERED
from okrsheet.departments.filed import filed
from tests.workbooks import snapshot

ACTIONS = ENTERED["Actions"]
CALL = ("A-1", "O-1", "Call", None, None, None, 1.0)


def book(*rows, missing=()):
    return snapshot({"Actions": list(rows)}, missing)


def test_rows_that_hold_something_are_read_under_the_layouts_columns():
    found = filed(book({}, {"ID": "A-1", "Objective": "O-1", "Action": "Call", "Done": 1}), ACTIONS)
    assert found is not None
    assert (found.rows, found.lacking, found.added) == ((CALL,), frozenset(), {})
    assert found.says((CALL,))


def test_computed_columns_make_no_row():
    found = filed(book({"Check": "OK"}), ACTIONS)
    assert found is not None and found.rows == ()


def test_columns_are_found_in_any_order_and_missing_ones_are_blank():
    table = book({"ID": "A-1", "Objective": "O-1", "Action": "Call", "Done": 1}).table("Actions")
    turned = replace(
        table, headers=table.headers[::-1], rows=tuple(row[::-1] for row in table.rows)
    )
    found = filed(replace(book(), tables=(turned,)), ACTIONS)
    assert found is not None and found.rows == (CALL,)
    found = filed(book({"ID": "A-1", "Done": 1}, missing={"Actions/Done"}), ACTIONS)
    assert found is not None
    assert (found.lacking, found.rows) == ({"Done"}, (("A-1", *(None,) * 6),))
    assert not found.says(found.rows)


def test_columns_of_a_users_own_are_counted_where_they_hold_something():
    found = filed(book({"ID": "A-1", "Mine": "x"}, {"ID": "A-2"}, {"Empty": None}), ACTIONS)
    assert found is not None and found.added == {"Mine": 1}


def test_true_in_place_of_one_is_not_what_was_sent():
    found = filed(book({"ID": "A-1", "Objective": "O-1", "Action": "Call", "Done": True}), ACTIONS)
    assert found is not None and not found.says((CALL,))


def test_a_missing_table_is_none():
    assert filed(snapshot({}, {"Actions"}), ACTIONS) is None


def test_what_stands_below_a_table_goes_along_and_is_no_row():
    typed = Below(9, 3, "Call", 2)
    table = replace(book().table("Actions"), sheet="To do", below=typed)
    found = filed(replace(book(), tables=(table,)), ACTIONS)
    assert found is not None
    assert (found.rows, found.sheet, found.below) == ((), "To do", typed)
