"""A department's scores are those that the whole plan gives its rows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheet.books.book import BookError
from okrsheet.departments.part import part_scores, parts
from okrsheet.plan.model import Objective, Pillar, Plan, Settings, Unit
from okrsheet.score import NodeScore, score_plan
from tests.departments.parts import PLAN, department, sent
from tests.score.plans import DUE, START, a_kpi, a_plan, node
from tests.score.test_scores import near, plans


def test_frozen_figures_are_never_calculated_again():
    own = department(PLAN, "EAST")
    company = score_plan(PLAN).company
    edited = replace(own, kpis=tuple(k.model_copy(update={"new_value": 0.0}) for k in own.kpis))
    scores = score_plan(edited)
    assert scores.objectives[0].score == 0
    assert alike(scores.company, company)
    assert scores.pillars == ()


def test_a_child_in_another_unit_counts_with_its_frozen_figures():
    own = department(PLAN, "SALES")
    # S: KS 0.2 of weight 1, and E 0.6 of weight 3, frozen: 0.5. Then KS becomes 1.0: 0.7.
    assert score_plan(own).objectives[0].score == pytest.approx(0.5)
    kpis = tuple(kpi.model_copy(update={"new_value": 1.0}) for kpi in own.kpis)
    assert score_plan(replace(own, kpis=kpis)).objectives[0].score == pytest.approx(0.7)


def test_what_units_below_add_counts_in_the_units_score():
    own = department(PLAN, "SALES")
    # SALES: S 0.5 and W 0.4, which serves no objective of Sales; E is in S already.
    assert score_plan(own).units[0].score == pytest.approx(0.45)
    assert score_plan(PLAN).units[0].score == pytest.approx(0.45)


def test_an_objective_below_another_units_counts_once_in_its_unit():
    rows = [
        Unit(ID="U"),
        Unit(ID="V", Parent="U"),
        Objective(ID="A", Unit="U"),
        Objective(ID="B", Unit="V", Parent="A"),
        Objective(ID="C", Unit="U", Parent="B"),
        a_kpi("KA", "A", 0.2),
        a_kpi("KC", "C", 0.6),
    ]
    # A sandwich: C counts in B, B in A, and only A in U. A: 0.2 and 0.6 are 0.4.
    assert node("U", *rows).score == pytest.approx(0.4)
    assert score_plan(department(a_plan(*rows), "U")).units[0].score == pytest.approx(0.4)


def test_children_without_dates_or_data_count_as_they_do_in_the_whole():
    undated = Settings()
    rows = [
        Unit(ID="U"),
        Unit(ID="V", Parent="U"),
        Objective(ID="O", Unit="U"),
        Objective(ID="A", Unit="V"),
        Objective(ID="B", Unit="V"),
        Objective(ID="C", Unit="V", Weight=2.0),
        Objective(ID="D", Unit="V", Weight=0.0),
        a_kpi("KO", "O", 0.8, start=START, due=DUE),
        a_kpi("KA", "A", 0.2, start=START, due=START + timedelta(days=200)),
        a_kpi("KB", "B", 0.5),
        a_kpi("KC", "C", None),
        a_kpi("KD", "D", 1.0),
    ]
    # Expected is the mean of O's 0.5 and A's 0.25; the score of O, A and B; C lacks data.
    found = score_plan(department(a_plan(*rows, settings=undated), "U")).units[0]
    assert found.score == pytest.approx(0.5)
    assert found.expected == pytest.approx(0.375)
    assert found.coverage == pytest.approx(3 / 5)


def test_effective_weights_are_of_the_departments_own_kpis():
    scores = score_plan(department(PLAN, "SALES", 1))
    # S and W alike; in S, KS weighs 1 and E 3.
    assert [kpi.effective_weight for kpi in scores.kpis] == pytest.approx([1 / 8, 3 / 8, 1 / 2])
    assert [kpi.effective_weight for kpi in score_plan(department(PLAN, "SALES")).kpis] == [1.0]


def test_what_kpis_signal_is_not_known_where_others_count_below():
    kpis = [
        a_kpi("KS", "S", 0.2, type="Leading"),
        a_kpi("KE", "E", 0.6, type="Lagging"),
        a_kpi("KW", "W", 0.6, type="Leading"),
    ]
    plan = replace(PLAN, kpis=tuple(kpis))
    assert score_plan(plan).objectives[1].lagging == pytest.approx(0.6)
    sales = score_plan(department(plan, "SALES")).objectives[0]
    assert (sales.leading, sales.lagging, sales.outlook) == (None, None, None)
    assert score_plan(department(plan, "WEST")).objectives[0].leading == pytest.approx(0.6)


def test_a_child_elsewhere_that_counts_nowhere_hides_no_signal():
    plan = a_plan(
        Unit(ID="U"),
        Unit(ID="V"),
        Objective(ID="O", Unit="U"),
        Objective(ID="B", Unit="V", Parent="O", Weight=0.0),
        a_kpi("K", "O", 0.4, type="Leading"),
    )
    assert score_plan(department(plan, "U")).objectives[0].leading == pytest.approx(0.4)


def test_a_circle_through_another_unit_leaves_no_score():
    plan = a_plan(
        Unit(ID="U"),
        Unit(ID="V"),
        Objective(ID="A", Unit="U", Parent="B"),
        Objective(ID="B", Unit="V", Parent="A"),
        Objective(ID="C", Unit="U", Parent="B"),
        a_kpi("KA", "A", 0.4),
        a_kpi("KC", "C", 0.6),
    )
    own = score_plan(department(plan, "U"))
    assert [row.score for row in own.objectives] == [None, pytest.approx(0.6)]
    # C's parent stands in a circle: it is a root of U, and so is A.
    assert own.units[0].coverage == pytest.approx(0.5)


# -- any plan -------------------------------------------------------------------------------------

WEIGHTS = st.sampled_from([None, None, 2.5, 0.1, 0.0, -1.0])


def one_of(letter: str, count: int) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *(f"{letter}{at}" for at in range(count))])


@st.composite
def woven(draw: st.DrawFn) -> Plan:
    """Few units with many objectives of one another below them; most circles are left to chance."""
    units = [
        Unit(ID=f"U{at}", Parent=draw(one_of("U", at if draw(st.integers(0, 5)) else 4)))
        for at in range(4)
    ]
    objectives = [
        Objective.model_validate(
            {
                "ID": f"O{at}",
                "Unit": draw(st.sampled_from(["U0", "U1", "U2", "U3", "U0", None])),
                "Parent": draw(one_of("O", at if draw(st.integers(0, 7)) else 8)),
                "Weight": draw(WEIGHTS),
                "Roll-up": draw(st.sampled_from([None, None, "Worst"])),
            }
        )
        for at in range(8)
    ]
    dates = st.sampled_from([{}, {"start": START, "due": DUE}])
    reached = st.sampled_from([None, 0.0, 0.25, 0.4, 0.48, 0.9])
    kpis = [
        a_kpi(f"K{at}", f"O{at}", draw(reached), weight=draw(WEIGHTS), **draw(dates))
        for at in range(8)
        if draw(st.integers(0, 3))
    ]
    least = draw(st.sampled_from([0.5, 0.0]))
    chosen = Settings.model_validate({"Minimum coverage": least})
    return a_plan(Pillar(ID="P"), *units, *objectives, *kpis, settings=chosen)


def alike(one: NodeScore, other: NodeScore) -> bool:
    """Whether two nodes say the same but for what the KPIs below signal."""
    shares = (one.score, one.expected, one.coverage)
    told = (near(other.score), near(other.expected), near(other.coverage))
    words = (one.id, one.status, one.worst)
    return shares == told and words == (other.id, other.status, other.worst)


@settings(deadline=None)
@given(st.one_of(woven(), woven(), plans()), st.sampled_from([None, None, 1, 2]))
def test_every_department_scores_its_own_rows_as_the_whole_plan_does(plan, level):
    scores = score_plan(plan)
    try:
        found = parts(plan, level)
    except BookError:
        found = ()
    for part in found:
        own = sent(plan, part, scores)
        whole, alone = part_scores(scores, plan, part, own), score_plan(own)
        assert (alone.company, alone.pillars) == (whole.company, ())
        assert len(alone.units + alone.objectives) == len(whole.units + whole.objectives)
        assert all(map(alike, alone.units, whole.units))
        assert all(map(alike, alone.objectives, whole.objectives))
        for kpi, same in zip(alone.kpis, whole.kpis, strict=True):
            assert replace(kpi, effective_weight=0) == replace(same, effective_weight=0)
        assert alone.actions == whole.actions
        assert sum(kpi.effective_weight for kpi in alone.kpis) == pytest.approx(1) or not any(
            kpi.effective_weight for kpi in alone.kpis
        )
