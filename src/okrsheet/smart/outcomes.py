"""The results that a statement joins: "cut response time and raise sales" are two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from okrsheet.smart.statement import Statement
from okrsheet.smart.terms import words
from okrsheet.smart.text import Kind, phrase_at, phrases
from okrsheet.smart.verbs import Role, Shape, verb_of


@dataclass(frozen=True, slots=True)
class Result:
    """One result, a verb with its own object: from token `first` to before `end`, 0-based."""

    first: int
    end: int


def results(statement: Statement) -> tuple[Result, ...]:
    """The results that a statement joins on one level; means and conditions are none."""
    end = end_of_main_clause(statement)
    starts = (
        tuple(_starts(statement, end))
        or tuple(_second_measures(statement, end))
        or tuple(_second_comparatives(statement, end))
    )
    if not starts:
        return ()
    lead = statement.lead[0] if statement.lead else 0
    bounds = (lead, *starts, end)
    return tuple(
        Result(first, _without_join(statement, first, other)) for first, other in pairwise(bounds)
    )


def _starts(statement: Statement, end: int) -> Iterator[int]:
    """Where each further verb with an object of its own stands, after a first one that has one."""
    if statement.lead is None:
        return
    lead, form = statement.lead
    has_object = not _joins_next(statement, lead, end)
    first_roles = statement.roles_at(lead)
    for at in _after_joins(statement, lead, end):
        other = verb_of(statement.run[at].low)
        if other is None or other.shape is not form.shape or not _is_clear(statement, at, end):
            continue
        if _joins_next(statement, at, end):
            continue  # "recruit, train and deploy": the object comes with the last one
        # "Launch the app and win 500 users": the second is what the first is for.
        is_purpose = Role.ACTIVITY in first_roles and Role.ACTIVITY not in statement.roles_at(at)
        if has_object and not (is_purpose and Role.OTHER not in statement.roles_at(at)):
            yield at
        has_object = True


def _second_measures(statement: Statement, end: int) -> Iterator[int]:
    """Where a second measured thing begins: "raise NPS to 60 and retention to 95%"."""
    reached = sorted({*(change.goal.first for change in statement.changes), *statement.goals})
    if len(reached) < 2:
        return
    for at in _after_joins(statement, 0, end):
        token = statement.run[at]
        is_thing = token.kind is Kind.WORD and token.low not in words("grammar", "prepositions")
        stop = next(iter(_after_joins(statement, at, end)), end)
        is_measured = bisect_right(reached, at) < bisect_left(reached, stop)
        if is_thing and is_measured and reached[0] < at:
            yield at


def _second_comparatives(statement: Statement, end: int) -> Iterator[int]:
    """Where a second wish begins that is none but a comparative: "faster answers, fewer errors"."""
    which_way = words("grammar", "comparatives")
    if end == 0 or statement.lead is not None or statement.run[0].low not in which_way:
        return
    if not _joins_next(statement, 0, end):
        yield from (
            at
            for at in _after_joins(statement, 0, end)
            if statement.run[at].low in which_way and not _joins_next(statement, at, end)
        )


def end_of_main_clause(statement: Statement) -> int:
    """The token at which means, purposes and conditions begin."""
    table = phrases(words("grammar", "means"))
    for at in range(1, len(statement.run)):
        length = phrase_at(table, statement.run, at)
        if not length or at in statement.dated:
            continue
        following = statement.run[at + length].low if at + length < len(statement.run) else ""
        if statement.run[at].low != "by" or following.endswith("ing"):
            return at
    return len(statement.run)


def _after_joins(statement: Statement, start: int, end: int) -> Iterator[int]:
    """Each place right behind "and", ";", a comma or a full stop; adverbs are passed over."""
    table = phrases(words("grammar", "joins"))
    at = start + 1
    while at < end:
        length = phrase_at(table, statement.run, at) or int(statement.run[at].text in ",.")
        at += length or 1
        if length:
            while at < end and _is_passed(statement, at):
                at += 1
            if at < end:
                yield at


def _is_passed(statement: Statement, at: int) -> bool:
    low = statement.run[at].low
    return low in ("also", "to", "then", "and") or (low.endswith("ly") and verb_of(low) is None)


def _is_clear(statement: Statement, at: int, end: int) -> bool:
    """Whether the word is a verb with an object, and no noun: "and cut costs", "and hold the"."""
    form = verb_of(statement.run[at].low)
    following = statement.run[at + 1] if at + 1 < end else None
    if form is None or following is None or following.low in words("grammar", "pronouns"):
        return False
    if statement.has_object(at):
        return form.shape is not Shape.THIRD
    is_verb = not form.is_ambiguous or form.verb in words("grammar", "sure")
    no_object = words("grammar", "prepositions") | words("grammar", "joins")
    return is_verb and following.kind is Kind.WORD and following.low not in no_object


def _joins_next(statement: Statement, at: int, end: int) -> bool:
    """Whether the verb has no object before the next verb: "design and build"."""
    following = statement.run[at + 1] if at + 1 < end else None
    return following is None or following.low in (*words("grammar", "joins"), ",", "/")


def _without_join(statement: Statement, first: int, end: int) -> int:
    """The end of a result without the comma or "and" behind it."""
    last = end
    passed = (*words("grammar", "joins"), ",", ".", "also", "then", "to")
    while last - 1 > first and statement.run[last - 1].low in passed:
        last -= 1
    return last
