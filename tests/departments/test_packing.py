"""Plans and scores as plain columns, and back."""

import pickle

import pytest

from okrsheet.departments.packing import packed, row_of, unpacked
from okrsheet.plan.model import Kpi, Plan
from okrsheet.score.scores import Scores
from tests.departments.split_plan import sent


@pytest.fixture(scope="module")
def east():
    return sent()["EAST"]


def test_a_plan_comes_back_as_it_was(east):
    assert Plan(**unpacked(packed(east.plan))) == east.plan


def test_scores_come_back_as_they_were(east):
    assert Scores(**unpacked(packed(east.scores))) == east.scores


def test_a_row_that_came_back_can_be_copied_and_is_frozen(east):
    (kpi,) = unpacked(packed(east.plan))["kpis"]
    assert kpi.model_copy(update={"row": 7}).row == 7
    with pytest.raises(ValueError, match="frozen"):
        kpi.row = 7


def test_a_row_of_the_values_of_another_is_a_copy_of_it():
    kpi = Kpi(id="K1", target=12.0)
    copy = row_of(Kpi, {**kpi.__dict__, "row": 3}, kpi.model_fields_set)
    assert copy == kpi.model_copy(update={"row": 3})
    assert copy.model_fields_set == {"id", "target"}


def test_a_packed_plan_is_smaller_than_its_rows(east):
    assert len(pickle.dumps(packed(east.plan))) < len(pickle.dumps(east.plan))
