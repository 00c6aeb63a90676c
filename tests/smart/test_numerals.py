"""Numbers as people write them."""

import pytest

from okrsheet.smart.numerals import last_place, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("1,200.50", 1200.5),
        ("1.200,50", 1200.5),
        ("6.5", 6.5),
        ("6,5", 6.5),
        ("1,234,567", 1234567),
        ("3.2.1", None),
        ("1,2,3", None),
        ("9" * 400, None),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "place"), [("12", 1), ("1,200", 1), ("1.5", 0.1), ("6,25", 0.01), ("1,200.5", 0.1)]
)
def test_the_last_digit_tells_how_exact_a_number_is(text, place):
    assert last_place(text) == pytest.approx(place)
