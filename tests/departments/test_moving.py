from datetime import datetime, timedelta

import pytest

from okrsheet.books.book import CellChange, SetCells
from okrsheet.departments.merged import Merged
from okrsheet.score.scores import score_plan
from okrsheet.sheets.parse import parse
from tests.departments.rounds import PLAN, Filled, Round, messages, put

AS_OF = datetime(2026, 6, 30)
MOMENT = timedelta(milliseconds=1)


@pytest.fixture
def plan() -> Round:
    return Round()


@pytest.fixture
def files(plan) -> dict[str, Filled]:
    return plan.split()


def readings(plan: Round, kpi: str = "K-IT-2") -> list[tuple[object, object]]:
    """Date and value of a KPI's readings in the master."""
    return [(row["Date"], row["Value"]) for row in plan.rows("Readings") if row["KPI"] == kpi]


def test_a_new_value_becomes_a_reading_of_the_as_of_day(plan, files):
    files["IT"].put("KPIs", "K-IT-1", New_value=15, New_note="CRM is in")
    merged = plan.collect(files["IT"])
    assert plan.rows("Readings")[-1] == {
        "KPI": "K-IT-1",
        "Date": AS_OF,
        "Value": 15.0,
        "Note": "CRM is in",
        "By": "Eva",
    }
    assert "New value" not in plan.row("KPIs", "K-IT-1")
    assert merged.taken == {"IT.xlsx": 1}


def test_a_new_value_is_taken_once(plan, files):
    files["IT"].put("KPIs", "K-IT-2", New_value=4)
    plan.collect(files["IT"])
    assert plan.collect(files["IT"]) == Merged()


def test_a_new_value_is_taken_once_though_the_first_collect_could_not_finish(plan, files):
    files["IT"].put("KPIs", "K-IT-2", New_value=4)
    plan.collect(files["IT"], crash=True)
    assert plan.collect(files["IT"]).edits == ()
    assert readings(plan) == [(AS_OF, 4.0)]


def test_next_weeks_value_is_another_reading(plan, files):
    for day in (AS_OF, AS_OF + timedelta(days=7)):
        files["IT"].put("KPIs", "K-IT-2", New_value=4, New_date=day)
        plan.collect(files["IT"])
    assert readings(plan) == [(AS_OF, 4.0), (AS_OF + timedelta(days=7), 4.0)]


def test_a_value_that_replaces_one_of_the_same_day_counts_after_it(plan, files):
    for value in (4, 5, 4):
        files["IT"].put("KPIs", "K-IT-2", New_value=value)
        plan.collect(files["IT"])
    assert readings(plan) == [(AS_OF, 4.0), (AS_OF + MOMENT, 5.0), (AS_OF + 2 * MOMENT, 4.0)]


def test_a_dated_value_counts_after_the_readings_of_its_moment(plan, files):
    day = datetime(2026, 3, 31)
    files["IT"].put("KPIs", "K-IT-1", New_value=21, New_date=day)
    plan.collect(files["IT"])
    assert (day + MOMENT, 21.0) in readings(plan, "K-IT-1")


JULY = datetime(2026, 7, 1)


def corrected(plan: Round, file: Filled, value: int, **cells: object) -> Merged:
    """A dated New value 40 that was taken in, then corrected in the same file."""
    file.put("KPIs", "K-IT-2", New_value=40, New_date=JULY)
    plan.collect(file)
    file.put("KPIs", "K-IT-2", New_value=value, **cells)
    return plan.collect(file)


def test_a_correction_of_a_dated_value_corrects_its_reading(plan, files):
    merged = corrected(plan, files["IT"], 42)
    assert readings(plan) == [(JULY, 42.0)]
    (change,) = merged.changes
    told = "Value of K-IT-2 on 2026-07-01 is now 42 (was 40), from IT.xlsx."
    assert change.message == told
    assert plan.collect(files["IT"]) == Merged()


def test_a_sum_counts_a_corrected_value_once():
    kpis = [{**row, "Reading is": "Sum", "Start": JULY} for row in PLAN["KPIs"]]
    plan = Round({**PLAN, "KPIs": kpis})
    files = plan.split()
    plan.book.apply([SetCells("Settings", (CellChange(1, None, "Value", AS_OF, JULY),))])
    corrected(plan, files["IT"], 42)
    scores = score_plan(parse(plan.book.read()))
    assert [one.actual for one in scores.kpis if one.id == "K-IT-2"] == [42.0]


def test_a_corrected_note_is_corrected_in_its_reading(plan, files):
    corrected(plan, files["IT"], 40, New_note="late")
    files["IT"].put("KPIs", "K-IT-2", New_note="very late")
    plan.collect(files["IT"])
    (note,) = [row["Note"] for row in plan.rows("Readings") if row["KPI"] == "K-IT-2"]
    assert note == "very late"


def test_a_correction_is_made_once_though_the_collect_could_not_finish(plan, files):
    files["IT"].put("KPIs", "K-IT-2", New_value=40, New_date=JULY)
    plan.collect(files["IT"])
    files["IT"].put("KPIs", "K-IT-2", New_value=42)
    plan.collect(files["IT"], crash=True)
    assert plan.collect(files["IT"]).edits == ()
    assert readings(plan) == [(JULY, 42.0)]


def test_a_reading_that_the_plan_changed_since_stands_against_a_correction(plan, files):
    files["IT"].put("KPIs", "K-IT-2", New_value=40, New_date=JULY)
    plan.collect(files["IT"])
    at = len(plan.rows("Readings")) - 1
    plan.book.apply([SetCells("Readings", (CellChange(at, None, "Value", 40.0, 41.0),))])
    files["IT"].put("KPIs", "K-IT-2", New_value=0, New_note="none")
    merged = plan.collect(files["IT"])
    assert (merged.edits, readings(plan)) == ((), [(JULY, 41.0)])
    assert messages(merged) == [
        "The reading of K-IT-2 on 2026-07-01 was changed or deleted in the plan since it was taken"
        " in: its correction (0, none) is not taken."
    ]
    assert plan.collect(files["IT"]) == Merged()


def test_a_dated_value_that_was_sent_along_and_corrected_is_one_reading():
    cells = {"New value": 8, "New date": JULY}
    kpis = [{**row, **cells} if row["ID"] == "K-IT-2" else row for row in PLAN["KPIs"]]
    plan = Round({**PLAN, "KPIs": kpis})
    file = plan.split()["IT"]
    file.put("KPIs", "K-IT-2", New_value=4)
    plan.collect(file)
    assert readings(plan) == [(JULY, 4.0)]
    assert "New value" not in plan.row("KPIs", "K-IT-2")


def test_a_department_that_moved_its_new_value_to_readings_itself_adds_nothing(plan, files):
    files["IT"].put("KPIs", "K-IT-2", New_value=4)
    plan.collect(files["IT"])
    files["IT"].put("KPIs", "K-IT-2", New_value=None)
    files["IT"].add("Readings", KPI="K-IT-2", Date=AS_OF, Value=4)
    assert plan.collect(files["IT"]).edits == ()


def test_a_new_value_that_was_sent_along_and_typed_over_is_one_reading():
    kpis = [{**row, "New value": 8} if row["ID"] == "K-IT-2" else row for row in PLAN["KPIs"]]
    plan = Round({**PLAN, "KPIs": kpis})
    file = plan.split()["IT"]
    assert plan.collect(file) == Merged()
    file.put("KPIs", "K-IT-2", New_value=4)
    plan.collect(file)
    assert readings(plan) == [(AS_OF, 4.0)]
    assert "New value" not in plan.row("KPIs", "K-IT-2")


def test_a_new_kpi_brings_its_new_value_as_a_reading(plan, files):
    files["IT"].add("KPIs", KPI="Speed", Objective="O-IT-1", New_value=4)
    plan.collect(files["IT"])
    assert readings(plan, "K-IT-3") == [(AS_OF, 4.0)]
    assert "New value" not in plan.row("KPIs", "K-IT-3")
    assert plan.collect(files["IT"]) == Merged()


def test_two_files_of_a_unit_with_different_new_values_are_a_conflict(plan, files):
    other = Filled(plan.bases[files["IT"].sent.sending], "IT (1).xlsx")
    files["IT"].put("KPIs", "K-IT-2", New_value=4)
    other.put("KPIs", "K-IT-2", New_value=5)
    merged = plan.collect(files["IT"], other)
    assert merged.edits == ()
    assert [one.field for one in merged.conflicts] == ["New value, New date, New note"] * 2
    taken = next(one for one in merged.conflicts if one.came[0] == 5.0)
    assert len(plan.collect(files["IT"], other, decisions={taken.key: "take"}).conflicts) == 1
    assert readings(plan) == [(AS_OF, 5.0)]


def test_two_files_of_a_unit_with_the_same_new_value_give_one_reading(plan, files):
    other = Filled(plan.bases[files["IT"].sent.sending], "IT (1).xlsx")
    for file in (files["IT"], other):
        file.put("KPIs", "K-IT-2", New_value=4)
    plan.collect(files["IT"], other)
    assert readings(plan) == [(AS_OF, 4.0)]


def test_a_new_value_of_a_kpi_that_is_gone_is_a_conflict(plan, files):
    files["IT"].put("KPIs", "K-IT-2", New_value=4)
    put(plan.book, "KPIs", "K-IT-2", "ID", "K-OTHER")
    (one,) = plan.collect(files["IT"]).conflicts
    assert (one.id, one.stands, one.row) == ("K-IT-2", (None, None, None), None)
    assert plan.collect(files["IT"], decisions={one.key: "keep"}).conflicts == ()
    assert plan.collect(files["IT"]) == Merged()


def test_a_reading_that_stands_already_takes_the_note_that_it_lacks(plan, files):
    files["IT"].put("KPIs", "K-IT-1", New_value=17, New_date=datetime(2026, 5, 31), New_note="so")
    plan.collect(files["IT"])
    (note,) = [row["Note"] for row in plan.rows("Readings") if row["Value"] == 17.0]
    assert note == "so"


def test_a_reading_that_stands_already_keeps_its_own_note(plan, files):
    files["IT"].put("KPIs", "K-IT-1", New_value=20, New_date=datetime(2026, 3, 31), New_note="so")
    merged = plan.collect(files["IT"])
    assert merged.edits == ()
    assert messages(merged) == ["The reading of K-IT-1 has another note: 'so' is not taken."]
