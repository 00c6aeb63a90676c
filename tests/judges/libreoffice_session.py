"""Run by LibreOffice's Python, not by ours: prints one JSON line for each workbook it was given.

Arguments: the soffice program, a folder for its profile, "yes" to recalculate, the workbooks.
A line is {"fault", "sheets": [{"name", "values": [[row, column, value]], "errors": [...]}]}.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno

CONTENT = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA
ERRORS = 4  # com.sun.star.sheet.FormulaResult.ERROR
PIPE = "okrsheet-judge"
SECONDS_TO_START = 60


def main(office: str, folder: str, recalculate: str, *workbooks: str) -> None:
    """Start LibreOffice, print what it reads in each workbook, end it."""
    pipe = f"{PIPE}-{Path(folder).name}"
    command = [office, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
    command += ["--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        desktop = connect(pipe)
        for workbook in workbooks:
            print(json.dumps(read(desktop, workbook, recalculate == "yes")), flush=True)
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


def read(desktop: Any, workbook: str, recalculate: bool) -> dict[str, Any]:
    """Open one workbook, read all its sheets, close it."""
    options = (option("Hidden", True), option("ReadOnly", True))
    try:
        document = desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, options)
    except uno.getClass("com.sun.star.lang.IllegalArgumentException") as refusal:
        return {"fault": f"LibreOffice does not open it: {refusal}", "sheets": []}
    if document is None or not hasattr(document, "Sheets"):
        return {"fault": "LibreOffice does not open it as a workbook", "sheets": []}
    try:
        if recalculate:
            document.calculateAll()
        return {"fault": "", "sheets": [read_sheet(sheet) for sheet in document.Sheets]}
    finally:
        document.close(True)


def option(name: str, value: object) -> Any:
    """A PropertyValue."""
    pair = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    pair.Name, pair.Value = name, value
    return pair


def read_sheet(sheet: Any) -> dict[str, Any]:
    """A sheet's name, values and errors."""
    errors = {
        (row, column): sheet.getCellByPosition(column - 1, row - 1).String
        for area in sheet.queryFormulaCells(ERRORS).RangeAddresses
        for row in range(area.StartRow + 1, area.EndRow + 2)
        for column in range(area.StartColumn + 1, area.EndColumn + 2)
    }
    return {
        "name": sheet.Name,
        "values": [
            [row, column, value]
            for row, column, value in values(sheet)
            if value not in ("", None) and (row, column) not in errors
        ],
        "errors": [[row, column, error] for (row, column), error in errors.items()],
    }


def values(sheet: Any) -> Iterator[tuple[int, int, Any]]:
    """Row and column (from 1) and value of each cell with something in it."""
    for area in sheet.queryContentCells(CONTENT).RangeAddresses:
        cells = sheet.getCellRangeByPosition(
            area.StartColumn, area.StartRow, area.EndColumn, area.EndRow
        )
        for row, line in enumerate(cells.getDataArray(), start=area.StartRow + 1):
            for column, value in enumerate(line, start=area.StartColumn + 1):
                yield row, column, value


if __name__ == "__main__":
    main(*sys.argv[1:])
