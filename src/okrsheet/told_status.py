"""The rule that gives a status, told in words with its numbers."""

from __future__ import annotations

from rich.text import Text

from okrsheet.plan.model import Settings
from okrsheet.rounding import limit_text, percent, places_to_compare
from okrsheet.score.status import TOLERANCE, Status
from okrsheet.told import status_text


def gap_line(
    expected: float, reached: float, word: str, settings: Settings, status: Status | None
) -> Text:
    """Expected against what is reached (`word`), the limits that the gap keeps or breaks, status.

    As many decimal places as it takes for the printed gap to stand on its side of the limits.
    `expected` and `reached` are shares; status None leaves the verdict out.
    """
    limits = settings.on_track_gap, settings.at_risk_gap
    places = places_to_compare(expected, reached, limits)
    ahead, behind = percent(reached, places), percent(expected, places)
    reached_text = f"{word} {f'({ahead}%)' if ahead < 0 else f'{ahead}%'}"
    if behind < ahead:
        line = Text(f"{reached_text} - expected {behind}% = {ahead - behind}% ahead")
    else:
        line = Text(f"expected {behind}% - {reached_text} = {behind - ahead}% behind")
        line.append(f": {_side(expected - reached, settings)}")
    return line if status is None else line.append(": ").append_text(status_text(status))


def coverage_line(coverage: float, settings: Settings, decides: bool) -> Text:
    """Coverage against its minimum, both shares; where it `decides`, too little gives no data."""
    minimum = settings.minimum_coverage
    places = places_to_compare(0, coverage, [-minimum])
    line = Text(f"coverage {percent(coverage, places)}%, by weight over all children: ")
    if minimum - coverage <= TOLERANCE:
        return line.append(f"at least the minimum of {limit_text(minimum)}")
    line.append(f"less than the minimum of {limit_text(minimum)}")
    return line.append(": ").append_text(status_text(Status.NO_DATA)) if decides else line


def _side(gap: float, settings: Settings) -> str:
    """On which sides of the limits a gap stands."""
    on_track, at_risk = (limit_text(gap) for gap in (settings.on_track_gap, settings.at_risk_gap))
    if gap <= settings.on_track_gap + TOLERANCE:
        return f"at most {on_track}"
    if gap <= settings.at_risk_gap + TOLERANCE:
        return f"more than {on_track}, at most {at_risk}"
    return f"more than {at_risk}"
