"""The block of the KPIs: each with its score, and what it passes on to its objective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from okrsheet.plan.model import Plan
from okrsheet.score.scores import Scores
from okrsheet.sheets.live.entered import by_row, day, days
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
from okrsheet.sheets.live.keys import (
    Keys,
    counted_weight,
    exists_column,
    places,
    reference,
    weight,
)
from okrsheet.sheets.live.kpis import (
    DIRECTIONS,
    attainment,
    expected,
    rank,
)
from okrsheet.sheets.live.nodes import labelled
from okrsheet.sheets.live.objectives import ObjectiveLines
from okrsheet.sheets.live.readings import Read, Readings
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
from okrsheet.sheets.values import serial

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
        block: Block,
        plan: Plan,
        scores: Scores,
        read: Read,
        keys: Keys,
        objective: Column,
        objectives: ObjectiveLines,
        settings: Settings,
        tables: Tables,
    ) -> Reached:
        """From the readings and the days of each KPI, or of its `objective`."""
        start, due = (
            _day_of(block, header, plan, objective, period, inherited, tables)
            for header, period, inherited in (
                ("Start", settings.period_start, objectives.start),
                ("Due", settings.period_end, objectives.due),
            )
        )
        directions = [kpi.direction for kpi in plan.kpis]
        way = _choice(block, "Direction", DIRECTIONS, directions, plan, tables)
        readings = Readings.of(block, plan, scores.kpis, read, keys, start, settings, tables)
        raw = attainment(block, plan, scores.kpis, readings.actual, way, tables)
        days = readings.read_on, start, due
        return cls(
            readings, raw, expected(block, plan, scores.kpis, raw, way, *days, settings, tables)
        )

    def rank(self, settings: Settings) -> Expression:
        """The rank of the status: against the raw figure, so that going backwards shows."""
        behind = _number(self.pace) - smallest(_number(self.raw), 1)
        return when(either(_is_blank(self.raw), _is_blank(self.pace)), 0, rank(behind, settings))

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

    block: Block
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
        block: Block,
        plan: Plan,
        scores: Scores,
        read: Read,
        before: Sequence[Keys],
        objectives: ObjectiveLines,
        settings: Settings,
        tables: Tables,
    ) -> Kpis:
        """The block of a plan's KPIs; `before` are the keys of the tables before theirs."""
        rows = plan.kpis
        keys = Keys.of(block, rows, tables, before)
        named = reference(
            block,
            "Objective",
            tables,
            rows,
            objectives.keys,
            places([kpi.objective for kpi in rows], plan.graph.objectives, plan.objectives),
        )
        in_cycle = at(objectives.lines.cycle, named).equals(1)
        loose = either(named.equals(0), keys.taken.equals(1), in_cycle)
        objective = block.put("objective that counts", when(loose, 0, named))
        reached = Reached.of(block, plan, scores, read, keys, named, objectives, settings, tables)
        status = block.put("rank", reached.rank(settings))
        exists = exists_column(block, rows, tables, ("ID", "KPI", "Objective"))
        counted = weight(block, tables, rows, [counted_weight(kpi.weight) for kpi in rows])
        passed = _passed_on(block, reached, counted, status)
        shown = {**reached.shown, "Status": labelled(block, "Status", status, exists)}
        kind = _choice(block, "Type", TYPES, [kpi.type for kpi in rows], plan, tables)
        return cls(block, keys, objective, kind, counted, status, passed, shown)

    def to(self, here: Expression) -> dict[str, Expression]:
        """What each objective gets from its own KPIs."""
        got = {
            what: total(self.passed[what], self.objective, here)
            for what in (SCORED, SCORES, PACED, PACES, "weight")
        }
        for kind, name in enumerate(TYPES, start=1):
            for what in (SCORED, SCORES, PACED, PACES):
                signal = total(self.passed[what], self.objective, here, (self.kind, kind))
                got[f"{name.lower()} {what}"] = signal
        got[RANK] = gravest(self.passed[RANK], self.objective, here)
        return got


def _passed_on(
    block: Block, reached: Reached, counted: Column, status: Column
) -> Mapping[str, Column]:
    """What each KPI passes on to its objective, with its weight."""
    raw, pace = reached.raw, reached.pace
    score = block.put("Score", when(_is_blank(raw), 0, largest(0, smallest(1, _number(raw)))))
    scored = block.put(SCORED, when(_is_blank(raw), 0, counted))
    paced = block.put(PACED, when(_is_blank(pace), 0, counted))
    graded = block.put("rank that counts", when(counted > 0, status, 0))
    return {
        SCORED: scored,
        SCORES: block.put(SCORES, scored * score),
        PACED: paced,
        PACES: block.put(PACES, when(_is_blank(pace), 0, counted * _number(pace))),
        COVERED: scored,
        LIVE: counted,
        "weight": counted,
        RANK: graded,
        WORST: graded,
    }


def _is_blank(column: Column) -> Expression:
    return Expression(
        f'{column.text}=""', np.array([value in ("", None) for value in column.values])
    )


def _number(column: Column) -> Expression:
    """The numbers of a column, in places where it is not blank."""
    numbers = [0.0 if value in ("", None) else value for value in column.values]
    return Expression(column.text, np.array(numbers, dtype=float))


def _choice(
    block: Block,
    header: str,
    choices: tuple[str, ...],
    chosen: Sequence[str | None],
    plan: Plan,
    tables: Tables,
) -> Column:
    """The place of a choice among its words, from 1; 0 where it is none of them."""
    words = ",".join(f'"{word}"' for word in choices)
    found = [0.0 if word is None else choices.index(word) + 1.0 for word in chosen]
    text = f"IFERROR(MATCH({tables.cell(block.name, header)},{{{words}}},0),0)"
    return block.given(header, text, by_row(block, plan.kpis, found, 0.0))


def _day_of(
    block: Block,
    header: str,
    plan: Plan,
    objective: Column,
    period: Expression,
    inherited: Column,
    tables: Tables,
) -> Column:
    """A KPI's own day, else its objective's, else the period's; 0 for none."""
    own = days(block, header, tables, plan.kpis)
    named = [None if at is None else plan.objectives[at] for at in plan.graph.objective_of]
    field, whole = header.lower(), float(period.values)
    said = []
    for kpi, above in zip(plan.kpis, named, strict=True):
        day_of = getattr(kpi, field) or (above and getattr(above, field))
        said.append(serial(day_of) if day_of else whole)
    otherwise = f"IF({objective.text}=0,{period.text},INDEX({inherited.area},{objective.text}))"
    return block.given(header, day(own.text, otherwise), by_row(block, plan.kpis, said, whole))
