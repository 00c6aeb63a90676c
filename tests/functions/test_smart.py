import re
from datetime import datetime

import pytest

from okrsheet.books.book import CellError
from okrsheet.functions.smart import okr_smart

LESSON = (
    "Reduce customer service response time from 24 to 12 hours within the next 6 months by"
    " implementing a new CRM system and training the customer service team"
)
BLANK = [[None]]  # as xlwings hands over a blank cell
WHOLE = {
    "statement": LESSON,
    "owner": "Head of Customer Service",
    "start": datetime(2026, 3, 1),
    "due": datetime(2026, 8, 31),
    "baseline": 24,
    "target": 12,
    "unit": "hours",
    "direction": "Decrease",
    "pillar": "P1",
    "achievable": "The supplier's other customers did it",
}


def codes(text):
    return re.findall(r"\b([A-Z]\d\d): ", text)


def test_the_objective_of_the_lesson_is_well():
    assert okr_smart(**WHOLE) == "OK"
    assert okr_smart(LESSON) == "OK"


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("statement", ["S01"]),
        ("owner", ["S02"]),
        ("start", []),
        ("due", ["T01"]),
        ("baseline", ["M02"]),
        ("target", ["M03"]),
        ("unit", ["M06"]),
        ("pillar", ["R01"]),
        ("achievable", ["A02"]),
    ],
)
def test_each_field_that_is_blank_has_its_finding(field, found):
    assert codes(okr_smart(**{**WHOLE, field: BLANK})) == found


@pytest.mark.parametrize("field", [field for field in WHOLE if field != "statement"])
def test_a_field_that_is_left_out_is_not_judged(field):
    assert okr_smart(**{name: cell for name, cell in WHOLE.items() if name != field}) == "OK"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"statement": "Customer service response time"}, ["S03"]),
        ({"statement": "Improve customer service"}, ["S04"]),
        ({"statement": LESSON.replace("12 hours", "10 hours")}, ["M07"]),
        ({"statement": "TBD"}, ["S08"]),
        ({"owner": "IT/HR"}, ["S09"]),
        ({"due": datetime(2026, 2, 1)}, ["M07", "T02"]),
        ({"target": 24, "statement": "Cut the response time by half"}, ["M04"]),
        ({"target": 12, "direction": "Increase"}, ["M05"]),
        ({"direction": "Milestone", "baseline": BLANK, "target": BLANK, "unit": BLANK}, []),
        ({"direction": "Hold", "baseline": BLANK, "target": BLANK}, []),
    ],
)
def test_the_rules_are_those_of_the_linter(changed, found):
    assert sorted(codes(okr_smart(**{**WHOLE, **changed}))) == found


def test_findings_are_told_as_sentences():
    assert okr_smart("Improve customer service", BLANK) == (
        'S04: The statement of the objective says "improve" and no figure.'
        " S02: The objective has no owner."
    )
    assert okr_smart(LESSON, unit=BLANK, baseline=24, target=12) == (
        "M06: The KPI has no unit of measure."
    )


def test_the_direction_is_that_of_the_numbers_where_it_is_left_out():
    assert okr_smart(LESSON, baseline=24, target=12, unit="hours") == "OK"
    raised = "Raise repeat visits from 20 to 30 a month"
    assert okr_smart(raised, baseline=20, target=30, unit="visits") == "OK"


def test_what_is_blank_all_over_is_blank():
    assert okr_smart(BLANK, BLANK) == ""
    assert okr_smart(None) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((12,), "Statement is 12: give text."),
        ((CellError("#N/A"),), "The statement is #N/A."),
        ((LESSON, "Ann", "soon"), "Start is text ('soon'): give a date."),
        ((LESSON, "Ann", None, None, "x"), "Baseline is text ('x'): give a number."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments, sentence):
    assert okr_smart(*arguments) == sentence


def test_a_column_is_answered_with_a_column():
    statements = [[LESSON], [None], ["Improve customer service"]]
    answer = okr_smart(statements, [["Ann"], [None], ["Bob"]])
    assert [codes(row[0]) for row in answer] == [[], [], ["S04"]]
    assert (answer[0], answer[1]) == (["OK"], [""])
