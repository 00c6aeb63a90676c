"""Who does the work: this process, several processes, or a Dask cluster. All give the same."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from okrsheet.books.book import BookError

P = ParamSpec("P")
Batch = TypeVar("Batch")
Result = TypeVar("Result")
BATCH = 50  # workbooks a task
MOST_PROCESSES = 61  # what Windows can wait for
SWEEPS = 100_000, 50, 100  # of the garbage collector: objects made between them, and how deep
DASK_PATIENCE = "10s"


class Serial(Executor):
    """Does each piece of work at once, in this process."""

    def submit(
        self, work: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        """The work, done or failed."""
        done: Future[Result] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as fault:
            done.set_exception(fault)
        return done


class Team(Executor):
    """Another executor, and how many work in it at a time: `hands`."""

    def __init__(self, executor: Executor, hands: int) -> None:
        self._executor = executor
        self.hands = hands

    def submit(
        self, work: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        """The work, to be done by one of them."""
        return self._executor.submit(work, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send them home."""
        self._executor.shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def workers(jobs: int | None = None, dask: str | None = None) -> Iterator[Executor]:
    """Who works: the cluster at the address `dask`, else `jobs` processes (None: one a core).

    Leaves nobody at work behind, nor when it is stopped. Raises BookError where there is no such
    cluster.
    """
    if dask is not None:
        with _cluster(dask) as cluster:
            yield cluster
        return
    count = min(jobs or cores(), MOST_PROCESSES)
    executor: Executor = Serial() if count == 1 else Team(_Processes(count), count)
    try:
        with _seldom_swept():
            yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    executor: Executor,
    work: Callable[[Batch], Result],
    batches: Iterable[Batch],
    ahead: int | None = None,
) -> Iterator[Result]:
    """What the work makes of each batch, in their order.

    At most `ahead` are under way or wait for others at a time (None: as many as keep a team busy).
    Where a worker dies, its batches are tried again here. What fails here too is raised.
    """
    under_way: deque[tuple[Batch, Future[Result]]] = deque()
    most = ahead or (2 * executor.hands if isinstance(executor, Team) else 1)
    try:
        for batch in batches:
            under_way.append((batch, _submitted(executor, work, batch)))
            while len(under_way) >= most:
                yield _result(work, *under_way.popleft())
        while under_way:
            yield _result(work, *under_way.popleft())
    finally:
        for _, future in under_way:
            future.cancel()


def _submitted(executor: Executor, work: Callable[[Batch], Result], batch: Batch) -> Future[Result]:
    try:
        return executor.submit(work, batch)
    except RuntimeError:  # its processes are dead
        return Serial().submit(work, batch)


def _result(work: Callable[[Batch], Result], batch: Batch, future: Future[Result]) -> Result:
    try:
        return future.result()
    except Exception:
        return work(batch)


class _Processes(ProcessPoolExecutor):
    """Processes that do not hear Ctrl-C, not even while they start: it is the parent's to hear."""

    def __init__(self, count: int) -> None:
        # Not by fork, which copies locks that a thread of ours may hold.
        super().__init__(count, multiprocessing.get_context("spawn"), _attend)

    def submit(
        self, work: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        """The work, to be done by one of them."""
        with _ctrl_c_waits():
            return super().submit(work, *args, **kwargs)


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; processes that start meanwhile never get it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """Let the garbage collector look for circles less often: rows by the thousand, and none."""
    before = gc.get_threshold()
    gc.set_threshold(*SWEEPS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _attend() -> None:
    """In a new process: Ctrl-C is not for it, and without a parent there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*SWEEPS)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as missing:
        fix = "Install it:  pip install 'okrsheet[dask]'"
        raise BookError("Dask is not installed.", address, fix) from missing
    try:
        connect: Any = Client
        client = connect(address, timeout=DASK_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as fault:
        what = "there is no Dask scheduler at this address."
        raise BookError(what, address, "Check the address and that it is running.") from fault
    try:
        yield Team(client.get_executor(pure=False), sum(client.nthreads().values()))
    finally:
        client.close()
