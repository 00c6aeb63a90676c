"""`okrsheet collect` and `okrsheet watch`, as people and programs call them."""

import json
import re

import openpyxl
import pytest

from tests.exchange.returning import cell, department, put, rows, sent


@pytest.fixture
def plan(tmp_path):
    return sent(tmp_path)


@pytest.fixture
def out(plan):
    return plan.parent / "out"


def in_conflict(plan):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    put(plan, "KPIs", "K-IT-1", "Owner", "Cy")


def test_a_collect_says_who_is_back_and_what_it_took_in(run, plan, out):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    code, said, _ = run("collect", plan, out)
    assert code == 0
    assert said.startswith("1 of 2 units returned, 1 change, 0 conflicts.")
    assert f"\nWrote {plan}." in said
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Eve"


def test_a_conflict_is_exit_1_and_says_what_to_do(run, plan, out):
    in_conflict(plan)
    code, said, _ = run("collect", plan, out)
    assert code == 1
    assert f"okrsheet collect {plan} {out} --resolve" in said


def test_a_decision_is_carried_out(run, plan, out):
    in_conflict(plan)
    run("collect", plan, out)
    put(plan, "Conflicts", "IT", "Decide", "take")
    code, *_ = run("collect", plan, out, "--resolve")
    assert code == 0
    assert cell(plan, "KPIs", "K-IT-1", "Owner") == "Eve"


def test_a_living_plan_with_conflicts_and_returns_passes_the_judges(run, plan, out, judge):
    put(plan, "Settings", "Live formulas", "Value", "Yes")
    in_conflict(plan)
    put(department(plan, "IT"), "KPIs", "K-IT-1", "New value", 18.0)
    put(department(plan, "IT"), "Objectives", "O-IT-1", "Owner", "=1+1")
    run("collect", plan, out)
    assert len(rows(plan, "Conflicts")) == 1
    judge(plan)


def test_programs_get_json(run, plan, out):
    in_conflict(plan)
    code, said, _ = run("collect", plan, out, "--format", "json")
    answer = json.loads(said)
    assert code == 1
    assert (answer["written"], answer["workbook"]) == (str(plan), "plan.xlsx")
    assert [one["unit"] for one in answer["returned"]] == ["IT"]
    assert [one["unit"] for one in answer["missing"]] == ["HR"]
    assert answer["conflicts"][0]["stands"] == "Cy"


def test_an_error_finding_is_exit_1(run, plan, out):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Objective", "O-NONE")
    code, said, _ = run("collect", plan, out, "--format", "json")
    assert code == 1
    assert [one["code"] for one in json.loads(said)["findings"]] == ["D06"]


def test_a_dry_run_writes_nothing_and_says_so(run, plan, out):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    before = plan.read_bytes()
    _, said, _ = run("collect", plan, out, "--dry-run")
    assert "Nothing was written: leave out --dry-run to take it in." in said
    assert plan.read_bytes() == before


def test_a_second_collect_says_that_there_was_nothing_to_do(run, plan, out):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    run("collect", plan, out)
    _, said, _ = run("collect", plan, out)
    assert f"{plan} was up to date: nothing written." in said


def test_a_folder_in_which_nothing_came_back_is_said_to_be(run, plan, out):
    _, said, _ = run("collect", plan, out)
    assert "No workbook has come back yet: nothing written." in said


def test_a_folder_that_is_not_there_is_exit_2(run, plan):
    code, _, fault = run("collect", plan, plan.parent / "nowhere")
    assert code == 2
    assert "there is no such folder. Name the folder with the departments' workbooks." in fault


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("collect", "p.xlsx", "d", "--jobs", "2", "--dask", "tcp://x:1"), "leave one out"),
        (("watch", "d", "--update", "-o", "c.xlsx"), "leave one out"),
        (("watch", "nowhere"), "there is no such folder"),
        (("watch", "nowhere", "--plan", "p.xlsx"), "there is no such folder"),
        (("watch", ".", "--plan", "p.xlsx"), "there is no such file"),
    ],
)
def test_a_wrong_call_is_exit_2(run, arguments, fault):
    code, _, said = run(*arguments)
    assert code == 2
    assert fault in said


@pytest.fixture
def ticking(monkeypatch):
    """A watch that ticks so many times, at a folder that rests at once, and then is stopped."""

    def of(count):
        def ticks(folder):
            yield from [False] * count
            raise KeyboardInterrupt

        monkeypatch.setattr("okrsheet.exchange.watch.ticks", ticks)
        monkeypatch.setattr("okrsheet.exchange.settling.REST", 0.0)

    return of


def test_a_watch_says_one_line_a_collect_and_ends_well(run, plan, out, ticking):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    (out / "half.xlsx").write_bytes(b"PK")
    ticking(3)
    code, said, end = run("watch", out, "--plan", plan)
    head, line, left_out = said.splitlines()
    assert (code, end) == (0, "Stopped.\n")
    assert head.startswith(f"Watching {out} for {plan}, into ")
    assert line[8:] == (
        "  1 of 2 units returned, 1 change, 0 conflicts. Wrote plan - collected.xlsx."
    )
    assert left_out.startswith("  left out: half.xlsx: the file is damaged")


def test_a_watch_tells_programs_a_line_of_json_each_time(run, plan, out, ticking):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    ticking(2)
    _, said, _ = run("watch", out, "--plan", plan, "--update", "--format", "json")
    (answer,) = map(json.loads, said.splitlines())
    assert (answer["written"], len(answer["changes"])) == (str(plan), 1)


def test_a_watch_that_cannot_write_says_why_and_goes_on(run, plan, out, ticking):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    plan.with_name("~$plan.xlsx").touch()
    ticking(1)
    code, said, _ = run("watch", out, "--plan", plan, "--update")
    assert code == 0
    assert "  waiting: " in said
    assert "is open in Excel" in said


def damage(plan):
    for path in plan.parent.glob(".okrsheet/departments/*/bases/*.zip"):
        path.write_bytes(path.read_bytes()[:-30])


def test_a_damaged_record_of_what_was_sent_is_exit_1_and_said(run, plan, out):
    put(department(plan, "IT"), "KPIs", "K-IT-1", "Owner", "Eve")
    damage(plan)
    before = plan.read_bytes()
    code, said, _ = run("collect", plan, out)
    assert code == 1
    told = " ".join(said.split())
    assert "this record of what was sent is damaged. Bring it back from a backup." in told
    assert "come back yet" not in said
    assert "2 workbooks could not be compared with what was sent: see Left out." in said
    assert plan.read_bytes() == before


def test_one_workbook_whose_record_is_damaged_is_said_too(run, plan, out):
    department(plan, "HR").unlink()
    damage(plan)
    code, said, _ = run("collect", plan, out, "--dry-run")
    assert code == 1
    assert "One workbook could not be compared with what was sent: see Left out." in said


def test_a_damaged_record_is_exit_1_for_programs_too(run, plan, out):
    damage(plan)
    code, said, _ = run("collect", plan, out, "--format", "json")
    assert code == 1
    assert len(json.loads(said)["skipped"]) == 2


def test_a_row_typed_below_a_table_is_told(run, plan, out):
    it = department(plan, "IT")
    book = openpyxl.load_workbook(it)
    sheet = book["Objectives"]
    (last,) = re.findall(r"\d+$", sheet.tables["Objectives"].ref)
    sheet.cell(int(last) + 1, 2, "Grow the shop")
    book.save(it)
    code, said, _ = run("collect", plan, out, "--format", "json")
    (remark,) = json.loads(said)["remarks"]
    assert (code, remark["unit"], remark["table"]) == (0, "IT", "Objectives")
    assert f"from Objectives!B{int(last) + 1} on (one row: 'Grow the shop')" in remark["message"]


def test_a_folder_with_too_long_a_name_is_one_sentence(run, plan):
    code, _, fault = run("watch", "d" * 300, "--plan", plan)
    assert code == 2
    assert fault == f"{'d' * 300}: the name is too long. Choose a shorter one.\n"
