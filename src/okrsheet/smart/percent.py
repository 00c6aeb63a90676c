"""M: do a KPI's percentages stand on one scale: 0.85 for 85%, or 85?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Reading, key
from okrsheet.smart.case import Case
from okrsheet.smart.gauge import gauge_of
from okrsheet.smart.rule import Fault, called, plain, rule

FAR_OFF = 20  # times beyond every figure of the KPI: about 100, with room for real movement
LARGEST_SHARE = 2.0  # 200%: what is larger hardly stands on the scale of 0..1
FEWEST_NEIGHBOURS = 3
HUNDRED = 100


@rule("M10", Severity.WARNING, Kpi, Reading)
def suspect_percent_scale(row: Kpi | Reading, case: Case) -> Iterator[Fault]:
    """Percent scale suspect.

    In a cell with the format % the figure 85% is 0.85. An 85 among figures from 0 to 1 is a
    hundred times too much, and so is the score.

    Flagged:
        KPIs
        | ID  | KPI                 | Direction | Unit of measure | Baseline | Target |
        | K-1 | Answered by chatbot | Increase  | %               | 0.2      | 0.9    |
        | K-2 | Certified staff     | Increase  | %               | 0.2      | 85     |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-05-31 | 41    |

    Passes:
        KPIs
        | ID  | KPI                 | Direction | Unit of measure | Baseline | Target |
        | K-1 | Answered by chatbot | Increase  | %               | 0.2      | 0.9    |
        | K-2 | Certified staff     | Increase  | %               | 20       | 85     |

        Readings
        | KPI | Date       | Value |
        | K-1 | 2026-05-31 | 0.41  |
        | K-2 | 2026-05-31 | 41    |
    """
    if isinstance(row, Reading):
        yield from _suspect_reading(row, case)
        return
    figures = _goals(row) if _is_percent(row) else {}
    values = tuple(figures.values())
    odd = next((header for header, value in figures.items() if is_odd(value, values)), None)
    if odd is not None:
        value = figures[odd]
        yield Fault(
            odd,
            f"{called(row)} has {plain(value)} as {odd}, on another scale than its other figures.",
            f"Enter shares throughout: {plain(value / HUNDRED)} is {plain(value)}%.",
        )
    elif values and min(values) >= 0 and max(values) > LARGEST_SHARE and _stands_alone(case):
        header = max(figures, key=lambda name: figures[name])
        yield Fault(
            header,
            f"{called(row)} has {plain(figures[header])} as {header}; the plan's other percentages "
            "run from 0 to 1.",
            "Enter its figures and readings as shares, such as 0.85 for 85%.",
        )
    elif row.new_value is not None and _is_off(row.new_value, values):
        yield _off(row, "New value", row.new_value)


def is_odd(value: float, values: Sequence[float]) -> bool:
    """Whether a figure is a percentage while another of the same KPI is a share between 0 and 1."""
    others = [abs(other) for other in values if other != 0]
    has_share = any(other < 1 for other in others)
    return abs(value) > LARGEST_SHARE and has_share and abs(value) >= FAR_OFF * min(others)


def _suspect_reading(reading: Reading, case: Case) -> Iterator[Fault]:
    at = case.graph.kpis.get(key(reading.kpi) or "")
    if at is None or reading.value is None or not _is_percent(case.kpis[at]):
        return
    values = tuple(_goals(case.kpis[at]).values())
    if not any(is_odd(value, values) for value in values) and _is_off(reading.value, values):
        yield _off(case.kpis[at], "Value", reading.value)


def _off(kpi: Kpi, header: str, value: float) -> Fault:
    goals = _goals(kpi).items()
    told = " and ".join(f"{name} {plain(goal)}" for name, goal in goals)
    return Fault(
        header,
        f"The reading {plain(value)} of {called(kpi)} is about 100 times off its {told}.",
        "Enter it on the scale of its target: 0.85 or 85, but the same for all.",
    )


def _is_off(value: float, goals: Sequence[float]) -> bool:
    """Whether a reading is far beyond the goals and would be among them a hundred times off."""
    sizes = [abs(goal) for goal in goals if goal != 0]
    if not sizes or value == 0:
        return False
    low, high, size = min(sizes), max(sizes), abs(value)
    is_too_large = size > FAR_OFF * high and low / 3 <= size / HUNDRED <= high * 3
    is_too_small = size * FAR_OFF < low and low / 3 <= size * HUNDRED <= high * 3
    return is_too_large or is_too_small


def _stands_alone(case: Case) -> bool:
    """Whether nearly all other percentages of the plan are shares."""
    shares, hundreds = case.percentages
    others = hundreds - 1
    return shares >= FEWEST_NEIGHBOURS and shares >= FEWEST_NEIGHBOURS * others


def _is_percent(kpi: Kpi) -> bool:
    return gauge_of(kpi.unit_of_measure or "").is_share and kpi.direction != "Milestone"


def _goals(kpi: Kpi) -> dict[str, float]:
    """A KPI's figures by header."""
    figures = {
        "Baseline": kpi.baseline,
        "Target": kpi.target,
        "Low": kpi.low,
        "High": kpi.high,
    }
    return {header: value for header, value in figures.items() if value is not None}
