from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.commands import check, fix
from okrsheet.sheets.layout import KPIS, OBJECTIVES
from okrsheet.sheets.mend import mend, mended
from tests.workbooks import snapshot

TARGET, DUE, TYPE = KPIS.column("Target"), KPIS.column("Due"), KPIS.column("Type")
ID, NAME = KPIS.column("ID"), OBJECTIVES.column("Objective")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        (" 12 ", 12.0),
        ("-3.5", -3.5),
        ("12,5", 12.5),
        ("0.125", 0.125),
        ("40%", 0.4),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1 234", 1234.0),
        ("1,234,567", 1234567.0),
        ("2e3", 2000.0),
    ],
)
def test_a_number_as_text_becomes_the_number_that_it_certainly_is(text, number):
    assert mended(text, TARGET) == pytest.approx(number)
    assert isinstance(mended(text, TARGET), float)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12 h", "soon", "1,23,4", "--1"])
def test_a_text_that_may_mean_two_numbers_or_none_stays(text):
    assert mended(text, TARGET) == text


@pytest.mark.parametrize(
    "text",
    ["2026-03-31", "31.03.2026", "31/03/2026", "03/31/2026", "31 March 2026", "March 31, 2026"],
)
def test_a_date_as_text_becomes_the_date_that_it_certainly_is(text):
    assert mended(text, DUE) == datetime(2026, 3, 31)


def test_the_same_day_read_either_way_is_certain():
    assert mended("03/03/2026", DUE) == datetime(2026, 3, 3)


@pytest.mark.parametrize("text", ["03/04/2026", "31/02/2026", "31.03.26", "soon", "Q3"])
def test_a_text_that_may_mean_two_days_or_none_stays(text):
    assert mended(text, DUE) == text


def test_outer_and_double_spaces_go():
    assert mended("  Sell   10 cups ", NAME) == "Sell 10 cups"
    assert mended(" K-1\u00a0", ID) == "K-1"


def test_lines_of_a_text_stay_lines():
    assert mended("Sell 10 cups\nby June", NAME) == "Sell 10 cups\nby June"


def test_a_choice_gets_its_own_spelling_and_another_word_stays():
    assert mended(" leading ", TYPE) == "Leading"
    assert mended("Laging ", TYPE) == "Laging "


def test_a_setting_is_mended_as_what_it_holds():
    book = snapshot({"Settings": [{"Setting": "Period end", "Value": "2026-12-31"}]})
    (change,) = mend(book).changes
    assert change.new == "2026-12-31"
    assert change.message.endswith('(Value): "2026-12-31" becomes the date 2026-12-31.')


def test_each_cell_that_changes_is_told_with_its_place():
    book = snapshot({"KPIs": [{"ID": "K-1", "KPI": "Calls", "Target": "12"}]})
    result = fix(book).result
    assert [(one.id, one.field, one.old, one.new) for one in result] == [
        ("K-1", "Target", "12", "12")
    ]
    assert "becomes the number 12" in result[0].message


def test_what_is_mended_has_no_finding_any_more():
    before = snapshot({"KPIs": [{"ID": " K-1", "KPI": "Calls", "Target": "12"}]})
    after = snapshot({"KPIs": [{"ID": "K-1", "KPI": "Calls", "Target": 12.0}]})
    assert "D08" in codes(before)
    assert "D08" not in codes(after)


def codes(book):
    return {one.finding.code for one in check(book).result.findings}


@given(st.text(max_size=30), st.sampled_from([TARGET, DUE, TYPE, ID, NAME]))
def test_mending_twice_is_mending_once(text, column):
    once = mended(text, column)
    assert mended(once, column) == once
