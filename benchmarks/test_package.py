"""The file host beside openpyxl: a plan read, a computed column and a whole roll-up written."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from okrsheet.books.book import (
    AppendRows,
    BlockRow,
    ColumnLook,
    Edit,
    FillBlock,
    Formula,
    SetColumn,
    SheetLook,
    Style,
)
from okrsheet.books.file import FileBook
from tests.books.plain import LIVE, SCORE, plan

KPIS = 5_000
# A roll-up: 1,000 KPIs live, 3,000 readings moved, and a calculation sheet of 150,000 formulas.
LIVE_KPIS, READINGS, COLUMNS = 1_000, 3_000, 150
CALCULATION = SheetLook(
    "Calculation",
    "Calculation",
    "",
    tuple(ColumnLook(f"C{at}", 9, SCORE.style) for at in range(COLUMNS)),
    protected=True,
)
PLAIN = Style("plain")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [(f"K{at}", f"KPI {at}", at / 7, datetime(2026, 6, 30), None, "a") for at in range(KPIS)]
    return plan(tmp_path_factory.mktemp("plans") / "plan.xlsx", rows, blank=0)


@pytest.fixture
def path(source: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(source, tmp_path / "plan.xlsx"))


def read_by_openpyxl(path: Path) -> list[object]:
    return list(load_workbook(path)["KPIs"].iter_rows(values_only=True))


def write_by_openpyxl(path: Path) -> None:
    book = load_workbook(path)
    for row in range(KPIS):
        book["KPIs"].cell(5 + row, 6, row / KPIS)
    book.save(path)


def write_by_the_file_host(path: Path) -> None:
    book = FileBook(path)
    book.read()
    book.apply([SetColumn("KPIs", SCORE, tuple(row / KPIS for row in range(KPIS)))])


@pytest.mark.benchmark(group="read")
def test_reading(benchmark: Any, path: Path) -> None:
    snapshot = benchmark(lambda: FileBook(path).read())
    assert len(snapshot.tables[0].rows) == KPIS


@pytest.mark.benchmark(group="read")
def test_reading_by_openpyxl(benchmark: Any, path: Path) -> None:
    assert len(benchmark(read_by_openpyxl, path)) == KPIS + 4


@pytest.mark.benchmark(group="write")
def test_writing(benchmark: Any, path: Path) -> None:
    benchmark.pedantic(write_by_the_file_host, (path,), rounds=1)


@pytest.mark.benchmark(group="write")
def test_writing_by_openpyxl(benchmark: Any, path: Path) -> None:
    benchmark.pedantic(write_by_openpyxl, (path,), rounds=1)


def formula(row: int, column: int) -> str:
    return f'IF($A{row + 5}="","",SUMIFS(KPIs[Target],KPIs[ID],$A{row + 5})*{column})'


def roll_up() -> list[Edit]:
    readings = tuple((f"K{at}", f"reading {at}", at / 7) for at in range(READINGS))
    rows = tuple(
        BlockRow(
            tuple((Formula(formula(row, at), row * at / 7), PLAIN) for at in range(COLUMNS)),
        )
        for row in range(LIVE_KPIS)
    )
    return [
        AppendRows("KPIs", ("ID", "KPI", "Target"), readings),
        SetColumn("KPIs", LIVE, tuple(at / 7 for at in range(LIVE_KPIS + READINGS))),
        FillBlock(CALCULATION, rows),
    ]


def roll_up_by_the_file_host(path: Path, edits: list[Edit]) -> None:
    book = FileBook(path)
    book.read()
    book.apply(edits)


def roll_up_by_openpyxl(path: Path) -> None:
    book = load_workbook(path)
    kpis = book["KPIs"]
    for at in range(READINGS):
        for column, value in enumerate((f"K{at}", f"reading {at}", at / 7), 2):
            kpis.cell(5 + LIVE_KPIS + at, column, value)
    for row in range(LIVE_KPIS + READINGS):
        kpis.cell(5 + row, 6, f"={LIVE.formula}")
    sheet = book.create_sheet("Calculation")
    for row in range(LIVE_KPIS):
        for at in range(COLUMNS):
            sheet.cell(5 + row, 1 + at, f"={formula(row, at)}")
    book.save(path)


@pytest.fixture
def live_path(tmp_path: Path) -> Path:
    rows = [(f"K{at}", f"KPI {at}", at / 7, None, None, "a") for at in range(LIVE_KPIS)]
    return plan(tmp_path / "plan.xlsx", rows, blank=0)


@pytest.mark.benchmark(group="roll-up")
def test_rolling_up(benchmark: Any, live_path: Path) -> None:
    benchmark.pedantic(roll_up_by_the_file_host, (live_path, roll_up()), rounds=1)


@pytest.mark.benchmark(group="roll-up")
def test_rolling_up_by_openpyxl(benchmark: Any, live_path: Path) -> None:
    benchmark.pedantic(roll_up_by_openpyxl, (live_path,), rounds=1)
