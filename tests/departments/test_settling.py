from datetime import datetime

from okrsheet.departments.difference import Cell, Edited
from okrsheet.departments.entered import ENTERED, Row
from okrsheet.departments.merged import Merged
from okrsheet.departments.settling import sent_row
from tests.departments.rounds import PLAN, Filled, Round, put


def action(name: str, done: float | None) -> Row:
    return ("A-1", "O-1", name, None, None, None, done)


def test_a_row_as_it_was_sent_is_told_from_its_changes():
    cells = Cell(("Action",), ("Call",), ("Ring",)), Cell(("Done",), (None,), (1.0,))
    edited = Edited("Actions", ("a-1",), "A-1", cells, action("Ring", 1.0))
    assert sent_row(edited) == action("Call", None)
    assert len(sent_row(edited)) == len(ENTERED["Actions"].headers)


def test_equal_changes_of_two_files_are_taken_though_one_started_elsewhere():
    plan = Round()
    old = plan.split()["IT"]
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Joe")
    new = plan.split()["IT"]
    new.file = "IT new.xlsx"
    for file in (old, new):
        file.put("Objectives", "O-IT-2", Owner="Ida")
    assert plan.collect(old, new).conflicts == ()
    assert plan.row("Objectives", "O-IT-2")["Owner"] == "Ida"


def test_what_one_file_agrees_with_another_contradicts():
    plan = Round()
    files = plan.split()
    other = Filled(plan.bases[plan.latest["IT"]], "IT (1).xlsx")
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida")
    other.put("Objectives", "O-IT-2", Owner="Joe")
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Ida")
    (one,) = plan.collect(files["IT"], other).conflicts
    assert (one.file, one.came, one.stands) == ("IT (1).xlsx", ("Joe",), ("Ida",))


def test_a_row_deleted_in_both_places_is_agreed():
    plan = Round()
    file = plan.split()["IT"]
    file.delete("Actions", "A-IT-1")
    plan.collect(file, crash=True)
    merged = plan.collect(file)
    assert (merged.edits, merged.conflicts) == ((), ())
    assert plan.collect(file) == Merged()


def test_a_deletion_decided_keep_is_over():
    plan = Round()
    file = plan.split()["IT"]
    file.delete("Actions", "A-IT-1")
    put(plan.book, "Actions", "A-IT-1", "Done", 0.75)
    (one,) = plan.collect(file).conflicts
    assert plan.collect(file, decisions={one.key: "keep"}).edits == ()
    assert plan.collect(file) == Merged()
    assert plan.row("Actions", "A-IT-1")["Done"] == 0.75


def test_of_equal_readings_as_many_are_blanked_as_were_deleted():
    for deleted in (1, 2):
        plan = with_equal_readings(3)
        file = plan.split()["IT"]
        del file.rows["Readings"][:deleted]
        plan.collect(file, crash=True)
        plan.collect(file)
        assert len(plan.rows("Readings")) == 3 - deleted
        assert plan.collect(file) == Merged()


def test_equal_readings_are_edited_each_for_itself():
    plan = with_equal_readings(2)
    file = plan.split()["IT"]
    for reading, value in zip(file.rows["Readings"], (1.0, 2.0), strict=True):
        reading["Value"] = value
    plan.collect(file)
    assert [row["Value"] for row in plan.rows("Readings")] == [1.0, 2.0]


def test_two_copies_of_a_row_that_is_gone_are_not_both_taken():
    plan = Round()
    file = plan.split()["IT"]
    other = Filled(file.sent, "IT (1).xlsx")
    file.put("Actions", "A-IT-1", Done=0.75)
    other.put("Actions", "A-IT-1", Done=0.25)
    put(plan.book, "Actions", "A-IT-1", "ID", "A-OTHER")
    conflicts = plan.collect(file, other).conflicts
    both = plan.collect(file, other, decisions={one.key: "take" for one in conflicts})
    assert (both.edits, len(both.conflicts)) == ((), 2)
    plan.collect(file, other, decisions={conflicts[0].key: "take"})
    assert [row["Done"] for row in plan.rows("Actions")] == [0.5, 1.0, 0.25]


def with_equal_readings(count: int) -> Round:
    reading = {"KPI": "K-IT-1", "Date": datetime(2026, 6, 1), "Value": 7}
    return Round({**PLAN, "Readings": [reading] * count})
