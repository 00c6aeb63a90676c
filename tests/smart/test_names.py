"""Numbers that count nothing."""

import pytest

from okrsheet.smart.quantities import quantities
from okrsheet.smart.text import tokens


@pytest.mark.parametrize("text", ["18-34s", "aged 16", "24/7", "ISO 9001", "2nd", "9am", "#4"])
def test_an_age_group_a_name_an_ordinal_and_a_time_are_no_figures(text):
    assert not quantities(tokens(text))


def test_seconds_and_full_marks_are():
    assert [one.value for one in quantities(tokens("5s, 4.5/5"))] == [5, 4.5]
