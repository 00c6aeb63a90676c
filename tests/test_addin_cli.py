"""`okrsheet addin`, as people and programs call it."""

import json
import sys
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest

from okrsheet.addin.line import Line
from okrsheet.addin.places import Places


@pytest.fixture(autouse=True)
def built(monkeypatch):
    """What a build of the add-in gives."""
    module = SimpleNamespace(build=lambda: b"add-in")
    monkeypatch.setitem(sys.modules, "okrsheet.addin.build", module)


@pytest.fixture
def run(run):
    """Call `okrsheet addin` with arguments; gives exit code, standard output and standard error."""
    return partial(run, "addin")


@pytest.fixture
def on_windows(tmp_path, monkeypatch):
    places = replace(Places.of("win32", tmp_path, {}), encoding="utf-8")
    monkeypatch.setattr(Places, "here", lambda: places)
    return places


@pytest.fixture
def on_a_mac(tmp_path, monkeypatch):
    places = Places.of("darwin", tmp_path, {})
    monkeypatch.setattr(Places, "here", lambda: places)
    return places


@pytest.fixture
def on_linux(monkeypatch):
    monkeypatch.setattr(Places, "here", lambda: None)


def test_build_writes_the_add_in_here(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("build")
    assert code == 0
    assert (tmp_path / "okrsheet.xlam").read_bytes() == b"add-in"
    assert out.startswith("Wrote okrsheet.xlam.")


def test_build_writes_into_a_folder_or_a_file(run, tmp_path):
    run("build", tmp_path)
    assert (tmp_path / "okrsheet.xlam").exists()
    other = tmp_path / "new" / "other.xlam"
    code, out, _ = run("build", other, "--format", "json")
    assert (code, json.loads(out)) == (0, {"written": str(other), "bytes": 6})
    assert other.read_bytes() == b"add-in"


def test_build_writes_over_nothing_but_an_add_in(run, tmp_path):
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(b"plan")
    code, _, err = run("build", plan)
    assert code == 2
    assert "ends in .xlam" in err
    assert plan.read_bytes() == b"plan"


def test_build_where_nothing_can_be_written_says_so_in_one_sentence(run, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    code, out, err = run("build", tmp_path / "file" / "okrsheet.xlam")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_install_says_what_was_done_and_what_to_click_first(run, on_windows):
    code, out, _ = run("install")
    assert code == 0
    assert f"written    {on_windows.addin}" in out
    assert "Start Excel" in out
    assert f'"INTERPRETER_WIN","{sys.executable}"' in on_windows.configuration.read_text()


def test_install_puts_the_script_in_its_place_on_a_mac(run, on_a_mac):
    code, out, _ = run("install", "--format", "json")
    told = json.loads(out)
    assert (code, told["installed"]) == (0, True)
    assert [step["done"] for step in told["steps"]] == ["written"] * 3
    assert list(on_a_mac.scripts.glob("xlwings-*.applescript"))


def test_uninstall_takes_it_away_again(run, on_windows):
    run("install")
    code, out, _ = run("install", "--uninstall")
    assert code == 0
    assert out.startswith(f"removed    {on_windows.addin}")
    assert not on_windows.addin.exists()


def test_uninstall_where_nothing_is_installed_says_so(run, on_windows):
    code, out, _ = run("install", "--uninstall")
    assert (code, out) == (0, "Nothing is installed here, so nothing was removed.\n")


def test_install_from_the_stores_python_is_refused(run, on_windows, monkeypatch):
    monkeypatch.setattr(sys, "base_prefix", "/Program Files/WindowsApps/Python")
    code, _, err = run("install")
    assert code == 2
    assert "Microsoft Store" in err
    assert not on_windows.addin.exists()


def test_on_linux_install_says_that_there_is_no_excel(run, on_linux):
    code, out, err = run("install")
    assert (code, out) == (2, "")
    assert err.startswith("okrsheet addin install: Excel runs on Windows and on a Mac only")
    assert "okrsheet addin build" in err


def test_on_linux_the_doctor_has_one_line(run, on_linux):
    code, out, _ = run("doctor")
    assert code == 0
    assert out.startswith("unclear  Excel runs on Windows and on a Mac only")


def test_the_doctor_marks_what_is_to_do_and_how(run, monkeypatch):
    lines = (Line(True, "Python"), Line(False, "No add-in", "Install it."), Line(None, "Cloud"))
    monkeypatch.setattr("okrsheet.addin.doctor.report", lambda: lines)
    code, out, _ = run("doctor")
    assert code == 1
    assert out == ("ok       Python\nto do    No add-in\n         Install it.\nunclear  Cloud\n")
    code, out, _ = run("doctor", "--format", "json")
    assert json.loads(out)["lines"][1] == {"ok": False, "what": "No add-in", "fix": "Install it."}


def test_the_doctor_is_content_where_nothing_is_to_do(run, monkeypatch):
    monkeypatch.setattr("okrsheet.addin.doctor.report", lambda: (Line(True, "Python"),))
    assert run("doctor")[0] == 0
