"""A plan for the judges of live workbooks, as tables, and the words that make one briefly.

The period has 200 days and *as of* is the day after its 100th: a KPI that runs over the whole of
it and was read on that day is expected to stand at 0.5. Days count from 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

Cell = object
Row = Mapping[str, Cell]
Tables = Mapping[str, Sequence[Row]]

START = datetime(2026, 1, 1)
AS_OF = START + timedelta(days=100)
DUE = START + timedelta(days=200)
DEEPEST = 8  # as many levels of objectives as the calculation sheet has sets of columns
SETTINGS: Mapping[str, Cell] = {
    "Organisation": "Bean There",
    "Vision": "The best cup in town",
    "Period start": START,
    "Period end": DUE,
    "As of": AS_OF,
    "On track gap": 0.05,
    "At risk gap": 0.2,
    "Minimum coverage": 0.5,
    "KPIs per objective": 5,
    "Objectives per owner": 5,
    "Live formulas": "Yes",
}


@dataclass(frozen=True)
class Case:
    """A plan's tables under a name that says what is special about it.

    `deep` tells that its objectives have more levels than formulas follow.
    """

    name: str
    tables: Tables
    deep: bool = False


def day(number: float) -> datetime:
    """The moment so many days after the start of the period."""
    return START + timedelta(days=number)


def settings(changed: Mapping[str, Cell] | None = None) -> list[Row]:
    """The rows of Settings, some with another value."""
    held = {**SETTINGS, **(changed or {})}
    return [{"Setting": name, "Value": value} for name, value in held.items()]


def kpi(id: Cell, objective: Cell, **fields: Cell) -> Row:
    """A KPI from 0 to 1 over the period; fields by header, with _ for a space."""
    usual: dict[str, Cell] = {"Direction": "Increase", "Baseline": 0, "Target": 1}
    named = {header.replace("_", " "): cell for header, cell in fields.items()}
    return {"ID": id, "KPI": f"Measure {id}", "Objective": objective, **usual, **named}


def reading(id: Cell, value: Cell, at: Cell = AS_OF) -> Row:
    """A reading of a KPI, on the as-of day where nothing else is said."""
    return {"KPI": id, "Date": at, "Value": value}


def objective(id: Cell, **fields: Cell) -> Row:
    """An objective; fields by header."""
    return {"ID": id, "Objective": f"Reach {id}", **fields}


def case(
    name: str,
    kpis: Sequence[Row] = (),
    readings: Sequence[Row] = (),
    objectives: Sequence[Row] | None = None,
    pillars: Sequence[Row] | None = None,
    units: Sequence[Row] = (),
    actions: Sequence[Row] = (),
    changed: Mapping[str, Cell] | None = None,
    deep: bool = False,
) -> Case:
    """A case; without pillars it has P1, without objectives O-1 in P1."""
    tables: dict[str, Sequence[Row]] = {
        "Settings": settings(changed),
        "Pillars": [{"ID": "P1", "Pillar": "People"}] if pillars is None else pillars,
        "Units": units,
        "Objectives": [objective("O-1", Pillar="P1")] if objectives is None else objectives,
        "KPIs": kpis,
        "Readings": readings,
        "Actions": actions,
    }
    return Case(name, tables, deep)


def read_at(reached: Sequence[Cell], **fields: Cell) -> tuple[list[Row], list[Row]]:
    """A KPI of O-1 for each value, and its reading on the as-of day."""
    ids = [f"K-{number}" for number in range(1, len(reached) + 1)]
    kpis = [kpi(id, "O-1", **fields) for id in ids]
    return kpis, [reading(id, value) for id, value in zip(ids, reached, strict=True)]
