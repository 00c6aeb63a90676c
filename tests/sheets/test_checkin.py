"""Check-ins: when a New value counts, and how the next write moves it to Readings."""

from datetime import date, datetime

from okrsheet.books.book import AppendRows, CellError, SetCells, Snapshot, Table
from okrsheet.commands import rollup
from okrsheet.sheets.checkin import Moved, move_check_ins
from okrsheet.sheets.parse import parse
from tests.workbooks import AS_OF, snapshot

MIDNIGHT = datetime(2026, 6, 30)
KPI = {"ID": "K-1", "KPI": "Calls", "Objective": "O-1", "Direction": "Increase", "Owner": "Ann"}


def moved(tables, missing=()) -> Moved:
    book = snapshot(tables, missing)
    return move_check_ins(parse(book, AS_OF), book)


def kpi_of(tables, as_of=AS_OF):
    return parse(snapshot(tables), as_of).kpis[0]


def appended(found: Moved):
    (edit,) = [edit for edit in found.edits if isinstance(edit, AppendRows)]
    return [dict(zip(edit.columns, row, strict=True)) for row in edit.rows]


def cleared(found: Moved):
    (edit,) = [edit for edit in found.edits if isinstance(edit, SetCells)]
    return edit.changes


def test_a_new_value_without_a_date_counts_as_of_the_plans_day():
    assert kpi_of({"KPIs": [KPI | {"New value": 5}]}).new_date == MIDNIGHT


def test_a_new_value_counts_at_its_new_date():
    day = date(2026, 6, 12)
    checked_in = kpi_of({"KPIs": [KPI | {"New value": 5, "New date": day}]})
    assert checked_in.new_date == datetime(2026, 6, 12)


def test_a_new_date_without_a_new_value_says_nothing():
    day = datetime(2026, 6, 12)
    readings = [{"KPI": "K-1", "Date": day, "Value": 3}]
    checked_in = kpi_of({"KPIs": [KPI | {"New date": day}], "Readings": readings})
    assert checked_in.new_date == day


def test_a_new_value_at_the_moment_of_a_reading_counts_just_after_it():
    readings = [{"KPI": "k-1", "Date": MIDNIGHT, "Value": 3}]
    checked_in = kpi_of({"KPIs": [KPI | {"New value": 5}], "Readings": readings})
    assert checked_in.new_date == datetime(2026, 6, 30, 0, 0, 0, 1000)


def test_a_second_new_value_of_a_day_counts_after_the_first():
    taken = [MIDNIGHT, datetime(2026, 6, 30, 0, 0, 0, 1000)]
    readings = [{"KPI": "K-1", "Date": day, "Value": 3} for day in taken]
    checked_in = kpi_of({"KPIs": [KPI | {"New value": 5}], "Readings": readings})
    assert checked_in.new_date == datetime(2026, 6, 30, 0, 0, 0, 2000)


def test_a_reading_without_a_value_does_not_stand_in_the_way():
    readings = [{"KPI": "K-1", "Date": MIDNIGHT, "Note": "to come"}]
    checked_in = kpi_of({"KPIs": [KPI | {"New value": 5}], "Readings": readings})
    assert checked_in.new_date == MIDNIGHT


def test_a_new_date_that_cannot_be_read_is_not_replaced_by_today():
    assert kpi_of({"KPIs": [KPI | {"New value": 5, "New date": "soon"}]}).new_date is None


def test_a_check_in_becomes_a_reading_with_its_note_and_the_owner():
    found = moved({"KPIs": [KPI | {"New value": 5, "New note": "Fair day"}]})
    assert appended(found) == [
        {"KPI": "K-1", "Date": MIDNIGHT, "Value": 5.0, "Note": "Fair day", "By": "Ann"}
    ]


def test_all_its_cells_are_cleared_and_only_those_that_hold_something():
    found = moved({"KPIs": [KPI | {"New value": 5, "New note": "Fair day"}]})
    told = [(change.row, change.column, change.old, change.new) for change in cleared(found)]
    assert told == [(0, "New value", 5.0, None), (0, "New note", "Fair day", None)]


def test_what_only_looks_blank_is_cleared_with_it():
    found = moved({"KPIs": [KPI | {"New value": 5, "New date": "  "}]})
    assert ("New date", "  ") in [(change.column, change.old) for change in cleared(found)]


def test_a_check_in_for_a_day_to_come_is_moved_and_does_not_count_yet():
    book = snapshot({"KPIs": [KPI | {"New value": 5, "New date": date(2026, 7, 31)}]})
    outcome = rollup(book, AS_OF)
    assert outcome.result.scores.kpis[0].actual is None
    assert appended(move_check_ins(outcome.result.plan, book))[0]["Date"] == datetime(2026, 7, 31)


def test_a_check_in_with_an_unreadable_date_stays_where_it_is():
    assert moved({"KPIs": [KPI | {"New value": 5, "New date": "soon"}]}) == Moved()


def test_a_check_in_with_an_unreadable_note_stays_where_it_is():
    note = CellError("#N/A")
    assert moved({"KPIs": [KPI | {"New value": 5, "New note": note}]}) == Moved()


def test_a_new_value_that_is_no_number_stays_where_it_is():
    assert moved({"KPIs": [KPI | {"New value": "5 calls"}]}) == Moved()


def test_the_check_in_of_a_row_whose_id_stands_twice_stays_where_it_is():
    found = moved({"KPIs": [KPI | {"New value": 5}, KPI | {"New value": 6}]})
    assert [row["Value"] for row in appended(found)] == [5.0]
    assert [change.row for change in cleared(found)] == [0]


def test_the_check_in_of_a_row_whose_id_cannot_be_used_stays_where_it_is():
    assert moved({"KPIs": [KPI | {"ID": "12", "New value": 5}]}) == Moved()


def test_the_check_in_of_a_row_without_an_id_goes_by_the_one_it_gets():
    found = moved({"KPIs": [KPI | {"ID": None, "New value": 5}]})
    assert appended(found)[0]["KPI"] == "K1"


def test_check_ins_are_moved_in_the_order_of_their_rows():
    rows = [KPI | {"ID": f"K-{at}", "New value": at} for at in (3, 1, 2)]
    assert [row["KPI"] for row in appended(moved({"KPIs": rows}))] == ["K-3", "K-1", "K-2"]


def test_without_a_column_for_what_it_holds_a_check_in_stays_where_it_is():
    for column in ("KPI", "Date", "Value", "Note"):
        assert moved({"KPIs": [KPI | {"New value": 5}]}, {f"Readings/{column}"}) == Moved()


def test_without_a_column_by_a_check_in_is_moved_without_its_owner():
    found = moved({"KPIs": [KPI | {"New value": 5}]}, {"Readings/By"})
    assert list(appended(found)[0]) == ["KPI", "Date", "Value", "Note"]


def test_without_readings_a_check_in_stays_where_it_is():
    assert moved({"KPIs": [KPI | {"New value": 5}]}, {"Readings"}) == Moved()


def test_a_check_in_is_told():
    (told,) = moved({"KPIs": [KPI | {"New value": 5}]}).changes
    assert told.message == "New value 5 of K-1 is now its reading of 2026-06-30."


def test_columns_are_named_as_the_workbook_has_them():
    kpis = Table("KPIs", "K", 1, 1, ("id", "NEW VALUE "), (("K-1", 5.0),))
    readings = Table("Readings", "R", 1, 1, ("note", "value", "date", "kpi"), ())
    book = Snapshot("own.xlsx", (kpis, readings))
    added, emptied = move_check_ins(parse(book, AS_OF), book).edits
    assert added == AppendRows(
        "Readings", ("kpi", "date", "value", "note"), (("K-1", MIDNIGHT, 5.0, None),)
    )
    assert [change.column for change in emptied.changes] == ["NEW VALUE "]


def test_a_new_value_of_today_counts_behind_a_reading_of_today_that_has_a_time():
    morning = datetime(2026, 6, 30, 9)
    rows = [{"KPI": "K-1", "Date": morning, "Value": 16}]
    checked_in = kpi_of({"KPIs": [KPI | {"New value": 12}], "Readings": rows})
    assert checked_in.new_date > morning
    assert checked_in.new_date.date() == AS_OF


def test_a_new_value_with_a_date_of_its_own_counts_at_that_date():
    rows = [{"KPI": "K-1", "Date": datetime(2026, 6, 30, 9), "Value": 16}]
    tables = {"KPIs": [KPI | {"New value": 12, "New date": AS_OF}], "Readings": rows}
    assert kpi_of(tables).new_date == MIDNIGHT
