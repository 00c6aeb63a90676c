"""What is expected of a KPI or an action by now, told as the days it is counted from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from okrsheet.plan.model import Kpi
from okrsheet.rounding import percent
from okrsheet.score.evidence import Bound, Evidence

WHOSE = {"kpi": "its own", "objective": "its objective's", "period": "the period's"}
# A check-in beside a reading of its day stands a blink behind midnight: that is no time of day.
BLINK = timedelta(seconds=1)


def pace_lines(kpi: Kpi, expected: float | None, rests_on: Evidence) -> Iterator[str]:
    """The day a KPI is judged on and why, and what is expected of it by then."""
    due = rests_on.due.day
    if kpi.direction == "Hold":
        yield "expected 100.0%: what is to be held is expected all the time"
    elif kpi.direction == "Milestone" and due is not None and expected is not None:
        side = "before" if expected == 0 else "not before"
        as_of = day_text(rests_on.as_of)
        yield f"expected {percent(expected)}%: the as-of day {as_of} is {side} due {day_text(due)}"
    else:
        if kpi.direction != "Milestone":
            yield _judged(kpi, rests_on)
        yield linear_text(rests_on.judged_on, rests_on.start.day, due, expected)


def bounds_text(rests_on: Evidence) -> str:
    """The first and last day of a KPI, and where they come from."""
    return f"start {_bound(rests_on.start)}, due {_bound(rests_on.due)}"


def linear_text(
    day: datetime, start: datetime | None, due: datetime | None, expected: float | None
) -> str:
    """The share of the time from start to due that is gone on a day, as the days it is made of."""
    if expected is None or start is None or due is None:
        lacking = [name for name, at in (("Start", start), ("Due", due)) if at is None]
        return f"nothing is expected: no {' and no '.join(lacking)}"
    if start >= due:
        side = "before" if expected == 0 else "not before"
        told = f"start is not before due, and {day_text(day)} is {side} due"
        return f"expected {percent(expected)}%: {told}"
    gone, whole = (day - start) / timedelta(days=1), (due - start) / timedelta(days=1)
    raw = gone / whole
    cut = "" if 0 <= raw <= 1 else f", cut to {percent(expected)}%"
    return (
        f"expected {days_text(gone)} / {days_text(whole)} days from start to due"
        f" = {percent(raw)}%{cut}"
    )


def day_text(moment: datetime) -> str:
    """A day, with its time where it has one."""
    is_day = moment - datetime.combine(moment, time()) < BLINK
    return str(moment.date()) if is_day else moment.isoformat(" ", "seconds")


def days_text(days: float) -> str:
    """A number of days, whole where it is but for a blink."""
    return f"{days:.9g}"


def _bound(bound: Bound) -> str:
    if bound.day is None or bound.source is None:
        return "none"
    return f"{day_text(bound.day)} ({WHOSE[bound.source]})"


def _judged(kpi: Kpi, rests_on: Evidence) -> str:
    """The day of a KPI's last reading while that is fresh, else the as-of day, and why."""
    day = f"judged on {day_text(rests_on.judged_on)}"
    if rests_on.age is None:
        return f"{day}, the as-of day: there is no reading"
    age = days_text(max(rests_on.age, 0))
    limit = f"({kpi.frequency or 'as Monthly'}: up to {rests_on.fresh_days})"
    old = f"last reading, {age} day{'' if age == '1' else 's'} old"
    return f"{day}: {old}, fresh {limit}" if rests_on.is_fresh else f"{day}: {old}, stale {limit}"
