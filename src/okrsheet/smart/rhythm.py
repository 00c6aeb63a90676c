"""T: is progress read often enough, in time, and closed when it is due?"""

from __future__ import annotations

from collections.abc import Iterator

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Objective
from okrsheet.smart.case import DAYS_BETWEEN, Case
from okrsheet.smart.rule import Fault, called, explained, plain, rule

FEWEST_READINGS = 3  # in the whole period
TELLS_WHAT_IS_READ = frozenset({"Readings", "Readings/KPI", "Readings/Date", "Readings/Value"})


@rule("T05", Severity.WARNING, Kpi)
def rare_readings(kpi: Kpi, case: Case) -> Iterator[Fault]:
    """Readings too rare for the horizon.

    A KPI that is read once or twice before it is due tells that it has gone wrong when it is too
    late to act.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Frequency | Start      | Due        |
        | K-1 | Response time | Decrease  | Yearly    | 2026-03-01 | 2026-08-31 |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Frequency | Start      | Due        |
        | K-1 | Response time | Decrease  | Monthly   | 2026-03-01 | 2026-08-31 |
    """
    period = case.period(kpi)
    if period is None or kpi.frequency is None or kpi.direction == "Milestone":
        return
    count = round((period.days + 1) / DAYS_BETWEEN[kpi.frequency])
    if count < FEWEST_READINGS:
        times = ("no reading", "1 reading", "2 readings")[count]
        yield Fault(
            "Frequency",
            f"{called(kpi)} is read {kpi.frequency.lower()}, which gives {times} in its "
            f"{period.days} days.",
            "Choose a Frequency that gives three readings or more before it is due.",
        )


@rule("T06", Severity.WARNING, Kpi)
def overdue_reading(kpi: Kpi, case: Case) -> Iterator[Fault]:
    """Reading overdue by its frequency.

    A reading is good for a while: 2 days for Daily, 11 Weekly, 46 Monthly and blank, 137 Quarterly,
    548 Yearly. After that the KPI is judged as of today, by a figure of the past.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Frequency | Start      | Due        |
        | K-1 | Response time | Decrease  | Weekly    | 2026-03-01 | 2026-12-31 |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-06-18 | 20    |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Frequency | Start      | Due        |
        | K-1 | Response time | Decrease  | Weekly    | 2026-03-01 | 2026-12-31 |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-06-19 | 20    |
    """
    # Imported late, as the scores are.
    from okrsheet.score.pace import FRESH_DAYS

    at, start, due = case.place(kpi), case.start(kpi), case.due(kpi)
    if at is None or start is None or case.missing & TELLS_WHAT_IS_READ:
        return
    is_unread = any(explained(kpi, header, case) for header in ("New value", "New date"))
    is_running = start.date() <= case.as_of and (due is None or case.as_of <= due.date())
    figures = case.scores.kpis[at]
    is_done = kpi.direction == "Milestone" and figures.score == 1
    if not is_running or is_done or is_unread:
        return
    last = figures.read_on
    days = (case.as_of - (last or start).date()).days
    if days > FRESH_DAYS[kpi.frequency]:
        rhythm = (kpi.frequency or "Monthly").lower()
        if last is None:
            read = f"has not been read since it started on {plain(start)}"
        else:
            read = f"was last read on {plain(last)}, {days} days ago"
        yield Fault(
            "New value",
            f"{called(kpi)} {read}; it is to be read {rhythm}.",
            "Enter today's figure as New value, or choose the Frequency that is kept.",
        )


@rule("T07", Severity.INFO, Objective, Kpi)
def past_due(row: Objective | Kpi, case: Case) -> Iterator[Fault]:
    """Past due and still open.

    It is over, and has not been reached. Somebody should say what becomes of it: closed as it is,
    or carried on with a new date. A KPI without a due date of its own is closed with its objective.

    Flagged:
        Objectives
        | ID  | Objective                             | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2026-05-31 |

    Passes:
        Objectives
        | ID  | Objective                             | Due        |
        | O-1 | Cut response time from 24 to 12 hours | 2026-07-31 |
    """
    found = case.score(row)
    if row.due is None or found is None or row.due.date() >= case.as_of or _is_circular(row, case):
        return
    if found.score is None or found.score < 1:
        stands = "without a score" if found.score is None else f"at {found.score:.0%}"
        stands = "just short of its goal" if stands == "at 100%" else stands
        yield Fault(
            "Due",
            f"{called(row)} was due on {plain(row.due)} and stands {stands}.",
            "Close it with a last reading, or agree a new due date.",
        )


def _is_circular(row: Objective | Kpi, case: Case) -> bool:
    return isinstance(row, Objective) and case.place(row) in case.graph.cycles
