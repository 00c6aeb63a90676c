"""The results that a statement joins."""

from okrsheet.smart.outcomes import results
from okrsheet.smart.statement import Statement


def parts(text):
    statement = Statement(text)
    return [statement.quoted(one.first, one.end) for one in results(statement)]


def test_each_verb_with_an_object_of_its_own_begins_a_result():
    assert parts("Increase retention by 5%, cut costs and also win 3 clients by hiring") == [
        "Increase retention by 5%",
        "cut costs",
        "win 3 clients",
    ]


def test_an_object_that_comes_with_the_last_verb_is_one_result():
    assert parts("Recruit, train and retain six agents") == []


def test_what_follows_a_shared_object_is_another_result():
    assert parts("Design and build the app and hire six agents") == [
        "Design and build the app",
        "hire six agents",
    ]


def test_a_second_measured_thing_needs_no_verb():
    assert parts("Raise NPS to 60 and retention to 95%") == ["Raise NPS to 60", "retention to 95%"]


def test_a_statement_without_a_verb_joins_nothing():
    assert parts("Sales and costs") == []
