"""The sheet Returns: who has returned a workbook, and how complete it is."""

from dataclasses import replace
from datetime import datetime

import pytest

from okrsheet.books.memory import MemoryBook
from okrsheet.books.pagesetup import pages_wide
from okrsheet.departments.difference import Counts, Remark, Return
from okrsheet.departments.merged import Conflict, Merged
from okrsheet.departments.returns import Sendee, departments, return_edits, round_of
from okrsheet.plan.finding import Finding, Severity
from okrsheet.sheets.generated import RETURNS
from tests.workbooks import plan_of, snapshot

TABLES = {
    "Units": [{"ID": "IT", "Unit": "IT services", "Head": "Ann"}, {"ID": "HR", "Unit": "People"}],
    "Objectives": [{"ID": "O-1", "Unit": "IT"}],
}
PLAN = plan_of(TABLES)
SENT = (Sendee("HR", "People", "HR.xlsx", "s2"), Sendee("IT", "IT services", "IT.xlsx", "s1"))
SAVED = datetime(2026, 7, 1, 9, 30)
IT = Return("plan", "IT", "s1", "IT.xlsx", SAVED, counts=Counts(kpis=4, measured=3))
TAKEN = Merged(taken={"IT.xlsx": 2})


def found(*returns, merged=None, findings=(), sendees=SENT, **more):
    return departments(sendees, returns, merged or TAKEN, PLAN, findings, **more)


def rows(*departments, book=None, round=0):
    (edit,) = return_edits(departments, book or snapshot(TABLES), round)
    return edit.rows


def test_units_stand_in_the_order_of_the_plan_and_those_gone_last():
    gone = Sendee("OLD", "Old", "OLD.xlsx", "s3")
    assert [one.unit for one in found(sendees=(gone, *SENT))] == ["IT", "HR", "OLD"]


def test_who_has_returned_is_told_with_all_that_came_back():
    it, _ = found(IT)
    assert (it.name, it.head, it.returned, it.saved) == ("IT services", "Ann", ("IT.xlsx",), SAVED)
    assert (it.is_latest, it.completeness, it.changes) == (True, 0.75, 2)


def test_who_has_not_returned_has_the_name_of_the_file_that_was_sent():
    _, hr = found(IT)
    assert (hr.returned, hr.file, hr.remarks) == (
        (),
        "HR.xlsx",
        ("No file of this unit is in the folder.",),
    )


def test_a_file_that_nobody_has_saved_has_not_been_returned():
    it, _ = found(IT, as_sent=("IT.xlsx",))
    assert it.returned == ()
    assert it.remarks == ("The file is as it was sent: nobody has saved it yet.",)


def test_an_older_sending_is_said_to_be_one():
    it, _ = found(replace(IT, sending="s0"))
    assert not it.is_latest


def test_of_two_files_of_one_unit_the_latest_sending_tells_how_complete_it_is():
    older = replace(IT, sending="s0", file="a copy.xlsx", counts=Counts(kpis=4, measured=1))
    it, _ = found(older, IT)
    assert (it.returned, it.sending, it.completeness) == (("IT.xlsx", "a copy.xlsx"), "s1", 0.75)
    assert it.changes == 2


def test_a_unit_without_kpis_is_neither_complete_nor_not():
    it, _ = found(replace(IT, counts=Counts()))
    assert it.completeness is None


def test_conflicts_errors_and_remarks_are_those_of_the_unit():
    conflict = Conflict("it", "IT.xlsx", "KPIs", "KPIs", "K", ("Owner",), ("a",), ("b",), ("c",))
    merged = Merged(
        conflicts=(conflict,),
        remarks=(Remark("IT", "IT.xlsx", "A column is missing."),) * 2,
    )
    error = Finding("M01", Severity.ERROR, "Objectives", 0, "O-1", None, "", "")
    it, hr = found(IT, merged=merged, findings=[error])
    assert (it.conflicts, it.errors, it.remarks) == (1, 1, ("A column is missing.",))
    assert (hr.conflicts, hr.errors) == (0, 0)


def test_the_sheet_shows_a_row_for_each_unit():
    it, hr = found(IT)
    told = ("IT", "IT services", "Ann", "IT.xlsx", SAVED, "latest", 0.75, 2.0, 0.0, 0.0)
    assert rows(it, hr)[0] == (*told, None, None)
    assert rows(it, hr)[1][3:10] == ("No", None, None, None, None, None, 0.0)


def test_the_sheet_says_as_which_round_it_was_written():
    host = MemoryBook(snapshot(TABLES))
    assert round_of(host.read()) == 0
    host.apply(list(return_edits(found(IT), host.read(), 3)))
    assert round_of(host.read()) == 3
    assert [row[10] for row in rows(*found(IT), round=4)] == [4.0, 4.0]


def test_before_the_first_round_the_sheet_says_none():
    host = MemoryBook(snapshot(TABLES))
    host.apply(list(return_edits(found(IT), host.read())))
    assert round_of(host.read()) == 0


@pytest.mark.parametrize(("saved", "changes"), [(SAVED, 2.0), (datetime(2026, 7, 2), 0.0)])
def test_a_file_that_was_not_saved_since_keeps_what_it_brought(saved, changes):
    host = MemoryBook(snapshot(TABLES))
    noted = replace(TAKEN, remarks=(Remark("IT", "IT.xlsx", "A new ID."),))
    host.apply(list(return_edits(found(IT, merged=noted), host.read())))
    again, _ = found(replace(IT, saved=saved), merged=Merged())
    (row,) = rows(again, book=host.read())
    assert (row[7], row[11]) == (changes, "A new ID." if changes else None)


def test_collecting_the_same_files_once_more_leaves_the_sheet_as_it_is():
    host = MemoryBook(snapshot(TABLES))
    long = tuple(Remark("IT", "IT.xlsx", f"{at} " + "x" * 400) for at in range(4))
    host.apply(list(return_edits(found(IT, merged=replace(TAKEN, remarks=long)), host.read())))
    before = host.read()
    again = found(IT, merged=Merged(remarks=long))
    host.apply(list(return_edits(again, before)))
    assert host.read() == before


def test_the_sheet_is_one_page_wide():
    assert pages_wide(RETURNS.sheet) == 1
