"""Dates and horizons in prose."""

import pytest

from okrsheet.smart.dates import mentions
from okrsheet.smart.text import tokens


def named(text):
    run = tokens(text)
    return [text[run[one.first].start : run[one.end - 1].end] for one in mentions(run)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by 31 July 2026", ["31 July 2026"]),
        ("by Jul. 31, 2026 or 1 Aug", ["Jul. 31, 2026", "1 Aug"]),
        ("on 2026-07-31", ["2026-07-31"]),
        ("in Q3 of 2026", ["Q3 of 2026"]),
        ("by the first quarter", ["first quarter"]),
        ("we may march in May", ["May"]),
        ("within the next two years", ["within the next two years"]),
        ("within 2 days", []),
        ("in 3 months", []),
        ("from 2000 to 2020 units", []),
        ("32 July", ["July"]),
        ("by the first of May 2026", ["first of May 2026"]),
        ("by Christmas 2026", ["Christmas 2026"]),
        ("99/99/2026", []),
    ],
)
def test_dates_and_horizons_are_found_as_they_are_written(text, expected):
    assert named(text) == expected
