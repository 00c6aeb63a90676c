"""The IDs that the drop-down for an objective's Parent offers in a department's workbook.

They are those of its own objectives and those of the context that these may serve: the ones above,
not the ones below in other units. A drop-down shows one range, so that here is a column of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from okrsheet.sheets.live.expression import ROW, Column, Expression, Values, count
from okrsheet.sheets.live.frozen import Frozen
from okrsheet.sheets.live.grid import FIRST_ROW, TITLE, Grid
from okrsheet.sheets.live.objectives import ObjectiveLines
from okrsheet.sheets.live.settings import VALUES

LABELS = ("Objectives offered", "Parents offered")
FIRST_LABEL = FIRST_ROW + 6  # below the settings
COLUMN = "E"
# How far the names behind drop-downs reach: no shape has more rows.
LAST_ROW = 99_999
PARENTS = f"{TITLE}!${COLUMN}${FIRST_ROW}:${COLUMN}${LAST_ROW}"
NUMBER_OF_PARENTS = f"{TITLE}!${VALUES}${FIRST_LABEL + 1}"


@dataclass(frozen=True)
class Offered:
    """A column set aside, before any block, for the IDs that are offered."""

    grid: Grid
    at: int
    rows: int

    @classmethod
    def aside(cls, grid: Grid, rows: int) -> Offered:
        """A place for so many IDs, where the names of the workbook look for them."""
        grid.put("Parents offered", Expression('""', np.asarray("", dtype=object)), rows)
        return cls(grid, len(grid.columns) - 1, rows)

    def fill(
        self, lines: ObjectiveLines, frozen: Frozen, leaf_of: Column, outside: Column
    ) -> tuple[tuple[str, Expression], ...]:
        """Put the IDs there; returns the cells that count them, with their labels.

        `leaf_of` is by row of the context the own objective that it counts in, `outside` by own
        objective its parent in the context.
        """
        own, block = lines.keys.raw, lines.block
        stands = np.where(own.values == "", 0, block.n.values)
        last = block.put("row of an ID", Expression(f'IF({own.text}="",0,{block.n.text})', stands))
        order = _order(frozen, leaf_of, outside)
        end, n = f"${VALUES}${FIRST_LABEL}", f"$A{ROW}"
        there = f"INDEX({frozen.objectives.id.area},SMALL({order.area},{n}-{end}))"
        text = f'IF({n}<={end},INDEX({own.area},{n}),IFERROR({there},""))'
        ends = last.values.max(axis=-1, keepdims=True)
        more = (order.values != "").sum(axis=-1, keepdims=True)
        ids = self._ids(own, ends, frozen.objectives.id, order)
        self.grid.replace(self.at, Expression(text, ids))
        every = f'{end}+COUNTIF({order.area},">0")'
        return (
            (LABELS[0], Expression(f"MAX({last.area})", ends)),
            (LABELS[1], Expression(every, ends + more)),
        )

    def _ids(self, own: Column, ends: Values, there: Column, order: Column) -> Values:
        """The own IDs down to the last, then those of the context that are offered."""
        found = np.full((*self.grid.stack, self.rows), "", dtype=object)
        every = zip(
            *(_by_workbook(one) for one in (found, own.values, ends, there.values, order.values)),
            strict=True,
        )
        for row, ids, end, elsewhere, offered in every:
            last = int(end[0])
            more = elsewhere[offered != ""]
            row[:last], row[last : last + len(more)] = ids[:last], more
        return found


def _by_workbook(values: Values) -> Values:
    return values.reshape(-1, values.shape[-1])


def _order(frozen: Frozen, leaf_of: Column, outside: Column) -> Column:
    """The numbers of the rows of the context that are offered; blank in the others."""
    block, id = frozen.block, frozen.objectives.id
    served = block.put("own objectives that serve it", count(outside, block.n))
    above = (leaf_of.values == 0) | (served.values > 0)
    values = np.where((id.values != "") & above, block.n.values.astype(object), "")
    is_above = f"OR({leaf_of.text}=0,{served.text}>0)"
    text = f'IF({id.text}="","",IF({is_above},{block.n.text},""))'
    return block.given("offered as a parent", text, values)
