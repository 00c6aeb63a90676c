"""R: do the measures tell the truth in time: leading KPIs, few of them, sound drivers?"""

from __future__ import annotations

from collections.abc import Iterator

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Driver, Objective, Plan, key
from okrsheet.smart.case import Case
from okrsheet.smart.rule import Fault, called, explained, plain, rule

TELLS_WHAT_IS_BELOW = frozenset(
    {"KPIs", "KPIs/Objective", "KPIs/Type", "Objectives/ID", "Objectives/Parent"}
)


@rule("R05", Severity.WARNING, Objective)
def lagging_only(objective: Objective, case: Case) -> Iterator[Fault]:
    """Only lagging KPIs: nothing signals ahead.

    Lagging KPIs tell what has happened. A leading one, of the objective or of one below it, shows
    early enough whether the work will bring it about.

    Flagged:
        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |

        KPIs
        | ID  | KPI           | Objective | Type    |
        | K-1 | Response time | O-1       | Lagging |

    Passes:
        Objectives
        | ID  | Objective                             | Parent |
        | O-1 | Cut response time from 24 to 12 hours |        |
        | O-2 | Answer 40% of questions by chatbot    | O-1    |

        KPIs
        | ID  | KPI                 | Objective | Type    |
        | K-1 | Response time       | O-1       | Lagging |
        | K-2 | Types of questions  | O-2       | Leading |
    """
    at = case.place(objective)
    if at is None or at in case.graph.cycles or case.missing & TELLS_WHAT_IS_BELOW:
        return
    if at in case.confirmed and at not in case.signalled:
        yield Fault(
            "Measurable",
            f"{called(objective)} has lagging KPIs only, its own and below it.",
            "Add a leading KPI: what will move first if the work succeeds.",
        )


@rule("R07", Severity.WARNING, Objective)
def too_many_kpis(objective: Objective, case: Case) -> Iterator[Fault]:
    """More KPIs than the setting.

    Where everything is measured nothing stands out, and each KPI costs a reading every time. How
    many are too many is the setting KPIs per objective.

    Flagged:
        Settings
        | Setting            | Value |
        | KPIs per objective | 1     |

        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |

        KPIs
        | ID  | KPI           | Objective | Type    |
        | K-1 | Response time | O-1       | Lagging |
        | K-2 | Open cases    | O-1       | Leading |

    Passes:
        Objectives
        | ID  | Objective                             |
        | O-1 | Cut response time from 24 to 12 hours |

        KPIs
        | ID  | KPI           | Objective | Type    |
        | K-1 | Response time | O-1       | Lagging |
        | K-2 | Open cases    | O-1       | Leading |
    """
    count, limit = len(case.own_kpis(objective)), case.settings.kpis_per_objective
    if count > limit:
        yield Fault(
            "Measurable",
            f"{called(objective)} has {count} KPIs of its own, more than the {plain(limit)} of the "
            "setting KPIs per objective.",
            "Keep those that someone would act on, or raise the setting.",
        )


@rule("R09", Severity.WARNING, Driver)
def unfounded_driver(driver: Driver, plan: Plan) -> Iterator[Fault]:
    """A driver without effect, lag or rationale; or one that runs from a lagging KPI.

    A driver is a forecast: this moves that, so much later, because of something. Only what is said
    beforehand can be tested, and only what moves first can drive.

    Flagged:
        KPIs
        | ID  | KPI           | Type    |
        | K-1 | Response time | Lagging |
        | K-2 | Open cases    | Leading |

        Drivers
        | Driver | Outcome | Effect | Lag | Rationale                 |
        | K-2    | K-1     | Raises |     | A queue makes guests wait |
        | K-1    | K-2     | Raises | 1   | Guests who wait ask again |

    Passes:
        KPIs
        | ID  | KPI           | Type    |
        | K-1 | Response time | Lagging |
        | K-2 | Open cases    | Leading |

        Drivers
        | Driver | Outcome | Effect | Lag | Rationale                 |
        | K-2    | K-1     | Raises | 1   | A queue makes guests wait |
    """
    name = f"The driver {driver.driver or '?'} > {driver.outcome or '?'}"
    said = {"Effect": driver.effect, "Lag": driver.lag, "Rationale": driver.rationale}
    for header, value in said.items():
        if value is None and not explained(driver, header, plan):
            yield Fault(
                header,
                f"{name} has no {header.lower()}.",
                "Say what it does to the outcome, after how many periods, and why.",
            )
    at = plan.graph.kpis.get(key(driver.driver) or "")
    if at is not None and plan.kpis[at].type == "Lagging":
        yield Fault(
            "Driver",
            f"{name} runs from {driver.driver}, which is a lagging KPI.",
            "Name a leading KPI as driver, or set its type to Leading if it moves first.",
        )
