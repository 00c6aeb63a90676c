"""References resolved, cycles found, trees laid out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from okrsheet.plan.graph import find_cycles
from okrsheet.plan.model import Kpi, Objective, Pillar, Plan, Row, Unit


def graph_of(*rows: Row):
    return Plan(
        date(2026, 6, 30),
        pillars=tuple(row for row in rows if isinstance(row, Pillar)),
        units=tuple(row for row in rows if isinstance(row, Unit)),
        objectives=tuple(row for row in rows if isinstance(row, Objective)),
        kpis=tuple(row for row in rows if isinstance(row, Kpi)),
    ).graph


def test_a_reference_finds_its_row_without_regard_to_case():
    assert graph_of(Objective(id="O-1"), Objective(id="O-2", parent="o-1")).parent == (None, 0)


def test_a_reference_to_nothing_leads_nowhere():
    graph = graph_of(Objective(id="O-1", parent="O-7", pillar="P7", unit="IT"))
    assert (graph.parent, graph.pillar, graph.unit) == ((None,), (None,), (None,))


def test_a_blank_reference_does_not_find_a_row_without_an_id():
    assert graph_of(Objective(), Objective(id="O-2")).parent == (None, None)


def test_of_two_rows_with_one_id_the_first_is_found():
    graph = graph_of(
        Objective(id="O-1"), Objective(id="o-1", taken=True), Kpi(id="K", objective="O-1")
    )
    assert graph.objective_of == (0,)


def test_a_row_whose_id_was_taken_hangs_nowhere():
    graph = graph_of(
        Objective(id="O-1"),
        Objective(id="O-1", parent="O-1", taken=True),
        Kpi(id="K", objective="O-1"),
        Kpi(id="K", objective="O-1", taken=True),
    )
    assert graph.children == ((), ())
    assert graph.kpis_of == ((0,), ())


def test_an_objective_that_is_its_own_parent_is_a_cycle_of_one():
    graph = graph_of(Objective(id="O-1", parent="O-1"))
    assert graph.cycles == {0: (0, 0)}
    assert graph.parent == (None,)


def test_each_member_of_a_cycle_has_the_path_back_to_itself():
    graph = graph_of(
        Objective(id="A", parent="B"), Objective(id="B", parent="C"), Objective(id="C", parent="A")
    )
    assert graph.cycles == {0: (0, 1, 2, 0), 1: (1, 2, 0, 1), 2: (2, 0, 1, 2)}


def test_an_objective_whose_parent_is_in_a_cycle_is_a_root():
    graph = graph_of(
        Objective(id="A", parent="B"), Objective(id="B", parent="A"), Objective(id="C", parent="A")
    )
    assert 2 not in graph.cycles
    assert graph.parent[2] is None


def test_what_hangs_below_such_a_root_stays_there():
    graph = graph_of(
        Objective(id="A", parent="A"), Objective(id="B", parent="A"), Objective(id="C", parent="B")
    )
    assert graph.parent == (None, None, 1)


def test_two_cycles_are_told_apart():
    assert find_cycles([1, 0, 3, 2]) == {
        0: (0, 1, 0),
        1: (1, 0, 1),
        2: (2, 3, 2),
        3: (3, 2, 3),
    }


def test_an_objective_takes_the_pillar_of_its_nearest_ancestor():
    graph = graph_of(
        Pillar(id="P1"),
        Pillar(id="P2"),
        Objective(id="A", pillar="P1"),
        Objective(id="B", parent="A", pillar="P2"),
        Objective(id="C", parent="B"),
        Objective(id="D", parent="C"),
    )
    assert graph.pillar == (0, 1, 1, 1)


def test_a_pillar_is_inherited_whatever_the_order_of_rows():
    graph = graph_of(
        Pillar(id="P1"),
        Objective(id="C", parent="B"),
        Objective(id="B", parent="A"),
        Objective(id="A", pillar="P1"),
    )
    assert graph.pillar == (0, 0, 0)


def test_an_unknown_pillar_is_as_good_as_none():
    graph = graph_of(
        Pillar(id="P1"), Objective(id="A", pillar="P1"), Objective(id="B", parent="A", pillar="P9")
    )
    assert graph.pillar == (0, 0)


def test_a_cycle_without_a_pillar_has_none():
    assert graph_of(Objective(id="A", parent="B"), Objective(id="B", parent="A")).pillar == (
        None,
        None,
    )


def test_a_unit_in_a_cycle_has_no_parent():
    graph = graph_of(Unit(id="A", parent="B"), Unit(id="B", parent="A"), Unit(id="C", parent="A"))
    assert graph.unit_parent == (None, None, 0)
    assert graph.unit_cycles == {0: (0, 1, 0), 1: (1, 0, 1)}


def test_the_line_of_a_unit_runs_from_it_to_the_top():
    graph = graph_of(Unit(id="Top"), Unit(id="Mid", parent="Top"), Unit(id="Low", parent="Mid"))
    assert list(graph.unit_line(2)) == [2, 1, 0]


def test_no_unit_has_an_empty_line():
    assert list(graph_of().unit_line(None)) == []


def test_below_an_objective_parents_come_first_and_rows_in_their_order():
    graph = graph_of(
        Objective(id="A"),
        Objective(id="C", parent="A"),
        Objective(id="B", parent="A"),
        Objective(id="D", parent="C"),
    )
    assert list(graph.below(0)) == [0, 1, 3, 2]


def test_a_chain_of_three_thousand_is_no_trouble():
    chain = [Objective(id="O0", pillar="P")]
    chain += [Objective(id=f"O{at}", parent=f"O{at - 1}") for at in range(1, 3000)]
    graph = graph_of(Pillar(id="P"), *chain)
    assert len(list(graph.below(0))) == 3000
    assert set(graph.pillar) == {0}


@given(st.lists(st.one_of(st.none(), st.integers(0, 11)), max_size=12))
def test_a_row_is_in_a_cycle_if_walking_up_from_it_comes_back(parents):
    parent = [None if up is None or up >= len(parents) else up for up in parents]

    def comes_back(start: int) -> bool:
        at = parent[start]
        for _ in parent:
            if at is None or at == start:
                break
            at = parent[at]
        return at == start

    assert set(find_cycles(parent)) == {at for at in range(len(parent)) if comes_back(at)}
