"""Accounts: what adds up to a score, what does not count and why, and how deep it is told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from okrsheet.plan.model import Action, Objective, Pillar, Unit
from okrsheet.score import score_plan
from okrsheet.score.account import ActionAccount, FrozenAccount, KpiAccount, NodeAccount
from okrsheet.score.accountant import WHOLE, UnknownId, account
from tests.departments.parts import PLAN, department
from tests.score.plans import AS_OF, a_kpi, a_plan
from tests.score.test_scores import plans

P, A = Pillar(ID="P"), Objective(ID="A", Pillar="P")


def of(id, *rows, depth=None):
    plan = a_plan(*rows)
    return account(plan, score_plan(plan), id, depth)


def below(found):
    """An account and every account in it."""
    yield found
    for part in found.parts if isinstance(found, NodeAccount) else ():
        yield from below(part.child)


def all_accounts(plan):
    """The nodes of the company and of the units, each with all below it."""
    scores = score_plan(plan)
    ids = ["company", *(unit.id for unit in plan.units if unit.id and not unit.taken)]
    for id in ids:
        everything = below(account(plan, scores, id, WHOLE))
        yield from (found for found in everything if isinstance(found, NodeAccount))


def ids(parts):
    return [part.child.figures.id for part in parts]


def test_each_child_adds_its_share_of_its_score():
    found = of("A", P, A, a_kpi("K", "A", 0.4, weight=3.0), a_kpi("L", "A", 0.8))
    # Weights 3 and 1: shares 75% and 25%; 0.3 + 0.2 = 0.5.
    assert ids(found.parts) == ["K", "L"]
    assert [part.weight for part in found.parts] == [3.0, 1.0]
    assert [part.share for part in found.parts] == [0.75, 0.25]
    assert [part.contribution for part in found.parts] == pytest.approx([0.3, 0.2])
    assert found.figures.score == pytest.approx(0.5)


def test_a_child_that_does_not_count_says_why():
    nothing = a_kpi("N", "A", 0.5, weight=0.0), a_kpi("M", "A", 0.5, weight=-1.0)
    found = of("A", P, A, a_kpi("K", "A", 0.4), a_kpi("L", "A", None), *nothing)
    told = {part.child.figures.id: (part.not_counted, part.weight) for part in found.parts}
    assert told == {
        "K": (None, 1.0),
        "L": ("no data", 1.0),
        "N": ("weight", 0.0),
        "M": ("weight", -1.0),
    }
    assert [part.share for part in found.parts] == [1.0, None, None, None]


def test_kpis_stand_before_objectives_as_in_the_cascade():
    rows = Objective(id="B", parent="A"), A, P, a_kpi("K", "A", 0.4), a_kpi("L", "B", 0.4)
    assert ids(of("A", *rows).parts) == ["K", "B"]


def test_an_id_is_found_without_regard_to_case_and_outer_spaces():
    rows = P, A, Unit(id="U"), a_kpi("K", "A", 0.4), Action(id="T", objective="A", done=0.5)
    kinds = {id: of(id, *rows).kind for id in ("COMPANY", " p ", "u", "a", "k", "t")}
    assert list(kinds.values()) == ["company", "pillar", "unit", "objective", "kpi", "action"]


def test_an_unknown_id_comes_with_those_most_like_it():
    with pytest.raises(UnknownId) as unknown:
        of("o-1o", Objective(id="O-10"), Objective(id="O-11"), Pillar(id="X"))
    assert unknown.value.id == "o-1o"
    assert set(unknown.value.close) == {"O-10", "O-11"}


def test_of_two_rows_with_one_id_the_first_is_told():
    rows = P, A, a_kpi("K", "A", 0.4, name="first"), a_kpi("k", "A", 0.9, taken=True)
    assert of("k", *rows).name == "first"
    assert ids(of("A", *rows).parts) == ["K"]


def test_a_kpi_is_told_down_to_its_readings():
    found = of("K", P, A, a_kpi("K", "A", 0.4))
    assert isinstance(found, KpiAccount)
    assert [one.value for one in found.evidence.readings] == [0.4]


def test_an_action_is_told_with_the_as_of_day():
    found = of("T", Action(id="T", name="Train", done=0.5))
    assert isinstance(found, ActionAccount)
    assert (found.name, found.as_of) == ("Train", AS_OF)


def test_an_account_ends_where_it_was_asked_to():
    rows = P, A, Objective(id="B", parent="A"), a_kpi("K", "B", 0.4)
    told = {id: of(id, *rows, depth=2) for id in ("company", "A", "B")}
    (pillar,) = told["company"].parts
    (objective,) = pillar.child.parts
    assert not objective.child.is_open
    assert objective.child.parts == ()
    (kpi,) = told["A"].parts[0].child.parts
    assert not kpi.child.is_open
    assert told["B"].parts[0].child.is_open


def test_by_default_a_pillar_is_told_two_levels_deep_and_an_objective_whole():
    rows = P, A, Objective(id="B", parent="A"), a_kpi("K", "B", 0.4)
    assert [found.is_open for found in below(of("P", *rows))] == [True, True, False]
    assert all(found.is_open for found in below(of("A", *rows)))


def test_the_worst_path_leads_down_to_a_worst_kpi():
    rows = P, A, Objective(id="B", parent="A"), a_kpi("K", "A", 0.5), a_kpi("L", "B", 0.1)
    assert of("company", *rows).worst_path == ("P", "A", "B", "L")


def test_the_worst_path_passes_over_what_has_no_weight():
    rows = P, A, a_kpi("K", "A", 0.0, weight=0.0), a_kpi("L", "A", 0.4), a_kpi("M", "A", 0.5)
    assert of("A", *rows).worst_path == ("L",)


def test_where_nothing_has_data_there_is_no_worst_path():
    assert of("A", P, A, a_kpi("K", "A", None)).worst_path == ()


def test_an_objective_in_a_circle_shows_the_circle_and_no_parts():
    rows = Objective(id="B", parent="C", pillar="P"), Objective(id="C", parent="B")
    found = of("B", P, *rows, a_kpi("K", "B", 0.4))
    assert found.circle == ("B", "C", "B")
    assert (found.parts, found.figures.score) == ((), None)


def test_a_unit_in_a_circle_shows_the_circle_and_its_parts():
    units = Unit(id="U", parent="V"), Unit(id="V", parent="U")
    found = of("U", *units, Objective(id="A", unit="U"), a_kpi("K", "A", 0.4))
    assert found.circle == ("U", "V", "U")
    assert ids(found.parts) == ["A"]


@settings(max_examples=50)
@given(plans())
def test_contributions_sum_to_the_score_and_shares_to_one(plan):
    for found in all_accounts(plan):
        counted = [part for part in found.parts if part.not_counted is None]
        if found.figures.score is None:
            assert counted == []
        else:
            assert sum(part.share for part in counted) == pytest.approx(1)
            added = sum(part.contribution for part in counted)
            assert added == pytest.approx(found.figures.score, abs=1e-9)


@settings(max_examples=50)
@given(plans())
def test_the_end_of_a_worst_path_has_the_worst_status(plan):
    scores = score_plan(plan)
    for found in all_accounts(plan):
        if found.worst_path and "-" not in found.worst_path:
            end = account(plan, scores, found.worst_path[-1])
            assert end.figures.status is found.figures.worst


# -- a department ---------------------------------------------------------------------------------


def of_department(unit, id, depth=None):
    own = department(PLAN, unit)
    return account(own, score_plan(own), id, depth)


def test_a_child_in_another_unit_is_told_with_its_frozen_figures():
    found = of_department("SALES", "S")
    assert ids(found.parts) == ["KS", "E"]
    child = found.parts[1]
    assert isinstance(child.child, FrozenAccount)
    assert (child.child.kind, child.child.name) == ("objective", "Sell in the east")
    assert (child.child.as_at, child.child.is_open) == (AS_OF, False)
    # KS 0.2 of weight 1, E 0.6 of weight 3.
    assert (child.weight, child.share) == (3, 0.75)
    assert child.contribution == pytest.approx(0.45)


def test_what_units_below_add_is_told_as_one_child():
    found = of_department("SALES", "SALES")
    assert [(part.child.kind, part.child.figures.id) for part in found.parts] == [
        ("objective", "S"),
        ("units below", None),
    ]


@pytest.mark.parametrize(
    ("id", "kind", "name", "score"),
    [
        ("company", "company", None, 1.3 / 3),
        ("p", "pillar", "Happy customers", 1.3 / 3),
        ("SALES", "unit", "Sales", None),
        ("A", "objective", "Serve faster", 0.5),
        ("KA", "kpi", None, None),
    ],
)
def test_what_is_around_a_department_is_told_as_it_was_sent(id, kind, name, score):
    found = of_department("EAST", id)
    assert isinstance(found, FrozenAccount)
    assert (found.kind, found.name) == (kind, name)
    assert found.figures.score == (None if score is None else pytest.approx(score))


def test_a_department_knows_no_more_than_its_own_and_its_context():
    with pytest.raises(UnknownId):
        of_department("EAST", "W")
    with pytest.raises(UnknownId) as unknown:
        of_department("EAST", "SALEX")
    assert unknown.value.close == ("SALES",)


def test_a_departments_kpi_makes_up_a_share_of_the_department():
    assert of_department("EAST", "KE").whole == "department"
    assert of("K", P, A, a_kpi("K", "A", 0.4)).whole == "company"


def test_the_way_to_the_worst_ends_at_frozen_figures():
    own = department(PLAN, "SALES")
    context = [row.model_copy(update={"worst": "Off track"}) for row in own.context]
    kpis = [kpi.model_copy(update={"new_value": 0.5}) for kpi in own.kpis]
    edited = replace(own, context=tuple(context), kpis=tuple(kpis))
    found = account(edited, score_plan(edited), "SALES")
    assert (found.figures.worst, found.worst_path) == ("off_track", ("S", "E"))


def test_a_circle_through_the_context_is_told():
    sales = department(PLAN, "SALES")
    own = replace(sales, objectives=(sales.objectives[0].model_copy(update={"parent": "E"}),))
    assert account(own, score_plan(own), "S").circle == ("S", "E", "S")
