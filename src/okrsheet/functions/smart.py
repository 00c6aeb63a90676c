"""OKR_SMART: what the linter finds in one objective, from its statement and its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from okrsheet.functions import wizard
from okrsheet.functions.arguments import Answer, Arguments, cell_function
from okrsheet.functions.cells import Cell, Cells, choice, day, id, moment, number, text
from okrsheet.plan.model import Kpi, Objective, Plan
from okrsheet.smart.registry import lint

# The rules that an objective and one KPI answer alone, without the rest of a plan.
CODES = frozenset(
    {"S01", "S02", "S03", "S04", "S05", "S06", "S08", "S09"}
    | {"M02", "M03", "M04", "M05", "M06", "M07", "A02", "R01", "T01", "T02"}
)
OBJECTIVE, KPI = "the objective", "the KPI"  # in the place of IDs in a message
SOME_DAY = date(2000, 1, 1)  # none of those rules asks for the plan's day


@cell_function
def okr_smart(
    statement: Annotated[Cells, "The objective in one sentence"],
    owner: Annotated[Cells, "The one person who answers for it"] = None,
    start: wizard.Start = None,
    due: wizard.Due = None,
    baseline: Annotated[Cells, "The value of its KPI at the start"] = None,
    target: Annotated[Cells, "The value of its KPI to reach"] = None,
    unit: Annotated[Cells, "What the KPI counts, such as hours or %"] = None,
    direction: Annotated[
        Cells, "Increase, Decrease, Hold or Milestone; if left out, as the numbers run"
    ] = None,
    pillar: Annotated[Cells, "The pillar or parent objective that it serves"] = None,
    achievable: Annotated[Cells, "What makes it possible: evidence, or an action"] = None,
) -> Answer:
    """What is not SMART about an objective: codes and sentences, or OK. See OKR_RULE for a code.

    An argument that is left out is not judged, a blank cell is; blank where all cells are blank.
    """
    given = {
        "statement": statement,
        "owner": owner,
        "start": start,
        "due": due,
        "baseline": baseline,
        "target": target,
        "unit": unit,
        "direction": direction,
        "pillar": pillar,
        "achievable": achievable,
    }
    rows = Arguments.of(**given)
    read = {name: rows.read(name, FIELDS[name].read) for name in given}
    stated = frozenset(name for name, cells in given.items() if cells is not None)
    return rows.answer(
        _findings({name: read[name][at] for name in stated}) for at in range(len(rows))
    )


@dataclass(frozen=True, slots=True)
class Field:
    """An argument's place in the plan: the kind of row, its field there, how a cell is read."""

    row: type[Objective] | type[Kpi]
    name: str
    read: Callable[[Cell, str], object]

    @property
    def column(self) -> str:
        """Its table and header, as `Plan.missing` says them."""
        return f"{self.row.table}/{self.row.model_fields[self.name].alias}"


def _moment(cell: Cell, name: str) -> datetime | None:
    serial_day = day(cell, name)
    return None if serial_day is None else moment(serial_day)


def _direction(cell: Cell, name: str) -> str | None:
    return choice(cell, name, wizard.DIRECTIONS)


FIELDS: Mapping[str, Field] = {
    "statement": Field(Objective, "name", text),
    "owner": Field(Objective, "owner", text),
    "start": Field(Objective, "start", _moment),
    "due": Field(Objective, "due", _moment),
    "baseline": Field(Kpi, "baseline", number),
    "target": Field(Kpi, "target", number),
    "unit": Field(Kpi, "unit_of_measure", text),
    "direction": Field(Kpi, "direction", _direction),
    "pillar": Field(Objective, "pillar", id),
    "achievable": Field(Objective, "achievable", text),
}
# Bounds are no arguments, so nothing is said of them.
UNASKED = frozenset({"KPIs/Low", "KPIs/High"})


def _findings(stated: Mapping[str, object]) -> str:
    """What the rules find in one objective, whose other fields are left out."""
    if all(value is None for value in stated.values()):
        return ""
    kinds: dict[type, dict[str, object]] = {Objective: {"id": OBJECTIVE}}
    for name, value in stated.items():
        field = FIELDS[name]
        kinds.setdefault(field.row, {"id": KPI, "objective": OBJECTIVE})[field.name] = value
    kpi = kinds.get(Kpi)
    if kpi is not None and "direction" not in stated:
        kpi["direction"] = _way(kpi.get("baseline"), kpi.get("target"))
    plan = Plan(
        SOME_DAY,
        objectives=(Objective.model_validate(kinds[Objective]),),
        kpis=() if kpi is None else (Kpi.model_validate(kpi),),
        missing=UNASKED.union(field.column for n, field in FIELDS.items() if n not in stated),
    )
    found = [f"{one.code}: {one.message[0].upper()}{one.message[1:]}" for one in lint(plan, CODES)]
    return " ".join(found) or "OK"


def _way(baseline: object, target: object) -> str:
    """The direction in which the numbers run."""
    falls = isinstance(baseline, float) and isinstance(target, float) and target < baseline
    return "Decrease" if falls else "Increase"
