"""What a node passes on: sums with weights, statuses, the worst below."""

import numpy as np
import pytest

from okrsheet.sheets.live.expression import number
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.sums import SIGNALS, paced_rank, pass_once, share
from tests.sheets.live.laid import a_block, entered, laid, values

SUMS = ("scored", "score", "paced", "expected", "coverage", "live", *SIGNALS)


def test_a_share_of_nothing_is_nothing():
    block = a_block(2)
    part, whole = entered(block, 1, 1), entered(block, 4, 0)
    assert values(block.put("share", share(part, whole)), 2) == [0.25, 0]


def settings():
    return laid({}).calculation.settings


@pytest.mark.parametrize(
    ("score", "pace", "coverage", "rank"),
    [
        (0.45, 0.5, 1, 1),
        (0.44, 0.5, 1, 2),
        (0.29, 0.5, 1, 3),
        (0.5, 0.5, 0.5, 1),
        (0.5, 0.5, 0.49, 0),
    ],
)
def test_the_gap_gives_a_rank_and_too_little_coverage_none(score, pace, coverage, rank):
    one = number(1)
    found = paced_rank(one, one, number(score), number(pace), number(coverage), settings())
    assert float(found.values) == rank


def test_without_a_score_or_a_pace_there_is_no_rank():
    one, none = number(1), number(0)
    for scored, paced in ((none, one), (one, none)):
        assert float(paced_rank(scored, paced, one, one, one, settings()).values) == 0


def passing(weights=(2.0, 0.0), **got):
    """What nodes pass on that get these sums (in twos) and have these weights."""
    made = laid({}).calculation
    block = Block(made.grid, "Nodes", 2)
    zeros = dict.fromkeys((*SUMS, "status", "worst", "weight"), (0.0, 0.0))
    columns = {name: entered(block, *pair) for name, pair in {**zeros, **got}.items()}
    passed = pass_once(block, columns, entered(block, *weights), made.settings)
    return {name: column.values.tolist() for name, column in passed.columns.items()}, block


def test_a_node_passes_on_its_mean_times_its_own_weight():
    found, _ = passing(scored=(4.0, 4.0), score=(3.0, 3.0), weight=(5.0, 5.0))
    assert (found["scored"], found["score"]) == ([2, 0], [1.5, 0])  # 2 x 3/4


def test_coverage_is_over_all_children():
    found, _ = passing(coverage=(4.0, 4.0), weight=(5.0, 5.0))
    assert found["coverage"] == [1.6, 0]  # 2 x 4/5


def test_leading_and_lagging_pass_on_with_the_share_of_the_live_weight():
    found, _ = passing(live=(4.0, 4.0), **{"leading score": (3.0, 3.0)})
    assert (found["live"], found["part"], found["leading score"]) == ([2, 0], [0.5, 0], [1.5, 0])


def test_the_worst_passes_on_from_what_has_weight_only():
    found, _ = passing(worst=(3.0, 3.0))
    assert found["worst"] == [3, 0]


def test_what_gets_nothing_passes_nothing_on():
    found, _ = passing()
    assert all(np.array(column).sum() == 0 for column in found.values())
