from dataclasses import replace
from datetime import datetime, timedelta
from time import process_time
from timeit import repeat

import pytest

from okrsheet.books.book import Below, CellError, Table
from okrsheet.departments.difference import GOAL, Cell, Counts
from okrsheet.departments.returned import returned
from tests.departments.rounds import SAVED, Filled, Round, messages
from tests.workbooks import snapshot


@pytest.fixture
def file() -> Filled:
    return Round().split()["IT"]


def test_an_unedited_file_differs_in_nothing(file):
    back = file.back()
    assert back.is_empty
    assert back.remarks == ()
    assert (back.plan, back.unit, back.sending) == ("a-plan", "IT", file.sent.sending)


def test_sorted_rows_and_moved_columns_differ_in_nothing(file):
    for table in file.rows:
        file.rows[table].reverse()
        file.headers[table].reverse()
    back = file.back()
    assert back.is_empty and back.remarks == ()


def test_blank_rows_between_and_headers_in_another_case_differ_in_nothing(file):
    file.rows["KPIs"].insert(1, {})
    file.headers["KPIs"] = [header.upper() for header in file.headers["KPIs"]]
    rows = file.rows["KPIs"]
    file.rows["KPIs"] = [{h.upper(): value for h, value in row.items()} for row in rows]
    back = file.back()
    assert back.is_empty and back.remarks == ()


def test_table_names_are_read_in_any_case(file):
    book = file.snapshot()
    book = replace(book, tables=tuple(replace(t, name=t.name.upper()) for t in book.tables))
    back = returned(book, file.sent, "it.xlsx", SAVED)
    assert back.is_empty and back.remarks == ()


def test_what_a_program_rounded_or_trimmed_differs_in_nothing(file):
    reading = file.row("Readings", "K-IT-1")
    reading["Date"] += timedelta(microseconds=7)
    reading["Value"] += 1e-13
    file.put("Objectives", "O-IT-2", Owner=" Cem ")
    assert file.back().is_empty


def test_a_changed_cell_is_told_with_both_values(file):
    file.put("Objectives", "O-IT-2", Owner="Ida")
    (row,) = file.back().edited
    assert (row.table, row.id, row.key) == ("Objectives", "O-IT-2", ("o-it-2",))
    assert row.cells == (Cell(("Owner",), ("Cem",), ("Ida",)),)


def test_a_changed_target_comes_with_all_of_the_goal(file):
    file.put("KPIs", "K-IT-1", Target=10)
    (row,) = file.back().edited
    sent, came = ("hours", 24.0, 12.0, "Decrease"), ("hours", 24.0, 10.0, "Decrease")
    assert row.cells == (Cell(GOAL, sent, came),)


def test_a_mended_id_is_a_changed_cell():
    plan = {
        "Units": [{"ID": "IT"}],
        "Objectives": [{"ID": "O-1", "Objective": "Grow", "Unit": "IT"}],
        "KPIs": [{"ID": "K-1", "Objective": "O-1", "KPI": "Sales"}],
    }
    file = Round(plan).split()["IT"]
    sent = {**file.sent.tables}
    rows = sent["KPIs"].rows[0]
    base = replace(
        file.sent,
        tables={**sent, "KPIs": replace(sent["KPIs"], rows=((" K-1", *rows[1:]),))},
    )
    (row,) = file.back(base).edited
    assert row.cells == (Cell(("ID",), (" K-1",), ("K-1",)),)


def test_a_new_row_and_a_deleted_row_are_told(file):
    file.add("Actions", Objective="O-IT-1", Action="Train the desk")
    file.delete("Actions", "A-IT-1")
    back = file.back()
    (added,), (deleted,) = back.added, back.deleted
    assert (added.table, added.id) == ("Actions", None)
    assert (deleted.table, deleted.id) == ("Actions", "A-IT-1")


def test_readings_are_a_set_by_kpi_and_moment(file):
    file.row("Readings", "K-IT-1")["Value"] = 21.0
    file.rows["Readings"][1]["Date"] = datetime(2026, 5, 30)
    back = file.back()
    (edited,), (added,), (deleted,) = back.edited, back.added, back.deleted
    assert (edited.id, edited.cells) == (
        "K-IT-1 on 2026-03-31",
        (Cell(("Value",), (20.0,), (21.0,)),),
    )
    assert deleted.id == "K-IT-1 on 2026-05-31"
    assert added.row[:3] == ("K-IT-1", datetime(2026, 5, 30), 17.0)


def test_a_new_value_is_a_check_in_on_the_as_of_day_of_the_file(file):
    file.put("KPIs", "K-IT-1", New_value=15, New_note="CRM is in")
    back = file.back()
    (one,) = back.check_ins
    assert (one.kpi, one.value, one.moment) == ("K-IT-1", 15.0, datetime(2026, 6, 30))
    assert (one.came, one.by, one.is_dated) == ((15.0, None, "CRM is in"), "Eva", False)
    assert back.edited == ()


def test_a_check_in_has_the_date_that_it_says(file):
    file.put("KPIs", "K-IT-1", New_value=15, New_date=datetime(2026, 6, 12))
    (one,) = file.back().check_ins
    assert (one.moment, one.is_dated) == (datetime(2026, 6, 12), True)


def test_without_an_as_of_day_a_check_in_is_of_the_day_that_the_file_was_saved(file):
    file.row("Settings", "As of")["Value"] = None
    file.put("KPIs", "K-IT-1", New_value=15)
    (one,) = file.back().check_ins
    assert one.moment == datetime(2026, 7, 3)


@pytest.mark.parametrize("said", ["15 h", "soon"])
def test_a_new_value_that_is_no_number_is_a_cell_like_others(file, said):
    file.put("KPIs", "K-IT-1", New_value=said)
    back = file.back()
    assert back.check_ins == ()
    assert back.edited[0].cells == (Cell(("New value",), (None,), (said,)),)


def test_a_missing_column_is_not_a_blank_one(file):
    file.headers["Objectives"].remove("Owner")
    back = file.back()
    assert back.is_empty
    assert messages(back) == ["Objectives has no column Owner: nothing of it was taken."]


def test_rows_are_found_without_their_id_column(file):
    file.put("Objectives", "O-IT-2", Owner="Ida")
    file.headers["Objectives"].remove("ID")
    back = file.back()
    assert [(row.id, row.cells) for row in back.edited] == [
        ("O-IT-2", (Cell(("Owner",), ("Cem",), ("Ida",)),))
    ]
    assert (back.added, back.deleted, back.blank) == ((), (), {})
    assert messages(back) == ["Objectives has no column ID: nothing of it was taken."]


def test_readings_without_their_dates_are_not_read(file):
    file.headers["Readings"].remove("Date")
    back = file.back()
    assert back.is_empty
    assert messages(back) == ["Readings has no column Date: nothing of it was taken."]


def test_a_missing_table_deletes_nothing(file):
    del file.rows["Actions"]
    back = file.back()
    assert back.is_empty
    assert messages(back) == ["The table Actions is missing: nothing of it was taken."]


def test_of_two_rows_with_one_id_the_one_like_the_base_counts(file):
    copy = file.row("Objectives", "O-IT-2") | {"Objective": "Fail seldom", "Owner": "Ida"}
    file.rows["Objectives"].insert(0, copy)
    back = file.back()
    assert back.is_empty
    (said,) = messages(back)
    assert said.startswith('The ID O-IT-2 stands twice: the row "Fail seldom" is not taken.')
    assert "Ida" in said


def test_an_error_value_is_not_taken(file):
    file.put("KPIs", "K-IT-1", Target=CellError("#REF!"), Owner="Zoe")
    back = file.back()
    assert back.edited[0].cells == (Cell(("Owner",), ("Eva",), ("Zoe",)),)
    assert messages(back) == ["Target of K-IT-1 holds #REF!: it is not taken."]


def test_a_column_of_the_departments_own_is_named(file):
    file.put("KPIs", "K-IT-1", Our_remark="ask Bob")
    file.headers["KPIs"].insert(0, "Our remark")
    back = file.back()
    assert back.is_empty
    assert messages(back) == [
        "KPIs has a column of its own, 'Our remark', with one filled cell: it is not taken."
    ]


def test_a_column_of_its_own_that_is_blank_is_passed_over(file):
    file.headers["KPIs"].append("Our remark")
    assert file.back().remarks == ()


def test_an_id_changed_by_hand_is_the_same_row_and_references_follow(file):
    file.put("Objectives", "O-IT-2", ID="Quality")
    file.put("KPIs", "K-IT-2", Objective="Quality")
    back = file.back()
    assert back.is_empty
    assert back.given == {"Objectives/quality": "O-IT-2"}
    assert messages(back) == [
        "The ID O-IT-2 was changed to Quality: it is the same row, and keeps O-IT-2."
    ]


def test_a_cleared_id_is_the_same_row(file):
    file.put("Objectives", "O-IT-2", ID=None, Owner="Ida")
    back = file.back()
    assert [row.id for row in back.edited] == ["O-IT-2"]
    assert list(back.blank.values()) == ["O-IT-2"]
    assert messages(back) == ["The ID O-IT-2 was cleared: it is the same row, and keeps O-IT-2."]


def test_an_unusable_id_is_taken_and_told(file):
    file.add("Actions", ID="12 a", Action="Call")
    back = file.back()
    assert back.added[0].id == "12 a"
    assert messages(back) == ["'12 a' is not a usable ID: the row is taken as it stands."]


def test_changed_settings_and_context_are_told_and_not_taken(file):
    file.row("Settings", "Organisation")["Value"] = "Ours"
    file.rows["Context"][0]["Score"] = 0.9
    back = file.back()
    assert back.is_empty
    assert messages(back) == [
        "The setting Organisation was set to 'Ours' (was 'Tidewell'): settings are not taken back.",
        "One row of the table Context came back changed: what is in it is not taken back.",
    ]


def test_a_reading_of_a_kpi_that_the_file_does_not_have_is_not_its_own(file):
    file.add("Readings", KPI="K-HR-1", Date=datetime(2026, 6, 1), Value=3)
    file.add("Readings", KPI="K-IT-1", Date=datetime(2026, 6, 1), Value=3)
    assert [added.is_own for added in file.back().added] == [False, True]


def test_completeness_counts_kpis_with_a_figure(file):
    assert file.back().counts == Counts(objectives=2, kpis=2, measured=1, readings=2, actions=1)
    file.put("KPIs", "K-IT-2", New_value=4)
    assert file.back().counts.measured == 2


def test_a_base_with_other_columns_is_read_by_header(file):
    rows = file.sent.tables["Actions"]
    base = replace(
        rows,
        headers=rows.headers[::-1],
        rows=tuple(row[::-1] for row in rows.rows),
    )
    sent = replace(file.sent, tables={**file.sent.tables, "Actions": base})
    assert file.back(sent).is_empty


def test_an_unchanged_file_of_a_hundred_rows_takes_two_milliseconds():
    units = [{"ID": "IT"}]
    objectives = [{"ID": f"O-{n}", "Objective": f"Do {n}", "Unit": "IT"} for n in range(12)]
    kpis = [{"ID": f"K-{n}", "KPI": "Sales", "Objective": f"O-{n % 12}"} for n in range(24)]
    day = datetime(2026, 1, 1)
    readings = [
        {"KPI": f"K-{n % 24}", "Date": day + timedelta(days=n), "Value": n} for n in range(52)
    ]
    actions = [{"ID": f"A-{n}", "Objective": f"O-{n}", "Action": "Call"} for n in range(12)]
    tables = {"Units": units, "Objectives": objectives, "KPIs": kpis}
    file = Round({**tables, "Readings": readings, "Actions": actions}).split()["IT"]
    book = file.snapshot()

    def read() -> None:
        returned(book, file.sent, "it.xlsx", SAVED)

    assert min(repeat(read, timer=process_time, number=1, repeat=50)) < 0.002


def test_a_workbook_that_is_no_department_at_all_is_only_remarked_on(file):
    book = replace(snapshot({}), tables=(Table("Mine", "Mine", 1, 1, ("A",), ((1.0,),)),))
    back = returned(book, file.sent, "mine.xlsx", SAVED)
    assert back.is_empty
    assert len(back.remarks) == 7


def test_what_stands_below_an_entered_table_is_said_and_not_taken(file):
    book, typed = file.snapshot(), Below(31, 2, "Grow", 1)
    book = replace(book, tables=tuple(replace(table, below=typed) for table in book.tables))
    back = returned(book, file.sent, "it.xlsx", SAVED)
    assert back.is_empty
    assert [remark.table for remark in back.remarks] == [
        "Units",
        "Objectives",
        "KPIs",
        "Actions",
        "Readings",
        "Drivers",
    ]
    assert "from Units!B31 on (one row: 'Grow')" in messages(back)[0]
