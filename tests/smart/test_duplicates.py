"""S07: statements that say nearly the same."""

from dataclasses import replace

import pytest

from okrsheet.plan.model import Context
from tests.departments.parts import PLAN, department
from tests.smart.linting import found, found_in


def twins(*statements: str, **cells):
    rows = [{"ID": f"O-{at}", "Objective": text} for at, text in enumerate(statements, 1)]
    rows[-1].update(cells)
    return [(one.id, one.message) for one in found("S07", {"Objectives": rows})]


ONE = "Cut customer service response time from 24 to 12 hours by July"


def test_the_later_of_two_equal_statements_names_the_earlier():
    assert twins(ONE, "Win 5 clients", ONE) == [("O-3", "O-3 says nearly the same as O-1.")]


def test_the_unit_of_the_other_is_named_where_it_is_not_the_same():
    rows = [{"ID": "O-1", "Objective": ONE, "Unit": "IT"}, {"ID": "O-2", "Objective": ONE}]
    [finding] = found("S07", {"Objectives": rows})
    assert finding.message == "O-2 says nearly the same as O-1 of IT."


@pytest.mark.parametrize(
    "other",
    [
        "Reduce the customer service response time from 24 to 12 hours by July",
        "By July, cut customer service response times from 24 to 12 hours",
        "Cut our customer service response time from 24 to 12 hours by July!",
        "Cut average customer service response time from 24 to 12 hours by July",
        "Cut client service response time from 24 to 12 hours by the end of July",
        "By 31 July, cut the customer service's response time from 24 to 12 hours",
    ],
)
def test_other_small_words_order_plurals_and_one_word_more_are_nearly_the_same(other):
    assert twins(ONE, other)
    assert twins(other, ONE)


@pytest.mark.parametrize(
    "other",
    [
        "Cut customer service response time from 24 to 18 hours by July",
        "Cut customer service response time from 24 to 12 minutes by July",
        "Cut Leeds customer service response time from 24 to 12 hours by July",
        "Cut customer service handling time from 24 to 12 hours by July",
        "Raise customer service response time from 24 to 12 hours by July",
    ],
)
def test_other_figures_units_places_subjects_and_directions_are_another_objective(other):
    assert not twins(ONE, other)


def test_short_statements_are_equal_or_different():
    assert twins("Cut energy waste", "Reduce energy waste")
    assert not twins("Cut energy waste", "Cut kitchen energy waste")


def test_too_few_words_are_not_compared():
    assert not twins("Grow sales", "Grow sales")


def test_an_objective_that_stands_around_a_department_is_a_twin_too():
    said = "Cut customer service response time from 24 to 12 hours"
    around = Context.model_validate({"Kind": "Objective", "ID": "X", "Name": said})
    east = department(PLAN, "EAST")
    plan = replace(east, context=(*east.context, around, around))
    [finding] = found_in("S07", plan, Objectives=[{"ID": "N", "Objective": said}])
    assert (finding.id, finding.message) == ("N", "N says nearly the same as X.")
