"""How long LibreOffice needs to calculate a whole live workbook anew, and how that grows.

`make bench`. Ten KPIs hang on three objectives of a four-way tree. `extra_info` holds the seconds
of calculateAll alone; the time of the benchmark is that and starting, opening and reading.
"""

import pytest

from tests.judges.libreoffice import Job, do
from tests.live.case import Case, case, day, kpi, objective, reading
from tests.live.workbook import rolled_up

SIZES = {100: 3, 1_000: 3, 5_000: 2}  # readings of each KPI, by the number of KPIs
SECONDS_ALLOWED = 1_200
measured: dict[int, float] = {}


def wide_case(kpis: int, readings: int) -> Case:
    """A plan with so many KPIs in five pillars and fifty units."""
    objectives = kpis * 3 // 10
    return case(
        f"{kpis} KPIs",
        [kpi(f"K{at}", f"O{at % objectives}") for at in range(kpis)],
        [
            reading(f"K{at}", number / 10, day(30 * number))
            for at in range(kpis)
            for number in range(1, readings + 1)
        ],
        [
            objective(
                f"O{at}",
                Parent=f"O{at // 4 - 1}" if at > 3 else None,
                Pillar=f"P{at % 5}" if at < 4 else None,
                Unit=f"U{at % 50}",
            )
            for at in range(objectives)
        ],
        [{"ID": f"P{at}"} for at in range(5)],
        [{"ID": f"U{at}", "Parent": f"U{at // 4 - 1}" if at > 3 else None} for at in range(50)],
    )


@pytest.mark.parametrize("kpis", SIZES)
def test_calculate_all(benchmark, tmp_path, kpis):
    path = rolled_up(wide_case(kpis, SIZES[kpis]), tmp_path / "wide.xlsx")
    jobs = [Job(path, recalculate=True, seconds=SECONDS_ALLOWED)]
    (read,) = benchmark.pedantic(do, args=(jobs,), rounds=1)
    assert not read.fault
    measured[kpis] = read.seconds
    smallest = min(measured)
    benchmark.extra_info["calculateAll, seconds"] = round(read.seconds, 3)
    benchmark.extra_info["of the smallest, times"] = round(read.seconds / measured[smallest], 1)
    benchmark.extra_info["KPIs of the smallest, times"] = kpis / smallest
