"""T: is the objective bound in time, within the plan's period?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Action, Kpi, Objective, Plan, key
from okrsheet.smart.rule import Fault, called, explained, plain, rule

Dated = Objective | Kpi | Action
# Start, due, and whose they are where they are not the row's own.
Span = tuple[datetime | None, datetime | None, str]


@rule("T01", Severity.WARNING, Objective)
def missing_due_date(objective: Objective, plan: Plan) -> Iterator[Fault]:
    """The objective's own due date is missing.

    The end of the plan is assumed, which is seldom when the outcome is wanted; what has a date of
    its own gets done by it.

    Flagged:
        Objectives
        | ID  | Objective                             | Due |
        | O-1 | Cut response time from 24 to 12 hours |     |

    Passes:
        Objectives
        | ID  | Objective                             | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2026-08-31 |
    """
    if objective.due is None and not explained(objective, "Due", plan):
        end = plan.settings.period_end
        assumed = f"; {plain(end)}, the plan's end, is assumed" if end else ""
        yield Fault(
            "Due",
            f"{called(objective)} has no due date of its own{assumed}.",
            "Enter the day by which the outcome shall be reached.",
        )


@rule("T02", Severity.ERROR, Objective, Kpi, Action)
def start_not_before_due(row: Dated, plan: Plan) -> Iterator[Fault]:
    """Start not before due.

    With no time between them nothing can be expected on the way: all of it is expected at once on
    the due date. A date that a row does not state is its objective's or the plan's.

    Flagged:
        Settings
        | Setting      | Value      |
        | Period start | 2026-03-01 |

        Objectives
        | ID  | Objective                             | Start      | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2026-08-31 | 2026-03-01 |
        | O-2 | Answer 40% of questions by chatbot    |            | 2026-02-28 |

    Passes:
        Settings
        | Setting      | Value      |
        | Period start | 2026-03-01 |

        Objectives
        | ID  | Objective                             | Start      | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2026-03-01 | 2026-08-31 |
        | O-2 | Answer 40% of questions by chatbot    |            | 2026-09-30 |
    """
    states_nothing = row.start is None and row.due is None
    if states_nothing or row.unread & {"Start", "Due"}:
        return
    spans = tuple(_spans(row, plan))
    start, whose_start = next(((s, whose) for s, _, whose in spans if s), (None, ""))
    due, whose_due = next(((d, whose) for _, d, whose in spans if d), (None, ""))
    if start is not None and due is not None and start >= due:
        yield Fault(
            "Start",
            f"{called(row)} starts on {plain(start)}{whose_start}, which is not before its due "
            f"date {plain(due)}{whose_due}.",
            "Correct the one that is wrong, so that it starts before it is due.",
        )


@rule("T03", Severity.WARNING, Objective, Kpi)
def due_outside_period(row: Objective | Kpi, plan: Plan) -> Iterator[Fault]:
    """Due outside the planning period.

    The plan is reviewed and closed within its period: what is due after it is never due in it,
    and what was due before it belongs to the last plan.

    Flagged:
        Settings
        | Setting    | Value      |
        | Period end | 2026-12-31 |

        Objectives
        | ID  | Objective                             | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2027-03-31 |

    Passes:
        Settings
        | Setting    | Value      |
        | Period end | 2026-12-31 |

        Objectives
        | ID  | Objective                             | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2026-12-31 |
    """
    start, end = plan.settings.period_start, plan.settings.period_end
    if row.due is None:
        return
    if start is not None and row.due.date() < start.date():
        where = f"before the plan starts on {plain(start)}"
    elif end is not None and row.due.date() > end.date():
        where = f"after the plan ends on {plain(end)}"
    else:
        return
    yield Fault(
        "Due",
        f"{called(row)} is due on {plain(row.due)}, {where}.",
        "Move the due date into the period, or correct the period in the settings.",
    )


@rule("T04", Severity.WARNING, Action)
def late_action(action: Action, plan: Plan) -> Iterator[Fault]:
    """An action is due after its objective.

    What is finished after the objective is due cannot help to reach it.

    Flagged:
        Objectives
        | ID  | Objective                             | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2026-08-31 |

        Actions
        | ID  | Objective | Action                   | Due        |
        | A-1 | O-1       | Implement the CRM system | 2026-09-30 |

    Passes:
        Objectives
        | ID  | Objective                             | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2026-08-31 |

        Actions
        | ID  | Objective | Action                   | Due        |
        | A-1 | O-1       | Implement the CRM system | 2026-07-31 |
    """
    at = plan.graph.objectives.get(key(action.objective) or "")
    goal = None if at is None else plan.objectives[at].due
    if action.due is not None and goal is not None and action.due.date() > goal.date():
        yield Fault(
            "Due",
            f"{called(action)} is due on {plain(action.due)}, after its objective "
            f"{action.objective} is on {plain(goal)}.",
            "Finish it earlier, or move the objective's due date.",
        )


def _spans(row: Dated, plan: Plan) -> Iterator[Span]:
    """The row's dates and those that stand in for what it does not state, nearest first."""
    yield row.start, row.due, ""
    if isinstance(row, Action):
        return
    above = plan.graph.objectives.get(key(row.objective) or "") if isinstance(row, Kpi) else None
    if above is not None:
        objective = plan.objectives[above]
        yield objective.start, objective.due, f" (that of {called(objective)})"
    yield plan.settings.period_start, plan.settings.period_end, " (the plan's)"
