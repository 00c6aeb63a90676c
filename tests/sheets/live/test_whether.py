"""Whether a workbook can live: by its size, its settings and what it lacks."""

from dataclasses import replace

import pytest

from okrsheet.sheets.live.whether import MOST_LOOK_UPS, too_big, why_values
from okrsheet.sheets.parse import parse
from tests.workbooks import AS_OF, plan_of, snapshot

LEAD = "Values of the last roll-up, not formulas: "


def plan_with(kpis: int, readings: int):
    """A plan of so many KPIs and readings, all alike."""
    small = plan_of({"KPIs": [{"ID": "K-1"}], "Readings": [{"KPI": "K-1", "Value": 1}]})
    return replace(small, kpis=small.kpis * kpis, readings=small.readings * readings)


def why(tables, missing=()):
    book = snapshot(tables, missing)
    return why_values(parse(book, AS_OF), book)


def test_fifty_million_look_ups_are_the_most():
    assert MOST_LOOK_UPS == 50_000_000


@pytest.mark.parametrize(
    ("kpis", "readings", "big"),
    [
        (5_000, 10_000, False),
        (5_000, 10_001, True),
        (5_001, 10_000, True),
        (50_000, 0, False),
        (0, 60_000, False),
    ],
)
def test_a_plan_is_too_big_above_that_and_not_at_it(kpis, readings, big):
    assert too_big(plan_with(kpis, readings)) is big


def test_a_plan_too_big_says_how_big_it_is():
    assert why_values(plan_with(5_001, 10_000), snapshot({})) == (
        f"{LEAD}5,001 KPIs x 10,000 readings are too many to follow live."
    )


def test_the_setting_live_formulas_no_is_the_reason():
    assert why({"Settings": [{"Setting": "Live formulas", "Value": "No"}]}) == (
        f"{LEAD}the setting Live formulas is No."
    )


@pytest.mark.parametrize("said", ["Yes", None, "perhaps"])
def test_formulas_stand_unless_the_setting_says_no(said):
    assert why({"Settings": [{"Setting": "Live formulas", "Value": said}]}) is None


def test_a_missing_table_is_the_reason():
    assert why({}, {"Units"}) == f"{LEAD}these need the table Units, which is missing."


def test_a_missing_column_is_the_reason():
    told = f"{LEAD}these need the column Target of the table KPIs, which is missing."
    assert why({}, {"KPIs/Target"}) == told
