"""What counts in a department's own objectives and units from other units, frozen at sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from okrsheet.plan.model import Context
from okrsheet.score.status import BY_RANK, RANK_OF
from okrsheet.sheets.live.entered import by_row, is_blank, number_in, numbers
from okrsheet.sheets.live.expression import Column, Expression, gravest, largest, total, when
from okrsheet.sheets.live.frozen import Frozen
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import counted_weight, weight
from okrsheet.sheets.live.sums import COVERED, PACED, PACES, RANK, SCORED, SCORES, WORST
from okrsheet.sheets.live.tables import Tables

SUMMED = (SCORED, SCORES, PACED, PACES, COVERED, "weight")


@dataclass(frozen=True)
class Leaves:
    """What each row of the context passes on, by what it is; weighted, 0 where nothing."""

    passed: Mapping[str, Column]

    @classmethod
    def of(cls, frozen: Frozen, tables: Tables) -> Leaves:
        """What the rows of the context pass on, whatever they count in."""
        block = frozen.block
        counted = weight(block, tables, [counted_weight(row.weight) for row in block.members])
        score, pace, coverage = (
            numbers(block, header, tables, [getattr(row, header.lower()) for row in block.members])
            for header in ("Score", "Expected", "Coverage")
        )
        rank, worst = (_rank(block, header, tables) for header in ("Status", "Worst"))
        scored = block.put(SCORED, when(is_blank(score), 0, counted))
        paced = block.put(PACED, when(is_blank(pace), 0, counted))
        graded = block.put("rank that counts", when(counted > 0, rank, 0))
        covered = when(is_blank(coverage), 0, counted * number_in(coverage))
        gravest_below = when(counted > 0, largest(rank, worst), 0)
        return cls(
            {
                SCORED: scored,
                SCORES: block.put(SCORES, when(scored > 0, scored * number_in(score), 0)),
                PACED: paced,
                PACES: block.put(PACES, when(paced > 0, paced * number_in(pace), 0)),
                COVERED: block.put(COVERED, covered),
                "weight": counted,
                RANK: graded,
                WORST: block.put("worst that counts", gravest_below),
            }
        )

    def to(self, by: Column, here: Expression) -> dict[str, Expression]:
        """What a node gets from the rows that name its place in `by`."""
        found = {what: total(self.passed[what], by, here) for what in SUMMED}
        return found | {what: gravest(self.passed[what], by, here) for what in (RANK, WORST)}


def _rank(block: Block[Context], header: str, tables: Tables) -> Column:
    """The rank of a status by its word; 0 for any other."""
    said = [getattr(row, header.lower()) for row in block.members]
    ranks = [float(RANK_OF[label]) for label in said]
    words = ",".join(f'"{status.label}"' for status in BY_RANK[1:])
    text = f"IFERROR(MATCH({tables.cell(block.name, header)},{{{words}}},0),0)"
    return block.given(f"rank of {header}", text, by_row(block, ranks, 0.0))
