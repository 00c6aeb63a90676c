"""LibreOffice reads workbooks, and recalculates them where asked, in one session for many files.

The session is tests/judges/libreoffice_session.py, run by a Python that has LibreOffice's bridge.
LibreOffice opens many a broken file without a word: that it opens one says little by itself.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SESSION = Path(__file__).with_name("libreoffice_session.py")
PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "python3")
SECONDS_TO_START, SECONDS_A_FILE = 90, 30


@dataclass(frozen=True)
class SheetReading:
    """A sheet's cells by (row, column) from 1: numbers and text, and apart from them errors."""

    name: str
    values: dict[tuple[int, int], float | str]
    errors: dict[tuple[int, int], str]


@dataclass(frozen=True)
class BookReading:
    """What LibreOffice made of a workbook; fault is empty where it opened it."""

    fault: str
    sheets: tuple[SheetReading, ...] = ()


@cache
def programs() -> tuple[str, str] | None:
    """The paths of soffice and of a Python that has its bridge; None where one is missing."""
    office = shutil.which("soffice")
    pythons = (found for name in PYTHONS if (found := shutil.which(name)))
    python = next((python for python in pythons if _has_bridge(python)), None)
    return (office, python) if office and python else None


def _has_bridge(python: str) -> bool:
    return not subprocess.run([python, "-c", "import uno"], capture_output=True).returncode


def read(workbooks: Iterable[Path], recalculate: bool = False) -> dict[Path, BookReading]:
    """Every cell of every workbook as LibreOffice sees it: cached values, or all calculated anew.

    A file on which LibreOffice hangs or dies has that as its fault; a new session reads the rest.
    Raises FileNotFoundError where LibreOffice is not installed.
    """
    readings: dict[Path, BookReading] = {}
    left = list(workbooks)
    while left:
        read_now = dict(_session(left, recalculate))
        readings |= read_now
        left = [workbook for workbook in left if workbook not in read_now]
        if left:
            readings[left.pop(0)] = BookReading("LibreOffice hung or ended while reading it")
    return readings


def _session(workbooks: list[Path], recalculate: bool) -> Iterator[tuple[Path, BookReading]]:
    found = programs()
    if found is None:
        raise FileNotFoundError("the judge libreoffice is not installed: run 'make test'")
    office, python = found
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "readings.jsonl"
        command = [python, str(SESSION), office, scratch, "yes" if recalculate else "no"]
        _run(
            [*command, *(str(workbook.resolve()) for workbook in workbooks)],
            output,
            SECONDS_TO_START + SECONDS_A_FILE * len(workbooks),
        )
        with output.open(encoding="utf-8") as lines:
            for workbook, line in zip(workbooks, lines, strict=False):
                yield workbook, _reading(json.loads(line))


def _run(command: list[str], output: Path, seconds: int) -> None:
    """Run a session with its output in a file; end it with all its children where it hangs."""
    with output.open("wb") as stream:
        session = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stream, start_new_session=True
        )
        try:
            session.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(session.pid, signal.SIGKILL)
            session.wait()


def _reading(line: dict[str, Any]) -> BookReading:
    sheets = (
        SheetReading(
            sheet["name"],
            {(row, column): value for row, column, value in sheet["values"]},
            {(row, column): error for row, column, error in sheet["errors"]},
        )
        for sheet in line["sheets"]
    )
    return BookReading(line["fault"], tuple(sheets))
