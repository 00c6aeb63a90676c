"""The block of the KPIs: each with its score, and what it passes on to its objective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from okrsheet.plan.model import Kpi
from okrsheet.score.scores import KpiScore
from okrsheet.sheets.live.entered import by_row, day, days, filled, is_blank, number_in
from okrsheet.sheets.live.expression import (
    Column,
    Expression,
    at,
    either,
    gravest,
    largest,
    smallest,
    total,
    when,
)
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys, counted_weight, exists_column, reference, weight
from okrsheet.sheets.live.kpis import (
    DIRECTIONS,
    attainment,
    expected,
    rank,
)
from okrsheet.sheets.live.nodes import labelled
from okrsheet.sheets.live.objectives import ObjectiveLines
from okrsheet.sheets.live.read import Read
from okrsheet.sheets.live.readings import Readings
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.sums import (
    COVERED,
    LIVE,
    PACED,
    PACES,
    RANK,
    SCORED,
    SCORES,
    WORST,
)
from okrsheet.sheets.live.tables import Tables

TYPES = ("Leading", "Lagging")


@dataclass(frozen=True)
class Reached:
    """What each KPI has reached and should have, as raw attainment and pace; blank for none."""

    readings: Readings
    raw: Column
    pace: Column

    @classmethod
    def of(
        cls,
        block: Block[Kpi],
        scores: Sequence[KpiScore],
        read: Read,
        keys: Keys,
        objective: Column,
        objectives: ObjectiveLines,
        settings: Settings,
        tables: Tables,
    ) -> Reached:
        """From the readings and the days of each KPI, or of its `objective`."""
        start, due = (
            _day_of(block, header, objective, period, inherited, tables)
            for header, period, inherited in (
                ("Start", settings.period_start, objectives.start),
                ("Due", settings.period_end, objectives.due),
            )
        )
        directions = [kpi.direction for kpi in block.members]
        way = _choice(block, "Direction", DIRECTIONS, directions, tables)
        readings = Readings.of(block, scores, read, keys, start, settings, tables)
        raw = attainment(block, scores, readings.actual, way, tables)
        days = readings.read_on, start, due
        return cls(readings, raw, expected(block, scores, raw, way, *days, settings, tables))

    def rank(self, settings: Settings) -> Expression:
        """The rank of the status: against the raw figure, so that going backwards shows."""
        behind = number_in(self.pace) - smallest(number_in(self.raw), 1)
        return when(either(is_blank(self.raw), is_blank(self.pace)), 0, rank(behind, settings))

    @property
    def shown(self) -> Mapping[str, Column]:
        """What the table shows of it, by header."""
        return {
            "Read on": self.readings.read_on,
            "Actual": self.readings.actual,
            "Attainment": self.raw,
            "Expected": self.pace,
        }


@dataclass(frozen=True)
class Kpis:
    """The KPIs: `objective` is the place of the one that each counts in, 0 for none.

    `passed` is what each passes on, `shown` what its row in the table shows, by header.
    """

    block: Block[Kpi]
    keys: Keys
    objective: Column
    kind: Column
    weight: Column
    rank: Column
    passed: Mapping[str, Column]
    shown: Mapping[str, Column]

    @classmethod
    def of(
        cls,
        block: Block[Kpi],
        scores: Sequence[KpiScore],
        read: Read,
        before: Sequence[Column],
        objectives: ObjectiveLines,
        settings: Settings,
        tables: Tables,
    ) -> Kpis:
        """The block of a plan's KPIs; an ID in the columns `before` is taken."""
        rows = block.members
        keys = Keys.of(block, tables, before)
        ids = [kpi.objective for kpi in rows]
        named = reference(block, "Objective", tables, objectives.keys, ids)
        in_cycle = at(objectives.lines.cycle, named).equals(1)
        loose = either(named.equals(0), keys.taken.equals(1), in_cycle)
        objective = block.put("objective that counts", when(loose, 0, named))
        reached = Reached.of(block, scores, read, keys, named, objectives, settings, tables)
        status = block.put("rank", reached.rank(settings))
        exists = exists_column(block, tables, ("ID", "KPI", "Objective"))
        counted = weight(block, tables, [counted_weight(kpi.weight) for kpi in rows])
        passed = _passed_on(block, reached, counted, status)
        shown = {**reached.shown, "Status": labelled(block, "Status", status, exists)}
        kind = _choice(block, "Type", TYPES, [kpi.type for kpi in rows], tables)
        return cls(block, keys, objective, kind, counted, status, passed, shown)

    def to(self, here: Expression, types: tuple[str, ...] = TYPES) -> dict[str, Expression]:
        """What each objective gets from its own KPIs, and what from those of some types."""
        got = {
            what: total(self.passed[what], self.objective, here)
            for what in (SCORED, SCORES, PACED, PACES, "weight")
        }
        for kind, name in enumerate(types, start=1):
            for what in (SCORED, SCORES, PACED, PACES):
                signal = total(self.passed[what], self.objective, here, (self.kind, kind))
                got[f"{name.lower()} {what}"] = signal
        got[RANK] = gravest(self.passed[RANK], self.objective, here)
        return got


def _passed_on(
    block: Block[Kpi], reached: Reached, counted: Column, status: Column
) -> Mapping[str, Column]:
    """What each KPI passes on to its objective, with its weight."""
    raw, pace = reached.raw, reached.pace
    score = block.put("Score", when(is_blank(raw), 0, largest(0, smallest(1, number_in(raw)))))
    scored = block.put(SCORED, when(is_blank(raw), 0, counted))
    paced = block.put(PACED, when(is_blank(pace), 0, counted))
    graded = block.put("rank that counts", when(counted > 0, status, 0))
    return {
        SCORED: scored,
        SCORES: block.put(SCORES, scored * score),
        PACED: paced,
        PACES: block.put(PACES, when(is_blank(pace), 0, counted * number_in(pace))),
        COVERED: scored,
        LIVE: counted,
        "weight": counted,
        RANK: graded,
        WORST: graded,
    }


def _choice(
    block: Block[Kpi],
    header: str,
    choices: tuple[str, ...],
    chosen: Sequence[str | None],
    tables: Tables,
) -> Column:
    """The place of a choice among its words, from 1; 0 where it is none of them."""
    words = ",".join(f'"{word}"' for word in choices)
    found = [0.0 if word is None else choices.index(word) + 1.0 for word in chosen]
    text = f"IFERROR(MATCH({tables.cell(block.name, header)},{{{words}}},0),0)"
    return block.given(header, text, by_row(block, found, 0.0))


def _day_of(
    block: Block[Kpi],
    header: str,
    objective: Column,
    period: Expression,
    inherited: Column,
    tables: Tables,
) -> Column:
    """A KPI's own day, else its objective's, else the period's; 0 for none."""
    own = days(block, header, tables)
    of_objective = at(inherited, objective)
    above = np.where(objective.values > 0, of_objective.values, period.values)
    otherwise = f"IF({objective.text}=0,{period.text},INDEX({inherited.area},{objective.text}))"
    return block.given(header, day(own.text, otherwise), filled(own, above))
