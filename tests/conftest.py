"""Judging: every workbook that a test hands to `judge` goes before all judges at the end.

A test that itself needs a judge says so: `@pytest.mark.judge("libreoffice")`. Where that judge is
not installed the test fails on a CI machine (CI=true); elsewhere it is left out, and the run ends
with the judge's name and how to get it.
"""

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from okrsheet import cli
from tests.judges.attendance import absent_judges
from tests.judges.docket import Docket

ABSENT = pytest.StashKey[dict[str, str]]()
SWEEPS = 20_000, 20, 50  # of the garbage collector
JUDGEMENTS = Path(__file__).parent / "judges" / "test_every_workbook.py"


def pytest_configure(config):
    config.stash[ABSENT] = absent_judges()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session, config, items):
    made = is_whole_run(config) or any(
        "judge" in getattr(item, "fixturenames", ()) for item in items
    )
    if made and asked_for_a_folder(config) and not any(judges_all(item) for item in items):
        items += judgements(session)
    items.sort(key=judges_all)
    if os.environ.get("CI") == "true":
        return
    unjudged = [item for item in items if needed_judges(item) & config.stash[ABSENT].keys()]
    config.hook.pytest_deselected(items=unjudged)
    items[:] = [item for item in items if item not in unjudged]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    """Spare the garbage collector the thousands of tests that stay: a sixth of all time is its."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SWEEPS)


def asked_for_a_folder(config: pytest.Config) -> bool:
    """True unless only single files or tests were asked for: those are run without judging."""
    return any(Path(argument).is_dir() for argument in config.args)


def is_whole_run(config: pytest.Config) -> bool:
    """True where every test was asked for."""
    return config.args == config.getini("testpaths") and not config.getoption("keyword")


def judges_all(item: pytest.Item) -> bool:
    """True for the tests that bring the run's workbooks before the judges."""
    return item.path == JUDGEMENTS


def judgements(session: pytest.Session) -> list[pytest.Item]:
    """Those tests, for the run of a folder that they are not in."""
    return list(session.genitems(pytest.Module.from_parent(session, path=JUDGEMENTS)))


def pytest_terminal_summary(terminalreporter, config):
    for judge, remedy in config.stash[ABSENT].items():
        terminalreporter.section(f"JUDGE MISSING: {judge}", red=True, bold=True)
        terminalreporter.line(f"Nothing in this run was judged by it. To get it: {remedy}")


def needed_judges(item: pytest.Item) -> set[str]:
    """The judges that a test says it needs."""
    return {name for marker in item.iter_markers("judge") for name in marker.args}


@pytest.fixture(autouse=True)
def _judges_are_here(request):
    for judge in needed_judges(request.node) & request.config.stash[ABSENT].keys():
        pytest.fail(f"the judge {judge} is not installed: {request.config.stash[ABSENT][judge]}")


@pytest.fixture(scope="session")
def docket(tmp_path_factory, request) -> Docket:
    """The workbooks of this run that go before the judges."""
    return Docket(tmp_path_factory.mktemp("docket"), is_whole_run(request.config))


@pytest.fixture
def judge(docket: Docket, request) -> Callable[..., Path]:
    """Call it with a workbook that the test made: a copy goes before every judge, once a content.

    Returns the path it was given, so that it can wrap the call that makes the workbook. For a
    form of file that some judges cannot read, name those: `judge(path, except_for={"ironcalc"})`.
    """
    return partial(docket.add, maker=request.node.nodeid)


@pytest.fixture
def run(capsys, monkeypatch) -> Callable[..., tuple[int, str, str]]:
    """Call `okrsheet` with arguments; gives exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "160")

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["okrsheet", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        return end.value.code, printed.out, printed.err

    return call
