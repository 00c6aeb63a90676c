"""Who does the work."""

import gc
import os
import signal
import subprocess
import sys
import time

import pytest

from okrsheet.books.book import BookError
from okrsheet.exchange.workers import Serial, Team, cores, each, workers


def twice(number):
    return 2 * number


def where(_):
    return os.getpid()


def die_elsewhere(number):
    """Kill the process that does this, unless it is that of the tests."""
    if number == 3 and os.getpid() != int(os.environ["TESTS"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def fail(number):
    raise ZeroDivisionError(number)


class Counting(Serial):
    """Counts what is under way: submitted, and not yet asked for."""

    def __init__(self):
        self.given = 0

    def submit(self, work, /, *args, **kwargs):
        self.given += 1
        return super().submit(work, *args, **kwargs)


def test_results_come_in_the_order_of_the_batches():
    assert list(each(Serial(), twice, range(5))) == [0, 2, 4, 6, 8]


def test_no_more_is_under_way_than_was_said():
    executor, ahead = Counting(), []
    for done, _ in enumerate(each(executor, twice, range(10), ahead=3), start=1):
        ahead.append(executor.given - done)
    assert max(ahead) == 2  # the one that was just done is the third


def test_batches_are_not_made_before_they_are_needed():
    made = []
    batches = (made.append(n) or n for n in range(100))
    next(each(Serial(), twice, batches))
    assert made == [0]


def test_a_team_has_twice_as_much_before_it_as_it_has_hands():
    made = []
    batches = (made.append(n) or n for n in range(100))
    next(each(Team(Serial(), 3), twice, batches))
    assert len(made) == 6


def test_what_fails_here_too_is_raised():
    with pytest.raises(ZeroDivisionError):
        list(each(Serial(), fail, [1]))


def test_one_job_works_in_this_process():
    with workers(1) as executor:
        assert isinstance(executor, Serial)
        assert list(each(executor, where, [0])) == [os.getpid()]


def test_two_jobs_work_in_others():
    with workers(2) as executor:
        assert os.getpid() not in set(each(executor, where, range(4)))


def test_a_worker_that_dies_stops_nobody(monkeypatch):
    monkeypatch.setenv("TESTS", str(os.getpid()))
    with workers(2) as executor:
        found = list(each(executor, die_elsewhere, range(12), ahead=4))
    assert found == [2 * number for number in range(12)]


def test_there_is_at_least_one_core():
    assert cores() >= 1


def test_a_cluster_that_is_not_there_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr("okrsheet.exchange.workers.DASK_PATIENCE", "300ms")
    with pytest.raises(BookError, match="no Dask scheduler"), workers(dask="tcp://127.0.0.1:9"):
        pass


def test_an_address_that_is_none_is_said_in_one_sentence():
    with pytest.raises(BookError, match="no Dask scheduler"), workers(dask="nowhere at all"):
        pass


def test_without_dask_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BookError, match=r"okrsheet\[dask\]"), workers(dask="tcp://127.0.0.1:9"):
        pass


SLEEPERS = """
import sys, time
from okrsheet.exchange.workers import each, workers

if __name__ == "__main__":
    with workers(2) as executor:
        for _ in each(executor, time.sleep, [0.01] * 4 + [0.4] * 1000):
            print("at work", flush=True)
"""


@pytest.fixture
def sleepers(tmp_path):
    """A process with two workers that are busy; in a session of its own."""
    script = tmp_path / "sleepers.py"
    script.write_text(SLEEPERS)
    with subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        yield process
        process.kill()


def nobody_is_left(session):
    """Whether every process of a session ends within five seconds."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        told = subprocess.run(
            ["ps", "-o", "pid=,stat=", "-s", str(session)], capture_output=True, text=True
        )
        if all(line.split()[1].startswith("Z") for line in told.stdout.splitlines()):
            return True
        time.sleep(0.05)
    return False


def test_ctrl_c_ends_all_processes_quietly(sleepers):
    os.killpg(sleepers.pid, signal.SIGINT)
    _, said = sleepers.communicate(timeout=10)
    assert said.count("Traceback") == 1  # that of this script itself
    assert "KeyboardInterrupt" in said
    assert nobody_is_left(sleepers.pid)


def test_killed_without_mercy_it_leaves_no_process_behind(sleepers):
    sleepers.kill()
    assert nobody_is_left(sleepers.pid)


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made.scheduler_address


def test_a_cluster_works_in_its_own_processes(cluster):
    with workers(dask=cluster) as executor:
        assert isinstance(executor, Team) and executor.hands == 2
        assert os.getpid() not in set(each(executor, where, range(4)))


def test_a_cluster_gives_its_results_in_order(cluster):
    with workers(dask=cluster) as executor:
        assert list(each(executor, twice, range(20), ahead=5)) == list(range(0, 40, 2))


def test_circles_are_looked_for_as_often_as_before_once_the_work_is_done():
    before = gc.get_threshold()
    with workers(1):
        assert gc.get_threshold() > before
    assert gc.get_threshold() == before
