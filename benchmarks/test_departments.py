"""Splitting and collecting beside what others need for the same, in one run, as ratios.

`make bench`. Each peer does its work in the same minute as ours, on the same workbooks: of a plan
of 200 departments with 6 objectives, 20 KPIs, 60 readings and 10 actions each. Nothing is asserted
about time: it is printed, with the ratio that was asked for.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest
from openpyxl import load_workbook

from benchmarks.departments import AS_OF, plan_with, touch_all
from okrsheet.books.book import Snapshot
from okrsheet.books.memory import MemoryBook
from okrsheet.departments.merge import merge
from okrsheet.departments.part import parts
from okrsheet.departments.sending import Sending
from okrsheet.departments.split import sendings
from okrsheet.exchange.durable import put_aside, sync_folder
from okrsheet.exchange.folder import listing
from okrsheet.exchange.mailing import Mailing
from okrsheet.exchange.posting import Post
from okrsheet.exchange.reading import gathered, read, tasks
from okrsheet.exchange.render import render
from okrsheet.exchange.split import split_book
from okrsheet.exchange.store import Store
from okrsheet.exchange.workers import BATCH, each, workers
from okrsheet.score import score_plan
from okrsheet.sheets.parse import parse

UNITS, BY_OPENPYXL, ROUNDS = 200, 6, 3
SIZES = (100, 10_000)
SPINS = 4_000_000


@pytest.fixture(scope="module")
def plan() -> Snapshot:
    return plan_with(UNITS)


@pytest.fixture(scope="module")
def made(plan: Snapshot) -> list[Sending]:
    parsed = parse(plan, AS_OF)
    return list(sendings(plan, parsed, score_plan(parsed), "0" * 16))


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a line whatever pytest captures."""

    def said(line: str) -> None:
        with capsys.disabled():
            print(f"\n  {line}", end="", flush=True)

    return said


@contextmanager
def timed(seconds: list[float]) -> Iterator[None]:
    """Adds how long the block took."""
    started = time.perf_counter()
    yield
    seconds.append(time.perf_counter() - started)


def sent_out(folder: Path, made: list[Sending], processes: int = 1) -> float:
    """Render and write all workbooks with their records; the workbooks a second."""
    master, out = folder / "plan.xlsx", folder / "out"
    master.touch()
    out.mkdir()
    store, seconds = Store.of(master), list[float]()
    mailing = Mailing(store, out, AS_OF)
    with workers(processes, None) as executor:
        list(executor.map(render, [made[:1]] * processes))  # the template is compiled once
        with store.begin(master, out), timed(seconds):
            orders = mailing.orders(made)
            batches = iter(lambda: tuple(islice(orders, BATCH)), ())
            for batch in each(executor, Post(store, out, render), batches):
                mailing.name(batch)
    assert len(list(out.glob("*.xlsx"))) == len(made)
    return len(made) / seconds[0]


def by_openpyxl(template: Path, made: list[Sending], target: Path) -> None:
    """Load a department's workbook, fill in what another is sent, save it."""
    book = load_workbook(template)
    by_table = {name: (sheet, table) for sheet in book for name, table in sheet.tables.items()}
    for sending in made:
        for name, rows in sending.sent.tables.items():
            if name not in by_table:
                continue
            sheet, table = by_table[name]
            first, left = sheet[table.ref.split(":")[0]].row + 1, table.ref[0]
            column = sheet[f"{left}1"].column
            headers = {cell.value: cell.column for cell in sheet[first - 1] if cell.value}
            for at, row in enumerate(rows.rows, first):
                for header, value in zip(rows.headers, row, strict=True):
                    sheet.cell(at, headers.get(header, column), value)
    book.save(target)


def written_only(contents: list[bytes], folder: Path) -> float:
    """Write finished bytes with the same flushes and renames; the workbooks a second."""
    folder.mkdir()
    seconds = list[float]()
    with timed(seconds):
        for number, content in enumerate(contents):
            aside = folder / f".{number}.tmp"
            put_aside(aside, content)
            os.replace(aside, folder / f"{number}.xlsx")
            if number % BATCH == BATCH - 1:
                sync_folder(folder)
    return len(contents) / seconds[0]


def test_split(tmp_path, made, say):
    ours, raw, theirs = [], [], []
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        ours.append(sent_out(folder, made))
        written = [path.read_bytes() for path in (folder / "out").glob("*.xlsx")]
        raw.append(written_only(written, folder / "raw"))
        template = next((folder / "out").glob("*.xlsx"))
        seconds = list[float]()
        for one in made[: BY_OPENPYXL // ROUNDS]:
            with timed(seconds):
                by_openpyxl(template, [one], tmp_path / "openpyxl.xlsx")
        theirs.append(len(seconds) / sum(seconds))
    best = max(ours)
    say(f"split: {best:.0f} workbooks a second; openpyxl load-fill-save {max(theirs):.2f}")
    say(f"  {best / max(theirs):.0f} times openpyxl (asked for: 20)")
    say(f"  merely writing the bytes {max(raw):.0f}: {max(raw) / best:.1f} times ours (at most 10)")


def test_collect(tmp_path, plan, made, say):
    sent_out(tmp_path, made)
    touch_all(tmp_path / "out")
    store, found = Store.of(tmp_path / "plan.xlsx"), listing(tmp_path / "out")
    reading, merging = [], []
    for _ in range(ROUNDS):
        with timed(reading):
            came = gathered([read(task) for task in tasks(store, found)])
        with timed(merging):
            merged = merge(plan, came.returns)
    assert len(came.returns) == UNITS and not merged.conflicts and not merged.changes
    theirs = list[float]()
    for path in found.workbooks[:BY_OPENPYXL]:
        with timed(theirs):
            book = load_workbook(path, read_only=True, data_only=True)
            for sheet in book:
                if sheet.title != "Calculation":
                    list(sheet.iter_rows(values_only=True))
    ours = UNITS / (min(reading) + min(merging))
    say(f"collect: {ours:.0f} workbooks a second, merging included")
    say(
        f"  {ours * min(theirs):.1f} times openpyxl read-only, {1 / min(theirs):.1f} (asked for: 10)"
    )


def spin(count: int) -> int:
    """Work for a processor and nothing else."""
    total = 0
    for number in range(count):
        total += number & 7
    return total


def test_two_processes(tmp_path, made, say):
    one, two, alone, together = [], [], [], []
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(spin, [1, 1]))
        for number in range(ROUNDS):
            for name, rate, processes in (("one", one, 1), ("two", two, 2)):
                folder = tmp_path / f"{name}-{number}"
                folder.mkdir()
                rate.append(sent_out(folder, made, processes))
            with timed(alone):
                spin(SPINS)
            with timed(together):
                list(pool.map(spin, [SPINS, SPINS]))
    gain, probe = max(two) / max(one), 2 * min(alone) / min(together)
    say(f"two processes: {gain:.2f} times one; a plain CPU probe {probe:.2f}")
    say(f"  share of what is there: {gain / probe:.2f} (asked for: 0.85)")


@pytest.mark.parametrize("units", SIZES)
def test_memory(tmp_path, units, say):
    command = [sys.executable, "-m", "benchmarks.departments_memory", str(units), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    split, collect, peak = told.stdout.split()
    say(f"memory, {units:,} workbooks: +{split} MB splitting, +{collect} MB reading back")
    say(f"  beyond the first {BATCH} (asked for: flat); {peak} MB in all, with the plan")


def test_scoring_in_one_pass(plan, made, say):
    parsed = parse(plan, AS_OF)
    count = len(parts(parsed))
    at_once, each_alone = list[float](), list[float]()
    for _ in range(ROUNDS):
        with timed(at_once):
            score_plan(parsed)
        with timed(each_alone):
            for sending in made:
                score_plan(sending.plan)
    say(f"scoring {count} units: {min(at_once):.2f} s in one pass")
    say(
        f"  one after the other {min(each_alone):.2f} s, {min(each_alone) / min(at_once):.1f} times"
    )


def test_a_whole_split(tmp_path, plan, say):
    seconds = list[float]()
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "plan.xlsx").touch()
        with timed(seconds):
            split_book(MemoryBook(plan), folder / "plan.xlsx", folder / "out", jobs=1, as_of=AS_OF)
    say(
        f"a whole split, reading and scoring the plan included: {UNITS / min(seconds):.0f} a second"
    )
