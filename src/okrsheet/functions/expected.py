"""OKR_EXPECTED: what a KPI should have reached by now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from okrsheet.functions import wizard
from okrsheet.functions.arguments import Answer, Arguments, cell_function
from okrsheet.functions.cells import Cell, choice, moment
from okrsheet.score.arrays import Floats, Texts, numbers, told
from okrsheet.score.pace import FRESH_DAYS, expected, judged_on


@cell_function
def okr_expected(
    start: wizard.Start,
    due: wizard.Due,
    as_of: wizard.AsOf,
    direction: wizard.Direction = "Increase",
    read_on: wizard.ReadOn = None,
    frequency: wizard.Frequency = None,
) -> Answer:
    """The share of its goal that a KPI should have reached by now: 0 at the start, 1 when due.

    For Increase and Decrease by the days gone; 1 for Hold; for a Milestone 0 before due, then 1.
    Blank where a date that it takes is blank. Source: docs/semantics.md, Expected.
    """
    rows = Arguments.of(
        start=start,
        due=due,
        as_of=as_of,
        direction=direction,
        read_on=read_on,
        frequency=frequency,
    )
    paces = Paces.of(rows, rows.choices("direction", wizard.DIRECTIONS))
    return rows.answer("" if pace is None else pace for pace in told(paces.expected))


@dataclass(frozen=True)
class Paces:
    """Days of KPIs with what is expected by then, by cell of the answer; NaN where blank.

    Days are serial; `as_of` is the beginning of that day.
    """

    start: Floats
    due: Floats
    as_of: Floats
    read_on: Floats
    frequency: tuple[str | None, ...]
    expected: Floats

    @classmethod
    def of(cls, rows: Arguments, direction: Texts) -> Paces:
        """The paces that the arguments of a call give; what cannot be judged is noted."""
        start, due, read_on = (rows.days(name) for name in ("start", "due", "read_on"))
        as_of = np.floor(rows.days("as_of"))
        frequency = rows.read("frequency", _frequency)
        moves = (direction != "Hold") & (direction != "")
        for at in np.flatnonzero(moves & np.isnan(as_of) & ~np.isnan(due)).tolist():
            rows.note(at, "As of is blank: give the day to judge on, such as TODAY().")
        for at in np.flatnonzero(read_on >= as_of + 1).tolist():
            days = moment(read_on[at]).date(), moment(as_of[at]).date()
            rows.note(at, f"Read on ({days[0]}) is after as of ({days[1]}): not known by then.")
        fresh_days = numbers(FRESH_DAYS[word] for word in frequency)
        judged = judged_on(read_on, as_of, fresh_days)
        pace = expected(direction, judged, as_of, start, due)
        return cls(start, due, as_of, read_on, tuple(frequency), pace)


def _frequency(cell: Cell, name: str) -> str | None:
    return choice(cell, name, wizard.FREQUENCIES)
