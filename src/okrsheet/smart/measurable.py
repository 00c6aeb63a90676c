"""M: is the objective measured, by KPIs whose numbers fit together?"""

from __future__ import annotations

from collections.abc import Iterator

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Objective, Plan, key
from okrsheet.smart.case import Case
from okrsheet.smart.rule import Fault, called, explained, plain, rule

# Without one of these nobody can tell which KPIs stand below which objective.
TELLS_WHAT_IS_BELOW = frozenset({"KPIs", "KPIs/Objective", "Objectives/ID", "Objectives/Parent"})


@rule("M01", Severity.ERROR, Objective)
def missing_kpi(objective: Objective, case: Case) -> Iterator[Fault]:
    """No KPI measures the objective.

    Without a number nobody can say whether the objective is on its way or has been reached. KPIs
    of the objectives below it measure it too.

    Flagged:
        Objectives
        | ID  | Objective                             | Pillar |
        | O-1 | Cut response time from 24 to 12 hours | P1     |

    Passes:
        Objectives
        | ID  | Objective                             | Pillar | Parent |
        | O-1 | Cut response time from 24 to 12 hours | P1     |        |
        | O-2 | Answer 40% of questions by chatbot    |        | O-1    |

        KPIs
        | ID  | KPI                 | Objective |
        | K-1 | Answered by chatbot | O-2       |
    """
    at = case.graph.objectives.get(key(objective.id) or "")
    # An objective that no KPI can refer to (no usable ID, D11 or D05) and one in a cycle (R02)
    # have a finding that explains it.
    if at is None or at in case.graph.cycles or case.missing & TELLS_WHAT_IS_BELOW:
        return
    if at not in case.measured:
        yield Fault(
            "Measurable",
            f"No KPI measures {called(objective)} or anything below it.",
            f"Add a row to KPIs with {objective.id} under Objective, a baseline and a target.",
        )


@rule("M02", Severity.ERROR, Kpi)
def missing_baseline(kpi: Kpi, plan: Plan) -> Iterator[Fault]:
    """Baseline missing.

    The way from the baseline to the target is what is scored: without a baseline an Increase or
    Decrease has no score, however good its readings are.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time | Decrease  | hours           |          | 12     |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time | Decrease  | hours           | 24       | 12     |
    """
    if _is_a_way(kpi) and kpi.baseline is None and not explained(kpi, "Baseline", plan):
        yield Fault(
            "Baseline",
            f"{called(kpi)} ({kpi.direction}) has no baseline.",
            "Enter the figure from which it starts, measured or estimated.",
        )


@rule("M03", Severity.ERROR, Kpi)
def missing_target(kpi: Kpi, plan: Plan) -> Iterator[Fault]:
    """Target missing.

    An Increase or Decrease needs a figure to reach, a Hold at least one bound to keep within:
    else nobody knows when it is good enough.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target | Low | High |
        | K-1 | Response time | Decrease  | hours           | 24       |        |     |      |
        | K-2 | Milk in stock | Hold      | litres          |          |        |     |      |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target | Low | High |
        | K-1 | Response time | Decrease  | hours           | 24       | 12     |     |      |
        | K-2 | Milk in stock | Hold      | litres          |          |        | 80  |      |
    """
    if _is_a_way(kpi) and kpi.target is None and not explained(kpi, "Target", plan):
        yield Fault(
            "Target",
            f"{called(kpi)} ({kpi.direction}) has no target.",
            "Enter the figure to reach by its due date.",
        )
    is_unbounded = kpi.direction == "Hold" and kpi.low is None and kpi.high is None
    if is_unbounded and not any(explained(kpi, bound, plan) for bound in ("Low", "High")):
        yield Fault(
            "Low",
            f"{called(kpi)} (Hold) has neither Low nor High.",
            "Enter the lowest good value, the highest, or both.",
        )


@rule("M04", Severity.ERROR, Kpi)
def target_equals_baseline(kpi: Kpi, plan: Plan) -> Iterator[Fault]:
    """Target equals baseline.

    Nothing is to change, so no share of the way can be worked out. What shall stay as it is, is a
    Hold with bounds.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time | Decrease  | hours           | 12       | 12     |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target | High |
        | K-1 | Response time | Hold      | hours           |          |        | 12   |
    """
    if _is_a_way(kpi) and kpi.target is not None and kpi.target == kpi.baseline:
        yield Fault(
            "Target",
            f"{called(kpi)} ({kpi.direction}) has {plain(kpi.target)} as baseline and as target.",
            "Enter another target, or choose Hold with a Low or High bound.",
        )


@rule("M05", Severity.ERROR, Kpi)
def contradicted_direction(kpi: Kpi, plan: Plan) -> Iterator[Fault]:
    """Direction contradicts the numbers.

    One of the three is a slip: a Decrease does not end above where it began. The score follows
    the numbers, so it may praise what was meant to be avoided.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time | Decrease  | hours           | 12       | 24     |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time | Decrease  | hours           | 24       | 12     |
    """
    if kpi.baseline is None or kpi.target is None:
        return
    change = kpi.target - kpi.baseline
    is_upside_down = change < 0 if kpi.direction == "Increase" else change > 0
    if _is_a_way(kpi) and is_upside_down:
        yield Fault(
            "Direction",
            f"{called(kpi)} says {kpi.direction} and runs from {plain(kpi.baseline)} to "
            f"{plain(kpi.target)}.",
            "Correct the direction, or the baseline or target if one of them is a slip.",
        )


@rule("M06", Severity.ERROR, Kpi)
def missing_unit_of_measure(kpi: Kpi, plan: Plan) -> Iterator[Fault]:
    """Unit of measure missing.

    12 may be hours, days or percent; readers guess differently, and so do those who enter the
    readings. A Milestone needs none: it is the share done.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time | Decrease  |                 | 24       | 12     |

    Passes:
        KPIs
        | ID  | KPI            | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time  | Decrease  | hours           | 24       | 12     |
        | K-2 | New CRM system | Milestone |                 |          |        |
    """
    is_measured = kpi.direction not in (None, "Milestone")
    if is_measured and kpi.unit_of_measure is None and not explained(kpi, "Unit of measure", plan):
        yield Fault(
            "Unit of measure",
            f"{called(kpi)} has no unit of measure.",
            "Enter what its figures count, such as hours, EUR or %.",
        )


@rule("M08", Severity.WARNING, Kpi)
def missing_source(kpi: Kpi, plan: Plan) -> Iterator[Fault]:
    """No source.

    A figure that nobody knows where to find is soon not read any more, or read differently by
    everyone.

    Flagged:
        KPIs
        | ID  | KPI           | Source |
        | K-1 | Response time |        |

    Passes:
        KPIs
        | ID  | KPI           | Source              |
        | K-1 | Response time | CRM response report |
    """
    if kpi.source is None and not explained(kpi, "Source", plan):
        yield Fault(
            "Source",
            f"{called(kpi)} names no source.",
            "Enter the system, report or person that its readings come from.",
        )


@rule("M09", Severity.ERROR, Kpi)
def reversed_bounds(kpi: Kpi, plan: Plan) -> Iterator[Fault]:
    """Bounds reversed.

    No figure can be at least Low and at most High where Low is above High, so the KPI has no
    score.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Low | High |
        | K-1 | Milk in stock | Hold      | litres          | 120 | 80   |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Unit of measure | Low | High |
        | K-1 | Milk in stock | Hold      | litres          | 80  | 120  |
    """
    if kpi.low is not None and kpi.high is not None and kpi.low > kpi.high:
        yield Fault(
            "Low",
            f"{called(kpi)} has Low {plain(kpi.low)} above High {plain(kpi.high)}.",
            "Exchange the two figures, or correct the one that is a slip.",
        )


def _is_a_way(kpi: Kpi) -> bool:
    """Whether the KPI goes from a baseline to a target."""
    return kpi.direction in ("Increase", "Decrease")
