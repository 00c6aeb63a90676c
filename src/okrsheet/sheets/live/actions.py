"""The block of the actions: what should be done of each by now, and how far that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Action
from okrsheet.score.scores import ActionScore
from okrsheet.score.status import BY_RANK
from okrsheet.sheets.live.entered import by_row, day, days
from okrsheet.sheets.live.expression import Column
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys, exists_column
from okrsheet.sheets.live.kpis import pace
from okrsheet.sheets.live.nodes import labelled
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import serial


@dataclass(frozen=True)
class Actions:
    """The actions: `rank` of the status (0 to 3), `done` as a share, `shown` by header."""

    block: Block[Action]
    rank: Column
    done: Column
    due: Column
    shown: Mapping[str, Column]

    @classmethod
    def of(
        cls,
        block: Block[Action],
        scores: Sequence[ActionScore],
        before: Sequence[Column],
        settings: Settings,
        tables: Tables,
    ) -> Actions:
        """The block of a plan's actions; an ID in the columns `before` is taken."""
        rows = block.members
        taken = Keys.of(block, tables, before).taken
        start, due = (
            block.given(
                header,
                day(days(block, header, tables).text, "0"),
                by_row(block, [serial(one) if one else 0.0 for one in said], 0.0),
            )
            for header, said in (
                ("Start", [row.start for row in rows]),
                ("Due", [row.due for row in rows]),
            )
        )
        expected = block.given(
            "Expected",
            f'IF({taken.text}=1,"",{pace(settings.as_of.text, start.text, due.text)})',
            by_row(block, [score.expected for score in scores], ""),
        )
        held = tables.cell("Actions", "Done")
        done = block.given(
            "Done",
            f'IF(ISNUMBER({held}),IF(AND({held}>=0,{held}<=1),{held},""),"")',
            by_row(block, ["" if row.done is None else row.done for row in rows], ""),
        )
        gap = f"{expected.text}-{done.text}"
        limits = (f"{limit.text}+1E-9" for limit in (settings.on_track_gap, settings.at_risk_gap))
        graded = "IF({0}<={1},1,IF({0}<={2},2,3))".format(gap, *limits)
        rank = block.given(
            "rank",
            f'IF(OR({expected.text}="",{done.text}=""),0,{graded})',
            by_row(block, [float(BY_RANK.index(score.status)) for score in scores], 0.0),
        )
        exists = exists_column(block, tables, ("ID", "Objective", "Action"))
        shown = {"Expected": expected, "Status": labelled(block, "Status", rank, exists)}
        return cls(block, rank, done, due, shown)
