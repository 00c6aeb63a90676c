"""A plan: pillars, units, objectives, KPIs with their readings, actions and drivers.

Every value is frozen and every field optional: what a cell does not say is None, and what it says
wrongly is None too, with a Misfit that tells why. Field aliases are the column headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from okrsheet.plan.graph import Graph

Direction = Literal["Increase", "Decrease", "Hold", "Milestone"]
Frequency = Literal["Daily", "Weekly", "Monthly", "Quarterly", "Yearly"]


class Row(BaseModel):
    """A row of a table. `row` is its 0-based data row; `unread` the headers that a Misfit explains.

    `given` says that the ID was not entered but is the one the next write gives. `taken` says
    that another row had the ID before: the row is checked but not scored.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="ignore", validate_by_name=True, allow_inf_nan=False
    )
    table: ClassVar[str]

    row: int = Field(default=0)
    unread: frozenset[str] = Field(default=frozenset())
    given: bool = Field(default=False)
    taken: bool = Field(default=False)
    id: str | None = Field(default=None, alias="ID")


class Pillar(Row):
    """A strategic pillar under the vision."""

    table: ClassVar[str] = "Pillars"
    name: str | None = Field(default=None, alias="Pillar")
    description: str | None = Field(default=None, alias="Description")
    owner: str | None = Field(default=None, alias="Owner")
    weight: float | None = Field(default=None, alias="Weight")


class Unit(Row):
    """A department or team; `parent` is the unit above it."""

    table: ClassVar[str] = "Units"
    name: str | None = Field(default=None, alias="Unit")
    parent: str | None = Field(default=None, alias="Parent")
    head: str | None = Field(default=None, alias="Head")


class Objective(Row):
    """A SMART objective; it hangs under a pillar, a parent objective, or both."""

    table: ClassVar[str] = "Objectives"
    name: str | None = Field(default=None, alias="Objective")
    pillar: str | None = Field(default=None, alias="Pillar")
    parent: str | None = Field(default=None, alias="Parent")
    unit: str | None = Field(default=None, alias="Unit")
    owner: str | None = Field(default=None, alias="Owner")
    specific: str | None = Field(default=None, alias="Specific")
    measurable: str | None = Field(default=None, alias="Measurable")
    achievable: str | None = Field(default=None, alias="Achievable")
    relevant: str | None = Field(default=None, alias="Relevant")
    start: datetime | None = Field(default=None, alias="Start")
    due: datetime | None = Field(default=None, alias="Due")
    weight: float | None = Field(default=None, alias="Weight")
    roll_up: Literal["Weighted", "Worst"] | None = Field(default=None, alias="Roll-up")
    waive: str | None = Field(default=None, alias="Waive")


class Kpi(Row):
    """A leading or lagging KPI of an objective, with its goal and, perhaps, a check-in.

    With a new value, `new_date` is the moment at which it counts, entered or not.
    """

    table: ClassVar[str] = "KPIs"
    name: str | None = Field(default=None, alias="KPI")
    objective: str | None = Field(default=None, alias="Objective")
    type: Literal["Leading", "Lagging"] | None = Field(default=None, alias="Type")
    direction: Direction | None = Field(default=None, alias="Direction")
    unit_of_measure: str | None = Field(default=None, alias="Unit of measure")
    reading_is: Literal["Latest", "Sum", "Average"] | None = Field(default=None, alias="Reading is")
    baseline: float | None = Field(default=None, alias="Baseline")
    target: float | None = Field(default=None, alias="Target")
    low: float | None = Field(default=None, alias="Low")
    high: float | None = Field(default=None, alias="High")
    tolerance: float | None = Field(default=None, alias="Tolerance")
    frequency: Frequency | None = Field(default=None, alias="Frequency")
    source: str | None = Field(default=None, alias="Source")
    owner: str | None = Field(default=None, alias="Owner")
    start: datetime | None = Field(default=None, alias="Start")
    due: datetime | None = Field(default=None, alias="Due")
    weight: float | None = Field(default=None, alias="Weight")
    new_value: float | None = Field(default=None, alias="New value")
    new_date: datetime | None = Field(default=None, alias="New date")
    new_note: str | None = Field(default=None, alias="New note")
    waive: str | None = Field(default=None, alias="Waive")


class Action(Row):
    """A step towards an objective; `done` is the share done, 0..1."""

    table: ClassVar[str] = "Actions"
    objective: str | None = Field(default=None, alias="Objective")
    name: str | None = Field(default=None, alias="Action")
    owner: str | None = Field(default=None, alias="Owner")
    start: datetime | None = Field(default=None, alias="Start")
    due: datetime | None = Field(default=None, alias="Due")
    done: float | None = Field(default=None, alias="Done", ge=0, le=1)


class Reading(Row):
    """One measured value of a KPI; `confidence` is 0..1."""

    table: ClassVar[str] = "Readings"
    kpi: str | None = Field(default=None, alias="KPI")
    date: datetime | None = Field(default=None, alias="Date")
    value: float | None = Field(default=None, alias="Value")
    confidence: float | None = Field(default=None, alias="Confidence", ge=0, le=1)
    note: str | None = Field(default=None, alias="Note")
    by: str | None = Field(default=None, alias="By")


class Driver(Row):
    """A declared hypothesis: a leading KPI moves an outcome after `lag` periods."""

    table: ClassVar[str] = "Drivers"
    driver: str | None = Field(default=None, alias="Driver")
    outcome: str | None = Field(default=None, alias="Outcome")
    effect: Literal["Raises", "Lowers"] | None = Field(default=None, alias="Effect")
    lag: float | None = Field(default=None, alias="Lag")
    declared: datetime | None = Field(default=None, alias="Declared")
    rationale: str | None = Field(default=None, alias="Rationale")


ContextKind = Literal[
    "Vision", "Company", "Pillar", "Unit", "Objective", "Units below", "KPI", "Sending"
]
Label = Literal["On track", "At risk", "Off track", "No data"]


class Context(Row):
    """A row of a department's context: what is not its own, frozen and dated at sending.

    `Vision` is the company's, as name. `Company` and `Pillar` carry figures that are shown and
    never calculated again. `Unit` is one above the department's. An `Objective` stands above one
    of its own, or below one in another unit: then its figures count in its `parent`. `Units below`
    sums up what counts in the unit `parent` from units that have workbooks of their own. `KPI` is
    only an ID, the outcome of a driver. `Sending` says whose workbook it is: the unit's ID, the
    sending as name, the plan's identity as parent. `unit` is the department's own unit that a row
    stands in, if any.
    Figures are shares, 0..1.
    """

    table: ClassVar[str] = "Context"
    kind: ContextKind | None = Field(default=None, alias="Kind")
    name: str | None = Field(default=None, alias="Name")
    pillar: str | None = Field(default=None, alias="Pillar")
    parent: str | None = Field(default=None, alias="Parent")
    unit: str | None = Field(default=None, alias="Unit")
    weight: float | None = Field(default=None, alias="Weight")
    score: float | None = Field(default=None, alias="Score")
    expected: float | None = Field(default=None, alias="Expected")
    coverage: float | None = Field(default=None, alias="Coverage")
    status: Label | None = Field(default=None, alias="Status")
    worst: Label | None = Field(default=None, alias="Worst")
    as_at: datetime | None = Field(default=None, alias="As at")


class Settings(BaseModel):
    """The plan's settings; gaps and the minimum coverage are shares, 0..1."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="ignore", validate_by_name=True, allow_inf_nan=False
    )

    organisation: str | None = Field(default=None, alias="Organisation")
    vision: str | None = Field(default=None, alias="Vision")
    period_start: datetime | None = Field(default=None, alias="Period start")
    period_end: datetime | None = Field(default=None, alias="Period end")
    as_of: datetime | None = Field(default=None, alias="As of")
    on_track_gap: float = Field(default=0.05, alias="On track gap", ge=0, le=1)
    at_risk_gap: float = Field(default=0.20, alias="At risk gap", ge=0, le=1)
    minimum_coverage: float = Field(default=0.50, alias="Minimum coverage", ge=0, le=1)
    kpis_per_objective: float = Field(default=5, alias="KPIs per objective", ge=0)
    objectives_per_owner: float = Field(default=5, alias="Objectives per owner", ge=0)
    live_formulas: Literal["Yes", "No"] = Field(default="Yes", alias="Live formulas")


class Unfit(StrEnum):
    """Why a table, column or cell could not be read as it stands."""

    NO_TABLE = "the table is missing"
    NO_COLUMN = "the column is missing"
    NOT_ONE = "not a number, date or choice where one is expected"
    ERROR_VALUE = "an Excel error value"
    AS_TEXT = "a number or date stored as text, or an ID with outer spaces"
    BAD_ID = "not a usable ID"
    TYPED_OVER = "a typed value over a computed cell"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A part of the workbook that does not fit, told by the reader and reported by the D rules.

    `text` is what stands in the cell, `expected` what would fit ("a number", "one of Leading,
    Lagging").
    """

    unfit: Unfit
    table: str
    row: int | None = None
    id: str | None = None
    field: str | None = None
    text: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Plan:
    """A whole plan as of a day. Rows stand in the order of their tables.

    `missing` holds what the workbook does not have at all: table names, and (table, header) pairs
    as `table/header`. IDs are compared without regard to case: see `key`. Only a department's plan
    has a `context`.
    """

    as_of: date
    settings: Settings = field(default_factory=Settings)
    pillars: tuple[Pillar, ...] = ()
    units: tuple[Unit, ...] = ()
    objectives: tuple[Objective, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    readings: tuple[Reading, ...] = ()
    actions: tuple[Action, ...] = ()
    drivers: tuple[Driver, ...] = ()
    context: tuple[Context, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    missing: frozenset[str] = frozenset()

    def rows(self) -> Iterator[Row]:
        """Every row of the plan, table by table."""
        yield from self.pillars
        yield from self.units
        yield from self.objectives
        yield from self.kpis
        yield from self.readings
        yield from self.actions
        yield from self.drivers

    @property
    def is_department(self) -> bool:
        """Whether this is a part of a plan, sent to the unit that owns it."""
        return bool(self.context)

    @cached_property
    def misfits_of(self) -> Mapping[tuple[str, int | None], tuple[Misfit, ...]]:
        """The misfits by table and 0-based data row."""
        found: dict[tuple[str, int | None], tuple[Misfit, ...]] = {}
        for misfit in self.misfits:
            place = (misfit.table, misfit.row)
            found[place] = (*found.get(place, ()), misfit)
        return found

    @cached_property
    def graph(self) -> Graph:
        """How the parts hang together, worked out once."""
        from okrsheet.plan.graph import Graph

        return Graph.of(self)


def key(id: str | None) -> str | None:
    """An ID as it is compared: without regard to case."""
    return id.casefold() if id else None
