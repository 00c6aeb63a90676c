"""KPIs as columns of the sheet Calculation: from readings to actual, attainment and status.

Source: docs/semantics.md, Reading to Status. A date that there is none of is 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Kpi, Plan, key
from okrsheet.score.pace import FRESH_DAYS
from okrsheet.score.scores import KpiScore
from okrsheet.score.status import BY_RANK, TOLERANCE
from okrsheet.sheets.live.expression import (
    Column,
    Expression,
    both,
    number,
    when,
)
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys, by_row, day
from okrsheet.sheets.live.settings import Settings
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import FIRST_SERIAL, serial

MILLISECOND, SECOND = "1/86400000", "1/86400"
DIRECTIONS = ("Increase", "Decrease", "Hold", "Milestone")
READ_AS = ("Latest", "Sum", "Average")
FRESH = ",".join(
    f'"{frequency}",{days}' for frequency, days in FRESH_DAYS.items() if frequency != "Monthly" and frequency
)
Dated = tuple[float, float]  # a serial day with its fraction, and a value


@dataclass(frozen=True)
class Read:
    """What is read of each KPI once the workbook is written: its readings, and what stays new."""

    readings: Mapping[str | None, Sequence[Dated]]
    new: Mapping[int, Dated]

    @classmethod
    def of(cls, plan: Plan, checked_in: Sequence[Kpi]) -> Read:
        """The readings of a plan, with the check-ins that the same write moves to them."""
        readings: dict[str | None, list[Dated]] = defaultdict(list)
        for one in plan.readings:
            if one.date is not None and one.value is not None:
                readings[key(one.kpi)].append((serial(one.date), one.value))
        moved = {kpi.row for kpi in checked_in}
        new: dict[int, Dated] = {}
        for kpi in plan.kpis:
            if kpi.new_value is None or kpi.new_date is None or "New date" in kpi.unread:
                continue
            if kpi.row in moved:
                readings[key(kpi.id)].append((serial(kpi.new_date), kpi.new_value))
            elif not kpi.taken:
                new[kpi.row] = (serial(kpi.new_date), kpi.new_value)
        return cls(readings, new)


@dataclass(frozen=True)
class Readings:
    """By KPI: the moment of its last reading, of its New value, and what they come to."""

    read_on: Column
    actual: Column


def readings_of(
    block: Block,
    plan: Plan,
    scores: Sequence[KpiScore],
    read: Read,
    keys: Keys,
    start: Column,
    settings: Settings,
    tables: Tables,
) -> Readings:
    """From the rows of Readings and the New value to the actual value of each KPI."""
    kpis = plan.kpis
    as_of = settings.as_of.text
    of = f"{tables.column('Readings', 'KPI')},{keys.id.text}"
    date, value = tables.column("Readings", "Date"), tables.column("Readings", "Value")
    is_number = f'{value},">=-1E+300"'
    known = f'{date},"<"&{as_of}+1,{is_number}'
    new_value, new_date = tables.cell("KPIs", "New value"), tables.cell("KPIs", "New date")

    def column(header: str, text: str, values: Sequence[object], blank: object = 0.0) -> Column:
        return block.given(header, text, by_row(block, kpis, values, blank))

    end = float(settings.as_of.values) + 1
    counted = [
        [one for one in read.readings.get(key(kpi.id), ()) if one[0] < end]
        if kpi.id and not kpi.taken
        else []
        for kpi in kpis
    ]
    lasts = [max((moment for moment, _ in own), default=0.0) for own in counted]
    last = column(
        "last reading",
        f'IF({keys.id.text}="",0,_xlfn.MAXIFS({date},{of},{date},">={FIRST_SERIAL}",{known}))',
        lasts,
    )
    # A New value goes just behind the readings of its own moment, which is the second that it
    # names, or the whole day where it names none.
    beside = (
        f'IF({keys.id.text}="",0,_xlfn.MAXIFS({date},{of},{date},">="&{new_date}-1E-9,'
        f'{date},"<"&{new_date}+{SECOND},{is_number})+{MILLISECOND})'
    )
    today = f"IF({last.text}>={as_of},{last.text}+{MILLISECOND},{as_of})"
    dated = f"IF(AND({new_date}>={FIRST_SERIAL},{new_date}<{as_of}+1),MAX({new_date},{beside}),0)"
    moment = f"IF(LEN(TRIM({new_date}))=0,{today},IF(ISNUMBER({new_date}),{dated},0))"
    news = [read.new.get(kpi.row, (0.0, 0.0)) for kpi in kpis]
    new = column(
        "New value's moment",
        f"IFERROR(IF({keys.taken.text}=1,0,IF(ISNUMBER({new_value}),{moment},0)),0)",
        [moment if moment < end else 0.0 for moment, _ in news],
    )
    read_on = column(
        "Read on",
        f'IF(MAX({last.text},{new.text})=0,"",MAX({last.text},{new.text}))',
        [None if score.read_on is None else serial(score.read_on) for score in scores],
        "",
    )
    read_as = tables.cell("KPIs", "Reading is")
    kind = column(
        "read as",
        f'IFERROR(IF({read_as}="Sum",1,IF({read_as}="Average",2,0)),0)',
        [float(READ_AS.index(kpi.reading_is or "Latest")) for kpi in kpis],
    )
    starts = [float(value) for value in start.values[[kpi.row for kpi in kpis]]]
    windows = [
        [one for one in own if one[0] >= opened] + ([late] if 0 < late[0] < end and late[0] >= opened else [])
        for own, opened, late in zip(counted, starts, news, strict=True)
    ]
    since = f'{of},{date},">="&MAX({start.text},{FIRST_SERIAL})-1E-9,{known}'
    fresh = f"IF(AND({new.text}>0,{new.text}>={start.text})"
    in_sum = [len(one) if kpi.reading_is in ("Sum", "Average") else 0 for kpi, one in zip(kpis, windows, strict=True)]
    count = column(
        "readings since Start",
        f'IF({kind.text}=0,0,IF({keys.id.text}="",0,COUNTIFS({since}))+{fresh},1,0))',
        [float(one) for one in in_sum],
    )
    total = column(
        "their sum",
        f'IF({kind.text}=0,0,IF({keys.id.text}="",0,SUMIFS({value},{since}))+{fresh},{new_value},0))',
        [sum(value for _, value in one) if used else 0.0 for one, used in zip(windows, in_sum, strict=True)],
    )
    latest = f"IF({new.text}>{last.text},{new_value},AVERAGEIFS({value},{of},{date},{last.text},{is_number}))"
    summed = f'IF({count.text}=0,"",IF({kind.text}=1,{total.text},{total.text}/{count.text}))'
    actual = column(
        "Actual",
        f'IFERROR(IF({read_on.text}="","",IF({kind.text}=0,{latest},{summed})),"")',
        [score.actual for score in scores],
        "",
    )
    return Readings(read_on, actual)


def attainment(
    block: Block,
    plan: Plan,
    scores: Sequence[KpiScore],
    actual: Column,
    way: Column,
    tables: Tables,
) -> Column:
    """The raw attainment by direction, blank where there is none."""
    a = actual.text
    base, target, low, high, slack = (
        tables.cell("KPIs", header) for header in ("Baseline", "Target", "Low", "High", "Tolerance")
    )
    bounds = f"IF(ISNUMBER({low}),{low}-{a},0),IF(ISNUMBER({high}),{a}-{high},0)"
    outside = block.given(
        "outside Low to High",
        f"IF({way.text}=3,IFERROR(MAX(0,{bounds}),0),0)",
        by_row(block, plan.kpis, list(map(_outside, plan.kpis, scores)), 0.0),
    ).text
    moved = f'IF(AND(ISNUMBER({base}),ISNUMBER({target})),({a}-{base})/({target}-{base}),"")'
    crossed = f"IF(AND(ISNUMBER({low}),ISNUMBER({high})),{low}>{high},FALSE)"
    unbound = f"NOT(OR(ISNUMBER({low}),ISNUMBER({high})))"
    missed = f"IF(N({slack})>0,1-{outside}/{slack},0)"
    near = f"{outside}<=1E-12*ABS({a})"
    held = f'IF({unbound},"",IF({crossed},"",IF({near},1,{missed})))'
    text = (
        f'IF(ISNUMBER({a}),IFERROR(CHOOSE({way.text}+1,"",{moved},{moved},{held},{a}),""),"")'
    )
    raw = [score.attainment for score in scores]
    return block.given("Attainment", text, by_row(block, plan.kpis, raw, ""))


def expected(
    block: Block,
    plan: Plan,
    scores: Sequence[KpiScore],
    raw: Column,
    way: Column,
    read_on: Column,
    start: Column,
    due: Column,
    settings: Settings,
    tables: Tables,
) -> Column:
    """The score expected by now, blank where there is no score or no date."""
    as_of = settings.as_of.text
    fresh = f"_xlfn.SWITCH({tables.cell('KPIs', 'Frequency')},{FRESH},{FRESH_DAYS[None]})"
    judged = block.given(
        "judged on",
        f'IF({read_on.text}="",{as_of},IF({as_of}-{read_on.text}<={fresh},{read_on.text},{as_of}))',
        _judged(block, plan, scores, float(settings.as_of.values)),
    )
    gone = pace(judged.text, start.text, due.text)
    milestone = f'IF({due.text}=0,"",IF({as_of}>={due.text},1,0))'
    text = f'IF({raw.text}="","",CHOOSE({way.text}+1,"",{gone},{gone},1,{milestone}))'
    paces = [score.expected for score in scores]
    return block.given("Expected", text, by_row(block, plan.kpis, paces, ""))


def pace(now: str, start: str, due: str) -> str:
    """The share of the time from start to due that is gone; blank where a date is missing (0)."""
    share = f"MAX(0,MIN(1,({now}-{start})/({due}-{start})))"
    return (
        f'IF(OR({start}=0,{due}=0),"",IF({start}<{due},{share},IF({now}>={due},1,0)))'
    )


def rank(gap: Expression, settings: Settings) -> Expression:
    """The rank of a status by its gap: 1 on track, 2 at risk, 3 off track."""
    on_track = settings.on_track_gap + number(TOLERANCE)
    at_risk = settings.at_risk_gap + number(TOLERANCE)
    return when(gap <= on_track, 1, when(gap <= at_risk, 2, 3))


def label(rank: str) -> str:
    """The word for a rank from 0 to 3."""
    words = ",".join(f'"{status.label}"' for status in BY_RANK)
    return f"CHOOSE({rank}+1,{words})"


def _outside(kpi: Kpi, score: KpiScore) -> float:
    """How far the actual value lies outside the bounds of a Hold."""
    if kpi.direction != "Hold" or score.actual is None:
        return 0.0
    below = 0.0 if kpi.low is None else kpi.low - score.actual
    above = 0.0 if kpi.high is None else score.actual - kpi.high
    return max(0.0, below, above)


def _judged(block: Block, plan: Plan, scores: Sequence[KpiScore], as_of: float) -> object:
    days = []
    for kpi, score in zip(plan.kpis, scores, strict=True):
        last = as_of if score.read_on is None else serial(score.read_on)
        days.append(last if as_of - last <= FRESH_DAYS[kpi.frequency] else as_of)
    return by_row(block, plan.kpis, days, as_of)
