"""A: is there evidence that the objective can be achieved? More than that nobody can screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Objective, Plan
from okrsheet.smart.case import DAYS_BETWEEN, Case, Moment
from okrsheet.smart.owners import owners
from okrsheet.smart.rule import Fault, called, explained, plain, rule

TOO_FAST = 3  # times the best pace so far
FEWEST_FOR_PACE = 3  # readings that show a pace
FEWEST_AT_HALF = 4  # readings by half of the period, where the frequency allows as many
TELLS_WHAT_IS_DONE = frozenset(
    {"Actions", "Actions/Objective", "Objectives/ID", "Objectives/Parent"}
)


@rule("A01", Severity.WARNING, Kpi)
def excessive_pace(kpi: Kpi, case: Case) -> Iterator[Fault]:
    """The pace required far exceeds the best pace in its own history.

    What is left would have to go three times as fast as it ever went. That happens, but there
    should be a reason to expect it.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Baseline | Target | Start      | Due        |
        | K-1 | Response time | Decrease  | 24       | 12     | 2026-03-01 | 2026-08-31 |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-04-30 | 23.6  |
        | K-1 | 2026-05-31 | 23.2  |
        | K-1 | 2026-06-30 | 22.8  |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Baseline | Target | Start      | Due        |
        | K-1 | Response time | Decrease  | 24       | 12     | 2026-03-01 | 2026-08-31 |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-04-30 | 21    |
        | K-1 | 2026-05-31 | 19    |
        | K-1 | 2026-06-30 | 17    |
    """
    at, due = case.place(kpi), case.due(kpi)
    if at is None or due is None or kpi.reading_is == "Average":
        return
    history = _course(kpi, case.readings_of.get(at, ()), case.start(kpi))
    if kpi.target is None or kpi.baseline is None or kpi.target == kpi.baseline:
        return
    if kpi.direction not in ("Increase", "Decrease") or len(history) <= FEWEST_FOR_PACE - 1:
        return
    way = 1 if kpi.target > kpi.baseline else -1
    read_on, value = history[-1]
    left, days = (kpi.target - value) * way, _days(read_on, due)
    best = max((_pace(one, other) * way for one, other in pairwise(history)), default=0.0)
    if days > 0 and left > 0 and left / days > TOO_FAST * max(best, 0.0):
        fast = f"; the best so far was {_monthly(best)}" if best > 0 else ", and it never has yet"
        yield Fault(
            "Target",
            f"{called(kpi)} has to move by {_monthly(left / days)} a month to get from "
            f"{plain(value)} to {plain(kpi.target)} by {plain(due)}{fast}.",
            "Say under Achievable what will make it faster, or choose a target or date in reach.",
        )


@rule("A02", Severity.WARNING, Objective)
def missing_evidence(objective: Objective, case: Case) -> Iterator[Fault]:
    """No action and no Achievable evidence.

    Nothing says how the objective is to be reached, nor why anybody believes that it can be. An
    action of an objective below it is evidence too.

    Flagged:
        Objectives
        | ID  | Objective                             | Achievable |
        | O-1 | Cut response time from 24 to 12 hours |            |

    Passes:
        Objectives
        | ID  | Objective                             | Achievable                        |
        | O-1 | Cut response time from 24 to 12 hours |                                   |
        | O-2 | Answer 40% of questions by chatbot    | The supplier's other shops do 45% |

        Actions
        | ID  | Objective | Action                   |
        | A-1 | O-1       | Implement the CRM system |
    """
    at = case.place(objective)
    is_explained = case.missing & TELLS_WHAT_IS_DONE or explained(objective, "Achievable", case)
    if at is None or at in case.graph.cycles or is_explained:
        return
    if objective.achievable is None and at not in case.acted_on:
        yield Fault(
            "Achievable",
            f"No action and no evidence show that {called(objective)} can be achieved.",
            f"Add a row to Actions with {objective.id} under Objective, or say under Achievable "
            "what makes it possible.",
        )


@rule("A03", Severity.WARNING, Plan)
def overloaded_owner(plan: Plan) -> Iterator[Fault]:
    """Owner carries more objectives than the setting.

    Who answers for everything can look after nothing. How many are too many is the setting
    Objectives per owner.

    Flagged:
        Settings
        | Setting              | Value |
        | Objectives per owner | 1     |

        Objectives
        | ID  | Objective                             | Owner      |
        | O-1 | Cut response time from 24 to 12 hours | Head of IT |
        | O-2 | Answer 40% of questions by chatbot    | head of IT |

    Passes:
        Objectives
        | ID  | Objective                             | Owner      |
        | O-1 | Cut response time from 24 to 12 hours | Head of IT |
        | O-2 | Answer 40% of questions by chatbot    | head of IT |
    """
    limit = plan.settings.objectives_per_owner
    carried: dict[str, list[Objective]] = defaultdict(list)
    for objective in plan.objectives:
        for owner in {" ".join(one.casefold().split()) for one in owners(objective.owner or "")}:
            if not objective.taken:
                carried[owner].append(objective)
    for objectives in carried.values():
        if len(objectives) > limit:
            first_too_many = objectives[int(limit)]
            yield Fault(
                "Owner",
                f"{first_too_many.owner} owns {len(objectives)} objectives, more than the "
                f"{plain(limit)} of the setting Objectives per owner.",
                "Give some of them to other owners, or raise the setting.",
            ).at(first_too_many)


@rule("A04", Severity.INFO, Kpi)
def already_met(kpi: Kpi, case: Case) -> Iterator[Fault]:
    """Already met at the start.

    When the period began the target had been reached: the KPI is green without anybody's effort,
    and asks for none.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Baseline | Target | Start      |
        | K-1 | Response time | Decrease  | 24       | 12     | 2026-03-01 |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-02-28 | 11.5  |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Baseline | Target | Start      |
        | K-1 | Response time | Decrease  | 24       | 12     | 2026-03-01 |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-02-28 | 23.5  |
        | K-1 | 2026-06-30 | 11.5  |
    """
    at, start = case.place(kpi), case.start(kpi)
    if at is None or start is None or kpi.reading_is in ("Sum", "Average"):
        return
    before = [moment for moment in case.readings_of.get(at, ()) if moment[0].date() <= start.date()]
    if before and _is_met(kpi, before[-1][1]):
        read_on, value = before[-1]
        goal = 1.0 if kpi.target is None else kpi.target
        yield Fault(
            "Target",
            f"{called(kpi)} read {plain(value)} on {plain(read_on)}, so its target {plain(goal)} "
            f"was met when it started on {plain(start)}.",
            "Set a target that is still ahead, or make it a Hold.",
        )


@rule("A05", Severity.INFO, Kpi)
def too_few_readings(kpi: Kpi, case: Case) -> Iterator[Fault]:
    """Past half of its period and fewer than 4 readings.

    With so few points nobody can tell a trend from chance while there is still time to act. A KPI
    that is read seldom needs no more than its frequency gives.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Frequency | Start      | Due        |
        | K-1 | Response time | Decrease  | Monthly   | 2026-01-01 | 2026-11-30 |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-03-31 | 22    |
        | K-1 | 2026-06-30 | 20    |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Frequency | Start      | Due        |
        | K-1 | Response time | Decrease  | Quarterly | 2026-01-01 | 2026-11-30 |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-03-31 | 22    |
        | K-1 | 2026-06-30 | 20    |
    """
    at, period = case.place(kpi), case.period(kpi)
    start, due = case.start(kpi), case.due(kpi)
    if at is None or start is None or due is None or period is None or _is_blind(case):
        return
    gone = (case.as_of - start.date()).days
    is_on_the_way = 2 * gone >= period.days and case.as_of <= due.date()
    expected = min(FEWEST_AT_HALF, int(gone / DAYS_BETWEEN[kpi.frequency]))
    taken = len(case.readings_of.get(at, ()))
    if is_on_the_way and kpi.direction != "Milestone" and taken < expected:
        count = {0: "no reading", 1: "1 reading"}.get(taken, f"{taken} readings")
        yield Fault(
            "New value",
            f"{called(kpi)} has {count}, and {gone} of its {period.days} days are over.",
            "Enter the readings of the past weeks, or choose a Frequency that will be kept.",
        )


def _is_blind(case: Case) -> bool:
    """Whether nobody can tell what has been read."""
    return bool(case.missing & {"Readings", "Readings/KPI", "Readings/Date", "Readings/Value"})


def _course(kpi: Kpi, readings: Sequence[Moment], start: datetime | None) -> Sequence[Moment]:
    """What the KPI stood at, reading by reading; of a Sum, the total so far, from the start on."""
    if kpi.reading_is != "Sum":
        return readings
    counted = [moment for moment in readings if start is None or moment[0] >= start]
    total, course = 0.0, []
    for read_on, value in counted:
        total += value
        course.append((read_on, total))
    return course


def _pace(one: Moment, other: Moment) -> float:
    """How much it moved a day between two readings; two on one day show no pace."""
    days = _days(one[0], other[0])
    return (other[1] - one[1]) / days if days > 0 else 0.0


def _days(one: datetime, other: datetime) -> float:
    return (other - one).total_seconds() / 86400


def _monthly(pace: float) -> str:
    return f"{pace * DAYS_BETWEEN['Monthly']:.3g}"


def _is_met(kpi: Kpi, value: float) -> bool:
    """Whether a value reaches the target of a KPI whose direction and numbers fit together."""
    if kpi.direction == "Milestone":
        return value >= 1
    if kpi.target is None or kpi.baseline is None:
        return False
    if kpi.direction == "Increase":
        return kpi.baseline < kpi.target <= value
    return kpi.direction == "Decrease" and value <= kpi.target < kpi.baseline
