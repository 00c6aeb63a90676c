"""The cell functions over the columns of a plan give the numbers of the engine.

The plans are the coffee shop's and generated ones; beside the engine stands the reference that was
written from the text of the semantics alone.
"""

from datetime import datetime, time

import pytest
from hypothesis import given

from okrsheet.books.memory import MemoryBook
from okrsheet.example import example_edits
from okrsheet.functions import FUNCTIONS
from okrsheet.score import score_plan
from okrsheet.score.status import Status
from okrsheet.sheets.parse import parse
from okrsheet.sheets.settings import SETTING_MEANINGS
from tests.score.reference import Reference
from tests.score.test_scores import plans
from tests.workbooks import snapshot

FORWARD = ("baseline", "target", "direction", "low", "high", "tolerance")


@pytest.fixture(scope="module")
def coffee_shop():
    book = MemoryBook(snapshot({"Settings": [{"Setting": name} for name in SETTING_MEANINGS]}))
    book.apply(tuple(example_edits(book.read())))
    return parse(book.read())


def column(values):
    """A column that is a range however few cells it has: the last two belong to nobody."""
    return [*([value] for value in values), [0.0], [0.0]]


def called(name, *columns, **settings):
    """The answer of a function on columns, without the cells that make them ranges."""
    return [row[0] for row in FUNCTIONS[name](*map(column, columns), **settings)][:-2]


def spans(plan):
    reference = Reference(plan)
    return [reference.span(kpi) for kpi in plan.kpis]


def agree(answers, numbers):
    """Whether the answers are these numbers, and no number where there is none."""
    for answer, number in zip(answers, numbers, strict=True):
        if number is None:
            assert isinstance(answer, str)
        else:
            assert answer == pytest.approx(number, abs=1e-12)


def goals(plan):
    return [[getattr(kpi, name) for kpi in plan.kpis] for name in FORWARD]


def every_attainment(plan):
    scores, reference = score_plan(plan), Reference(plan)
    answers = called("OKR_ATTAINMENT", [kpi.actual for kpi in scores.kpis], *goals(plan))
    agree(answers, [kpi.attainment for kpi in scores.kpis])
    agree(answers, [reference.attainment(kpi) for kpi in plan.kpis])


def every_expected(plan):
    scores, reference = score_plan(plan), Reference(plan)
    starts, dues = zip(*spans(plan), strict=True)
    answers = called(
        "OKR_EXPECTED",
        starts,
        dues,
        [datetime.combine(plan.as_of, time())] * len(plan.kpis),
        [kpi.direction for kpi in plan.kpis],
        [kpi.read_on for kpi in scores.kpis],
        [kpi.frequency for kpi in plan.kpis],
    )
    scored = [at for at, kpi in enumerate(scores.kpis) if kpi.attainment is not None]
    answers = [answers[at] for at in scored]
    agree(answers, [scores.kpis[at].expected for at in scored])
    agree(answers, [reference.expected(plan.kpis[at]) for at in scored])


def every_status(plan):
    scores, reference = score_plan(plan), Reference(plan)
    known = [
        at for at, kpi in enumerate(scores.kpis) if (kpi.attainment, kpi.expected) != (None, None)
    ]
    answers = called(
        "OKR_STATUS",
        [scores.kpis[at].attainment for at in known],
        [scores.kpis[at].expected for at in known],
        on_track_gap=plan.settings.on_track_gap,
        at_risk_gap=plan.settings.at_risk_gap,
    )
    assert answers == [scores.kpis[at].status.label for at in known]
    assert answers == [Status(reference.kpi(plan.kpis[at]).status).label for at in known]


def every_roll_up(plan):
    reference = Reference(plan)
    for objective in plan.objectives:
        below = reference.children(objective)
        figures, weights = [reference.figures(row) for row in below], [row.weight for row in below]
        if not below or any(weight is not None and weight < 0 for weight in weights):
            continue  # a negative weight is refused with a sentence
        own = reference.figures(objective)
        for reached, whole in (("score", own.score), ("expected", own.expected)):
            cells = [[getattr(one, reached)] for one in figures]
            answer = FUNCTIONS["OKR_ROLLUP"](cells, [[weight] for weight in weights])
            agree([answer], [whole])
        if objective.roll_up == "Worst":
            cells = [[Status(one.status).label] for one in figures]
            answer = FUNCTIONS["OKR_ROLLUP"](cells, [[weight] for weight in weights], "Worst")
            assert answer == Status(own.status).label


AGREEMENTS = (every_attainment, every_expected, every_status, every_roll_up)


@pytest.mark.parametrize("agrees", AGREEMENTS)
def test_the_coffee_shop_is_as_the_engine_has_it(agrees, coffee_shop):
    agrees(coffee_shop)


@given(plans())
def test_a_generated_plan_is_as_the_engine_has_it(plan):
    for agrees in AGREEMENTS:
        agrees(plan)


def test_the_cascade_of_the_coffee_shop_has_the_scores_of_the_engine(coffee_shop):
    scores = score_plan(coffee_shop)
    rows = [
        *((each.id, each.parent, None, each.weight) for each in coffee_shop.objectives),
        *(
            (kpi.id, kpi.objective, score.score, kpi.weight)
            for kpi, score in zip(coffee_shop.kpis, scores.kpis, strict=True)
        ),
    ]
    ids, parents, stated, weights = (
        [[cell] for cell in cells] for cells in zip(*rows, strict=True)
    )
    _, *block = FUNCTIONS["OKR_CASCADE"](ids, parents, None, stated, weights)
    told = {row[1]: row[4] for row in block}
    agree([told[each.id] for each in scores.objectives], [each.score for each in scores.objectives])
    assert sum(row[3] for row in block if row[1].startswith("K-")) == pytest.approx(1)
