from okrsheet.books.book import Below, CellError
from okrsheet.departments.difference import Remark
from okrsheet.departments.entered import ENTERED
from okrsheet.departments.filed import Filed
from okrsheet.departments.noting import Notes

ACTIONS = ENTERED["Actions"]
CALL = ("A-1", "O-1", "Call", None, None, None, None)
BROKEN = (*CALL[:-1], CellError("#DIV/0!"))


def said(notes: Notes) -> list[str]:
    return [remark.message for remark in notes.remarks]


def test_a_remark_says_whose_file_and_which_cell():
    notes = Notes("IT", "IT.xlsx")
    notes.say("So it is.", "Actions", "A-1", "Done")
    notes.say("All of it.")
    assert notes.remarks == [
        Remark("IT", "IT.xlsx", "So it is.", "Actions", "A-1", "Done"),
        Remark("IT", "IT.xlsx", "All of it."),
    ]


def test_missing_columns_and_columns_of_its_own_are_named():
    notes = Notes("IT", "IT.xlsx")
    notes.columns(Filed(ACTIONS, (), frozenset({"Due", "Done"}), {"Mine": 1, "Yours": 2}))
    assert said(notes) == [
        "Actions has no column Due: nothing of it was taken.",
        "Actions has no column Done: nothing of it was taken.",
        "Actions has a column of its own, 'Mine', with one filled cell: it is not taken.",
        "Actions has a column of its own, 'Yours', with 2 filled cells: it is not taken.",
    ]


def test_an_error_value_is_named_unless_it_was_sent():
    notes = Notes("IT", "IT.xlsx")
    notes.errors(ACTIONS, BROKEN, BROKEN, "A-1")
    notes.errors(ACTIONS, BROKEN, CALL, "A-1")
    notes.errors(ACTIONS, BROKEN, None, "")
    assert said(notes) == [
        "Done of A-1 holds #DIV/0!: it is not taken.",
        "Done in a new row of Actions holds #DIV/0!: it is not taken.",
    ]


def test_a_second_row_with_an_id_is_told_with_all_that_it_says():
    notes = Notes("IT", "IT.xlsx")
    notes.twice(ACTIONS, CALL)
    assert said(notes) == [
        'The ID A-1 stands twice: the row "Call" is not taken. It says: A-1, O-1, Call.'
        " Give it an ID of its own, or none."
    ]


def below(rows, value):
    notes = Notes("IT", "IT.xlsx")
    typed = Below(31, 2, value, rows)
    notes.below(Filed(ACTIONS, (), frozenset(), {}, "To do", typed))
    return said(notes)


def test_what_was_typed_below_a_table_is_told_with_its_place():
    assert below(2, "Grow the shop") == [
        "Below the table Actions stands text that is no part of it, from To do!B31 on (2 rows:"
        " 'Grow the shop'): it was not taken. Pull the table's corner down over it and collect"
        " again."
    ]


def test_where_nothing_stands_below_nothing_is_told():
    notes = Notes("IT", "IT.xlsx")
    notes.below(Filed(ACTIONS, (), frozenset(), {}))
    assert said(notes) == []
