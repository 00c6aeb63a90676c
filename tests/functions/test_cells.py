from datetime import datetime

import pytest

from okrsheet.books.book import CellError
from okrsheet.functions.cells import (
    WrongArgument,
    choice,
    day,
    id,
    is_blank,
    moment,
    number,
    share,
    text,
    weight,
)

MONDAY = datetime(2026, 1, 5)
MONDAY_SERIAL = 46027.0  # 46023 is 2026-01-01


def told(reader, *cells):
    with pytest.raises(WrongArgument) as wrong:
        reader(*cells)
    return str(wrong.value)


@pytest.mark.parametrize("cell", [None, "", "  ", "\t"])
def test_what_shows_nothing_is_blank(cell):
    assert is_blank(cell)
    assert number(cell, "target") is None
    assert day(cell, "due") is None
    assert text(cell, "owner") is None
    assert choice(cell, "method", ("A", "B")) is None
    assert weight(cell, "weight") == 1


@pytest.mark.parametrize(("cell", "read"), [(3, 3.0), (0, 0.0), (-2.5, -2.5)])
def test_a_number_is_read_as_it_stands(cell, read):
    assert number(cell, "target") == read


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("ten", "Target is text ('ten'): give a number."),
        (" 12 ", "Target is text ('12'): give a number."),
        (True, "Target is TRUE: give a number."),
        (MONDAY, "Target is a date (2026-01-05): give a number."),
        (CellError("#N/A"), "The target is #N/A."),
        ("x" * 50, f"Target is text ('{'x' * 40}...'): give a number."),
    ],
)
def test_what_is_no_number_is_said(cell, sentence):
    assert told(number, cell, "target") == sentence


def test_a_share_lies_within_0_and_1():
    assert share(0.05, "on track gap") == 0.05
    assert told(share, 5, "on track gap") == "On track gap is 5: give 0% to 100%."
    assert told(share, -0.1, "on track gap") == "On track gap is -0.1: give 0% to 100%."


def test_a_weight_is_not_negative():
    assert weight(0, "weight") == 0
    assert told(weight, -1, "weight") == "Weight is -1: give 0 or more."


def test_a_date_may_be_a_serial_number():
    assert day(MONDAY, "due") == MONDAY_SERIAL
    assert day(46027, "due") == MONDAY_SERIAL
    assert day(datetime(2026, 1, 5, 12), "due") == MONDAY_SERIAL + 0.5
    assert moment(MONDAY_SERIAL) == MONDAY


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("2026-01-05", "Due is text ('2026-01-05'): give a date."),
        (12, "Due is 12: give a date."),
        (False, "Due is FALSE: give a date."),
        (CellError("#REF!"), "The due is #REF!."),
    ],
)
def test_what_is_no_date_is_said(cell, sentence):
    assert told(day, cell, "due") == sentence


def test_a_choice_is_found_without_regard_to_case():
    assert choice(" decrease ", "direction", ("Increase", "Decrease")) == "Decrease"
    words = ("Increase", "Decrease", "Hold")
    sentence = "Direction is text ('Down'): give Increase, Decrease or Hold."
    assert told(choice, "Down", "direction", words) == sentence
    assert told(choice, 3, "direction", words) == sentence.replace("text ('Down')", "3")


def test_text_loses_its_outer_spaces_and_is_no_number():
    assert text(" Ann ", "owner") == "Ann"
    assert told(text, 7, "owner") == "Owner is 7: give text."


def test_an_id_may_be_a_number():
    assert id(12.0, "ID") == "12"
    assert id(" O-1 ", "ID") == "O-1"
    assert told(id, True, "ID") == "ID is TRUE: give text."
