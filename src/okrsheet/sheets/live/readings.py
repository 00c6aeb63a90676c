"""From the rows of Readings and the New value to the actual value of each KPI, step by step.

Source: docs/semantics.md, Reading. A moment that there is none of is 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Kpi, Plan, key
from okrsheet.score.scores import KpiScore
from okrsheet.sheets.live.entered import by_row, numbers
from okrsheet.sheets.live.expression import Column
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import FIRST_SERIAL, serial

MILLISECOND, SECOND = "1/86400000", "1/86400"
READ_AS = ("Latest", "Sum", "Average")
NUMBER = '">=-1E+300"'  # as a criterion: it keeps text out
Dated = tuple[float, float]  # a serial day with its fraction, and a value
NONE: Dated = (0.0, 0.0)


@dataclass(frozen=True)
class Read:
    """What is read of each KPI once the workbook is written: its readings, and what stays new.

    All by workbook, counted from 0, the readings by ID then. `new` are the New values that count,
    with their moments, and `stays_new` all that stay in their cells, both by row.
    """

    readings: Mapping[tuple[int, str | None], Sequence[Dated]]
    new: Mapping[tuple[int, int], Dated]
    stays_new: Mapping[tuple[int, int], float]

    @classmethod
    def of(cls, plans: Sequence[Plan], checked_in: Sequence[Kpi]) -> Read:
        """The readings of plans, with the check-ins that the same write moves to them."""
        readings: dict[tuple[int, str | None], list[Dated]] = defaultdict(list)
        new: dict[tuple[int, int], Dated] = {}
        stays: dict[tuple[int, int], float] = {}
        moved = {kpi.row for kpi in checked_in}
        for workbook, plan in enumerate(plans):
            for one in plan.readings:
                if one.date is not None and one.value is not None:
                    readings[workbook, key(one.kpi)].append((serial(one.date), one.value))
            for kpi in plan.kpis:
                if kpi.new_value is None:
                    continue
                if kpi.row not in moved:
                    stays[workbook, kpi.row] = kpi.new_value
                if kpi.new_date is None or "New date" in kpi.unread:
                    continue
                if kpi.row in moved:
                    said = serial(kpi.new_date), kpi.new_value
                    readings[workbook, key(kpi.id)].append(said)
                elif not kpi.taken:
                    new[workbook, kpi.row] = (serial(kpi.new_date), kpi.new_value)
        return cls(readings, new, stays)

    def known(self, workbook: int, kpi: Kpi, end: float) -> list[Dated]:
        """The readings of a KPI before a moment; none where the ID is not its own."""
        if not kpi.id or kpi.taken:
            return []
        return [one for one in self.readings.get((workbook, key(kpi.id)), ()) if one[0] < end]

    def counted_new(self, workbook: int, kpi: Kpi, end: float) -> Dated:
        """Its New value where that counts before a moment."""
        moment, value = self.new.get((workbook, kpi.row), NONE)
        return (moment, value) if moment < end else NONE


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
        ends = block.of_members(settings.as_of + 1)
        members = list(zip(block.workbooks, block.members, ends, strict=True))
        known = [read.known(*one) for one in members]
        news = [read.counted_new(*one) for one in members]
        stays = [read.stays_new.get((workbook, kpi.row)) for workbook, kpi, _ in members]
        entered = numbers(block, "New value", tables, stays)
        find = Criteria.of(keys, settings, tables)
        rows = _Rows(block, keys, find, entered.text, tables)
        last = rows.last(known)
        new = rows.new(last, news, settings.as_of.text)
        read_on = rows.column(
            "Read on",
            f'IF(MAX({last.text},{new.text})=0,"",MAX({last.text},{new.text}))',
            [None if score.read_on is None else serial(score.read_on) for score in scores],
            "",
        )
        actual = rows.actual(last, new, read_on, rows.window(known, news, start, new), scores)
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
    new_value: str
    tables: Tables

    def column(
        self, header: str, text: str, values: Sequence[object], blank: object = 0.0
    ) -> Column:
        return self.block.given(header, text, by_row(self.block, values, blank))

    def last(self, known: Sequence[Sequence[Dated]]) -> Column:
        """The moment of the last reading."""
        find = self.find
        wanted = f'{find.own},{find.date},">={FIRST_SERIAL}",{find.known}'
        return self.column(
            "last reading",
            self._of_own(f"_xlfn.MAXIFS({find.date},{wanted})"),
            [max((moment for moment, _ in own), default=0.0) for own in known],
        )

    def new(self, last: Column, news: Sequence[Dated], as_of: str) -> Column:
        """The moment of the New value: just behind the readings of the second that it names, or
        of the whole day where it names none.
        """
        find = self.find
        value, date = self.new_value, self.tables.cell("KPIs", "New date")
        within = f'{find.date},">="&{date}-1E-9,{find.date},"<"&{date}+{SECOND},{find.numbers}'
        beside = self._of_own(f"_xlfn.MAXIFS({find.date},{find.own},{within})+{MILLISECOND}")
        today = f"IF({last.text}>={as_of},{last.text}+{MILLISECOND},{as_of})"
        is_known = f"AND({date}>={FIRST_SERIAL},{date}<{as_of}+1)"
        dated = f"IF(ISNUMBER({date}),IF({is_known},MAX({date},{beside}),0),0)"
        moment = f"IF(LEN(TRIM({date}))=0,{today},{dated})"
        counts = f"IF({self.keys.taken.text}=1,0,IF(ISNUMBER({value}),{moment},0))"
        return self.column("New value's moment", f"IFERROR({counts},0)", [new for new, _ in news])

    def window(
        self,
        known: Sequence[Sequence[Dated]],
        news: Sequence[Dated],
        start: Column,
        new: Column,
    ) -> _Window:
        """How many readings there are since Start, and their sum."""
        find, kpis = self.find, self.block.members
        held = self.tables.cell("KPIs", "Reading is")
        kind = self.column(
            "read as",
            f'IFERROR(IF({held}="Sum",1,IF({held}="Average",2,0)),0)',
            [float(READ_AS.index(kpi.reading_is or "Latest")) for kpi in kpis],
        )
        opened = self.block.of_members(start)
        inside = [
            list(_since(since, own, late)) if kpi.reading_is in READ_AS[1:] else []
            for kpi, since, own, late in zip(kpis, opened, known, news, strict=True)
        ]
        since = f'{find.own},{find.date},">="&MAX({start.text},{FIRST_SERIAL})-1E-9,{find.known}'
        late = f"IF(AND({new.text}>0,{new.text}>={start.text})"
        counted = f"{self._of_own(f'COUNTIFS({since})')}+{late},1,0)"
        summed = f"{self._of_own(f'SUMIFS({find.value},{since})')}+{late},{self.new_value},0)"
        return _Window(
            kind,
            self.column(
                "readings since Start",
                f"IF({kind.text}=0,0,{counted})",
                [float(len(own)) for own in inside],
            ),
            self.column(
                "their sum", f"IF({kind.text}=0,0,{summed})", [sum(own, 0.0) for own in inside]
            ),
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
        latest = f"IF({new.text}>{last.text},{self.new_value},{mean})"
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


def _since(start: float, known: Sequence[Dated], new: Dated) -> Iterator[float]:
    """The values from a moment on."""
    yield from (value for moment, value in known if moment >= start)
    if new[0] > 0 and new[0] >= start:
        yield new[1]
