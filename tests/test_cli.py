"""The command line, as people and programs call it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from okrsheet.books.file import FileBook


@pytest.fixture(scope="session")
def coffee_shop(tmp_path_factory):
    """The demo's workbook; copy it before changing it."""
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run(
        [sys.executable, "-m", "okrsheet", "demo", folder], check=True, capture_output=True
    )
    return folder / "coffee-shop.xlsx"


@pytest.fixture
def plan(coffee_shop, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(coffee_shop.read_bytes())
    return path


def cells(path, sheet):
    return {
        cell.coordinate: cell.value
        for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows()
        for cell in row
    }


def change(path, sheet, address, value):
    """Type a value into a cell, as a person would, losing nothing that these tests look at."""
    book = openpyxl.load_workbook(path)
    book[sheet][address] = value
    book.save(path)


def address(path, sheet, id, header, header_row=4):
    page = openpyxl.load_workbook(path)[sheet]
    columns = {cell.value: cell.column_letter for cell in page[header_row]}
    row = next(cell.row for cell in page[columns["ID"]] if cell.value == id)
    return f"{columns[header]}{row}"


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['okrsheet', '--help']\n"
        "from okrsheet.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'openpyxl', 'xlwings', 'pydantic', 'rich'} & sys.modules.keys()\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_demo_ends_well_and_sums_up_the_plan(run, tmp_path, judge):
    code, out, _ = run("demo", tmp_path)
    assert code == 0
    assert "Tidewell Coffee" in out
    assert "Operational excellence" in out
    assert (tmp_path / "coffee-shop.xlsx").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["coffee-shop.xlsx"]
    judge(tmp_path / "coffee-shop.xlsx")


def test_all_four_statuses_occur_in_the_demo(run, plan):
    _, out, _ = run("rollup", plan, "--no-write", "--format", "json")
    told = json.loads(out)
    four = {"on_track", "at_risk", "off_track", "no_data"}
    assert {kpi["status"] for kpi in told["kpis"]} == four
    assert {objective["status"] for objective in told["objectives"]} == four


def test_a_second_demo_does_not_overwrite_the_first(run, tmp_path):
    run("demo", tmp_path)
    before = (tmp_path / "coffee-shop.xlsx").read_bytes()
    code, _, err = run("demo", tmp_path)
    assert code == 2
    assert "coffee-shop.xlsx" in err
    assert (tmp_path / "coffee-shop.xlsx").read_bytes() == before
    assert run("demo", tmp_path, "--force")[0] == 0


@pytest.mark.parametrize("template", ["company", "department"])
def test_a_new_workbook_has_no_finding(run, tmp_path, template, judge):
    path = tmp_path / "new.xlsx"
    assert run("new", path, "--template", template)[0] == 0
    code, out, _ = run("check", path, "--format", "json")
    assert code == 0
    assert json.loads(out)["findings"] == []
    assert run("rollup", path)[0] == 0
    judge(path)


def test_check_gives_the_json_of_the_contract(run, plan):
    code, out, _ = run("check", plan, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert told["workbook"] == "plan.xlsx"
    assert told["as_of"] == "2026-06-30"
    assert set(told["counts"]) == {"error", "warning", "info"}
    (owners,) = [one for one in told["findings"] if one["code"] == "S09"]
    assert owners["table"] == owners["sheet"] == "Objectives"
    assert owners["id"] == "O-IT-CRM-1"
    assert owners["field"] == "Owner"
    assert owners["severity"] == "warning"
    assert cells(plan, "Objectives")[owners["cell"]] == "CRM Product Owner / Head of Marketing"
    (waived,) = told["waived"]
    assert waived["code"] == "T03"
    assert waived["until"] is None
    assert waived["reason"].startswith("the deposit scheme")


def test_rollup_gives_the_json_of_the_contract(run, plan):
    told = json.loads(run("rollup", plan, "--no-write", "--format", "json")[1])
    node = {"id", "score", "expected", "coverage", "status", "worst"}
    assert set(told["company"]) == node
    assert all(set(one) == node for one in (*told["pillars"], *told["units"]))
    signals = {"leading", "lagging", "outlook"}
    assert all(set(one) == node | signals for one in told["objectives"])
    kpi = {"id", "actual", "read_on", "attainment", "score", "expected", "status"}
    assert all(set(one) == kpi | {"effective_weight"} for one in told["kpis"])
    assert sum(one["effective_weight"] for one in told["kpis"]) == pytest.approx(1)


def test_without_a_write_nothing_is_touched(run, plan):
    before = plan.read_bytes(), plan.stat().st_mtime_ns
    run("check", plan)
    run("rollup", plan, "--no-write")
    assert (plan.read_bytes(), plan.stat().st_mtime_ns) == before
    assert [path.name for path in plan.parent.iterdir()] == ["plan.xlsx"]


def test_twenty_roll_ups_change_nothing_after_the_first(run, plan, judge):
    run("rollup", plan)
    once = plan.read_bytes()
    for _ in range(20):
        assert run("rollup", plan)[0] == 0
        assert run("check", plan, "--write")[0] == 0
    assert plan.read_bytes() == once
    judge(plan)


def test_out_leaves_the_workbook_itself_alone(run, plan, judge):
    change(plan, "Plan", "B13", None)
    before = plan.read_bytes()
    out = plan.with_name("scored.xlsx")
    assert run("rollup", plan, "-o", out)[0] == 0
    assert plan.read_bytes() == before
    judge(out)


def test_a_check_in_is_taken_into_the_readings_and_told(run, plan, judge):
    at = address(plan, "KPIs", "K-CO-1", "New value")
    change(plan, "KPIs", at, 13.5)
    code, out, _ = run("rollup", plan)
    assert code == 0
    assert "New value 13.5 of K-CO-1" in out
    assert cells(plan, "KPIs")[at] is None
    readings = openpyxl.load_workbook(plan, data_only=True)["Readings"]
    assert 13.5 in [row[2] for row in readings.iter_rows(values_only=True) if row[0] == "K-CO-1"]
    judge(plan)


def test_a_given_day_stands_in_the_settings_after_a_roll_up(run, plan):
    code, out, _ = run("rollup", plan, "--as-of", "2026-05-31")
    assert code == 0
    assert "2026-05-31" in out
    told = json.loads(run("check", plan, "--format", "json")[1])
    assert told["as_of"] == "2026-05-31"


def test_an_error_finding_ends_with_one(run, plan):
    change(plan, "KPIs", address(plan, "KPIs", "K-CO-1", "Target"), "12 h")
    code, out, _ = run("check", plan)
    assert code == 1
    assert "12 h" in out
    assert run("rollup", plan, "--no-write")[0] == 1


def test_findings_are_chosen_by_code_and_by_letter(run, plan):
    told = json.loads(run("check", plan, "--select", "S,T01", "--format", "json")[1])
    assert {one["code"] for one in told["findings"]} == {"S09", "T01"}
    told = json.loads(run("check", plan, "--ignore", "S", "--format", "json")[1])
    assert "S09" not in {one["code"] for one in told["findings"]}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "plan.xlsx", "--write", "--select", "S"),
        ("check", "plan.xlsx", "--select", "X99"),
        ("rollup", "plan.xlsx", "--no-write", "-o", "out.xlsx"),
        ("rollup", "plan.xlsx", "--as-of", "soon"),
        ("rollup",),
        ("tidy", "plan.xlsx"),
    ],
)
def test_a_wrong_call_gets_one_sentence(run, arguments):
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def bad_files(folder):
    """Files that are no workbook, by name."""
    (folder / "empty.xlsx").write_bytes(b"")
    (folder / "words.xlsx").write_bytes(b"These are words, and no workbook.")
    (folder / "old.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    (folder / "folder.xlsx").mkdir()
    return ["empty.xlsx", "words.xlsx", "old.xlsx", "folder.xlsx", "missing.xlsx"]


@pytest.mark.parametrize("command", ["check", "rollup"])
def test_a_file_that_is_no_workbook_gets_one_sentence_and_json(run, tmp_path, command):
    for name in bad_files(tmp_path):
        code, out, err = run(command, tmp_path / name, "--format", "json")
        assert code == 2, name
        assert set(json.loads(out)["error"]) == {"what", "where", "fix"}
        assert name in err
        assert len(err.strip().splitlines()) == 1


def test_a_workbook_open_in_excel_is_not_written(run, plan):
    change(plan, "KPIs", address(plan, "KPIs", "K-CO-1", "New value"), 13)
    lock = plan.with_name("~$plan.xlsx")
    lock.write_bytes(b"x")
    before = plan.read_bytes()
    code, _, err = run("rollup", plan)
    assert code == 2
    assert "~$plan.xlsx" in err
    assert plan.read_bytes() == before
    assert run("check", plan)[0] == 0


def test_a_workbook_with_other_tables_still_gives_findings(run, tmp_path):
    path = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "Hello"
    book.save(path)
    code, out, _ = run("check", path, "--format", "json")
    assert code == 1
    assert {one["code"] for one in json.loads(out)["findings"]} == {"D01"}


def test_okrsheet_runs_as_a_module(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "okrsheet", "--version"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ,
        check=True,
    )
    assert done.stdout.startswith("okrsheet, version")


def test_a_read_only_folder_gets_one_sentence(run, plan, monkeypatch):
    change(plan, "KPIs", address(plan, "KPIs", "K-CO-1", "New value"), 13)
    before = plan.read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "no")))
    code, _, err = run("rollup", plan)
    assert code == 2
    assert len(err.strip().splitlines()) == 1
    assert plan.read_bytes() == before
    assert sorted(path.name for path in Path(plan.parent).glob("*.xlsx")) == ["plan.xlsx"]


def test_out_has_the_ending_of_the_workbook(run, plan):
    code, _, err = run("rollup", plan, "-o", plan.with_name("out.xls"))
    assert code == 2
    assert "out.xlsx" in err
    assert not plan.with_name("out.xls").exists()


def test_a_day_that_no_workbook_holds_is_a_wrong_call(run, plan):
    assert run("rollup", plan, "--as-of", "1890-01-01")[0] == 2


def test_a_folder_that_is_a_file_and_a_name_too_long_get_one_sentence(run, plan):
    for arguments in (("demo", plan), ("check", plan.with_name("x" * 300 + ".xlsx"))):
        code, _, err = run(*arguments)
        assert code == 2
        assert "did not expect" not in err
        assert len(err.strip().splitlines()) == 1


def test_a_folder_that_may_not_be_looked_into_is_named(run, plan, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.exists", refused)
    code, out, err = run("split", plan, plan.parent / "out")
    assert (code, out) == (2, "")
    assert "out: it may not be read by you. Ask for the rights" in err
    assert len(err.splitlines()) == 1


def test_an_answer_that_cannot_be_printed_is_one_sentence(tmp_path):
    (tmp_path / "full").touch()
    command = [sys.executable, "-m", "okrsheet", "rule"]
    with (tmp_path / "full").open("rb") as unwritable:
        done = subprocess.run(command, stdout=unwritable, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("output: The answer could not be printed (")
    assert len(done.stderr.splitlines()) == 1


def test_okrsheet_alone_shows_its_help(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    assert "rollup" in out


def test_a_rule_is_told_with_its_examples(run):
    code, out, _ = run("rule", "m05")
    assert code == 0
    assert "Direction contradicts the numbers" in out
    assert "Flagged" in out
    told = json.loads(run("rule", "M05", "--format", "json")[1])
    assert (told["code"], told["severity"]) == ("M05", "error")


def test_all_rules_are_listed_and_an_unknown_one_is_a_wrong_call(run):
    out = run("rule")[1]
    assert all(f"{code} " in out for code in ("S01", "M10", "A05", "R10", "T07", "D11", "W01"))
    assert run("rule", "Z99")[0] == 2


def test_a_kpi_without_an_objective_is_noted(run, plan):
    change(plan, "KPIs", address(plan, "KPIs", "K-CO-2", "Objective"), None)
    told = json.loads(run("check", plan, "--format", "json")[1])
    assert told["notes"] == ["1 KPI names no objective and counts nowhere: K-CO-2."]


def test_text_below_a_table_is_noted(run, plan):
    actions = FileBook(plan).read().table("Actions")
    below = f"B{actions.row + len(actions.rows) + 1}"
    change(plan, "Actions", below, "Ask the bakers")
    (note,) = json.loads(run("check", plan, "--format", "json")[1])["notes"]
    assert f"from Actions!{below} on (one row: 'Ask the bakers')" in note


def test_fix_lists_and_mends_what_is_certain_after_a_yes(run, plan, judge):
    target = address(plan, "KPIs", "K-CO-1", "Target")
    change(plan, "KPIs", target, "12")
    assert run("check", plan, "--select", "D08")[0] == 1
    code, out, _ = run("check", plan, "--fix", "--yes", "--select", "D08")
    assert code == 0
    assert f'KPIs {target} (Target): "12" becomes the number 12.' in out
    assert cells(plan, "KPIs")[target] == 12
    assert len(list((plan.parent / ".okrsheet").iterdir())) == 1
    judge(plan)


def test_fix_changes_nothing_where_nobody_can_be_asked(run, plan, monkeypatch):
    change(plan, "KPIs", address(plan, "KPIs", "K-CO-1", "Target"), "12")
    before = plan.read_bytes()
    monkeypatch.setattr("sys.stdin", None)
    code, _, err = run("check", plan, "--fix", "--format", "json")
    assert code == 2
    assert "--yes" in err
    assert plan.read_bytes() == before


def test_fix_asks_first_and_takes_no_for_an_answer(run, plan, monkeypatch):
    change(plan, "KPIs", address(plan, "KPIs", "K-CO-1", "Target"), "12")
    before = plan.read_bytes()
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    code, out, _ = run("check", plan, "--fix")
    assert code == 1
    assert "Nothing was mended" in out
    assert plan.read_bytes() == before


class Terminal(io.StringIO):
    """Somebody who answers at a terminal."""

    def isatty(self):
        return True
