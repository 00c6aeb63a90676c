"""How a plan's parts hang together: references resolved, cycles found, trees laid out.

Rows are named by their 0-based position in the plan's tuples; None stands for "no such row".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Plan, Row, key

Positions = tuple[int | None, ...]


@dataclass(frozen=True)
class Graph:
    """The resolved references of a plan.

    `pillars`, `units`, `objectives` and `kpis` find a row by its compared ID (see `model.key`); of
    two rows with one ID the first. `parent` of an objective is None where it has none, where that
    does not exist, and where the parent stands in a cycle: such an objective is a root.
    `cycles` gives, for each objective in a cycle, the path from it back to itself;
    `unit_cycles` the same for units, whose parents are then ignored. `pillar` of an objective is
    its own or else its nearest ancestor's. `children` and `kpis_of` are by objective; rows whose
    ID was already taken are in neither.
    """

    pillars: Mapping[str, int]
    units: Mapping[str, int]
    objectives: Mapping[str, int]
    kpis: Mapping[str, int]
    parent: Positions
    cycles: Mapping[int, tuple[int, ...]]
    pillar: Positions
    unit: Positions
    unit_parent: Positions
    unit_cycles: Mapping[int, tuple[int, ...]]
    objective_of: Positions
    children: tuple[tuple[int, ...], ...]
    kpis_of: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, plan: Plan) -> Graph:
        """The graph of a plan."""
        pillars, units = _positions(plan.pillars), _positions(plan.units)
        objectives, kpis = _positions(plan.objectives), _positions(plan.kpis)
        stated = _resolve((o.parent for o in plan.objectives), objectives)
        cycles = find_cycles(stated)
        parent = tuple(None if up in cycles else up for up in stated)
        own_pillar = _resolve((o.pillar for o in plan.objectives), pillars)
        unit_stated = _resolve((u.parent for u in plan.units), units)
        unit_cycles = find_cycles(unit_stated)
        objective_of = _resolve((k.objective for k in plan.kpis), objectives)
        return cls(
            pillars=pillars,
            units=units,
            objectives=objectives,
            kpis=kpis,
            parent=parent,
            cycles=cycles,
            pillar=_inherit(own_pillar, stated),
            unit=_resolve((o.unit for o in plan.objectives), units),
            unit_parent=tuple(
                None if at in unit_cycles else up for at, up in enumerate(unit_stated)
            ),
            unit_cycles=unit_cycles,
            objective_of=objective_of,
            children=_by_parent(plan.objectives, parent, len(plan.objectives)),
            kpis_of=_by_parent(plan.kpis, objective_of, len(plan.objectives)),
        )

    def below(self, objective: int) -> Iterator[int]:
        """The objective and every objective below it, parents first."""
        waiting = [objective]
        while waiting:
            at = waiting.pop()
            yield at
            waiting.extend(reversed(self.children[at]))

    def unit_line(self, unit: int | None) -> Iterator[int]:
        """The unit and every unit above it, nearest first."""
        while unit is not None:
            yield unit
            unit = self.unit_parent[unit]


def find_cycles(parent: Sequence[int | None]) -> dict[int, tuple[int, ...]]:
    """Each position that reaches itself through its parents, with the path back to itself."""
    cycles: dict[int, tuple[int, ...]] = {}
    seen: set[int] = set()
    for start in range(len(parent)):
        trail: dict[int, int] = {}
        at: int | None = start
        while at is not None and at not in seen:
            seen.add(at)
            trail[at] = len(trail)
            at = parent[at]
        if at is not None and at in trail:
            ring = list(trail)[trail[at] :]
            for turn, member in enumerate(ring):
                cycles[member] = (*ring[turn:], *ring[:turn], member)
    return cycles


def _positions(rows: Sequence[Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, row in enumerate(rows):
        id = key(row.id)
        if id is not None and not row.taken:
            found.setdefault(id, at)
    return found


def _resolve(references: Iterable[str | None], positions: Mapping[str, int]) -> Positions:
    return tuple(positions.get(key(reference) or "") for reference in references)


def _inherit(own: Positions, parent: Positions) -> Positions:
    """Each row's own value, else the nearest one found going up through the parents."""
    settled: dict[int, int | None] = {}
    for start in range(len(own)):
        trail: list[int] = []
        at: int | None = start
        while at is not None and at not in settled and own[at] is None:
            trail.append(at)
            settled[at] = None  # a cycle without a value ends here
            at = parent[at]
        value = None if at is None else own[at] if own[at] is not None else settled.get(at)
        for passed in trail:
            settled[passed] = value
    return tuple(own[at] if own[at] is not None else settled[at] for at in range(len(own)))


def _by_parent(rows: Sequence[Row], parent: Positions, count: int) -> tuple[tuple[int, ...], ...]:
    below: list[list[int]] = [[] for _ in range(count)]
    for at, up in enumerate(parent):
        if up is not None and not rows[at].taken:
            below[up].append(at)
    return tuple(tuple(members) for members in below)
