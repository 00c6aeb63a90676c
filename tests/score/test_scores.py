"""Whole plans: against the reference engine, and what must hold for every plan."""

from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheet.plan.model import (
    Action,
    Context,
    Kpi,
    Objective,
    Pillar,
    Plan,
    Reading,
    Row,
    Settings,
    Unit,
    key,
)
from okrsheet.score import NodeScore, Scores, Status, score_plan
from okrsheet.score.scores import frozen_pillars
from tests.score.plans import AS_OF, a_kpi, a_plan, day
from tests.score.reference import Reference


def refs(letter: str, count: int) -> st.SearchStrategy[str | None]:
    """The ID of some row of a kind, of none, one that does not exist or is written small."""
    some = [f"{letter}{at}" for at in range(count)]
    return st.sampled_from([*some, *some, None, None, None, "nowhere", f"{letter}0".lower()])


# Mostly what scores, so that much of a plan is alive.
WEIGHTS = st.sampled_from([None, None, None, 1.0, 2.5, 0.1, 7.0, 0.0, -1.0])
# Halves, so that a sum that stands on a bound stands on it in every order of adding.
SHARES = st.sampled_from([None, 0.0, 0.25, 0.5, 0.95, 1.0])
VALUES = st.sampled_from([None, None, *(value / 2 for value in range(-6, 15))])
AGES = [-600, -549, -548, -138, -137, -47, -46, -12, -11, -3, -2, -1, 0, 0.75, 1, 40]
MOMENTS = st.sampled_from([None, *(AS_OF + timedelta(days=age) for age in AGES)])
PERHAPS = st.one_of(st.none(), MOMENTS)
OBJECTIVE: dict[str, st.SearchStrategy[object]] = {
    "pillar": refs("P", 2),
    "parent": st.one_of(st.none(), refs("O", 8)),
    "unit": refs("U", 4),
    "start": PERHAPS,
    "due": PERHAPS,
    "weight": WEIGHTS,
    "roll_up": st.sampled_from([None, "Weighted", "Worst"]),
}
KPI: dict[str, st.SearchStrategy[object]] = {
    "objective": refs("O", 8),
    "type": st.sampled_from([None, "Leading", "Lagging", "Leading", "Lagging"]),
    "direction": st.sampled_from([None, *["Increase", "Decrease", "Hold", "Milestone"] * 2]),
    "reading_is": st.sampled_from([None, "Latest", "Sum", "Average"]),
    "baseline": VALUES,
    "target": VALUES,
    "low": VALUES,
    "high": VALUES,
    "tolerance": VALUES,
    "frequency": st.sampled_from([None, "Daily", "Weekly", "Monthly", "Quarterly", "Yearly"]),
    "start": PERHAPS,
    "due": PERHAPS,
    "weight": WEIGHTS,
    "new_value": VALUES,
    "new_date": PERHAPS,
    "unread": st.sampled_from([frozenset(), frozenset(), frozenset({"New date"})]),
}


def rows(
    kind: type[Row], letter: str, least: int, most: int, **fields: st.SearchStrategy[object]
) -> st.SearchStrategy[list[Row]]:
    """Rows of a kind; most have the ID of their place, some the first one's, some none."""
    odds = st.sampled_from([0, 0, 0, 0, 0, 0, 0, 1, 2])

    def of(drawn: list[tuple[dict[str, object], int]]) -> list[Row]:
        return [
            kind.model_validate({"id": (f"{letter}{at}", None, f"{letter}0".lower())[odd], **given})
            for at, (given, odd) in enumerate(drawn)
        ]

    row = st.tuples(st.fixed_dictionaries(fields), odds)
    return st.lists(row, min_size=least, max_size=most).map(of)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    drawn = [
        *draw(rows(Pillar, "P", 1, 3, weight=WEIGHTS)),
        *draw(rows(Unit, "U", 0, 4, parent=refs("U", 4))),
        *draw(rows(Objective, "O", 2, 8, **OBJECTIVE)),
        *draw(rows(Kpi, "K", 3, 12, **KPI)),
        *draw(rows(Reading, "", 0, 12, kpi=refs("K", 12), date=MOMENTS, value=VALUES)),
        *draw(rows(Action, "A", 0, 3, start=MOMENTS, due=MOMENTS, done=SHARES)),
    ]
    chosen = {
        "Period start": draw(MOMENTS),
        "Period end": draw(MOMENTS),
        "Minimum coverage": draw(st.sampled_from([0.5, 0.0, 1.0])),
    }
    return a_plan(*with_taken(drawn), settings=Settings.model_validate(chosen))


def with_taken(drawn: list[Row]) -> list[Row]:
    """Of several rows with one ID, all but the first are taken."""
    seen: set[str] = set()
    marked = []
    for row in drawn:
        id = key(row.id)
        marked.append(row.model_copy(update={"taken": id in seen}))
        if id is not None:
            seen.add(id)
    return marked


def near(value: float | None) -> object:
    """What equals the value to a billionth; None equals None only."""
    return None if value is None else pytest.approx(value, abs=1e-9)


def nodes(plan: Plan, scores: Scores) -> list[tuple[str | Row, NodeScore]]:
    """Each node of a plan beside its score."""
    beside: list[tuple[str | Row, NodeScore]] = [("company", scores.company)]
    beside += zip(plan.pillars, scores.pillars, strict=True)
    beside += zip(plan.units, scores.units, strict=True)
    beside += zip(plan.objectives, scores.objectives, strict=True)
    return beside


@given(plans())
def test_every_kpi_and_action_scores_as_in_the_reference(plan):
    reference, scores = Reference(plan), score_plan(plan)
    for row, kpi in zip(plan.kpis, scores.kpis, strict=True):
        read_on, actual = reference.read(row)
        figures = reference.kpi(row)
        assert (kpi.id, kpi.read_on, kpi.status) == (row.id, read_on, figures.status)
        assert kpi.actual == near(actual)
        assert kpi.attainment == near(reference.attainment(row))
        assert kpi.score == near(figures.score)
        assert kpi.expected == near(figures.expected)
        assert kpi.effective_weight == near(reference.effective_weights[id(row)])
    for step, action in zip(plan.actions, scores.actions, strict=True):
        expected, status = reference.action(step)
        assert (action.id, action.status) == (step.id, status)
        assert action.expected == near(expected)


@given(plans())
def test_every_node_scores_as_in_the_reference(plan):
    reference = Reference(plan)
    for row, node in nodes(plan, score_plan(plan)):
        figures = reference.figures(row)
        assert (node.status, node.worst) == (figures.status, figures.worst)
        assert node.score == near(figures.score)
        assert node.expected == near(figures.expected)
        assert node.coverage == near(figures.coverage)
        assert node.leading == near(reference.signal(row, "Leading")[0])
        assert node.lagging == near(reference.signal(row, "Lagging")[0])
        assert node.outlook == reference.outlook(row)


@settings(max_examples=50)
@given(plans())
def test_every_share_lies_between_nothing_and_one(plan):
    scores = score_plan(plan)
    shares: list[float | None] = []
    for _, node in nodes(plan, scores):
        shares += [node.score, node.expected, node.coverage, node.leading, node.lagging]
    for kpi in scores.kpis:
        shares += [kpi.score, kpi.expected]
    assert all(0 <= share <= 1 for share in shares if share is not None)


@settings(max_examples=50)
@given(plans())
def test_effective_weights_sum_to_one_or_there_are_none(plan):
    whole = sum(kpi.effective_weight for kpi in score_plan(plan).kpis)
    one = Reference(plan).is_live("company")
    assert whole == pytest.approx(1 if one else 0, abs=1e-9)


@settings(max_examples=50)
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(plan, random):
    def shuffled(table):
        # Of rows with one ID the first is scored, whatever the order: each keeps its mark.
        return tuple(random.sample(table, len(table)))

    other = replace(
        plan,
        pillars=shuffled(plan.pillars),
        units=shuffled(plan.units),
        objectives=shuffled(plan.objectives),
        kpis=shuffled(plan.kpis),
        readings=shuffled(plan.readings),
    )
    before = {id(row): node for row, node in nodes(plan, score_plan(plan)) if row != "company"}
    for row, node in nodes(other, score_plan(other)):
        if row != "company":
            was = before[id(row)]
            assert (node.status, node.worst, node.outlook) == (was.status, was.worst, was.outlook)
            assert (node.score, node.coverage) == (near(was.score), near(was.coverage))
            assert (node.leading, node.lagging) == (near(was.leading), near(was.lagging))


def test_scores_stand_beside_the_rows_of_the_plan():
    scores = score_plan(
        a_plan(
            Pillar(id="P"), Unit(id="U"), Objective(id="O"), a_kpi("K", "O", 0.5), Action(id="A")
        )
    )
    assert scores.as_of == date(2026, 2, 20)
    assert scores.company.id == "company"
    tables = (scores.pillars, scores.units, scores.objectives, scores.kpis, scores.actions)
    assert [[row.id for row in table] for table in tables] == [["P"], ["U"], ["O"], ["K"], ["A"]]


def test_the_lessons_objective_scores_by_hand():
    # Response time from 24 to 12 hours in six months (181 days); 20 hours after 90 days.
    kpi = Kpi(
        id="K",
        objective="O",
        direction="Decrease",
        baseline=24.0,
        target=12.0,
        start=datetime(2026, 1, 1),
        due=datetime(2026, 7, 1),
    )
    reading = Reading(kpi="K", date=datetime(2026, 4, 1), value=20.0)
    found = score_plan(a_plan(Objective(id="O"), kpi, reading, as_of=datetime(2026, 4, 2)))
    assert found.objectives[0].score == pytest.approx(4 / 12)
    assert found.objectives[0].expected == pytest.approx(90 / 181)
    assert found.objectives[0].status == "at_risk"  # 0.497 - 0.333 = 0.164


def test_scores_are_frozen():
    scores = score_plan(a_plan(a_kpi("K", "O", 0.5)))
    with pytest.raises(FrozenInstanceError):
        scores.kpis[0].score = 1.0


def test_a_chain_of_thousands_of_objectives_is_no_trouble():
    chain = [Objective(id=f"O{at}", parent=f"O{at + 1}") for at in range(3000)]
    top = Objective(id="O3000", pillar="P")
    scores = score_plan(a_plan(Pillar(id="P"), *chain, top, a_kpi("K", "O0", 0.5)))
    assert scores.company.score == 0.5
    assert scores.kpis[0].effective_weight == 1.0


def test_nothing_of_the_plan_is_changed():
    plan = a_plan(Objective(id="O"), a_kpi("K", "O", 0.5), Reading(kpi="K", date=day(1), value=1.0))
    before = repr(plan)
    score_plan(plan)
    assert repr(plan) == before


def frozen(kind: str, **told: object) -> Context:
    return Context.model_validate({"Kind": kind, **told})


def test_a_departments_company_and_pillars_are_as_sent():
    company = {"Score": 0.4, "Expected": 0.5, "Coverage": 0.9, "Status": "At risk"}
    plan = a_plan(
        Unit(id="U"),
        Objective(id="O", unit="U"),
        a_kpi("K", "O", 1.0),
        frozen("Company", **company, Worst="Off track"),
        frozen("Pillar", ID="P", Score=0.25, Status="Off track"),
    )
    scores = score_plan(plan)
    signals = (None, None, None)
    assert scores.company == NodeScore(
        "company", 0.4, 0.5, 0.9, Status.AT_RISK, Status.OFF_TRACK, *signals
    )
    assert scores.pillars == ()
    assert frozen_pillars(plan) == (
        NodeScore("P", 0.25, None, 0.0, Status.OFF_TRACK, Status.NO_DATA, *signals),
    )


def test_a_context_without_a_company_leaves_it_without_data():
    scores = score_plan(a_plan(Unit(id="U"), frozen("Sending", ID="U")))
    assert (scores.company.score, scores.company.status) == (None, Status.NO_DATA)


def test_a_frozen_child_is_as_bad_as_it_was_sent():
    rows = [
        Objective(id="O", roll_up="Worst"),
        a_kpi("K", "O", 0.5),
        frozen("Objective", ID="B", Parent="o", Score=1.0, Status="At risk", Worst="Off track"),
    ]
    (objective,) = score_plan(a_plan(*rows)).objectives
    assert (objective.status, objective.worst) == (Status.AT_RISK, Status.OFF_TRACK)
    assert (objective.score, objective.coverage) == (0.75, 0.5)  # its blank coverage is none


@pytest.mark.parametrize(("weight", "score"), [(None, 0.75), (3.0, 0.875), (0.0, 0.5), (-1.0, 0.5)])
def test_a_frozen_child_weighs_what_its_row_says(weight, score):
    child = frozen("Objective", ID="B", Parent="O", Score=1.0, Coverage=1.0, Weight=weight)
    plan = a_plan(Objective(id="O"), a_kpi("K", "O", 0.5), child)
    assert score_plan(plan).objectives[0].score == score
