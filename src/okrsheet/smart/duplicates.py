"""S: does another objective say nearly the same? Found by fingerprints, in time linear in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import xor

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Context, Objective, Plan
from okrsheet.smart.case import Case
from okrsheet.smart.deadlines import last_day
from okrsheet.smart.gauge import stem
from okrsheet.smart.quantities import units
from okrsheet.smart.rule import Fault, called, rule
from okrsheet.smart.statement import Statement
from okrsheet.smart.terms import table, words
from okrsheet.smart.text import Kind
from okrsheet.smart.verbs import Role

FEWEST_WORDS = 3  # that a statement needs to be recognised
FEWEST_FOR_ONE_MORE = 6  # words of the longer one, where it may have one more
Stated = Objective | Context  # a department's own, or one around them


@dataclass(frozen=True, slots=True)
class Gist:
    """What a statement is about: its words, figures and units, without order or small words.

    `loose` are the words that may be missing from one that says nearly the same: no figure, unit
    or name. `print` is the same for equal sets, and changes by a word's own when it is taken away.
    """

    parts: frozenset[str]
    loose: frozenset[str]
    print: int


@rule("S07", Severity.WARNING, Plan)
def near_duplicate(case: Case) -> Iterator[Fault]:
    """Nearly the same statement as another objective.

    The same thing stands in the plan twice, and counts twice. A department's share of an objective
    has figures of its own: other figures, units or names make another objective.

    Flagged:
        Objectives
        | ID  | Objective                                               |
        | O-1 | Cut customer service response time from 24 to 12 hours  |
        | O-2 | Reduce the customer service response time from 24 to 12 hours |

    Passes:
        Objectives
        | ID  | Objective                                               |
        | O-1 | Cut customer service response time from 24 to 12 hours  |
        | O-2 | Cut customer service response time from 24 to 18 hours  |
    """
    whole: dict[int, tuple[Stated, Gist]] = {}
    lacking: dict[int, tuple[Stated, Gist]] = {}  # by what is left without one word
    gists = {text: gist_of(statement) for text, statement in case.statements.items()}
    stated: tuple[Stated, ...] = (*case.graph.around.objectives, *case.objectives)
    for objective in stated:
        gist = gists.get(objective.name or "")
        if gist is None or len(gist.parts) < FEWEST_WORDS:
            continue
        shorter = {gist.print ^ hash(part) for part in gist.loose} if _is_long(gist) else set()
        candidates = (
            *(found[mark] for found in (whole, lacking) for mark in [gist.print] if mark in found),
            *(whole[mark] for mark in shorter if mark in whole),
        )
        twin = next((other for other, its in candidates if is_near(gist, its)), None)
        if twin is not None and isinstance(objective, Objective):
            yield _fault(objective, twin)
        whole.setdefault(gist.print, (objective, gist))
        for mark in shorter:
            lacking.setdefault(mark, (objective, gist))


def gist_of(statement: Statement) -> Gist:
    """The gist of a statement."""
    parts: set[str] = set()
    loose: set[str] = set()
    lead = statement.lead[0] if statement.lead else None
    days = dict(_days(statement))
    parts.update(day for day in days.values() if day)
    for at, token in enumerate(statement.run):
        if at in days:
            continue
        if token.kind is Kind.SIGN and token.low not in units():
            continue
        if token.low in words("grammar", "empty"):
            continue
        part = _way(statement, at) if at == lead else _meaning(token.low)
        parts.add(part)
        is_name = at > 0 and not token.text.islower()
        if token.kind is Kind.WORD and not is_name and token.low not in units() and at != lead:
            loose.add(part)
    return Gist(frozenset(parts), frozenset(loose), reduce(xor, map(hash, parts), 0))


def _days(statement: Statement) -> Iterator[tuple[int, str]]:
    """The tokens of each deadline, with the day that it means at the latest."""
    for mention in statement.dates:
        day = last_day(mention) if mention.is_deadline else None
        if day is not None:
            yield from ((at, day) for at in range(mention.led, mention.end))


@cache
def _same() -> Mapping[str, str]:
    """Words that mean the same in a plan, each with the first of them."""
    return {word: alike[0] for alike in table("same")["words"].values() for word in alike}


def _meaning(word: str) -> str:
    """A word without its plural and genitive, and the same one for all that mean the same."""
    bare = stem(word.removesuffix("'s"))
    return _same().get(bare, bare)


def is_near(one: Gist, other: Gist) -> bool:
    """Whether two gists are the same but for one loose word that the longer one has more."""
    more = one.parts ^ other.parts
    longer = max(one, other, key=lambda gist: len(gist.parts))
    if not more:
        return True
    return _is_long(longer) and len(more) == 1 and more <= longer.loose


def _is_long(gist: Gist) -> bool:
    return len(gist.parts) >= FEWEST_FOR_ONE_MORE


def _way(statement: Statement, at: int) -> str:
    """What the leading verb says: all that raise a measure are one, and all that lower it."""
    said = statement.roles_at(at)
    ways = [role.name for role in (Role.RAISES, Role.LOWERS) if role in said]
    if ways:
        return ways[0]
    lead = statement.lead
    return lead[1].verb if lead else statement.run[at].low


def _fault(objective: Objective, twin: Stated) -> Fault:
    is_other = twin.unit and twin.unit != objective.unit
    where = f" of {twin.unit}" if is_other and isinstance(twin, Objective) else ""
    name = twin.id or f"the objective in row {twin.row + 1}"
    return Fault(
        "Objective",
        f"{called(objective)} says nearly the same as {name}{where}.",
        "Keep one of the two, or say in each what it alone contributes.",
    ).at(objective)
