"""The settings as cells of the sheet Calculation, each with its default where the plan has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np

from okrsheet.plan.model import Plan
from okrsheet.plan.model import Settings as SettingValues
from okrsheet.sheets.live.expression import Column, Expression, number
from okrsheet.sheets.live.grid import FIRST_ROW, TITLE, Grid
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import FIRST_SERIAL, LAST_SERIAL, as_text, serial


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
    labels: tuple[tuple[str, Expression], ...]

    @classmethod
    def of(cls, plans: Sequence[Plan], grid: Grid, tables: Tables) -> Settings:
        """The settings of a plan, or of each in a stack, in the first columns of the grid."""
        _set_aside(grid)
        names = _names(grid, tables)
        own, default = [plan.settings for plan in plans], SettingValues()
        gaps = ("On track gap", "At risk gap", "Minimum coverage")
        texts = [
            _day(tables, names, "As of", "TODAY()", whole=True),
            _day(tables, names, "Period start", "0"),
            _day(tables, names, "Period end", "0"),
            *(_share(tables, names, gap, getattr(default, _field(gap))) for gap in gaps),
        ]
        values = [
            [_midnight(plan) for plan in plans],
            [_serial(one.period_start) for one in own],
            [_serial(one.period_end) for one in own],
            *([getattr(one, _field(gap)) for one in own] for gap in gaps),
        ]
        shape = (*grid.stack, 1) if grid.stack else ()
        said = [np.array(one, dtype=float).reshape(shape) for one in values]
        cells = [Expression(f"${VALUES}${FIRST_ROW + at}", one) for at, one in enumerate(said)]
        formulas = (Expression(*pair) for pair in zip(texts, said, strict=True))
        labels = tuple(zip((*DAYS, *gaps), formulas, strict=True))
        return cls(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], labels)


DAYS = ("As of", "Period start", "Period end")
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


def _field(setting: str) -> str:
    """The name that a setting has in the plan."""
    return setting.lower().replace(" ", "_")


def _names(grid: Grid, tables: Tables) -> Column:
    """The names of the settings as they stand in their table, without outer spaces."""
    held = tables.cells("Settings", "Setting")
    rows = tables.rows("Settings") + SPARE
    said = [[as_text(name).strip() for name in column] for column in held]
    names = np.array([[*column, *[""] * (rows - len(column))] for column in said], dtype=object)
    text = f'IFERROR(TRIM({tables.cell("Settings", "Setting")}),"")'
    values = names.reshape(*grid.stack, rows)
    return grid.put("names of settings", Expression(text, values), rows)


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
