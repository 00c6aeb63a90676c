"""What is read of KPIs, as arrays: the readings before a day, since a day, and check-ins."""

from datetime import datetime

from okrsheet.plan.model import Kpi, Plan, Reading
from okrsheet.sheets.live.grid import Block, Grid
from okrsheet.sheets.live.keys import Keys
from okrsheet.sheets.live.read import Read
from okrsheet.sheets.live.tables import Tables
from tests.workbooks import AS_OF, snapshot

FIRST, SECOND = 46023.0, 46054.0  # 2026-01-01 and 2026-02-01


def plan(*kpis: Kpi, readings: tuple[Reading, ...] = ()) -> Plan:
    rows = tuple(kpi.model_copy(update={"row": at}) for at, kpi in enumerate(kpis))
    return Plan(as_of=AS_OF, kpis=rows, readings=readings)


def of(kpi: str, month: int, value: float | None) -> Reading:
    return Reading(KPI=kpi, Date=datetime(2026, month, 1), Value=value)


def setting(*plans: Plan) -> tuple[Block[Kpi], Keys]:
    """The block of the KPIs, two rows each, and their keys."""
    grid = Grid(stack=(len(plans),) if len(plans) > 1 else ())
    block = Block(grid, "KPIs", 2, tuple(one.kpis for one in plans))
    entered = [{"KPIs": snapshot({}).tables[0]} for _ in plans] if grid.stack else []
    return block, Keys.of(block, Tables(snapshot({}), entered))


def test_readings_are_told_by_the_place_of_their_kpi():
    read = plan(Kpi(id="K-1"), Kpi(id="K-2"), readings=(of("k-2", 1, 5.0), of("K-1", 2, 7.0)))
    found = Read.of([read], ()).entries(*setting(read))
    assert found.place.tolist() == [1, 0]
    assert found.moment.tolist() == [FIRST, SECOND]
    assert found.value.tolist() == [5, 7]


def test_a_reading_without_a_date_a_value_or_a_kpi_is_none():
    bad = (of("K-1", 1, None), Reading(kpi="K-1", value=1.0), of("K-9", 1, 1.0))
    read = plan(Kpi(id="K-1"), readings=bad)
    assert Read.of([read], ()).entries(*setting(read)).place.tolist() == []


def test_each_workbook_has_its_own_readings():
    plans = [plan(Kpi(id="K-1"), readings=(of("K-1", month, 1.0),)) for month in (1, 2)]
    found = Read.of(plans, ()).entries(*setting(*plans))
    assert found.last((2, 2)).tolist() == [[FIRST, 0], [SECOND, 0]]


def test_a_check_in_that_is_moved_is_a_reading_and_no_new_value():
    kpi = Kpi(id="K-1", new_value=3.0, new_date=datetime(2026, 2, 1))
    read = plan(kpi, Kpi(id="K-2", new_value=4.0, new_date=datetime(2026, 1, 1)))
    moved = Read.of([read], read.kpis[:1])
    block, keys = setting(read)
    assert moved.entries(block, keys).value.tolist() == [3]
    stays, moments = moved.news(block)
    assert (stays.tolist(), moments.tolist()) == (["", 4], [0, FIRST])


def test_a_new_value_without_a_usable_date_stays_and_counts_not():
    kpi = Kpi(id="K-1", new_value=3.0, unread=frozenset({"New date"}))
    stays, moments = Read.of([plan(kpi)], ()).news(setting(plan(kpi))[0])
    assert (stays.tolist(), moments.tolist()) == ([3, ""], [0, 0])


def test_entries_are_counted_and_summed_within_a_time():
    readings = (of("K-1", 1, 5.0), of("K-1", 2, 7.0), of("K-1", 3, 9.0))
    read = plan(Kpi(id="K-1"), readings=readings)
    block, keys = setting(read)
    every = Read.of([read], ()).entries(block, keys)
    known = every.before(block.blank() + SECOND + 1)
    late = known.since(block.blank() + SECOND, block.blank() == 0)
    assert (known.number((2,)).tolist(), known.total((2,)).tolist()) == ([2, 0], [12, 0])
    assert (late.number((2,)).tolist(), late.total((2,)).tolist()) == ([1, 0], [7, 0])
    assert known.since(block.blank(), block.blank() > 0).value.tolist() == []
