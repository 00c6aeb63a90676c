"""Who is whose child, shown by whose score (0 or 1) reaches the node."""

from okrsheet.plan.model import Objective, Pillar, Unit
from okrsheet.score.tree import COMPANY, Tree
from tests.score.plans import a_kpi, a_plan


def children(*rows):
    """By ID of a node, the IDs of its children, in order."""
    plan = a_plan(*rows)
    tree = Tree.of(plan)
    ids = ["company"] + [
        row.id for row in (*plan.pillars, *plan.units, *plan.objectives, *plan.kpis)
    ]
    below: dict[str, list[str]] = {}
    for level in tree.levels:
        for upper, child in zip(level.upper, level.child, strict=True):
            below.setdefault(ids[level.node[upper]], []).append(ids[child])
    return {id: sorted(found) for id, found in below.items()}


def test_an_objective_has_its_kpis_and_the_objectives_below_it():
    found = children(
        Objective(id="A"), Objective(id="B", parent="a"), a_kpi("K", "A", 1.0), a_kpi("L", "B", 1.0)
    )
    assert found == {"A": ["B", "K"], "B": ["L"]}


def test_a_pillar_has_the_objectives_whose_parent_is_not_in_it():
    found = children(
        Pillar(id="P"), Objective(id="A", pillar="P"), Objective(id="B", parent="A", pillar="P")
    )
    assert found == {"company": ["P"], "P": ["A"], "A": ["B"]}


def test_an_objective_without_a_pillar_stands_in_its_nearest_ancestors():
    found = children(Pillar(id="P"), Objective(id="B", parent="A"), Objective(id="A", pillar="P"))
    assert found["P"] == ["A"]


def test_an_objective_whose_parent_stands_in_another_pillar_is_in_both():
    found = children(
        Pillar(id="P"),
        Pillar(id="Q"),
        Objective(id="A", pillar="P"),
        Objective(id="B", parent="A", pillar="Q"),
        Objective(id="C", parent="B"),
    )
    assert found == {"company": ["P", "Q"], "P": ["A"], "Q": ["B"], "A": ["B"], "B": ["C"]}


def test_a_unit_has_what_it_owns_or_a_unit_below_it_but_not_what_hangs_below_that():
    found = children(
        Unit(id="U"),
        Unit(id="V", parent="U"),
        Objective(id="A", unit="U"),
        Objective(id="B", unit="V", parent="A"),
        Objective(id="C", unit="V", parent="B"),
        Objective(id="D", unit="V"),
    )
    assert found["U"] == ["A", "D"]  # B and C hang below A, which U owns
    assert found["V"] == ["B", "D"]  # C hangs below B; A, above B, is not V's


def test_an_objective_below_another_units_enters_every_unit_up_to_the_common_one():
    found = children(
        Unit(id="TOP"),
        Unit(id="U", parent="TOP"),
        Unit(id="V", parent="TOP"),
        Unit(id="W", parent="V"),
        Objective(id="A", unit="U"),
        Objective(id="B", unit="W", parent="A"),
    )
    assert {unit: found[unit] for unit in ("TOP", "U", "V", "W")} == {
        "TOP": ["A"],
        "U": ["A"],
        "V": ["B"],
        "W": ["B"],
    }


def test_units_in_a_cycle_have_no_parent_but_keep_what_they_own():
    found = children(
        Unit(id="U", parent="V"), Unit(id="V", parent="U"), Objective(id="A", unit="U")
    )
    assert found == {"U": ["A"]}


def test_a_cycle_has_nothing_below_and_what_hung_there_is_a_root():
    found = children(
        Pillar(id="P"),
        Unit(id="U"),
        Objective(id="A", parent="B", pillar="P", unit="U"),
        Objective(id="B", parent="A", pillar="P", unit="U"),
        Objective(id="C", parent="B", unit="U"),  # in P by its ancestors
        Objective(id="D", parent="C"),
        a_kpi("K", "A", 1.0),
    )
    assert found == {"company": ["P"], "P": ["A", "B", "C"], "U": ["A", "B", "C"], "C": ["D"]}


def test_rows_whose_id_was_taken_hang_nowhere():
    found = children(
        Pillar(id="P"),
        Pillar(id="p", taken=True),
        Unit(id="U"),
        Unit(id="u", taken=True),
        Objective(id="A", pillar="P", unit="U"),
        Objective(id="a", pillar="P", unit="U", taken=True),
        a_kpi("K", "A", 1.0),
        a_kpi("k", "A", 1.0, taken=True),
    )
    assert found == {"company": ["P"], "P": ["A"], "U": ["A"], "A": ["K"]}


def test_an_orphan_is_nobodys_child():
    assert children(Objective(id="A"), a_kpi("K", "nobody", 1.0)) == {}


def test_levels_run_from_the_deepest_up_to_the_company():
    chain = [Objective(id=f"O{at}", parent=f"O{at - 1}") for at in range(1, 4)]
    tree = Tree.of(
        a_plan(Pillar(id="P"), Objective(id="O0", pillar="P"), *chain, a_kpi("K", "O3", 1.0))
    )
    assert [level.node.tolist() for level in tree.levels] == [[5], [4], [3], [2], [1], [COMPANY]]
