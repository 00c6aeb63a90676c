"""What a cell holds, read as the kind of its column: strictly."""

from datetime import datetime

import pytest

from okrsheet.books.book import CellError
from okrsheet.sheets.column import Column, Kind
from okrsheet.sheets.values import as_formula_text, as_text, fitted, is_usable_id, stored_as_text

NUMBER = Column("Target", Kind.NUMBER, 10)
DATE = Column("Due", Kind.DATE, 10)
TEXT = Column("Owner", Kind.TEXT, 10)
ID = Column("ID", Kind.ID, 10)
CHOICE = Column("Type", Kind.CHOICE, 10, choices=("Leading", "Lagging"))


@pytest.mark.parametrize(
    "text", ["P1", "O-IT-1", "k.2", "Größe_1", "A", "A" * 64, "March", "Jan", "Mark-1", "July-x"]
)
def test_a_letter_and_then_letters_digits_and_marks_are_an_id(text):
    assert is_usable_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1e5",
        "12",
        "-A",
        "_A",
        "A B",
        "A*",
        "A?",
        "A~",
        "A" * 65,
        "A/B",
        "A\n",
        " A",
        'A"',
        "Mar-3",
        "may2026",
        "SEP-2026",
        "Sept.5",
        "Dec-31-2026",
        "true",
        "FALSE",
        "=A1",
        "A1:B2",
    ],
)
def test_what_an_engine_could_read_otherwise_is_no_id(text):
    assert not is_usable_id(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (12.0, "12"),
        (0.1, "0.1"),
        (True, "TRUE"),
        (datetime(2026, 6, 30), "2026-06-30"),
        (datetime(2026, 6, 30, 9, 30), "2026-06-30 09:30:00"),
        (CellError("#N/A"), "#N/A"),
        (" as it is ", " as it is "),
    ],
)
def test_a_value_is_said_as_a_person_would(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(
    "text",
    [
        "12",
        " 12 ",
        "-3",
        "+3",
        "1,234",
        "1 234,5",
        "1,234,567.8",
        ".5",
        "0,5",
        "40%",
        "40 %",
        "1e5",
        "1.5E-3",
        "1\u00a0234",
        "1\u202f234",
    ],
)
def test_a_number_that_was_stored_as_text_is_known(text):
    assert stored_as_text(text, Kind.NUMBER)
    assert stored_as_text(text, Kind.SHARE)


@pytest.mark.parametrize("text", ["12 h", "about 12", "12-14", "", "%", "e5", "-", "twelve", "1 2"])
def test_words_are_not_a_number_stored_as_text(text):
    assert not stored_as_text(text, Kind.NUMBER)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-30",
        "2026/6/3",
        "30.6.2026",
        "6/30/26",
        "30 June 2026",
        "30. Juni 2026",
        "June 30, 2026",
        "30-Jun-2026",
        "2026-06-30 09:30",
        "2026-06-30T09:30:15",
        " 2026-06-30 ",
    ],
)
def test_a_date_that_was_stored_as_text_is_known(text):
    assert stored_as_text(text, Kind.DATE)


@pytest.mark.parametrize("text", ["soon", "Q3 2026", "next week", "2026", "June"])
def test_words_are_not_a_date_stored_as_text(text):
    assert not stored_as_text(text, Kind.DATE)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ID, Kind.REFERENCE, Kind.CHOICE])
def test_digits_in_a_column_of_words_are_not_a_number_stored_as_text(kind):
    assert not stored_as_text("12", kind)


def test_a_number_is_not_stored_as_text():
    assert not stored_as_text(12.0, Kind.NUMBER)


@pytest.mark.parametrize("column", [NUMBER, DATE, TEXT, ID, CHOICE])
@pytest.mark.parametrize("blank", [None, "", "  ", "\t\n", "\u00a0"])
def test_what_only_looks_blank_is_blank(column, blank):
    assert fitted(blank, column) is None


@pytest.mark.parametrize("column", [NUMBER, DATE, TEXT, ID, CHOICE])
def test_an_error_value_stays_one(column):
    assert fitted(CellError("#REF!"), column) == CellError("#REF!")


def test_a_serial_number_in_a_date_column_is_its_date():
    assert fitted(46203.0, DATE) == datetime(2026, 6, 30)


def test_a_serial_number_has_its_time_of_day():
    assert fitted(46203.5, DATE) == datetime(2026, 6, 30, 12)


@pytest.mark.parametrize(
    ("serial", "day"), [(32874.0, datetime(1990, 1, 1)), (73415.0, datetime(2100, 12, 31))]
)
def test_the_first_and_the_last_serial_that_a_person_can_mean_are_dates(serial, day):
    assert fitted(serial, DATE) == day


@pytest.mark.parametrize("slip", [12.0, 32873.0, 73416.0, 20260630.0])
def test_a_number_that_nobody_means_as_a_date_stays_a_number(slip):
    assert fitted(slip, DATE) == slip


def test_a_choice_is_known_without_regard_to_case():
    assert fitted("LAGGING", CHOICE) == "Lagging"


@pytest.mark.parametrize("other", ["Laging", "Lagging ", 1.0, True])
def test_a_word_that_is_no_choice_stands_as_it_is(other):
    assert fitted(other, CHOICE) == other


def test_an_id_keeps_its_outer_spaces():
    assert fitted(" O-1", ID) == " O-1"


def test_a_number_as_an_id_is_read_as_its_text():
    assert fitted(12.0, ID) == "12"


def test_text_loses_its_outer_spaces():
    assert fitted("  Ann ", TEXT) == "Ann"


def test_a_number_in_a_column_of_text_is_text():
    assert fitted(2026.0, TEXT) == "2026"


@pytest.mark.parametrize(
    ("held", "text"),
    [
        (None, ""),
        (12.0, "12"),
        (True, "TRUE"),
        (" Ann ", " Ann "),
        (datetime(2026, 1, 1, 12), "46023.5"),  # days since 30 December 1899
        (CellError("#N/A"), ""),
    ],
)
def test_a_formula_takes_dates_as_numbers_and_errors_as_blanks(held, text):
    assert as_formula_text(held) == text
