"""D: has every row an identity of its own, and do the IDs that it refers to exist?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import (
    Action,
    Driver,
    Kpi,
    Objective,
    Pillar,
    Plan,
    Reading,
    Row,
    Unit,
    key,
)
from okrsheet.smart.rule import Fault, explained, plain, rule

NAME_OF_ROW = {"Pillars": "pillar", "Units": "unit", "Objectives": "objective", "KPIs": "KPI"}
Reference = tuple[str, str | None, str]  # header, the ID that stands there, the table it means


@rule("D05", Severity.ERROR, Plan)
def repeated_id(plan: Plan) -> Iterator[Fault]:
    """The ID stands twice.

    An ID means one thing in the whole workbook, in small letters or capitals. The first row that
    has it keeps it; the other one is checked, but not scored.

    Flagged:
        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |
        | o-1 | Answer 40% of questions by chatbot    |

    Passes:
        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |
        | O-2 | Answer 40% of questions by chatbot    |
    """
    around = plan.graph.around.ids.values()
    holders: dict[str | None, str] = {id: "Context" for ids in around for id in ids}
    for row in plan.rows():
        if not row.taken:
            holders.setdefault(key(row.id), row.table)
    for row in plan.rows():
        if row.taken:
            yield Fault(
                "ID",
                f"The ID {row.id} stands in {holders.get(key(row.id), row.table)} already.",
                "Give this row an ID of its own, or clear its ID and the next write gives it one.",
            ).at(row)


@rule("D06", Severity.ERROR, Unit, Objective, Kpi, Reading, Action, Driver)
def unknown_reference(row: Row, plan: Plan) -> Iterator[Fault]:
    """The ID referred to does not exist.

    A row that refers to nothing hangs nowhere: it counts in no score above it.

    Flagged:
        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |

        KPIs
        | ID  | KPI           | Objective |
        | K-1 | Response time | O-7       |

        Readings
        | KPI | Date       | Value |
        |     | 2026-03-31 | 20    |

    Passes:
        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |

        KPIs
        | ID  | KPI           | Objective |
        | K-1 | Response time | o-1       |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-03-31 | 20    |
    """
    if isinstance(row, Reading) and row.kpi is None:
        yield from _unnamed(row, plan)
    whose = f" of {row.id}" if row.id else ""
    for header, id, table in _references(row):
        is_silent = plan.missing & {table, f"{table}/ID"} or explained(row, header, plan)
        if id is not None and not is_silent and not _is_known(id, table, plan):
            yield Fault(
                header,
                f"{header}{whose} is {id}, and no {NAME_OF_ROW[table]}{_where(plan)} has that ID.",
                _how_to_refer(table, plan),
            )


@rule("D07", Severity.INFO, Pillar, Unit, Objective, Kpi, Action)
def missing_id(row: Row, plan: Plan) -> Iterator[Fault]:
    """A row without an ID: the next write gives it one.

    People need not invent IDs. Other rows can refer to this one once it has its own.

    Flagged:
        Objectives
        | ID  | Objective                             |
        |     | Cut response time from 24 to 12 hours |

    Passes:
        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |
    """
    if row.given:
        yield Fault(
            "ID",
            f"This row has no ID; the next write gives it {row.id}.",
            "Leave it to the next write, or enter an ID that you prefer.",
        )


@rule("D09", Severity.WARNING, Plan)
def second_reading_on_a_day(plan: Plan) -> Iterator[Fault]:
    """Two readings of one KPI on one day.

    Often one figure was entered twice, or one of the dates is a slip. A Sum then counts too much,
    and Latest takes the mean of readings of one moment.

    Flagged:
        KPIs
        | ID  | KPI           |
        | K-1 | Response time |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-03-31 | 20    |
        | K-1 | 2026-03-31 | 21    |

    Passes:
        KPIs
        | ID  | KPI           |
        | K-1 | Response time |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-03-31 | 20    |
        | K-1 | 2026-04-30 | 18    |
    """
    first: dict[tuple[str, date], float] = {}
    for reading in plan.readings:
        kpi = key(reading.kpi)
        if kpi is None or reading.date is None or reading.value is None:
            continue
        day = (kpi, reading.date.date())
        if day in first:
            yield Fault(
                "Date",
                f"{reading.kpi} has the readings {plain(first[day])} and {plain(reading.value)} "
                f"on {plain(reading.date)}.",
                "Keep the right one and delete the other, or correct its date.",
            ).at(reading)
        first.setdefault(day, reading.value)


def _references(row: Row) -> tuple[Reference, ...]:
    match row:
        case Unit():
            return (("Parent", row.parent, "Units"),)
        case Objective():
            return (
                ("Pillar", row.pillar, "Pillars"),
                ("Parent", row.parent, "Objectives"),
                ("Unit", row.unit, "Units"),
            )
        case Kpi() | Action():
            return (("Objective", row.objective, "Objectives"),)
        case Reading():
            return (("KPI", row.kpi, "KPIs"),)
        case Driver():
            return (("Driver", row.driver, "KPIs"), ("Outcome", row.outcome, "KPIs"))
        case _:
            return ()


def _is_known(id: str, table: str, plan: Plan) -> bool:
    """Whether a row has that ID, here or, as a department's context says, elsewhere in the plan."""
    graph = plan.graph
    own: Mapping[str, Mapping[str, int]] = {
        "Pillars": graph.pillars,
        "Units": graph.units,
        "Objectives": graph.objectives,
        "KPIs": graph.kpis,
    }
    return key(id) in own[table] or key(id) in graph.around.ids[table]


def _where(plan: Plan) -> str:
    return " of this department or of its sheet Context" if plan.is_department else ""


def _how_to_refer(table: str, plan: Plan) -> str:
    if not plan.is_department:
        return f"Enter an ID that stands in the table {table}, or add its row there."
    if table == "Pillars":
        return "Enter the ID of a pillar of the sheet Context."
    return f"Enter an ID of the table {table} or the sheet Context, or add its row to {table}."


def _unnamed(reading: Reading, plan: Plan) -> Iterator[Fault]:
    """The fault of a reading with a value that says of no KPI that it is its."""
    is_explained = "KPIs" in plan.missing or explained(reading, "KPI", plan)
    if reading.value is not None and not is_explained:
        yield Fault(
            "KPI",
            f"This reading of {plain(reading.value)} names no KPI.",
            "Enter the ID of the KPI that it belongs to.",
        )
