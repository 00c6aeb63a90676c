"""What may be given in the options that commands share."""

from datetime import date, datetime

import click
import pytest

from okrsheet.options import codes_given, day_given


def test_codes_come_apart_and_in_upper_case():
    assert codes_given("--select", ("s, m03", "W")) == ("S", "M03", "W")
    assert codes_given("--select", ()) == ()


def test_a_code_that_no_rule_has_is_refused_with_what_there_is():
    with pytest.raises(click.UsageError, match="--ignore: no rule 'X01'; a code such as M03"):
        codes_given("--ignore", ("X01",))


def test_a_day_is_the_day_of_its_moment():
    assert day_given(datetime(2026, 6, 30)) == date(2026, 6, 30)
    assert day_given(None) is None


def test_a_day_that_no_workbook_can_hold_is_refused():
    assert day_given(datetime(1900, 3, 1)) == date(1900, 3, 1)
    with pytest.raises(click.UsageError, match="no day before 1900-03-01"):
        day_given(datetime(1900, 2, 28))
