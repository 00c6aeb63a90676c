"""The plans that live workbooks are proved on: boundaries by hand, and others by seeded chance.

The same on every run. A generated plan has 3 to 25 objectives on up to five levels, and in places
something odd in a cell.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from random import Random

from tests.live.case import AS_OF, START, Case, Cell, Row, case, day, kpi, objective, reading
from tests.live.kpi_boundaries import kpi_boundaries
from tests.live.plan_boundaries import plan_boundaries

GENERATED = 12
ODD = 0.04  # how many of the cells hold something that does not fit


@cache
def all_cases() -> tuple[Case, ...]:
    """Every plan, boundaries first. Two never have the same name."""
    return (
        *kpi_boundaries(),
        *plan_boundaries(),
        *(generated(seed) for seed in range(1, GENERATED + 1)),
    )


def generated(seed: int) -> Case:
    """The plan of that seed."""
    chance = Random(seed)
    pillars = [f"P{at}" for at in range(1, chance.randint(2, 5))]
    units = [f"U{at}" for at in range(1, chance.randint(1, 7))]
    objectives = _objectives(chance, pillars, units)
    ids = [str(row["ID"]) for row in objectives]
    kpis = [row for id in ids for row in _kpis(chance, id)]
    return case(
        f"generated {seed}",
        kpis,
        [row for one in kpis for row in _readings(chance, str(one["ID"]))],
        objectives,
        [{"ID": id, "Pillar": f"Pillar {id}", "Weight": _weight(chance)} for id in pillars],
        [
            {"ID": id, "Unit": f"Unit {id}", "Parent": chance.choice([None, *units[:at]])}
            for at, id in enumerate(units)
        ],
        [_action(chance, number, chance.choice(ids)) for number in range(chance.randint(0, 6))],
        {"On track gap": chance.choice([0.05, 0.1]), "Minimum coverage": chance.choice([0.5, 0.8])},
    )


def _objectives(chance: Random, pillars: Sequence[str], units: Sequence[str]) -> list[Row]:
    """Objectives in no particular order, each below one of fewer levels than five."""
    level: dict[str, int] = {}
    rows = []
    for number in range(1, chance.randint(3, 25) + 1):
        id = f"O-{number}"
        above = [other for other, depth in level.items() if depth < 5]
        parent = chance.choice([None, *above]) if above and chance.random() < 0.8 else None
        level[id] = level[parent] + 1 if parent else 1
        rows.append(
            objective(
                id,
                Pillar=_or_odd(chance, chance.choice([None, *pillars]) if parent else pillars[0]),
                Parent=_or_odd(chance, parent),
                Unit=_or_odd(chance, chance.choice([None, *units])),
                Weight=_weight(chance),
                Start=_date(chance, 0, 60),
                Due=_date(chance, 90, 260),
                **{"Roll-up": chance.choice([None, None, "Weighted", "Worst"])},
            )
        )
    chance.shuffle(rows)
    return rows


def _kpis(chance: Random, objective_id: str) -> list[Row]:
    return [
        kpi(
            f"K{objective_id[1:]}-{number}",
            objective_id,
            Type=chance.choice(["Leading", "Lagging"]),
            Direction=_or_odd(
                chance, chance.choice(["Increase", "Increase", "Decrease", "Hold", "Milestone"])
            ),
            Baseline=_or_odd(chance, round(chance.uniform(-1, 1), 3)),
            Target=_or_odd(chance, round(chance.uniform(-1, 2), 2)),
            Low=chance.choice([None, 0.2, 0.5]),
            High=chance.choice([None, 0.4, 0.8]),
            Tolerance=chance.choice([None, 0.5]),
            Weight=_weight(chance),
            Start=_date(chance, 0, 60),
            Due=_date(chance, 90, 260),
            Frequency=chance.choice([None, "Daily", "Weekly", "Monthly", "Quarterly", "Yearly"]),
            Reading_is=chance.choice([None, None, "Latest", "Sum", "Average"]),
            New_value=round(chance.random(), 3) if chance.random() < 0.3 else None,
            New_date=_date(chance, 70, 110),
        )
        for number in range(1, chance.randint(0, 3) + 1)
    ]


def _readings(chance: Random, id: str) -> list[Row]:
    return [
        reading(
            id.lower() if chance.random() < 0.1 else id,
            _or_odd(chance, round(chance.uniform(-0.2, 1.2), 3)),
            START + timedelta(days=chance.randint(-10, 105), hours=chance.choice([0, 0, 0, 9, 14])),
        )
        for _ in range(chance.randint(0, 5))
    ]


def _action(chance: Random, number: int, objective_id: str) -> Row:
    return {
        "ID": f"A-{number}",
        "Objective": objective_id,
        "Start": _date(chance, 0, 60),
        "Due": _date(chance, 90, 260),
        "Done": _or_odd(chance, chance.choice([None, 0, 0.25, 0.5, 1])),
    }


def _weight(chance: Random) -> Cell:
    return chance.choice([None, None, None, 1, 2, 0.5, 0, -1])


def _date(chance: Random, first: int, last: int) -> datetime | None:
    """A day of the period now and then, the as-of day among them."""
    if chance.random() < 0.6:
        return None
    return AS_OF if chance.random() < 0.1 else day(chance.randint(first, last))


def _or_odd(chance: Random, cell: Cell) -> Cell:
    return chance.choice(["soon", "X-404", None]) if chance.random() < ODD else cell
