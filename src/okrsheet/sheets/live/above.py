"""The pillars and the units above the objectives, before anything is scored."""

from __future__ import annotations

from dataclasses import dataclass

from okrsheet.plan.model import Plan
from okrsheet.sheets.live.expression import Column, when
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys, counted_weight, exists_column, places, reference, weight
from okrsheet.sheets.live.lines import Lines
from okrsheet.sheets.live.tables import Tables


@dataclass(frozen=True)
class Pillars:
    """The pillars; `weight` is 0 where a row counts for nothing, `serves` 1 where it is one."""

    block: Block
    keys: Keys
    exists: Column
    weight: Column
    serves: Column

    @classmethod
    def of(cls, block: Block, plan: Plan, tables: Tables) -> Pillars:
        """The pillars of a plan, before anything is scored."""
        rows = plan.pillars
        keys = Keys.of(block, rows, tables)
        exists = exists_column(
            block, rows, tables, ("ID", "Pillar", "Description", "Owner", "Weight")
        )
        serves = block.put("serves", when(keys.taken.equals(1), 0, exists))
        stated = weight(block, tables, rows, [counted_weight(row.weight) for row in rows])
        counted = block.put("weight that counts", when(serves.equals(1), stated, 0))
        return cls(block, keys, exists, counted, serves)


@dataclass(frozen=True)
class Units:
    """The units and the lines of units above them."""

    block: Block
    keys: Keys
    exists: Column
    lines: Lines

    @classmethod
    def of(cls, block: Block, plan: Plan, pillars: Pillars, levels: int, tables: Tables) -> Units:
        """The units of a plan."""
        rows = plan.units
        keys = Keys.of(block, rows, tables, [pillars.keys])
        exists = exists_column(block, rows, tables, ("ID", "Unit", "Parent"))
        found = places([row.parent for row in rows], plan.graph.units, rows)
        parent = reference(block, "Parent", tables, rows, keys, found)
        return cls(block, keys, exists, Lines.of(block, parent, levels, parent_may_cycle=True))
