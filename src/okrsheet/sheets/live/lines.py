"""Who stands above whom, as columns: parents to the levels that the sheet has, cycles, depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Row
from okrsheet.sheets.live.expression import Column, Expression, at, both, either, number, when
from okrsheet.sheets.live.grid import Block


@dataclass(frozen=True)
class Lines:
    """Places, from 1, of the rows above a row; 0 where there is none.

    `stated` are those that Parent names, one column a step, cycles and all; `above` those that
    count: a row in a cycle and one whose parent is in a cycle have none. `depth` is how many.
    """

    stated: tuple[Column, ...]
    cycle: Column
    above: tuple[Column, ...]
    depth: Column

    @classmethod
    def of(
        cls,
        block: Block[Row],
        parent: Column,
        levels: int,
        parent_may_cycle: bool,
        next_up: Column | None = None,
    ) -> Lines:
        """The lines of a block. Under `parent_may_cycle` a parent in a cycle still is one.

        `next_up` is the next row of the block above, where it is not only the parent: between the
        two may be rows that stand elsewhere.
        """
        stated = steps_up(block, "above", next_up or parent, levels)
        cycle = block.put(
            "in a cycle",
            when(either(*(column.equals(block.n) for column in stated)), 1, 0),
        )
        if parent_may_cycle:
            counted = when(cycle.equals(1), 0, parent)
        else:
            counted = when(parent.equals(0), 0, when(at(cycle, parent).equals(1), 0, parent))
        above = steps_up(block, "counted above", block.put("parent that counts", counted), levels)
        depth: Expression = number(0)
        for column in above:
            depth = depth + when(column > 0, 1, 0)
        return cls(stated, cycle, above, block.put("depth", depth))


def steps_up(block: Block[Row], header: str, parent: Column, levels: int) -> tuple[Column, ...]:
    """The places of the rows 1, 2, 3 ... steps above each row; 0 beyond the top."""
    steps = [parent]
    for step in range(2, levels + 1):
        steps.append(block.put(f"{header}, {step} up", at(parent, steps[-1])))
    return tuple(steps)


def nearest(block: Block[Row], header: str, own: Column, above: Sequence[Column]) -> Column:
    """A row's own place, else that of the nearest row above that has one.

    `above` are the rows 1, 2, 3 ... steps up. Each column looks twice as far as the one before.
    """
    found, steps = own, 1
    while steps <= len(above):
        there = at(found, above[steps - 1])
        steps *= 2
        found = block.put(f"{header}, within {steps - 1} up", when(found > 0, found, there))
    return found


def entered(block: Block[Row], header: str, own: Column, above: Column) -> Column:
    """The place that a row is the first of its line to stand in: its parent stands elsewhere."""
    is_first = either(above.equals(0), at(own, above).differs(own))
    return block.put(header, when(both(own > 0, is_first), own, 0))
