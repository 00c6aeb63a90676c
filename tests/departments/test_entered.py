from datetime import datetime, timedelta

from okrsheet.books.book import Value
from okrsheet.departments.difference import GOAL, Cell
from okrsheet.departments.entered import ENTERED, Row, id_key

DAY = datetime(2026, 6, 30)
KPIS, READINGS, ACTIONS = ENTERED["KPIs"], ENTERED["Readings"], ENTERED["Actions"]


def row(table: str, **cells: Value) -> Row:
    entered = ENTERED[table]
    said = {header.replace("_", " "): value for header, value in cells.items()}
    return tuple(said.get(header) for header in entered.headers)


def test_ids_are_compared_without_case_and_outer_spaces():
    assert id_key(" O-It-1 ") == "o-it-1"
    assert id_key(12.0) == "12"
    assert id_key(None) == ""


def test_readings_of_one_moment_are_counted():
    one, other = row("Readings", KPI="K-1", Date=DAY), row("Readings", KPI="k-1", Date=DAY)
    assert READINGS.keys([one, other]) == [
        ("k-1", "2026-06-30T00:00:00.000", "0"),
        ("k-1", "2026-06-30T00:00:00.000", "1"),
    ]


def test_a_moment_that_a_program_rounded_has_the_same_key():
    near = DAY - timedelta(microseconds=3)
    rows = [row("Readings", KPI="K-1", Date=moment) for moment in (DAY, near)]
    assert READINGS.about(rows[0]) == READINGS.about(rows[1])


def test_a_moment_after_another_has_a_key_of_its_own():
    later = DAY + timedelta(milliseconds=1)
    rows = [row("Readings", KPI="K-1", Date=moment) for moment in (DAY, later)]
    assert READINGS.about(rows[0]) != READINGS.about(rows[1])


def test_a_row_is_called_by_its_id_or_by_what_it_is_about():
    assert ACTIONS.shown(row("Actions", ID="A-1", Action="Call")) == "A-1"
    assert READINGS.shown(row("Readings", KPI="K-1", Date=DAY)) == "K-1 on 2026-06-30"
    driver = row("Drivers", Driver="K-1", Outcome="K-2")
    assert ENTERED["Drivers"].shown(driver) == "K-1 to K-2"


def test_a_kpis_goal_counts_as_one_cell():
    sent = row("KPIs", ID="K-1", Baseline=24.0, Target=12.0, Owner="Ann")
    came = row("KPIs", ID="K-1", Baseline=24.0, Target=10.0, Owner="Bob")
    assert KPIS.changed(sent, came) == (
        Cell(("Owner",), ("Ann",), ("Bob",)),
        Cell(GOAL, (None, 24.0, 12.0, None), (None, 24.0, 10.0, None)),
    )


def test_true_is_not_the_number_one():
    sent, came = row("KPIs", ID="K-1", Weight=True), row("KPIs", ID="K-1", Weight=1.0)
    assert KPIS.changed(sent, came) == (Cell(("Weight",), (True,), (1.0,)),)


def test_rows_are_alike_by_their_name_or_half_of_their_cells():
    one = row("Actions", Action="Call all", Objective="O-1", Owner="Ann")
    assert ACTIONS.is_alike(one, row("Actions", Action="Call all", Objective="O-2"))
    assert ACTIONS.is_alike(one, row("Actions", Action="Ring all", Objective="O-1", Owner="Ann"))
    assert not ACTIONS.is_alike(one, row("Actions", Action="Ring all", Objective="O-2"))


def test_rows_say_the_same_whatever_their_id_and_check_in():
    one = row("KPIs", ID="K-1", KPI="Sales", New_value=4.0)
    assert KPIS.is_same(one, row("KPIs", ID="K-2", KPI="Sales"))
    assert KPIS.text(one) == KPIS.text(row("KPIs", KPI="Sales"))
