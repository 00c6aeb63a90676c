"""What of a department's context its own rows hang on. A whole plan has nothing around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Context, ContextKind, key

TABLE_OF: Mapping[ContextKind | None, str] = {
    "Pillar": "Pillars",
    "Unit": "Units",
    "Objective": "Objectives",
    "KPI": "KPIs",
}


@dataclass(frozen=True)
class Around:
    """The context of a plan, resolved; positions of context rows are those in `Plan.context`.

    `ids` holds the compared IDs that stand elsewhere in the whole plan, by the table that they
    stand in; `objectives` and `units` are the rows of these kinds. `parent` gives, by own
    objective, its parent where that stands in the context and in no cycle. `below` gives, by own
    objective, its children in other units; `units_below`, by own unit, the rows that sum up what
    counts in it from the workbooks of units below. `unit` gives, by context row, the own unit that
    it stands in.
    """

    ids: Mapping[str, frozenset[str]]
    objectives: tuple[Context, ...]
    units: tuple[Context, ...]
    parent: tuple[int | None, ...]
    below: Mapping[int, tuple[int, ...]]
    units_below: Mapping[int, tuple[int, ...]]
    unit: tuple[int | None, ...]


def ids_around(context: Sequence[Context]) -> dict[str, frozenset[str]]:
    """The compared IDs of the rows of other tables that a context names, by table."""
    found: dict[str, set[str]] = {table: set() for table in TABLE_OF.values()}
    for row in context:
        id = key(row.id)
        if id is not None and row.kind in TABLE_OF:
            found[TABLE_OF[row.kind]].add(id)
    return {table: frozenset(ids) for table, ids in found.items()}


def grouped(pairs: Iterable[tuple[int | None, int]]) -> dict[int, tuple[int, ...]]:
    """By first member, where there is one, the second ones in their order."""
    found: dict[int, list[int]] = defaultdict(list)
    for above, at in pairs:
        if above is not None:
            found[above].append(at)
    return {above: tuple(members) for above, members in found.items()}
