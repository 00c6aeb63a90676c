"""Copies of a workbook that come back late: they undo nothing that was taken in since."""

import shutil

import pytest

from okrsheet.books.book import BookError
from okrsheet.exchange.collect import collect_workbook
from okrsheet.exchange.reading import OLDER
from tests.exchange.returning import add, cell, put, rows


def collected(plan, **options):
    return collect_workbook(plan, plan.parent / "out", None, jobs=1, **options)


def fill_in(it):
    put(it, "KPIs", "K-IT-1", "Owner", "Anna")
    put(it, "KPIs", "K-IT-1", "Source", "Till")
    add(it, "Objectives", {"Objective": "Fail less", "Unit": "IT", "Pillar": "P1"})


def told(found):
    return [remark.message for remark in found.remarks if remark.message == OLDER]


def test_a_copy_as_it_was_sent_undoes_nothing(plan, it):
    old = it.read_bytes()
    fill_in(it)
    collected(plan)
    wanted = [rows(plan, table) for table in ("Objectives", "KPIs", "Readings")]
    it.write_bytes(old)
    found = collected(plan)
    assert [rows(plan, table) for table in ("Objectives", "KPIs", "Readings")] == wanted
    assert (found.changes, told(found)) == ((), [OLDER])


def test_an_older_copy_beside_the_newer_file_undoes_nothing(plan, it):
    copy = it.with_name("old copy.xlsx")
    shutil.copy(it, copy)
    put(copy, "KPIs", "K-IT-1", "Frequency", "Weekly")
    fill_in(it)
    copied = copy.read_bytes()
    copy.unlink()
    collected(plan)
    copy.write_bytes(copied)
    for _ in range(2):  # and so it stays
        found = collected(plan)
        assert told(found) == [OLDER]
        assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Anna"
        assert cell(plan, "KPIs", "K-IT-1", "Frequency") == "Weekly"
        assert len(rows(plan, "Objectives")) == 3


def test_what_somebody_else_filled_into_another_copy_is_a_conflict_where_both_did(plan, it):
    mine = it.read_bytes()
    fill_in(it)
    collected(plan)
    it.write_bytes(mine)
    put(it, "KPIs", "K-IT-1", "Owner", "Ben")
    put(it, "KPIs", "K-IT-1", "Frequency", "Weekly")
    found = collected(plan)
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.came, conflict.stands) == ("Owner", ("Ben",), ("Anna",))
    assert cell(plan, "KPIs", "K-IT-1", "Frequency") == "Weekly"


def test_a_file_that_is_filled_in_further_is_no_older_copy(plan, it):
    fill_in(it)
    collected(plan)
    put(it, "KPIs", "K-IT-1", "Owner", "Zoe")
    found = collected(plan)
    assert (cell(plan, "KPIs", "K-IT-1", "Owner"), told(found)) == ("Zoe", [])


def test_the_result_goes_into_no_folder_of_departments_workbooks(plan, it):
    with pytest.raises(BookError, match="workbooks stand in this folder"):
        collect_workbook(plan, plan.parent / "out", it, jobs=1)


def test_a_decision_on_a_cell_that_changed_in_the_plan_since_does_not_count(plan, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    put(plan, "KPIs", "K-IT-1", "Owner", "Cy")
    collected(plan)
    put(plan, "Conflicts", "IT", "Decide", "take")
    put(plan, "KPIs", "K-IT-1", "Owner", "Dee")
    (conflict,) = collected(plan, resolve=True).conflicts
    assert conflict.stands == ("Dee",)
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Dee"
