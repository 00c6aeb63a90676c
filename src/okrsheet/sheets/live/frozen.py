"""The context of a department's workbook as columns: what its own rows hang on elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from okrsheet.plan.model import Context, Objective, Unit
from okrsheet.sheets.live.entered import by_row
from okrsheet.sheets.live.expression import Column, at, count, either, total, when
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Ids, Keys, found_in, named, place_of, places
from okrsheet.sheets.live.lines import Lines, nearest, steps_up
from okrsheet.sheets.live.tables import Tables

# The kinds of context rows whose IDs are those of rows in other parts of the plan.
ELSEWHERE = ("Pillar", "Unit", "Objective", "KPI")


@dataclass(frozen=True)
class Frozen:
    """The rows of the table Context, and the IDs in them that own rows may refer to."""

    block: Block[Context]
    kind: Column
    ids: Column
    parent: Column
    unit: Column
    units: Ids
    objectives: Ids

    @classmethod
    def of(cls, block: Block[Context], tables: Tables) -> Frozen:
        """The rows of the context of a plan, or of each in a stack."""
        rows = block.members
        kind = _said(block, "Kind", tables, [row.kind for row in rows])
        id = _said(block, "ID", tables, [row.id for row in rows])
        parent = _said(block, "Parent", tables, [row.parent for row in rows])
        unit = _said(block, "Unit", tables, [row.unit for row in rows])
        ids = _ids_of(block, "ID elsewhere", kind, id, ELSEWHERE)
        of_kinds = (
            Ids(
                _ids_of(block, f"ID of {name}", kind, id, (name,)),
                tuple(found_in([row for row in held if row.kind == name]) for held in block.held),
            )
            for name in ("Unit", "Objective")
        )
        return cls(block, kind, ids, parent, unit, *of_kinds)

    def place(
        self, header: str, kind: str, said: Column, to: Ids, ids: Sequence[str | None]
    ) -> Column:
        """The place of the row whose ID is `said` by rows of one kind; 0 for none."""
        found = zip(self.block.members, places(self.block, to, ids), strict=True)
        values = [place if row.kind == kind else 0.0 for row, place in found]
        text = f'IF({self.kind.text}="{kind}",{place_of(said, to.id)},0)'
        return self.block.given(header, text, by_row(self.block, values, 0.0))

    def own_unit(self, units: Keys) -> Column:
        """The department's unit that a row stands in, by place; 0 for none."""
        ids = [row.unit for row in self.block.members]
        return named(self.block, "unit of its own", self.unit, units, ids)

    def own_parent(self, kind: str, of: Keys) -> Column:
        """The department's own row that is the parent of a row of that kind; 0 for none."""
        ids = [row.parent for row in self.block.members]
        return self.place(f"own parent of {kind}", kind, self.parent, of, ids)


@dataclass(frozen=True)
class Around:
    """How own rows of a kind and those of the context stand above each other, by place.

    `outside` is by own row its parent in the context, and `next_up` the next own row above it,
    whatever of the context is between. `parent` is by row of the context its own parent, `above`
    the rows of the context 1, 2, 3 ... steps up. All cycles and all; 0 for none.
    """

    block: Block[Objective] | Block[Unit]
    frozen: Frozen
    outside: Column
    next_up: Column
    parent: Column
    above: tuple[Column, ...]

    @classmethod
    def of(
        cls,
        block: Block[Objective] | Block[Unit],
        frozen: Frozen,
        keys: Keys,
        said: Column,
        parent: Column,
        levels: int,
    ) -> Around:
        """What is around own rows: `said` is what their Parent says, `parent` who it is if own."""
        kind: Literal["Objective", "Unit"] = "Unit" if block.name == "Units" else "Objective"
        context, there = frozen.block, frozen.units if kind == "Unit" else frozen.objectives
        ids = [row.parent for row in block.members]
        outside = named(block, "Parent elsewhere", said, there, ids)
        loose = either(parent > 0, keys.taken.equals(1))
        outside = block.put("Parent elsewhere, if not taken", when(loose, 0, outside))
        own = frozen.own_parent(kind, keys)
        ids = [row.parent for row in context.members]
        up = frozen.place(f"parent of {kind}", kind, frozen.parent, there, ids)
        up = context.put(f"parent elsewhere of {kind}", when(own > 0, 0, up))
        above = steps_up(context, f"above {kind}", up, levels)
        next_own = nearest(context, f"own row above {kind}", own, above)
        next_up = block.put("own row above", when(parent > 0, parent, at(next_own, outside)))
        return cls(block, frozen, outside, next_up, own, above)

    def counted_outside(self, lines: Lines) -> Column:
        """The parent in the context where that stands in no cycle."""
        context = self.frozen.block
        leaves = when(lines.cycle.equals(1), self.outside, 0)
        left = self.block.put("where a cycle leaves its own", leaves)
        entered = context.put("a cycle enters", count(left, context.n))
        ring = [above.equals(context.n) for above in self.above]
        below = [total(entered, above, context.n) > 0 for above in self.above]
        cycle = context.put("in a cycle", when(either(entered > 0, *ring, *below), 1, 0))
        hangs = when(at(cycle, self.outside).equals(1), 0, self.outside)
        return self.block.put("Parent elsewhere that counts", hangs)

    def counted_parent(self, lines: Lines) -> Column:
        """The own parent of each row of the context where that stands in no cycle."""
        counted = when(at(lines.cycle, self.parent).equals(1), 0, self.parent)
        return self.frozen.block.put("own parent that counts", counted)


def _said(block: Block[Context], header: str, tables: Tables, said: Sequence[str | None]) -> Column:
    text = f'IFERROR({tables.cell(block.name, header)}&"","")'
    return block.given(f"{header}, entered", text, by_row(block, said, ""))


def _ids_of(
    block: Block[Context], header: str, kind: Column, id: Column, kinds: tuple[str, ...]
) -> Column:
    is_one = ",".join(f'{kind.text}="{name}"' for name in kinds)
    values = np.where(np.isin(kind.values.astype(str), kinds), id.values, "")
    return block.given(header, f'IF(OR({is_one}),{id.text},"")', values)
