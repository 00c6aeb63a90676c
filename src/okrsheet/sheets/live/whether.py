"""Whether a workbook can live: formulas, or values with a line that says why."""

from __future__ import annotations

from okrsheet.books.book import Snapshot
from okrsheet.plan.model import Plan
from okrsheet.sheets.live.levels import DEEPEST, levels_of
from okrsheet.sheets.live.tables import missing

MOST_LOOK_UPS = 50_000_000  # KPIs x readings


def too_big(plan: Plan) -> bool:
    """Whether formulas would look up more than anybody wants to wait for."""
    return len(plan.kpis) * _readings(plan) > MOST_LOOK_UPS


def _readings(plan: Plan) -> int:
    """How many readings there are once check-ins have moved to them."""
    return len(plan.readings) + sum(kpi.new_value is not None for kpi in plan.kpis)


def why_values(plan: Plan, snapshot: Snapshot) -> str | None:
    """The sentence that says why values stand instead of formulas; None where formulas do."""
    if too_big(plan):
        look_ups = f"{len(plan.kpis):,} KPIs x {_readings(plan):,} readings"
        return f"Values of the last roll-up, not formulas: {look_ups} are too many to follow live."
    if max(levels_of(plan)) > DEEPEST:
        return f"Values of the last roll-up, not formulas: these follow {DEEPEST} levels at most."
    if plan.settings.live_formulas == "No":
        return "Values of the last roll-up, not formulas: the setting Live formulas is No."
    lacking = missing(snapshot, plan.is_department)
    if lacking:
        return f"Values of the last roll-up, not formulas: these need {lacking}, which is missing."
    return None
