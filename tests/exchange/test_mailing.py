"""Workbooks into a folder: what is written, what stays as it is, and what a killed run leaves."""

import os
import time

import pytest

from okrsheet.books.memory import MemoryBook
from okrsheet.exchange.mailing import Status
from okrsheet.exchange.split import SplitReport, split_book
from okrsheet.exchange.standing import COLLECT_FIRST, MOVE_AWAY, OPENED
from okrsheet.exchange.store import Store
from okrsheet.sheets.parse import parse
from tests.departments.split_plan import MASTER, with_cell, with_row
from tests.exchange.renderers import not_it, plain
from tests.workbooks import snapshot

FILES = {"SALES.xlsx", "EAST.xlsx", "IT.xlsx"}


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def split(tmp_path, out):
    """Splits a plan that lives in memory, and has its records in `tmp_path`."""

    def run(snapshot=MASTER, render=plain, **wishes) -> SplitReport:
        book = MemoryBook(snapshot)
        return split_book(book, tmp_path / "plan.xlsx", out, render=render, **wishes)

    return run


def stati(report):
    return {unit.unit: str(unit.status) for unit in report.units}


def why(report, unit):
    return next(one.why for one in report.units if one.unit == unit)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_workbook_stands_under_its_name_and_nothing_else(split, out):
    report = split()
    assert set(stati(report).values()) == {"written"}
    assert contents(out).keys() == FILES


def test_a_second_run_writes_nothing(split, out):
    split()
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    assert set(stati(split()).values()) == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_a_second_run_writes_what_is_new(split, out):
    split()
    before = contents(out)
    report = split(with_cell("Actions", 0, Done=0.7))
    assert stati(report) == {"SALES": "unchanged", "EAST": "written", "IT": "unchanged"}
    after = contents(out)
    assert {name for name in FILES if after[name] != before[name]} == {"EAST.xlsx"}


def test_a_workbook_that_is_gone_is_written_again(split, out):
    split()
    before = contents(out)
    (out / "IT.xlsx").unlink()
    assert stati(split())["IT"] == "written"
    assert contents(out) == before


def test_an_older_workbook_as_it_was_sent_is_written_over(split, out):
    split()
    first = contents(out)["EAST.xlsx"]
    second = with_cell("Actions", 0, Done=0.7)
    split(second)
    (out / "EAST.xlsx").write_bytes(first)
    assert stati(split(second))["EAST"] == "written"


def test_what_a_department_has_changed_is_never_written_over(split, out):
    split()
    (out / "EAST.xlsx").write_bytes(b"filled in")
    for plan in (MASTER, with_cell("Actions", 0, Done=0.7)):
        report = split(plan)
        assert stati(report) == {"SALES": "unchanged", "EAST": "kept", "IT": "unchanged"}
        assert contents(out)["EAST.xlsx"] == b"filled in"


def test_force_writes_over_it_and_keeps_a_copy(split, out, tmp_path):
    split()
    before = contents(out)
    (out / "EAST.xlsx").write_bytes(b"filled in")
    assert set(stati(split(force=True)).values()) == {"written"}
    assert contents(out) == before
    (copy,) = (Store.of(tmp_path / "plan.xlsx").folder / "replaced").iterdir()
    assert copy.read_bytes() == b"filled in"


def test_a_file_that_somebody_else_put_there_stays(split, out):
    out.mkdir()
    (out / "IT.xlsx").write_bytes(b"somebody's")
    report = split()
    assert stati(report) == {"SALES": "written", "EAST": "written", "IT": "kept"}
    assert (why(report, "IT") or "").endswith(MOVE_AWAY)
    assert contents(out)["IT.xlsx"] == b"somebody's"


def test_a_folder_of_that_name_is_said_and_stops_no_other(split, out):
    (out / "IT.xlsx").mkdir(parents=True)
    report = split()
    assert stati(report) == {"SALES": "written", "EAST": "written", "IT": "failed"}
    assert report.has_failed


@pytest.mark.parametrize("lock", ["~$EAST.xlsx", ".~lock.EAST.xlsx#"])
def test_a_workbook_that_is_open_is_not_written_over(split, out, lock):
    split()
    (out / lock).touch()
    report = split(with_cell("Actions", 0, Done=0.7))
    assert why(report, "EAST") == OPENED


def test_what_is_saved_while_we_are_at_it_stays(split, out):
    def meanwhile(sendings):
        (out / "EAST.xlsx").write_bytes(b"just saved")
        yield from plain(sendings)

    split()
    report = split(with_cell("Actions", 0, Done=0.7), render=meanwhile)
    assert (stati(report)["EAST"], why(report, "EAST")) == ("kept", COLLECT_FIRST)
    assert contents(out)["EAST.xlsx"] == b"just saved"


def test_a_workbook_that_could_not_be_made_is_named_and_made_next_time(split, out):
    report = split(render=not_it)
    assert stati(report) == {"SALES": "written", "EAST": "written", "IT": "failed"}
    assert report.has_failed
    assert "ZeroDivisionError" in (why(report, "IT") or "")
    assert stati(split()) == {"SALES": "unchanged", "EAST": "unchanged", "IT": "written"}


def test_a_unit_that_is_gone_is_told_and_its_workbook_stays(split, out):
    more = with_row("Units", ID="HR", Unit="People")
    split(more)
    (note,) = (note for note in split().notes if "HR" in note)
    assert note == (
        "Of units that get no workbook any more: HR - People.xlsx. Collect, then delete them."
    )
    assert "HR - People.xlsx" in contents(out)
    (out / "HR - People.xlsx").unlink()
    assert not any("HR" in note for note in split().notes)


def test_of_many_units_that_are_gone_five_are_named(split):
    split(snapshot({"Units": [{"ID": f"U{at}", "Unit": f"U{at}"} for at in range(8)]}))
    (note,) = (note for note in split().notes if "U0" in note)
    assert "U4.xlsx and 3 more. Collect" in note


def test_a_unit_that_is_called_otherwise_keeps_its_file(split, out):
    split()
    split(with_cell("Units", 2, Unit="Digital"))
    assert contents(out).keys() == FILES


def test_a_run_that_is_stopped_leaves_nothing_without_a_name(split, out, monkeypatch):
    def stopped(source, target):
        raise KeyboardInterrupt

    monkeypatch.setattr("okrsheet.exchange.mailing.os.replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        split()
    assert contents(out) == {}
    monkeypatch.undo()
    assert set(stati(split()).values()) == {"written"}


def test_what_a_killed_run_left_is_cleared_away(split, out, tmp_path):
    split()
    plan = Store.of(tmp_path / "plan.xlsx").plan
    (out / f".okrsheet-{plan}-0123456789abcdef.tmp").write_bytes(b"half")
    (out / ".okrsheet-another-0123456789abcdef.tmp").write_bytes(b"another plan's")
    split()
    assert contents(out).keys() == {*FILES, ".okrsheet-another-0123456789abcdef.tmp"}


def test_the_records_say_who_was_sent_what_and_when(split, tmp_path):
    report = split()
    latest = Store.of(tmp_path / "plan.xlsx").latest()
    assert {line.unit: line.sending for line in latest.values()} == {
        unit.unit: unit.sending for unit in report.units
    }
    assert abs(latest["it"].at.timestamp() - time.time()) < 60
    assert latest["it"].as_of == parse(MASTER).as_of


def test_every_sending_has_its_base(split, tmp_path):
    report = split()
    store = Store.of(tmp_path / "plan.xlsx")
    bases = [store.sent(unit.sending) for unit in report.units]
    assert [sent.unit for sent in bases if sent] == [unit.unit for unit in report.units]


def test_nothing_but_workbooks_stands_in_the_shared_folder(split, out):
    split()
    (out / "EAST.xlsx").write_bytes(b"filled in")
    split(force=True)
    assert set(os.listdir(out)) == FILES


def test_a_unit_keeps_its_counts_whatever_happens(split):
    (east,) = (unit for unit in split().units if unit.unit == "EAST")
    assert (east.objectives, east.kpis, east.readings, east.actions) == (1, 1, 1, 1)
    assert east.status is Status.WRITTEN
