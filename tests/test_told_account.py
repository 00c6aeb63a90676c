"""A whole account as it stands on a screen."""

import re
from pathlib import Path

from okrsheet.commands import explain
from okrsheet.told_account import ADDING_UP, explained_text
from tests.accounts import shown
from tests.departments.parts import PLAN as DEPARTMENTS
from tests.departments.parts import department, workbook
from tests.workbooks import AS_OF, snapshot

ODD = "[red]cut[/red] [/] :smile: \\"
KPI: dict[str, object] = {"ID": "K-1", "KPI": "Cups", "Objective": "O-1", "Direction": "Increase"}
KPI |= {"Baseline": 0, "Target": 10, "New value": 5}
PLAN = {
    "Pillars": [{"ID": "P1", "Pillar": "Growth"}],
    "Objectives": [{"ID": "O-1", "Objective": "Sell", "Pillar": "P1"}],
    "KPIs": [KPI],
}


def told(id, tables=PLAN, file="plan.xlsx", dated=False, width=200, **options):
    explained = explain(snapshot(tables), id, AS_OF, **options).result
    return shown(explained_text(explained, Path(file), dated), width)


def starting(lines, text):
    return [line for line in lines if line.lstrip().startswith(text)]


def test_an_account_names_the_workbook_and_the_day():
    assert told("P1")[0] == "plan.xlsx, as of 2026-06-30"


def test_each_level_is_indented_under_the_one_above():
    lines = told("company", depth=9)
    headings = [line for line in lines if re.match(r" *[\w-]+  ○ No data", line)]
    assert headings == [
        "company  ○ No data",
        "  P1  ○ No data  Growth",
        "    O-1  ○ No data  Sell",
        "      K-1  ○ No data  Cups",
    ]


def test_a_deep_account_stays_on_the_screen():
    chain = [{"ID": "O-1", "Pillar": "P1"}]
    chain += [{"ID": f"O-{at}", "Parent": f"O-{at - 1}"} for at in range(2, 12)]
    tables = PLAN | {"Objectives": chain, "KPIs": [KPI | {"Objective": "O-11"}]}
    lines = told("O-1", tables, width=80)
    assert max(map(len, lines)) <= 80
    assert starting(lines, "actual 5: the New value")


def test_an_account_that_ends_names_the_command_to_go_on_with():
    assert starting(told("P1", depth=1), "and so on:") == [
        "  and so on: okrsheet explain plan.xlsx O-1"
    ]
    (line,) = starting(told("P1", file="my plan.xlsx", dated=True, depth=1), "and so on:")
    assert line == '  and so on: okrsheet explain "my plan.xlsx" O-1 --as-of 2026-06-30'


def test_a_sum_says_how_it_was_rounded_and_a_kpi_has_none():
    assert told("O-1")[-1] == ADDING_UP
    assert ADDING_UP not in told("K-1")


def test_a_row_with_the_same_id_is_told_as_not_scored():
    lines = told("k-1", PLAN | {"KPIs": [KPI, KPI | {"KPI": "Other"}]})
    assert lines[1] == "Note: Row 2 of KPIs has the ID K-1 too and is not scored: D05."
    assert starting(lines, "K-1  ")[0].endswith("Cups")


def test_names_from_a_workbook_stand_as_they_are():
    tables = PLAN | {"KPIs": [KPI | {"KPI": ODD, "Unit of measure": ODD}]}
    text = "\n".join(told("O-1", tables))
    assert text.count(ODD) == 2


def test_an_action_has_an_account():
    tables = {"Actions": [{"ID": "A-1", "Action": "Train", "Done": 1}]}
    assert told("a-1", tables)[2] == "A-1  ○ No data  Train"


def test_a_department_tells_the_company_as_it_was_sent():
    explained = explain(workbook(department(DEPARTMENTS, "EAST")), "company", DEPARTMENTS.as_of)
    lines = shown(explained_text(explained.result, Path("plan.xlsx"), False))
    assert lines[2].startswith("company  ▲ At risk")
    assert lines[3].startswith("  the whole company, as of 2026-02-20: ")
