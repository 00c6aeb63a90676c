"""What a department's rows hang on in its context."""

from okrsheet.plan.around import grouped, ids_around
from okrsheet.plan.model import Context, Objective, Unit
from tests.score.plans import a_plan


def beside(kind: str, id: str | None = None, parent: str | None = None, **more: object) -> Context:
    told = {"Kind": kind, "ID": id, "Parent": parent, **more}
    return Context.model_validate(told)


def graph_of(*rows):
    return a_plan(*rows).graph


def test_a_whole_plan_has_nothing_around_it():
    around = graph_of(Unit(ID="U"), Objective(ID="A", Unit="U")).around
    assert around.ids == {table: frozenset() for table in around.ids}
    assert (around.parent, around.below, around.units_below, around.unit) == ((None,), {}, {}, ())


def test_ids_that_stand_elsewhere_are_known_by_their_table():
    rows = [
        beside("Company", "company"),
        beside("Pillar", "P"),
        beside("Unit", "Top"),
        beside("Objective", "A"),
        beside("Units below", None, "U"),
        beside("KPI", "K"),
        beside("Sending", "U"),
    ]
    assert ids_around(rows) == {
        "Pillars": {"p"},
        "Units": {"top"},
        "Objectives": {"a"},
        "KPIs": {"k"},
    }


def test_a_parent_in_the_context_is_found_there_and_not_among_the_own():
    graph = graph_of(Objective(ID="B", Parent="a"), beside("Pillar", "P"), beside("Objective", "A"))
    assert graph.parent == (None,)
    assert graph.around.parent == (1,)


def test_children_in_other_units_stand_below_their_parent():
    rows = [beside("Objective", "B", "A"), beside("Objective", None, "a"), beside("Unit", "X", "A")]
    assert graph_of(Objective(ID="O"), Objective(ID="A"), *rows).around.below == {1: (0, 1)}


def test_what_units_below_add_stands_below_their_unit():
    rows = [beside("Units below", None, "U"), beside("Units below", None, "gone")]
    assert graph_of(Unit(ID="U"), *rows).around.units_below == {0: (0,)}


def test_a_circle_may_lead_through_the_context():
    rows = [
        Objective(ID="A", Parent="X"),
        Objective(ID="B", Parent="X"),
        beside("Objective", "X", "A"),
    ]
    graph = graph_of(*rows)
    assert graph.cycles == {0: (0, 2, 0)}  # 2 is the first of the context
    assert graph.around.parent == (None, None)
    assert graph.around.below == {}


def test_the_parent_of_a_unit_may_stand_in_the_context():
    graph = graph_of(Unit(ID="U", Parent="Top"), beside("Unit", "Top", "U"))
    assert graph.unit_cycles == {0: (0, 1, 0)}
    assert graph.unit_parent == (None,)


def test_an_objective_enters_no_unit_that_its_parent_stands_in_already():
    rows = [Unit(ID="U"), Objective(ID="A", Unit="U", Parent="X")]
    assert graph_of(*rows, beside("Objective", "X", Unit="U")).entering == {}
    assert graph_of(*rows, beside("Objective", "X")).entering == {0: (0,)}


def test_members_are_grouped_in_their_order():
    assert grouped([(1, 5), (None, 6), (0, 7), (1, 4)]) == {1: (5, 4), 0: (7,)}
