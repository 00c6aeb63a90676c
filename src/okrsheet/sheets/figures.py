"""What is shown of a node of the plan, by the header of its column."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheet.books.book import Value
from okrsheet.score.scores import NodeScore

Figures = Mapping[str, Value]


def node_figures(score: NodeScore) -> Figures:
    """The figures of an objective, unit or pillar, or of the company."""
    return {
        "Score": score.score,
        "Expected": score.expected,
        "Coverage": score.coverage,
        "Status": score.status.label,
        "Worst": score.worst.label,
    }
