"""What stands around a department's own rows, frozen: the context that it is sent."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from okrsheet.plan.model import Context, Plan, Row, key
from okrsheet.score.scores import NodeScore, Scores
from okrsheet.score.status import BY_RANK, Status

if TYPE_CHECKING:
    from okrsheet.departments.part import Part

Fields = dict[str, Any]
UNITS_BELOW = "Objectives of the units below"


def context_of(
    plan: Plan, scores: Scores, part: Part, plan_identity: str, sending: str
) -> tuple[Context, ...]:
    """The context of a part: vision, company, pillars, units above it, objectives above its own
    and below them (each from the top), what units below it add to the scores of its own, KPIs
    elsewhere that its drivers move, and last whose workbook it is.

    The figures are those of `scores`, the whole plan's.
    """
    around = _Surroundings(plan, scores, part)
    rows = (
        *around.vision(),
        *around.company_and_pillars(),
        *around.units_above(),
        *around.objectives(),
        *around.units_below(),
        *around.outcomes(),
        {"kind": "Sending", "id": part.unit, "name": sending, "parent": plan_identity},
    )
    return tuple(Context(row=at, **fields) for at, fields in enumerate(rows))


@dataclass(frozen=True)
class _Surroundings:
    """Tells what is around one part of a plan, row by row."""

    plan: Plan
    scores: Scores
    part: Part

    @cached_property
    def own(self) -> frozenset[int]:
        """The objectives that are the department's own."""
        return frozenset(self.part.objectives)

    @cached_property
    def own_units(self) -> frozenset[int]:
        return frozenset(self.part.units)

    def vision(self) -> Iterator[Fields]:
        if self.plan.settings.vision:
            yield {"kind": "Vision", "name": self.plan.settings.vision}

    def company_and_pillars(self) -> Iterator[Fields]:
        organisation = self.plan.settings.organisation
        yield {"kind": "Company", "name": organisation, **self._figures(self.scores.company)}
        for row, score in zip(self.plan.pillars, self.scores.pillars, strict=True):
            if not row.taken:
                told = {"id": row.id, "name": row.name, "weight": row.weight}
                yield {"kind": "Pillar", **told, **self._figures(score)}

    def units_above(self) -> Iterator[Fields]:
        units, found = self.plan.units, self.plan.graph.units

        def parent(at: int) -> int | None:
            return found.get(key(units[at].parent) or "")

        for at in _above(self.part.units, parent):
            if at not in self.own_units:
                told = {"id": units[at].id, "name": units[at].name}
                yield {"kind": "Unit", **told, "parent": _id(units, parent(at))}

    def objectives(self) -> Iterator[Fields]:
        """Those above the department's own, in circles too, then those right below them."""
        objectives, found = self.plan.objectives, self.plan.graph.objectives

        def parent(at: int) -> int | None:
            return found.get(key(objectives[at].parent) or "")

        above = [at for at in _above(self.part.objectives, parent) if at not in self.own]
        for at in above:
            pillar = _id(self.plan.pillars, self.plan.graph.pillar[at])
            yield {**self._objective(at, parent(at)), "pillar": pillar}
        seen = self.own.union(above)
        for own in self.part.objectives:
            for at in self.plan.graph.children[own]:
                if at not in seen:
                    yield self._objective(at, own)

    def _objective(self, at: int, parent: int | None) -> Fields:
        row, graph = self.plan.objectives[at], self.plan.graph
        line = graph.unit_line(graph.unit[at])
        unit = next((unit for unit in line if unit in self.own_units), None)
        return {
            "kind": "Objective",
            "id": row.id,
            "name": row.name,
            "parent": _id(self.plan.objectives, parent),
            "unit": _id(self.plan.units, unit),
            "weight": row.weight if parent in self.own else None,
            **self._figures(self.scores.objectives[at]),
        }

    def units_below(self) -> Iterator[Fields]:
        """By own unit, the objectives of units elsewhere below it that count in it, summed up.

        Those without a score count in the coverage only, those without dates not in what is
        expected: each kind has a row of its own.
        """
        for unit in self.part.units:
            kinds: dict[tuple[bool, bool], list[tuple[float, NodeScore]]] = defaultdict(list)
            for at in self.plan.graph.entering.get(unit, ()):
                row, score = self.plan.objectives[at], self.scores.objectives[at]
                weight = 1.0 if row.weight is None else row.weight
                if at not in self.own and not row.taken and weight > 0:
                    kinds[score.score is None, score.expected is None].append((weight, score))
            for kind in sorted(kinds):
                yield {
                    "kind": "Units below",
                    "name": UNITS_BELOW,
                    "parent": self.plan.units[unit].id,
                    "as_at": self._as_at,
                    **_summed_up(kinds[kind]),
                }

    def outcomes(self) -> Iterator[Fields]:
        found, own = self.plan.graph.kpis, frozenset(self.part.kpis)
        named = (found.get(key(self.plan.drivers[at].outcome) or "") for at in self.part.drivers)
        for at in sorted({at for at in named if at is not None and at not in own}):
            yield {"kind": "KPI", "id": self.plan.kpis[at].id}

    def _figures(self, score: NodeScore) -> Fields:
        return {
            "score": score.score,
            "expected": score.expected,
            "coverage": score.coverage,
            "status": score.status.label,
            "worst": score.worst.label,
            "as_at": self._as_at,
        }

    @property
    def _as_at(self) -> datetime:
        return datetime.combine(self.plan.as_of, time())


def _above(starts: Iterable[int], parent: Callable[[int], int | None]) -> list[int]:
    """All that stands above the rows given, each after its parent but in a circle."""
    found: list[int] = []
    seen: set[int] = set()
    for start in starts:
        trail: list[int] = []
        at = parent(start)
        while at is not None and at not in seen:
            seen.add(at)
            trail.append(at)
            at = parent(at)
        found += reversed(trail)
    return found


def _id(rows: Sequence[Row], at: int | None) -> str | None:
    return None if at is None else rows[at].id


def _summed_up(children: Sequence[tuple[float, NodeScore]]) -> Fields:
    """Children with their weights, all above 0, as one: in the mean above them it counts as all."""
    heaviest = max(weight for weight, _ in children)  # by it, so that no sum overflows
    whole = sum(weight / heaviest for weight, _ in children)
    shares = [(weight / heaviest / whole, score) for weight, score in children]
    worst = max(_rank(status) for _, one in children for status in (one.status, one.worst))
    return {
        "weight": min(whole * heaviest, sys.float_info.max),
        "score": _mean((share, one.score) for share, one in shares),
        "expected": _mean((share, one.expected) for share, one in shares),
        "coverage": _mean((share, one.coverage) for share, one in shares),
        "worst": BY_RANK[worst].label,
    }


def _mean(parts: Iterable[tuple[float, float | None]]) -> float | None:
    """The sum of shares of the whole times values; None where there are none."""
    told = [share * value for share, value in parts if value is not None]
    return sum(told) if told else None


def _rank(status: Status) -> int:
    return BY_RANK.index(status)
