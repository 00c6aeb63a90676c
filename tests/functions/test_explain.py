from datetime import datetime

import pytest

from okrsheet.books.book import CellError
from okrsheet.functions.explain import okr_explain

START, DUE = datetime(2026, 1, 1), datetime(2026, 4, 11)  # 100 days
DAY_50 = datetime(2026, 2, 20)


def test_a_kpi_is_explained_from_its_reading_to_its_status():
    assert okr_explain(18, 24, 12, "Decrease", START, DUE, DAY_50) == (
        "Attainment (18 - 24) / (12 - 24) = 50.0%; judged on 2026-02-20, the as-of day: there is"
        " no reading; expected 50 / 100 days from start to due = 50.0%; 0.0% behind, at most 5%:"
        " On track."
    )


def test_a_fresh_reading_is_judged_on_its_own_day():
    assert okr_explain(12, 10, 20, "Increase", START, DUE, DAY_50, datetime(2026, 2, 10)) == (
        "Attainment (12 - 10) / (20 - 10) = 20.0%; judged on 2026-02-10: last reading, 10 days old,"
        " fresh (as Monthly: up to 46); expected 40 / 100 days from start to due = 40.0%; 20.0%"
        " behind, more than 5%, at most 20%: At risk."
    )


def test_a_stale_reading_is_judged_on_as_of():
    explained = okr_explain(
        12, 10, 20, "Increase", START, DUE, DAY_50, datetime(2026, 2, 1), "Daily"
    )
    assert "judged on 2026-02-20: last reading, 19 days old, stale (Daily: up to 2)" in explained
    assert explained.endswith("30.0% behind, more than 20%: Off track.")


def test_without_as_of_the_attainment_alone_is_explained():
    assert okr_explain(15, 10, 20) == "Attainment (15 - 10) / (20 - 10) = 50.0%."


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((25, 10, 20), "Attainment (25 - 10) / (20 - 10) = 150.0%, which scores 100.0%."),
        ((-1, -2, 2), "Attainment ((-1) - (-2)) / (2 - (-2)) = 25.0%."),
        ((0.4, None, None, "Milestone"), "Attainment is the share done: 40.0%."),
    ],
)
def test_the_attainment_is_told_as_its_arithmetic(arguments, told):
    assert okr_explain(*arguments) == told


@pytest.mark.parametrize(
    ("actual", "low", "high", "tolerance", "told"),
    [
        (5, 4, 6, None, "Attainment of 5, which is at least 4 and at most 6: 100.0%."),
        (5, 4, None, None, "Attainment of 5, which is at least 4: 100.0%."),
        (3, 4, 6, 4, "Attainment 1 - (4 - 3) / 4 = 75.0%."),
        (8, None, 6, 4, "Attainment 1 - (8 - 6) / 4 = 50.0%."),
        (3, 4, None, None, "Attainment of 3, not at least 4 and without a tolerance: 0.0%."),
    ],
)
def test_a_hold_is_told_by_its_bounds(actual, low, high, tolerance, told):
    assert okr_explain(actual, direction="Hold", low=low, high=high, tolerance=tolerance) == told


def test_what_is_ahead_is_told_so():
    assert okr_explain(20, 10, 20, "Increase", START, DUE, DAY_50).endswith(
        "= 50.0%; 50.0% ahead: On track."
    )


def test_a_gap_beside_its_limit_gets_the_places_to_show_it():
    explained = okr_explain(44.996, 0, 100, "Increase", START, DUE, DAY_50)
    assert explained.endswith("5.004% behind, more than 5%, at most 20%: At risk.")


def test_the_gaps_are_those_given():
    explained = okr_explain(
        0.3, 0, 1, "Increase", START, DUE, DAY_50, on_track_gap=0.25, at_risk_gap=0.5
    )
    assert explained.endswith("20.0% behind, at most 25%: On track.")


def test_without_dates_nothing_is_expected():
    assert okr_explain(15, 10, 20, as_of=DAY_50) == (
        "Attainment (15 - 10) / (20 - 10) = 50.0%; judged on 2026-02-20, the as-of day: there is no"
        " reading; nothing is expected: no Start and no Due; No data."
    )


def test_a_milestone_is_told_by_its_due_date():
    explained = okr_explain(0.4, None, None, "Milestone", None, DUE, DAY_50)
    assert "expected 0.0%: the as-of day 2026-02-20 is before due 2026-04-11" in explained
    assert explained.endswith("40.0% ahead: On track.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((None, 10, 20), "No data: the actual is blank."),
        ((15, None, 20), "No data: the baseline is blank."),
        ((15, 10, None), "No data: the target is blank."),
        ((15, 10, 20, None), "No data: the direction is blank."),
        ((15, 10, 20, "Hold"), "No data: low and high are blank."),
        ((15, 12, 12), "Target and baseline are both 12: give another target, or take Hold."),
        ((CellError("#N/A"), 10, 20), "The actual is #N/A."),
        (
            (15, 10, 20, "Increase", START, DUE),
            "As of is blank: give the day to judge on, such as TODAY().",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(arguments, sentence):
    assert okr_explain(*arguments) == sentence


def test_what_is_blank_all_over_is_blank():
    assert okr_explain(None) == ""


def test_a_column_is_answered_with_a_column():
    answer = okr_explain([[15], [None]], [[10], [None]], 20)
    assert answer == [["Attainment (15 - 10) / (20 - 10) = 50.0%."], [""]]
