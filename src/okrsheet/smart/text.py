"""Text as tokens: words, numbers, dates written in figures, and signs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from okrsheet.smart.terms import listed

# Every alternative begins with another kind of character or takes all that it can: linear time.
TOKEN = re.compile(
    r"(?P<date>\d{4}-\d\d?-\d\d?(?!\d)|\d\d?[./]\d\d?[./]\d{4}(?!\d))"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_](?:[\w&]|['’\-](?=\w))*)"
    r"|(?P<sign>->|=>|\.\.\.|[^\w\s]|_)"
)


class Kind(Enum):
    """What a token is."""

    DATE = "date"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


class Token(NamedTuple):
    """A piece of a text. `low` is it in small letters; `start` and `end` are 0-based characters."""

    text: str
    low: str
    kind: Kind
    start: int
    end: int


KINDS = {kind.value: kind for kind in Kind}


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in its order."""
    return tuple(
        Token(
            found[0],
            found[0].casefold().replace("’", "'"),
            KINDS[found.lastgroup or ""],
            found.start(),
            found.end(),
        )
        for found in TOKEN.finditer(text)
    )


Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def phrases(of: frozenset[str]) -> Phrases:
    """Terms of one or more tokens, by their first token, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in of:
        parts = tuple(token.low for token in tokens(term))
        found.setdefault(parts[0], []).append(parts)
    return {
        first: tuple(sorted(ways, key=lambda parts: (-len(parts), parts)))
        for first, ways in found.items()
    }


def phrase_at(of: Phrases, run: Sequence[Token], at: int) -> int:
    """How many tokens the longest of the terms takes that stands there; 0 where none does."""
    for parts in of.get(run[at].low, ()):
        if tuple(token.low for token in run[at : at + len(parts)]) == parts:
            return len(parts)
    return 0


def is_foreign(words: frozenset[str]) -> bool:
    """Whether the words, in small letters, are not of the language of the tables.

    So it is where most are written in other letters than ours, or two are another language's.
    """
    ours = sum(word.isascii() for word in words)
    return ours * 2 < len(words) or len(words.intersection(listed("foreign"))) > 1
