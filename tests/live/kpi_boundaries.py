"""Plans about one boundary of a KPI each: where an inequality turns, a reading does not fit.

None has TRUE for a number: to LibreOffice it is 1, in criteria too, to Excel and to us it is none.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from okrsheet.books.book import CellError
from tests.live.case import AS_OF, DUE, START, Case, case, day, kpi, objective, read_at, reading

MINUTE = timedelta(minutes=1)
NOT_AVAILABLE = CellError("#N/A")
# How old a reading may be and still be fresh, in days, by Frequency.
FRESH = {"Daily": 2, "Weekly": 11, "Monthly": 46, None: 46, "Quarterly": 137, "Yearly": 548}


def kpi_boundaries() -> Iterator[Case]:
    """The cases."""
    yield from _of_attainment()
    yield from _of_dates()
    yield from _of_readings()
    yield from _of_check_ins()


def _of_attainment() -> Iterator[Case]:
    gaps = (0.45, 0.4499999995, 0.449999998, 0.3, 0.2999999995, 0.299999998, 0.5)
    yield case("gaps exactly on the limits", *read_at(gaps))
    yield case("attainment below, at and above the ends", *read_at((-0.2, 0, 1e-12, 1, 1.3, 1e9)))
    yield case("baseline is the target", *read_at((4, 5, 6), Baseline=5, Target=5))
    yield case("a decrease", *read_at((24, 18, 12, 30, 6), Baseline=24, Target=12))
    yield case(
        "no baseline, no target, no direction",
        [
            kpi("K-1", "O-1", Baseline=None),
            kpi("K-2", "O-1", Target=None),
            kpi("K-3", "O-1", Direction=None),
            kpi("K-4", "O-1", Direction="Sideways"),
        ],
        [reading(f"K-{at}", 0.5) for at in (1, 2, 3, 4)],
    )
    yield _holds()
    for name, due in (("before", day(101)), ("on", AS_OF), ("after", day(99)), ("without", None)):
        yield case(
            f"milestones {name} their due date",
            *read_at((0, 0.94, 0.95, 1, 1.2, -0.1), Direction="Milestone", Due=due),
            changed={"Period end": None} if due is None else None,
        )


def _holds() -> Case:
    bounds: tuple[tuple[object, object, object, object], ...] = (
        (2, 4, 2, 2),
        (2, 4, 2, 4),
        (2, 4, 2, 1),
        (2, 4, 2, 4.1),
        (2, 4, 2, 6.5),
        (2, 4, None, 5),
        (2, 4, 0, 1),
        (2, 4, -1, 1),
        (2, None, 1, 1.5),
        (None, 4, 1, 4.25),
        (None, 4, 1, -1e6),
        (None, None, 1, 3),
        (5, 4, 1, 4.5),
        (3, 3, 1, 3),
        (-4, 0, 2, -5),
    )
    kpis, readings = [], []
    for number, (low, high, tolerance, value) in enumerate(bounds, start=1):
        spread = {"Low": low, "High": high, "Tolerance": tolerance}
        kpis.append(kpi(f"K-{number}", "O-1", Direction="Hold", **spread))
        readings.append(reading(f"K-{number}", value))
    return case("holds on, inside and outside their bounds", kpis, readings)


def _of_dates() -> Iterator[Case]:
    spans: tuple[tuple[object, object], ...] = (
        (AS_OF, AS_OF),
        (day(101), day(101)),
        (day(120), day(90)),
        (day(90), day(80)),
        (AS_OF, DUE),
        (START, AS_OF),
        (day(120), day(150)),
        (None, day(150)),
        (day(50), None),
        (day(10.5), day(150.25)),
    )
    kpis = [
        kpi(f"K-{number}", "O-1", Start=start, Due=due)
        for number, (start, due) in enumerate(spans, start=1)
    ]
    yield case("starts at, after and without due", kpis, [reading(row["ID"], 0.5) for row in kpis])
    dated = objective("O-1", Pillar="P1", Start=day(20), Due=day(120))
    yield case("dates of the objective", *read_at((0.5, 0.9)), objectives=[dated])
    yield case(
        "no period", *read_at((0.5, 0.9)), changed={"Period start": None, "Period end": None}
    )
    yield case(
        "fresh and stale on the limit of each frequency",
        [
            kpi(f"K-{number}-{side}", "O-1", Frequency=frequency)
            for number, frequency in enumerate(FRESH)
            for side in ("fresh", "stale")
        ],
        [
            reading(f"K-{number}-{side}", 0.4, AS_OF - timedelta(limit) - late)
            for number, limit in enumerate(FRESH.values())
            for side, late in (("fresh", timedelta()), ("stale", MINUTE))
        ],
        changed={"Period start": day(-600)},
    )
    shares: tuple[object, ...] = (0, 0.5, 1, None, 1.5, -0.1, "half", 0.45, 0.3)
    yield case(
        "actions with and without dates",
        actions=[
            *({"ID": f"A-{at}", "Objective": "O-1", "Start": START, "Due": DUE, "Done": done}
              for at, done in enumerate(shares)),
            {"ID": "A-10", "Action": "No dates", "Done": 0.5},
            {"ID": "A-11", "Action": "No start", "Due": DUE, "Done": 0.5},
            {"ID": "A-12", "Action": "No due", "Start": START, "Done": 0.5},
            {"ID": "A-13", "Action": "One day", "Start": AS_OF, "Due": AS_OF, "Done": 0.9},
            {"ID": "A-14", "Action": "Backwards", "Start": day(150), "Due": day(120), "Done": 0},
            {"ID": "A-15", "Action": "Text", "Start": "soon", "Due": DUE, "Done": 0.5},
        ],
    )  # fmt: skip


def _of_readings() -> Iterator[Case]:
    moments = (
        ("on the day", AS_OF),
        ("at its last minute", AS_OF + timedelta(days=1) - MINUTE),
        ("the day after", AS_OF + timedelta(days=1)),
        ("long after", day(150)),
        ("with a time", AS_OF - timedelta(hours=7.5)),
    )
    yield case(
        "readings around the as-of day",
        [kpi(f"K-{number}", "O-1", KPI=name) for number, (name, _) in enumerate(moments)],
        [row for number, (_, at) in enumerate(moments)
         for row in (reading(f"K-{number}", 0.2, day(80)), reading(f"K-{number}", 0.6, at))],
    )  # fmt: skip
    together = [reading("K-1", value) for value in (0.2, 0.4, 0.9)]
    alone = [reading("K-2", 0.2, day(99)), reading("K-2", 0.7), reading("K-2", 0.4, day(99.5))]
    yield case("several at one moment", [kpi("K-1", "O-1"), kpi("K-2", "O-1")], together + alone)
    odd: tuple[tuple[object, object], ...] = (
        ("0.4", AS_OF),
        (0.4, "2026-04-11"),
        ("about half", AS_OF),
        (None, AS_OF),
        (0.4, None),
        (NOT_AVAILABLE, AS_OF),
        (0.4, NOT_AVAILABLE),
        (0.4, 100),
        (0.4, date(2026, 4, 11)),
        (0, AS_OF),
    )
    kpis = [kpi(f"K-{number}", "O-1") for number in range(len(odd))]
    readings = [reading(f"K-{number}", value, at) for number, (value, at) in enumerate(odd)]
    earlier = [reading(row["ID"], 0.3, day(60)) for row in kpis]
    yield case("readings that are text, dates that are none", kpis, readings + earlier)
    for kind in ("Sum", "Average"):
        yield case(
            f"{kind} with and without Start",
            [
                kpi("K-1", "O-1", Reading_is=kind),
                kpi("K-2", "O-1", Reading_is=kind, Start=day(50)),
                kpi("K-3", "O-1", Reading_is=kind, Start=AS_OF),
                kpi("K-4", "O-1", Reading_is=kind, Start=day(150), Due=DUE),
                kpi("K-5", "O-1", Reading_is=kind),
            ],
            [
                reading(f"K-{number}", value, day(at))
                for number in (1, 2, 3, 4)
                for value, at in ((0.1, -5), (0.2, 20), (0.3, 50), (0.15, 100.5), (0.4, 101))
            ],
        )
    yield case(
        "Sum without a period",
        [kpi("K-1", "O-1", Reading_is="Sum"), kpi("K-2", "O-1", Reading_is="Average")],
        [reading(id, 0.2, day(at)) for id in ("K-1", "K-2") for at in (-900, 10, 100)],
        changed={"Period start": None},
    )


def _of_check_ins() -> Iterator[Case]:
    dates: tuple[object, ...] = (
        None,
        AS_OF,
        day(99),
        day(40),
        day(101),
        day(300),
        "2026-04-11",
        "soon",
        AS_OF + timedelta(hours=9),
        date(2026, 4, 10),
        NOT_AVAILABLE,
    )
    numbered = list(enumerate(dates))
    new = [kpi(f"K-{at}", "O-1", New_value=0.6, New_date=on) for at, on in numbered]
    yield case("check-ins without a reading", new)
    yield case(
        "check-ins beside a reading of the day",
        new,
        [reading(f"K-{at}", 0.3) for at, _ in numbered],
    )
    yield case(
        "check-ins beside readings at times of the day",
        new,
        [reading(f"K-{at}", 0.3, day(100 + part)) for at, _ in numbered for part in (0.375, 0.5)],
    )
    values: tuple[object, ...] = (0, -0.5, "0.6", NOT_AVAILABLE, 1e12, None)
    yield case(
        "check-ins that are no number",
        [kpi(f"K-{at}", "O-1", New_value=value) for at, value in enumerate(values)],
        [reading(f"K-{at}", 0.3, day(80)) for at in range(len(values))],
    )
    yield case(
        "check-ins of sums and averages",
        [
            kpi("K-1", "O-1", Reading_is="Sum", New_value=0.2),
            kpi("K-2", "O-1", Reading_is="Average", New_value=0.8),
            kpi("K-3", "O-1", Reading_is="Sum", New_value=0.2, New_date=day(-3)),
            kpi("K-4", "O-1", Reading_is="Average", New_value=0.8, New_date=day(150)),
        ],
        [reading(f"K-{at}", 0.1, day(on)) for at in (1, 2, 3, 4) for on in (10, 100)],
    )
