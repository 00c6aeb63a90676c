"""R: does the objective serve the strategy: a pillar or parent, no circles, sound weights?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Objective, Pillar, Plan, Row
from okrsheet.smart.case import Case
from okrsheet.smart.rule import Fault, called, explained, plain, rule

LONGEST_PATH = 20  # names of a circle in one message, which has to fit into a cell


@rule("R01", Severity.ERROR, Objective)
def orphan(objective: Objective, plan: Plan) -> Iterator[Fault]:
    """Neither a pillar nor a parent: an orphan.

    Work that serves no pillar of the strategy counts in no pillar's score, and takes time from
    work that does.

    Flagged:
        Objectives
        | ID  | Objective                             | Pillar | Parent |
        | O-1 | Cut response time from 24 to 12 hours |        |        |

    Passes:
        Pillars
        | ID | Pillar          |
        | P1 | Happy customers |

        Objectives
        | ID  | Objective                             | Pillar | Parent |
        | O-1 | Cut response time from 24 to 12 hours | P1     |        |
        | O-2 | Answer 40% of questions by chatbot    |        | O-1    |
    """
    is_orphan = objective.pillar is None and objective.parent is None
    is_explained = "Pillars" in plan.missing or any(
        explained(objective, header, plan) for header in ("Pillar", "Parent")
    )
    if is_orphan and not is_explained:
        yield Fault(
            "Pillar",
            f"{called(objective)} has neither a pillar nor a parent.",
            "Enter the ID of the pillar that it serves, or of the objective above it as Parent.",
        )


@rule("R02", Severity.ERROR, Plan)
def circular_alignment(plan: Plan) -> Iterator[Fault]:
    """Circular alignment.

    Each of these serves the next one and so, in the end, itself: none of them leads up to a
    pillar. Objectives in a circle have no score; units in one count as if they had no parent.

    Flagged:
        Objectives
        | ID  | Objective                             | Pillar | Parent |
        | O-1 | Cut response time from 24 to 12 hours | P1     | O-2    |
        | O-2 | Answer 40% of questions by chatbot    |        | O-1    |

    Passes:
        Objectives
        | ID  | Objective                             | Pillar | Parent |
        | O-1 | Cut response time from 24 to 12 hours | P1     |        |
        | O-2 | Answer 40% of questions by chatbot    |        | O-1    |
    """
    around = plan.graph.around
    yield from _circles((*plan.units, *around.units), plan.graph.unit_cycles)
    yield from _circles((*plan.objectives, *around.objectives), plan.graph.cycles)


@rule("R03", Severity.ERROR, Pillar, Objective, Kpi)
def negative_weight(row: Pillar | Objective | Kpi, plan: Plan) -> Iterator[Fault]:
    """Negative weight.

    A weight says how much of the whole a part is, and no part is less than nothing. It is counted
    as 0.

    Flagged:
        Pillars
        | ID | Pillar          | Weight |
        | P1 | Happy customers | -1     |

    Passes:
        Pillars
        | ID | Pillar           | Weight |
        | P1 | Happy customers  | 2      |
        | P2 | Good neighbours  | 0      |
        | P3 | Skilled baristas |        |
    """
    if row.weight is not None and row.weight < 0:
        yield Fault(
            "Weight",
            f"{called(row)} has the weight {plain(row.weight)}.",
            "Enter a weight above 0; 0 to show it and count it nowhere; or nothing, which is 1.",
        )


@rule("R04", Severity.WARNING, Objective, Kpi)
def dates_outside_parent(row: Objective | Kpi, case: Case) -> Iterator[Fault]:
    """Dates outside its parent's.

    What is due after the objective that it serves comes too late for it, and what starts before it
    belongs to something else.

    Flagged:
        Objectives
        | ID  | Objective                             | Parent | Due        |
        | O-1 | Cut response time from 24 to 12 hours |        | 2026-08-31 |
        | O-2 | Answer 40% of questions by chatbot    | O-1    | 2026-10-31 |

    Passes:
        Objectives
        | ID  | Objective                             | Parent | Due        |
        | O-1 | Cut response time from 24 to 12 hours |        | 2026-08-31 |
        | O-2 | Answer 40% of questions by chatbot    | O-1    | 2026-07-31 |
    """
    parent = _parent(row, case)
    if parent is None:
        return
    if row.start and parent.start and row.start.date() < parent.start.date():
        yield Fault(
            "Start",
            f"{called(row)} starts on {plain(row.start)}, before {called(parent)} does on "
            f"{plain(parent.start)}.",
            "Start it later, or start its parent earlier.",
        )
    if row.due and parent.due and row.due.date() > parent.due.date():
        yield Fault(
            "Due",
            f"{called(row)} is due on {plain(row.due)}, after {called(parent)} is on "
            f"{plain(parent.due)}.",
            "Move one of the two due dates.",
        )


@rule("R08", Severity.WARNING, Plan)
def empty_pillar(plan: Plan) -> Iterator[Fault]:
    """A pillar without objectives.

    A part of the strategy that nobody works on has no score, and the vision is scored without it.

    Flagged:
        Pillars
        | ID | Pillar          |
        | P1 | Happy customers |
        | P2 | Good neighbours |

        Objectives
        | ID  | Objective                             | Pillar |
        | O-1 | Cut response time from 24 to 12 hours | P1     |

    Passes:
        Pillars
        | ID | Pillar          |
        | P1 | Happy customers |

        Objectives
        | ID  | Objective                             | Pillar |
        | O-1 | Cut response time from 24 to 12 hours | P1     |
    """
    is_blind = plan.missing & {"Objectives", "Objectives/Pillar", "Pillars/ID"}
    if is_blind or any("Pillar" in objective.unread for objective in plan.objectives):
        return
    served = set(plan.graph.pillar)
    for at, pillar in enumerate(plan.pillars):
        is_usable = pillar.id is not None and not pillar.taken
        if at not in served and is_usable:
            yield Fault(
                "Pillar",
                f"No objective serves the pillar {called(pillar)}.",
                f"Add an objective with {pillar.id} under Pillar, or delete the pillar.",
            ).at(pillar)


def _parent(row: Objective | Kpi, case: Case) -> Objective | None:
    """The objective right above an objective or a KPI."""
    if isinstance(row, Kpi):
        return case.objective_of(row)
    at = case.place(row)
    above = None if at is None else case.graph.parent[at]
    return None if above is None else case.objectives[above]


def _circles(rows: Sequence[Row], cycles: Mapping[int, tuple[int, ...]]) -> Iterator[Fault]:
    for at, path in cycles.items():
        names = [called(rows[passed]) for passed in path]
        if len(names) > LONGEST_PATH:
            names[LONGEST_PATH - 2 : -2] = ["..."]
        yield Fault(
            "Parent",
            f"Circular alignment: {' > '.join(names)}.",
            "Clear the Parent of the one that stands highest, or enter the right one.",
        ).at(rows[at])
