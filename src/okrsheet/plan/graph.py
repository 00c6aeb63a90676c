"""How a plan's parts hang together: references resolved, cycles found, trees laid out.

Rows are named by their 0-based position in the plan's tuples; None stands for "no such row".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from okrsheet.plan.around import Around, grouped, ids_around
from okrsheet.plan.model import Context, Objective, Plan, Row, Unit, key

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

    In a department's plan a reference to a row of its context is None here, and is found in
    `around`. Cycles may lead through the context: in their paths its objectives (its units) are
    counted on after the plan's own.
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
    around: Around

    @classmethod
    def of(cls, plan: Plan) -> Graph:
        """The graph of a plan."""
        count = len(plan.objectives)
        pillars, units = _positions(plan.pillars), _positions(plan.units)
        objectives, kpis = _positions(plan.objectives), _positions(plan.kpis)
        stated, cycles = _parents(plan, "Objective")
        unit_stated, unit_cycles = _parents(plan, "Unit")
        parent = _own((None if up in cycles else up for up in stated[:count]), count)
        own_pillar = _resolve((o.pillar for o in plan.objectives), pillars)
        objective_of = _resolve((k.objective for k in plan.kpis), objectives)
        return cls(
            pillars=pillars,
            units=units,
            objectives=objectives,
            kpis=kpis,
            parent=parent,
            cycles={at: path for at, path in cycles.items() if at < count},
            pillar=_inherit(own_pillar, _own(stated[:count], count)),
            unit=_resolve((o.unit for o in plan.objectives), units),
            unit_parent=_own(
                (None if at in unit_cycles else unit_stated[at] for at in range(len(plan.units))),
                len(plan.units),
            ),
            unit_cycles={at: path for at, path in unit_cycles.items() if at < len(plan.units)},
            objective_of=objective_of,
            children=_by_parent(plan.objectives, parent, count),
            kpis_of=_by_parent(plan.kpis, objective_of, count),
            around=_around(plan, stated, cycles, units),
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

    def units_entered(self, objective: int) -> Iterator[int]:
        """The units in whose roll-up an objective is a child, nearest first.

        These are its own and those above it, up to the first in which its parent stands already.
        """
        parent, around = self.parent[objective], self.around.parent[objective]
        unit = None if parent is None else self.unit[parent]
        of_parent = set(self.unit_line(unit if around is None else self.around.unit[around]))
        for entered in self.unit_line(self.unit[objective]):
            if entered in of_parent:  # and so is every unit above this one
                break
            yield entered

    @cached_property
    def entering(self) -> Mapping[int, tuple[int, ...]]:
        """By unit, the objectives that are children in its roll-up, taken ones too."""
        places = range(len(self.parent))
        return grouped((unit, at) for at in places for unit in self.units_entered(at))


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


def _parents(
    plan: Plan, kind: Literal["Objective", "Unit"]
) -> tuple[Positions, Mapping[int, tuple[int, ...]]]:
    """The parent that each row of a kind states, the context's after the own, and the cycles."""
    own: Sequence[Objective | Unit] = plan.objectives if kind == "Objective" else plan.units
    rows: tuple[Objective | Unit | Context, ...] = (
        *own,
        *(row for row in plan.context if row.kind == kind),
    )
    stated = _resolve((row.parent for row in rows), _positions(rows))
    return stated, find_cycles(stated)


def _own(positions: Iterable[int | None], count: int) -> Positions:
    """The positions that are of the plan's own rows, of which there are so many."""
    return tuple(None if at is None or at >= count else at for at in positions)


def _around(
    plan: Plan,
    stated: Positions,
    cycles: Mapping[int, tuple[int, ...]],
    units: Mapping[str, int],
) -> Around:
    """What is around the plan's own rows; `stated` and `cycles` are those of all objectives."""
    count = len(plan.objectives)
    places = [at for at, row in enumerate(plan.context) if row.kind == "Objective"]
    sums = [at for at, row in enumerate(plan.context) if row.kind == "Units below"]
    parents = [None if up in cycles else up for up in stated]
    return Around(
        ids=ids_around(plan.context),
        objectives=tuple(plan.context[at] for at in places),
        units=tuple(row for row in plan.context if row.kind == "Unit"),
        parent=tuple(
            None if up is None or up < count else places[up - count] for up in parents[:count]
        ),
        below=grouped(zip(_own(parents[count:], count), places, strict=True)),
        units_below=grouped(
            zip(_resolve((plan.context[at].parent for at in sums), units), sums, strict=True)
        ),
        unit=_resolve((row.unit for row in plan.context), units),
    )


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
