"""`okrsheet explain`, as people and programs call it."""

import json
import sys

import pytest

from okrsheet import cli
from okrsheet.file_commands import demo_workbook


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """The demo's workbook, which no test here changes."""
    path, _, _ = demo_workbook(tmp_path_factory.mktemp("demo"), force=False)
    return path


@pytest.fixture
def explain(capsys, monkeypatch, plan):
    """Call `okrsheet explain` on the demo; gives exit code, standard output and error."""
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["okrsheet", "explain", str(plan), *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        return end.value.code, printed.out, printed.err

    return call


def test_the_company_is_explained_two_levels_deep(explain, plan):
    code, out, _ = explain("company")
    assert code == 0
    assert "company  ▲ At risk  Tidewell Coffee" in out
    assert "P1  ▲ At risk  Guests who come back" in out
    assert "O-CO-1" in out
    assert "actual" not in out
    assert out.count("and so on: okrsheet explain") == 3  # one a pillar


def test_an_objective_is_explained_down_to_the_readings(explain):
    code, out, _ = explain("o-co-1")
    assert code == 0
    assert "attainment (16.3 - 24) / (12 - 24) = 64.2%" in out
    assert "2026-06-26  16.3" in out
    assert "and 11 earlier" in out


def test_every_line_fits_eighty_columns(explain):
    assert max(map(len, explain("O-CO-1")[1].splitlines())) <= 80


def test_the_depth_is_as_asked(explain):
    assert "Guests who come back" in explain("company", "--depth", "1")[1]
    assert "P1  ▲ At risk" not in explain("company", "--depth", "1")[1]
    assert explain("company", "--depth", "0")[0] == 2


def test_the_day_is_as_asked_and_the_workbook_stays_as_it_is(explain, plan):
    before = plan.read_bytes()
    out = explain("P1", "--as-of", "2026-09-30")[1]
    assert "as of 2026-09-30" in out
    assert "--as-of" in out.split("and so on:")[1]
    assert plan.read_bytes() == before


def test_an_unknown_id_is_told_with_what_is_like_it(explain):
    code, out, err = explain("K-CO-99")
    assert (code, out) == (2, "")
    assert err.startswith("coffee-shop.xlsx: There is no ID 'K-CO-99' in this plan. Did you mean ")
    assert "K-CO-9" in err
    assert err.count("\n") == 1


def test_an_id_like_no_other_is_told_where_to_look(explain):
    code, _, err = explain("zzzzzz")
    assert code == 2
    assert "Take one from an ID column of the workbook, or company." in err


def test_json_holds_the_figures_of_a_rollup(explain, plan, capsys, monkeypatch):
    account = json.loads(explain("O-CO-1", "--format", "json")[1])
    monkeypatch.setattr(
        sys, "argv", ["okrsheet", "rollup", str(plan), "--no-write", "--format", "json"]
    )
    with pytest.raises(SystemExit):
        cli.main()
    rolled = json.loads(capsys.readouterr().out)
    (objective,) = [one for one in rolled["objectives"] if one["id"] == "O-CO-1"]
    assert {name: account[name] for name in objective} == objective
    kpis = {one["id"]: one for one in rolled["kpis"]}
    told = [one for one in account["children"] if one["kind"] == "kpi"]
    assert told
    assert all({name: one[name] for name in kpis[one["id"]]} == kpis[one["id"]] for one in told)
