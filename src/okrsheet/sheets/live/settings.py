"""The settings as cells of the sheet Calculation, each with its default where the plan has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

import numpy as np

from okrsheet.books.book import Formula
from okrsheet.plan.model import Plan
from okrsheet.plan.model import Settings as SettingValues
from okrsheet.sheets.live.expression import Column, Expression, number
from okrsheet.sheets.live.grid import FIRST_ROW, TITLE, Grid
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import FIRST_SERIAL, LAST_SERIAL, serial


@dataclass(frozen=True)
class Settings:
    """A cell for each setting that counts; a day that is not set is 0.

    `labels` are their names, each with its formula, in the order of the cells.
    """

    as_of: Expression
    period_start: Expression
    period_end: Expression
    on_track_gap: Expression
    at_risk_gap: Expression
    minimum_coverage: Expression
    labels: tuple[tuple[str, Formula], ...]

    @classmethod
    def of(cls, plan: Plan, grid: Grid, tables: Tables) -> Settings:
        """The settings of a plan, in the first columns of the grid."""
        _set_aside(grid)
        names = _names(grid, tables)
        own, default = plan.settings, SettingValues()
        said = {
            "As of": (_day(tables, names, "As of", "TODAY()", whole=True), _midnight(plan)),
            "Period start": (_day(tables, names, "Period start", "0"), _serial(own.period_start)),
            "Period end": (_day(tables, names, "Period end", "0"), _serial(own.period_end)),
            "On track gap": (
                _share(tables, names, "On track gap", default.on_track_gap),
                own.on_track_gap,
            ),
            "At risk gap": (
                _share(tables, names, "At risk gap", default.at_risk_gap),
                own.at_risk_gap,
            ),
            "Minimum coverage": (
                _share(tables, names, "Minimum coverage", default.minimum_coverage),
                own.minimum_coverage,
            ),
        }
        labels = tuple((name, Formula(text, value)) for name, (text, value) in said.items())
        cells = [_cell(at, formula.value) for at, (_, formula) in enumerate(labels)]
        return cls(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], labels)


SPARE = 20  # settings that may be added
VALUES = "C"  # the column of the settings' values; their names stand before it


def _set_aside(grid: Grid) -> None:
    """Keep the columns of the settings, before any block."""
    blank = Expression("", np.array([None], dtype=object))
    grid.put("Setting", blank, 1)
    grid.put("Value", blank, 1)


def outside(setting: Expression) -> str:
    """A setting as a formula on another sheet names it."""
    return f"{TITLE}!{setting.text}"


def _cell(at: int, value: object) -> Expression:
    return Expression(f"${VALUES}${FIRST_ROW + at}", np.asarray(value, dtype=float))


def _names(grid: Grid, tables: Tables) -> Column:
    """The names of the settings as they stand in their table, without outer spaces."""
    rows = tables.rows("Settings")
    held = [tables.text("Settings", "Setting", row).strip() for row in range(rows)]
    names = np.array(held + [""] * SPARE, dtype=object)
    text = f'IFERROR(TRIM({tables.cell("Settings", "Setting")}),"")'
    return grid.put("names of settings", Expression(text, names), len(names))


def _entered(tables: Tables, names: Column, name: str) -> str:
    place = f'MATCH("{name}",{names.area},0)'
    return f"INDEX({tables.column('Settings', 'Value')},{place})"


def _day(tables: Tables, names: Column, name: str, otherwise: str, whole: bool = False) -> str:
    held = _entered(tables, names, name)
    day = f"INT({held})" if whole else held
    is_day = f"AND({held}>={FIRST_SERIAL},{held}<={LAST_SERIAL})"
    return f"IF(ISNUMBER({held}),IF({is_day},{day},{otherwise}),{otherwise})"


def _share(tables: Tables, names: Column, name: str, default: float) -> str:
    held, blank = _entered(tables, names, name), number(default).text
    return f"IF(ISNUMBER({held}),IF(AND({held}>=0,{held}<=1),{held},{blank}),{blank})"


def _midnight(plan: Plan) -> float:
    return serial(datetime.combine(plan.as_of, time()))


def _serial(day: datetime | None) -> float:
    return 0.0 if day is None else serial(day)
