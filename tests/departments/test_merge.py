from datetime import datetime
from pickle import dumps, loads

import pytest

from okrsheet.books.book import AppendRows, SetCells
from okrsheet.departments.merge import merge
from okrsheet.departments.merged import WHOLE_ROW, Merged
from tests.departments.rounds import Filled, Round, messages, put

DUE = datetime(2026, 12, 31)


@pytest.fixture
def plan() -> Round:
    return Round()


@pytest.fixture
def files(plan) -> dict[str, Filled]:
    return plan.split()


def copy_of(file: Filled, plan: Round, name: str = "IT (1).xlsx") -> Filled:
    return Filled(plan.bases[file.sent.sending], name)


def test_unedited_files_change_nothing(plan, files):
    assert plan.collect(*files.values()) == Merged()


def test_a_return_can_be_pickled(files):
    files["IT"].put("KPIs", "K-IT-1", New_value=15, Target=10)
    back = files["IT"].back()
    assert loads(dumps(back)) == back


def test_a_change_in_the_department_wins_over_an_untouched_master(plan, files):
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida", Due=DUE)
    merged = plan.collect(files["IT"])
    assert plan.row("Objectives", "O-IT-2")["Owner"] == "Ida"
    assert plan.row("Objectives", "O-IT-2")["Due"] == DUE
    assert [change.message for change in merged.changes] == [
        "Owner of O-IT-2 is now Ida (was Cem), from IT.xlsx.",
        "Due of O-IT-2 is now 2026-12-31 (was blank), from IT.xlsx.",
    ]
    assert merged.taken == {"IT.xlsx": 2}


def test_a_cell_cleared_in_the_department_is_cleared_in_the_master(plan, files):
    files["IT"].put("Objectives", "O-IT-2", Owner=None)
    plan.collect(files["IT"])
    assert "Owner" not in plan.row("Objectives", "O-IT-2")


def test_a_change_in_the_master_stands(plan, files):
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Ida")
    assert plan.collect(*files.values()) == Merged()


def test_equal_changes_agree(plan, files):
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida")
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Ida ")
    merged = plan.collect(files["IT"])
    assert (merged.edits, merged.conflicts) == ((), ())
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Joe")
    assert plan.collect(files["IT"]) == Merged()


def test_different_changes_are_a_conflict_and_the_masters_value_stands(plan, files):
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida")
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Joe")
    (one,) = plan.collect(files["IT"]).conflicts
    assert plan.row("Objectives", "O-IT-2")["Owner"] == "Joe"
    assert (one.unit, one.file, one.table, one.sheet) == (
        "IT",
        "IT.xlsx",
        "Objectives",
        "Objectives",
    )
    assert (one.id, one.fields, one.row) == ("O-IT-2", ("Owner",), 2)
    assert (one.sent, one.came, one.stands) == (("Cem",), ("Ida",), ("Joe",))


def test_a_conflict_is_shown_again_until_it_is_decided(plan, files):
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida")
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Joe")
    first = plan.collect(files["IT"]).conflicts
    assert plan.collect(files["IT"]).conflicts == first


def test_a_conflict_decided_keep_is_over_and_the_master_stands(plan, files):
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida")
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Joe")
    (one,) = plan.collect(files["IT"]).conflicts
    merged = plan.collect(files["IT"], decisions={one.key: "keep"})
    assert (merged.edits, merged.conflicts) == ((), ())
    assert plan.collect(files["IT"]) == Merged()


def test_a_conflict_decided_take_sets_the_master(plan, files):
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida")
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Joe")
    (one,) = plan.collect(files["IT"]).conflicts
    assert plan.collect(files["IT"], decisions={one.key: "take"}).conflicts == ()
    assert plan.row("Objectives", "O-IT-2")["Owner"] == "Ida"
    assert plan.collect(files["IT"]) == Merged()


def test_a_decision_does_not_hold_for_what_came_back_later(plan, files):
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida")
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Joe")
    (one,) = plan.collect(files["IT"]).conflicts
    files["IT"].put("Objectives", "O-IT-2", Owner="Kim")
    (other,) = plan.collect(files["IT"], decisions={one.key: "take"}).conflicts
    assert other.came == ("Kim",)


def test_a_kpis_goal_is_in_conflict_as_a_whole(plan, files):
    files["IT"].put("KPIs", "K-IT-1", Target=10)
    put(plan.book, "KPIs", "K-IT-1", "Unit of measure", "minutes")
    (one,) = plan.collect(files["IT"]).conflicts
    assert one.field == "Unit of measure, Baseline, Target, Direction"
    assert one.key[-1] == "hours; 24; 10; Decrease"
    assert one.stands == ("minutes", 24.0, 12.0, "Decrease")


def test_a_goal_that_is_taken_sets_only_what_differs(plan, files):
    files["IT"].put("KPIs", "K-IT-1", Target=10)
    (edit,) = plan.collect(files["IT"]).edits
    assert [(one.column, one.old, one.new) for one in edit.changes] == [("Target", 12.0, 10.0)]


def test_readings_merge_as_a_set(plan, files):
    files["IT"].add("Readings", KPI="K-IT-1", Date=datetime(2026, 6, 15), Value=16)
    files["IT"].rows["Readings"][0]["Value"] = 21.0
    del files["IT"].rows["Readings"][1]
    plan.collect(files["IT"])
    assert [row for row in plan.rows("Readings") if row["KPI"] == "K-IT-1"] == [
        {"KPI": "K-IT-1", "Date": datetime(2026, 3, 31), "Value": 21.0, "Note": "CRM is late"},
        {"KPI": "K-IT-1", "Date": datetime(2026, 6, 15), "Value": 16.0},
    ]


def test_a_reading_that_both_changed_differently_is_a_conflict(plan, files):
    files["IT"].rows["Readings"][0]["Value"] = 21.0
    at = plan.book.snapshot.table("Readings").headers.index("Value")
    plan.book.apply([_set("Readings", 0, at, 20.0, 22.0)])
    (one,) = plan.collect(files["IT"]).conflicts
    assert (one.id, one.fields) == ("K-IT-1 on 2026-03-31", ("Value",))
    assert (one.sent, one.came, one.stands) == ((20.0,), (21.0,), (22.0,))


def test_a_row_edited_there_and_gone_here_is_a_conflict(plan, files):
    files["IT"].put("Actions", "A-IT-1", Done=0.75)
    blank(plan, "Actions", 0)
    (one,) = plan.collect(files["IT"]).conflicts
    assert (one.fields, one.stands, one.row) == ((WHOLE_ROW,), (None,), None)
    assert one.sent == ("A-IT-1, O-IT-1, Install the CRM, 0.5",)
    assert one.came == ("A-IT-1, O-IT-1, Install the CRM, 0.75",)


def test_a_row_that_is_gone_here_comes_back_when_it_is_taken(plan, files):
    files["IT"].put("Actions", "A-IT-1", Done=0.75)
    blank(plan, "Actions", 0)
    (one,) = plan.collect(files["IT"]).conflicts
    plan.collect(files["IT"], decisions={one.key: "take"})
    assert plan.row("Actions", "A-IT-1")["Done"] == 0.75
    assert plan.collect(files["IT"]) == Merged()


def test_a_row_deleted_there_and_untouched_here_is_blanked(plan, files):
    files["IT"].delete("Actions", "A-IT-1")
    merged = plan.collect(files["IT"])
    assert [row["ID"] for row in plan.rows("Actions")] == ["A-HR-1"]
    assert merged.changes[0].message == (
        "A-IT-1 was deleted from Actions, by IT.xlsx;"
        " it said: A-IT-1, O-IT-1, Install the CRM, 0.5."
    )
    assert plan.collect(files["IT"]) == Merged()


def test_a_row_deleted_there_and_edited_here_is_a_conflict(plan, files):
    files["IT"].delete("Actions", "A-IT-1")
    put(plan.book, "Actions", "A-IT-1", "Done", 0.75)
    (one,) = plan.collect(files["IT"]).conflicts
    assert (one.fields, one.came) == ((WHOLE_ROW,), (None,))
    assert plan.row("Actions", "A-IT-1")["Done"] == 0.75
    plan.collect(files["IT"], decisions={one.key: "take"})
    assert [row["ID"] for row in plan.rows("Actions")] == ["A-HR-1"]
    assert plan.collect(files["IT"]) == Merged()


def test_a_kpi_deleted_after_its_check_in_was_taken_in_is_blanked(plan, files):
    files["IT"].put("KPIs", "K-IT-2", New_value=4)
    plan.collect(files["IT"])
    files["IT"].delete("KPIs", "K-IT-2")
    assert plan.collect(files["IT"]).conflicts == ()
    assert [row["ID"] for row in plan.rows("KPIs")] == ["K-IT-1", "K-HR-1"]


def test_text_that_looks_like_a_formula_stays_text(plan, files):
    for said in ("=HYPERLINK(1)", "@SUM", "+1", "-1", "{=1}"):
        files["IT"].add("Actions", Objective="O-IT-1", Action=said)
    (edit,) = plan.collect(files["IT"]).edits
    assert isinstance(edit, AppendRows)
    assert [row[2] for row in edit.rows] == ["=HYPERLINK(1)", "@SUM", "+1", "-1", "{=1}"]


def test_two_files_of_a_unit_are_both_read_and_named(plan, files):
    other = copy_of(files["IT"], plan)
    files["IT"].put("Objectives", "O-IT-1", Owner="Ida")
    other.put("Objectives", "O-IT-2", Owner="Joe")
    merged = plan.collect(files["IT"], other)
    assert plan.row("Objectives", "O-IT-1")["Owner"] == "Ida"
    assert plan.row("Objectives", "O-IT-2")["Owner"] == "Joe"
    told = "IT came back in 2 files: IT (1).xlsx and IT.xlsx. All were read; keep one."
    assert messages(merged) == [told, told]
    again = plan.collect(files["IT"], other)
    assert (again.edits, again.conflicts) == ((), ())


def test_two_files_of_a_unit_that_differ_are_a_conflict(plan, files):
    other = copy_of(files["IT"], plan)
    files["IT"].put("Objectives", "O-IT-2", Owner="Ida")
    other.put("Objectives", "O-IT-2", Owner="Joe")
    merged = plan.collect(files["IT"], other)
    assert [(one.file, one.came) for one in merged.conflicts] == [
        ("IT (1).xlsx", ("Joe",)),
        ("IT.xlsx", ("Ida",)),
    ]
    assert merged.edits == ()


def test_a_row_deleted_in_one_copy_and_edited_in_the_other_is_a_conflict(plan, files):
    other = copy_of(files["IT"], plan)
    files["IT"].delete("Actions", "A-IT-1")
    other.put("Actions", "A-IT-1", Done=0.75)
    (one,) = plan.collect(files["IT"], other).conflicts
    assert (one.file, one.came) == ("IT.xlsx", (None,))
    assert plan.row("Actions", "A-IT-1")["Done"] == 0.75


def test_an_older_sending_is_merged_from_its_own_base_and_told(plan, files):
    put(plan.book, "Objectives", "O-IT-2", "Owner", "Joe")
    plan.split()
    files["IT"].put("Objectives", "O-IT-1", Owner="Ida")
    merged = plan.collect(files["IT"])
    assert plan.row("Objectives", "O-IT-1")["Owner"] == "Ida"
    assert plan.row("Objectives", "O-IT-2")["Owner"] == "Joe"
    assert messages(merged) == [
        "This file is of an older sending: it was merged from what that one said."
    ]


def test_weekly_edits_of_the_same_file_are_taken_one_after_the_other(plan, files):
    for owner in ("Ida", "Joe", "Cem"):
        files["IT"].put("Objectives", "O-IT-2", Owner=owner)
        assert plan.collect(files["IT"]).conflicts == ()
        assert plan.row("Objectives", "O-IT-2")["Owner"] == owner


def test_a_column_that_the_plan_does_not_have_is_told():
    plan = Round(missing={"Objectives/Waive"})
    file = plan.split()["IT"]
    file.put("Objectives", "O-IT-2", Waive="S04: legal wording")
    merged = plan.collect(file)
    assert merged.edits == ()
    assert messages(merged) == [
        "Objectives of the plan has no column Waive: 'S04: legal wording' was not taken."
    ]


def test_a_table_that_the_plan_does_not_have_is_told():
    plan = Round(missing={"Drivers"})
    file = plan.split()["IT"]
    file.add("Drivers", Driver="K-IT-2", Outcome="K-IT-1")
    assert messages(plan.collect(file)) == [
        "The plan has no table Drivers: K-IT-2, K-IT-1 was not taken."
    ]


def test_the_order_of_the_files_makes_no_difference(plan, files):
    for unit in ("IT", "HR"):
        files[unit].add("Objectives", ID="O-9", Objective=f"Grow {unit}", Unit=unit)
    backs = [file.back() for file in files.values()]
    assert merge(plan.book.read(), backs) == merge(plan.book.read(), backs[::-1])


def blank(plan: Round, table: str, row: int) -> None:
    """Somebody deletes what stands in a row of the master."""
    found = plan.book.read().table(table)
    assert found is not None
    for at, value in enumerate(found.rows[row]):
        if value is not None:
            plan.book.apply([_set(table, row, at, value, None)])


def _set(table, row, at, old, new):
    from okrsheet.books.book import CellChange
    from okrsheet.sheets.layout import table_layout

    header = table_layout(table).columns[at].header
    return SetCells(table, (CellChange(row, None, header, old, new),))
