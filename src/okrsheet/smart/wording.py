"""S: is the statement worded as one outcome? Judged from words, so no more than a warning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Objective
from okrsheet.smart.case import Case
from okrsheet.smart.gauge import stem
from okrsheet.smart.outcomes import Result, results
from okrsheet.smart.rule import Fault, called, rule
from okrsheet.smart.specific import placeholder_in
from okrsheet.smart.statement import Statement
from okrsheet.smart.terms import listed, terms, words
from okrsheet.smart.text import Kind
from okrsheet.smart.verbs import Role, roles_of

CHANGES_A_MEASURE = frozenset({Role.RAISES, Role.LOWERS, Role.REACHES})
UNITS_OF_EFFECT = frozenset({"share", "points"})
LONGEST_QUOTE = 60  # characters
LONGEST_OPENING = 3  # words up to the noun that says the activity


@rule("S03", Severity.WARNING, Objective)
def missing_action_verb(objective: Objective, case: Case) -> Iterator[Fault]:
    """The statement has no action verb.

    A topic is no objective: only a verb says what is to happen, and whether more or less of it is
    wanted. Statements in a language without a table of terms are not judged.

    Flagged:
        Objectives
        | ID  | Objective                     |
        | O-1 | Customer service response time |

    Passes:
        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |
        | O-2 | 40% of questions answered by chatbot  |
    """
    statement = case.statement(objective)
    if statement is None or statement.is_foreign or statement.lead is not None:
        return
    if placeholder_in(statement.text) == statement.text.strip():
        return  # S08 says so
    if not any(statement.verb_at(at) for at in range(len(statement.run))):
        yield Fault(
            "Objective",
            f"The statement of {called(objective)} has no action verb.",
            "Begin with what is to happen: increase, reduce, win, keep ...",
        )


@rule("S04", Severity.INFO, Objective)
def vague_term(objective: Objective, case: Case) -> Iterator[Fault]:
    """A vague term with no measure beside it.

    "Better" is never reached and never missed. With a figure beside it the word does no harm.

    Flagged:
        Objectives
        | ID  | Objective                         |
        | O-1 | Offer world-class service         |
        | O-2 | Improve customer satisfaction     |

    Passes:
        Objectives
        | ID  | Objective                                      |
        | O-1 | Answer 95% of enquiries within 12 hours        |
        | O-2 | Improve customer satisfaction from 78% to 86%  |
    """
    statement = case.statement(objective)
    if statement is None or statement.is_foreign or statement.is_measured:
        return
    term = next(_vague_terms(statement), None)
    if term is not None:
        yield Fault(
            "Objective",
            f'The statement of {called(objective)} says "{term}" and no figure.',
            "Say how much: from how much to how much, or a limit to keep.",
        )


@rule("S05", Severity.WARNING, Objective)
def several_outcomes(objective: Objective, case: Case) -> Iterator[Fault]:
    """Several outcomes joined in one objective.

    One may be reached and the other missed: then nobody can say how the objective stands. What is
    joined with "by" is a means and does no harm.

    Flagged:
        Objectives
        | ID  | Objective                                                  |
        | O-1 | Cut response time to 12 hours and raise repeat sales by 5% |

    Passes:
        Objectives
        | ID  | Objective                                                        |
        | O-1 | Cut response time to 12 hours by hiring and training six agents  |
        | O-2 | Raise spending on research and development to 4% of sales        |
    """
    statement = case.statement(objective)
    if statement is None or statement.is_foreign:
        return
    found = results(statement)
    if len(found) > 1:
        told = " and ".join(f'"{_quoted(statement, result)}"' for result in found[:2])
        yield Fault(
            "Objective",
            f"{called(objective)} joins {len(found)} outcomes: {told}.",
            "Make an objective of each, with KPIs of its own.",
        )


@rule("S06", Severity.WARNING, Objective)
def activity(objective: Objective, case: Case) -> Iterator[Fault]:
    """An activity, not an outcome.

    Work can be done to the letter and change nothing. An objective says what shall be different
    afterwards; what is done for it stands in Actions.

    Flagged:
        Objectives
        | ID  | Objective                  |
        | O-1 | Launch the CRM             |
        | O-2 | Hold twelve team workshops |

    Passes:
        Objectives
        | ID  | Objective                                                   |
        | O-1 | Cut response time from 24 to 12 hours by launching the CRM  |
        | O-2 | Train the service team so that 95% hold a valid certificate |
    """
    statement = case.statement(objective)
    if statement is None or statement.is_foreign:
        return
    at = _activity_at(statement)
    if at is not None and not _has_effect(statement, at):
        said = statement.lead[1].verb if statement.lead else statement.run[at].low
        yield Fault(
            "Objective",
            f'{called(objective)} begins with an activity, "{said}", and states no outcome.',
            "Say what shall be different once it is done and by how much; list the work in "
            "Actions.",
        )


def _vague_terms(statement: Statement) -> Iterator[str]:
    """The vague words of a statement; a verb among them counts where it is one."""
    plain, verbs = _vague()
    yield from statement.holds(plain)
    for at, token in enumerate(statement.run):
        form = statement.verb_at(at)
        if form is not None and form.verb in verbs:
            yield token.low


@cache
def _vague() -> tuple[frozenset[str], frozenset[str]]:
    """The vague terms, and the vague verbs by their base form."""
    verbs = frozenset(term for term in listed("vague") if term.startswith("v "))
    return terms("vague") - verbs, frozenset(verb.removeprefix("v ") for verb in verbs)


def _activity_at(statement: Statement) -> int | None:
    """Where the activity stands that a statement begins with, as a verb or as a noun."""
    if statement.lead is not None:
        at, form = statement.lead
        is_result = form.verb in words("grammar", "makers") and _makes_result(statement, at)
        return at if Role.ACTIVITY in statement.roles_at(at) and not is_result else None
    for at, (token, following) in enumerate(pairwise(statement.run[: LONGEST_OPENING + 1])):
        if token.low in words("grammar", "deeds") and following.low == "of":
            return at
    return None


def _makes_result(statement: Statement, lead: int) -> bool:
    """Whether what a verb brings about is a result: "deliver growth", "build 240 homes"."""
    head = ""
    for token in statement.run[lead + 1 :]:
        ends = words("grammar", "prepositions") | words("grammar", "joins")
        if token.low in ends or (head and token.kind is not Kind.WORD):
            break
        if head and token.low in words("grammar", "articles"):
            break
        head = token.low if token.kind is Kind.WORD else head
    return stem(head) in words("grammar", "results")


def _has_effect(statement: Statement, lead: int) -> bool:
    """Whether a result is stated: a change, goal, limit or share, or how much by a verb."""
    if statement.changes or statement.is_multiple:
        return True
    if statement.goals or statement.bounds:
        return True
    if any(one.unit and one.unit.kind in UNITS_OF_EFFECT for one in statement.figures):
        return True
    verbs = (statement.verb_at(at) for at in range(lead + 1, len(statement.run)))
    says_how_much = any(form and roles_of(form.verb) & CHANGES_A_MEASURE for form in verbs)
    is_measuring = says_how_much or bool(statement.roles_at(lead) & CHANGES_A_MEASURE)
    return is_measuring and bool(statement.figures)


def _quoted(statement: Statement, result: Result) -> str:
    """The words of a result, without what follows it."""
    text = statement.quoted(result.first, result.end)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
