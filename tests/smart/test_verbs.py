"""Verbs in all their forms, and the tables that they come from."""

import pytest

from okrsheet.smart.terms import LANGUAGE, listed, table, terms
from okrsheet.smart.verbs import Role, Shape, forms, roles_of, verb_of


@pytest.mark.parametrize(
    ("word", "verb", "shape"),
    [
        ("reduces", "reduce", Shape.THIRD),
        ("reducing", "reduce", Shape.ING),
        ("reduced", "reduce", Shape.PAST),
        ("cutting", "cut", Shape.ING),
        ("trimmed", "trim", Shape.PAST),
        ("grew", "grow", Shape.PAST),
        ("grown", "grow", Shape.PAST),
        ("applied", "apply", Shape.PAST),
        ("applies", "apply", Shape.THIRD),
        ("optimizing", "optimise", Shape.ING),
        ("optimised", "optimise", Shape.PAST),
        ("analyzed", "analyse", Shape.PAST),
        ("tying", "tie", Shape.ING),
        ("agreed", None, None),
        ("redesigning", "redesign", Shape.ING),
        ("gamify", "gamify", Shape.BASE),
        ("response", None, None),
    ],
)
def test_every_form_of_a_verb_is_known(word, verb, shape):
    form = verb_of(word)
    assert (form and form.verb, form and form.shape) == (verb, shape)


def test_a_prefix_makes_a_verb_of_a_verb():
    assert verb_of("restaff").verb == "restaff"
    assert verb_of("de-risk") is None


@pytest.mark.parametrize(
    ("verb", "role"),
    [
        ("increase", Role.RAISES),
        ("cut", Role.LOWERS),
        ("maintain", Role.REACHES),
        ("launch", Role.ACTIVITY),
        ("roll out", Role.ACTIVITY),
        ("minimize", Role.LOWERS),
        ("hire", Role.OTHER),
    ],
)
def test_a_verb_says_what_becomes_of_a_measure(verb, role):
    assert role in roles_of(verb)


def test_the_tables_know_several_hundred_verbs():
    assert len({form.verb for form in forms().values()}) > 500


@pytest.mark.parametrize("name", ["verbs", "activities", "outcomes", "nouns", "vague", "foreign"])
def test_no_term_stands_twice_in_a_list(name):
    assert len(listed(name)) == len(terms(name))


def test_terms_are_in_small_letters():
    for name in ("verbs", "activities", "outcomes", "nouns", "vague", "placeholders", "names"):
        assert all(term == term.casefold() for term in listed(name))


def test_a_table_that_is_not_there_is_an_error():
    assert LANGUAGE == "en"
    with pytest.raises(FileNotFoundError):
        table("nowhere")
