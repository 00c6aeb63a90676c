"""Whatever happens while a file is saved: the old one or the new one stands, whole."""

import errno
import os
import random
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from okrsheet.books.archive import Archive
from okrsheet.books.book import BookError
from okrsheet.books.save import Save, put_bytes
from tests.books.plain import SCORE, column, plan, write

WRITER = """
    import sys
    from pathlib import Path
    from okrsheet.books.book import ColumnLook, SetColumn, Style
    from okrsheet.books.file import FileBook

    look = ColumnLook("Score", 9, Style("score"), computed=True)
    number = 0
    while True:
        number += 1
        book = FileBook(Path(sys.argv[1]))
        height = len(book.read().table("KPIs").rows)
        book.apply([SetColumn("KPIs", look, (float(number),) * height)])
        print(number, flush=True)
"""


def test_a_killed_save_leaves_the_old_file_or_the_new_one(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    script = tmp_path / "writer.py"
    script.write_text(textwrap.dedent(WRITER))
    chance = random.Random(7)
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, script, path], stdout=subprocess.PIPE, env=_environment()
        ) as writer:
            writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.08))
            writer.send_signal(signal.SIGKILL)
        archive = Archive(path.read_bytes(), "plan.xlsx")
        assert all(archive.read(name) for name in archive.members)
        assert len(set(column(path, "Score"))) == 1
    for left in tmp_path.glob("*.tmp"):
        os.utime(left, (0, 0))
    write(path, _scores(0.5))
    assert not list(tmp_path.glob("*.tmp"))


def test_what_another_run_is_writing_just_now_stays(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    theirs = tmp_path / ".okrsheet-plan.xlsx-other.tmp"
    theirs.write_bytes(b"half")
    write(path, _scores(0.5))
    assert theirs.read_bytes() == b"half"


def _environment():
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}


def _scores(value):
    from okrsheet.books.book import SetColumn

    return SetColumn("KPIs", SCORE, (value,) * 4)


def test_a_disk_without_links_gets_new_files_all_the_same(tmp_path, monkeypatch):
    def no_links(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    Save(tmp_path / "new.xlsx", put_bytes(b"new"), replace=False).run()
    assert (tmp_path / "new.xlsx").read_bytes() == b"new"
    with pytest.raises(BookError, match="exists already"):
        Save(tmp_path / "new.xlsx", put_bytes(b"newer"), replace=False).run()


def test_a_write_that_does_not_pass_its_proof_leaves_no_trace(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")

    def refuse(_):
        raise BookError("no.", "here", "Stop.")

    with pytest.raises(BookError, match="no"):
        Save(path, put_bytes(b"new"), prove=refuse).run()
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["plan.xlsx"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "may not be written by you"),
        (errno.EIO, "could not be written"),
    ],
)
def test_what_the_disk_refuses_is_said_in_one_sentence(tmp_path, monkeypatch, number, said):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")

    def fail(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BookError, match=said):
        Save(path, put_bytes(b"new")).run()
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["plan.xlsx"]


def test_a_read_only_file_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anything
    with pytest.raises(BookError, match="read-only"):
        Save(path, put_bytes(b"new")).run()


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "plan.xlsx"

    def appear():
        path.write_bytes(b"theirs")

    with pytest.raises(BookError, match="exists already"):
        Save(
            path, put_bytes(b"new"), check=lambda: path.write_bytes(b"theirs"), replace=False
        ).run()
    assert path.read_bytes() == b"theirs" and os.listdir(tmp_path) == ["plan.xlsx"]


def test_names_with_brackets_are_no_patterns(tmp_path):
    path = tmp_path / "plan [2].xlsx"
    path.write_bytes(b"0")
    for number in range(1, 8):
        Save(path, put_bytes(b"%d" % number)).run()
    kept = sorted(file.read_bytes() for file in (tmp_path / ".okrsheet").iterdir())
    assert kept == [b"2", b"3", b"4", b"5", b"6"]
