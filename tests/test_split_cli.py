"""`okrsheet split`, as people and programs call it."""

import json
import shutil
import subprocess
import sys
from functools import partial

import pytest

from tests.departments.split_plan import MASTER
from tests.exchange.masters import write_master


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return write_master(tmp_path_factory.mktemp("small") / "plan.xlsx", MASTER)


@pytest.fixture
def plan(small, tmp_path):
    return shutil.copy(small, tmp_path / "plan.xlsx")


@pytest.fixture
def run(run):
    """Call `okrsheet split` with arguments; gives exit code, standard output and standard error."""
    return partial(run, "split")


def test_a_dry_run_says_who_would_get_what(run, plan, tmp_path):
    code, said, _ = run(plan, tmp_path / "out", "--dry-run")
    assert code == 0
    assert "EAST.xlsx" in said
    assert said.endswith("3 to write. Nothing was written: a dry run.\n")
    assert not (tmp_path / "out").exists()


def test_programs_get_json(run, plan, tmp_path):
    code, said, _ = run(plan, tmp_path / "out", "--format", "json", "--jobs", "1")
    told = json.loads(said)
    assert code == 0
    assert told.keys() == {
        "workbook",
        "folder",
        "as_of",
        "plan",
        "units",
        "left_out",
        "changes",
        "notes",
    }
    assert (told["workbook"], told["folder"]) == ("plan.xlsx", str(tmp_path / "out"))
    east = told["units"][1]
    assert (len(told["plan"]), len(east.pop("sending"))) == (16, 16)
    assert east == {
        "unit": "EAST",
        "name": "East",
        "file": "EAST.xlsx",
        "objectives": 1,
        "kpis": 1,
        "readings": 1,
        "actions": 1,
        "status": "written",
        "why": None,
    }
    assert told["changes"][0]["new"] == "O-IT-1"
    assert told["left_out"] == {"Objectives": 1}


def test_a_first_dry_run_has_no_sendings_yet(run, plan, tmp_path):
    _, said, _ = run(plan, tmp_path / "out", "--dry-run", "--format", "json")
    told = json.loads(said)
    assert told["plan"] is None
    assert {unit["sending"] for unit in told["units"]} == {None}


def test_several_units_may_be_asked_for(run, plan, tmp_path):
    run(plan, tmp_path / "out", "--unit", "IT", "--unit", "sales")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"IT.xlsx", "SALES.xlsx"}


def test_a_level_may_be_asked_for(run, plan, tmp_path):
    _, said, _ = run(plan, tmp_path / "out", "--level", "1", "--dry-run")
    assert "2 workbooks in" in said


def test_force_writes_over_what_was_changed(run, plan, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "IT.xlsx").write_bytes(b"mine")
    _, said, _ = run(plan, tmp_path / "out", "--unit", "IT")
    assert "Move it away, or use --force." in said
    code, said, _ = run(plan, tmp_path / "out", "--unit", "IT", "--force")
    assert (code, "1 written" in said) == (0, True)
    assert (tmp_path / "out" / "IT.xlsx").read_bytes() != b"mine"


def test_a_workbook_that_could_not_be_written_is_exit_1_and_the_others_are_there(
    run, plan, tmp_path
):
    (tmp_path / "out" / "IT.xlsx").mkdir(parents=True)
    code, said, _ = run(plan, tmp_path / "out")
    assert code == 1
    assert "IT.xlsx: this is a folder" in said
    assert (tmp_path / "out" / "EAST.xlsx").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--unit", "ITT"], "There is no unit 'ITT' in this plan. Did you mean IT?"),
        (["--level", "9"], "No unit stands on level 9"),
        (["--jobs", "2", "--dask", "tcp://x:1"], "--jobs and --dask exclude each other"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_a_wrong_call_is_exit_2_and_one_sentence(run, plan, tmp_path, arguments, said):
    code, out, wrong = run(plan, tmp_path / "out", *arguments)
    assert (code, out) == (2, "")
    assert said in wrong
    assert not (tmp_path / "out").exists()


def test_a_plan_that_is_not_there_is_exit_2(run, tmp_path):
    code, _, wrong = run(tmp_path / "none.xlsx", tmp_path / "out")
    assert code == 2
    assert "there is no such file" in wrong


def test_a_departments_workbook_is_not_split_again(run, plan, tmp_path):
    run(plan, tmp_path / "out", "--unit", "IT")
    code, _, wrong = run(tmp_path / "out" / "IT.xlsx", tmp_path / "more")
    assert code == 2
    assert "this is a department's workbook" in wrong


def test_help_imports_nothing_heavy():
    heavy = "numpy, pandas, openpyxl, pydantic, rich, concurrent.futures.process, distributed"
    script = (
        "import sys\nfrom okrsheet.cli import okrsheet\n"
        "okrsheet.main(['split', '--help'], standalone_mode=False)\n"
        f"print([one for one in '{heavy}'.split(', ') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.endswith("[]\n"), done.stdout


@pytest.mark.parametrize("named", ["folder", "plan"])
def test_a_name_that_is_too_long_is_one_sentence_that_says_which(run, plan, tmp_path, named):
    long = tmp_path / ("d" * 300)
    paths = (plan, long) if named == "folder" else (long, tmp_path / "out")
    code, out, wrong = run(*paths)
    assert (code, out) == (2, "")
    assert wrong == f"{long}: the name is too long. Choose a shorter one.\n"
