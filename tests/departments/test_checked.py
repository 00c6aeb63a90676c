from datetime import datetime

import pytest

from okrsheet.books.book import CellError, Snapshot, Value
from okrsheet.departments.checked import checked_in, day_of, is_correction, without_check_in
from okrsheet.departments.entered import ENTERED, Row
from tests.workbooks import snapshot

DAY = datetime(2026, 6, 30)
LATER = datetime(2026, 7, 7)


def kpi(**cells: Value) -> Row:
    said = {"ID": "K-1", **{header.replace("_", " "): value for header, value in cells.items()}}
    return tuple(said.get(header) for header in ENTERED["KPIs"].headers)


def with_as_of(value: object) -> Snapshot:
    return snapshot({"Settings": [{"Setting": "as of ", "Value": value}]})


def test_the_day_is_the_setting_as_of():
    assert day_of(with_as_of(DAY), datetime(2026, 7, 3)) == DAY


def test_the_time_of_as_of_does_not_count():
    assert day_of(with_as_of(datetime(2026, 6, 30, 14)), None) == DAY


@pytest.mark.parametrize("said", [None, "soon"])
def test_without_as_of_the_day_is_that_of_saving(said):
    assert day_of(with_as_of(said), datetime(2026, 7, 3, 17)) == datetime(2026, 7, 3)


def test_without_settings_the_day_is_that_of_saving():
    assert day_of(Snapshot("it.xlsx", ()), datetime(2026, 7, 3, 17)) == datetime(2026, 7, 3)


def test_without_any_day_it_is_today():
    today = datetime.combine(datetime.now().date(), datetime.min.time())
    assert day_of(Snapshot("it.xlsx", ()), None) >= today


def test_a_new_value_that_was_sent_along_is_no_check_in():
    assert checked_in(kpi(New_value=4.0), kpi(New_value=4.0), DAY) is None


def test_a_new_note_beside_a_value_is_a_check_in():
    found = checked_in(kpi(New_value=4.0), kpi(New_value=4.0, New_note="why"), DAY)
    assert found is not None
    assert (found.sent, found.came) == ((4.0, None, None), (4.0, None, "why"))


@pytest.mark.parametrize(
    "cells",
    [
        {"New_value": None, "New_note": "why"},
        {"New_value": "12 h"},
        {"New_value": True},
        {"New_value": 4.0, "New_date": "soon"},
        {"New_value": 4.0, "New_date": datetime(1950, 1, 1)},
        {"New_value": 4.0, "New_note": CellError("#N/A")},
    ],
)
def test_what_cannot_be_read_is_no_check_in(cells):
    assert checked_in(None, kpi(**cells), DAY) is None


def test_a_row_without_its_check_in_keeps_the_rest():
    assert without_check_in(kpi(Target=1.0, New_value=4.0)) == kpi(Target=1.0)


@pytest.mark.parametrize(
    ("sent", "came", "is_one"),
    [
        ({"New_value": 40.0, "New_date": DAY}, {"New_value": 42.0, "New_date": DAY}, True),
        ({"New_value": 40.0, "New_date": DAY}, {"New_value": 42.0, "New_date": LATER}, False),
        ({"New_value": 40.0}, {"New_value": 42.0}, False),
        ({"New_date": DAY}, {"New_value": 42.0, "New_date": DAY}, False),
    ],
)
def test_only_a_value_of_the_date_that_was_named_before_is_a_correction(sent, came, is_one):
    found = checked_in(kpi(**sent), kpi(**came), DAY)
    assert found is not None
    assert is_correction(found) is is_one
