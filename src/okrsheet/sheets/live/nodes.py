"""The figures of objectives, pillars, units and the company, from what their children pass on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from okrsheet.plan.model import Row
from okrsheet.score.scores import NodeScore
from okrsheet.score.status import BY_RANK
from okrsheet.sheets.figures import node_figures
from okrsheet.sheets.live.entered import by_row
from okrsheet.sheets.live.expression import Column, Expression, Values, both, either, number, when
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.kpis import label, rank
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.sums import (
    COVERED,
    PACED,
    PACES,
    RANK,
    SCORED,
    SCORES,
    WORST,
    paced_rank,
    share,
)

ROLL_UP = "Roll up"  # what a Score says that only a roll-up can tell
OUTLOOKS = ("", "steady", "warning", "recovering")
LABELS = np.array([status.label for status in BY_RANK], dtype=object)


NEVER = number(0)


@dataclass(frozen=True)
class Shown:
    """What is shown of each node, by the header of its column, and the numbers behind it.

    `shown` holds blanks as "". `rank` and `worst` are 0 to 3.
    """

    shown: Mapping[str, Column]
    rank: Column
    worst: Column


@dataclass(frozen=True)
class Figures(Shown):
    """The same with what signals ahead.

    `leading` and `lagging` are mean scores, blank where there are none, and `outlook` is a place
    in OUTLOOKS.
    """

    leading: Column
    lagging: Column
    outlook: Column


def figures(
    block: Block[Row],
    sums: Mapping[str, Column],
    by_worst: Expression,
    exists: Column,
    untold: Expression,
    settings: Settings,
    cycle: Expression = NEVER,
) -> Figures:
    """The figures of a block's nodes; `untold` is 1 where only a roll-up can tell.

    A node in a `cycle` has no score either, and says so with the same words.
    """
    coverage, ranked, worst = _ranks(block, sums, by_worst, untold, settings)
    means = {kind: _mean(block, sums, kind) for kind in ("leading", "lagging")}
    ahead = _outlook(block, sums, settings)
    shown = _columns(block, sums, (coverage, ranked, worst), exists, untold, cycle)
    return Figures(shown, ranked, worst, means["leading"], means["lagging"], ahead)


def plain_figures(
    block: Block[Row],
    sums: Mapping[str, Column],
    by_worst: Expression,
    exists: Column,
    untold: Expression,
    settings: Settings,
    cycle: Expression = NEVER,
) -> Shown:
    """The same of nodes in a department's workbook, without what signals ahead."""
    coverage, ranked, worst = _ranks(block, sums, by_worst, untold, settings)
    shown = _columns(block, sums, (coverage, ranked, worst), exists, untold, cycle)
    return Shown(shown, ranked, worst)


def _ranks(
    block: Block[Row],
    sums: Mapping[str, Column],
    by_worst: Expression,
    untold: Expression,
    settings: Settings,
) -> tuple[Column, Column, Column]:
    """The coverage, and the ranks of status and worst."""
    scored, paced = sums[SCORED], sums[PACED]
    score, pace = share(sums[SCORES], scored), share(sums[PACES], paced)
    coverage = block.put("share covered", share(sums[COVERED], sums["weight"]))
    by_gap = paced_rank(scored, paced, score, pace, coverage, settings)
    own = when(untold.equals(1), 0, when(by_worst.equals(1), sums[RANK], by_gap))
    ranked = block.put("rank", own)
    worst = block.put("worst rank", when(untold.equals(1), 0, sums[WORST]))
    return coverage, ranked, worst


def _columns(
    block: Block[Row],
    sums: Mapping[str, Column],
    ranks: tuple[Column, Column, Column],
    exists: Column,
    untold: Expression,
    cycle: Expression,
) -> Mapping[str, Column]:
    """What the table shows of each node, by header."""
    coverage, ranked, worst = ranks
    silent = either(untold.equals(1), cycle.equals(1))
    score = _shown(block, "Score", sums[SCORED], sums[SCORES], silent, exists, ROLL_UP)
    pace = _shown(block, "Expected", sums[PACED], sums[PACES], untold.equals(1), exists, "")
    covered = block.given(
        "Coverage",
        f'IF(OR({untold.text}=1,{exists.text}=0),"",{coverage.text})',
        _blanked(coverage.values, (untold.values == 1) | (exists.values == 0)),
    )
    return {
        "Score": score,
        "Expected": pace,
        "Coverage": covered,
        "Status": labelled(block, "Status", ranked, exists),
        "Worst": labelled(block, "Worst", worst, exists),
    }


def as_shown(shown: Shown, block: Block[Row], scores: Sequence[NodeScore]) -> Shown:
    """The same columns with the values of the scores, for a plan too deep for their formulas."""

    columns = {
        header: _told(column, block, [node_figures(score)[header] for score in scores], "")
        for header, column in shown.shown.items()
    }
    return Shown(
        columns,
        _told(shown.rank, block, [float(BY_RANK.index(score.status)) for score in scores], 0.0),
        _told(shown.worst, block, [float(BY_RANK.index(score.worst)) for score in scores], 0.0),
    )


def as_scored(figures: Figures, block: Block[Row], scores: Sequence[NodeScore]) -> Figures:
    """The same of all figures."""

    shown = as_shown(figures, block, scores)
    outlooks = [float(OUTLOOKS.index(score.outlook or "")) for score in scores]
    return Figures(
        shown.shown,
        shown.rank,
        shown.worst,
        _told(figures.leading, block, [score.leading for score in scores], ""),
        _told(figures.lagging, block, [score.lagging for score in scores], ""),
        _told(figures.outlook, block, outlooks, 0.0),
    )


def _told(column: Column, block: Block[Row], values: Sequence[object], blank: object) -> Column:
    return replace(column, values=by_row(block, values, blank))


def labelled(block: Block[Row], header: str, rank: Column, exists: Column) -> Column:
    """The word for a rank; blank in a blank row."""
    words = LABELS[rank.values.astype(int)]
    words[exists.values == 0] = ""
    return block.given(header, f'IF({exists.text}=0,"",{label(rank.text)})', words)


def _shown(
    block: Block[Row],
    header: str,
    weight: Column,
    sum: Column,
    hidden: Expression,
    exists: Column,
    instead: str,
) -> Column:
    mean = share(sum, weight)
    values = _blanked(mean.values, weight.values <= 0)
    values[np.broadcast_to(hidden.values == 1, values.shape)] = instead
    values[exists.values == 0] = ""
    known = f'IF({weight.text}>0,{sum.text}/{weight.text},"")'
    return block.given(
        header, f'IF({exists.text}=0,"",IF({hidden.text},"{instead}",{known}))', values
    )


def _mean(block: Block[Row], sums: Mapping[str, Column], kind: str) -> Column:
    weight, sum = sums[f"{kind} {SCORED}"], sums[f"{kind} {SCORES}"]
    values = _blanked(share(sum, weight).values, weight.values <= 0)
    return block.given(f"{kind} mean", f'IF({weight.text}>0,{sum.text}/{weight.text},"")', values)


def _outlook(block: Block[Row], sums: Mapping[str, Column], settings: Settings) -> Column:
    """What leading and lagging foretell, as a place in OUTLOOKS: 0 where either has no data."""
    leading, lagging = (
        block.put(f"{kind} rank", _signal_rank(sums, kind, settings))
        for kind in ("leading", "lagging")
    )
    leads, lags = leading.equals(1), lagging.equals(1)
    steady = both(leads, lags)
    neither = both(leading > 1, lagging > 1)
    known = both(leading > 0, lagging > 0)
    ahead = when(steady, 1, when(neither, 1, when(lags, 2, 3)))
    return block.put("outlook", when(known, ahead, 0))


def _signal_rank(sums: Mapping[str, Column], kind: str, settings: Settings) -> Expression:
    scored, paced = sums[f"{kind} {SCORED}"], sums[f"{kind} {PACED}"]
    gap = sums[f"{kind} {PACES}"] / paced - sums[f"{kind} {SCORES}"] / scored
    return when(both(scored > 0, paced > 0), rank(gap, settings), number(0))


def _blanked(values: Values, where: Values) -> Values:
    shown = np.asarray(values, dtype=object).copy()
    shown[where] = ""
    return shown
