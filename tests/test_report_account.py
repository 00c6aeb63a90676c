"""An account as JSON: exact values, key by key."""

import json
from datetime import date

import pytest

from okrsheet.commands import explain
from okrsheet.report_account import explained_json
from tests.departments.parts import PLAN as DEPARTMENTS
from tests.departments.parts import department, workbook
from tests.workbooks import AS_OF, snapshot

START, DUE = date(2026, 6, 20), date(2026, 7, 10)
KPI: dict[str, object] = {"ID": "K-1", "KPI": "Cups", "Objective": "O-1", "Direction": "Increase"}
KPI |= {"Type": "Leading", "Unit of measure": "cups", "Baseline": 0, "Target": 10, "Due": DUE}
PLAN = {
    "Settings": [{"Setting": "Organisation", "Value": "Tidewell"}],
    "Pillars": [{"ID": "P1", "Pillar": "Growth"}],
    "Objectives": [{"ID": "O-1", "Objective": "Sell", "Pillar": "P1", "Start": START}],
    "KPIs": [KPI, KPI | {"ID": "K-2", "Weight": 0}],
    "Readings": [{"KPI": "K-1", "Date": AS_OF, "Value": 1 / 3}],
    "Actions": [{"ID": "A-1", "Action": "Train", "Start": START, "Due": DUE, "Done": 1}],
}
NODE = {"score": 1 / 30, "expected": 0.5, "coverage": 1.0}


def told(id, **options):
    return explained_json(explain(snapshot(PLAN), id, AS_OF, **options).result)


def test_an_account_tells_the_workbook_the_day_and_the_limits():
    account = told("company")
    assert list(account)[:5] == ["workbook", "as_of", "id", "kind", "name"]
    assert (account["workbook"], account["as_of"]) == ("plan.xlsx", "2026-06-30")
    assert (account["id"], account["kind"], account["name"]) == ("company", "company", "Tidewell")
    limits = {"on_track_gap": 0.05, "at_risk_gap": 0.2, "minimum_coverage": 0.5}
    assert account["limits"] == limits
    assert account["notes"] == []


def test_a_node_has_the_fields_of_a_rollup_and_its_children():
    account = told("P1")
    assert {name: account[name] for name in NODE} == pytest.approx(NODE)
    assert account["worst_path"] == ["O-1", "K-1"]
    (child,) = account["children"]
    assert {name: child[name] for name in NODE} == pytest.approx(NODE)
    assert (child["id"], child["share"], child["not_counted"]) == ("O-1", 1.0, None)
    assert child["contribution"] == account["score"]
    assert (child["leading"], child["outlook"]) == (account["score"], None)
    assert child["roll_up"] == "Weighted"


def test_children_beyond_the_depth_are_null():
    assert told("P1", depth=1)["children"][0]["children"] is None
    assert told("O-1", depth=1)["children"][0]["readings"] is None


def test_a_child_that_does_not_count_has_no_share():
    _, child = told("O-1")["children"]
    assert (child["id"], child["weight"], child["not_counted"]) == ("K-2", 0.0, "weight")
    assert (child["share"], child["contribution"]) == (None, None)


def test_a_kpi_is_told_down_to_its_readings_with_exact_values():
    account = told("k-1")
    assert account["attainment"] == pytest.approx(1 / 30, rel=1e-15)
    assert account["effective_weight"] == 1.0
    assert (account["baseline"], account["target"], account["low"]) == (0.0, 10.0, None)
    assert (account["reading_is"], account["type"]) == ("Latest", "Leading")
    assert account["start"] == {"date": "2026-06-20", "from": "objective"}
    assert account["due"] == {"date": "2026-07-10", "from": "kpi"}
    assert (account["judged_on"], account["is_fresh"]) == ("2026-06-30", True)
    assert (account["age_days"], account["fresh_days"]) == (0.0, 46)
    reading = {"date": "2026-06-30", "value": 1 / 3, "is_new": False, "counts": True}
    assert account["readings"] == [reading]


def test_an_action_is_told_with_its_days():
    account = told("A-1")
    assert (account["kind"], account["name"]) == ("action", "Train")
    assert (account["start"], account["due"]) == ("2026-06-20", "2026-07-10")
    assert (account["done"], account["expected"]) == (1.0, 0.5)
    assert (account["status"], account["objective"]) == ("on_track", None)


@pytest.mark.parametrize("id", ["company", "P1", "O-1", "K-1", "A-1"])
def test_every_account_is_json(id):
    assert json.loads(json.dumps(told(id))) == told(id)


def test_a_frozen_child_is_told_with_its_day():
    book = workbook(department(DEPARTMENTS, "SALES"))
    account = explained_json(explain(book, "S", DEPARTMENTS.as_of).result)
    _, child = account["children"]
    assert {key: child[key] for key in ("weight", "share", "id", "kind", "name", "frozen")} == {
        "weight": 3.0,
        "share": 0.75,
        "id": "E",
        "kind": "objective",
        "name": "Sell in the east",
        "frozen": "2026-02-20",
    }
    assert (child["score"], child["status"]) == (pytest.approx(0.6), "on_track")


def test_what_units_below_add_has_no_status_of_its_own():
    book = workbook(department(DEPARTMENTS, "SALES"))
    account = explained_json(explain(book, "SALES", DEPARTMENTS.as_of).result)
    below = account["children"][1]
    assert (below["kind"], below["status"], below["worst"]) == ("units below", None, "at_risk")
