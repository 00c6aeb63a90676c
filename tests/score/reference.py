"""A second, slow scoring engine, written from the text of the semantics alone.

One number at a time, by recursion over names, path by path; it shares no arithmetic with the
engine that it judges and does not use the plan's graph.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from statistics import fmean
from typing import TypeVar

from okrsheet.plan.model import Action, Kpi, Objective, Pillar, Plan, Row, Unit

GRAVITY = ["no_data", "on_track", "at_risk", "off_track"]
FRESH = {"Daily": 2, "Weekly": 11, "Monthly": 46, None: 46, "Quarterly": 137, "Yearly": 548}

R = TypeVar("R", bound=Row)
Node = str | Row  # "company", or a row of the plan


@dataclass(frozen=True)
class Figures:
    """Score, expected, coverage, status and worst of a node or KPI."""

    score: float | None
    expected: float | None
    coverage: float
    status: str
    worst: str = "no_data"


class Reference:
    """The scores of a plan, worked out on request."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.as_of = datetime.combine(plan.as_of, time.min)
        self.end = self.as_of + timedelta(days=1)
        self.known: dict[int, Figures] = {}

    # -- who is who ---------------------------------------------------------------------------

    @cached_property
    def row_of(self) -> dict[str, Row]:
        return {row.id.casefold(): row for row in self.plan.rows() if row.id and not row.taken}

    def find(self, id: str | None, kind: type[R]) -> R | None:
        row = self.row_of.get(id.casefold()) if id else None
        return row if isinstance(row, kind) else None

    def stated_parent(self, objective: Objective) -> Objective | None:
        return self.find(objective.parent, Objective)

    def in_cycle(self, objective: Objective) -> bool:
        met: list[Objective] = []
        up = self.stated_parent(objective)
        while up is not None and up is not objective and not any(up is one for one in met):
            met.append(up)
            up = self.stated_parent(up)
        return up is objective

    def parent(self, objective: Objective) -> Objective | None:
        up = self.stated_parent(objective)
        return None if up is None or self.in_cycle(up) else up

    def pillar(self, objective: Objective) -> Pillar | None:
        met: list[Objective] = []
        at: Objective | None = objective
        while at is not None and not any(at is one for one in met):
            own = self.find(at.pillar, Pillar)
            if own is not None:
                return own
            met.append(at)
            at = self.stated_parent(at)
        return None

    def unit_above(self, unit: Unit) -> Unit | None:
        """The unit's Parent, unless the unit is in a cycle."""
        met: list[Unit] = []
        up = self.find(unit.parent, Unit)
        while up is not None and up is not unit and not any(up is one for one in met):
            met.append(up)
            up = self.find(up.parent, Unit)
        return None if up is unit else self.find(unit.parent, Unit)

    def owned_within(self, objective: Objective | None, unit: Unit) -> bool:
        """Whether the objective is owned by the unit or by a unit below it."""
        at = None if objective is None else self.find(objective.unit, Unit)
        while at is not None and at is not unit:
            at = self.unit_above(at)
        return at is not None

    # -- a KPI --------------------------------------------------------------------------------

    @cached_property
    def rows_read(self) -> dict[int, list[tuple[datetime, float]]]:
        read = defaultdict(list)
        for row in self.plan.readings:
            kpi = self.find(row.kpi, Kpi)
            if kpi and row.date is not None and row.value is not None and row.date < self.end:
                read[id(kpi)].append((row.date, row.value))
        return read

    def read(self, kpi: Kpi) -> tuple[datetime | None, float | None]:
        """Read on and actual."""
        rows = [] if kpi.taken else self.rows_read[id(kpi)]
        new = None
        if kpi.new_value is not None and "New date" not in kpi.unread and not kpi.taken:
            moment = kpi.new_date or self.as_of
            new = (moment, kpi.new_value) if moment < self.end else None
        both = rows + ([new] if new else [])
        if not both:
            return None, None
        read_on = max(moment for moment, _ in both)
        if kpi.reading_is in ("Sum", "Average"):
            start = self.span(kpi)[0]
            values = [value for moment, value in both if start is None or moment >= start]
            if not values:
                return read_on, None
            return read_on, sum(values) if kpi.reading_is == "Sum" else fmean(values)
        if new and new[0] == read_on:
            return read_on, new[1]
        return read_on, fmean(value for moment, value in rows if moment == read_on)

    def span(self, kpi: Kpi) -> tuple[datetime | None, datetime | None]:
        objective = self.find(kpi.objective, Objective) or Objective()
        settings = self.plan.settings
        start = kpi.start or objective.start or settings.period_start
        return start, kpi.due or objective.due or settings.period_end

    def attainment(self, kpi: Kpi) -> float | None:
        a, b, t = self.read(kpi)[1], kpi.baseline, kpi.target
        if a is None:
            return None
        if kpi.direction == "Milestone":
            return a
        if kpi.direction == "Hold":
            return self.held(kpi, a)
        if kpi.direction is None or b is None or t is None or b == t:
            return None
        return (a - b) / (t - b)

    def held(self, kpi: Kpi, a: float) -> float | None:
        if kpi.low is None and kpi.high is None:
            return None
        if kpi.low is not None and kpi.high is not None and kpi.low > kpi.high:
            return None
        if kpi.low is not None and a < kpi.low:
            distance = kpi.low - a
        elif kpi.high is not None and a > kpi.high:
            distance = a - kpi.high
        else:
            return 1
        return 1 - distance / kpi.tolerance if kpi.tolerance and kpi.tolerance > 0 else 0

    def expected(self, kpi: Kpi) -> float | None:
        read_on = self.read(kpi)[0]
        fresh = read_on and self.as_of - read_on <= timedelta(days=FRESH[kpi.frequency])
        start, due = self.span(kpi)
        if kpi.direction == "Hold":
            return 1
        if due is None:
            return None
        if kpi.direction == "Milestone":
            return 1 if self.as_of >= due else 0
        return self.linear(read_on if fresh and read_on else self.as_of, start, due)

    def linear(self, at: datetime, start: datetime | None, due: datetime | None) -> float | None:
        if start is None or due is None:
            return None
        if start >= due:
            return 1 if at >= due else 0
        return min(max((at - start) / (due - start), 0), 1)

    def status(self, expected: float | None, reached: float | None) -> str:
        if expected is None or reached is None:
            return "no_data"
        if expected - reached <= self.plan.settings.on_track_gap + 1e-9:
            return "on_track"
        at_risk = expected - reached <= self.plan.settings.at_risk_gap + 1e-9
        return "at_risk" if at_risk else "off_track"

    def action(self, action: Action) -> tuple[float | None, str]:
        """Expected and status."""
        if action.taken:
            return None, "no_data"
        expected = self.linear(self.as_of, action.start, action.due)
        return expected, self.status(expected, action.done)

    def kpi(self, kpi: Kpi) -> Figures:
        raw = self.attainment(kpi)
        if raw is None:
            return Figures(None, None, 0, "no_data")
        expected = self.expected(kpi)
        return Figures(min(max(raw, 0), 1), expected, 1, self.status(expected, min(raw, 1)))

    # -- a node -------------------------------------------------------------------------------

    @cached_property
    def all_children(self) -> dict[int | str, list[Row]]:
        below: dict[int | str, list[Row]] = defaultdict(list)
        below["company"] = [pillar for pillar in self.plan.pillars if not pillar.taken]
        for objective in (one for one in self.plan.objectives if not one.taken):
            parent, pillar = self.parent(objective), self.pillar(objective)
            if parent is not None:
                below[id(parent)].append(objective)
            if pillar and (parent is None or self.pillar(parent) is not pillar):
                below[id(pillar)].append(objective)
            for unit in self.plan.units:
                if self.owned_within(objective, unit) and not self.owned_within(parent, unit):
                    below[id(unit)].append(objective)
        for kpi in (one for one in self.plan.kpis if not one.taken):
            owner = self.find(kpi.objective, Objective)
            if owner is not None and not self.in_cycle(owner):
                below[id(owner)].append(kpi)
        return below

    def children(self, node: Node) -> list[Row]:
        return self.all_children["company" if isinstance(node, str) else id(node)]

    def weight(self, row: Row) -> float:
        assert isinstance(row, Pillar | Objective | Kpi)
        return 1 if row.weight is None else max(row.weight, 0)

    def figures(self, node: Node) -> Figures:
        if isinstance(node, Kpi):
            return self.kpi(node)
        at = id(node)
        if at not in self.known:
            self.known[at] = self.rolled_up(node)
        return self.known[at]

    def rolled_up(self, node: Node) -> Figures:
        below = [(self.weight(child), self.figures(child)) for child in self.children(node)]
        score = mean([(w, f.score) for w, f in below if f.score is not None])
        expected = mean([(w, f.expected) for w, f in below if f.expected is not None])
        coverage = mean([(w, f.coverage) for w, f in below]) or 0
        statuses = [f.status for w, f in below if w > 0]
        deep = [f.worst for w, f in below if w > 0]
        if isinstance(node, Objective) and node.roll_up == "Worst":
            status = gravest(statuses)
        elif coverage < self.plan.settings.minimum_coverage - 1e-9:
            status = "no_data"
        else:
            status = self.status(expected, score)
        return Figures(score, expected, coverage, status, gravest(statuses + deep))

    def is_live(self, node: Node) -> bool:
        return isinstance(node, Kpi) or any(
            self.weight(child) > 0 and self.is_live(child) for child in self.children(node)
        )

    def kpi_shares(self, node: Node, share: float = 1) -> Iterator[tuple[Kpi, float]]:
        """Each KPI below with the share it has on one path; once a path."""
        if isinstance(node, Kpi):
            yield node, share
            return
        live = [one for one in self.children(node) if self.weight(one) > 0 and self.is_live(one)]
        whole = sum(self.weight(one) for one in live)
        for one in live:
            yield from self.kpi_shares(one, share * self.weight(one) / whole)

    @cached_property
    def effective_weights(self) -> dict[int, float]:
        """By identity of a KPI's row."""
        effective: dict[int, float] = defaultdict(float)
        for kpi, share in self.kpi_shares("company"):
            effective[id(kpi)] += share
        return effective

    def signal(self, node: Node, kind: str) -> tuple[float | None, str]:
        """The mean score of leading or lagging KPIs below a node, and its status."""
        seen = [(s, self.kpi(k)) for k, s in self.kpi_shares(node) if k.type == kind]
        score = mean([(s, f.score) for s, f in seen if f.score is not None])
        expected = mean([(s, f.expected) for s, f in seen if f.expected is not None])
        return score, self.status(expected, score)

    def outlook(self, node: Node) -> str | None:
        leading, lagging = self.signal(node, "Leading")[1], self.signal(node, "Lagging")[1]
        if "no_data" in (leading, lagging):
            return None
        if lagging == "on_track" and leading != "on_track":
            return "warning"
        if lagging != "on_track" and leading == "on_track":
            return "recovering"
        return "steady"


def mean(weighted: list[tuple[float, float]]) -> float | None:
    whole = sum(weight for weight, _ in weighted)
    return sum(weight * value for weight, value in weighted) / whole if whole > 0 else None


def gravest(statuses: list[str]) -> str:
    return max(statuses, key=GRAVITY.index, default="no_data")
