"""Writing that lasts, one writer at a time."""

import subprocess
import sys

import pytest

from okrsheet.books.book import BookError
from okrsheet.exchange import durable
from okrsheet.exchange.durable import add_lines, only_writer, put


def test_a_file_is_there_whole_and_nothing_beside_it(tmp_path):
    path = tmp_path / "plan.json"
    put(path, b"old")
    put(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_lines_are_added_behind_the_others(tmp_path):
    path = tmp_path / "lines"
    add_lines(path, "one\n")
    add_lines(path, "two\nthree\n")
    assert path.read_text() == "one\ntwo\nthree\n"


@pytest.mark.parametrize("torn", ["x", "y" * 70000, "z" * 65536])
def test_a_torn_line_goes_before_others_are_added(tmp_path, torn):
    path = tmp_path / "lines"
    path.write_text(f"one\n{torn}")
    add_lines(path, "two\n")
    assert path.read_text() == "one\ntwo\n"


def test_a_file_that_is_nothing_but_a_torn_line_begins_anew(tmp_path):
    path = tmp_path / "lines"
    path.write_text("torn")
    add_lines(path, "one\n")
    assert path.read_text() == "one\n"


def test_a_second_writer_waits_and_then_says_who_is_at_it(tmp_path, monkeypatch):
    monkeypatch.setattr(durable, "PATIENCE", 0.1)
    lock = tmp_path / "lock"
    with (
        only_writer(lock),
        pytest.raises(BookError, match="another okrsheet"),
        only_writer(lock),
    ):
        pass


def test_the_next_writer_comes_in_once_the_first_is_done(tmp_path):
    for _ in range(2):
        with only_writer(tmp_path / "lock"):
            pass


def test_a_killed_writer_leaves_no_lock(tmp_path):
    lock = tmp_path / "lock"
    script = (
        "import os, sys, pathlib\n"
        "from okrsheet.exchange.durable import only_writer\n"
        "with only_writer(pathlib.Path(sys.argv[1])):\n"
        "    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, lock], check=False)
    with only_writer(lock):
        pass
