"""The block of the objectives: who stands above whom, and what rolls up level by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Objective, Plan, Row
from okrsheet.sheets.live.above import Units
from okrsheet.sheets.live.entered import by_row, day, days
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
    Keys,
    counted_weight,
    exists_column,
    places,
    reference,
    weight,
)
from okrsheet.sheets.live.lines import Lines, entered, nearest
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import serial


@dataclass(frozen=True)
class Children:
    """The objectives right below each objective. Most have none, and look nothing up."""

    parent: Column
    number: Column
    n: Expression

    @classmethod
    def of(cls, block: Block, parent: Column) -> Children:
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
    """Where each objective stands: its line of parents, its own or inherited pillar and days.

    `pillar` is the one that it is a child of, `units` those that it is; 0 for none.
    """

    block: Block
    keys: Keys
    lines: Lines
    parent: Column
    pillar: Column
    units: tuple[Column, ...]
    start: Column
    due: Column
    weight: Column
    by_worst: Column
    exists: Column
    children: Children

    @classmethod
    def of(
        cls,
        block: Block,
        plan: Plan,
        pillars: Keys,
        units: Units,
        levels: int,
        settings: Settings,
        tables: Tables,
    ) -> ObjectiveLines:
        """The objectives of a plan, with pillars and units laid out already."""
        rows, graph = plan.objectives, plan.graph
        keys = Keys.of(block, rows, tables, [pillars, units.keys])

        def named(
            header: str,
            to: Keys,
            ids: Sequence[str | None],
            found: Mapping[str, int],
            there: Sequence[Row],
        ) -> Column:
            place = reference(block, header, tables, rows, to, places(ids, found, there))
            return block.put(f"{header} that counts", when(keys.taken.equals(1), 0, place))

        stated = named("Parent", keys, [row.parent for row in rows], graph.objectives, rows)
        own_pillar = named(
            "Pillar", pillars, [row.pillar for row in rows], graph.pillars, plan.pillars
        )
        own_unit = named("Unit", units.keys, [row.unit for row in rows], graph.units, plan.units)
        lines = Lines.of(block, stated, levels, parent_may_cycle=False)
        parent = lines.above[0]
        pillar = nearest(block, "own or inherited pillar", own_pillar, lines.stated)
        by_worst = block.given(
            "Roll-up is Worst",
            f'IFERROR(IF({tables.cell(block.name, "Roll-up")}="Worst",1,0),0)',
            by_row(block, rows, [float(row.roll_up == "Worst") for row in rows], 0.0),
        )
        return cls(
            block,
            keys,
            lines,
            parent,
            entered(block, "pillar entered", pillar, parent),
            _units_entered(block, own_unit, parent, units.lines),
            _day(block, "Start", rows, settings.period_start, tables),
            _day(block, "Due", rows, settings.period_end, tables),
            weight(block, tables, rows, [counted_weight(row.weight) for row in rows]),
            by_worst,
            exists_column(block, rows, tables, ("ID", "Objective", "Pillar", "Parent", "Unit")),
            Children.of(block, parent),
        )


def _units_entered(
    block: Block, own: Column, parent: Column, unit_lines: Lines
) -> tuple[Column, ...]:
    """The units that an objective is a child of: its own and those above, but not its parent's."""
    line = [own] + [
        block.put(f"unit, {step} up", at(above, own))
        for step, above in enumerate(unit_lines.above[:-1], start=1)
    ]
    found = []
    for step, unit in enumerate(line):
        shared = either(*(at(of_parent, parent).equals(unit) for of_parent in line))
        outside = both(parent > 0, shared)
        found.append(
            block.put(f"unit entered, {step} up", when(either(unit.equals(0), outside), 0, unit))
        )
    return tuple(found)


def _day(
    block: Block, header: str, rows: tuple[Objective, ...], period: Expression, tables: Tables
) -> Column:
    """An objective's own day, else the period's; 0 for none."""
    own, whole = days(block, header, tables, rows), float(period.values)
    said = [getattr(row, header.lower()) for row in rows]
    values = [whole if one is None else serial(one) for one in said]
    return block.given(header, day(own.text, period.text), by_row(block, rows, values, whole))
