import pytest

from okrsheet.plan.model import Objective, Pillar, Settings, Unit
from okrsheet.score import score_plan
from tests.score.plans import PERIOD, a_kpi, a_plan, node

P, A = Pillar(ID="P"), Objective(ID="A", Pillar="P")


def figures(found):
    return found.score, found.expected, found.coverage, found.status, found.worst


def test_scores_and_pace_roll_up_by_weight():
    hold = {"direction": "Hold", "high": 0.0, "tolerance": 1.0}
    found = node("A", A, a_kpi("K", "A", 0.4, weight=3.0), a_kpi("L", "A", 0.2, **hold))
    # K scores 0.4 of 0.5. L is 0.2 off, of 1 tolerated: 0.8 of 1. Weights 3 and 1:
    # score (1.2 + 0.8) / 4 = 0.5, expected (1.5 + 1) / 4 = 0.625; gap 0.125.
    assert found.score == pytest.approx(0.5)
    assert found.expected == pytest.approx(0.625)
    assert (found.coverage, found.status) == (1.0, "at_risk")


def test_a_blank_weight_is_one():
    kpis = a_kpi("K", "A", 0.2), a_kpi("L", "A", 0.6, weight=1.0)
    assert node("A", A, *kpis).score == pytest.approx(0.4)


def test_scores_reach_the_pillar_and_the_company():
    rows = [
        Pillar(id="P", weight=3.0),
        Pillar(id="Q"),
        A,
        Objective(id="B", parent="A"),
        Objective(id="C", pillar="Q"),
        a_kpi("K", "B", 0.6),
        a_kpi("L", "A", 0.2),
        a_kpi("M", "C", 0.8),
    ]
    assert node("A", *rows).score == pytest.approx(0.4)  # of B's 0.6 and L's 0.2
    assert node("P", *rows).score == pytest.approx(0.4)
    assert node("company", *rows).score == pytest.approx(0.5)  # (3*0.4 + 0.8) / 4


def test_an_objective_whose_parent_stands_in_another_pillar_counts_in_both():
    rows = [P, Pillar(id="Q"), A, Objective(id="B", parent="A", pillar="Q"), a_kpi("K", "B", 0.4)]
    assert node("P", *rows).score == node("Q", *rows).score == 0.4


def test_a_unit_counts_each_of_its_objectives_once():
    rows = [
        Unit(id="U"),
        Unit(id="V", parent="U"),
        Objective(id="A", unit="V"),
        Objective(id="B", unit="V", parent="A"),
        Objective(id="C", unit="U", weight=3.0),
        a_kpi("K", "B", 0.2),
        a_kpi("L", "C", 0.6),
    ]
    assert node("V", *rows).score == pytest.approx(0.2)
    assert node("U", *rows).score == pytest.approx(0.5)  # (0.2 + 3*0.6) / 4; B within A


@pytest.mark.parametrize("weight", [0.0, -2.0])
def test_a_weight_of_nothing_or_less_counts_nowhere(weight):
    rows = [A, a_kpi("K", "A", 0.5), a_kpi("L", "A", 0.0, weight=weight)]
    assert figures(node("A", *rows)) == (0.5, 0.5, 1.0, "on_track", "on_track")


def test_children_without_any_weight_give_no_score():
    rows = [A, a_kpi("K", "A", 0.5, weight=0.0), a_kpi("L", "A", 0.5, weight=-1.0)]
    assert figures(node("A", *rows)) == (None, None, 0.0, "no_data", "no_data")


def test_a_node_without_children_has_no_score():
    for id in ("A", "P", "U", "company"):
        found = node(id, Pillar(id="P"), Unit(id="U"), Objective(id="A"))
        assert figures(found) == (None, None, 0.0, "no_data", "no_data")


def test_what_is_missing_lowers_coverage_not_the_score():
    rows = [A, a_kpi("K", "A", 0.5, weight=3.0), a_kpi("L", "A", None)]
    assert figures(node("A", *rows)) == (0.5, 0.5, 0.75, "on_track", "on_track")


def test_coverage_rolls_up_by_weight():
    rows = [
        A,
        Objective(id="B", parent="A"),
        Objective(id="C", parent="A", weight=3.0),
        Objective(id="D", parent="A", weight=0.0),
        a_kpi("K", "B", 0.5),
        a_kpi("L", "B", None),
        a_kpi("M", "C", 0.5),
    ]
    assert node("A", *rows).coverage == 0.875  # (1*0.5 + 3*1) / 4


@pytest.mark.parametrize(
    ("scored", "of", "status"), [(1, 2, "on_track"), (4, 9, "no_data"), (5, 9, "on_track")]
)
def test_below_the_minimum_coverage_a_score_shows_without_status(scored, of, status):
    # The minimum is 50%; a half is enough.
    kpis = [a_kpi(f"K{at}", "A", 0.5 if at < scored else None) for at in range(of)]
    found = node("A", A, *kpis)
    assert (found.score, found.status) == (0.5, status)


def test_coverage_that_rounding_puts_a_hair_below_the_minimum_is_enough():
    # 0.5 + 0.1 of 0.8 is 0.75, which binary numbers make 0.7499999999999999.
    settings = Settings.model_validate({"Minimum coverage": 0.75, **PERIOD})
    kpis = [a_kpi("K", "A", 0.5, weight=0.5), a_kpi("L", "A", 0.5, weight=0.1)]
    found = node("A", A, *kpis, a_kpi("M", "A", None, weight=0.2), settings=settings)
    assert found.coverage < 0.75
    assert found.status == "on_track"


def test_a_score_without_any_dates_has_no_status():
    found = node("A", A, a_kpi("K", "A", 0.5), settings=Settings())
    assert figures(found) == (0.5, None, 1.0, "no_data", "no_data")


def test_pace_is_averaged_over_the_scored_children_that_have_one():
    hold = a_kpi("L", "A", 0.9, direction="Hold", low=0.0)
    found = node("A", A, a_kpi("K", "A", 0.5, weight=9.0), hold, settings=Settings())
    assert (found.score, found.expected) == (pytest.approx(0.55), 1.0)  # (9*0.5 + 1*1) / 10


@pytest.mark.parametrize(
    ("reached", "status"),
    [
        ((0.5, 0.4), "on_track"),
        ((0.5, 0.38), "at_risk"),
        ((0.5, 0.1), "at_risk"),
        ((0.5, 0.08), "off_track"),
    ],
)
def test_a_node_has_the_same_gaps_as_a_kpi(reached, status):
    # Expected 0.5; the means are 0.45 and 0.30 exactly on the gaps, 0.44 and 0.29 beyond.
    kpis = [a_kpi(f"K{at}", "A", value) for at, value in enumerate(reached)]
    assert node("A", A, *kpis).status == status


def test_worst_takes_the_worst_status_of_its_weighted_children():
    worst = Objective(id="A", roll_up="Worst")
    rows = [a_kpi("K", "A", 0.5), a_kpi("L", "A", 0.4), a_kpi("M", "A", 0.0, weight=0.0)]
    found = node("A", worst, *rows)
    assert (found.score, found.expected) == (pytest.approx(0.45), 0.5)
    assert (found.status, found.worst) == ("at_risk", "at_risk")


def test_worst_looks_at_its_childrens_own_status_not_deeper():
    rows = [
        Objective(id="A", roll_up="Worst"),
        Objective(id="B", parent="A"),
        a_kpi("K", "B", 0.2),
        a_kpi("L", "B", 0.8),
    ]
    found = node("A", *rows)
    assert (found.status, found.worst) == ("on_track", "off_track")


def test_worst_needs_no_minimum_coverage():
    rows = [Objective(id="A", roll_up="Worst"), a_kpi("K", "A", 0.5)]
    rows += [a_kpi(f"M{at}", "A", None) for at in range(3)]
    found = node("A", *rows)
    assert (found.coverage, found.status) == (0.25, "on_track")


def test_worst_has_no_data_only_where_all_children_have_none():
    assert node("A", Objective(id="A", roll_up="Worst"), a_kpi("K", "A", None)).status == "no_data"


def test_the_worst_below_is_found_at_any_depth():
    rows = [P, A, Objective(id="B", parent="A"), a_kpi("K", "B", 0.2), a_kpi("L", "A", 1.0)]
    for id in ("B", "A", "P", "company"):
        assert node(id, *rows).worst == "off_track"
    assert node("A", *rows).status == "on_track"


def test_the_worst_below_passes_over_what_has_no_weight_anywhere_on_the_way():
    rows = [P, A, Objective(id="B", parent="A", weight=0.0), a_kpi("K", "B", 0.0)]
    rows += [a_kpi("L", "A", 0.5)]
    assert node("B", *rows).worst == "off_track"
    assert node("A", *rows).worst == "on_track"


def test_the_worst_below_counts_objectives_between_too():
    # No dates: K holds at 0.95 of 1, on track; L scores 0 with nothing expected of it, no data.
    # B averages them: score 0.475, expected 1.
    hold = a_kpi("K", "B", 0.95, direction="Hold", low=1.0, tolerance=1.0)
    rows = [A, Objective(id="B", parent="A"), hold, a_kpi("L", "B", 0.0)]
    assert node("B", *rows, settings=Settings()).worst == "on_track"
    assert node("A", *rows, settings=Settings()).worst == "off_track"


def test_objectives_in_a_cycle_have_no_score_and_leave_their_pillar_uncovered():
    rows = [
        P,
        Objective(id="B", pillar="P", parent="C"),
        Objective(id="C", pillar="P", parent="B"),
        Objective(id="D", parent="C"),  # a root of P
        A,
        a_kpi("K", "B", 0.5),
        a_kpi("L", "D", 0.5),
        a_kpi("M", "A", 0.5),
    ]
    assert figures(node("B", *rows)) == (None, None, 0.0, "no_data", "no_data")
    assert figures(node("D", *rows)) == (0.5, 0.5, 1.0, "on_track", "on_track")
    assert figures(node("P", *rows)) == (0.5, 0.5, 0.5, "on_track", "on_track")  # 2 of 4
    assert score_plan(a_plan(*rows)).kpis[0].score == 0.5  # the KPI itself is read


def test_an_objective_that_is_its_own_parent_has_no_score():
    assert node("A", Objective(id="A", parent="a"), a_kpi("K", "A", 0.5)).score is None


def test_a_row_with_a_taken_id_stands_there_without_data():
    rows = [P, A, Objective(id="a", pillar="P", taken=True), a_kpi("K", "A", 0.5)]
    rows += [Pillar(id="p", taken=True), Unit(id="P", taken=True)]
    scores = score_plan(a_plan(*rows))
    for twin in (scores.pillars[1], scores.units[0], scores.objectives[1]):
        assert figures(twin) == (None, None, 0.0, "no_data", "no_data")
    assert scores.company.coverage == 1.0
