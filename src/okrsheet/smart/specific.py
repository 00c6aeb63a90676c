"""S: is the objective specific: a statement, one accountable owner, no placeholder?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from string import digits

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Objective, Plan
from okrsheet.smart.owners import is_plural, owners
from okrsheet.smart.quantities import units
from okrsheet.smart.rule import Fault, called, explained, rule
from okrsheet.smart.terms import listed, terms, words
from okrsheet.smart.text import Token, phrase_at, phrases, tokens

# "xxx", "XX hours", "X%", "??", "____", "<name>", "[insert figure]": no word is spelt so.
PLACEHOLDER = re.compile(
    r"(?<![\w.])(?:x{3,}|xx(?=\s?%)|(?<=to )xx|(?<=by )xx|(?<=from )xx)(?!\w)"
    r"|(?<![\w.])(?:[xyn]\s?%|\?{2,}|\?%|_{3,})(?!\w)"
    r"|(?<= )\?(?= )|<[a-z][\w .-]{0,40}>"
    r"|\[(?:insert|enter|add|your|name|number|figure|date|tb|target|baseline|owner|unit|amount|value"
    r"|percent|month|quarter|year|team|department|customer|product|x|n|y|%|\.|…)[^]\[]{0,40}\]",
    re.IGNORECASE,
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
    elif named and is_plural(named[0]):
        yield Fault(
            "Owner",
            f'{called(objective)} names several owners: "{named[0]}".',
            "Name the one who answers for it, and the others on its KPIs and actions.",
        )


@rule("S08", Severity.WARNING, Objective, Kpi)
def placeholder(row: Objective | Kpi, plan: Plan) -> Iterator[Fault]:
    """A placeholder.

    The cell looks filled in and says nothing: whoever counts blank cells will not find it.

    Flagged:
        Objectives
        | ID  | Objective                             | Owner | Relevant      |
        | O-1 | Cut response time from 24 to XX hours | TBD   | to be defined |

        KPIs
        | ID  | KPI |
        | K-1 | ?   |

    Passes:
        Objectives
        | ID  | Objective                             | Owner      | Relevant                 |
        | O-1 | Cut response time from 24 to 12 hours | Head of IT | Guests will wait no more |

        KPIs
        | ID  | KPI           |
        | K-1 | Response time |
    """
    for header, text in _written(row).items():
        found = placeholder_in(text or "")
        if found is not None:
            yield Fault(
                header,
                f'{header} of {called(row)} holds the placeholder "{found}".',
                "Write what is meant, or clear the cell until it is known.",
            )


def placeholder_in(text: str) -> str | None:
    """The first thing in a text that stands for something still to be written."""
    bare = text.strip()
    is_wordless = bool(bare) and not any(map(str.isalnum, bare))
    unnumbered = bare.rstrip(digits).rstrip(" #")  # "Objective 3"
    if is_wordless or any(
        f"= {cell.casefold()}" in terms("placeholders") for cell in (bare, unnumbered)
    ):
        return bare
    shape = PLACEHOLDER.search(text)
    if shape is not None:
        return shape[0]
    run, table = tokens(text), phrases(_anywhere())
    for at, token in enumerate(run):
        if _is_letter_for_figure(run, at):
            return token.text
        length = phrase_at(table, run, at)
        if length:
            return text[token.start : run[at + length - 1].end]
    return None


def _is_letter_for_figure(run: Sequence[Token], at: int) -> bool:
    """Whether a capital X, Y or N stands where a figure belongs: "from 9 to X minutes"."""
    if run[at].text not in ("X", "Y", "N") or not 0 < at < len(run) - 1:
        return False
    is_led = run[at - 1].low in words("numbers", "roughly") | {"from", "by"}
    return is_led and (run[at + 1].low in units() or run[at + 1].low == "to")


@cache
def _anywhere() -> frozenset[str]:
    """The placeholders that count beside other words too."""
    return frozenset(term for term in listed("placeholders") if not term.startswith("="))


def _written(row: Objective | Kpi) -> dict[str, str | None]:
    """The cells of a row that are written in prose, by header."""
    if isinstance(row, Kpi):
        return {"KPI": row.name}
    return {
        "Objective": row.name,
        "Owner": row.owner,
        "Specific": row.specific,
        "Measurable": row.measurable,
        "Achievable": row.achievable,
        "Relevant": row.relevant,
    }
