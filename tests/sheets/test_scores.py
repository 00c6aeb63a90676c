"""Scores -> computed columns, and what is laid anew on the tables."""

from dataclasses import replace
from datetime import date

from okrsheet.books.book import LayTable, SetColumn
from okrsheet.score.scores import score_plan
from okrsheet.sheets.layout import TABLES, table_layout
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.parse import parse
from okrsheet.sheets.scores import relay_edits, score_edits
from tests.workbooks import AS_OF, snapshot

START, DUE = date(2026, 6, 20), date(2026, 7, 10)
PLAN = {
    "Pillars": [{"ID": "P1"}, {}, {"ID": "P2"}],
    "Units": [{"ID": "IT"}],
    "Objectives": [{"ID": "O-1", "Objective": "Sell", "Pillar": "P1", "Unit": "IT"}],
    "KPIs": [
        {"ID": "K-1", "KPI": "Cups", "Objective": "o-1", "Direction": "Increase"}
        | {"Baseline": 0, "Target": 10, "New value": 4, "Start": START, "Due": DUE},
        {"ID": "K-2", "Objective": "O-7", "Direction": "Increase"},
    ],
    "Actions": [{"ID": "A-1", "Start": START, "Due": DUE, "Done": 0.1}],
}


def edits_of(tables, missing=()):
    book = snapshot(tables, missing)
    plan = parse(book, AS_OF)
    return list(score_edits(Calculation.of(plan, score_plan(plan), book, ()), book))


def columns_of(tables, missing=()):
    return {(edit.table, edit.column.header): edit.values for edit in edits_of(tables, missing)}


def names_of(tables, missing=()):
    book = snapshot(tables, missing)
    plan = parse(book, AS_OF)
    checked_in = [kpi for kpi in plan.kpis if kpi.new_value is not None]
    edits = relay_edits(plan, book, checked_in)
    return {edit.table: edit.values for edit in edits if isinstance(edit, SetColumn)}


def test_the_figures_of_a_kpi_stand_in_its_row():
    found = columns_of(PLAN)
    assert found["KPIs", "Read on"] == (46203, "")  # 2026-06-30 as a serial day
    assert found["KPIs", "Actual"] == (4.0, "")
    assert found["KPIs", "Attainment"] == (0.4, "")
    assert found["KPIs", "Expected"] == (0.5, "")  # ten of twenty days
    assert found["KPIs", "Status"] == ("At risk", "No data")  # a gap of 10%


def test_the_figures_of_a_node_stand_in_its_row_and_blank_rows_stay_blank():
    found = columns_of(PLAN)
    assert found["Pillars", "Score"] == (0.4, "", "")
    assert found["Pillars", "Expected"] == (0.5, "", "")
    assert found["Pillars", "Coverage"] == (1.0, "", 0.0)
    assert found["Pillars", "Status"] == ("At risk", "", "No data")
    assert found["Pillars", "Worst"] == ("At risk", "", "No data")


def test_units_and_objectives_have_the_figures_of_their_rows():
    found = columns_of(PLAN)
    assert found["Units", "Score"] == found["Objectives", "Score"] == (0.4,)


def test_an_action_is_held_against_its_own_days():
    found = columns_of(PLAN)
    assert found["Actions", "Expected"] == (0.5,)
    assert found["Actions", "Status"] == ("Off track",)  # a gap of 40%


def test_what_stood_in_a_row_that_is_no_row_any_more_goes():
    found = columns_of({"KPIs": [{"Status": "On track", "Actual": 4}]})
    assert found["KPIs", "Status"] == found["KPIs", "Actual"] == ("",)


def test_each_row_shows_its_own_row_of_the_sheet_calculation_wherever_the_table_stands():
    (edit,) = [one for one in edits_of(PLAN) if one.column.header == "Attainment"]
    reference, _, place = edit.column.formula.removeprefix("IFERROR(INDEX(").partition(",")
    assert reference.startswith("Calculation!$")
    assert place == 'ROW()-ROW(KPIs[[#Headers],[Attainment]])),"")'


def test_a_row_that_the_sheet_calculation_has_no_room_for_says_roll_up():
    instead = {
        (edit.table, edit.column.header): edit.column.formula.rpartition(",")[2]
        for edit in edits_of(PLAN)
    }
    assert instead["Objectives", "Score"] == instead["KPIs", "Status"] == '"Roll up")'
    assert instead["Objectives", "Coverage"] == '"")'


def test_the_look_of_a_computed_column_stays_as_it_is_laid():
    (edit,) = [one for one in edits_of(PLAN) if one.column.header == "Attainment"]
    laid = table_layout("KPIs").column("Attainment").look
    assert replace(edit.column, formula=None) == laid


def test_a_missing_table_gets_no_figures():
    assert "Units" not in {table for table, _ in columns_of(PLAN, {"Units"})}


def test_every_table_is_laid_anew_with_the_looks_of_all_its_columns():
    book = snapshot({})
    laid = [e for e in relay_edits(parse(book, AS_OF), book, ()) if isinstance(e, LayTable)]
    assert [(edit.table, len(edit.columns)) for edit in laid] == [
        (table.name, len(table.columns)) for table in TABLES
    ]


def test_a_missing_table_is_not_laid():
    book = snapshot({}, {"Units"})
    laid = relay_edits(parse(book, AS_OF), book, ())
    assert "Units" not in [edit.table for edit in laid]


def test_beside_a_kpi_stands_its_objectives_name():
    assert names_of(PLAN)["KPIs"] == ("Sell", "")


def test_of_two_objectives_with_one_id_the_first_gives_its_name():
    objectives = [{"ID": "O-1", "Objective": "First"}, {"ID": "O-1", "Objective": "Second"}]
    assert names_of({"Objectives": objectives, "KPIs": [{"Objective": "O-1"}]})["KPIs"] == (
        "First",
    )


def test_beside_a_reading_stands_its_kpis_name():
    readings = [{"KPI": "k-1", "Date": START, "Value": 1}, {}, {"KPI": "K-7"}]
    found = names_of({"KPIs": [{"ID": "K-1", "KPI": "Cups"}], "Readings": readings})
    assert found["Readings"] == ("Cups", "", "")


def test_beside_a_reading_that_is_being_added_stands_its_kpis_name_too():
    kpis = [{"ID": "K-1", "KPI": "Cups", "New value": 4}, {"KPI": "Beans", "New value": 5}]
    readings = [{"KPI": "K-1", "Date": START, "Value": 1}, {}]
    found = names_of({"KPIs": kpis, "Readings": readings})
    assert found["Readings"] == ("Cups", "Cups", "Beans")  # over the blank row, then one more


def test_blank_rows_at_the_end_of_readings_are_filled_first():
    kpis = [{"ID": "K-1", "KPI": "Cups", "New value": 4}]
    assert names_of({"KPIs": kpis, "Readings": [{}, {}, {}]})["Readings"] == ("Cups", "", "")
