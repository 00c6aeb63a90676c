"""S: is the objective specific: a statement, and one accountable owner?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Objective, Plan
from okrsheet.smart.rule import Fault, called, explained, rule

ASIDE = re.compile(r"\([^)]*\)")
# "n/a" names nobody, so nobody is two people: a slash between single letters does not split.
BETWEEN_NAMES = re.compile(r"[,;+\n]|(?<!\b\w)\s*/|/\s*(?!\w\b)")
AND = re.compile(r"\s(?:&|and)\s", re.IGNORECASE)
# What follows a comma in one person's name.
TITLE = re.compile(
    r"jr|sr|ii|iii|iv|esq|dphil|phd|md|mba|[mb]sc|cpa|cfa|cma|acca|pmp", re.IGNORECASE
)


@rule("S01", Severity.ERROR, Objective)
def missing_statement(objective: Objective, plan: Plan) -> Iterator[Fault]:
    """The objective has no statement.

    An owner, a date and a KPI say who, when and how much, but nobody can act on an outcome that
    is not put into words.

    Flagged:
        Objectives
        | ID  | Objective | Owner      | Due        |
        | O-1 |           | Head of IT | 2026-12-31 |

    Passes:
        Objectives
        | ID  | Objective                                 | Owner      | Due        |
        | O-1 | Cut response time from 24 to 12 hours     | Head of IT | 2026-12-31 |
    """
    if objective.name is None and not explained(objective, "Objective", plan):
        yield Fault(
            "Objective",
            f"{called(objective)} has no statement.",
            "Write the outcome in one sentence: a verb, what changes, from how much to how much.",
        )


@rule("S02", Severity.ERROR, Objective)
def missing_owner(objective: Objective, plan: Plan) -> Iterator[Fault]:
    """No accountable owner.

    An objective that belongs to nobody is looked after by nobody: reviews need one person who
    answers for it.

    Flagged:
        Objectives
        | ID  | Objective                             | Owner |
        | O-1 | Cut response time from 24 to 12 hours |       |

    Passes:
        Objectives
        | ID  | Objective                             | Owner                    |
        | O-1 | Cut response time from 24 to 12 hours | Head of Customer Service |
    """
    if objective.owner is None and not explained(objective, "Owner", plan):
        yield Fault(
            "Owner",
            f"{called(objective)} has no owner.",
            "Enter the one person or role that answers for this objective.",
        )


@rule("S09", Severity.WARNING, Objective)
def several_owners(objective: Objective, plan: Plan) -> Iterator[Fault]:
    """Several owners.

    Where two answer for an objective, each may wait for the other. Others can still help: name
    them as owners of its KPIs and actions.

    Flagged:
        Objectives
        | ID  | Objective                             | Owner    |
        | O-1 | Cut response time from 24 to 12 hours | IT/HR    |
        | O-2 | Cut staff turnover from 18% to 12%    | Ann, Bob |

    Passes:
        Objectives
        | ID  | Objective                             | Owner                       |
        | O-1 | Cut response time from 24 to 12 hours | Head of Sales and Marketing |
        | O-2 | Cut staff turnover from 18% to 12%    | Ann Lee, PhD                |
    """
    named = owners(objective.owner or "")
    if len(named) > 1:
        yield Fault(
            "Owner",
            f"{called(objective)} names {len(named)} owners: {', '.join(named)}.",
            "Keep the one who answers for it, and name the others on its KPIs and actions.",
        )


def owners(text: str) -> tuple[str, ...]:
    """The people or roles that an Owner cell names.

    What stands in brackets or is a title after a comma ("Ann Lee, PhD") names nobody more.
    """
    parts = (part.strip() for part in BETWEEN_NAMES.split(ASIDE.sub(" ", text)))
    named = (part for part in parts if part and not _is_title(part))
    return tuple(owner for part in named for owner in _joined_by_and(part))


def _is_title(text: str) -> bool:
    return bool(TITLE.fullmatch(text.replace(".", "")))


def _joined_by_and(text: str) -> tuple[str, ...]:
    """Both sides of an "and", unless it is within one office ("Head of Sales and Marketing")."""
    both = AND.split(text)
    is_one_office = " of " in both[0] and not any(" of " in other for other in both[1:])
    return (text,) if is_one_office else tuple(side.strip() for side in both)
