"""A plan under examination: the plan itself, and what several rules ask of it, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from okrsheet.plan.model import Kpi, Objective, Plan, key
from okrsheet.smart.gauge import gauge_of
from okrsheet.smart.statement import Statement

if TYPE_CHECKING:
    from okrsheet.score.scores import KpiScore, NodeScore, Scores
    from okrsheet.score.tree import Tree

# How many days lie between two readings, by frequency; blank is monthly.
DAYS_BETWEEN: Mapping[str | None, float] = {
    "Daily": 1,
    "Weekly": 7,
    "Monthly": 30.4,
    None: 30.4,
    "Quarterly": 91.3,
    "Yearly": 365.2,
}
Moment = tuple[datetime, float]  # the date and the value of a reading


@dataclass(frozen=True)
class Case(Plan):
    """A plan with what the rules share; a rule that takes a Plan takes it as it is."""

    @classmethod
    def of(cls, plan: Plan) -> Case:
        """The case of a plan."""
        return cls(**{part.name: getattr(plan, part.name) for part in fields(Plan)})

    @cached_property
    def scores(self) -> Scores:
        """The scores of the whole plan."""
        # Imported late: numpy and pandas take longer to come than most rules.
        from okrsheet.score import score_plan

        return score_plan(self)

    @cached_property
    def tree(self) -> Tree:
        """What rolls up into what."""
        from okrsheet.score.tree import Tree

        return Tree.of(self)

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Every objective's statement, by its text; in a department those around its own too."""
        names = [objective.name for objective in self.objectives]
        names += [objective.name for objective in self.graph.around.objectives]
        texts = set(filter(None, names))
        return {text: Statement(text) for text in texts}

    def statement(self, objective: Objective) -> Statement | None:
        """The statement of an objective; None where it has none."""
        return self.statements[objective.name] if objective.name else None

    @cached_property
    def percentages(self) -> tuple[int, int]:
        """How many of the KPIs in percent have a target of 0..1, and how many one above 2."""
        targets = [
            abs(kpi.target)
            for kpi in self.kpis
            if kpi.target is not None and gauge_of(kpi.unit_of_measure or "").is_share
        ]
        return sum(target <= 1 for target in targets), sum(target > 2 for target in targets)

    @cached_property
    def readings_of(self) -> Mapping[int, tuple[Moment, ...]]:
        """By KPI, its readings and its New value up to *as of*, in the order of their dates."""
        found: dict[int, list[Moment]] = defaultdict(list)
        for reading in self.readings:
            at = self.graph.kpis.get(key(reading.kpi) or "")
            if at is not None and reading.date is not None and reading.value is not None:
                found[at].append((reading.date, reading.value))
        for at, kpi in enumerate(self.kpis):
            if kpi.new_value is not None and kpi.new_date is not None and not kpi.taken:
                found[at].append((kpi.new_date, kpi.new_value))
        return {
            at: tuple(sorted(moment for moment in moments if moment[0].date() <= self.as_of))
            for at, moments in found.items()
        }

    @cached_property
    def acted_on(self) -> frozenset[int]:
        """The objectives that have an action, or one below them has."""
        stated = (self.graph.objectives.get(key(action.objective) or "") for action in self.actions)
        own = frozenset(at for at in stated if at is not None)
        return self._with_below(lambda at: at in own or self._goes_on(at))

    @cached_property
    def measured(self) -> frozenset[int]:
        """The objectives that have a KPI, or one below them has."""
        return self._with_below(lambda at: bool(self.graph.kpis_of[at]) or self._goes_on(at))

    @cached_property
    def signalled(self) -> frozenset[int]:
        """The objectives with a leading KPI, their own or below them."""
        return self._with_below(lambda at: "Leading" in self._types(at) or self._goes_on(at))

    @cached_property
    def confirmed(self) -> frozenset[int]:
        """The objectives with a lagging KPI, their own or below them."""
        return self._with_below(lambda at: "Lagging" in self._types(at))

    def place(self, row: Objective | Kpi) -> int | None:
        """The position of the row that has its ID; None for one whose ID was taken, or has none."""
        known = self.graph.objectives if isinstance(row, Objective) else self.graph.kpis
        return None if row.taken else known.get(key(row.id) or "")

    def score(self, row: Objective | Kpi) -> NodeScore | KpiScore | None:
        """The score of an objective or KPI."""
        at = self.place(row)
        if at is None:
            return None
        return self.scores.objectives[at] if isinstance(row, Objective) else self.scores.kpis[at]

    def start(self, row: Objective | Kpi) -> datetime | None:
        """When it starts: its own date, else its objective's, else the plan's."""
        return self._stated(row, "start") or self.settings.period_start

    def due(self, row: Objective | Kpi) -> datetime | None:
        """When it is due: its own date, else its objective's, else the plan's."""
        return self._stated(row, "due") or self.settings.period_end

    def objective_of(self, kpi: Kpi) -> Objective | None:
        """The objective that a KPI names."""
        at = self.graph.objectives.get(key(kpi.objective) or "")
        return None if at is None else self.objectives[at]

    def own_kpis(self, objective: Objective) -> tuple[Kpi, ...]:
        """The KPIs that name the objective, none below it."""
        at = self.place(objective)
        return () if at is None else tuple(self.kpis[kpi] for kpi in self.graph.kpis_of[at])

    def period(self, kpi: Kpi) -> timedelta | None:
        """The time from its start to its due date, where both are known and in that order."""
        start, due = self.start(kpi), self.due(kpi)
        return due - start if start is not None and due is not None and start < due else None

    def _stated(self, row: Objective | Kpi, which: str) -> datetime | None:
        above = self.objective_of(row) if isinstance(row, Kpi) else None
        own: datetime | None = getattr(row, which)
        stated: datetime | None = getattr(above, which) if above is not None else None
        return own or stated

    def _goes_on(self, objective: int) -> bool:
        """Whether an objective goes on below in other units, where nobody sees from here."""
        return objective in self.graph.around.below

    def _types(self, objective: int) -> Iterator[str | None]:
        return (self.kpis[kpi].type for kpi in self.graph.kpis_of[objective])

    def _with_below(self, has: Callable[[int], bool]) -> frozenset[int]:
        """The objectives of which that is true, and all above them: each is passed once."""
        found: set[int] = set()
        for start in range(len(self.objectives)):
            at: int | None = start if has(start) else None
            while at is not None and at not in found:
                found.add(at)
                at = self.graph.parent[at]
        return frozenset(found)
