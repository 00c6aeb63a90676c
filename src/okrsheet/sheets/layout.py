"""The workbook contract, said once: tables, columns, choices, hints, formats and formulas.

Templates, reader, writer and documents derive from it. The sheets that are generated whole are in
generated.py; how a column works is in column.py, how things look in looks.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from okrsheet.books.book import ColourRule, Formula, Style
from okrsheet.plan.model import (
    Action,
    Driver,
    Frequency,
    Kpi,
    Objective,
    Pillar,
    Reading,
    Row,
    Unit,
)
from okrsheet.plan.model import Direction as DirectionName
from okrsheet.sheets import looks
from okrsheet.sheets.column import Column, Kind, TableLayout, computed, sheet_look
from okrsheet.sheets.settings import ORGANISATION, SETTINGS

DIRECTIONS: tuple[str, ...] = get_args(DirectionName)
FREQUENCIES: tuple[str, ...] = get_args(Frequency)


def _id(hint: str) -> Column:
    return Column("ID", Kind.ID, 16, hint + " Leave it blank and okrsheet gives one.")


def _text(header: str, width: float, hint: str, style: Style | None = None) -> Column:
    return Column(header, Kind.TEXT, width, hint, style)


def _number(header: str, width: float, hint: str, *rules: ColourRule) -> Column:
    return Column(header, Kind.NUMBER, width, hint, rules=rules)


def _count(header: str, width: float, hint: str) -> Column:
    return Column(header, Kind.NUMBER, width, hint, looks.COUNT)


def _date(header: str, hint: str) -> Column:
    return Column(header, Kind.DATE, 12, hint)


def _choice(header: str, width: float, choices: tuple[str, ...], hint: str) -> Column:
    return Column(header, Kind.CHOICE, width, hint, choices=choices)


def _reference(header: str, table: str, hint: str) -> Column:
    return Column(header, Kind.REFERENCE, 16, hint, refers=table)


def _name_of(table: str, reference: str, other: str, name: str) -> str:
    """The formula that looks up the name behind a reference of the same row."""
    here = f"{table}[[#This Row],[{reference}]]"
    return f'IFERROR(INDEX({other}[{name}],MATCH({here},{other}[ID],0))&"","")'


CHECK = computed("Check", 24, looks.CHECK, *looks.CHECK_RULES)
STATUS = computed("Status", 14, looks.STATUS, *looks.STATUS_RULES)
EXPECTED = computed("Expected", 11, looks.COMPUTED_SHARE)
NODE_COLUMNS = (
    computed("Score", 9, looks.COMPUTED_SHARE),
    EXPECTED,
    computed("Coverage", 11, looks.COMPUTED_SHARE),
    STATUS,
    computed("Worst", 14, looks.STATUS, *looks.STATUS_RULES),
    CHECK,
)

WEIGHT_HINT = "Blank counts as 1. 0 shows the row and counts it nowhere."
WAIVE_HINT = (
    "CODE: reason; several with ;. Such as  S04: legal wording; A03: until 2026-12-31, new head."
)


ENTERED_TAB = "2F6690"
OWNER_LINE = Formula(ORGANISATION, "")  # says nothing until a plan has an organisation


def _entered(
    name: str,
    heading: str,
    note: str,
    columns: tuple[Column, ...],
    *,
    row: type[Row],
    letter: str | None = None,
    freeze: int = 2,
) -> TableLayout:
    sheet = sheet_look(
        name,
        heading,
        note,
        columns,
        tab=ENTERED_TAB,
        freeze=freeze,
        table=name,
        owner=OWNER_LINE,
    )
    return TableLayout(name, sheet, columns, row, letter)


PILLARS = _entered(
    "Pillars",
    "Strategic pillars",
    "The few themes that carry the vision. Every objective serves one of them.",
    (
        _id("Short and lasting, such as P1."),
        _text("Pillar", 26, "The theme in a few words.", looks.NAME),
        _text("Description", 40, "What it means here, in one or two sentences."),
        _text("Owner", 22, "One accountable person or role."),
        _count("Weight", 10, WEIGHT_HINT),
        *NODE_COLUMNS,
    ),
    row=Pillar,
    letter="P",
)
UNITS = _entered(
    "Units",
    "Units",
    "The company's departments and teams. Parent is the unit above; blank for those at the top.",
    (
        _id("Short and lasting, such as IT."),
        _text("Unit", 28, "The department's or team's name.", looks.NAME),
        _reference("Parent", "Units", "The ID of the unit above, blank at the top."),
        _text("Head", 24, "Who leads it."),
        *NODE_COLUMNS,
    ),
    row=Unit,
    letter="U",
)
OBJECTIVES = _entered(
    "Objectives",
    "SMART objectives",
    "One outcome a row, under a pillar or under the objective above it (Parent).",
    (
        _id("Short and lasting, such as O-IT-1."),
        _text(
            "Objective",
            46,
            "Verb, what, from how much to how much, by when: Reduce response time from 24 to 12"
            " hours by 31 August.",
            looks.NAME,
        ),
        _reference("Pillar", "Pillars", "The ID of the pillar; blank takes the parent's."),
        _reference("Parent", "Objectives", "The ID of the objective that this one serves."),
        _reference("Unit", "Units", "The ID of the unit that owns it."),
        _text("Owner", 24, "One accountable person or role."),
        _text("Specific", 34, "What exactly changes, for whom."),
        _text("Measurable", 34, "How it is measured."),
        _text("Achievable", 34, "Why it can be done: means, budget, what was done before."),
        _text("Relevant", 34, "How it serves the pillar or the objective above."),
        _date("Start", "First day. Blank: the plan's period start."),
        _date("Due", "Last day. Blank: the plan's period end."),
        _count("Weight", 10, WEIGHT_HINT),
        _choice(
            "Roll-up", 12, ("Weighted", "Worst"), "Blank is Weighted. Worst: as its weakest part."
        ),
        _text("Waive", 26, WAIVE_HINT),
        *NODE_COLUMNS[:-1],
        replace(CHECK, width=38),  # its marks come before its count
    ),
    row=Objective,
    letter="O",
)
KPIS = _entered(
    "KPIs",
    "KPIs",
    "One measure a row. To check in, type New value (and New date).",
    (
        _id("Short and lasting, such as K-IT-1."),
        _text("KPI", 36, "What is measured.", looks.NAME),
        _reference("Objective", "Objectives", "The ID of the objective that it measures."),
        _choice(
            "Type", 11, ("Leading", "Lagging"), "Leading signals ahead, lagging tells the result."
        ),
        _choice(
            "Direction",
            12,
            DIRECTIONS,
            "Hold keeps within Low and High; Milestone is a share done.",
        ),
        _text(
            "Unit of measure",
            15,
            "hours, EUR, %, cups a day ... (not for a Milestone)",
        ),
        _choice(
            "Reading is", 12, ("Latest", "Sum", "Average"), "Blank is Latest. Sum: readings add up."
        ),
        _number("Baseline", 11, "Where it stood at the start.", looks.PERCENT_RULE),
        _number("Target", 11, "Where it shall stand when due.", looks.PERCENT_RULE),
        _number("Low", 10, "Hold: the lowest good value.", looks.PERCENT_RULE),
        _number("High", 10, "Hold: the highest good value.", looks.PERCENT_RULE),
        _number("Tolerance", 12, "Hold: how far outside is worth nothing.", looks.PERCENT_RULE),
        _choice("Frequency", 12, FREQUENCIES, "How often it is read. Blank is Monthly."),
        _text("Source", 22, "Where the figure comes from."),
        _text("Owner", 24, "Who reads it."),
        _date("Start", "Blank: the objective's."),
        _date("Due", "Blank: the objective's."),
        _count("Weight", 10, WEIGHT_HINT),
        _number(
            "New value", 11, "Check in: today's figure. It counts at once.", looks.PERCENT_RULE
        ),
        _date("New date", "The day of the new value. Blank: the plan's as-of day."),
        _text("New note", 24, "Why it is so."),
        _text("Waive", 22, WAIVE_HINT),
        computed(
            "Objective name",
            50,
            looks.COMPUTED,
            formula=_name_of("KPIs", "Objective", "Objectives", "Objective"),
        ),
        computed("Read on", 12, looks.COMPUTED_DATE),
        computed("Actual", 11, looks.COMPUTED_NUMBER, looks.PERCENT_RULE),
        computed("Attainment", 13, looks.COMPUTED_SHARE),
        EXPECTED,
        STATUS,
        CHECK,
    ),
    row=Kpi,
    letter="K",
)
READINGS = _entered(
    "Readings",
    "Readings",
    "Every measured value, in any order. Check-ins from the KPIs sheet are added here.",
    (
        _reference("KPI", "KPIs", "The ID of the KPI."),
        _date("Date", "The day it was measured."),
        _number(
            "Value",
            12,
            "The figure, in the KPI's unit of measure; percentages as 85%.",
            looks.READING_RULE,
        ),
        Column("Confidence", Kind.SHARE, 13, "How sure we are to reach the target, 0% to 100%."),
        _text("Note", 50, "What explains it."),
        _text("By", 26, "Who read it."),
        computed(
            "KPI name", 46, looks.COMPUTED, formula=_name_of("Readings", "KPI", "KPIs", "KPI")
        ),
    ),
    row=Reading,
    freeze=1,
)
ACTIONS = _entered(
    "Actions",
    "Actions",
    "The steps that move an objective. Done is the share that is finished.",
    (
        _id("Short and lasting, such as A-IT-1."),
        _reference("Objective", "Objectives", "The ID of the objective that it serves."),
        _text("Action", 50, "What is done.", looks.NAME),
        _text("Owner", 26, "Who does it."),
        _date("Start", "First day."),
        _date("Due", "Last day."),
        Column("Done", Kind.SHARE, 9, "The share done, 0% to 100%."),
        EXPECTED,
        STATUS,
        CHECK,
    ),
    row=Action,
    letter="A",
    freeze=1,
)
DRIVERS = _entered(
    "Drivers",
    "Drivers",
    "Hypotheses: a leading KPI (Driver) moves another KPI (Outcome) some periods later.",
    (
        _reference("Driver", "KPIs", "The ID of the KPI that moves first."),
        _reference("Outcome", "KPIs", "The ID of the KPI that follows."),
        _choice("Effect", 10, ("Raises", "Lowers"), "What more of the driver does to the outcome."),
        _count("Lag", 9, "After how many periods (of the outcome's frequency)."),
        _date("Declared", "When the hypothesis was written down."),
        _text("Rationale", 56, "Why we believe it."),
        computed("Pairs", 9, looks.COMPUTED_COUNT),
        computed("Agreement", 13, looks.COMPUTED_SHARE),
        computed("Verdict", 20, looks.COMPUTED_LABEL),
    ),
    row=Driver,
)

# In the order of the sheets; IDs are given and compared in this order too.
TABLES: tuple[TableLayout, ...] = (
    SETTINGS,
    PILLARS,
    UNITS,
    OBJECTIVES,
    KPIS,
    READINGS,
    ACTIONS,
    DRIVERS,
)


def table_layout(name: str) -> TableLayout:
    """The layout of the table of that name. Raises KeyError."""
    for table in TABLES:
        if table.name == name:
            return table
    raise KeyError(name)


def id_tables() -> Iterator[TableLayout]:
    """The tables whose rows have IDs."""
    return (table for table in TABLES if table.letter is not None)
