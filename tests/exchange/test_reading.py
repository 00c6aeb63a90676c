"""Departments' workbooks as workers read them: what came back, and what is left out."""

import os
import zipfile
from datetime import datetime

import pytest

from okrsheet.exchange import reading
from okrsheet.exchange.folder import listing
from okrsheet.exchange.reading import gathered, read, tasks
from okrsheet.exchange.store import Store
from tests.exchange.returning import department, put, sent

CORE = "docProps/core.xml"


@pytest.fixture()
def plan(tmp_path):
    return sent(tmp_path)


def found(plan):
    folder = listing(plan.parent / "out")
    return gathered([read(task) for task in tasks(Store.of(plan), folder)])


def saved_at(path, moment):
    """The workbook as a program leaves it that notes when it saved it (None: that does not)."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts[CORE]
    start = core.index(b"<dcterms:modified")
    end = core.index(b"</dcterms:modified>") + len(b"</dcterms:modified>")
    told = b'<dcterms:modified xmlns:dcterms="http://purl.org/dc/terms/">%s</dcterms:modified>'
    told %= moment.encode()
    parts[CORE] = core[:start] + (told if moment else b"") + core[end:]
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_files_that_nobody_saved_are_as_they_were_sent(plan):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    came = found(plan)
    assert [one.unit for one in came.returns] == ["HR", "IT"]
    assert came.as_sent == (department(plan, "HR").name,)


def test_a_workbook_says_when_it_was_saved(plan):
    it = department(plan, "IT")
    saved_at(it, "2026-07-01T09:30:15Z")
    (saved,) = [one.saved for one in found(plan).returns if one.unit == "IT"]
    here = datetime.fromisoformat("2026-07-01T09:30:15+00:00").astimezone()
    assert saved == here.replace(tzinfo=None)


@pytest.mark.parametrize("moment", ["", "2001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "?"])
def test_where_it_does_not_or_cannot_the_disk_says_so(plan, moment):
    it = department(plan, "IT")
    saved_at(it, moment)
    os.utime(it, (1_790_000_000.5, 1_790_000_000.5))
    (saved,) = [one.saved for one in found(plan).returns if one.unit == "IT"]
    assert saved == datetime.fromtimestamp(1_790_000_000)


def test_a_workbook_that_nobody_foresaw_stops_no_other(plan, monkeypatch):
    returned = reading.returned

    def odd(snapshot, sent, *rest):
        if sent.unit == "HR":
            raise ZeroDivisionError("odd")
        return returned(snapshot, sent, *rest)

    monkeypatch.setattr(reading, "returned", odd)
    came = found(plan)
    assert [one.unit for one in came.returns] == ["IT"]
    (skipped,) = came.skipped
    assert skipped.why == "okrsheet did not expect this in it: ZeroDivisionError: odd."
    assert not skipped.is_held


def test_a_workbook_that_cannot_be_opened_is_held(plan, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    skipped = read(next(tasks(Store(plan.parent, "p"), listing(plan.parent / "out")))).skipped
    assert [one.is_held for one in skipped] == [True, True]
    assert skipped[0].why == "it may not be read by you. Ask for the rights, or copy it elsewhere."


def test_fifty_workbooks_are_a_task(tmp_path):
    for at in range(120):
        (tmp_path / f"{at:03}.xlsx").touch()
    sizes = [len(task.paths) for task in tasks(Store(tmp_path, "p"), listing(tmp_path))]
    assert sizes == [50, 50, 20]


def damaged(plan):
    """Cut every file with bases short; the first of them."""
    bases = sorted((Store.of(plan).folder / "bases").iterdir())
    for path in bases:
        path.write_bytes(path.read_bytes()[:-30])
    return bases[0]


def test_a_workbook_whose_record_is_damaged_is_told_with_that_record(plan):
    path = damaged(plan)
    came = found(plan)
    assert (came.returns, len(came.skipped)) == ((), 2)
    for one in came.skipped:
        assert (one.lacks_record, one.is_held) == (True, False)
        assert one.why == (
            f"it cannot be compared with what was sent. {path}: this record of what was sent is"
            " damaged. Bring it back from a backup."
        )


def test_a_workbook_of_another_plan_lacks_no_record_of_ours(plan):
    other = Store(plan.parent / "nowhere", "another")
    skipped = read(next(tasks(other, listing(plan.parent / "out")))).skipped
    assert [one.lacks_record for one in skipped] == [False, False]
