from datetime import datetime

import pytest

from okrsheet.departments.merged import Merged
from tests.departments.rounds import Filled, Round, messages, put


@pytest.fixture
def plan() -> Round:
    return Round()


@pytest.fixture
def files(plan) -> dict[str, Filled]:
    return plan.split()


def named(plan: Round, table: str, name: str) -> list[object]:
    """The IDs of the master's rows of that name."""
    column = {"Objectives": "Objective", "KPIs": "KPI", "Actions": "Action", "Units": "Unit"}
    return [row["ID"] for row in plan.rows(table) if row.get(column[table]) == name]


def test_a_row_without_an_id_gets_the_next_of_its_unit(plan, files):
    files["IT"].add("Objectives", Objective="Grow", Unit="IT")
    files["IT"].add("KPIs", KPI="Speed", Objective="O-IT-1")
    files["IT"].add("Actions", Action="Call", Objective="O-IT-1")
    files["IT"].add("Units", Unit="Desk", Parent="IT")
    plan.collect(files["IT"])
    assert named(plan, "Objectives", "Grow") == ["O-IT-3"]
    assert named(plan, "KPIs", "Speed") == ["K-IT-3"]
    assert named(plan, "Actions", "Call") == ["A-IT-2"]
    assert named(plan, "Units", "Desk") == ["U1"]


def test_a_row_without_an_id_is_taken_once_and_known_again(plan, files):
    files["IT"].add("Objectives", Objective="Grow", Unit="IT")
    plan.collect(files["IT"])
    assert plan.collect(files["IT"]) == Merged()
    files["IT"].rows["Objectives"][-1]["Owner"] = "Ida"
    plan.collect(files["IT"])
    files["IT"].rows["Objectives"][-1]["Objective"] = "Grow more"
    plan.collect(files["IT"])
    assert plan.row("Objectives", "O-IT-3") == {
        "ID": "O-IT-3",
        "Objective": "Grow more",
        "Unit": "IT",
        "Owner": "Ida",
    }
    assert len(plan.rows("Objectives")) == 5


def test_a_row_without_an_id_that_is_deleted_again_is_blanked(plan, files):
    files["IT"].add("Objectives", Objective="Grow", Unit="IT")
    plan.collect(files["IT"])
    files["IT"].rows["Objectives"].pop()
    plan.collect(files["IT"])
    assert len(plan.rows("Objectives")) == 4


def test_equal_rows_without_ids_are_each_taken(plan, files):
    for _ in range(2):
        files["IT"].add("Actions", Action="Call", Objective="O-IT-1")
    plan.collect(files["IT"])
    assert named(plan, "Actions", "Call") == ["A-IT-2", "A-IT-3"]
    assert plan.collect(files["IT"]) == Merged()


def test_a_new_row_keeps_a_free_id(plan, files):
    files["IT"].add("Objectives", ID="Growth", Objective="Grow", Unit="IT")
    files["IT"].add("KPIs", KPI="Sales", Objective="Growth")
    plan.collect(files["IT"])
    assert named(plan, "Objectives", "Grow") == ["Growth"]
    assert named(plan, "KPIs", "Sales") == ["K-IT-3"]
    assert plan.collect(files["IT"]) == Merged()


def test_equal_new_ids_of_two_units_are_told_apart_and_references_follow(plan, files):
    for unit, file in files.items():
        file.add("Objectives", ID="O-9", Objective=f"Grow {unit}", Unit=unit)
        file.add("Objectives", ID=f"O-{unit}-9", Objective="Part", Parent="O-9", Unit=unit)
        file.add("KPIs", ID="K-9", KPI=f"Sales {unit}", Objective="O-9", New_value=3)
        file.add("Actions", Action=f"Sell {unit}", Objective="O-9")
        file.add("Readings", KPI="K-9", Date=datetime(2026, 6, 1), Value=2)
        file.add("Drivers", Driver="K-9", Outcome="K-IT-1")
    merged = plan.collect(*files.values())
    assert named(plan, "Objectives", "Grow HR") == ["O-9"]
    assert named(plan, "Objectives", "Grow IT") == ["O-IT-10"]
    assert plan.row("Objectives", "O-IT-9")["Parent"] == "O-IT-10"
    assert plan.row("KPIs", "K-IT-3") == {
        "ID": "K-IT-3",
        "KPI": "Sales IT",
        "Objective": "O-IT-10",
    }
    assert [row["Objective"] for row in plan.rows("Actions")[2:]] == ["O-9", "O-IT-10"]
    assert [row["KPI"] for row in plan.rows("Readings")[3:]] == ["K-9", "K-IT-3", "K-9", "K-IT-3"]
    assert [row["Driver"] for row in plan.rows("Drivers")[1:]] == ["K-9", "K-IT-3"]
    assert messages(merged) == [
        'The ID O-9 is taken: the new row "Grow IT" gets O-IT-10 instead.',
        'The ID K-9 is taken: the new row "Sales IT" gets K-IT-3 instead.',
    ]
    assert plan.collect(*files.values()) == Merged()


def test_a_row_told_apart_is_known_again_under_its_own_id(plan, files):
    files["HR"].add("Objectives", ID="O-9", Objective="Grow HR", Unit="HR")
    plan.collect(files["HR"])
    files["IT"].add("Objectives", ID="O-9", Objective="Grow IT", Unit="IT")
    plan.collect(files["IT"])
    files["IT"].put("Objectives", "O-9", Owner="Ida")
    files["IT"].add("KPIs", KPI="Sales", Objective="O-9")
    merged = plan.collect(*files.values())
    assert merged.remarks == ()
    assert plan.row("Objectives", "O-IT-3")["Owner"] == "Ida"
    assert plan.row("KPIs", "K-IT-3")["Objective"] == "O-IT-3"
    assert "Owner" not in plan.row("Objectives", "O-9")


def test_an_id_that_stands_in_another_table_is_told_apart(plan, files):
    files["IT"].add("Actions", ID="P1", Action="Call", Objective="O-IT-1")
    plan.collect(files["IT"])
    assert named(plan, "Actions", "Call") == ["A-IT-2"]
    assert plan.collect(files["IT"]) == Merged()


def test_an_id_that_only_the_master_knows_is_made_again_and_told_apart(plan, files):
    files["IT"].add("Objectives", Objective="Grow", Unit="IT")
    plan.collect(files["IT"])
    files["IT"].add("Objectives", ID="O-IT-3", Objective="Shrink", Unit="IT")
    plan.collect(files["IT"])
    assert named(plan, "Objectives", "Grow") == ["O-IT-3"]
    assert named(plan, "Objectives", "Shrink") == ["O-IT-4"]
    assert plan.collect(files["IT"]) == Merged()


def test_a_row_pasted_from_another_unit_is_not_taken(plan, files):
    row = files["HR"].row("Objectives", "O-HR-1") | {"Owner": "Ida"}
    files["IT"].rows["Objectives"].append(row)
    files["IT"].add("Readings", KPI="K-HR-1", Date=datetime(2026, 6, 2), Value=9)
    merged = plan.collect(*files.values())
    assert merged.edits == ()
    assert messages(merged) == [
        "O-HR-1 belongs to another unit (HR): its row is not taken back"
        " and says: O-HR-1, Train all, O-1, HR, Ida.",
        "A reading of a KPI that is not this department's is not taken back:"
        " K-HR-1, 2026-06-02, 9.",
    ]


def test_a_kpi_pasted_with_its_readings_is_not_taken(plan, files):
    files["IT"].rows["KPIs"].append(dict(files["HR"].row("KPIs", "K-HR-1")))
    files["IT"].add("Readings", KPI="K-HR-1", Date=datetime(2026, 6, 2), Value=9)
    merged = plan.collect(*files.values())
    assert merged.edits == ()
    assert messages(merged) == [
        "K-HR-1 belongs to another unit (HR): its row is not taken back.",
        "A reading of a KPI that is not this department's is not taken back:"
        " K-HR-1, 2026-06-02, 9.",
    ]


def test_a_row_taken_in_by_a_collect_that_could_not_finish_is_not_appended_twice(plan, files):
    for unit, file in files.items():
        file.add("Objectives", Objective=f"Grow {unit}", Unit=unit)
        file.add("Objectives", ID="O-9", Objective=f"Sell {unit}", Unit=unit)
        file.add("Objectives", ID="O-8", Objective=f"Part {unit}", Unit=unit, Parent="O-9")
        file.add("KPIs", ID="K-9", KPI="Sales", Objective="O-9")
        file.add("Readings", KPI="K-9", Date=datetime(2026, 6, 1), Value=2)
    plan.collect(*files.values(), crash=True)
    stands = plan.book.read()
    plan.collect(*files.values())
    assert plan.book.read() == stands
    assert plan.collect(*files.values()) == Merged()


def test_a_row_that_was_taken_in_and_edited_since_is_shown_not_doubled(plan, files):
    files["IT"].add("Objectives", ID="O-9", Objective="Grow", Unit="IT", Owner="Ida")
    plan.collect(files["IT"], crash=True)
    put(plan.book, "Objectives", "O-9", "Owner", "Joe")
    (one,) = plan.collect(files["IT"]).conflicts
    assert (one.id, one.sent, one.came, one.stands) == ("O-9", (None,), ("Ida",), ("Joe",))
    assert named(plan, "Objectives", "Grow") == ["O-9"]


def test_an_own_new_row_under_an_id_that_the_master_gave_meanwhile_is_told_apart(plan, files):
    plan.collect(files["HR"])
    other = Round()
    file = other.split()["IT"]
    file.add("Objectives", ID="O-7", Objective="Grow", Unit="IT")
    other.collect(file)
    files["IT"].sent = plan.bases[files["IT"].sent.sending]
    plan.book.snapshot = other.book.snapshot
    files["IT"].add("Objectives", ID="O-7", Objective="Shrink", Unit="IT", Owner="Ida", Weight=2)
    plan.collect(files["IT"])
    assert named(plan, "Objectives", "Grow") == ["O-7"]
    assert named(plan, "Objectives", "Shrink") == ["O-IT-3"]


def test_the_same_new_row_in_two_files_of_a_unit_is_taken_once(plan, files):
    other = Filled(plan.bases[files["IT"].sent.sending], "IT (1).xlsx")
    for file in (files["IT"], other):
        file.add("Objectives", Objective="Grow", Unit="IT")
        file.add("Objectives", ID="O-9", Objective="Sell", Unit="IT")
        file.add("Readings", KPI="K-IT-1", Date=datetime(2026, 6, 1), Value=2)
    plan.collect(files["IT"], other)
    assert named(plan, "Objectives", "Grow") == ["O-IT-3"]
    assert named(plan, "Objectives", "Sell") == ["O-9"]
    assert len(plan.rows("Readings")) == 4
    assert plan.collect(files["IT"], other).edits == ()


def test_a_new_row_in_one_of_two_files_of_a_unit_is_not_deleted_by_the_other(plan, files):
    other = Filled(plan.bases[files["IT"].sent.sending], "IT (1).xlsx")
    files["IT"].add("Objectives", Objective="Grow", Unit="IT")
    plan.collect(files["IT"], other)
    assert plan.collect(files["IT"], other).edits == ()
    assert named(plan, "Objectives", "Grow") == ["O-IT-3"]


def test_new_rows_that_hang_nowhere_are_taken_and_told(plan, files):
    files["IT"].add("Actions", Action="Call")
    files["IT"].add("Objectives", Objective="Grow", Unit="XX")
    merged = plan.collect(files["IT"])
    assert named(plan, "Actions", "Call") == ["A1"]
    assert messages(merged) == [
        'Unit of the new row "Grow" does not exist: XX.',
        'The new row "Call" of Actions has no Objective.',
    ]


def test_new_rows_in_a_cycle_are_taken(plan, files):
    files["IT"].add("Objectives", ID="O-8", Objective="Egg", Parent="O-9", Unit="IT")
    files["IT"].add("Objectives", ID="O-9", Objective="Hen", Parent="O-8", Unit="IT")
    plan.collect(files["IT"])
    assert plan.row("Objectives", "O-8")["Parent"] == "O-9"
    assert plan.row("Objectives", "O-9")["Parent"] == "O-8"


def test_a_copy_of_a_row_without_its_id_is_a_row_of_its_own(plan, files):
    copy = dict(files["IT"].row("Objectives", "O-IT-2")) | {"ID": None}
    files["IT"].rows["Objectives"].append(copy)
    plan.collect(files["IT"])
    assert named(plan, "Objectives", "Fail less") == ["O-IT-2", "O-IT-3"]
    assert plan.collect(files["IT"]) == Merged()


def test_a_copied_reading_is_no_other_reading(plan, files):
    files["IT"].rows["Readings"].append(dict(files["IT"].rows["Readings"][0]))
    assert plan.collect(files["IT"]).edits == ()


def test_a_second_reading_of_a_moment_is_added(plan, files):
    day = datetime(2026, 3, 31)
    files["IT"].add("Readings", KPI="K-IT-1", Date=day, Value=22)
    plan.collect(files["IT"])
    values = [row["Value"] for row in plan.rows("Readings") if row["Date"] == day]
    assert values == [20.0, 22.0]
    assert plan.collect(files["IT"]) == Merged()
