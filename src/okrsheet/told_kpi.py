"""The account of a KPI or an action, told to people: each number as the arithmetic behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from rich.text import Text

from okrsheet.plan.model import Kpi, Settings
from okrsheet.rounding import percent
from okrsheet.score.account import ActionAccount, KpiAccount
from okrsheet.score.evidence import Evidence, KnownReading
from okrsheet.score.scores import KpiScore
from okrsheet.sheets.values import as_text
from okrsheet.told import status_text
from okrsheet.told_pace import bounds_text, day_text, linear_text, pace_lines
from okrsheet.told_status import gap_line

SHOWN_READINGS = 10
TOO_LARGE = "the numbers are too large"


def kpi_lines(account: KpiAccount, settings: Settings) -> Iterator[Text]:
    """A KPI from what was read to its status, line by line; nothing where it has no evidence."""
    kpi, figures, rests_on = account.kpi, account.figures, account.evidence
    if rests_on is None:
        return
    yield Text(f"{_nature(kpi)}; {_makes_up(account)}")
    yield Text(_actual(kpi, figures.actual, rests_on))
    yield from map(Text, _reading_lines(kpi, rests_on))
    yield Text(bounds_text(rests_on))
    if figures.attainment is None or figures.score is None:
        verdict = status_text(figures.status)
        yield Text(f"no attainment, since {_wanting(kpi, figures)}: ").append_text(verdict)
        return
    yield Text(f"attainment {_attainment(kpi, figures)}{percent(figures.attainment)}%")
    if figures.score != figures.attainment:
        yield Text(f"score {percent(figures.score)}%: the attainment, cut to 0% to 100%")
    yield from map(Text, pace_lines(kpi, figures.expected, rests_on))
    if figures.expected is None:
        yield Text("nothing to compare with: ").append_text(status_text(figures.status))
        return
    word = "score" if figures.attainment >= 0 else "attainment"  # going backwards shows
    reached = min(figures.attainment, 1)
    yield gap_line(figures.expected, reached, word, settings, figures.status)


def action_lines(account: ActionAccount, settings: Settings) -> Iterator[Text]:
    """An action: what is done, what should be, and its status."""
    action, figures = account.action, account.figures
    yield Text(f"action for {action.objective or 'no objective'}; it counts in no score")
    dates = [day_text(day) if day else "none" for day in (action.start, action.due)]
    yield Text(f"start {dates[0]}, due {dates[1]}, as of {day_text(account.as_of)}")
    yield Text(linear_text(account.as_of, action.start, action.due, figures.expected))
    if figures.expected is None or action.done is None:
        why = "Done is blank" if action.done is None else "nothing to compare with"
        yield Text(f"{why}: ").append_text(status_text(figures.status))
    else:
        yield gap_line(figures.expected, action.done, "done", settings, figures.status)


def _nature(kpi: Kpi) -> str:
    of = f"{kpi.type or 'untyped'} KPI, {kpi.direction or 'no Direction'}"
    measured = f", in {kpi.unit_of_measure}" if kpi.unit_of_measure else ""
    return f"{of}{measured}"


def _makes_up(account: KpiAccount) -> str:
    return f"effective weight {percent(account.figures.effective_weight)}% of the {account.whole}"


def _actual(kpi: Kpi, actual: float | None, rests_on: Evidence) -> str:
    """The actual value, with how it is read from the readings."""
    counted = rests_on.counted
    start = "" if rests_on.start.day is None else f" from {day_text(rests_on.start.day)} on"
    if actual is None:
        late = start if rests_on.readings else ""
        return f"no actual: {TOO_LARGE if counted else f'there is no reading{late}'}"
    told, count = as_text(actual), len(counted)
    readings = "1 reading" if count == 1 else f"{count} readings"
    if kpi.reading_is == "Sum":
        return f"actual {told}: the sum of {readings}{start}"
    if kpi.reading_is == "Average":
        return f"actual {_mean(counted)} = {told}: the average of {readings}{start}"
    last = day_text(counted[0].date)
    if count > 1:
        return f"actual {_mean(counted)} = {told}: the mean of {readings} at the moment {last}"
    if counted[0].is_new:
        return f"actual {told}: the New value, of {last}"
    whole = len(rests_on.readings)
    return f"actual {told}: the {'only reading' if whole == 1 else f'latest of {whole} readings'}"


def _mean(readings: Sequence[KnownReading]) -> str:
    return f"{as_text(fsum(one.value for one in readings))} / {len(readings)}"


def _reading_lines(kpi: Kpi, rests_on: Evidence) -> Iterator[str]:
    """The last readings, the latest first, and what there is before them."""
    shown, earlier = rests_on.readings[:SHOWN_READINGS], rests_on.readings[SHOWN_READINGS:]
    is_window = kpi.reading_is in ("Sum", "Average")
    width = max((len(as_text(one.value)) for one in shown), default=0)
    for one in shown:
        remark = "  New value" if one.is_new else ""
        remark += "  before the start: not counted" if is_window and not one.counts else ""
        yield f"  {day_text(one.date)}  {as_text(one.value):>{width}}{remark}"
    if earlier:
        counted = [one.value for one in earlier if one.counts]
        together = f": the {len(counted)} that count sum to {as_text(fsum(counted))}"
        yield f"  and {len(earlier)} earlier{together if is_window and counted else ''}"


def _attainment(kpi: Kpi, figures: KpiScore) -> str:
    """The arithmetic of an attainment that there is, up to its equals sign or colon."""
    actual = _number(figures.actual)
    if kpi.direction in ("Increase", "Decrease"):
        baseline, target = _number(kpi.baseline), _number(kpi.target)
        return f"({actual} - {baseline}) / ({target} - {baseline}) = "
    if kpi.direction == "Milestone":
        return "as read, the share done: "
    missed = _missed(kpi, figures.actual or 0)
    if missed is None or figures.attainment == 1:  # what is outside by rounding only is within
        return f"{actual} is {_bounds(kpi)}: "
    if kpi.tolerance is None or kpi.tolerance <= 0:
        return f"{actual} is not {_bounds(kpi)}, and there is no Tolerance: "
    return f"1 - ({missed}) / {_number(kpi.tolerance)} = "


def _bounds(kpi: Kpi) -> str:
    """What is to be held, in words."""
    if kpi.low is None or kpi.high is None:
        return f"at most {as_text(kpi.high)}" if kpi.low is None else f"at least {as_text(kpi.low)}"
    return f"within {as_text(kpi.low)} to {as_text(kpi.high)}"


def _missed(kpi: Kpi, actual: float) -> str | None:
    """How far an actual value is outside the bounds of Hold, as a difference; None within them."""
    if kpi.low is not None and actual < kpi.low:
        return f"{_number(kpi.low)} - {_number(actual)}"
    if kpi.high is not None and actual > kpi.high:
        return f"{_number(actual)} - {_number(kpi.high)}"
    return None


def _wanting(kpi: Kpi, figures: KpiScore) -> str:
    """Why a KPI has no attainment."""
    if figures.actual is None:
        return "there is no actual"
    if kpi.direction is None:
        return "there is no Direction"
    if kpi.direction == "Hold" and kpi.low is None and kpi.high is None:
        return "Low and High are blank"
    if kpi.direction == "Hold" and kpi.low is not None and kpi.high is not None:
        return "Low is above High" if kpi.low > kpi.high else TOO_LARGE
    if kpi.direction in ("Increase", "Decrease"):
        if kpi.baseline is None or kpi.target is None:
            return f"{'Baseline' if kpi.baseline is None else 'Target'} is missing"
        if kpi.target == kpi.baseline:
            return "Target equals Baseline"
    return TOO_LARGE


def _number(value: float | None) -> str:
    """A number as part of arithmetic: one below 0 in brackets."""
    return f"({as_text(value)})" if value is not None and value < 0 else as_text(value)
