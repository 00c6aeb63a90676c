"""What people are told of a collect, and programs."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from okrsheet import commands
from okrsheet.departments.difference import Remark
from okrsheet.departments.merged import Conflict
from okrsheet.departments.returns import Department
from okrsheet.exchange.collect import Collected
from okrsheet.exchange.folder import Skipped
from okrsheet.report_collect import collected_json
from okrsheet.sheets.change import Change
from okrsheet.told_collect import collected_text, count_text, left_out_text
from tests.workbooks import AS_OF, snapshot

IT = Department(
    "IT",
    "IT services",
    "Ann",
    "IT.xlsx",
    ("IT.xlsx",),
    "s1",
    saved=datetime(2026, 7, 1, 9, 30),
    completeness=0.75,
    changes=2,
    conflicts=1,
    errors=3,
)
HR = Department(
    "HR", "People", None, "HR.xlsx", remarks=("No file of this unit is in the folder.",)
)
OWNER = Conflict("IT", "IT.xlsx", "KPIs", "KPIs", "K", ("Owner",), ("Ann",), ("[red]",), (None,))
CHANGE = Change("KPIs", "K", "Owner", "Ann", "Bob", "Owner of K is now Bob (was Ann).")
FOUND = Collected(
    folder="out",
    departments=(IT, HR),
    changes=(CHANGE,),
    conflicts=(OWNER,),
    decided=("take",),
    skipped=(Skipped("~$IT.xlsx", "a lock file."),),
    remarks=(Remark("IT", "IT.xlsx", "A column is missing.", "KPIs", None, "Owner"),),
    rolled=commands.rollup(snapshot({}), AS_OF).result,
    written=Path("plan.xlsx"),
)


def told(found):
    console = Console(width=100, markup=False)
    with console.capture() as said:
        for line in collected_text(found):
            console.print(line)
    return said.get()


def test_the_first_line_counts_who_is_back_what_changed_and_what_is_in_conflict():
    assert str(count_text(FOUND)) == "1 of 2 units returned, 1 change, 1 conflict."


def test_a_unit_that_is_back_has_a_line_with_its_counts():
    (line,) = (line.split() for line in told(FOUND).splitlines() if "75%" in line)
    assert line[:7] == ["IT", "IT.xlsx", "latest", "75%", "2", "1", "3"]


def test_a_unit_that_is_not_back_is_told_with_the_reason():
    assert "Not returned\n  HR (People): No file of this unit is in the folder." in told(FOUND)


def test_units_that_are_not_back_are_told_together_by_the_reason():
    away = tuple(replace(HR, unit=f"U{at}", name=None) for at in range(1000))
    unsaved = replace(HR, unit="IT", remarks=("Nobody has saved it yet.", "Something else."))
    said = " ".join(told(replace(FOUND, departments=(*away, unsaved))).split())
    assert "U18, U19 and 980 more: No file of this unit is in the folder." in said
    assert "U20" not in said
    assert "IT (People): Nobody has saved it yet. Taken in" in said


def test_one_is_one_and_two_are_two():
    two = replace(FOUND, changes=(CHANGE,) * 2, conflicts=(OWNER,) * 2)
    assert str(count_text(two)) == "1 of 2 units returned, 2 changes, 2 conflicts."


def test_a_day_is_a_day_where_its_time_only_keeps_check_ins_apart():
    moment = datetime(2026, 6, 30, 0, 0, 0, 1000)
    change = replace(CHANGE, message=f"New row in Readings: K on {moment}, 9.")
    conflict = replace(OWNER, id=f"K on {moment}", came=(moment,), stands=(datetime(2026, 7, 1),))
    noon = Remark("IT", "IT.xlsx", f"At {moment.replace(hour=12)}.")
    said = told(replace(FOUND, changes=(change,), conflicts=(conflict,), remarks=(noon,)))
    assert "New row in Readings: K on 2026-06-30, 9." in said
    assert "At 2026-06-30 12:00:00.001000." in said
    (line,) = (line.split() for line in said.splitlines() if "2026-07-01" in line)
    assert line == ["IT", "K", "on", "2026-06-30", "Owner", "Ann", "2026-06-30", "2026-07-01"]


def test_what_is_to_be_known_of_the_plan_is_told_first():
    noted = replace(FOUND, notes=("An older copy.",))
    assert told(noted).splitlines()[:2] == [str(count_text(FOUND)), "An older copy."]
    assert collected_json(noted)["notes"] == ["An older copy."]


def test_changes_conflicts_remarks_and_files_left_out_are_told():
    said = told(FOUND)
    assert "Taken in\n  Owner of K is now Bob (was Ann)." in said
    assert "Good to know\n  IT.xlsx: A column is missing." in said
    assert "Left out\n  ~$IT.xlsx: a lock file." in said
    (line,) = (line.split() for line in said.splitlines() if "[red]" in line)
    assert line == ["IT", "K", "Owner", "Ann", "[red]", "-"]


def test_long_lists_are_cut_and_say_so():
    many = replace(FOUND, changes=(CHANGE,) * 20, departments=(IT,) * 20, conflicts=(OWNER,) * 20)
    said = told(many)
    assert "  and 8 more: --format json lists them all." in said
    assert said.count("and 8 more") == 3


def test_nothing_is_told_of_what_there_is_not():
    quiet = replace(
        FOUND, departments=(), changes=(), conflicts=(), decided=(), skipped=(), remarks=()
    )
    assert told(quiet) == "0 of 0 units returned, 0 changes, 0 conflicts.\n"


def test_files_that_are_left_out_have_a_line_each():
    assert [str(line) for line in left_out_text(FOUND.skipped)] == [
        "  left out: ~$IT.xlsx: a lock file."
    ]


def test_programs_get_all_of_it():
    answer = collected_json(FOUND)
    assert list(answer) == [
        "workbook", "folder", "as_of", "written", "returned", "missing", "changes", "conflicts",
        "skipped", "remarks", "findings", "counts", "notes",
    ]  # fmt: skip
    assert answer["returned"] == [
        {
            "unit": "IT",
            "name": "IT services",
            "file": "IT.xlsx",
            "sending": "s1",
            "latest": True,
            "saved": "2026-07-01T09:30:00",
            "changes": 2,
            "conflicts": 1,
            "completeness": 0.75,
            "errors": 3,
        }
    ]
    why = "No file of this unit is in the folder."
    assert answer["missing"] == [{"unit": "HR", "name": "People", "file": "HR.xlsx", "why": why}]
    assert answer["skipped"] == [{"file": "~$IT.xlsx", "why": "a lock file."}]
    assert answer["remarks"][0]["message"] == "A column is missing."
    assert (answer["workbook"], answer["as_of"], answer["written"]) == (
        "plan.xlsx",
        "2026-06-30",
        "plan.xlsx",
    )


def test_programs_get_a_conflict_with_its_values():
    (one,) = collected_json(FOUND)["conflicts"]
    assert one == {
        "unit": "IT",
        "file": "IT.xlsx",
        "table": "KPIs",
        "id": "K",
        "field": "Owner",
        "sent": "Ann",
        "came_back": "[red]",
        "stands": None,
        "decide": "take",
    }


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((12.5,), 12.5),
        ((datetime(2026, 6, 30),), "2026-06-30"),
        (("h", 24.0, None, "Hold"), ["h", 24.0, None, "Hold"]),
    ],
)
def test_values_are_what_they_are_to_programs(values, said):
    found = replace(FOUND, conflicts=(replace(OWNER, sent=values),))
    assert collected_json(found)["conflicts"][0]["sent"] == said
