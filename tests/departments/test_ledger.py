from collections.abc import Collection

from okrsheet.books.book import AppendRows, CellChange, SetCells
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.difference import Return
from okrsheet.departments.ledger import Ledger
from okrsheet.departments.standing import Standing
from tests.workbooks import Cells, snapshot

FILE = Arrival(Return("a-plan", "IT", "f00", "IT.xlsx"))
OTHER = Arrival(Return("a-plan", "IT", "f00", "IT (1).xlsx"))


def ledger(missing: Collection[str] = ()) -> Ledger:
    actions: list[Cells] = [
        {"ID": "A-1", "Action": " Call", "Done": 0.5},
        {"ID": "A-2", "Action": "Write"},
    ]
    return Ledger(Standing(snapshot({"Actions": actions}, missing)))


def test_cells_are_changed_with_the_value_that_stands_there():
    book = ledger()
    book.put("Actions", 0, "Action", "Ring", [FILE, OTHER])
    assert list(book.edits()) == [
        SetCells("Actions", (CellChange(0, "A-1", "Action", " Call", "Ring"),))
    ]
    assert [change.message for change in book.changes] == [
        "Action of A-1 is now Ring (was  Call), from IT.xlsx and IT (1).xlsx."
    ]
    assert book.taken == {"IT.xlsx": 1, "IT (1).xlsx": 1}


def test_a_cell_that_says_the_same_is_not_changed():
    book = ledger()
    book.put("Actions", 0, "Action", "Call", [FILE])
    assert list(book.edits()) == []


def test_rows_are_appended_under_the_columns_that_the_master_has():
    book = ledger({"Actions/Start", "Actions/Due"})
    book.append("Actions", ("A-3", "O-1", "Train", None, None, None, 1.0), [FILE])
    assert list(book.edits()) == [
        AppendRows(
            "Actions",
            ("ID", "Objective", "Action", "Owner", "Done"),
            (("A-3", "O-1", "Train", None, 1.0),),
        )
    ]
    assert book.changes[0].message == 'New row in Actions: A-3 "Train", from IT.xlsx.'
    assert book.new_ids("Actions") == {"a-3"}


def test_a_deleted_row_has_its_entered_cells_blanked():
    book = ledger()
    book.blank("Actions", 0, [FILE])
    (edit,) = book.edits()
    assert [(one.column, one.old, one.new) for one in edit.changes] == [
        ("Action", " Call", None),
        ("Done", 0.5, None),
        ("ID", "A-1", None),
    ]


def test_cells_come_before_new_rows_and_tables_in_their_order():
    book = ledger()
    book.append("Actions", ("A-3", *(None,) * 6), [FILE])
    book.append("Units", ("U-1", *(None,) * 3), [FILE])
    book.put("Actions", 1, "Done", 1.0, [FILE])
    assert [(type(edit), edit.table) for edit in book.edits()] == [
        (AppendRows, "Units"),
        (SetCells, "Actions"),
        (AppendRows, "Actions"),
    ]
