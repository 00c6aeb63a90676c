"""A collect that is killed at any moment: the next one completes it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import okrsheet
from okrsheet.books.file import FileBook
from okrsheet.exchange.collect import collect_workbook
from okrsheet.exchange.store import Store
from tests.exchange.returning import add, department, put, rows, sent

TABLES = ("Objectives", "KPIs", "Readings", "Conflicts")


@pytest.fixture()
def plan(tmp_path):
    """A plan, and a department that came back with every kind of change, one in conflict."""
    path = sent(tmp_path / "scene")
    it = department(path, "IT")
    put(it, "KPIs", "K-IT-1", "New value", 18.0)
    put(it, "KPIs", "K-IT-1", "Owner", "Eve")
    put(it, "Objectives", "O-IT-1", "Owner", "Eve")
    put(path, "Objectives", "O-IT-1", "Owner", "Cy")
    add(it, "Objectives", {"Objective": "Fail less", "Unit": "IT", "Pillar": "P1"})
    add(it, "KPIs", {"ID": "K-NEW", "KPI": "Faults", "Objective": "O-IT-1"})
    return path


def copied(plan, name):
    return shutil.copytree(plan.parent, plan.parent.with_name(name)) / plan.name


def collected(plan):
    collect_workbook(plan, plan.parent / "out", jobs=1)
    return [rows(plan, table) for table in TABLES]


def start(plan):
    """The command line, in a process of its own."""
    source = str(Path(okrsheet.__file__).parents[1])
    command = [sys.executable, "-m", "okrsheet", "collect", str(plan), str(plan.parent / "out")]
    environment = os.environ | {"PYTHONPATH": source}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)


def test_killed_at_any_moment_it_is_completed_by_the_next(plan):
    wanted = collected(copied(plan, "whole"))
    began = time.monotonic()
    assert start(copied(plan, "timed")).wait() == 1  # a conflict is open
    took = time.monotonic() - began
    for at in range(5):
        scene = copied(plan, f"killed {at}")
        process = start(scene)
        time.sleep(took * (0.45 + 0.12 * at))
        process.kill()
        process.wait()
        assert collected(scene) == wanted


def test_between_the_plan_and_the_records_nothing_is_taken_twice(plan, monkeypatch):
    wanted = collected(copied(plan, "whole"))

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Store, "advance", killed)
        with pytest.raises(KeyboardInterrupt):
            collected(plan)
    assert [rows(plan, table) for table in TABLES] == wanted
    assert collected(plan) == wanted


def test_half_of_the_bases_kept_is_as_good(plan, monkeypatch):
    put(department(plan, "HR"), "KPIs", "K-HR-1", "New value", 21.0)
    wanted = collected(copied(plan, "whole"))
    hold, seen = Store.hold, []

    def killed_at_the_second(store, sents):
        if seen:
            raise KeyboardInterrupt
        seen.append(sents)
        return hold(store, sents)

    with monkeypatch.context() as patched:
        patched.setattr("okrsheet.exchange.store.BATCH", 1)
        patched.setattr(Store, "hold", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            collected(plan)
    assert collected(plan) == wanted


def test_before_the_plan_is_written_the_round_that_began_is_as_nothing(plan, monkeypatch):
    wanted = collected(copied(plan, "whole"))

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(FileBook, "apply", killed)
        with pytest.raises(KeyboardInterrupt):
            collected(plan)
    assert collected(plan) == wanted
    assert collected(plan) == wanted
