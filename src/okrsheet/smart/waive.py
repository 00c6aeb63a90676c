"""W: what a row's Waive cell says, and whether it counts.

A cell holds `CODE: reason` entries separated by `;`. A reason may begin with `until YYYY-MM-DD`
(the last day that it counts), as in `S04: legal wording; A03: until 2026-12-31, new head of unit`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from okrsheet.plan.finding import Severity, Waiver
from okrsheet.plan.model import Kpi, Objective, Plan
from okrsheet.smart.rule import CODES, Fault, rule

UNTIL = re.compile(r"until\b\s*(?P<day>[^\s,]*)[\s,]*(?P<reason>.*)", re.IGNORECASE | re.DOTALL)
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
FORM = "Write CODE: reason, such as S04: legal wording; several with ; between them."


@rule("W01", Severity.WARNING, Objective, Kpi)
def idle_waiver(row: Objective | Kpi, plan: Plan) -> Iterator[Fault]:
    """A waiver that does not count.

    A waiver sets a finding aside only while somebody can say why: it needs the code of a rule and
    a reason, and its date, if it has one, must not be past. W01 itself cannot be waived.

    Flagged:
        Objectives
        | ID  | Objective                             | Waive               |
        | O-1 | Cut response time from 24 to 12 hours | S02                 |
        | O-2 | Answer 40% of questions by chatbot    | S02: until 2026-03-31, new head |

    Passes:
        Objectives
        | ID  | Objective                             | Waive               |
        | O-1 | Cut response time from 24 to 12 hours | S02: the board's own |
        | O-2 | Answer 40% of questions by chatbot    | S02: until 2026-06-30, new head |
    """
    return iter(read_waivers(row.waive, plan.as_of)[1])


def read_waivers(cell: str | None, as_of: date) -> tuple[tuple[Waiver, ...], tuple[Fault, ...]]:
    """The waivers in a Waive cell that count on the day, and a fault for each that does not."""
    entries = (entry.strip() for entry in (cell or "").split(";"))
    read = [_read_entry(entry, as_of) for entry in entries if entry]
    return (
        tuple(waiver for waiver in read if isinstance(waiver, Waiver)),
        tuple(fault for fault in read if isinstance(fault, Fault)),
    )


def _read_entry(entry: str, as_of: date) -> Waiver | Fault:
    code, colon, said = (part.strip() for part in entry.partition(":"))
    code = code.upper()
    if code not in CODES:
        what = (
            f"There is no rule {code}"
            if colon and code
            else f'"{entry}" cannot be read as a waiver'
        )
        return Fault("Waive", f"{what}.", FORM)
    if code == "W01":
        return Fault("Waive", "W01 cannot be waived.", "Mend or delete the waiver it is about.")
    limit = UNTIL.fullmatch(said)
    until = _day(limit["day"]) if limit else None
    reason = limit["reason"] if limit else said
    if limit and until is None:
        told = f'The waiver of {code} says "{said}", which gives no date.'
        return Fault("Waive", told, "Write the date as in until 2026-12-31, then the reason.")
    if not reason:
        return Fault("Waive", f"The waiver of {code} gives no reason.", FORM)
    if until is not None and until < as_of:
        told = f"The waiver of {code} ended on {until}."
        return Fault("Waive", told, "Mend what it set aside, or write a new date and reason.")
    return Waiver(code, reason, until)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if ISO_DATE.fullmatch(text) else None
    except ValueError:  # such as 2026-02-30
        return None
