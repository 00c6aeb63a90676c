"""M: do the statement and the fields say the same?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Objective
from okrsheet.smart.case import Case
from okrsheet.smart.claims import Claim, claims
from okrsheet.smart.dates import Mention
from okrsheet.smart.deadlines import windows
from okrsheet.smart.gauge import Gauge, about, gauge_of
from okrsheet.smart.rule import Fault, called, plain, rule
from okrsheet.smart.statement import Statement

MOST_OF_ITS_NAME = 0.6  # of a KPI's words in the statement: then the KPI measures it


@dataclass(frozen=True, slots=True)
class Goal:
    """A KPI's numbers, to be held against a claim; `named` is how much of its name the statement
    has, 0..1.
    """

    kpi: Kpi
    gauge: Gauge
    named: float

    @classmethod
    def of(cls, kpi: Kpi, statement: Statement) -> Goal:
        """The goal of a KPI, beside the statement of its objective."""
        name = frozenset(about(kpi.name or ""))
        named = len(name & statement.subject) / len(name) if name else 0.0
        return cls(kpi, gauge_of(kpi.unit_of_measure or ""), named)

    def measures(self, claim: Claim) -> bool:
        """Whether the KPI's figures can be held against the claim."""
        return claim.is_told_by(self.kpi, self.gauge, self.named)

    def bears_out(self, claim: Claim) -> bool:
        """Whether the KPI's figures are those of the claim."""
        return self.measures(claim) and claim.agrees(self.kpi, self.gauge)

    def is_meant(self, claim: Claim, is_only: bool) -> bool:
        """Whether the claim is surely about this KPI: by its name, or by one end that agrees."""
        if self.named >= MOST_OF_ITS_NAME or (is_only and self.named > 0):
            return True
        return claim.touches(self.kpi, self.gauge)

    def told(self) -> str:
        """Its numbers, as a person says them."""
        kpi = self.kpi
        figures = {"baseline": kpi.baseline, "target": kpi.target}
        if kpi.direction == "Hold":
            figures = {"Low": kpi.low, "High": kpi.high}
        said = [f"{name} {plain(value)}" for name, value in figures.items() if value is not None]
        return " and ".join(said) + (f" {kpi.unit_of_measure}" if kpi.unit_of_measure else "")


@rule("M07", Severity.WARNING, Objective)
def contradicted_statement(objective: Objective, case: Case) -> Iterator[Fault]:
    """Statement and fields disagree.

    People go by the sentence and the score by the fields: if the text says 10 hours and the target
    is 12, one of them praises what the other one misses. Units are converted, and where nothing is
    sure nothing is said.

    Flagged:
        Objectives
        | ID  | Objective                                         | Due        |
        | O-1 | Cut response time from 24 to 10 hours by 31 July 2026 | 2026-12-31 |

        KPIs
        | ID  | KPI           | Objective | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time | O-1       | Decrease  | hours           | 24       | 12     |

    Passes:
        Objectives
        | ID  | Objective                                         | Due        |
        | O-1 | Cut response time from 24 to 12 hours by 31 July 2026 | 2026-07-31 |

        KPIs
        | ID  | KPI           | Objective | Direction | Unit of measure | Baseline | Target |
        | K-1 | Response time | O-1       | Decrease  | minutes         | 1440     | 720    |
    """
    statement = case.statement(objective)
    if statement is None:
        return
    yield from _wrong_figures(objective, statement, case)
    yield from _wrong_date(objective, statement, case)


def _wrong_figures(objective: Objective, statement: Statement, case: Case) -> Iterator[Fault]:
    said = claims(statement)
    if not said:
        return
    kpis = tuple(Goal.of(kpi, statement) for kpi in case.own_kpis(objective) if _has_goal(kpi))
    # A KPI that agrees with one claim is not meant by the others.
    open_kpis = [goal for goal in kpis if not any(map(goal.bears_out, said))]
    for claim in said:
        if any(goal.bears_out(claim) for goal in kpis):
            continue
        measuring = [goal for goal in open_kpis if goal.measures(claim)]
        meant = [goal for goal in measuring if goal.is_meant(claim, is_only=len(kpis) == 1)]
        if meant:
            yield Fault(
                "Objective",
                f'{called(objective)} says "{statement.quoted(*claim.span)}", and '
                f"{called(meant[0].kpi)} has {meant[0].told()}.",
                "Correct the statement or the KPI, so that both say the same.",
            )
            return


def _wrong_date(objective: Objective, statement: Statement, case: Case) -> Iterator[Fault]:
    due, start = objective.due, case.start(objective)
    deadlines = [mention for mention in statement.dates if mention.is_deadline]
    if due is None or not deadlines:
        return
    if all(_is_contradicted(mention, due, start, case) for mention in deadlines):
        said = statement.quoted(deadlines[0].led, deadlines[0].end)
        begun = f" (from {plain(start)})" if deadlines[0].is_length and start else ""
        yield Fault(
            "Due",
            f'{called(objective)} says "{said}"{begun} and is due on {plain(due)}.',
            "Correct the date in the statement or the one under Due.",
        )


def _is_contradicted(mention: Mention, due: datetime, start: datetime | None, case: Case) -> bool:
    """Whether the due date agrees with no way to read the text, of which there must be one."""
    begins = case.settings.period_start.month if case.settings.period_start else 1
    spans = tuple(windows(mention, start.date() if start else None, due.date(), begins))
    return bool(spans) and not any(first <= due.date() <= last for first, last in spans)


def _has_goal(kpi: Kpi) -> bool:
    if kpi.direction == "Hold":
        return kpi.low is not None or kpi.high is not None
    return kpi.direction in ("Increase", "Decrease") and kpi.target is not None
