"""LibreOffice reads workbooks, and recalculates them where asked, in one session for many files.

The session is tests/judges/libreoffice_session.py, run by a Python that has LibreOffice's bridge.
LibreOffice opens many a broken file without a word: that it opens one says little by itself.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SESSION = Path(__file__).with_name("libreoffice_session.py")
PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "python3")
SECONDS_TO_START, SECONDS_A_FILE = 90, 30
# LibreOffice needs a tenth of a second for each sheet whose pages repeat rows and columns.
REPEATED_TITLES = re.compile(rb'<definedName name="_xlnm.Print_Titles"[^<]*</definedName>')


@dataclass(frozen=True)
class SheetReading:
    """A sheet's cells by (row, column) from 1: numbers and text, and apart from them errors."""

    name: str
    values: dict[tuple[int, int], float | str]
    errors: dict[tuple[int, int], str]


@dataclass(frozen=True)
class BookReading:
    """What LibreOffice made of a workbook; fault is empty where it opened it.

    `seconds` is how long it took to calculate everything anew.
    """

    fault: str
    sheets: tuple[SheetReading, ...] = ()
    seconds: float = 0


@dataclass(frozen=True)
class Job:
    """What LibreOffice is to do with a workbook, in this order: edit, recalculate, read, save.

    `edits` are those of libreoffice_edits.py; `saved` and `page` are where the workbook goes as
    .xlsx and as HTML. The file itself stays as it is. After `seconds` LibreOffice counts as hung.
    The titles that pages repeat are taken out before, unless they are part of what is asked.
    """

    workbook: Path
    recalculate: bool = False
    edits: tuple[tuple[object, ...], ...] = ()
    saved: Path | None = None
    page: Path | None = None
    seconds: int = SECONDS_A_FILE
    repeated_titles: bool = False

    def told(self, scratch: Path) -> dict[str, object]:
        """The job as the session reads it, which may use a new folder of its own."""
        path = self.workbook if self.repeated_titles else _untitled(self.workbook, scratch)
        return {
            "workbook": str(path.resolve()),
            "recalculate": self.recalculate,
            "edits": self.edits,
            "saved": self.saved and str(self.saved.resolve()),
            "page": self.page and str(self.page.resolve()),
        }


def _untitled(workbook: Path, folder: Path) -> Path:
    """A copy without the titles that its pages repeat; the workbook itself where it has none."""
    if not zipfile.is_zipfile(workbook):
        return workbook
    with zipfile.ZipFile(workbook) as source:
        contents = {name: source.read(name) for name in source.namelist()}
    lists = [name for name in contents if name.endswith("workbook.xml")]
    if not any(REPEATED_TITLES.search(contents[name]) for name in lists):
        return workbook
    contents |= {name: REPEATED_TITLES.sub(b"", contents[name]) for name in lists}
    folder.mkdir()
    copy = folder / workbook.name
    with zipfile.ZipFile(copy, "w") as target:
        for name, content in contents.items():
            target.writestr(name, content)
    return copy


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

    Raises FileNotFoundError where LibreOffice is not installed.
    """
    jobs = [Job(workbook, recalculate) for workbook in workbooks]
    return {job.workbook: reading for job, reading in zip(jobs, do(jobs), strict=True)}


def do(jobs: Iterable[Job]) -> list[BookReading]:
    """What LibreOffice reads in each workbook once its job is done.

    A file on which LibreOffice hangs or dies has that as its fault; a new session does the rest.
    Raises FileNotFoundError where LibreOffice is not installed.
    """
    readings: list[BookReading] = []
    waiting = list(jobs)
    while left := waiting[len(readings) :]:
        done = list(_session(left))
        readings += done
        if len(done) < len(left):
            readings.append(BookReading("LibreOffice hung or ended while reading it"))
    return readings


def _session(jobs: list[Job]) -> Iterator[BookReading]:
    found = programs()
    if found is None:
        raise FileNotFoundError("the judge libreoffice is not installed: run 'make test'")
    office, python = found
    with tempfile.TemporaryDirectory() as scratch:
        told, output = Path(scratch) / "jobs.json", Path(scratch) / "readings.jsonl"
        asked = [job.told(Path(scratch, str(number))) for number, job in enumerate(jobs)]
        told.write_text(json.dumps(asked), encoding="utf-8")
        _run(
            [python, str(SESSION), office, scratch, str(told)],
            output,
            SECONDS_TO_START + sum(job.seconds for job in jobs),
        )
        with output.open(encoding="utf-8") as lines:
            for line in lines:
                yield _reading(json.loads(line))


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


def printed(script: Path, *arguments: str, seconds: int, **environment: str) -> bytes:
    """What a script prints that LibreOffice's Python runs: it gets soffice, a folder, arguments.

    It is ended with all its children where it hangs. Raises TimeoutExpired then, and
    FileNotFoundError where LibreOffice is not installed.
    """
    found = programs()
    if found is None:
        raise FileNotFoundError("the judge libreoffice is not installed: run 'make test'")
    office, python = found
    with tempfile.TemporaryDirectory() as scratch:
        session = subprocess.Popen(
            [python, str(script), office, scratch, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env=os.environ | environment,
        )
        try:
            told, _ = session.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(session.pid, signal.SIGKILL)
            session.wait()
            raise
    return told


def _reading(line: dict[str, Any]) -> BookReading:
    sheets = (
        SheetReading(
            sheet["name"],
            {(row, column): value for row, column, value in sheet["values"]},
            {(row, column): error for row, column, error in sheet["errors"]},
        )
        for sheet in line["sheets"]
    )
    return BookReading(line["fault"], tuple(sheets), line["seconds"])
