"""The user's own folders on each system."""

import stat
from pathlib import Path

import pytest

from okrsheet.books.book import BookError
from okrsheet.clicks.folders import documents, own_folder, write_privately

HOME = Path("/home/ann")


@pytest.mark.parametrize(
    ("system", "environ", "folder"),
    [
        ("win32", {"LOCALAPPDATA": "/data/Local"}, "/data/Local/okrsheet"),
        ("win32", {}, "/home/ann/AppData/Local/okrsheet"),
        ("darwin", {}, "/home/ann/Library/Application Support/okrsheet"),
        ("linux", {}, "/home/ann/.local/state/okrsheet"),
        ("linux", {"XDG_STATE_HOME": "/state"}, "/state/okrsheet"),
    ],
)
def test_what_okrsheet_keeps_for_itself_stands_where_the_system_wants_it(system, environ, folder):
    assert own_folder(system, environ, HOME) == Path(folder)


def test_documents_are_where_the_user_keeps_them(monkeypatch):
    monkeypatch.setenv("CLOUD", "/home/ann/OneDrive")
    assert documents(HOME) == HOME / "Documents"
    assert documents(HOME, "${CLOUD}/Documents") == Path("/home/ann/OneDrive/Documents")


def test_a_private_file_is_its_users_alone(tmp_path):
    path = tmp_path / "own" / "error.txt"
    write_privately(path, b"once")
    write_privately(path, b"again")
    assert path.read_bytes() == b"again"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["error.txt"]


def test_a_private_file_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "own").write_text("a file where the folder should be")
    with pytest.raises(BookError, match="cannot be written"):
        write_privately(tmp_path / "own" / "error.txt", b"")
