"""Run by LibreOffice's Python, not by ours: prints one JSON line for each job it was given.

Arguments: the soffice program, a folder for its profile, a file of jobs. A job is
{"workbook", "edits", "recalculate", "saved", "page"}: paths, what libreoffice_edits.py does, yes or
no, and where the result goes as a workbook and as HTML (null: nowhere).
A line is {"fault", "seconds", "sheets": [{"name", "values": [[row, column, value]], "errors"}]}.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import libreoffice_edits  # type: ignore[import-not-found]  # it stands beside this file
import uno

CONTENT = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA
ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
PIPE = "okrsheet-judge"
SECONDS_TO_START = 60
XLSX, HTML = "Calc MS Excel 2007 XML", "HTML (StarCalc)"


def main(office: str, folder: str, jobs: str) -> None:
    """Start LibreOffice, do the jobs, end it."""
    with running(office, folder) as desktop:
        for job in json.loads(Path(jobs).read_text(encoding="utf-8")):
            print(json.dumps(do(desktop, job)), flush=True)


@contextmanager
def running(office: str, folder: str) -> Iterator[Any]:
    """The desktop of a LibreOffice of its own, which ends with it."""
    pipe = f"{PIPE}-{Path(folder).name}"
    command = [office, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
    command += ["--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        desktop = connect(pipe)
        yield desktop
        desktop.terminate()
        process.wait(SECONDS_TO_START)
    finally:
        process.kill()


def connect(pipe: str) -> Any:
    """The desktop of the LibreOffice that listens on the pipe, once it has started."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    give_up = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)


def do(desktop: Any, job: dict[str, Any]) -> dict[str, Any]:
    """Open one workbook, edit and recalculate it, read all its sheets, save and close it."""
    try:
        document = opened(desktop, job["workbook"])
    except uno.getClass("com.sun.star.lang.IllegalArgumentException") as refusal:
        return {"fault": f"LibreOffice does not open it: {refusal}", "sheets": [], "seconds": 0}
    if document is None or not hasattr(document, "Sheets"):
        fault = "LibreOffice does not open it as a workbook"
        return {"fault": fault, "sheets": [], "seconds": 0}
    try:
        for edit in job["edits"]:
            libreoffice_edits.carry_out(document, edit)
        started = time.perf_counter()
        if job["recalculate"]:
            document.calculateAll()
        seconds = time.perf_counter() - started
        sheets = [read_sheet(sheet) for sheet in document.Sheets]
        for path, form in ((job["saved"], XLSX), (job["page"], HTML)):
            if path:
                document.storeToURL(Path(path).as_uri(), (option("FilterName", form),))
        return {"fault": "", "sheets": sheets, "seconds": seconds}
    finally:
        document.close(True)


def opened(desktop: Any, workbook: str) -> Any:
    """The document in a file, in no window; as a template, or the file would be locked."""
    options = (option("Hidden", True), option("AsTemplate", True))
    return desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, options)


def option(name: str, value: object) -> Any:
    """A PropertyValue."""
    pair = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    pair.Name, pair.Value = name, value
    return pair


def read_sheet(sheet: Any) -> dict[str, Any]:
    """A sheet's name, values and errors."""
    lines = rows(sheet)
    errors = errors_of(sheet) if any(None in line for line in lines) else {}
    return {
        "name": sheet.Name,
        "values": [
            [row, column, value]
            for row, line in enumerate(lines, start=1)
            for column, value in enumerate(line, start=1)
            if value not in ("", None) and (row, column) not in errors
        ],
        "errors": [[row, column, error] for (row, column), error in errors.items()],
    }


def rows(sheet: Any) -> Any:
    """The values of each row, up to the last with something in it; an error is None."""
    areas = sheet.queryContentCells(CONTENT).RangeAddresses
    if not areas:
        return ()
    bottom = max(area.EndRow for area in areas)
    right = max(area.EndColumn for area in areas)
    return sheet.getCellRangeByPosition(0, 0, right, bottom).getDataArray()


def errors_of(sheet: Any) -> dict[tuple[int, int], str]:
    """The errors by row and column, from 1: to ask for them takes as long as to read a sheet."""
    return {
        (row, column): sheet.getCellByPosition(column - 1, row - 1).String
        for area in sheet.queryFormulaCells(ERRORS).RangeAddresses
        for row in range(area.StartRow + 1, area.EndRow + 2)
        for column in range(area.StartColumn + 1, area.EndColumn + 2)
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
