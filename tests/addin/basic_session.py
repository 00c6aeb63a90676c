"""Run by LibreOffice's Python, not by ours: runs VBA procedures of an add-in in LibreOffice.

Arguments: the soffice program, a folder for its profile, a file with the job: {"addin": path,
"modules": {name: text, or null to take the module away}, "open": [workbooks, opened in this order],
"calls": [procedures without arguments, as "Module.Name"]}.
The line printed is a list: what each call gave back. Nothing opened is written to.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "judges"))

import libreoffice_session as session  # type: ignore[import-not-found]

FILTER = "Calc MS Excel 2007 VBA XML"  # LibreOffice does not know an add-in by its content type
RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
NEVER_RUN_MACROS = 0


def main(office: str, folder: str, job: str) -> None:
    """Start LibreOffice, do the job, end it."""
    with session.running(office, folder) as desktop:
        print(json.dumps(do(desktop, json.loads(Path(job).read_text()))), flush=True)


def do(desktop: Any, job: dict[str, Any]) -> list[object]:
    """Open the add-in and the workbooks, change modules, make the calls."""
    addin = opened(desktop, job["addin"], RUN_MACROS, FilterName=FILTER, Hidden=True)
    project = addin.BasicLibraries.ProjectName
    modules = addin.BasicLibraries.getByName(project)
    for name, text in job["modules"].items():
        if modules.hasByName(name):
            modules.removeByName(name)
        if text is not None:
            modules.insertByName(name, text)
    for workbook in job["open"]:
        opened(desktop, workbook, NEVER_RUN_MACROS)
    scripts = addin.getScriptProvider()
    address = "vnd.sun.star.script:{}.{}?language=Basic&location=document"
    return [
        scripts.getScript(address.format(project, call)).invoke((), (), ())[0]
        for call in job["calls"]
    ]


def opened(desktop: Any, workbook: str, macros: int, **options: object) -> Any:
    """The document in a file."""
    told = {"MacroExecutionMode": macros, "ReadOnly": True, **options}
    pairs = tuple(session.option(name, value) for name, value in told.items())
    return desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, pairs)


if __name__ == "__main__":
    main(*sys.argv[1:])
