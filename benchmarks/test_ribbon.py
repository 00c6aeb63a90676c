"""How long a click on the ribbon takes, and how many calls of Excel it makes, at two sizes.

`make bench`. The clicks run through xlwings over the Excel for tests, which calculates nothing and
answers at once: what is measured is okrsheet, xlwings and that Excel, not Excel itself, where each
call costs a message to another process. So the number of calls counts, and that it does not grow
with the rows. The peer is a macro that goes from cell to cell.
"""

import pytest

from benchmarks.test_recalculation import wide_case
from okrsheet import ribbon
from tests.excel import excel
from tests.live.workbook import rolled_up

SIZES = (200, 2_000)  # KPIs, with two readings each
CLICKS = ("validate", "check-in", "take-in", "roll-up", "undo", "explain")
calls_at: dict[tuple[str, int], int] = {}


@pytest.fixture(scope="module", params=SIZES)
def plan(request, tmp_path_factory):
    """How many KPIs, and a workbook with so many that was checked and rolled up before."""
    path = tmp_path_factory.mktemp("bench") / f"{request.param}.xlsx"
    return request.param, rolled_up(wide_case(request.param, 2), path)


@pytest.fixture(scope="module")
def app(plan):
    """An Excel with that workbook, where every button was clicked once before."""
    with excel(plan[1]) as app:
        yield app


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """Nothing is kept of the clicks, and no browser opens."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("webbrowser.open", lambda url: True)


@pytest.mark.parametrize("tag", CLICKS)
def test_click(benchmark, app, plan, tag):
    kpis, _ = plan
    sheet = app.books.active.sheets["KPIs"]
    table = sheet.tables["KPIs"].range
    new_value = table.value[0].index("New value") + table.column

    def check_in():
        """One New value, and something to take back."""
        if tag == "undo":
            ribbon.run("clear-findings")
        sheet.range((table.row + 1, new_value)).value = 0.5
        app.impl.calls.clear()

    benchmark.pedantic(ribbon.run, args=(tag,), setup=check_in, rounds=2, warmup_rounds=1)
    calls = app.impl.calls.total()
    calls_at[tag, kpis] = calls
    benchmark.extra_info["calls of Excel"] = calls
    smallest = calls_at.get((tag, SIZES[0]), calls)
    benchmark.extra_info["of those with the fewest rows, times"] = round(calls / smallest, 2)
    benchmark.extra_info["alerts"] = [alert.prompt.split("\n")[0] for alert in app.impl.alerts[-1:]]


@pytest.mark.parametrize("way", ["as a block", "cell by cell"])
def test_write(benchmark, app, plan, way):
    """What the ribbon does, and its peer: ten cells a KPI on a sheet of their own."""
    kpis, _ = plan
    sheet = app.books.active.sheets.add()
    block = [[float(column) for column in range(10)] for _ in range(kpis)]

    def as_a_block():
        sheet.range((1, 1), (kpis, 10)).value = block

    def cell_by_cell():
        for row, values in enumerate(block, 1):
            for column, value in enumerate(values, 1):
                sheet.range((row, column)).value = value

    app.impl.calls.clear()
    benchmark.pedantic(as_a_block if way == "as a block" else cell_by_cell, rounds=1)
    benchmark.extra_info["calls of Excel"] = app.impl.calls.total()
    sheet.delete()
