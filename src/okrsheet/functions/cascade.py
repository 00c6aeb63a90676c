"""OKR_CASCADE: rows that name their parents as a tree, rolled up, in a block that spills."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from okrsheet.functions.arguments import Answer, Arguments, cell_function
from okrsheet.functions.cells import Cell, Cells, id, weight
from okrsheet.functions.forest import Forest
from okrsheet.functions.rollup import scaled
from okrsheet.score.arrays import Floats, told
from okrsheet.score.attainment import clamped
from okrsheet.score.tree import Tree
from okrsheet.score.weights import effective_weights, shares

HEADERS: tuple[Cell, ...] = ("Level", "ID", "Name", "Share", "Score")
INDENT = "    "


@cell_function
def okr_cascade(
    ids: Annotated[Cells, "The IDs of the rows, each once"],
    parents: Annotated[Cells, "The ID of each row's parent; blank for a row at the top"],
    names: Annotated[Cells, "The names of the rows"] = None,
    scores: Annotated[
        Cells, "Their scores; a row without one that has children gets their weighted mean"
    ] = None,
    weights: Annotated[Cells, "Their weights; blank weighs 1, 0 counts nowhere"] = None,
) -> Answer:
    """The tree of rows that name their parents, with scores rolled up: a block that spills.

    A row of headers, then Level (1 at the top), ID, Name (indented), Share (what the row makes up
    of the whole, 0..1; those without children sum to 1) and Score (0..1). Source:
    docs/semantics.md, Roll-up.
    """
    rows = Arguments.of(id=ids, parent=parents, name=names, score=scores, weight=weights)
    known, above, called = (rows.read(name, id) for name in ("id", "parent", "name"))
    stated, weighs = clamped(rows.numbers("score")), rows.numbers("weight", weight)
    rows.insist()
    forest = Forest.of(known, above, called)
    if not forest.children:
        return ""
    tree = forest.tree(scaled(weighs))
    makes_up = effective_weights(tree, shares(tree)).tolist()
    reached = told(_rolled_up(tree, forest, stated))
    block: list[list[Cell]] = [list(HEADERS)]
    for row, level in forest.rows():
        at = forest.node[row]
        name = INDENT * (level - 1) + (called[row] or "")
        score = reached[at]
        block.append([level, known[row], name, makes_up[at], "" if score is None else score])
    return block


def _rolled_up(tree: Tree, forest: Forest, stated: Floats) -> Floats:
    """By node its stated score (by row), else the mean of its children's; NaN where none."""
    score = np.full(tree.nodes.size, np.nan)
    for row, _ in forest.rows():
        score[forest.node[row]] = stated[row]
    for level in tree.levels:
        mean = level.mean(score[level.child][:, np.newaxis])[:, 0]
        score[level.node] = np.where(np.isnan(score[level.node]), mean, score[level.node])
    return score
