"""Where the ribbon takes people to type: new rows, and KPIs whose reading is due."""

from datetime import date

import pytest

from okrsheet.books.book import BookError
from okrsheet.books.memory import MemoryBook
from okrsheet.clicks.answer import Place
from okrsheet.clicks.rows import add_action, add_kpi, add_objective, check_in
from okrsheet.clicks.selection import Here
from tests.workbooks import snapshot

PLAN = {
    "Settings": [{"Setting": "As of", "Value": date(2026, 6, 30)}],
    "Objectives": [{"ID": "O-1", "Objective": "Sell"}, {"Objective": "Learn"}, {}, {}],
    "KPIs": [{"ID": "K-1", "KPI": "Cups", "Objective": "O-1"}, {}],
}
NOWHERE = Here(Place("Plan", 1, 1))
ON_FIRST_OBJECTIVE, ON_SECOND = Here(Place("Objectives", 5, 1)), Here(Place("Objectives", 6, 1))
KPI = {"Direction": "Increase", "Start": date(2026, 1, 1), "Due": date(2026, 12, 31)}


def column(table, header):
    at = table.headers.index(header)
    return [row[at] for row in table.rows]


def done(command, tables, here):
    book = MemoryBook(snapshot(tables))
    answer = command(book.read(), here)
    book.apply(answer.edits)
    return answer, book.read()


def due(*ids, **last_read):
    """KPIs read last on that day, in May or long ago."""
    kpis = [KPI | {"ID": id, "KPI": f"Name of {id}"} for id in (*ids, *last_read)]
    readings = [{"KPI": id, "Date": day, "Value": 1} for id, day in last_read.items()]
    return PLAN | {"KPIs": kpis, "Readings": readings}


def test_a_new_objective_goes_below_the_last_that_is_used():
    assert add_objective(snapshot(PLAN), NOWHERE).go == Place("Objectives", 7, 2)


def test_in_a_full_table_it_goes_right_below_where_excel_grows_the_table():
    full = {"Objectives": [{"ID": "O-1", "Objective": "Sell"}]}
    assert add_objective(snapshot(full), NOWHERE).go == Place("Objectives", 6, 2)


def test_a_new_kpi_is_the_selected_objectives():
    answer, book = done(add_kpi, PLAN, ON_FIRST_OBJECTIVE)
    assert column(book.table("KPIs"), "Objective") == ["O-1", "O-1"]
    assert answer.go == Place("KPIs", 6, 2)
    assert answer.bar == "Type what is measured. It belongs to O-1 Sell."


def test_a_new_action_is_the_objectives_of_the_selected_kpi():
    answer, book = done(add_action, PLAN, Here(Place("KPIs", 5, 4)))
    assert column(book.table("Actions"), "Objective") == ["O-1"]
    assert answer.go == Place("Actions", 5, 3)


def test_an_objective_without_an_id_gets_one_so_that_its_kpi_can_refer_to_it():
    _, book = done(add_kpi, PLAN, ON_SECOND)
    assert column(book.table("Objectives"), "ID") == ["O-1", "O1", None, None]
    assert column(book.table("KPIs"), "Objective") == ["O-1", "O1"]


def test_without_an_objective_selected_nothing_is_written():
    answer, _ = done(add_kpi, PLAN, NOWHERE)
    assert answer.edits == ()
    assert answer.bar == "Type what is measured, and choose its Objective."


@pytest.mark.parametrize("command", [add_objective, add_kpi, add_action, check_in])
def test_a_missing_table_is_told(command):
    with pytest.raises(BookError, match=r"The table \w+ is missing. Put it back"):
        command(snapshot({}, {"Objectives", "KPIs", "Actions"}), NOWHERE)


def test_a_check_in_goes_to_the_new_value_of_a_kpi_that_is_due():
    tables = due(K1=date(2026, 5, 31), K2=date(2026, 4, 30))  # 30 and 61 days: 46 are fresh
    answer = check_in(snapshot(tables), NOWHERE)
    assert answer.go == Place("KPIs", 6, 19)  # New value is the 19th column
    assert answer.bar == (
        "1 of 1 due: Name of K2. K2 was last read on 2026-04-30, 61 days ago; "
        "it is to be read monthly."
    )


def test_check_ins_go_on_after_the_selected_row_and_around_to_the_first():
    book = snapshot(due("K1", "K2", "K3"))
    rows = [check_in(book, Here(Place("KPIs", row, 19))).go.row for row in (1, 5, 6, 7)]
    assert rows == [5, 6, 7, 5]
    assert check_in(book, Here(Place("Objectives", 6, 1))).go.row == 5


def test_a_kpi_with_a_new_value_is_not_due_any_more():
    tables = due("K1", "K2")
    tables["KPIs"][0]["New value"] = 4
    assert check_in(snapshot(tables), NOWHERE).go.row == 6


def test_a_waived_reading_is_not_due():
    tables = due("K1")
    tables["KPIs"][0]["Waive"] = "T06: read once a year by hand"
    assert check_in(snapshot(tables), NOWHERE).box == "No reading is due as of 2026-06-30."


def test_where_nothing_is_due_that_is_said():
    answer = check_in(snapshot(due(K1=date(2026, 6, 1))), NOWHERE)
    assert (answer.go, answer.box) == (None, "No reading is due as of 2026-06-30.")
