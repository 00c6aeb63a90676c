"""Departments' workbooks back in the plan: taken in, rolled up, reported, and never half."""

import shutil
from datetime import datetime

import pytest

from okrsheet.books.book import BookError
from okrsheet.books.file import FileBook
from okrsheet.exchange.collect import collect_book, collect_workbook
from tests.exchange.returning import add, cell, department, put, rows, sent


@pytest.fixture()
def out(plan):
    return plan.parent / "out"


def collected(plan, *args, **options):
    return collect_workbook(plan, plan.parent / "out", *args, jobs=1, **options)


def in_conflict(plan, it, came="Eve", stands="Cy"):
    """The owner of K-IT-1 changed on both sides."""
    put(it, "KPIs", "K-IT-1", "Owner", came)
    put(plan, "KPIs", "K-IT-1", "Owner", stands)


def decide(plan, choice):
    put(plan, "Conflicts", "IT", "Decide", choice)


def test_what_a_department_changed_is_in_the_plan(plan, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    found = collected(plan)
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Eve"
    assert (found.written, found.conflicts) == (plan, ())


def test_a_new_value_becomes_a_reading_and_the_plan_is_rolled_up(plan, it):
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    collected(plan)
    taken = [(row["KPI"], row["Date"], row["Value"]) for row in rows(plan, "Readings")]
    assert taken == [
        ("K-IT-1", datetime(2026, 6, 1), 20.0),
        ("K-IT-1", datetime(2026, 6, 30), 18.0),
    ]
    assert cell(plan, "KPIs", "K-IT-1", "New value") is None
    assert cell(plan, "KPIs", "K-IT-1", "Attainment") == pytest.approx(0.5)  # (18-24)/(12-24)


def test_rows_that_a_department_added_are_scored_at_once(plan, it):
    add(it, "Objectives", {"Objective": "Fail less", "Unit": "IT", "Pillar": "P1"})
    collected(plan)
    new = rows(plan, "Objectives")[2]
    assert (new["ID"], new["Status"]) == ("O-IT-2", "No data")


def test_what_the_plan_checked_in_itself_is_taken_in_by_the_same_write(plan, it):
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    put(plan, "KPIs", "K-HR-1", "New value", 21.0)
    found = collected(plan)
    assert [row["Value"] for row in rows(plan, "Readings")] == [20.0, 18.0, 21.0]
    assert len(found.changes) >= 2


def test_a_last_reading_that_is_gone_leaves_its_row_to_the_next_check_in(plan, it):
    put(it, "Readings", "K-IT-1", "Date", None)
    put(it, "Readings", "K-IT-1", "Value", None)
    put(it, "Readings", "K-IT-1", "KPI", None)
    put(plan, "KPIs", "K-HR-1", "New value", 21.0)
    collected(plan)
    assert [(row["KPI"], row["Value"]) for row in rows(plan, "Readings")] == [("K-HR-1", 21.0)]


def test_a_conflict_leaves_what_stands_and_shows_both(plan, it):
    in_conflict(plan, it)
    found = collected(plan)
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Cy"
    (shown,) = rows(plan, "Conflicts")
    assert [shown[header] for header in ("Unit", "ID", "Field", "Sent", "Came back", "Stands")] == [
        "IT", "K-IT-1", "Owner", "Ann", "Eve", "Cy",
    ]  # fmt: skip
    assert len(found.conflicts) == 1


@pytest.mark.parametrize(("choice", "stands"), [("take", "Eve"), ("keep", "Cy")])
def test_a_decision_is_carried_out_and_the_conflict_is_gone(plan, it, choice, stands):
    in_conflict(plan, it)
    collected(plan)
    decide(plan, choice)
    assert collected(plan, resolve=True).conflicts == ()
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == stands
    assert [row["Came back"] for row in rows(plan, "Conflicts")] == ["Nothing is in conflict."]
    assert collected(plan).conflicts == ()


def test_without_resolve_a_decision_only_stays(plan, it):
    in_conflict(plan, it)
    collected(plan)
    decide(plan, "take")
    assert collected(plan).decided == ("take",)
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Cy"
    assert rows(plan, "Conflicts")[0]["Decide"] == "take"


def test_what_came_back_changed_once_more_is_undecided(plan, it):
    in_conflict(plan, it)
    collected(plan)
    decide(plan, "take")
    put(it, "KPIs", "K-IT-1", "Owner", "Zoe")
    found = collected(plan, resolve=True)
    assert (len(found.conflicts), found.decided) == (1, (None,))
    shown = rows(plan, "Conflicts")[0]
    assert (shown["Came back"], shown["Decide"]) == ("Zoe", None)
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Cy"


def test_a_conflict_stays_until_it_is_decided(plan, it):
    in_conflict(plan, it)
    collected(plan)
    assert len(collected(plan).conflicts) == 1


def test_the_sheet_returns_says_who_has_returned(plan, it):
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    collected(plan)
    back, missing = rows(plan, "Returns")
    assert (back["Unit"], back["Returned"], back["Sending"]) == ("IT", it.name, "latest")
    assert (back["Completeness"], back["Changes"]) == (1.0, 1.0)
    assert (missing["Unit"], missing["Returned"]) == ("HR", "No")


def test_collecting_the_same_files_again_writes_nothing(plan, it):
    in_conflict(plan, it)
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    add(it, "Objectives", {"Objective": "Fail less", "Unit": "IT", "Pillar": "P1"})
    collected(plan)
    before = plan.read_bytes()
    assert collected(plan).written is None
    assert plan.read_bytes() == before


def test_a_file_that_is_filled_in_further_gives_only_what_is_new(plan, it):
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    collected(plan)
    put(it, "KPIs", "K-IT-1", "Owner", "Zoe")
    put(it, "KPIs", "K-IT-1", "Source", "Help desk")
    found = collected(plan)
    assert found.conflicts == ()
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Zoe"
    assert len(rows(plan, "Readings")) == 2


def test_nothing_returned_writes_nothing(plan, out):
    shutil.rmtree(out)
    out.mkdir()
    before = plan.read_bytes()
    found = collected(plan)
    assert found.written is None
    assert plan.read_bytes() == before
    assert [one.returned for one in found.departments] == [(), ()]


def test_a_dry_run_says_the_same_and_writes_nothing(plan, it):
    in_conflict(plan, it)
    put(it, "KPIs", "K-IT-1", "Source", "Help desk")
    before = plan.read_bytes()
    would = collected(plan, dry_run=True)
    assert (plan.read_bytes(), would.written) == (before, None)
    did = collected(plan)
    assert (would.changes, would.conflicts) == (did.changes, did.conflicts)


def test_another_file_gets_the_result_and_the_plan_stays_as_it_is(plan, it):
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    before = plan.read_bytes()
    target = plan.with_name("collected.xlsx")
    for _ in range(2):
        collected(plan, target)
        assert plan.read_bytes() == before
        assert len(rows(target, "Readings")) == 2


def test_after_another_file_the_plan_still_takes_everything_in(plan, it):
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    collected(plan, plan.with_name("collected.xlsx"))
    collected(plan)
    assert len(rows(plan, "Readings")) == 2


def test_the_plan_named_as_the_other_file_is_the_plan_itself(plan, it):
    in_conflict(plan, it)
    collected(plan, plan.parent / "out" / ".." / "plan.xlsx")
    decide(plan, "keep")
    collected(plan, plan, resolve=True)
    assert collected(plan).conflicts == ()


def test_one_broken_workbook_stops_nothing(plan, out, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    (out / "HR half.xlsx").write_bytes(department(plan, "HR").read_bytes()[:3000])
    (out / "empty.xlsx").touch()
    (out / "~$IT.xlsx").touch()
    shutil.copy(plan, out / "stranger.xlsx")
    found = collected(plan)
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Eve"
    assert {one.file: one.why for one in found.skipped} == {
        "HR half.xlsx": "the file is damaged: it is not a complete zip file."
        " Open it in Excel, save it as a new .xlsx workbook and use that one.",
        "empty.xlsx": "the file is empty. Choose an .xlsx workbook.",
        "stranger.xlsx": "nothing in it says whose department's workbook it is.",
        "~$IT.xlsx": "a lock file: somebody has the workbook open; what was saved last is read.",
    }


def test_a_workbook_of_another_plan_is_left_out(plan, out, tmp_path_factory):
    elsewhere = sent(tmp_path_factory.mktemp("elsewhere"))
    records = next((elsewhere.parent / ".okrsheet" / "departments").iterdir())
    records.rename(records.with_name("0123456789abcdef"))
    found = collect_workbook(elsewhere, out, jobs=1)
    assert {one.why for one in found.skipped} == {"it belongs to another plan."}


def test_a_sending_that_nobody_knows_any_more_is_left_out(plan, out):
    (lines,) = (plan.parent / ".okrsheet").glob("departments/*/sent.jsonl")
    lines.write_text(lines.read_text().splitlines()[0] + "\n")
    found = collected(plan)
    assert ["nobody knows any more" in one.why for one in found.skipped] == [True]


def test_a_plan_that_sent_nothing_is_one_clear_sentence(plan):
    shutil.rmtree(plan.parent / ".okrsheet")
    with pytest.raises(BookError, match="nothing was ever sent from this plan"):
        collected(plan)


def test_text_that_looks_like_a_formula_stays_text(plan, it):
    put(it, "KPIs", "K-IT-1", "Owner", '=HYPERLINK("http://x","y")')
    put(it, "Objectives", "O-IT-1", "Owner", "@SUM(A1)")
    put(plan, "Objectives", "O-IT-1", "Owner", "+1")
    collected(plan)
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == '=HYPERLINK("http://x","y")'
    (shown,) = rows(plan, "Conflicts")
    assert (shown["Came back"], shown["Stands"]) == ("@SUM(A1)", "+1")


def test_processes_collect_the_same(plan, it, monkeypatch):
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    serial = collected(plan, dry_run=True)
    monkeypatch.setattr("okrsheet.exchange.collect.BATCH", 1)
    assert collect_workbook(plan, it.parent, jobs=2, dry_run=True) == serial


def test_progress_counts_the_workbooks(plan):
    seen = []
    collected(plan, progress=lambda done, all: seen.append((done, all)))
    assert seen == [(2, 2)]


def test_a_plan_that_is_open_elsewhere_lasts_before_the_records_move_on(plan, out, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    before = plan.read_bytes()
    collect_book(FileBook(plan), plan, out, save=None)
    plan.write_bytes(before)  # closed unsaved
    saves = []
    found = collect_book(FileBook(plan), plan, out, save=lambda: saves.append(1))
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Eve"
    assert (saves, found.written) == ([1], None)
