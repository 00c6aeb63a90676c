"""What was collected and then put back in the plan: the workbook is sent once more, as it was."""

import os
from datetime import datetime, timedelta

import pytest

from okrsheet.exchange.collect import collect_workbook
from okrsheet.exchange.reading import OLDER
from okrsheet.exchange.split import split_workbook
from tests.exchange.returning import add, cell, put, rows


def split(plan):
    report = split_workbook(plan, plan.parent / "out", jobs=1)
    return {unit.unit: str(unit.status) for unit in report.units}


def collected(plan):
    return collect_workbook(plan, plan.parent / "out", None, jobs=1)


def owner(path):
    return cell(path, "KPIs", "K-IT-1", "Owner")


def put_back(plan, it):
    """The department says Eve, it is collected, and the coordinator puts Ann back."""
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    collected(plan)
    put(plan, "KPIs", "K-IT-1", "Owner", "Ann")


def test_the_workbook_says_again_what_the_plan_says(plan, it):
    as_sent = it.read_bytes()
    put_back(plan, it)
    assert split(plan) == {"IT": "written", "HR": "unchanged"}
    assert it.read_bytes() == as_sent
    assert split(plan) == {"IT": "unchanged", "HR": "unchanged"}


def test_the_next_collect_changes_nothing(plan, it):
    put_back(plan, it)
    split(plan)
    found = collected(plan)
    assert (found.changes, found.conflicts, found.remarks) == ((), (), ())
    assert (owner(plan), owner(it)) == ("Ann", "Ann")


@pytest.mark.parametrize("said", ["Zoe", "Eve"])
def test_what_is_typed_then_is_taken_also_where_it_is_the_same_again(plan, it, said):
    put_back(plan, it)
    split(plan)
    put(it, "KPIs", "K-IT-1", "Owner", said)
    found = collected(plan)
    assert (owner(plan), len(found.changes), found.remarks) == (said, 1, ())
    assert collected(plan).changes == ()


def test_a_copy_from_before_that_undoes_nothing(plan, it):
    put_back(plan, it)
    copy = it.read_bytes()
    split(plan)
    it.write_bytes(copy)
    before = (datetime.now() - timedelta(hours=1)).timestamp()
    os.utime(it, (before, before))
    found = collected(plan)
    assert [remark.message for remark in found.remarks] == [OLDER]
    assert owner(plan) == "Ann"


def test_it_goes_round_as_often_as_one_likes(plan, it):
    for _ in range(3):
        put_back(plan, it)
        assert split(plan)["IT"] == "written"
        assert owner(it) == "Ann"
        assert collected(plan).changes == ()


def test_a_new_row_that_the_plan_does_not_want_goes_too(plan, it):
    add(it, "Actions", {"Objective": "O-IT-1", "Action": "Visit all"})
    collected(plan)
    id = next(row["ID"] for row in rows(plan, "Actions") if row["Action"] == "Visit all")
    for header in ("Objective", "Action", "ID"):
        put(plan, "Actions", id, header, None)
    assert split(plan)["IT"] == "written"
    assert rows(it, "Actions") == []
    assert collected(plan).changes == ()


def test_a_plan_brought_back_to_what_it_had_collected_keeps_that(plan, it):
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    collected(plan)
    backup = plan.read_bytes()
    put(plan, "KPIs", "K-IT-1", "Owner", "Ann")
    split(plan)
    plan.write_bytes(backup)
    found = collected(plan)
    assert (owner(plan), found.changes, found.conflicts) == ("Eve", (), ())
