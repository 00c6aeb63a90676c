"""Run by LibreOffice's Python, not by ours: prints the VBA modules that it finds in a workbook.

Arguments: the soffice program, a folder for its profile, the workbook. The line printed is
{"sheets": [names], "project": name, "modules": {name: text as LibreOffice holds it}}.
"""

import json
import sys
from pathlib import Path
from typing import Any

import libreoffice_session as session  # type: ignore[import-not-found]  # it stands beside this file

FILTER = "Calc MS Excel 2007 VBA XML"  # LibreOffice does not know an add-in by its content type


def main(office: str, folder: str, workbook: str) -> None:
    """Start LibreOffice, list the modules, end it."""
    with session.running(office, folder) as desktop:
        print(json.dumps(found(desktop, workbook)), flush=True)


def found(desktop: Any, workbook: str) -> dict[str, Any]:
    """The sheets, the project and its modules."""
    options = (session.option("Hidden", True), session.option("FilterName", FILTER))
    document = desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, options)
    try:
        libraries = document.BasicLibraries
        project = libraries.ProjectName
        libraries.loadLibrary(project)
        modules = libraries.getByName(project)
        return {
            "sheets": [sheet.Name for sheet in document.Sheets],
            "project": project,
            "modules": {name: modules.getByName(name) for name in modules.ElementNames},
        }
    finally:
        document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
