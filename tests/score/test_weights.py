import pytest

from okrsheet.plan.model import Objective, Pillar
from okrsheet.score import score_plan
from tests.score.plans import a_kpi, a_plan


def effective(*rows):
    """By ID, the effective weight of each KPI."""
    plan = a_plan(*rows)
    return {kpi.id: kpi.effective_weight for kpi in score_plan(plan).kpis}


def test_an_effective_weight_is_the_product_of_shares_down_to_the_kpi():
    found = effective(
        Pillar(id="P", weight=3.0),
        Pillar(id="Q"),
        Objective(id="A", pillar="P", weight=1.0),
        Objective(id="B", pillar="P", weight=4.0),
        Objective(id="C", pillar="Q"),
        a_kpi("K", "A", 1.0),
        a_kpi("L", "B", 1.0, weight=1.0),
        a_kpi("M", "B", 1.0, weight=3.0),
        a_kpi("N", "C", None),  # with data or without
    )
    # P 3/4, Q 1/4; A 1/5 of P, B 4/5: K 3/4*1/5, L 3/4*4/5*1/4, M 3/4*4/5*3/4, N 1/4.
    assert found == pytest.approx({"K": 0.15, "L": 0.15, "M": 0.45, "N": 0.25})


def test_weights_of_an_objective_in_two_pillars_are_summed_over_both_paths():
    found = effective(
        Pillar(id="P"),
        Pillar(id="Q"),
        Objective(id="A", pillar="P"),
        Objective(id="B", parent="A", pillar="Q"),
        a_kpi("K", "A", 1.0),
        a_kpi("L", "B", 1.0),
    )
    # K: 1/2 * 1/2. L: 1/2 * 1/2 through A and 1/2 through Q.
    assert found == {"K": 0.25, "L": 0.75}


def test_only_children_that_lead_to_a_kpi_have_a_share():
    found = effective(
        Pillar(id="P"),
        Pillar(id="EMPTY", weight=8.0),
        Pillar(id="ZERO", weight=0.0),
        Objective(id="A", pillar="P"),
        Objective(id="BARE", pillar="P", weight=5.0),
        Objective(id="NULL", pillar="P", weight=5.0),
        Objective(id="Z", pillar="ZERO"),
        a_kpi("K", "A", 1.0),
        a_kpi("L", "NULL", 1.0, weight=0.0),
        a_kpi("M", "Z", 1.0),
    )
    assert found == {"K": 1.0, "L": 0.0, "M": 0.0}


def test_a_negative_weight_counts_as_none():
    found = effective(
        Pillar(id="P"),
        Objective(id="A", pillar="P"),
        a_kpi("K", "A", 1.0, weight=-4.0),
        a_kpi("L", "A", 1.0, weight=2.0),
    )
    assert found == {"K": 0.0, "L": 1.0}


def test_worst_is_weighted_all_the_same():
    found = effective(
        Pillar(id="P"),
        Objective(id="A", pillar="P", roll_up="Worst"),
        a_kpi("K", "A", 1.0, weight=3.0),
        a_kpi("L", "A", 1.0),
    )
    assert found == {"K": 0.75, "L": 0.25}


def test_a_cycle_leads_nowhere():
    found = effective(
        Pillar(id="P"),
        Objective(id="A", pillar="P", parent="B"),
        Objective(id="B", parent="A"),
        Objective(id="C", parent="B"),
        a_kpi("K", "A", 1.0),
        a_kpi("L", "C", 1.0),
    )
    assert found == {"K": 0.0, "L": 1.0}


def test_without_any_path_of_positive_weights_all_are_nothing():
    found = effective(Pillar(id="P"), Objective(id="A"), a_kpi("K", "A", 1.0))
    assert found == {"K": 0.0}


def test_enormous_weights_keep_their_proportions():
    found = effective(
        Pillar(id="P"),
        Objective(id="A", pillar="P"),
        *(a_kpi(id, "A", 1.0, weight=1.5e308) for id in "KL"),
    )
    assert found == {"K": 0.5, "L": 0.5}


def test_a_taken_row_weighs_nothing():
    kpis = [a_kpi("K", "A", 1.0), a_kpi("K", "A", 1.0, taken=True, weight=9.0)]
    scores = score_plan(a_plan(Pillar(id="P"), Objective(id="A", pillar="P"), *kpis))
    assert [kpi.effective_weight for kpi in scores.kpis] == [1.0, 0.0]
