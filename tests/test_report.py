"""JSON as design document 1 has it, key by key."""

import json
from datetime import date, datetime

import pytest

from okrsheet.commands import check, rollup
from okrsheet.report import changes_json, checked_json, has_errors, rolled_up_json
from okrsheet.sheets.change import Change
from tests.departments.parts import PLAN as DEPARTMENTS
from tests.departments.parts import department, workbook
from tests.workbooks import AS_OF, snapshot

START, DUE = date(2026, 6, 20), date(2026, 7, 10)
KPI: dict[str, object] = {
    "ID": "K-1",
    "KPI": "Cups",
    "Objective": "O-1",
    "Direction": "Increase",
    "Type": "Leading",
}
KPI |= {"Unit of measure": "cups", "Baseline": 0, "Target": 10, "Start": START, "Due": DUE}
PLAN = {
    "Pillars": [{"ID": "P1", "Pillar": "Growth"}],
    "Units": [{"ID": "IT", "Unit": "IT"}],
    "Objectives": [
        {"ID": "O-1", "Objective": "Sell", "Owner": "Ann", "Pillar": "P1", "Unit": "IT"}
        | {"Start": START, "Due": DUE}
    ],
    "KPIs": [KPI | {"New value": 12}],
}
NODE = {
    "score": 1.0,
    "expected": 0.5,
    "coverage": 1.0,
    "status": "on_track",
    "worst": "on_track",
}


def rolled_up(tables, missing=()):
    return rolled_up_json(rollup(snapshot(tables, missing), AS_OF).result)


def checked(tables):
    return checked_json(check(snapshot(tables), AS_OF).result)


def test_a_rollup_tells_all_figures():
    told = rolled_up(PLAN)
    assert told["workbook"] == "plan.xlsx"
    assert told["as_of"] == "2026-06-30"
    assert told["company"] == {"id": "company"} | NODE
    assert told["pillars"] == [{"id": "P1"} | NODE]
    assert told["units"] == [{"id": "IT"} | NODE]
    signals = {"leading": 1.0, "lagging": None, "outlook": None}
    assert told["objectives"] == [{"id": "O-1"} | NODE | signals]


def test_attainment_is_raw_and_score_is_clamped():
    assert rolled_up(PLAN)["kpis"] == [
        {
            "id": "K-1",
            "actual": 12.0,
            "read_on": "2026-06-30",
            "attainment": 1.2,
            "score": 1.0,
            "expected": 0.5,
            "status": "on_track",
            "effective_weight": 1.0,
        }
    ]


def test_what_is_missing_is_null():
    told = rolled_up(PLAN | {"KPIs": [KPI]})
    assert told["kpis"][0] == {
        "id": "K-1",
        "actual": None,
        "read_on": None,
        "attainment": None,
        "score": None,
        "expected": None,
        "status": "no_data",
        "effective_weight": 1.0,
    }
    assert told["company"] == {
        "id": "company",
        "score": None,
        "expected": None,
        "coverage": 0.0,
        "status": "no_data",
        "worst": "no_data",
    }


def test_a_reading_with_a_time_of_day_tells_it():
    moment = datetime(2026, 6, 30, 9, 30)
    told = rolled_up(PLAN | {"KPIs": [KPI | {"New value": 1, "New date": moment}]})
    assert told["kpis"][0]["read_on"] == "2026-06-30T09:30:00"


def test_a_row_whose_id_stands_twice_is_left_out():
    twice = {name: rows * 2 for name, rows in PLAN.items()}
    told = rolled_up(twice)
    assert [len(told[kind]) for kind in ("pillars", "units", "objectives", "kpis")] == [1] * 4


def test_an_outlook_is_told_in_words():
    late = KPI | {"ID": "K-2", "Type": "Lagging", "New value": 0}
    told = rolled_up(PLAN | {"KPIs": [KPI | {"New value": 12}, late]})
    (objective,) = told["objectives"]
    assert (objective["leading"], objective["lagging"]) == (1.0, 0.0)
    assert objective["outlook"] == "recovering"


def test_a_rollup_tells_its_data_findings_counts_and_notes():
    told = rolled_up(PLAN | {"KPIs": [KPI | {"Objective": None, "Target": "ten"}]})
    assert [finding["code"] for finding in told["findings"]] == ["D03"]
    assert told["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert told["notes"] == ["1 KPI names no objective and counts nowhere: K-1."]


def test_a_check_tells_each_finding_whole():
    told = checked(PLAN | {"KPIs": [KPI | {"Target": "ten"}]})
    assert told["workbook"] == "plan.xlsx"
    assert told["as_of"] == "2026-06-30"
    (finding,) = [one for one in told["findings"] if one["code"] == "D03"]
    assert list(finding) == [
        "code",
        "severity",
        "sheet",
        "table",
        "cell",
        "id",
        "field",
        "message",
        "fix",
    ]
    assert (finding["severity"], finding["sheet"], finding["table"]) == ("error", "KPIs", "KPIs")
    assert (finding["cell"], finding["id"], finding["field"]) == ("I5", "K-1", "Target")
    assert "ten" in finding["message"]


def test_counts_name_every_severity_the_gravest_first():
    assert list(checked({})["counts"]) == ["error", "warning", "info"]


def test_a_finding_without_a_cell_has_null():
    told = checked_json(check(snapshot({}, {"KPIs"}), AS_OF).result)
    assert told["findings"][0]["cell"] is None


def test_a_waived_finding_has_its_reason_and_date_and_is_not_counted():
    waive = "S02: until 2026-12-31, new head; S01: by law"
    told = checked({"Objectives": [{"ID": "O-1", "Parent": "O-1", "Waive": waive}]})
    waived = {one["code"]: (one["reason"], one["until"]) for one in told["waived"]}
    assert waived == {"S01": ("by law", None), "S02": ("new head", "2026-12-31")}
    assert not {"S01", "S02"} & {one["code"] for one in told["findings"]}
    assert told["counts"]["error"] == sum(one["severity"] == "error" for one in told["findings"])


def test_no_number_is_beyond_json():
    huge = KPI | {"Baseline": -1e308, "Target": -1e308 + 1e292, "New value": 1e308}
    json.dumps(rolled_up(PLAN | {"KPIs": [huge]}), allow_nan=False)


def test_changes_are_told_with_null_for_what_was_or_is_blank():
    change = Change("KPIs", "K-1", "New value", "5", "", "Moved.")
    assert changes_json([change]) == [
        {
            "table": "KPIs",
            "id": "K-1",
            "field": "New value",
            "old": "5",
            "new": None,
            "message": "Moved.",
        }
    ]


def test_errors_are_told_from_warnings():
    result = check(snapshot({"Objectives": [{"ID": "O-1"}]}), AS_OF).result
    errors = [one for one in result.findings if one.finding.code == "S01"]
    warnings = [one for one in result.findings if one.finding.code == "T01"]
    assert has_errors([*warnings, *errors])
    assert not has_errors(warnings)
    assert warnings


def test_a_departments_company_and_pillars_are_told_as_they_were_sent():
    own = department(DEPARTMENTS, "EAST")
    told = rolled_up_json(rollup(workbook(own), own.as_of).result)
    (pillar,) = told["pillars"]
    assert (told["company"]["id"], pillar["id"]) == ("company", "P")
    # A: KA 0.5 and S 0.5; W 0.4; L 0.4.
    assert told["company"]["score"] == pillar["score"] == pytest.approx(1.3 / 3)
    assert [unit["id"] for unit in told["units"]] == ["EAST"]
    json.dumps(told)
