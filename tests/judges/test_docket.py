"""The way from a test's workbook to the judges, run in a pytest of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.judges.docket import Docket
from tests.judges.specimen import altered, sound_workbook

TESTS = Path(__file__).resolve().parents[1]
MAKES_A_BROKEN_WORKBOOK = """
from tests.judges.specimen import altered, sound_workbook

def test_a_workbook_is_made(tmp_path, judge):
    sound = judge(sound_workbook(tmp_path / "sound.xlsx"))
    judge(altered(sound, "xl/tables/table1.xml", '"Actual"', '"Acutal"'))
"""
MAKES_NONE = "def test_nothing_is_made(): pass"
NEEDS_A_JUDGE = """
import pytest

@pytest.mark.judge("libreoffice")
def test_libreoffice_is_needed(): pass
"""


@pytest.fixture
def run(tmp_path):
    """Runs a test file in a project that has our conftest, with arguments and a CI setting."""
    (tmp_path / "tests" / "books").mkdir(parents=True)
    for name in ("__init__.py", "conftest.py", "judges"):
        (tmp_path / "tests" / name).symlink_to(TESTS / name)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\ntestpaths = tests/books\npythonpath = .\naddopts = --import-mode=importlib\n"
        "markers = judge(*names)\n"
    )

    def run_it(source, *arguments, **environment):
        (tmp_path / "tests" / "books" / "test_made.py").write_text(source)
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=tmp_path,
            env={**os.environ, "CI": "false", **environment},
            capture_output=True,
            text=True,
        )
        return ended.returncode, ended.stdout

    return run_it


def test_one_content_is_judged_once(tmp_path):
    sound = sound_workbook(tmp_path / "sound.xlsx")
    docket = Docket(tmp_path / "docket", whole_run=True)
    docket.folder.mkdir()
    assert docket.add(sound, "test_one") == sound
    docket.add(sound, "test_two")
    assert list(docket.makers.values()) == ["sound.xlsx of test_one"]


def test_a_workbook_that_changes_later_is_judged_both_ways(tmp_path):
    sound = sound_workbook(tmp_path / "sound.xlsx")
    docket = Docket(tmp_path, whole_run=True)
    docket.add(sound, "test_one")
    docket.add(altered(sound, "xl/workbook.xml", "First", "Second"), "test_one")
    assert len(docket.makers) == 2


def test_a_judge_that_cannot_read_a_form_of_file_is_excused_and_no_other(tmp_path):
    docket = Docket(tmp_path / "docket", whole_run=True)
    docket.folder.mkdir()
    docket.add(sound_workbook(tmp_path / "sound.xlsx"), "test_one", except_for={"ironcalc"})
    assert docket.before("ironcalc") == []
    assert docket.before("openxml") == list(docket.makers)


def test_a_judge_that_does_not_exist_cannot_be_excused(tmp_path):
    docket = Docket(tmp_path, whole_run=True)
    with pytest.raises(ValueError, match="the judges are"):
        docket.add(sound_workbook(tmp_path / "sound.xlsx"), "test_one", except_for={"openpyxl"})


def test_a_broken_workbook_fails_the_run_with_its_name_its_test_and_the_fault(run):
    code, said = run(MAKES_A_BROKEN_WORKBOOK)
    maker = "sound-altered.xlsx of tests/books/test_made.py::test_a_workbook_is_made"
    assert code == 1
    assert f"{maker}: table KPIs: column 'Acutal' has the header cell 'Actual'" in said


def test_a_folder_is_judged_too(run):
    code, said = run(MAKES_A_BROKEN_WORKBOOK, "tests/books", PATH="")
    assert code == 1
    assert "column 'Acutal' has the header cell 'Actual'" in said


def test_a_single_file_is_run_without_judging(run):
    code, said = run(MAKES_A_BROKEN_WORKBOOK, "tests/books/test_made.py")
    assert code == 0, said


def test_a_whole_run_without_any_workbook_fails(run):
    code, said = run(MAKES_NONE)
    assert code == 1
    assert "test_a_whole_run_makes_workbooks_to_judge" in said


def test_a_missing_judge_fails_on_a_ci_machine(run):
    code, said = run(NEEDS_A_JUDGE, PATH="", CI="true")
    assert code == 1
    assert "the judge libreoffice is not installed" in said


def test_a_missing_judge_is_named_at_the_end_elsewhere(run):
    _, said = run(MAKES_A_BROKEN_WORKBOOK, PATH="")
    assert "JUDGE MISSING: libreoffice" in said
    assert "deselected" in said
