"""The block of the objectives: who stands above whom, and what rolls up level by level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Objective
from okrsheet.sheets.live.above import Units
from okrsheet.sheets.live.entered import by_row, day, days, filled, words
from okrsheet.sheets.live.expression import (
    Column,
    Expression,
    at,
    both,
    count,
    either,
    gravest,
    total,
    when,
)
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import (
    Ids,
    Keys,
    counted_weight,
    exists_column,
    named,
    weight,
)
from okrsheet.sheets.live.lines import Lines, entered, nearest
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables


@dataclass(frozen=True)
class Children:
    """The objectives right below each objective. Most have none, and look nothing up."""

    parent: Column
    number: Column
    n: Expression

    @classmethod
    def of(cls, block: Block[Objective], parent: Column) -> Children:
        """The children by the place of their parent."""
        return cls(parent, block.put("child objectives", count(parent, block.n)), block.n)

    def total(self, passed: Column) -> Expression:
        """The sum of what the children pass on."""
        return when(self.number > 0, total(passed, self.parent, self.n), 0)

    def gravest(self, passed: Column) -> Expression:
        """The gravest rank that a child passes on."""
        return when(self.number > 0, gravest(passed, self.parent, self.n), 0)


@dataclass(frozen=True)
class ObjectiveLines:
    """Where each objective stands: its line of parents, the units that it enters, its days.

    `units` are those that it is a child of, one at each step above its own; 0 for none.
    """

    block: Block[Objective]
    keys: Keys
    lines: Lines
    parent: Column
    by_worst: Column
    units: tuple[Column, ...]
    start: Column
    due: Column
    weight: Column
    exists: Column
    children: Children


@dataclass(frozen=True)
class UnderPillars(ObjectiveLines):
    """The objectives of a whole plan; `pillar` is the one that each is a child of, 0 for none."""

    pillar: Column

    @classmethod
    def of(
        cls,
        block: Block[Objective],
        pillars: Keys,
        units: Units,
        levels: int,
        settings: Settings,
        tables: Tables,
    ) -> UnderPillars:
        """The objectives of a plan, with pillars and units laid out already."""
        keys = Keys.of(block, tables, [pillars.raw, units.keys.raw])
        stated = counted(block, "Parent", keys, words(block, "Parent", tables), keys)
        own_pillar = counted(block, "Pillar", keys, words(block, "Pillar", tables), pillars)
        own_unit = counted(block, "Unit", keys, words(block, "Unit", tables), units.keys)
        lines = Lines.of(block, stated, levels, parent_may_cycle=False)
        parent = lines.above[0]
        pillar = nearest(block, "own or inherited pillar", own_pillar, lines.stated)
        by_worst = is_worst(block, tables)
        pillar = entered(block, "pillar entered", pillar, parent)
        line = unit_line(block, "unit", own_unit, units)
        of_parent = [at(unit, parent) for unit in line]
        into = units_entered(block, line, of_parent, parent > 0)
        own = own_cells(block, settings, tables)
        below = Children.of(block, parent)
        return cls(block, keys, lines, parent, by_worst, into, *own, below, pillar)


def counted(block: Block[Objective], header: str, keys: Keys, said: Column, to: Ids) -> Column:
    """The place that a reference of each objective means; 0 for none, and where its ID is taken."""
    ids = [getattr(row, header.lower()) for row in block.members]
    place = named(block, header, said, to, ids)
    return block.put(f"{header} that counts", when(keys.taken.equals(1), 0, place))


def is_worst(block: Block[Objective], tables: Tables) -> Column:
    """1 where an objective is only as healthy as its weakest part, else 0."""
    return block.given(
        "Roll-up is Worst",
        f'IFERROR(IF({tables.cell(block.name, "Roll-up")}="Worst",1,0),0)',
        by_row(block, [float(row.roll_up == "Worst") for row in block.members], 0.0),
    )


def unit_line(block: Block[Objective], header: str, unit: Column, units: Units) -> list[Column]:
    """A unit and the units above it, for each objective."""
    return [unit] + [
        block.put(f"{header}, {step} up", at(above, unit))
        for step, above in enumerate(units.lines.above[:-1], start=1)
    ]


def units_entered(
    block: Block[Objective],
    line: Sequence[Column],
    of_parent: Sequence[Expression],
    has_parent: Expression,
) -> tuple[Column, ...]:
    """The units of its line that an objective is a child of: those in which no parent stands."""
    found = []
    for step, unit in enumerate(line):
        shared = either(*(above.equals(unit) for above in of_parent))
        outside = both(has_parent, shared)
        found.append(
            block.put(f"unit entered, {step} up", when(either(unit.equals(0), outside), 0, unit))
        )
    return tuple(found)


def own_cells(
    block: Block[Objective], settings: Settings, tables: Tables
) -> tuple[Column, Column, Column, Column]:
    """Start and Due, else the period's (0 for none), the weight, and whether there is a row."""
    return (
        _day(block, "Start", settings.period_start, tables),
        _day(block, "Due", settings.period_end, tables),
        weight(block, tables, [counted_weight(row.weight) for row in block.members]),
        exists_column(block, tables, ("ID", "Objective", "Pillar", "Parent", "Unit")),
    )


def _day(block: Block[Objective], header: str, period: Expression, tables: Tables) -> Column:
    own = days(block, header, tables)
    return block.given(header, day(own.text, period.text), filled(own, period.values))
