import pytest

from okrsheet.plan.model import Objective, Pillar, Settings, Unit
from tests.score.plans import a_kpi, node

A = Objective(ID="A", Pillar="P", Unit="U")
ABOVE = Pillar(ID="P"), Unit(ID="U"), A


def pair(leading, lagging):
    """The two KPIs of A; on day 50 of 100, 0.5 is on track and 0.4 is not."""
    return a_kpi("K", "A", leading, type="Leading"), a_kpi("L", "A", lagging, type="Lagging")


@pytest.mark.parametrize(
    ("leading", "lagging", "by_hand"),
    [
        (0.4, 0.5, "warning"),
        (0.1, 0.5, "warning"),
        (0.5, 0.4, "recovering"),
        (0.5, 0.5, "steady"),
        (0.1, 0.4, "steady"),
        (None, 0.5, None),
        (0.5, None, None),
    ],
)
def test_outlook_sets_leading_against_lagging(leading, lagging, by_hand):
    assert node("A", A, *pair(leading, lagging)).outlook == by_hand


@pytest.mark.parametrize("id", ["A", "P", "U", "company"])
def test_every_node_sees_the_leading_and_lagging_kpis_below_it(id):
    found = node(id, *ABOVE, *pair(0.2, 0.5))
    assert (found.leading, found.lagging, found.outlook) == (0.2, 0.5, "warning")


def test_leading_is_averaged_with_the_weights_seen_from_the_node():
    rows = [
        A,
        Objective(id="B", parent="A", weight=3.0),
        a_kpi("K", "A", 0.8, type="Leading"),
        a_kpi("L", "B", 0.4, type="Leading"),
        a_kpi("M", "B", 0.9, type="Lagging"),
    ]
    # Seen from A: K 1/4; L and M 3/4 * 1/2 each. Leading (0.25*0.8 + 0.375*0.4) / 0.625 = 0.56.
    assert node("A", *rows).leading == pytest.approx(0.56)
    assert node("A", *rows).lagging == pytest.approx(0.9)
    assert node("B", *rows).leading == pytest.approx(0.4)


def test_only_kpis_with_a_score_a_type_and_a_weight_are_seen():
    rows = [
        a_kpi("K", "A", 0.3, type="Leading"),
        a_kpi("L", "A", None, type="Leading"),
        a_kpi("M", "A", 0.9, type="Leading", weight=0.0),
        a_kpi("N", "A", 0.9),
    ]
    found = node("A", A, *rows)
    assert (found.leading, found.lagging) == (pytest.approx(0.3), None)


def test_an_objective_in_two_pillars_is_seen_twice_from_the_company():
    rows = [
        Pillar(id="P"),
        Pillar(id="Q"),
        A,
        Objective(id="B", parent="A", pillar="Q"),
        a_kpi("K", "A", 0.8, type="Leading"),
        a_kpi("L", "B", 0.4, type="Leading"),
    ]
    # K weighs 1/4, L 1/4 + 1/2: 0.25*0.8 + 0.75*0.4 = 0.5.
    assert node("company", *rows).leading == pytest.approx(0.5)


def test_without_any_dates_leading_has_a_score_but_no_outlook():
    found = node("A", A, *pair(0.5, 0.5), settings=Settings())
    assert (found.leading, found.lagging, found.outlook) == (0.5, 0.5, None)


def test_a_cycle_sees_nothing():
    found = node("A", Objective(id="A", parent="A"), *pair(0.5, 0.5))
    assert (found.leading, found.lagging, found.outlook) == (None, None, None)
