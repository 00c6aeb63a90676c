"""Who an Owner cell names: one person, post or body, or several?

"Ann, Bob" are two, "Director, Last Mile" and "Health and Safety Manager" are one: what tells them
apart is where in the cell a word for a post ("director") stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from okrsheet.smart.terms import words
from okrsheet.smart.text import Kind, Token, phrase_at, phrases, tokens

ASIDE = re.compile(r"\([^()]*\)")
APART = re.compile(r"[;+\n]")
# "n/a" names nobody, so nobody is two people: a slash between single letters does not join.
JOINER = re.compile(
    r",|(?<!\b\w)(?<!\s)/|(?<=\s)/|/(?!\s*\w\b)|(?<=\s)(?:&|and|with)(?=\s)", re.IGNORECASE
)
FIELD_FOLLOWS = (",", "with")  # "Director, Last Mile"; "Head of IT with help from HR"
# What follows a comma in one person's name.
TITLE = re.compile(
    r"jr|sr|ii|iii|iv|esq|dphil|phd|md|mba|[mb]sc|cpa|cfa|cma|acca|pmp", re.IGNORECASE
)


class Part(NamedTuple):
    """A piece of an Owner cell, and what joins it to the one before it ("" for the first)."""

    joiner: str
    text: str
    run: tuple[Token, ...]


def owners(text: str) -> tuple[str, ...]:
    """The people, posts or bodies that an Owner cell names.

    What stands in brackets, a title after a comma ("Ann Lee, PhD") or a deputy is none more.
    """
    pieces = APART.split(ASIDE.sub(" ", text))
    return tuple(owner for piece in pieces for owner in _owners_of(piece))


def is_plural(owner: str) -> bool:
    """Whether one name stands for several: "all team managers", "everyone", "each in turn"."""
    run = tokens(owner)
    if not run:
        return False
    if run[0].low in words("posts", "everybody") or _holds(run, "in_turn"):
        return True
    head = _head(run)
    return head in _plurals() or (
        run[0].low in words("posts", "all") and (_is_post(head) or head in words("posts", "people"))
    )


def _owners_of(piece: str) -> tuple[str, ...]:
    parts = tuple(_parts(piece))
    holders = [at for at, part in enumerate(parts) if _names_post(part)]
    is_one = _is_one_post(parts, holders[0]) if len(holders) == 1 else _is_office(parts, holders)
    return (piece.strip(),) if is_one else tuple(part.text for part in parts)


def _parts(piece: str) -> Iterator[Part]:
    joiner, start, is_first = "", 0, True
    for end, following, then in (*_joins(piece), (len(piece), len(piece), "")):
        text = piece[start:end].strip()
        run = tokens(text)
        is_deputy = bool(run) and run[0].low in words("posts", "deputies") and not is_first
        if text and not TITLE.fullmatch(text.replace(".", "")) and not is_deputy:
            yield Part("" if is_first else joiner, text, run)
            is_first = False
        joiner, start = then, following


def _joins(piece: str) -> Iterator[tuple[int, int, str]]:
    return ((found.start(), found.end(), found[0].lower()) for found in JOINER.finditer(piece))


def _is_one_post(parts: tuple[Part, ...], at: int) -> bool:
    """Whether all parts say one post, which is named in the part at that place, 0-based."""
    own, after = parts[at], parts[at + 1 :]
    is_before = own.joiner in ("", ",") or not (
        own.joiner == "with" or _is_post(own.run[0].low) or own.run[0].low in _determiners()
    )
    return is_before and (
        not after or after[0].joiner in FIELD_FOLLOWS or _has_field(own, after[0])
    )


def _has_field(own: Part, following: Part) -> bool:
    """Whether the field of a post goes on in the next part: "Head of Sales and Marketing"."""
    if following.joiner == "/":
        return any(token.low in words("grammar", "prepositions") for token in own.run)
    return not _is_post(own.run[-1].low)


def _is_office(parts: tuple[Part, ...], holders: list[int]) -> bool:
    """Whether it is one office without a word for a post: "Office of Sales and Marketing"."""
    return (
        not holders
        and len(parts) == 2
        and parts[1].joiner in ("and", "&")
        and (" of " in parts[0].text and " of " not in parts[1].text)
    )


def _names_post(part: Part) -> bool:
    return any(_is_post(token.low) for token in part.run) or _head(part.run) in _plurals()


def _is_post(word: str) -> bool:
    return word in words("posts", "posts") or word in words("posts", "bodies")


@cache
def _plurals() -> frozenset[str]:
    irregular = words("posts", "people")
    return frozenset(f"{post}s" for post in words("posts", "posts")) | irregular


def _head(run: tuple[Token, ...]) -> str:
    """The word that the others describe: "managers" in "all managers of the shops"."""
    head = ""
    for token in run:
        if token.low in words("grammar", "prepositions") and head:
            break
        head = token.low if token.kind is Kind.WORD else head
    return head


def _holds(run: tuple[Token, ...], section: str) -> bool:
    table = phrases(words("posts", section))
    return any(phrase_at(table, run, at) for at in range(len(run)))


def _determiners() -> frozenset[str]:
    return words("grammar", "determiners")
