"""Run as the add-in runs Python, but with the tests' Excel in the place of Excel.

Arguments: the workbook that is open, what Python is to run, and a file for what the user is told.
The workbook is saved afterwards.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(workbook: str, code: str, told: str) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    from tests.excel import excel

    with excel(workbook) as app:
        exec(code)
        Path(told).write_text(json.dumps([alert.prompt for alert in app.impl.alerts]))
        app.books.active.save(workbook)


if __name__ == "__main__":
    main(*sys.argv[1:])
