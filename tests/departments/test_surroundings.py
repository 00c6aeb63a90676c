from dataclasses import replace

import pytest

from okrsheet.departments.surroundings import changed_context, changed_settings
from tests.departments.rounds import Filled, Round


@pytest.fixture
def file() -> Filled:
    return Round().split()["IT"]


def test_what_was_sent_is_not_changed(file):
    book = file.snapshot()
    assert list(changed_settings(book, file.sent)) == []
    assert list(changed_context(book, file.sent)) == []


def test_a_changed_a_cleared_and_a_new_setting_are_told(file):
    file.row("Settings", "Organisation")["Value"] = None
    file.add("Settings", Setting="Vision", Value="More")
    assert list(changed_settings(file.snapshot(), file.sent)) == [
        "The setting Organisation was set to 'blank' (was 'Tidewell'):"
        " settings are not taken back.",
        "The setting Vision was set to 'More' (was 'blank'): settings are not taken back.",
    ]


def test_missing_settings_are_no_changed_ones(file):
    del file.rows["Settings"]
    assert list(changed_settings(file.snapshot(), file.sent)) == []


def test_rows_of_the_context_that_were_added_count_as_changed(file):
    file.rows["Context"] += [{"Kind": "Pillar", "ID": "P8"}, {"Kind": "Pillar", "ID": "P9"}]
    (said,) = changed_context(file.snapshot(), file.sent)
    assert said.startswith("2 rows of the table Context came back changed")


def test_a_missing_context_is_told(file):
    book = file.snapshot()
    book = replace(book, tables=tuple(one for one in book.tables if one.name != "Context"))
    (said,) = changed_context(book, file.sent)
    assert said.startswith("The table Context is missing")
