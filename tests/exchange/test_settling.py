"""When a folder has come to rest."""

import pytest

from okrsheet.books.book import BookError
from okrsheet.exchange.settling import LONGEST, REST, Settling, sight


def test_what_was_never_done_is_due_after_a_rest():
    settling = Settling()
    settling.see("a", 10)
    assert not settling.is_due(10 + REST / 2)
    assert settling.is_due(10 + REST)


def test_every_change_starts_the_rest_anew():
    settling = Settling()
    settling.see("a", 10)
    settling.see("b", 11.5)
    assert not settling.is_due(12.5)
    assert settling.is_due(13.5)


def test_a_stir_that_changes_nothing_to_be_seen_starts_it_anew_too():
    settling = Settling()
    settling.see("a", 10)
    settling.see("a", 11.5, is_stirred=True)
    assert not settling.is_due(12.5)


def test_what_is_done_is_not_due():
    settling = Settling()
    settling.see("a", 10)
    settling.done = "a"
    assert settling.is_resting()
    assert not settling.is_due(20)


def test_a_folder_that_never_rests_is_due_at_last():
    settling = Settling()
    for moment in range(int(LONGEST)):
        settling.see(moment, float(moment))
        assert not settling.is_due(moment)
    settling.see("more", LONGEST)
    assert settling.is_due(LONGEST)


def test_the_long_wait_starts_when_something_is_there_to_do():
    settling = Settling()
    settling.see("a", 0)
    settling.done = "a"
    settling.see("a", 100)
    settling.see("b", 200)
    assert not settling.is_due(200)


def test_a_workbook_that_grows_looks_different(tmp_path):
    path = tmp_path / "IT.xlsx"
    path.write_bytes(b"x")
    before = sight(tmp_path, ())
    path.write_bytes(b"xy")
    assert sight(tmp_path, ()).keys() == before.keys() == {"IT.xlsx"}
    assert sight(tmp_path, ()) != before


def test_files_that_are_no_workbooks_are_not_seen(tmp_path):
    for name in ("~$IT.xlsx", "IT.tmp", "plan.xlsx"):
        (tmp_path / name).touch()
    assert sight(tmp_path, (tmp_path / "plan.xlsx",)) == {}


def test_a_held_file_looks_different_once_it_opens(tmp_path, monkeypatch):
    path = tmp_path / "IT.xlsx"
    path.touch()
    with monkeypatch.context() as patched:
        patched.setattr("okrsheet.exchange.settling._opens", lambda path: False)
        held = sight(tmp_path, (), {"IT.xlsx"})
    assert sight(tmp_path, (), {"IT.xlsx"}) != held


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(BookError, match="no such folder"):
        sight(tmp_path / "gone", ())
