"""Splitting and collecting beside what others need for the same, in one run, as ratios.

`make bench`. Each peer does its work in the same minute as ours, on the same workbooks: of a plan
of 200 departments with 6 objectives, 20 KPIs, 60 readings and 10 actions each. Ratios are taken
within a round, in which the peers take turns, and the median of the rounds counts: a machine is as
fast as its other users let it. Where only processors work, their time is what is compared, and the
clock where disks do. Nothing is asserted about it: it is printed, with the ratio asked for.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from statistics import median

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from benchmarks.departments import AS_OF, plan_with, touch_all
from okrsheet.books.book import Snapshot
from okrsheet.books.memory import MemoryBook
from okrsheet.books.save import sync_folder
from okrsheet.departments.merge import merge
from okrsheet.departments.sending import Sending
from okrsheet.departments.split import sendings
from okrsheet.exchange.durable import put_aside
from okrsheet.exchange.folder import listing
from okrsheet.exchange.mailing import Mailing
from okrsheet.exchange.moulds import Kind
from okrsheet.exchange.posting import Post
from okrsheet.exchange.reading import gathered, read, tasks
from okrsheet.exchange.render import render
from okrsheet.exchange.split import split_book
from okrsheet.exchange.store import Store
from okrsheet.exchange.workers import BATCH, each, workers
from okrsheet.plan.model import Plan
from okrsheet.score import Scores, score_plan
from okrsheet.sheets.parse import parse

UNITS, BY_OPENPYXL, ROUNDS = 200, 4, 5
MANY = 600  # enough to keep two processes busy from end to end
SIZES = (100, 10_000)
SPINS = 4_000_000


@dataclass(frozen=True)
class Master:
    """The plan that is split: as it stands in the workbook, as rows, and scored."""

    snapshot: Snapshot
    plan: Plan
    scores: Scores

    def sendings(self, plan_identity: str) -> Iterator[Sending]:
        """What the departments are sent, made one at a time."""
        return sendings(self.snapshot, self.plan, self.scores, plan_identity)


def master_of(units: int) -> Master:
    """The plan of so many departments."""
    snapshot = plan_with(units)
    plan = parse(snapshot, AS_OF)
    return Master(snapshot, plan, score_plan(plan))


@pytest.fixture(scope="module")
def master() -> Master:
    return master_of(UNITS)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a line whatever pytest captures."""

    def said(line: str) -> None:
        with capsys.disabled():
            print(f"\n  {line}", end="", flush=True)

    return said


@contextmanager
def timed(seconds: list[float], clock: Callable[[], float] = time.perf_counter) -> Iterator[None]:
    """Adds how long the block took."""
    started = clock()
    yield
    seconds.append(clock() - started)


def sent_out(folder: Path, master: Master, processes: int = 1) -> float:
    """Cut, render and write all workbooks, with their records; the workbooks a second."""
    path, out = folder / "plan.xlsx", folder / "out"
    out.mkdir(parents=True)
    path.touch()
    store, seconds = Store.of(path), list[float]()
    mailing = Mailing(store, out, AS_OF)
    kinds = list({Kind.of(one): one for one in master.sendings(store.plan)}.values())
    with workers(processes, None) as executor:
        # The templates are compiled once, in each process: slowly, so that none takes all turns.
        list(executor.map(rendered, [kinds] * (4 * processes), repeat(0.5 * (processes > 1))))
        with store.begin(path, out), timed(seconds):
            orders = mailing.orders(master.sendings(store.plan))
            batches = iter(lambda: tuple(islice(orders, BATCH)), ())
            for batch in each(executor, Post(store, out, render), batches):
                mailing.name(batch)
    count = len(list(out.glob("*.xlsx")))
    assert count == len(master.plan.units)
    return count / seconds[0]


def rendered(made: list[Sending], pause: float) -> int:
    """How many workbooks were rendered, before a pause of so many seconds; nothing is kept."""
    count = len(list(render(made)))
    time.sleep(pause)
    return count


def by_openpyxl(template: Path, made: Sending, target: Path) -> None:
    """Load a department's workbook, fill in what another is sent, save it."""
    book = load_workbook(template)
    for sheet in book:
        for table in sheet.tables.values():
            left, top, right, _ = range_boundaries(table.ref)
            rows = made.sent.tables.get(table.name, made.sent.context)
            columns = {sheet.cell(top, at).value: at for at in range(left, right + 1)}
            for number, row in enumerate(rows.rows, top + 1):
                for header, value in zip(rows.headers, row, strict=True):
                    sheet.cell(number, columns[header], value)
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


def test_split(tmp_path, master, say):
    ours, raw, theirs = [], [], []
    others = islice(master.sendings("0" * 16), 1, None)
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        ours.append(sent_out(folder, master))
        written = sorted((folder / "out").glob("*.xlsx"))
        raw.append(written_only([path.read_bytes() for path in written], folder / "raw"))
        seconds = list[float]()
        with timed(seconds):
            for other in islice(others, BY_OPENPYXL):
                by_openpyxl(written[0], other, tmp_path / "openpyxl.xlsx")
        theirs.append(BY_OPENPYXL / seconds[0])
    gain = median(own / other for own, other in zip(ours, theirs, strict=True))
    cost = median(bare / own for own, bare in zip(ours, raw, strict=True))
    say(f"split: {median(ours):.0f} workbooks a second, one process")
    say(f"  openpyxl's load, fill, save: {median(theirs):.1f}; {gain:.0f} times (asked for: 20)")
    say(f"  merely writing the bytes: {median(raw):.0f}; {cost:.1f} times (at most 10)")


def test_collect(tmp_path, master, say):
    sent_out(tmp_path, master)
    touch_all(tmp_path / "out")
    store, found = Store.of(tmp_path / "plan.xlsx"), listing(tmp_path / "out")
    ours, theirs = list[float](), list[float]()
    with workers(1, None) as executor:
        for number in range(ROUNDS):
            with timed(ours, time.process_time):
                came = gathered(list(each(executor, read, tasks(store, found))))
                merged = merge(master.snapshot, came.returns)
            some = found.workbooks[number::ROUNDS][:BY_OPENPYXL]
            with timed(theirs, time.process_time):
                for path in some:
                    read_by_openpyxl(path)
            assert len(came.returns) == UNITS and not merged.conflicts and not merged.changes
    each_of = [UNITS / second for second in ours], [BY_OPENPYXL / second for second in theirs]
    gain = median(own / other for own, other in zip(*each_of, strict=True))
    own, other = map(median, each_of)
    say(f"collect: {own:.0f} workbooks a second of a processor, merging included")
    say(f"  openpyxl read-only: {other:.1f}; {gain:.1f} times (asked for: 10)")


def read_by_openpyxl(path: Path) -> None:
    """Every value of the sheets that a collect reads."""
    book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book:
        if sheet.title != "Calculation":
            list(sheet.iter_rows(values_only=True))


def spin(count: int) -> int:
    """Work for a processor and nothing else."""
    total = 0
    for number in range(count):
        total += number & 7
    return total


def test_two_processes(tmp_path, say):
    master = master_of(MANY)
    gains, probes = list[float](), list[float]()
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(spin, [1, 1]))
        for number in range(ROUNDS):
            alone, together = list[float](), list[float]()
            rates = [sent_out(tmp_path / f"{number}-{count}", master, count) for count in (1, 2)]
            with timed(alone):
                list(pool.map(spin, [SPINS]))
            with timed(together):
                list(pool.map(spin, [SPINS, SPINS]))
            gains.append(rates[1] / rates[0])
            probes.append(2 * alone[0] / together[0])
    share = median(gain / probe for gain, probe in zip(gains, probes, strict=True))
    say(f"two processes, {MANY} workbooks: {median(gains):.2f} times one")
    say(f"  a plain CPU probe: {median(probes):.2f} times")
    say(f"  share of what is there: {share:.2f} (asked for: 0.85)")


@pytest.mark.parametrize("units", SIZES)
def test_memory(tmp_path, units, say):
    command = [sys.executable, "-m", "benchmarks.departments_memory", str(units), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    split, collect, peak = told.stdout.split()
    say(f"memory, {units:,} workbooks: +{split} MB splitting, +{collect} MB reading back")
    say(f"  beyond the first {BATCH} (asked for: flat); {peak} MB in all, with the plan")


def test_scoring_in_one_pass(master, say):
    departments = [sending.plan for sending in master.sendings("0" * 16)]
    at_once, each_alone = list[float](), list[float]()
    for _ in range(ROUNDS):
        with timed(at_once):
            score_plan(master.plan)
        with timed(each_alone):
            for plan in departments:
                score_plan(plan)
    once, alone = min(at_once), min(each_alone)
    say(f"scoring {UNITS} units: {once:.2f} s in one pass")
    say(f"  one after the other: {alone:.2f} s, {alone / once:.1f} times")


def test_a_whole_split(tmp_path, master, say):
    seconds = list[float]()
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "plan.xlsx"
        path.touch()
        with timed(seconds):
            split_book(MemoryBook(master.snapshot), path, folder / "out", jobs=1, as_of=AS_OF)
    say(f"with reading and scoring the plan: {UNITS / min(seconds):.0f} workbooks a second")
