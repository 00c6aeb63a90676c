"""Tokens and phrases."""

import pytest

from okrsheet.smart.text import Kind, is_foreign, phrase_at, phrases, tokens


def kinds(text):
    return [(token.text, token.kind.value) for token in tokens(text)]


def test_words_numbers_dates_and_signs_are_told_apart():
    assert kinds("Cut Q3 e-mail to 1,200.5 by 2026-07-31 (95%)") == [
        ("Cut", "word"),
        ("Q3", "word"),
        ("e-mail", "word"),
        ("to", "word"),
        ("1,200.5", "number"),
        ("by", "word"),
        ("2026-07-31", "date"),
        ("(", "sign"),
        ("95", "number"),
        ("%", "sign"),
        (")", "sign"),
    ]


def test_a_number_joined_to_its_unit_is_two_tokens_that_touch():
    number, unit = tokens("12h")
    assert (number.kind, unit.kind, number.end) == (Kind.NUMBER, Kind.WORD, unit.start)


def test_places_are_those_of_the_text():
    text = "  Größe → 5 €, don’t"
    assert all(text[token.start : token.end] == token.text for token in tokens(text))
    assert tokens(text)[-1].low == "don't"


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_no_text_has_no_tokens(text):
    assert tokens(text) == ()


def test_the_longest_phrase_that_stands_at_a_place_is_found():
    table = phrases(frozenset({"as", "as well as", "as well"}))
    run = tokens("as well as, AS WELL")
    assert [phrase_at(table, run, at) for at in range(len(run))] == [3, 0, 1, 0, 2, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reduce waste in la paz", False),
        ("senkung der kosten und abfälle", True),
        ("زيادة رضا العملاء", True),
        ("raise nps in 東京", False),
    ],
)
def test_two_short_words_or_the_letters_of_another_language_give_it_away(text, expected):
    assert is_foreign(frozenset(text.split())) is expected
