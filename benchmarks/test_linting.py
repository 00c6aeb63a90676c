"""How long linting a plan takes, and how it grows, beside a plain `re` loop over its statements.

`make bench`. Three KPIs with three readings each hang on each objective of a four-way tree, 13 rows
an objective: divide a time by 13 for 1,000 objectives, by 130 for 10,000, and it is per 1,000 rows.
Within a size the table shows the ratio to the plain loop.
"""

import re
from datetime import timedelta

import pytest

from okrsheet.plan.model import Kpi, Objective, Pillar, Plan, Reading
from okrsheet.smart.registry import lint
from tests.score.plans import DUE, START, a_plan

SIZES = [1_000, 10_000]
SUBJECTS = ("response time", "bean waste", "staff turnover", "basket size", "queue length")
PLAIN = re.compile(r"\b(improve|optimise|better|TBD|and)\b|\d+(?:\.\d+)?\s*(?:%|hours?)?", re.I)


def wide_plan(objectives: int) -> Plan:
    """A plan with so many objectives, each worded in its own way."""
    return a_plan(
        Pillar(id="P1"),
        *(
            Objective(
                row=at,
                id=f"O{at}",
                name=f"Cut {SUBJECTS[at % 5]} of shop {at} from {at % 80 + 20} to {at % 20} hours "
                "by 31 July 2026 by training the team",
                parent=f"O{at // 4 - 1}" if at > 3 else None,
                pillar="P1",
                owner=f"Shop manager {at // 3}",
                achievable="A pilot reached it",
                due=DUE,
            )
            for at in range(objectives)
        ),
        *(
            Kpi(
                row=at,
                id=f"K{at}",
                name=SUBJECTS[at // 3 % 5],
                objective=f"O{at // 3}",
                type=("Lagging", "Leading")[at % 2],
                direction="Decrease",
                unit_of_measure="hours",
                baseline=at // 3 % 80 + 20,
                target=at // 3 % 20,
                source="Shop log",
            )
            for at in range(3 * objectives)
        ),
        *(
            Reading(kpi=f"K{at}", date=START + timedelta(days=30 * month), value=20 - month)
            for at in range(3 * objectives)
            for month in range(3)
        ),
    )


def plain_loop(plan: Plan) -> int:
    """The least that a linter of wording could do: one pattern over each statement."""
    return sum(len(PLAIN.findall(row.name or "")) for row in plan.objectives)


@pytest.mark.parametrize("objectives", SIZES)
@pytest.mark.parametrize("work", [lint, plain_loop])
def test_lint(benchmark, objectives, work):
    plan = wide_plan(objectives)
    benchmark.group = f"{objectives} objectives"
    assert benchmark.pedantic(work, args=(plan,), rounds=1)
