"""The undo journal: what it keeps, for how long, and what it does with files that are damaged."""

import gzip
import os
import stat
import time

import pytest

from okrsheet.books.book import BookError
from okrsheet.books.live.inverse import Growth, Inverse, Region
from okrsheet.clicks.journal import Entry, Journal, Last

PLAN = "C:\\Plans\\plan.xlsx"
CELLS = (("=A1+1", "'text", 3.25), (None, True, 46203.0))
AFTER = (("'x", None, -1.0), ("#N/A", False, 0.1))
INVERSE = Inverse((Region("KPIs", 5, 2, CELLS, AFTER),), (Growth("KPIs", "KPIs", 12, 13),))


def test_an_entry_comes_back_as_it_was_written(tmp_path):
    Journal(tmp_path).push(PLAN, "Roll up", INVERSE)
    assert Journal(tmp_path).last(PLAN) == Last(Entry("Roll up", INVERSE))


def test_the_last_write_is_taken_off_first(tmp_path):
    journal = Journal(tmp_path)
    for label in ("first", "second"):
        journal.push(PLAN, label, INVERSE)
    assert [journal.pop(PLAN).label, journal.pop(PLAN).label] == ["second", "first"]
    assert journal.pop(PLAN) is None


def test_looking_takes_nothing_off(tmp_path):
    journal = Journal(tmp_path)
    journal.push(PLAN, "Roll up", INVERSE)
    assert journal.last(PLAN) == journal.last(PLAN)


def test_ten_writes_are_kept_and_no_more(tmp_path):
    journal = Journal(tmp_path)
    for at in range(12):
        journal.push(PLAN, str(at), INVERSE)
    labels = [journal.pop(PLAN).label for _ in range(10)]
    assert labels == [str(at) for at in range(11, 1, -1)]
    assert journal.pop(PLAN) is None


def test_two_workbooks_have_journals_of_their_own(tmp_path):
    journal = Journal(tmp_path)
    journal.push(PLAN, "Roll up", INVERSE)
    journal.push("D:\\plan.xlsx", "Check plan", INVERSE)
    assert journal.pop(PLAN).label == "Roll up"
    assert journal.last(PLAN) == Last(None)
    assert journal.last("D:\\plan.xlsx").entry.label == "Check plan"


def test_case_tells_no_workbooks_apart(tmp_path):
    Journal(tmp_path).push(PLAN, "Roll up", INVERSE)
    assert Journal(tmp_path).last(PLAN.upper()).entry


def test_a_workbook_without_a_journal_has_nothing_to_undo(tmp_path):
    assert Journal(tmp_path / "none yet").last(PLAN) == Last(None)


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"no gzip",
        gzip.compress(b"{")[:-3],
        gzip.compress(b"[]"),
        gzip.compress(b'{"label": "x", "inverse": {"regions": [{"sheet": "x"}], "grown": []}}'),
        gzip.compress(b"\xff"),
        b"\x1f\x8b\x08\x00" + bytes(6) + b"\xff" * 20,
    ],
)
def test_a_damaged_file_is_passed_over_and_counted(tmp_path, damage):
    journal = Journal(tmp_path)
    journal.push(PLAN, "Roll up", INVERSE)
    journal.push(PLAN, "Check plan", INVERSE)
    files(tmp_path)[-1].write_bytes(damage)
    assert journal.last(PLAN) == Last(Entry("Roll up", INVERSE), damaged=1)
    assert journal.pop(PLAN).label == "Roll up"
    assert files(tmp_path) == []


def test_only_its_user_may_read_it(tmp_path):
    Journal(tmp_path / "undo").push(PLAN, "Roll up", INVERSE)
    (path,) = files(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert PLAN not in str(path)


def test_a_write_that_fails_leaves_the_journal_as_it_was(tmp_path, monkeypatch):
    journal = Journal(tmp_path)
    journal.push(PLAN, "Roll up", INVERSE)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(BookError, match=r"cannot be written \(No space left on device\)"):
        journal.push(PLAN, "Check plan", INVERSE)
    assert journal.last(PLAN).entry.label == "Roll up"
    assert len(files(tmp_path)) == 1


def test_a_file_that_cannot_be_removed_stops_nothing(tmp_path, monkeypatch):
    journal = Journal(tmp_path)

    def held(*_, **__):
        raise PermissionError(13, "The file is held by a virus scanner")

    for at in range(10):
        journal.push(PLAN, str(at), INVERSE)
    monkeypatch.setattr("pathlib.Path.unlink", held)
    journal.push(PLAN, "10", INVERSE)
    assert journal.pop(PLAN).label == "10"


def test_what_a_workbook_left_for_a_month_has_is_dropped_at_the_next_write(tmp_path):
    journal = Journal(tmp_path)
    journal.push(PLAN, "Roll up", INVERSE)
    long_ago = time.time() - 31 * 86_400
    os.utime(files(tmp_path)[0].parent, (long_ago, long_ago))
    journal.push("other.xlsx", "Roll up", INVERSE)
    assert journal.last(PLAN) == Last(None)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_foreign_file_among_them_is_left_alone(tmp_path):
    journal = Journal(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    journal.push(PLAN, "Roll up", INVERSE)
    (files(tmp_path)[0].parent / "0notes.json.gz").write_text("mine")
    assert journal.last(PLAN).entry
    assert (tmp_path / "notes.txt").exists()
