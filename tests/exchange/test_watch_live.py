"""`okrsheet watch` as it runs: files dropped in pieces, renamed, locked, and Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import okrsheet
from tests.exchange.returning import cell, department, put, rows, sent

PATIENCE = 40.0  # seconds


class Watching:
    """The command in a process of its own, and the lines that it has said."""

    def __init__(self, folder, *options):
        environment = os.environ | {
            "PYTHONPATH": str(Path(okrsheet.__file__).parents[1]),
            "PYTHONUNBUFFERED": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "okrsheet", "watch", str(folder), *map(str, options)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def hears(self, said, after=0):
        """Wait until a line from `after` on says that; how many lines there are then."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if any(said in line for line in self.lines[after:]):
                return len(self.lines)
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"never said {said!r}: {self.lines}")

    def ends(self, number):
        """Ask it to stop: its exit code, and its last words."""
        self.process.send_signal(number)
        _, words = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, words.strip()


@pytest.fixture()
def plan(tmp_path):
    return sent(tmp_path)


@pytest.fixture()
def watching(plan):
    started = []

    def watch(*options):
        started.append(Watching(plan.parent / "out", *options))
        return started[0]

    yield watch
    for one in started:
        one.process.kill()
        one.process.wait()


def filled(path):
    """A workbook of the IT department with a New value in it, as bytes."""
    copy = path.parents[1] / "filled.xlsx"
    shutil.copy(path, copy)
    put(copy, "KPIs", "K-IT-1", "New value", 18.0)
    return copy.read_bytes()


def readings(path):
    return [row["Value"] for row in rows(path, "Readings")]


def test_workbooks_that_come_in_pieces_and_a_plan_that_changes_are_collected(plan, watching):
    it, target = department(plan, "IT"), plan.with_name("plan - collected.xlsx")
    content, before = filled(it), plan.read_bytes()
    watch = watching("--plan", plan)
    heard = watch.hears("0 of 2 units returned")
    with it.open("wb") as stream:
        stream.write(content[: len(content) // 2])
        stream.flush()
        heard = watch.hears("left out: IT - IT services.xlsx: the file is damaged", heard)
        stream.write(content[len(content) // 2 :])
    heard = watch.hears("1 of 2 units returned, 1 change", heard)
    assert readings(target) == [20.0, 18.0]
    assert plan.read_bytes() == before
    put(plan, "KPIs", "K-HR-1", "Owner", "Zoe")
    watch.hears("Wrote plan - collected.xlsx", heard)
    assert cell(target, "KPIs", "K-HR-1", "Owner") == "Zoe"
    assert watch.ends(signal.SIGINT) == (0, "Stopped.")


def test_the_plan_itself_is_updated_once_nobody_has_it_open(plan, watching):
    it, lock = department(plan, "IT"), plan.with_name("~$plan.xlsx")
    lock.touch()
    moved = it.rename(it.with_name("ours, renamed.xlsx"))
    moved.write_bytes(filled(moved))
    watch = watching("--update")  # the plan is found by its records
    heard = watch.hears("is open in Excel")
    lock.unlink()
    heard = watch.hears("Wrote plan.xlsx", heard)
    assert readings(plan) == [20.0, 18.0]
    time.sleep(4)
    assert len(watch.lines) == heard  # its own write is no reason to collect
    assert watch.ends(signal.SIGTERM) == (0, "Stopped.")
