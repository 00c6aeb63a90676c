"""Verbs in all their forms, made by rule from the tables of terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from okrsheet.smart.terms import listed, terms, words

VOWELS = "aeiou"


class Shape(Enum):
    """The form of a verb."""

    BASE = "reduce"
    THIRD = "reduces"
    PAST = "reduced"
    ING = "reducing"


class Role(Enum):
    """What a verb says of an objective."""

    RAISES = ">"
    LOWERS = "<"
    REACHES = "="  # changes a measure or keeps it, either way
    ACTIVITY = "activity"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Form:
    """A word as a form of a verb. `is_ambiguous`: it is a noun or adjective as often."""

    verb: str
    shape: Shape
    is_ambiguous: bool


@cache
def forms() -> Mapping[str, Form]:
    """Every form of every verb of one word, and of the first word of those of two."""
    nouns, found = terms("nouns"), dict[str, Form]()
    lines = (*_outcomes(), *listed("activities"), *listed("verbs"))
    for line in sorted(lines, key=_is_of_two):  # "bring" is told by itself, not by "bring down"
        for word, shape in _inflected(line):
            verb = line.split()[0]
            of_two = _is_of_two(line)
            ambiguous = of_two or shape is Shape.THIRD or bool(nouns & {word, _stem_of(word)})
            found.setdefault(word, Form(verb, shape, ambiguous))
    return found


@cache
def roles() -> Mapping[str, frozenset[Role]]:
    """What each verb says, by its base form; one of two words by both."""
    found: dict[str, set[Role]] = {}
    for line in listed("outcomes"):
        mark = Role(line[0]) if line[0] in "<>" else Role.REACHES
        found.setdefault(_base(line.lstrip("<> ")), set()).add(mark)
    for line in listed("activities"):
        found.setdefault(_base(line), set()).add(Role.ACTIVITY)
    return {_spelt(verb): frozenset(said) for verb, said in found.items()}


def roles_of(verb: str) -> frozenset[Role]:
    """What a verb, in its base form, says; OTHER where no table tells."""
    return roles().get(_spelt(verb), frozenset({Role.OTHER}))


def is_known(verb: str) -> bool:
    """Whether a table tells what the verb says."""
    return _spelt(verb) in roles()


def verb_of(word: str) -> Form | None:
    """The word, in small letters, as a form of a verb; with re-, up- or the like before one too."""
    if word in forms():
        return forms()[word]
    for prefix in ("re-", "re", "up", "out", "over", "co-", "pre-", "de-", "de"):
        rest = forms().get(word.removeprefix(prefix)) if word.startswith(prefix) else None
        if rest is not None and len(rest.verb) > 3:
            return Form(prefix + rest.verb, rest.shape, True)
    return Form(word, Shape.BASE, False) if word.endswith("ify") else None


def _outcomes() -> Iterator[str]:
    return (line.lstrip("<> ") for line in listed("outcomes"))


def _is_of_two(line: str) -> bool:
    """Whether the line is "roll out" and not "grow grew grown": past forms look like their verb."""
    return " " in line and line in _verbs_of_two()


@cache
def _verbs_of_two() -> frozenset[str]:
    lines = (*_outcomes(), *listed("activities"))
    return frozenset(line for line in lines if words("grammar", "particles") & {*line.split()[1:]})


def _base(line: str) -> str:
    return line if _is_of_two(line) else line.split()[0]


def _spelt(verb: str) -> str:
    """A verb in its one spelling: -ise for -ize."""
    for american, british in (("ize", "ise"), ("yze", "yse")):
        if verb.endswith(american):
            return verb.removesuffix(american) + british
    return verb


def _stem_of(word: str) -> str:
    return word.removesuffix("s")


def _inflected(line: str) -> Iterator[tuple[str, Shape]]:
    base, *past = line.split()
    irregular = [] if _is_of_two(line) else [word for word in past if word != base]
    for spelling in {base, base.replace("ise", "ize"), base.replace("yse", "yze")}:
        yield spelling, Shape.BASE
        yield _third(spelling), Shape.THIRD
        for stem in _stems(spelling):
            yield f"{stem}ing", Shape.ING
            if not irregular:
                yield f"{_past_stem(spelling, stem)}ed", Shape.PAST
    for word in irregular:
        yield word, Shape.ING if word.endswith("ing") else Shape.PAST


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{base}s"


def _stems(base: str) -> Iterator[str]:
    """What -ing is put to: without a final e, and with the last consonant once and twice."""
    if base.endswith("ie"):
        yield f"{base[:-2]}y"
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        yield base[:-1]
    else:
        yield base
        if len(base) > 2 and base[-1] not in VOWELS + "wxy" and base[-2] in VOWELS:
            yield base + base[-1]


def _past_stem(base: str, stem: str) -> str:
    if base.endswith("y") and base[-2] not in VOWELS:
        return f"{base[:-1]}i"
    if base.endswith("ie"):
        return base[:-1]
    return stem.removesuffix("e") if base.endswith("ee") else stem
