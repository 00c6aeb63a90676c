"""The readings and New values of plans, as arrays: what formulas find by the ID of a KPI."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from okrsheet.plan.model import Kpi, Plan, key
from okrsheet.sheets.live.entered import by_row
from okrsheet.sheets.live.expression import Values
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.keys import Keys
from okrsheet.sheets.values import serial


@dataclass(frozen=True)
class Read:
    """What is read of plans once their workbooks are written.

    `moved` are the rows of the KPIs whose check-ins the same write moves to Readings.
    """

    plans: Sequence[Plan]
    moved: frozenset[int]

    @classmethod
    def of(cls, plans: Sequence[Plan], checked_in: Sequence[Kpi]) -> Read:
        """The readings of plans, with the check-ins that the same write moves to them."""
        return cls(plans, frozenset(kpi.row for kpi in checked_in))

    def entries(self, block: Block[Kpi], keys: Keys) -> Entries:
        """The readings of the KPIs of a block, then the check-ins that are moved to them."""
        found: list[tuple[float, float, float]] = []
        for workbook, plan in enumerate(self.plans):
            place_of, first = keys.found[workbook], workbook * block.rows - 1
            for one in plan.readings:
                if one.date is not None and one.value is not None and one.kpi:
                    place = place_of.get(one.kpi.casefold())
                    if place is not None:
                        found.append((first + place, serial(one.date), one.value))
            for kpi in plan.kpis if self.moved else ():
                place = place_of.get(key(kpi.id) or "")
                if place is not None and kpi.row in self.moved and _is_dated(kpi):
                    assert kpi.new_date is not None and kpi.new_value is not None
                    found.append((first + place, serial(kpi.new_date), kpi.new_value))
        columns = np.array(found, dtype=float).reshape(-1, 3).T
        return Entries(columns[0].astype(np.intp), columns[1], columns[2])

    def news(self, block: Block[Kpi]) -> tuple[Values, Values]:
        """The New values that stay in their cells, and the moments of those that count (else 0)."""
        stays = [None if kpi.row in self.moved else kpi.new_value for kpi in block.members]
        counts = [
            said is not None and not kpi.taken and _is_dated(kpi)
            for kpi, said in zip(block.members, stays, strict=True)
        ]
        dates = [
            serial(kpi.new_date) if is_one and kpi.new_date else 0.0
            for kpi, is_one in zip(block.members, counts, strict=True)
        ]
        return by_row(block, stays, ""), by_row(block, dates, 0.0)


def _is_dated(kpi: Kpi) -> bool:
    """Whether a KPI's New value has a moment at which it counts."""
    return kpi.new_value is not None and kpi.new_date is not None and "New date" not in kpi.unread


@dataclass(frozen=True)
class Entries:
    """Readings: the place of the KPI of each among the rows of its block, its moment, its value."""

    place: Values
    moment: Values
    value: Values

    def before(self, end: Values) -> Entries:
        """Those before a moment, said by KPI."""
        return self._where(self.moment < end.reshape(-1)[self.place])

    def since(self, start: Values, wanted: Values) -> Entries:
        """Those from a moment on, said by KPI, of the KPIs that are wanted."""
        is_late = self.moment >= start.reshape(-1)[self.place]
        return self._where(is_late & wanted.reshape(-1)[self.place])

    def last(self, shape: tuple[int, ...]) -> Values:
        """The last moment of each KPI; 0 for none."""
        found = np.zeros(shape)
        np.maximum.at(found.reshape(-1), self.place, self.moment)
        return found

    def number(self, shape: tuple[int, ...]) -> Values:
        """How many there are of each KPI."""
        return np.bincount(self.place, minlength=math.prod(shape)).reshape(shape).astype(float)

    def total(self, shape: tuple[int, ...]) -> Values:
        """The sum of the values of each KPI."""
        return np.bincount(self.place, self.value, minlength=math.prod(shape)).reshape(shape)

    def _where(self, chosen: Values) -> Entries:
        return Entries(self.place[chosen], self.moment[chosen], self.value[chosen])
