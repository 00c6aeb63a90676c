"""What is typed under Decide: done once and for good, or said why not."""

import shutil
from datetime import datetime

import pytest

from okrsheet.books.book import CellChange, SetCells
from okrsheet.books.file import FileBook
from okrsheet.exchange.collect import collect_workbook
from tests.exchange.returning import add, cell, department, put, rows

DAY = datetime(2026, 6, 20)


@pytest.fixture()
def copy(it):
    path = it.with_name("copy of it.xlsx")
    shutil.copy(it, path)
    return path


def collected(plan, **options):
    return collect_workbook(plan, plan.parent / "out", None, jobs=1, **options)


def resolved(plan):
    return collected(plan, resolve=True)


def decide(plan, **choices):
    """Type decisions, by what came back: its text up to the first blank."""
    for row in rows(plan, "Conflicts"):
        said = choices.get(str(row["Came back"]).split()[0].strip(",;"))
        if said is not None:
            decide_line(plan, row, said)


def decide_line(plan, line, said):
    """Type a decision into one line of the sheet."""
    at = rows(plan, "Conflicts").index(line)
    book = FileBook(plan)
    book.read()
    book.apply([SetCells("Conflicts", (CellChange(at, None, "Decide", line["Decide"], said),))])


def told(found):
    return [remark.message for remark in found.remarks]


def on_sheet(plan):
    return [(row["Came back"], row["Decide"]) for row in rows(plan, "Conflicts")]


NOTHING = [("Nothing is in conflict.", None)]


def in_conflict(plan, it, copy):
    """The owner of K-IT-1 is Eve in one copy, Zoe in the other, and Cy in the plan."""
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    put(copy, "KPIs", "K-IT-1", "Owner", "Zoe")
    put(plan, "KPIs", "K-IT-1", "Owner", "Cy")
    collected(plan)


@pytest.mark.parametrize(
    ("eve", "zoe", "stands"),
    [("take", "keep", "Eve"), ("keep", "take", "Zoe"), ("keep", "keep", "Cy")],
)
def test_what_is_decided_on_two_copies_stays_decided(plan, it, copy, eve, zoe, stands):
    in_conflict(plan, it, copy)
    decide(plan, Eve=eve, Zoe=zoe)
    assert resolved(plan).conflicts == ()
    written = plan.read_bytes()
    for _ in range(2):
        again = collected(plan)
        assert (again.conflicts, again.changes, again.written) == ((), (), None)
    assert plan.read_bytes() == written
    assert (cell(plan, "KPIs", "K-IT-1", "Owner"), on_sheet(plan)) == (stands, NOTHING)


def test_one_copy_alone_asks_no_more_either(plan, it, copy):
    in_conflict(plan, it, copy)
    decide(plan, Eve="take", Zoe="keep")
    resolved(plan)
    it.unlink()
    assert collected(plan).conflicts == ()
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Eve"


def test_what_a_copy_says_otherwise_since_is_asked_anew(plan, it, copy):
    in_conflict(plan, it, copy)
    decide(plan, Eve="take", Zoe="keep")
    resolved(plan)
    put(copy, "KPIs", "K-IT-1", "Owner", "Kim")
    assert [one.came for one in collected(plan).conflicts] == [("Kim",)]


def test_what_the_plan_says_otherwise_since_is_asked_anew(plan, it, copy):
    in_conflict(plan, it, copy)
    decide(plan, Eve="keep", Zoe="keep")
    resolved(plan)
    put(plan, "KPIs", "K-IT-1", "Owner", "Dee")
    assert {one.came for one in collected(plan).conflicts} == {("Eve",), ("Zoe",)}
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Dee"


def test_new_values_of_two_copies_stay_decided(plan, it, copy):
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    put(copy, "KPIs", "K-IT-1", "New value", 17.0)
    collected(plan)
    decide(plan, **{"18": "take", "17": "keep"})
    assert resolved(plan).conflicts == ()
    assert (collected(plan).conflicts, collected(plan).changes) == ((), ())
    assert [row["Value"] for row in rows(plan, "Readings")] == [20.0, 18.0]


def test_new_readings_of_two_copies_stay_decided(plan, it, copy):
    for path, value in ((it, 18.0), (copy, 17.0)):
        add(path, "Readings", {"KPI": "K-IT-1", "Date": DAY, "Value": value})
    first, second = collected(plan).conflicts
    by_value = {row["Came back"]: row for row in rows(plan, "Conflicts")}
    decide_line(plan, by_value[first.came[0]], "take")
    decide_line(plan, by_value[second.came[0]], "keep")
    assert resolved(plan).conflicts == ()
    again = collected(plan)
    assert (again.conflicts, again.changes) == ((), ())
    taken = [str(int(row["Value"])) for row in rows(plan, "Readings")]
    assert taken == ["20", first.came[0].rpartition(" ")[2]]


def test_a_row_deleted_in_one_copy_stays_decided(plan, it, copy):
    put(it, "Readings", "K-IT-1", "Value", None)
    put(it, "Readings", "K-IT-1", "Date", None)
    put(it, "Readings", "K-IT-1", "KPI", None)
    put(plan, "Readings", "K-IT-1", "Value", 19.0)
    assert len(collected(plan).conflicts) == 1
    decide_line(plan, rows(plan, "Conflicts")[0], "keep")
    assert resolved(plan).conflicts == ()
    assert (collected(plan).conflicts, collected(plan).changes) == ((), ())


def test_two_values_to_be_taken_are_named_and_stay_open(plan, it, copy):
    in_conflict(plan, it, copy)
    decide(plan, Eve="take", Zoe="take")
    found = resolved(plan)
    values = f"Eve ({it.name}) and Zoe ({copy.name})"
    if it.name > copy.name:
        values = f"Zoe ({copy.name}) and Eve ({it.name})"
    said = f"take is chosen for two different values of K-IT-1 Owner: {values}. Choose one."
    assert told(found)[0] == said
    assert (found.decided, len(found.conflicts)) == (("take", "take"), 2)
    assert sorted(on_sheet(plan)) == [("Eve", "take"), ("Zoe", "take")]
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Cy"
    assert all("Choose" not in str(row["Remarks"]) for row in rows(plan, "Returns"))


def test_a_decision_waits_until_its_file_is_back(plan, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    put(plan, "KPIs", "K-IT-1", "Owner", "Cy")
    put(department(plan, "HR"), "KPIs", "K-HR-1", "Owner", "Dot")
    collected(plan)
    decide(plan, Eve="take")
    away = it.rename(plan.parent / "away.xlsx")
    said = "take for K-IT-1 Owner of IT waits until its file is back in the folder."
    assert told(resolved(plan)) == [said]
    assert told(collected(plan)) == []  # only who resolves waits for it
    away.rename(it)
    assert resolved(plan).conflicts == ()
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Eve"


def test_a_decision_on_a_copy_that_is_gone_waits_too(plan, it, copy):
    in_conflict(plan, it, copy)
    decide(plan, Zoe="take")
    away = copy.rename(plan.parent / "away.xlsx")
    assert "take for K-IT-1 Owner of IT waits until" in told(resolved(plan))[0]
    away.rename(copy)
    resolved(plan)
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Zoe"


def test_another_word_stays_and_is_told(plan, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    put(plan, "KPIs", "K-IT-1", "Owner", "Cy")
    collected(plan)
    decide(plan, Eve="take it")
    said = "'take it' under Decide (IT, K-IT-1 Owner) is neither keep nor take."
    for found in (collected(plan), resolved(plan)):
        assert (told(found), found.decided) == ([said], (None,))
        assert on_sheet(plan) == [("Eve", "take it")]
