"""How long scoring a plan takes, and how it grows, beside the slow reference engine.

`make bench`. Ten KPIs hang on three objectives of a four-way tree; each has five readings.
"""

from datetime import timedelta

import pytest

from okrsheet.plan.model import Objective, Pillar, Plan, Reading, Unit
from okrsheet.score import score_plan
from tests.score.plans import START, a_kpi, a_plan
from tests.score.reference import Reference

SIZES = [1_000, 10_000]


def wide_plan(kpis: int) -> Plan:
    """A plan with so many KPIs in five pillars and fifty units."""
    objectives = kpis * 3 // 10
    return a_plan(
        *(Pillar(id=f"P{at}") for at in range(5)),
        *(Unit(id=f"U{at}", parent=f"U{at // 4 - 1}" if at > 3 else None) for at in range(50)),
        *(
            Objective(
                id=f"O{at}",
                parent=f"O{at // 4 - 1}" if at > 3 else None,
                pillar=f"P{at % 5}" if at < 4 or at % 7 == 0 else None,
                unit=f"U{at % 50}",
            )
            for at in range(objectives)
        ),
        *(
            a_kpi(f"K{at}", f"O{at % objectives}", None, type=("Leading", "Lagging")[at % 2])
            for at in range(kpis)
        ),
        *(
            Reading(kpi=f"K{at}", date=START + timedelta(days=7 * week), value=week / 10)
            for at in range(kpis)
            for week in range(5)
        ),
    )


@pytest.mark.parametrize("kpis", SIZES)
def test_score_plan(benchmark, kpis):
    plan = wide_plan(kpis)
    found = benchmark(lambda: score_plan(plan))
    assert found.company.score == pytest.approx(0.4)  # each KPI was last read at 0.4


@pytest.mark.parametrize("kpis", SIZES)
def test_reference_recursion(benchmark, kpis):
    plan = wide_plan(kpis)

    def by_recursion():
        reference = Reference(plan)
        kpi_scores = [reference.kpi(kpi) for kpi in plan.kpis]
        nodes = ["company", *plan.pillars, *plan.units, *plan.objectives]
        figures = [reference.figures(node) for node in nodes]
        outlooks = [reference.outlook(node) for node in nodes]
        return kpi_scores, figures, outlooks, reference.effective_weights

    _, figures, _, _ = benchmark.pedantic(by_recursion, rounds=1)
    assert figures[0].score == pytest.approx(0.4)
