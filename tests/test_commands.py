"""The pure commands: what they find, and edits that, once applied, leave nothing more to do."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheet.books.book import (
    AppendRows,
    CellChange,
    DrawCharts,
    FillBlock,
    FillTable,
    Formula,
    SetCells,
    SetColumn,
    Tell,
)
from okrsheet.books.memory import MemoryBook
from okrsheet.commands import check, rollup
from okrsheet.plan.finding import Severity
from tests.departments.parts import PLAN as DEPARTMENTS
from tests.departments.parts import department, workbook
from tests.workbooks import AS_OF, snapshot

START, DUE = date(2026, 1, 1), date(2026, 12, 31)
KPI = {"Direction": "Increase", "Baseline": 0, "Target": 10, "Start": START, "Due": DUE}
PLAN = {
    "Settings": [{"Setting": "As of"}],
    "Pillars": [{"ID": "P1", "Pillar": "Growth"}, {"Pillar": "People"}],
    "Objectives": [{"ID": "O-1", "Objective": "Sell", "Pillar": "P1"}, {"Objective": "Learn"}],
    "KPIs": [
        {"ID": "K-1", "KPI": "Cups", "Objective": "O-1", "New value": 4, "New note": "Fair"} | KPI,
        {"KPI": "Beans", "Objective": "O-1", "New value": 7, "New date": date(2026, 6, 1)} | KPI,
        {},
    ],
    "Readings": [
        {"KPI": "K-1", "Date": AS_OF, "Value": 2},
        {"KPI": "K-1", "Date": date(2026, 5, 31), "Value": 3},
        {},
    ],
    "Actions": [{"Action": "Train", "Objective": "O-1"}],
}
ENTERED = (SetCells, AppendRows)


def entered(outcome):
    return [edit for edit in outcome.edits if isinstance(edit, ENTERED)]


def applied(book: MemoryBook, command, *options):
    outcome = command(book.read(), *options)
    book.apply(outcome.edits)
    return outcome


def test_a_check_counts_findings_by_severity_without_the_waived():
    objective = {"ID": "O-1", "Pillar": "P1", "Waive": "S01: to be worded by the board"}
    checked = check(snapshot({"Objectives": [objective]}), AS_OF).result
    assert [one.finding.code for one in checked.waived] == ["S01"]
    assert "S01" not in [one.finding.code for one in checked.findings]
    assert sum(checked.count(severity) for severity in Severity) == len(checked.findings)


def test_a_check_fills_the_findings_sheet():
    edits = check(snapshot(PLAN), AS_OF).edits
    assert [edit.sheet.title for edit in edits if isinstance(edit, FillTable)] == ["Findings"]


def test_a_rollup_reports_data_findings_circles_and_nothing_else():
    tables = {"Objectives": [{"ID": "O-1", "Parent": "O-1", "Weight": "two"}]}
    found = {one.finding.code for one in rollup(snapshot(tables), AS_OF).result.findings}
    assert found == {"D03", "R02"}


def test_a_rollup_fills_the_sheets_of_results_and_leaves_the_findings_sheet_alone():
    edits = rollup(snapshot(PLAN), AS_OF).edits
    filled = [edit.sheet.title for edit in edits if isinstance(edit, FillBlock | DrawCharts)]
    assert filled == ["Cascade", "Summary", "Dashboard", "Calculation"]
    assert not [edit for edit in edits if isinstance(edit, FillTable)]


def test_a_rollup_as_of_a_day_puts_it_into_the_settings_and_a_check_does_not():
    rolled, checked = rollup(snapshot(PLAN), AS_OF), check(snapshot(PLAN), AS_OF)
    assert "Settings" in [edit.table for edit in entered(rolled)]
    assert "Settings" not in [edit.table for edit in entered(checked)]


def test_a_rollup_without_a_day_leaves_the_settings_alone():
    assert "Settings" not in [edit.table for edit in entered(rollup(snapshot(PLAN)))]


@pytest.mark.parametrize(
    ("kpis", "note"),
    [
        ([{"ID": "K-1"}], "1 KPI names no objective and counts nowhere: K-1."),
        (
            [{"ID": f"K-{at}"} for at in range(6)],
            "6 KPIs name no objective and count nowhere: K-0, K-1, K-2, K-3, K-4 and 1 more.",
        ),
        ([{"ID": "12"}], "1 KPI names no objective and counts nowhere: row 1."),
    ],
)
def test_kpis_without_an_objective_are_noted(kpis, note):
    outcome = rollup(snapshot({"KPIs": kpis}), AS_OF)
    assert outcome.result.notes == (note,)
    assert [edit.message for edit in outcome.edits if isinstance(edit, Tell)] == [note]


@pytest.mark.parametrize(
    "kpis",
    [
        [{"ID": "K-1", "Objective": "O-1"}],
        [{"ID": "K-1", "Objective": "O-1 "}],  # D08 says it
        [{"ID": "K-1", "Objective": "O-1"}, {"ID": "K-1"}],  # D05 says it
    ],
)
def test_a_kpi_that_a_finding_explains_is_not_noted(kpis):
    assert rollup(snapshot({"KPIs": kpis}), AS_OF).result.notes == ()


def test_a_missing_column_objective_is_not_noted_kpi_by_kpi():
    book = snapshot({"KPIs": [{"ID": "K-1"}]}, {"KPIs/Objective"})
    (why,) = rollup(book, AS_OF).result.notes
    assert why.startswith("Values of the last roll-up, not formulas: ")


@pytest.mark.parametrize("command", [check, rollup])
def test_a_command_does_not_change_what_it_reads(command):
    book = snapshot(PLAN)
    command(book, AS_OF)
    assert book == snapshot(PLAN)


@pytest.mark.parametrize("command", [check, rollup])
def test_a_command_on_a_workbook_without_our_tables_finds_what_is_missing(command):
    book = snapshot({}, {table.name for table in snapshot({}).tables})
    found = {one.finding.code for one in command(book, AS_OF).result.findings}
    assert "D01" in found


def test_what_a_rollup_takes_in_stands_in_the_workbook_afterwards():
    book = MemoryBook(snapshot(PLAN))
    applied(book, rollup, AS_OF)
    kpis, readings = book.read().table("KPIs"), book.read().table("Readings")
    assert [row[kpis.headers.index("ID")] for row in kpis.rows] == ["K-1", "K1", None]
    assert {row[kpis.headers.index("New value")] for row in kpis.rows} == {None}
    moved = [row[: readings.headers.index("By")] for row in readings.rows[2:]]
    assert moved == [
        ("K-1", datetime(2026, 6, 30, 0, 0, 0, 1000), 4.0, None, "Fair"),
        ("K1", datetime(2026, 6, 1), 7.0, None, None),
    ]


def test_moving_a_check_in_changes_no_score():
    book = MemoryBook(snapshot(PLAN))
    first = applied(book, rollup, AS_OF).result
    second = applied(book, rollup, AS_OF).result
    assert first.scores == second.scores
    assert first.scores.kpis[0].actual == 4.0  # the New value, before the reading of that day


def test_a_second_rollup_changes_nothing():
    book = MemoryBook(snapshot(PLAN))
    applied(book, rollup, AS_OF)
    before = book.read(), book.blocks["Cascade"]
    outcome = applied(book, rollup, AS_OF)
    assert entered(outcome) == []
    assert outcome.result.changes == ()
    assert (book.read(), book.blocks["Cascade"]) == before


def test_a_second_check_changes_nothing():
    book = MemoryBook(snapshot(PLAN | {"Readings": []}))
    applied(book, check, AS_OF)
    before = book.read()
    outcome = applied(book, check, AS_OF)
    assert entered(outcome) == []
    assert outcome.result.changes == ()
    assert book.read() == before


def computed(outcome):
    """The values of the computed columns, by table and header."""
    columns = (edit for edit in outcome.edits if isinstance(edit, SetColumn))
    return {(edit.table, edit.column.header): edit.values for edit in columns}


def test_a_check_computes_no_scores_in_a_workbook_that_does_not_live():
    outcome = check(snapshot(PLAN), AS_OF)
    assert not [edit for edit in outcome.edits if isinstance(edit, FillBlock)]
    assert ("KPIs", "Actual") not in computed(outcome)


def test_a_check_keeps_a_living_workbook_right():
    book = MemoryBook(snapshot(PLAN | {"Settings": [{"Setting": "As of", "Value": AS_OF}]}))
    applied(book, rollup)
    settled = dict(book.blocks)
    kpis = book.read().table("KPIs")
    typed = CellChange(0, "K-1", "New value", None, 9.0)
    book.apply((SetCells("KPIs", (typed,)),))
    checked = applied(book, check)
    actual = kpis.headers.index("Actual")
    assert [row[actual] for row in book.read().table("KPIs").rows][:1] == [9.0]
    assert book.blocks["Calculation"] != settled["Calculation"]
    assert computed(checked)["KPIs", "Actual"] == computed(rollup(book.read()))["KPIs", "Actual"]


def test_a_check_as_of_another_day_leaves_the_values_of_the_workbooks_own_day():
    book = MemoryBook(snapshot(PLAN | {"Settings": [{"Setting": "As of", "Value": AS_OF}]}))
    applied(book, rollup)
    own = computed(check(book.read()))["KPIs", "Expected"]
    later = check(book.read(), AS_OF + timedelta(days=60))
    assert later.result.as_of == AS_OF + timedelta(days=60)
    assert computed(later)["KPIs", "Expected"] == own


def test_a_rollup_tells_why_values_stand_and_not_where_formulas_do():
    said = rollup(snapshot({"Settings": [{"Setting": "Live formulas", "Value": "No"}]}), AS_OF)
    told = "Values of the last roll-up, not formulas: the setting Live formulas is No."
    assert said.result.notes == (told,)
    assert Tell(told) in said.edits
    assert rollup(snapshot({"Settings": []}), AS_OF).result.notes == ()


def test_a_check_and_a_rollup_leave_nothing_for_each_other():
    book = MemoryBook(snapshot(PLAN))
    applied(book, rollup, AS_OF)
    applied(book, check, AS_OF)
    before = book.read(), book.blocks["Cascade"]
    applied(book, rollup, AS_OF)
    applied(book, check, AS_OF)
    assert (book.read(), book.blocks["Cascade"]) == before


def test_a_typed_value_is_listed_once_and_its_formula_comes_back():
    typed = [
        {"ID": "K-1", "Objective name": Formula("1", "")},
        {"ID": "K-2", "Objective": "O-1", "Objective name": "Mine"},
    ]
    objectives = [{"ID": "O-1", "Objective": "Sell"}]
    book = MemoryBook(snapshot({"KPIs": typed, "Objectives": objectives}))
    first = applied(book, rollup)
    assert [(change.id, change.old) for change in first.result.changes] == [("K-2", "Mine")]
    kpis = book.read().table("KPIs")
    assert kpis.rows[1][kpis.headers.index("Objective name")] == "Sell"
    assert applied(book, rollup).result.changes == ()


DAYS = st.integers(-3, 3).map(lambda days: AS_OF + timedelta(days=days))
NUMBERS = st.one_of(st.none(), st.integers(0, 9), st.just("3"))
CHECK_INS = st.fixed_dictionaries(
    {
        "ID": st.sampled_from([None, "K-1", "k-1", "K2", "12", " K-1"]),
        "KPI": st.just("Cups"),
        "Objective": st.sampled_from([None, "O-1", "O1", "O9"]),
        "Reading is": st.sampled_from([None, "Sum", "Average"]),
        "New value": NUMBERS,
        "New date": st.one_of(st.none(), DAYS, st.just("soon")),
        "New note": st.sampled_from([None, "why", " "]),
    }
).map(lambda row: KPI | row)
READINGS = st.fixed_dictionaries(
    {"KPI": st.sampled_from([None, "K-1", "K1", "K2"]), "Date": DAYS, "Value": NUMBERS}
)
BOOKS = st.fixed_dictionaries(
    {
        "Settings": st.sampled_from([[], [{"Setting": "As of"}]]),
        "Objectives": st.just([{"ID": "O-1", "Objective": "Sell"}, {"Objective": "Learn"}]),
        "KPIs": st.lists(CHECK_INS, max_size=4),
        "Readings": st.lists(st.one_of(READINGS, st.just({})), max_size=4),
    }
)


@settings(max_examples=30)
@given(BOOKS, st.sampled_from([check, rollup]))
def test_whatever_was_entered_a_second_run_has_nothing_left_to_do(tables, command):
    book = MemoryBook(snapshot(tables))
    scores = rollup(book.read(), AS_OF).result.scores
    applied(book, command, AS_OF)
    before = [table for table in book.read().tables if table.name != "Findings"]
    assert entered(applied(book, command, AS_OF)) == []
    assert [table for table in book.read().tables if table.name != "Findings"] == before
    assert rollup(book.read(), AS_OF).result.scores == scores


def test_a_plan_of_ten_thousand_kpis_is_checked_and_rolled_up():
    objectives = [{"ID": f"O-{at}", "Objective": "Sell", "Pillar": "P1"} for at in range(3_000)]
    kpis = [
        {"KPI": "Cups", "Objective": f"O-{at % 3_000}", "New value": 4} | KPI
        for at in range(10_000)
    ]
    book = snapshot({"Pillars": [{"ID": "P1"}], "Objectives": objectives, "KPIs": kpis})
    rolled, checked = rollup(book, AS_OF), check(book, AS_OF)
    assert rolled.result.scores.company.score == pytest.approx(0.4)
    taken_in = [change for change in checked.result.changes if change.table == "KPIs"]
    assert len(taken_in) == 20_000  # an ID and a check-in each


# -- a department ---------------------------------------------------------------------------------


def test_a_departments_rollup_says_what_stands_as_it_was_sent():
    rolled = rollup(workbook(department(DEPARTMENTS, "EAST")), DEPARTMENTS.as_of).result
    note = "The company, the pillars and what other units add stand as they were sent"
    assert rolled.notes == (f"{note}, as of 2026-02-20.",)


def test_a_departments_workbook_gets_nothing_that_it_does_not_have():
    book = workbook(department(DEPARTMENTS, "EAST"))
    for command in (rollup, check):
        edits = command(book, DEPARTMENTS.as_of).edits
        sheets = {edit.sheet.title for edit in edits if isinstance(edit, FillBlock | DrawCharts)}
        assert sheets <= {"Calculation"}
        tables = {edit.table for edit in edits if isinstance(edit, SetColumn)}
        assert tables <= {"Units", "Objectives", "KPIs", "Readings", "Actions"}


def test_a_kpi_of_another_units_objective_counts_there():
    new = [KPI | {"ID": id, "Objective": "A"} for id in ("K-1", "K-2")]
    book = workbook(department(DEPARTMENTS, "EAST"), KPIs=new[:1])
    (note,) = check(book, DEPARTMENTS.as_of).result.notes
    assert note == "1 KPI names an objective of another unit and counts there: K-1."
    book = workbook(department(DEPARTMENTS, "EAST"), KPIs=new)
    (note,) = check(book, DEPARTMENTS.as_of).result.notes
    assert note == "2 KPIs name objectives of another unit and count there: K-1, K-2."
