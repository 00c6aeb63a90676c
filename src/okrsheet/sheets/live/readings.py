"""From the rows of Readings and the New value to the actual value of each KPI, step by step.

Source: docs/semantics.md, Reading. A moment that there is none of is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from okrsheet.plan.model import Kpi
from okrsheet.score.scores import KpiScore
from okrsheet.sheets.live.entered import by_row, filled
from okrsheet.sheets.live.expression import Column, Values
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys
from okrsheet.sheets.live.read import Entries, Read
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import FIRST_SERIAL, serial

MILLISECOND, SECOND = "1/86400000", "1/86400"
READ_AS = ("Latest", "Sum", "Average")
NUMBER = '">=-1E+300"'  # as a criterion: it keeps text out


@dataclass(frozen=True)
class Criteria:
    """How a formula finds the readings of the KPI in its row, in a workbook's own spelling."""

    date: str
    value: str
    own: str
    numbers: str
    known: str

    @classmethod
    def of(cls, keys: Keys, settings: Settings, tables: Tables) -> Criteria:
        """The criteria: of this KPI, with a number, before the end of *as of*."""
        date, value = tables.column("Readings", "Date"), tables.column("Readings", "Value")
        numbers = f"{value},{NUMBER}"
        return cls(
            date,
            value,
            f"{tables.column('Readings', 'KPI')},{keys.id.text}",
            numbers,
            f'{date},"<"&{settings.as_of.text}+1,{numbers}',
        )


@dataclass(frozen=True)
class Readings:
    """By KPI: when it was read last and the actual value, blank where there is none."""

    read_on: Column
    actual: Column

    @classmethod
    def of(
        cls,
        block: Block[Kpi],
        scores: Sequence[KpiScore],
        read: Read,
        keys: Keys,
        start: Column,
        settings: Settings,
        tables: Tables,
    ) -> Readings:
        """The columns from the last reading to the actual value."""
        end = np.broadcast_to(settings.as_of.values + 1, keys.taken.values.shape)
        known = read.entries(block, keys).before(end)
        stays, moments = read.news(block)
        held = tables.cell("KPIs", "New value")
        entered = block.given("New value, entered", f'IF(ISNUMBER({held}),{held},"")', stays)
        find = Criteria.of(keys, settings, tables)
        rows = _Rows(block, keys, find, entered, tables)
        last = rows.last(known)
        new = rows.new(last, np.where(moments < end, moments, 0), settings.as_of.text)
        read_on = rows.column(
            "Read on",
            f'IF(MAX({last.text},{new.text})=0,"",MAX({last.text},{new.text}))',
            [None if score.read_on is None else serial(score.read_on) for score in scores],
            "",
        )
        actual = rows.actual(last, new, read_on, rows.window(known, start, new), scores)
        return cls(read_on, actual)


@dataclass(frozen=True)
class _Window:
    """How a KPI is read (a place in READ_AS), and the readings since its Start, for a sum."""

    kind: Column
    count: Column
    total: Column


@dataclass(frozen=True)
class _Rows:
    """The rows of the KPIs, and what formulas in them have in common."""

    block: Block[Kpi]
    keys: Keys
    find: Criteria
    new_value: Column
    tables: Tables

    def column(
        self, header: str, text: str, values: Sequence[object], blank: object = 0.0
    ) -> Column:
        return self.block.given(header, text, by_row(self.block, values, blank))

    def last(self, known: Entries) -> Column:
        """The moment of the last reading."""
        find = self.find
        wanted = f'{find.own},{find.date},">={FIRST_SERIAL}",{find.known}'
        text = self._of_own(f"_xlfn.MAXIFS({find.date},{wanted})")
        return self.block.given("last reading", text, known.last(self.new_value.values.shape))

    def new(self, last: Column, moments: Values, as_of: str) -> Column:
        """The moment of the New value: just behind the readings of the second that it names, or
        of the whole day where it names none.
        """
        find = self.find
        value, date = self.new_value.text, self.tables.cell("KPIs", "New date")
        within = f'{find.date},">="&{date}-1E-9,{find.date},"<"&{date}+{SECOND},{find.numbers}'
        beside = self._of_own(f"_xlfn.MAXIFS({find.date},{find.own},{within})+{MILLISECOND}")
        today = f"IF({last.text}>={as_of},{last.text}+{MILLISECOND},{as_of})"
        is_known = f"AND({date}>={FIRST_SERIAL},{date}<{as_of}+1)"
        dated = f"IF(ISNUMBER({date}),IF({is_known},MAX({date},{beside}),0),0)"
        moment = f"IF(LEN(TRIM({date}))=0,{today},{dated})"
        counts = f"IF({self.keys.taken.text}=1,0,IF(ISNUMBER({value}),{moment},0))"
        return self.block.given("New value's moment", f"IFERROR({counts},0)", moments)

    def window(self, known: Entries, start: Column, new: Column) -> _Window:
        """How many readings there are since Start, and their sum."""
        find, shape = self.find, start.values.shape
        held = self.tables.cell("KPIs", "Reading is")
        kind = self.column(
            "read as",
            f'IFERROR(IF({held}="Sum",1,IF({held}="Average",2,0)),0)',
            [float(READ_AS.index(kpi.reading_is or "Latest")) for kpi in self.block.members],
        )
        inside = known.since(start.values, kind.values > 0)
        counts = (kind.values > 0) & (new.values > 0) & (new.values >= start.values)
        late = np.where(counts, filled(self.new_value, np.zeros(())), 0)
        since = f'{find.own},{find.date},">="&MAX({start.text},{FIRST_SERIAL})-1E-9,{find.known}'
        is_late = f"IF(AND({new.text}>0,{new.text}>={start.text})"
        counted = f"{self._of_own(f'COUNTIFS({since})')}+{is_late},1,0)"
        summed = self._of_own(f"SUMIFS({find.value},{since})")
        summed = f"{summed}+{is_late},{self.new_value.text},0)"
        number, total = inside.number(shape) + counts, inside.total(shape) + late
        return _Window(
            kind,
            self.block.given("readings since Start", f"IF({kind.text}=0,0,{counted})", number),
            self.block.given("their sum", f"IF({kind.text}=0,0,{summed})", total),
        )

    def actual(
        self,
        last: Column,
        new: Column,
        read_on: Column,
        window: _Window,
        scores: Sequence[KpiScore],
    ) -> Column:
        """The actual value; a New value before the readings of its moment."""
        find = self.find
        mean = f"AVERAGEIFS({find.value},{find.own},{find.date},{last.text},{find.numbers})"
        latest = f"IF({new.text}>{last.text},{self.new_value.text},{mean})"
        total, count = window.total.text, window.count.text
        summed = f'IF({count}=0,"",IF({window.kind.text}=1,{total},{total}/{count}))'
        chosen = f"IF({window.kind.text}=0,{latest},{summed})"
        return self.column(
            "Actual",
            f'IFERROR(IF({read_on.text}="","",{chosen}),"")',
            [score.actual for score in scores],
            "",
        )

    def _of_own(self, found: str) -> str:
        """What is found by the KPI's ID; 0 where that is not its own."""
        return f'IF({self.keys.id.text}="",0,{found})'
