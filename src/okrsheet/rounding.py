"""Shares as people read them: percentages that add up as printed.

One decimal place is enough to read and too little to be exact, so the numbers of a sum are rounded
together (by largest remainder: each is less than 0.1% from its exact value), and the numbers of a
comparison get as many places as it takes for the comparison to hold as printed. Halves are rounded
up, as people do.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from itertools import takewhile

from okrsheet.score.status import TOLERANCE

PLACES = 1
MOST_PLACES = 12
# As many digits as the largest number has, with those after its point.
EXACT = Context(prec=400)
SLACK = Decimal(str(TOLERANCE)) * 100


def percent(share: float, places: int = PLACES) -> Decimal:
    """A share as a percentage, rounded to so many decimal places."""
    return _rounded(_exact(share), places, ROUND_HALF_UP)


def adding_up(shares: Sequence[float], total: float) -> list[Decimal]:
    """Shares of 0 or more as percentages that sum to the rounded `total`, their exact sum.

    By largest remainder: all are rounded down, and those cut most get 0.1% each until it fits.
    """
    exact = [_exact(share) for share in shares]
    rounded = [_rounded(share, PLACES, ROUND_FLOOR) for share in exact]
    unit = Decimal(1).scaleb(-PLACES)
    wanting = int((percent(total) - sum(rounded)) / unit)
    cut_most = sorted(range(len(exact)), key=lambda at: rounded[at] - exact[at])
    for at in cut_most[: max(wanting, 0)]:
        rounded[at] += unit
    return rounded


def places_to_compare(
    minuend: float, subtrahend: float, limits: Sequence[float], places: int = PLACES
) -> int:
    """The fewest decimal places with which a difference stands on the right side of each limit.

    At a limit is below it, with the tolerance of a status. All are shares.
    """
    exact = [minuend - subtrahend <= limit + TOLERANCE for limit in limits]

    def misleads(places: int) -> bool:
        gap = EXACT.subtract(percent(minuend, places), percent(subtrahend, places))
        return exact != [gap <= _exact(limit) + SLACK for limit in limits]

    return places + len(list(takewhile(misleads, range(places, MOST_PLACES))))


def limit_text(share: float) -> str:
    """A limit as it was set, such as `5%` or `12.5%`."""
    return f"{_exact(share).normalize(EXACT):f}%"


def _exact(share: float) -> Decimal:
    """The percentage that the shortest text of the number says."""
    return EXACT.multiply(Decimal(repr(share)), Decimal(100))


def _rounded(percentage: Decimal, places: int, rounding: str) -> Decimal:
    unit = Decimal(1).scaleb(-places)
    return EXACT.add(percentage.quantize(unit, rounding, EXACT), Decimal(0))  # -0.0 is 0.0
