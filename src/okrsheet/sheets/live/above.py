"""The pillars and the units above the objectives, before anything is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Pillar, Unit
from okrsheet.sheets.live.entered import words
from okrsheet.sheets.live.expression import Column, when
from okrsheet.sheets.live.frozen import Around, Frozen
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys, counted_weight, exists_column, named, weight
from okrsheet.sheets.live.lines import Lines
from okrsheet.sheets.live.tables import Tables


@dataclass(frozen=True)
class Pillars:
    """The pillars; `weight` is 0 where a row counts for nothing, `serves` 1 where it is one."""

    block: Block[Pillar]
    keys: Keys
    exists: Column
    weight: Column
    serves: Column

    @classmethod
    def of(cls, block: Block[Pillar], tables: Tables) -> Pillars:
        """The pillars of a plan, before anything is scored."""
        keys = Keys.of(block, tables)
        exists = exists_column(block, tables, ("ID", "Pillar", "Description", "Owner", "Weight"))
        serves = block.put("serves", when(keys.taken.equals(1), 0, exists))
        stated = weight(block, tables, [counted_weight(row.weight) for row in block.members])
        counted = block.put("weight that counts", when(serves.equals(1), stated, 0))
        return cls(block, keys, exists, counted, serves)


@dataclass(frozen=True)
class Units:
    """The units and the lines of units above them."""

    block: Block[Unit]
    keys: Keys
    exists: Column
    lines: Lines

    @classmethod
    def of(
        cls,
        block: Block[Unit],
        before: Sequence[Column],
        levels: int,
        tables: Tables,
        frozen: Frozen | None = None,
    ) -> Units:
        """The units of a plan; an ID that stands in the columns `before` is taken.

        `frozen` is the context of a department's.
        """
        keys = Keys.of(block, tables, before)
        exists = exists_column(block, tables, ("ID", "Unit", "Parent"))
        ids = [row.parent for row in block.members]
        said = words(block, "Parent", tables)
        parent = named(block, "Parent", said, keys, ids)
        next_up = None
        if frozen is not None:
            next_up = Around.of(block, frozen, keys, said, parent, levels).next_up
        lines = Lines.of(block, parent, levels, parent_may_cycle=True, next_up=next_up)
        return cls(block, keys, exists, lines)
