"""Plans about one boundary of a roll-up each: weights, IDs, cycles, levels, odd cells."""

from collections.abc import Iterator
from datetime import timedelta

from okrsheet.books.book import CellError
from tests.live.case import (
    AS_OF,
    DUE,
    START,
    Case,
    Row,
    case,
    day,
    kpi,
    objective,
    read_at,
    reading,
)

NOT_AVAILABLE = CellError("#N/A")


def plan_boundaries() -> Iterator[Case]:
    """The cases."""
    yield from _of_weights()
    yield from _of_identity()
    yield from _of_cells()


def _of_weights() -> Iterator[Case]:
    weights: tuple[object, ...] = (0, -2, None, 1e-9, 3, "2", NOT_AVAILABLE)
    kpis, readings = read_at([at / 10 for at in range(len(weights))])
    weighed = [{**row, "Weight": weight} for row, weight in zip(kpis, weights, strict=True)]
    yield case("weights of every kind", weighed, readings)
    yield case("a huge weight beside small ones", [
        kpi("K-1", "O-1", Weight=1e12), kpi("K-2", "O-1", Weight=1), kpi("K-3", "O-1"),
    ], [reading("K-1", 0.5), reading("K-2", 0.9)])  # fmt: skip
    yield case("no weight at all", *read_at((0.4, 0.6), Weight=0))
    covered = [kpi(f"K-{at}", "O-1", Weight=weight) for at, weight in enumerate((1, 1, 2))]
    for name, read in (("at", (0, 1)), ("below", (0,)), ("above", (0, 2))):
        rows = [reading(f"K-{at}", 0.5) for at in read]
        yield case(f"coverage {name} the minimum", covered, rows)
    yield case(
        "coverage at a third",
        [kpi(f"K-{at}", "O-1") for at in range(3)],
        [reading("K-0", 0.5)],
        changed={"Minimum coverage": 1 / 3},
    )
    yield _worst_in_worst()


def _worst_in_worst() -> Case:
    worst = {"Roll-up": "Worst"}
    objectives = [
        objective("O-1", Pillar="P1", **worst),
        objective("O-2", Parent="O-1", **worst),
        objective("O-3", Parent="O-1", Weight=0),
        objective("O-4", Parent="O-2"),
        objective("O-5", Pillar="P1", **worst),
        objective("O-6", Parent="O-5"),
        objective("O-7", Pillar="P1", **{"Roll-up": "Best"}),
    ]
    kpis = [
        kpi("K-1", "O-1"),
        kpi("K-2", "O-2"),
        kpi("K-3", "O-3"),
        kpi("K-4", "O-4", Weight=0.01),
        kpi("K-5", "O-4"),
        kpi("K-6", "O-6"),
        kpi("K-7", "O-7"),
    ]
    reached = {"K-1": 0.6, "K-2": 0.35, "K-3": 0, "K-4": 0.1, "K-5": 0.6, "K-7": 0.5}
    readings = [reading(id, value) for id, value in reached.items()]
    return case("Worst within Worst", kpis, readings, objectives)


def _of_identity() -> Iterator[Case]:
    yield case(
        "blank, double and alike IDs",
        [
            kpi(None, "O-1"),
            kpi("K-1", "O-1"),
            kpi("k-1", "O-1"),
            kpi("K-1", "o-1"),
            kpi("K-2", "o-1"),
            kpi("K-3", " O-1"),
            kpi("K-4 ", "O-1"),
            kpi("O-1", "O-1"),
        ],
        [
            reading(id, 0.5)
            for id in ("K-1", "k-1", "k-2", "K-2", "K-3", " K-3", "K-4", "K-4 ", "O-1", None)
        ],
        objectives=[
            objective("O-1", Pillar="p1"),
            objective("o-1", Pillar="P1"),
            objective(None, Pillar="P1"),
        ],
        pillars=[{"ID": "P1", "Pillar": "One"}, {"ID": "p1", "Pillar": "Again"}, {"Pillar": "No"}],
    )
    yield case(
        "IDs that engines misread",
        [kpi(id, "O-1") for id in ("1", "01", "K*", "K?", "K~1", "K 1", 7)],
        [reading(id, 0.5) for id in ("1", "01", 1, "K*", "K?", "K~1", "K 1", 7)],
    )
    yield case(
        "references to nothing",
        [kpi("K-1", "O-9"), kpi("K-2", None), kpi("K-3", "K-1"), kpi("K-4", "O-2")],
        [reading(id, 0.5) for id in ("K-1", "K-2", "K-3", "K-4", "K-9")],
        objectives=[
            objective("O-1", Pillar="P9", Parent="O-9", Unit="U9"),
            objective("O-2", Pillar=None, Unit="P1"),
            objective("O-3", Pillar="O-1", Parent="P1"),
        ],
        units=[{"ID": "IT", "Unit": "IT", "Parent": "XX"}],
    )
    rows = [objective(f"O-{at}", Unit="IT") for at in range(1, 9)]
    rows = [{**row, **more} for row, more in zip(rows, (
        {"Pillar": "P1"}, {"Pillar": "P2", "Parent": "O-1"}, {"Parent": "O-2"}, {"Parent": "O-1"},
        {"Parent": "O-4", "Pillar": "P2", "Unit": "HR"}, {"Pillar": "P1", "Parent": "O-5"},
        {"Unit": "HR"}, {"Parent": "O-7", "Pillar": "P2"},
    ), strict=True)]  # fmt: skip
    kpis = [kpi(f"K-{at}", f"O-{at}", Type=("Leading", "Lagging")[at % 2]) for at in range(1, 9)]
    yield case(
        "parents in another pillar and unit",
        kpis,
        [reading(f"K-{at}", at / 9) for at in range(1, 9)],
        rows,
        pillars=[{"ID": "P1", "Weight": 2}, {"ID": "P2"}, {"ID": "P3"}],
        units=[{"ID": "IT", "Parent": "HR"}, {"ID": "HR"}],
    )
    for length in (1, 2, 5):
        yield _cycle(length)
    for levels in (8, 9, 11):
        yield _chain(levels)


def _cycle(length: int) -> Case:
    """Objectives in a cycle, two below it, one beside it; units in a cycle of the same length."""
    ring = [
        objective(f"O-{at}", Pillar="P1", Parent=f"O-{at % length + 1}", Unit=f"U{at}")
        for at in range(1, length + 1)
    ]
    rest = [
        objective("O-11", Parent="O-1", Unit="U11"),
        objective("O-12", Parent="O-11", Pillar="P2", Unit="U1"),
        objective("O-13", Pillar="P1"),
    ]
    ids = [row["ID"] for row in ring + rest]
    units = [{"ID": f"U{at}", "Parent": f"U{at % length + 1}"} for at in range(1, length + 1)]
    return case(
        f"cycles of {length}",
        [kpi(f"K-{id}", id) for id in ids],
        [reading(f"K-{id}", 0.1 * at) for at, id in enumerate(ids)],
        ring + rest,
        pillars=[{"ID": "P1"}, {"ID": "P2"}],
        units=[*units, {"ID": "U11", "Parent": "U1"}],
    )


def _chain(levels: int) -> Case:
    """One objective below the other, each with a KPI."""
    numbers = range(1, levels + 1)
    return case(
        f"{levels} levels",
        [kpi(f"K-{at}", f"O-{at}") for at in numbers],
        [reading(f"K-{at}", at / levels) for at in numbers],
        [
            objective(f"O-{at}", Pillar="P1" if at == 1 else None, Unit="IT",
                      Parent=f"O-{at - 1}" if at > 1 else None)
            for at in numbers
        ],
        units=[{"ID": "IT"}],
        deep=levels > 8,
    )  # fmt: skip


def _of_cells() -> Iterator[Case]:
    sound = read_at((0.45, 0.3, 0.1))
    yield case("nothing but settings", objectives=(), pillars=())
    yield case("pillars only", objectives=(), units=[{"ID": "IT"}])
    yield case("KPIs only", [kpi("K-1", "O-1")], [reading("K-1", 0.4)], objectives=(), pillars=())
    kpis, readings = sound
    yield case("blank rows in between", _with_gaps(kpis), _with_gaps(readings))
    wrong = {"ID": "P2", "Pillar": NOT_AVAILABLE, "Weight": NOT_AVAILABLE}
    yield case(
        "error values in entered cells",
        [
            kpi("K-1", "O-1", Baseline=NOT_AVAILABLE),
            kpi("K-2", "O-1", Due=NOT_AVAILABLE),
            kpi("K-3", NOT_AVAILABLE),
            kpi("K-4", "O-1", Direction=NOT_AVAILABLE),
            kpi("K-5", "O-1", Frequency=NOT_AVAILABLE),
            kpi("K-6", "O-1", Reading_is=NOT_AVAILABLE),
            kpi("K-7", "O-2"),
        ],
        [reading(f"K-{at}", 0.5) for at in range(1, 8)] + [reading(NOT_AVAILABLE, 0.5)],
        objectives=[
            objective("O-1", Pillar="P2", Parent=NOT_AVAILABLE),
            objective("O-2", Pillar=NOT_AVAILABLE, Start=NOT_AVAILABLE),
        ],
        pillars=[{"ID": "P1"}, wrong],
    )
    yield case("unknown choices", [
        kpi("K-1", "O-1", Reading_is="Maximum"), kpi("K-2", "O-1", Frequency="Hourly"),
        kpi("K-3", "O-1", Type="Early"), kpi("K-4", "O-1", Direction="increase"),
        kpi("K-5", "O-1", Direction="HOLD", Low=0), kpi("K-6", "O-1", Reading_is="sum"),
    ], [reading(f"K-{at}", 0.5, day(on)) for at in range(1, 7) for on in (50, 100)])  # fmt: skip
    odd: dict[str, dict[str, object]] = {
        "blank": {"On track gap": None, "At risk gap": None, "Minimum coverage": None},
        "text": {"On track gap": "5%", "At risk gap": "some", "Minimum coverage": "half"},
        "out of range": {"On track gap": -1, "At risk gap": 20, "Minimum coverage": 1.5},
        "crossed": {"On track gap": 0.3, "At risk gap": 0.1},
        "all or nothing": {"On track gap": 0, "At risk gap": 1, "Minimum coverage": 1},
        "no dates": {"Period start": "soon", "Period end": 12},
        "errors": {"On track gap": NOT_AVAILABLE, "Period end": NOT_AVAILABLE},
        "As of with a time": {"As of": AS_OF + timedelta(hours=15)},
    }
    for name, changed in odd.items():
        yield case(f"settings: {name}", *sound, changed=changed)
    as_of = {"Setting": "as of", "Value": AS_OF}
    twice = [as_of, {"Setting": "As of", "Value": DUE}, {"Setting": "PERIOD START", "Value": START}]
    tables = dict(case("", *sound).tables)
    yield Case("settings: twice, missing, in other letters", {**tables, "Settings": twice})


def _with_gaps(rows: list[Row]) -> list[Row]:
    """The rows, each with a blank one below."""
    blank: Row = {}
    return [given for row in rows for given in (row, blank)]
