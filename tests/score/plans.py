"""Plans for the tests of scoring.

The period has 100 days, and *as of* is its 50th: a KPI that runs over the whole of it and was
read today is expected to stand at 0.5.
"""

from datetime import datetime, timedelta
from typing import TypeVar

from okrsheet.plan.model import (
    Action,
    Context,
    Driver,
    Kpi,
    Objective,
    Pillar,
    Plan,
    Reading,
    Row,
    Settings,
    Unit,
)
from okrsheet.score import KpiScore, NodeScore, score_plan

R = TypeVar("R", bound=Row)
START = datetime(2026, 1, 1)
AS_OF = START + timedelta(days=50)
DUE = START + timedelta(days=100)
PERIOD = {"Period start": START, "Period end": DUE}


def day(number: float) -> datetime:
    """The moment so many days after the start of the period."""
    return START + timedelta(days=number)


def a_plan(*rows: Row, as_of: datetime = AS_OF, settings: Settings | None = None) -> Plan:
    """A plan of these rows, each in its table in the order given."""

    def of(kind: type[R]) -> tuple[R, ...]:
        return tuple(row for row in rows if isinstance(row, kind))

    return Plan(
        as_of=as_of.date(),
        settings=settings or Settings.model_validate(PERIOD),
        pillars=of(Pillar),
        units=of(Unit),
        objectives=of(Objective),
        kpis=of(Kpi),
        readings=of(Reading),
        actions=of(Action),
        drivers=of(Driver),
        context=of(Context),
    )


def a_kpi(id: str, objective: str, reached: float | None, **fields: object) -> Kpi:
    """A KPI from 0 to 1 over the period, read today; reached None: it has no reading."""
    given = {"direction": "Increase", "baseline": 0.0, "target": 1.0, "new_value": reached}
    return Kpi.model_validate({"id": id, "objective": objective, **given, **fields})


def node(id: str, *rows: Row, settings: Settings | None = None) -> NodeScore:
    """The score of the company, or of the pillar, unit or objective with this ID."""
    scores = score_plan(a_plan(*rows, settings=settings))
    nodes = (scores.company, *scores.pillars, *scores.units, *scores.objectives)
    return next(each for each in nodes if each.id == id)


def only_kpi(*rows: Row, as_of: datetime = AS_OF, settings: Settings | None = None) -> KpiScore:
    """The score of the first KPI of a plan."""
    return score_plan(a_plan(*rows, as_of=as_of, settings=settings)).kpis[0]
