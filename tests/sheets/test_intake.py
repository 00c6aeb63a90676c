"""What a write takes in first: IDs, check-ins, the as-of day, and typed values it replaces."""

from dataclasses import replace
from datetime import date, datetime

from okrsheet.books.book import AppendRows, CellChange, Formula, SetCells
from okrsheet.sheets.intake import take_in, take_in_ids
from okrsheet.sheets.parse import parse
from tests.workbooks import AS_OF, snapshot

DAY = datetime(2026, 6, 30)


def taken_in(tables, as_of=None, missing=()):
    book = snapshot(tables, missing)
    return take_in(parse(book, AS_OF), book, as_of)


def test_a_sound_workbook_gives_nothing_to_take_in():
    found = taken_in({"Pillars": [{"ID": "P1"}], "Settings": [{"Setting": "As of", "Value": DAY}]})
    assert (found.edits, found.changes, found.checked_in) == ((), (), ())


def test_ids_are_written_table_by_table_over_what_stands_there():
    found = taken_in({"Pillars": [{"ID": " ", "Pillar": "A"}], "Units": [{"Unit": "B"}]})
    assert found.edits == (
        SetCells("Pillars", (CellChange(0, "P1", "ID", " ", "P1"),)),
        SetCells("Units", (CellChange(0, "U1", "ID", None, "U1"),)),
    )


def test_the_as_of_day_is_put_over_the_one_that_stands_there():
    old = datetime(2026, 3, 31)
    settings = [{"Setting": "Vision"}, {"Setting": " as OF ", "Value": old}]
    found = taken_in({"Settings": settings}, AS_OF)
    assert found.edits == (SetCells("Settings", (CellChange(1, "As of", "Value", old, DAY),)),)
    assert found.changes[0].message == "The plan's As of is now 2026-06-30 (was 2026-03-31)."


def test_a_blank_as_of_is_called_blank():
    found = taken_in({"Settings": [{"Setting": "As of"}]}, AS_OF)
    assert found.changes[0].message == "The plan's As of is now 2026-06-30 (was blank)."


def test_the_as_of_day_that_stands_there_already_is_not_written():
    assert taken_in({"Settings": [{"Setting": "As of", "Value": DAY}]}, AS_OF).edits == ()


def test_without_a_row_as_of_one_is_added():
    (edit,) = taken_in({"Settings": [{"Setting": "Vision"}]}, AS_OF).edits
    meaning = "The day that scores are for. Blank: today."
    assert edit == AppendRows(
        "Settings", ("Setting", "Value", "Meaning"), (("As of", DAY, meaning),)
    )


def test_a_row_as_of_is_added_without_a_meaning_where_that_has_no_column():
    (edit,) = taken_in({"Settings": []}, AS_OF, {"Settings/Meaning"}).edits
    assert edit == AppendRows("Settings", ("Setting", "Value"), (("As of", DAY),))


def test_of_two_rows_as_of_the_first_is_written():
    (edit,) = taken_in({"Settings": [{"Setting": "As of"}, {"Setting": "As of"}]}, AS_OF).edits
    assert [change.row for change in edit.changes] == [0]


def test_without_settings_no_day_is_written():
    assert taken_in({}, date(2026, 6, 30), {"Settings"}).edits == ()
    assert taken_in({"Settings": []}, date(2026, 6, 30), {"Settings/Value"}).edits == ()


def too_big(settings):
    """A plan of one KPI too many to follow live, in a workbook with these settings."""
    book = snapshot({"Settings": settings})
    small = parse(snapshot({"KPIs": [{"ID": "K-1"}], "Readings": [{"KPI": "K-1"}]}), AS_OF)
    plan = parse(book, AS_OF)
    return replace(plan, kpis=small.kpis * 5_001, readings=small.readings * 10_000), book


def test_a_plan_too_big_for_formulas_has_live_formulas_written_no_and_told():
    found = take_in(*too_big([{"Setting": "Live formulas", "Value": "Yes"}]))
    change = CellChange(0, "Live formulas", "Value", "Yes", "No")
    assert found.edits == (SetCells("Settings", (change,)),)
    assert [told.message for told in found.changes] == [
        "Live formulas is now No (was Yes): the plan is too big for formulas."
    ]


def test_a_plan_too_big_without_that_setting_gets_it():
    (edit,) = take_in(*too_big([])).edits
    assert isinstance(edit, AppendRows)
    assert edit.rows[0][:2] == ("Live formulas", "No")


def test_where_live_formulas_is_no_already_nothing_is_written():
    found = take_in(*too_big([{"Setting": "Live formulas", "Value": "No"}]))
    assert (found.edits, found.changes) == ((), ())


def test_a_plan_that_is_not_too_big_keeps_its_live_formulas():
    assert taken_in({"Settings": [{"Setting": "Live formulas", "Value": "Yes"}]}).edits == ()


def test_a_value_typed_over_a_formula_is_listed_and_no_entered_cell_changed():
    name = "Objective name"
    kpis = [{"ID": "K-1", name: Formula("1", "Fair")}, {"ID": "K-2", name: "Mine"}]
    found = taken_in({"KPIs": kpis})
    assert found.edits == ()
    (told,) = found.changes
    assert told.message == "Objective name of K-2 is calculated again; 'Mine' was typed over it."
    assert (told.field, told.old, told.new) == (name, "Mine", "")


def test_a_typed_value_in_a_row_without_an_id_is_listed_by_its_row():
    readings = [{"KPI": "K-1", "KPI name": Formula("1", "Fair")}, {"KPI": "K-1", "KPI name": "Me"}]
    (told,) = taken_in({"Readings": readings}).changes
    assert told.message == "KPI name in Readings G6 is calculated again; 'Me' was typed over it."


def test_ids_come_first_then_check_ins_then_the_day():
    found = taken_in(
        {"KPIs": [{"KPI": "Calls", "New value": 5}], "Settings": [{"Setting": "As of"}]}, AS_OF
    )
    assert [edit.table for edit in found.edits] == ["KPIs", "Readings", "KPIs", "Settings"]
    assert [kpi.id for kpi in found.checked_in] == ["K1"]


def test_ids_may_be_taken_in_alone():
    book = snapshot(
        {"KPIs": [{"KPI": "Calls", "New value": 5}], "Settings": [{"Setting": "As of"}]}
    )
    found = take_in_ids(parse(book, as_of=AS_OF), book)
    assert found.edits == (SetCells("KPIs", (CellChange(0, "K1", "ID", None, "K1"),)),)
    assert [change.message for change in found.changes] == ["New ID K1 for 'Calls'."]
    assert found.checked_in == ()
