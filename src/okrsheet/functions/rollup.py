"""OKR_ROLLUP: what the children of a node amount to."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from okrsheet.functions.arguments import Answer, Arguments, cell_function, single
from okrsheet.functions.cells import Cell, Cells, WrongArgument, choice, number, weight
from okrsheet.score.arrays import Floats, told
from okrsheet.score.attainment import clamped
from okrsheet.score.status import BY_RANK, NO_DATA
from okrsheet.score.tree import Level

METHODS = ("Weighted", "Worst")
LABELS = tuple(status.label for status in BY_RANK)


@cell_function
def okr_rollup(
    scores: Annotated[
        Cells, "The children's scores or attainments; for Worst their statuses (On track ...)"
    ],
    weights: Annotated[Cells, "Their weights, as many; blank weighs 1, 0 counts nowhere"] = None,
    method: Annotated[Cells, "Weighted (if left out) for a mean, or Worst"] = "Weighted",
) -> Answer:
    """What children amount to: the weighted mean of their scores, or the worst of their statuses.

    Scores are cut to 0..1; a child without one is left out. Blank where no child counts. Source:
    docs/semantics.md, Roll-up.
    """
    chosen = choice(single("method", method), "method", METHODS)
    rows = Arguments.of(score=scores, weight=weights)
    if chosen == "Worst":
        return _worst(rows)
    reached = clamped(rows.numbers("score"))
    level = one_node(scaled(rows.numbers("weight", weight)))
    rows.insist()
    mean = told(level.mean(reached[:, np.newaxis])[:, 0])[0]
    return "" if mean is None else mean


def _worst(rows: Arguments) -> Answer:
    """The worst status of the children that have a weight."""
    ranks = rows.read("score", _rank)
    level = one_node(rows.numbers("weight", weight))
    rows.insist()
    if all(graded is None for graded in ranks):
        return ""
    known = np.array([graded or NO_DATA for graded in ranks], dtype=np.int8)
    return LABELS[int(level.gravest(np.where(level.weight > 0, known, NO_DATA))[0])]


def one_node(weights: Floats) -> Level:
    """One node with a child of each weight."""
    children = np.arange(len(weights))
    return Level.of(np.zeros_like(children), children, weights)


def scaled(weights: Floats) -> Floats:
    """The weights divided by one power of two, which costs no precision: no sum overflows."""
    _, exponent = np.frexp(np.nanmax(weights, initial=0))
    shrunk: Floats = np.ldexp(weights, -exponent)
    return shrunk


def _rank(cell: Cell, name: str) -> int | None:
    """The rank of a status; None for a blank. Raises WrongArgument."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        score = number(cell, name)
        raise WrongArgument(
            f"Worst compares statuses, not scores ({score:g}): give On track, At risk, Off track"
            " or No data, such as OKR_STATUS gives."
        )
    label = choice(cell, "status", LABELS)
    return None if label is None else LABELS.index(label)
