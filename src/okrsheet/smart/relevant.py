"""R: does the objective serve the strategy: a pillar or parent, no circles, sound weights?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Objective, Pillar, Plan, Row
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
    yield from _circles(plan.units, plan.graph.unit_cycles)
    yield from _circles(plan.objectives, plan.graph.cycles)


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
