"""From the rows of Readings and the New value to the actual value of a KPI."""

from datetime import date, datetime

import pytest

from okrsheet.books.book import CellError
from tests.sheets.live.laid import laid, unlike, values
from tests.workbooks import AS_OF

TODAY = 46203  # 2026-06-30 as a serial day
JUNE = [datetime(2026, 6, day) for day in range(1, 31)]
DATED = {"Setting": "As of", "Value": AS_OF}


def readings(*dated, id="K-1"):
    return [{"KPI": id, "Date": moment, "Value": value} for moment, value in dated]


def read(*dated, **kpi):
    """When the KPI K-1 was read last, and its actual value."""
    tables = {"KPIs": [{"ID": "K-1", **kpi}], "Readings": readings(*dated)}
    shown = laid(tables).calculation.kpis.shown
    return shown["Read on"].values[0], shown["Actual"].values[0]


def test_the_latest_reading_counts():
    assert read((JUNE[9], 3), (JUNE[29], 5), (JUNE[19], 4)) == (TODAY, 5)


def test_readings_of_one_moment_are_averaged():
    assert read((JUNE[29], 5), (JUNE[29], 2), (JUNE[9], 9)) == (TODAY, 3.5)


def test_a_reading_counts_to_the_end_of_the_as_of_day():
    assert read((datetime(2026, 6, 30, 18), 5))[0] == TODAY + 0.75
    assert read((datetime(2026, 7, 1), 5)) == ("", "")


@pytest.mark.parametrize("value", ["5", None, CellError("#N/A")])
def test_what_is_no_number_is_not_read(value):
    assert read((JUNE[9], 3), (JUNE[29], value)) == (TODAY - 20, 3)


def test_a_reading_without_a_date_is_not_read():
    assert read((None, 5), ("soon", 6)) == ("", "")


def test_a_reading_of_another_id_is_not_read_and_case_does_not_matter():
    tables = {
        "KPIs": [{"ID": "K-1"}, {"ID": "K-2"}],
        "Readings": [*readings((JUNE[9], 3), id="k-1"), *readings((JUNE[9], 4), id=" K-2")],
    }
    assert values(laid(tables).calculation.kpis.shown["Actual"], 2) == [3, ""]


def test_a_second_kpi_of_an_id_has_no_readings():
    tables = {"KPIs": [{"ID": "K-1"}, {"ID": "K-1"}], "Readings": readings((JUNE[9], 3))}
    assert values(laid(tables).calculation.kpis.shown["Actual"], 2) == [3, ""]


def test_a_new_value_counts_today():
    assert read((JUNE[9], 3), **{"New value": 7}) == (TODAY, 7)


def test_a_new_value_counts_on_its_date():
    assert read((JUNE[19], 3), **{"New value": 7, "New date": JUNE[9]}) == (TODAY - 10, 3)
    assert read((JUNE[9], 3), **{"New value": 7, "New date": JUNE[19]}) == (TODAY - 10, 7)


def test_a_new_value_goes_before_the_readings_of_its_day():
    moment, value = read((datetime(2026, 6, 30, 12), 3), **{"New value": 7})
    assert value == 7
    assert moment == pytest.approx(TODAY + 0.5 + 1 / 86_400_000, abs=1e-9)


def test_a_new_value_that_is_dated_after_today_does_not_count_yet():
    assert read((JUNE[9], 3), **{"New value": 7, "New date": datetime(2026, 7, 1)})[1] == 3


def test_a_new_value_with_a_date_that_is_none_does_not_count():
    assert read((JUNE[9], 3), **{"New value": 7, "New date": "soon"}) == (TODAY - 20, 3)


@pytest.mark.parametrize(("kind", "actual"), [("Sum", 12), ("Average", 4), ("Latest", 5)])
def test_a_sum_and_an_average_are_over_the_readings_since_start(kind, actual):
    dated = [(JUNE[0], 100), (JUNE[9], 4), (JUNE[19], 3), (JUNE[29], 5)]
    assert read(*dated, **{"Reading is": kind, "Start": JUNE[9]}) == (TODAY, actual)


def test_a_sum_counts_the_new_value_too():
    found = read((JUNE[9], 4), **{"Reading is": "Sum", "Start": JUNE[0], "New value": 2})
    assert found == (TODAY, 6)


def test_nothing_since_start_is_no_actual_value():
    assert read((JUNE[0], 4), **{"Reading is": "Sum", "Start": JUNE[9]}) == (TODAY - 29, "")


def test_a_check_in_that_the_write_moves_is_a_reading_and_its_cell_is_blank():
    tables = {"KPIs": [{"ID": "K-1", "New value": 7}], "Readings": readings((JUNE[9], 3))}
    made = laid(tables, checked_in=laid(tables).plan.kpis).calculation
    columns = {column.header: column for column in made.grid.columns}
    assert values(columns["KPIs: New value, entered"], 1) == [""]
    assert values(columns["KPIs: New value's moment"], 1) == [0]
    assert values(columns["KPIs: last reading"], 1) == [TODAY]
    assert values(made.kpis.shown["Actual"], 1) == [7]


def test_ironcalc_reads_the_same(tmp_path):
    new = {"New value": 7}
    kpis = [
        {"ID": "K-1"},
        {"ID": "K-2", "Reading is": "Sum", "Start": JUNE[9], **new, "New date": JUNE[19]},
        {"ID": "K-3", "Reading is": "Average", "Start": JUNE[19], **new},
        {"ID": "K-4", **new, "New date": date(2026, 7, 1)},
        {"ID": "k-1", **new},
        {"ID": "K-5", **new, "New date": "soon"},
        {"ID": "K-6", **new, "New date": JUNE[29]},
    ]
    dated = [(JUNE[9], 3), (JUNE[19], "4"), (datetime(2026, 6, 30, 18), 5), (None, 6), ("x", 7)]
    found = [one for kpi in kpis for one in readings(*dated, id=kpi["ID"])]
    made = laid({"Settings": [DATED], "KPIs": kpis, "Readings": found})
    assert list(unlike(made, tmp_path / "readings.xlsx")) == []
