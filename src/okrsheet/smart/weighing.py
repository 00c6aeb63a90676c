"""R: does the roll-up tell the truth: weights that count, nothing red under a green?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Context, Label, Plan, Row
from okrsheet.smart.case import Case
from okrsheet.smart.rule import Fault, called, rule

if TYPE_CHECKING:
    from okrsheet.score.scores import NodeScore
    from okrsheet.score.tree import Level

OFF_TRACK: Label = "Off track"
NAMED = {"Pillars": "Pillar", "Units": "Unit", "Objectives": "Objective"}


@rule("R06", Severity.WARNING, Plan)
def weightless_node(case: Case) -> Iterator[Fault]:
    """Weights of a node sum to 0.

    A part with the weight 0 is shown and counted nowhere. Where all parts have it, nothing is left
    to count and there is no score.

    Flagged:
        Objectives
        | ID  | Objective                             | Pillar |
        | O-1 | Cut response time from 24 to 12 hours | P1     |

        KPIs
        | ID  | KPI           | Objective | Weight |
        | K-1 | Response time | O-1       | 0      |
        | K-2 | Open cases    | O-1       | 0      |

    Passes:
        Objectives
        | ID  | Objective                             | Pillar |
        | O-1 | Cut response time from 24 to 12 hours | P1     |

        KPIs
        | ID  | KPI           | Objective | Weight |
        | K-1 | Response time | O-1       |        |
        | K-2 | Open cases    | O-1       | 0      |
    """
    rows = _rows(case)
    for level in case.tree.levels:
        weights = level.total(level.weight).tolist()
        for node, weight in zip(level.node.tolist(), weights, strict=True):
            row = rows[node]
            if weight == 0:
                whose = "The vision" if row is None else called(row)
                yield Fault(
                    "Weight" if row is None else NAMED[row.table],
                    f"Everything right below {whose} has the weight 0, so there is no score.",
                    "Give at least one of them a weight above 0, or clear it, which is 1.",
                ).at(row or case.pillars[0])


@rule("R10", Severity.WARNING, Plan)
def watermelon(case: Case) -> Iterator[Fault]:
    """Watermelon: on track above, off track below.

    The average is green and something that counts in it is red. Whoever looks at the top only
    will be surprised.

    Flagged:
        Objectives
        | ID  | Objective                             | Pillar | Start      | Due        |
        | O-1 | Cut response time from 24 to 12 hours | P1     | 2026-01-01 | 2026-12-31 |

        KPIs
        | ID  | KPI           | Objective | Direction | Baseline | Target | New value | Weight |
        | K-1 | Response time | O-1       | Decrease  | 24       | 12     | 12        | 9      |
        | K-2 | Open cases    | O-1       | Decrease  | 120      | 40     | 120       | 1      |

    Passes:
        Objectives
        | ID  | Objective                             | Pillar | Start      | Due        |
        | O-1 | Cut response time from 24 to 12 hours | P1     | 2026-01-01 | 2026-12-31 |

        KPIs
        | ID  | KPI           | Objective | Direction | Baseline | Target | New value | Weight |
        | K-1 | Response time | O-1       | Decrease  | 24       | 12     | 12        | 9      |
        | K-2 | Open cases    | O-1       | Decrease  | 120      | 40     | 80        | 1      |
    """
    rows = _rows(case)
    red = _red(case)
    for at, (row, node) in enumerate(zip(rows, _node_scores(case), strict=False)):
        # The company as a whole has no row of its own: its pillars tell.
        if row is not None and node.status == "on_track" and node.worst == "off_track":
            score = "" if node.score is None else f" ({node.score:.0%})"
            culprit, review = _culprit(rows[red[at]] or row)
            yield Fault(
                NAMED[row.table],
                f"{called(row)} is on track{score} while {culprit} below it is off track.",
                f"{review}, or set the Roll-up of the objective above it to Worst.",
            ).at(row)


def _culprit(row: Row) -> tuple[str, str]:
    """What to call what is red, and what to do: of other units not everything is known here."""
    if not isinstance(row, Context):
        return called(row), f"Review {called(row)}"
    if row.id is None:
        return "an objective of a unit", "Ask the units below for theirs"
    red = row.id if row.status == OFF_TRACK else f"something in {row.id}"
    return red, f"Review {row.id} with the unit that owns it"


def _rows(case: Case) -> Sequence[Row | None]:
    """The row of each node of the tree, by number; the company has none."""
    return [None, *case.pillars, *case.units, *case.objectives, *case.kpis, *case.context]


def _node_scores(case: Case) -> Sequence[NodeScore]:
    scores = case.scores
    return [scores.company, *scores.pillars, *scores.units, *scores.objectives]


def _red(case: Case) -> dict[int, int]:
    """By node with a red KPI below it that counts, that KPI: the first one on the way down.

    Frozen figures that are red, or stand above something red, are as good as a KPI.
    """
    nodes = case.tree.nodes
    red = {
        node: node
        for node, kpi in zip(nodes.kpis, case.scores.kpis, strict=True)
        if kpi.status == "off_track"
    }
    for node, row in zip(nodes.context, case.context, strict=True):
        if OFF_TRACK in (row.status, row.worst):
            red[node] = node
    for level in case.tree.levels:
        for node, child in _counted_lines(level):
            if child in red:
                red.setdefault(node, red[child])
    return red


def _counted_lines(level: Level) -> Iterator[tuple[int, int]]:
    """Each line down that has a weight: its node and its child."""
    counts = level.weight > 0
    nodes, children = level.node[level.upper][counts], level.child[counts]
    return zip(nodes.tolist(), children.tolist(), strict=True)
