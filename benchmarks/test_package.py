"""The file host beside openpyxl: a plan of 5,000 KPIs read, and one computed column written."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from okrsheet.books.book import SetColumn
from okrsheet.books.file import FileBook
from tests.books.plain import SCORE, plan

KPIS = 5_000


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
