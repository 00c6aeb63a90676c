import math

import numpy as np
import pytest

from okrsheet.score import Status
from okrsheet.score.status import BY_RANK, RANK_OF, rank


@pytest.mark.parametrize(
    ("reached", "status"),
    [
        (0.80, "on_track"),  # ahead
        (0.50, "on_track"),
        (0.45, "on_track"),  # exactly on the first gap
        (0.4499, "at_risk"),
        (0.30, "at_risk"),  # exactly on the second
        (0.2999, "off_track"),
        (-2.0, "off_track"),
        (math.nan, "no_data"),
    ],
)
def test_status_follows_from_the_gap(reached, status):
    assert BY_RANK[int(rank(0.5, reached, 0.05, 0.20))] == status


@pytest.mark.parametrize(
    ("gap", "status"),
    [(0.25, "on_track"), (0.25 + 5e-10, "on_track"), (0.25 + 2e-9, "at_risk")],
)
def test_a_gap_has_a_billionth_to_spare(gap, status):
    assert BY_RANK[int(rank(1, 1 - gap, 0.25, 0.5))] == status


def test_nothing_expected_gives_no_data():
    assert BY_RANK[int(rank(math.nan, 0.5, 0.05, 0.2))] is Status.NO_DATA


def test_a_whole_column_is_ranked_at_once():
    found = rank([0.5, 0.5, 0.5, np.nan], [0.5, 0.4, 0.1, 0.5], 0.05, 0.2)
    assert [BY_RANK[at] for at in found] == ["on_track", "at_risk", "off_track", "no_data"]


def test_labels_are_the_words_of_a_status_cell():
    assert [(status.value, status.label) for status in Status] == [
        ("no_data", "No data"),
        ("on_track", "On track"),
        ("at_risk", "At risk"),
        ("off_track", "Off track"),
    ]


def test_ranks_rise_with_gravity():
    assert BY_RANK == ("no_data", "on_track", "at_risk", "off_track")


def test_a_label_stands_for_the_rank_of_its_status():
    assert [RANK_OF[status.label] for status in BY_RANK] == [0, 1, 2, 3]
    assert RANK_OF[None] == 0  # as good as No data
