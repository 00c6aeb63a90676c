"""A split that is killed, or stopped: what it leaves, and that the next run completes it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from okrsheet.exchange.split import split_workbook
from okrsheet.exchange.store import Store
from tests.exchange.masters import many_units, write_master
from tests.exchange.renderers import slow
from tests.workbooks import snapshot

ROOT = Path(__file__).parents[2]
SPLIT = """
import os, random, signal, sys, time
from pathlib import Path
from okrsheet.exchange.split import split_workbook
from tests.exchange.renderers import slow

def split(jobs):
    split_workbook(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        jobs=jobs,
        render=slow,
        progress=lambda done, count: print(done, flush=True),
    )

def kill_some(count):
    chance, killed = random.Random(6), 0
    for _ in range(count):
        child = os.fork()
        if not child:
            split(1)
            os._exit(0)
        time.sleep(chance.uniform(0.1, 1.0))
        os.kill(child, signal.SIGKILL)
        killed += os.waitpid(child, 0)[1] == signal.SIGKILL
    return killed

if __name__ == "__main__":
    if sys.argv[3] == "kill":
        print("killed", kill_some(int(sys.argv[4])))
    else:
        split(int(sys.argv[4]))
"""


@pytest.fixture
def start(tmp_path):
    """Starts the script above in a session of its own; a split in it says how far it is."""
    script = tmp_path / "script.py"
    script.write_text(SPLIT)

    def run(folder, do, count):
        return subprocess.Popen(
            [sys.executable, script, folder / "plan.xlsx", folder / "out", do, str(count)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
        )

    return run


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A folder with a plan of 110 units that has its identity, and nothing split yet."""
    folder = tmp_path_factory.mktemp("fresh") / "plan"
    folder.mkdir()
    master = write_master(folder / "plan.xlsx", snapshot(many_units(110)))
    with Store.of(master).begin(master, folder / "out"):
        pass
    return folder


@pytest.fixture(scope="module")
def whole(fresh):
    """The workbooks of that plan, as a run writes them that nobody disturbs."""
    quiet = Path(shutil.copytree(fresh, fresh.with_name("quiet")))
    split_workbook(quiet / "plan.xlsx", quiet / "out", jobs=1, render=slow)
    return contents(quiet / "out")


@pytest.fixture
def folder(fresh, tmp_path):
    return Path(shutil.copytree(fresh, tmp_path / "plan"))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def is_completed(folder, whole):
    """Whether one more run makes everything as it should be."""
    split_workbook(folder / "plan.xlsx", folder / "out", jobs=1, render=slow)
    store = Store.of(folder / "plan.xlsx")
    bases = [store.sent(line.sending) for line in store.latest().values()]
    return contents(folder / "out") == whole and len(bases) == len(whole) == 110 and all(bases)


def test_killed_at_any_moment_the_next_run_completes_it(folder, start, whole):
    with start(folder, "kill", 6) as run:
        said, wrong = run.communicate(timeout=60)
    assert run.returncode == 0, wrong
    assert "killed" in said and "killed 0" not in said
    assert is_completed(folder, whole)


def test_killed_with_all_its_processes_the_next_run_completes_it(folder, start, whole):
    with start(folder, "split", 2) as run:
        assert run.stdout.readline() == "50\n"
        os.killpg(run.pid, signal.SIGKILL)
    assert is_completed(folder, whole)


def test_ctrl_c_leaves_only_whole_workbooks(folder, start, whole):
    with start(folder, "split", 2) as run:
        assert run.stdout.readline() == "50\n"
        os.killpg(run.pid, signal.SIGINT)
        run.communicate(timeout=20)
    assert contents(folder / "out").items() <= whole.items()
