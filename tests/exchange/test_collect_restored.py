"""A plan of which an older copy is brought back: nothing that had come back since is lost."""

from datetime import datetime

import pytest

from okrsheet.books.file import FileBook
from okrsheet.departments.returns import round_of
from okrsheet.exchange.collect import BROUGHT_BACK, collect_workbook
from okrsheet.exchange.split import split_workbook
from tests.exchange.returning import add, cell, department, put, rows

TABLES = ("Objectives", "KPIs", "Readings")


def collected(plan, *args, **options):
    return collect_workbook(plan, plan.parent / "out", *args, jobs=1, **options)


def round_now(plan):
    return round_of(FileBook(plan).read())


def fill_in(it):
    """Every kind of change."""
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    add(it, "Objectives", {"Objective": "Fail less", "Unit": "IT", "Pillar": "P1"})
    add(it, "Readings", {"KPI": "K-IT-1", "Date": datetime(2026, 5, 1), "Value": 22.0})


def test_only_what_takes_something_in_is_a_round(plan, it):
    assert round_now(plan) == 0
    fill_in(it)
    collected(plan, dry_run=True)
    collected(plan, plan.with_name("collected.xlsx"))
    assert round_now(plan.with_name("collected.xlsx")) == 0
    collected(plan)
    assert round_now(plan) == 1
    collected(plan)
    assert round_now(plan) == 1
    put(it, "KPIs", "K-IT-1", "Owner", "Zoe")
    collected(plan)
    assert round_now(plan) == 2
    put(it, "KPIs", "K-IT-1", "Owner", "Kim")
    collected(plan, plan.with_name("collected.xlsx"))
    assert round_now(plan.with_name("collected.xlsx")) == 2


def test_a_copy_from_before_the_first_collect_gets_everything_again(plan, it):
    before = plan.read_bytes()
    fill_in(it)
    collected(plan)
    wanted = [rows(plan, table) for table in TABLES]
    plan.write_bytes(before)
    found = collected(plan)
    assert [rows(plan, table) for table in TABLES] == wanted
    assert (found.conflicts, found.notes) == ((), (BROUGHT_BACK,))
    again = collected(plan)
    assert (again.changes, again.notes, again.written) == ((), (), None)


def test_a_copy_from_between_gets_what_came_back_since(plan, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    collected(plan)
    between = plan.read_bytes()
    fill_in(it)
    put(department(plan, "HR"), "KPIs", "K-HR-1", "Owner", "Mia")
    collected(plan)
    wanted = [rows(plan, table) for table in TABLES]
    plan.write_bytes(between)
    put(it, "KPIs", "K-IT-1", "Source", "Help desk")  # and the file was edited further
    found = collected(plan)
    assert found.conflicts == ()
    assert cell(plan, "KPIs", "K-IT-1", "Source") == "Help desk"
    put(plan, "KPIs", "K-IT-1", "Source", None)
    assert [rows(plan, table) for table in TABLES] == wanted


def test_what_stood_in_the_older_copy_is_not_taken_for_a_change(plan, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    collected(plan)
    put(plan, "KPIs", "K-IT-1", "Owner", "Cy")  # the plan moves on from what was taken in
    between = plan.read_bytes()
    put(it, "KPIs", "K-IT-1", "Source", "Help desk")
    collected(plan)
    plan.write_bytes(between)
    assert collected(plan).conflicts == ()
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Cy"
    assert cell(plan, "KPIs", "K-IT-1", "Source") == "Help desk"


def test_whichever_copy_is_brought_back_each_has_bases_of_its_own(plan, it):
    """Copy 2 took in Zoe; copy 3, which follows 1 as 2 does, took in Kim and a source."""
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    collected(plan)
    first = plan.read_bytes()
    put(it, "KPIs", "K-IT-1", "Owner", "Zoe")
    collected(plan)
    second = plan.read_bytes()
    plan.write_bytes(first)
    put(it, "KPIs", "K-IT-1", "Owner", "Kim")
    put(it, "KPIs", "K-IT-1", "Source", "Help desk")
    collected(plan)
    assert round_now(plan) == 3
    plan.write_bytes(second)
    found = collected(plan)
    assert (found.conflicts, found.notes) == ((), (BROUGHT_BACK,))
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Kim"
    assert cell(plan, "KPIs", "K-IT-1", "Source") == "Help desk"
    assert round_now(plan) == 4


def test_a_collect_that_was_killed_after_the_plan_counts_as_its_round(plan, it, monkeypatch):
    before = plan.read_bytes()
    fill_in(it)

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("okrsheet.exchange.store.Store.advance", killed)
        with pytest.raises(KeyboardInterrupt):
            collected(plan)
    wanted = [rows(plan, table) for table in TABLES]
    assert round_now(plan) == 1
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    collected(plan)
    assert [rows(plan, table) for table in TABLES] == wanted
    plan.write_bytes(before)
    collected(plan)
    assert [rows(plan, table) for table in TABLES] == wanted


def without_returns(plan):
    """The plan, where somebody has deleted the sheet Returns."""
    from openpyxl import load_workbook

    book = load_workbook(plan)
    del book["Returns"]
    book.save(plan)


def test_without_the_sheet_returns_nothing_is_lost_and_nothing_taken_twice(plan, it):
    fill_in(it)
    collected(plan)
    without_returns(plan)
    wanted = [rows(plan, table) for table in TABLES]
    found = collected(plan)
    assert [[dict(row) for row in rows(plan, table)] for table in TABLES] == wanted
    assert (found.conflicts, found.notes) == ((), (BROUGHT_BACK,))
    assert round_now(plan) == 2


def test_without_the_sheet_returns_what_the_plan_changed_since_is_shown(plan, it):
    fill_in(it)
    collected(plan)
    put(plan, "KPIs", "K-IT-1", "Owner", "Cy")
    without_returns(plan)
    (conflict,) = collected(plan).conflicts
    assert (conflict.came, conflict.stands) == (("Eve",), ("Cy",))


def test_splitting_a_copy_that_was_brought_back_writes_over_nothing_it_has_not_taken_in(plan, it):
    before = plan.read_bytes()
    fill_in(it)
    collected(plan)
    filled = it.read_bytes()
    plan.write_bytes(before)
    put(plan, "Objectives", "O-IT-1", "Owner", "Ann")
    split = split_workbook(plan, plan.parent / "out", jobs=1)
    assert {one.unit: one.status for one in split.units}["IT"] == "kept"
    assert it.read_bytes() == filled


def test_a_collect_that_takes_something_in_says_nothing_of_older_copies(plan, it):
    fill_in(it)
    assert collected(plan).notes == ()
