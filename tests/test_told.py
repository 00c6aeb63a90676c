"""Results as text for people; nothing from a workbook is markup."""

import io
from dataclasses import replace

from rich.console import Console

from okrsheet.commands import check, rollup
from okrsheet.sheets.change import Change
from okrsheet.told import changes_text, checked_text, rolled_up_text
from tests.departments.parts import PLAN as DEPARTMENTS
from tests.departments.parts import department, workbook
from tests.workbooks import AS_OF, snapshot

ODD = "[red]cut[/red] [/] :smile: \\"
KPI: dict[str, object] = {"ID": "K-1", "KPI": "Cups", "Objective": "O-1", "Direction": "Increase"}
KPI |= {"Baseline": 0, "Target": 10, "New value": 5}


def shown(lines) -> str:
    screen = io.StringIO()
    console = Console(file=screen, width=200, highlight=False)
    for line in lines:
        console.print(line)
    return screen.getvalue()


def checked(tables) -> str:
    return shown(checked_text(check(snapshot(tables), AS_OF).result))


def rolled_up(tables) -> str:
    return shown(rolled_up_text(rollup(snapshot(tables), AS_OF).result))


def test_names_from_a_workbook_stand_as_they_are():
    text = rolled_up(
        {
            "Settings": [{"Setting": "Organisation", "Value": ODD}],
            "Pillars": [{"ID": "P1", "Pillar": ODD}],
            "Units": [{"ID": "IT", "Unit": ODD}],
            "KPIs": [KPI | {"Target": ODD}],
        }
    )
    assert text.count(ODD) == 4


def test_what_a_finding_quotes_stands_as_it_is():
    odd_id = {"ID": ODD, "Waive": f"S01: {ODD}"}
    text = checked({"KPIs": [KPI | {"Target": ODD}], "Objectives": [odd_id]})
    assert text.count(ODD) >= 4  # the target, the ID and its message, the reason


def test_what_a_change_tells_stands_as_it_is():
    text = shown(changes_text([Change("KPIs", None, "ID", "", "K1", f"New ID K1 for {ODD}.")]))
    assert f"New ID K1 for {ODD}." in text


def test_a_sheets_name_stands_as_it_is():
    book = snapshot({"KPIs": [KPI | {"Target": "ten"}]})
    tables = tuple(replace(table, sheet="(a) :smile:") for table in book.tables)
    result = check(replace(book, tables=tables), AS_OF).result
    assert "(a) :smile:" in shown(checked_text(result))


def test_a_plan_without_faults_says_so():
    assert checked({}).strip() == "No findings."


def test_findings_are_counted_by_severity():
    objective = {"ID": "O-1", "Objective": "Sell 10 cups", "Owner": "Ann", "Parent": "O-1"}
    objective |= {"Achievable": "We sold 9 last year"}
    text = checked({"Objectives": [objective], "KPIs": [KPI | {"Target": "ten", "Source": "Till"}]})
    # R02 of the circle, M06 without a unit, D03 of the target; T01 without a due date.
    assert text.splitlines()[-1] == "3 errors, 1 warning"


def test_waived_findings_stand_apart_with_their_reasons():
    text = checked({"Objectives": [{"ID": "O-1", "Parent": "O-1", "Waive": "S01: by law"}]})
    assert text.index("Waived") < text.index("waived: by law")
    assert text.splitlines()[-1].endswith("(1 waived)")


def test_each_finding_is_told_once_even_where_tables_share_a_sheet():
    book = snapshot(
        {
            "Pillars": [{"ID": "1a"}],
            "Units": [{"ID": "1b"}],
            "Objectives": [{"ID": "1c"}],
        }
    )
    sheets = {"Pillars": "Data", "Units": "Other", "Objectives": "Data"}
    tables = tuple(replace(t, sheet=sheets.get(t.name, t.sheet)) for t in book.tables)
    text = shown(checked_text(check(replace(book, tables=tables), AS_OF).result))
    for id in ("1a", "1b", "1c"):
        assert text.count(f'ID holds "{id}"') == 1
    assert text.splitlines().count("Data") == 1


def test_scores_stand_beside_what_is_expected_with_a_symbol_and_a_word():
    objectives = [{"ID": "O-1", "Pillar": "P1", "Start": AS_OF, "Due": AS_OF}]
    text = rolled_up(
        {"Pillars": [{"ID": "P1", "Pillar": "Growth"}], "Objectives": objectives, "KPIs": [KPI]}
    )
    (line,) = [line for line in text.splitlines() if "P1  Growth" in line]
    # Start is not before due: all of it is expected from the due day on.
    assert " ".join(line.split()) == "P1 Growth 50% 100% 100% ■ Off track ■ Off track"


def test_kpis_are_counted_by_status():
    assert "1 KPI: 1 no data." in rolled_up({"KPIs": [KPI | {"New value": None}]})
    assert "0 KPIs: none yet." in rolled_up({})


def test_a_row_whose_id_stands_twice_is_not_shown():
    text = rolled_up({"Pillars": [{"ID": "P1", "Pillar": "A"}, {"ID": "P1", "Pillar": "B"}]})
    assert "P1  A" in text
    assert "P1  B" not in text


def test_a_pillar_whose_id_cannot_be_used_is_shown_by_its_name():
    assert "-  Growth" in rolled_up({"Pillars": [{"ID": "12", "Pillar": "Growth"}]})


def test_notes_are_told():
    assert "Note: 1 KPI names no objective" in rolled_up({"KPIs": [KPI | {"Objective": None}]})


def test_no_change_says_nothing():
    assert shown(changes_text([])) == ""


def test_a_departments_rollup_shows_the_pillars_as_they_were_sent():
    own = department(DEPARTMENTS, "EAST")
    text = shown(rolled_up_text(rollup(workbook(own), own.as_of).result))
    rows = [" ".join(line.split()) for line in text.splitlines()]
    assert "Company 43% 50% 100% ▲ At risk ■ Off track" in rows
    assert "P Happy customers 43% 50% 100% ▲ At risk ■ Off track" in rows
    assert "EAST East 60% 50% 100% ● On track ● On track" in rows
