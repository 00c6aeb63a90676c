"""From a click to the changed workbook: the built add-in's macros run in LibreOffice.

A button is pressed with a control that has only a tag. In the place of the library through which
xlwings starts Python, a stand-in starts Python with the same words, on the tests' Excel.
"""

import json
import sys
from pathlib import Path

import openpyxl
import pytest

from okrsheet.addin.build import build
from okrsheet.file_commands import demo_workbook
from tests.addin.basic import CLASS, STANDARD, Desk

CLICKED = Path(__file__).with_name("clicked.py")
CONTROL = CLASS + "Public Tag As String\n"
PRESS = (
    STANDARD
    + """
Public Function CheckPlan() As String
    Dim button As New Control
    button.Tag = "validate"
    OkrAction button
    CheckPlan = "pressed"
End Function
"""
)
# The arguments of Python stand in quotes: its code has spaces.
PYTHON = (
    STANDARD
    + '''
Public Sub RunPython(code As String)
    Shell "{python}", 0, """{script}"" ""{workbook}"" """ & code & """ ""{told}""", True
End Sub
'''
)


def findings(workbook) -> list[tuple[object, object]]:
    """Code and ID of each row of the Findings sheet."""
    rows = openpyxl.load_workbook(workbook)["Findings"].iter_rows(values_only=True)
    headers: tuple[object, ...] = ()
    found: list[tuple[object, object]] = []
    for row in rows:
        if "Code" in row:
            headers = row
        elif headers and row[headers.index("Code")]:
            found.append((row[headers.index("Code")], row[headers.index("ID")]))
    return found


@pytest.fixture
def plan(tmp_path):
    """The coffee shop's plan, whose first objective has lost its owner."""
    path, _, _ = demo_workbook(tmp_path, force=False)
    book = openpyxl.load_workbook(path)
    sheet = book["Objectives"]
    table = sheet.tables["Objectives"]
    (headers, first, *_) = sheet[table.ref]
    column = [cell.value for cell in headers].index("Owner")
    first[column].value = None
    book.save(path)
    return path, first[0].value


@pytest.mark.judge("libreoffice")
def test_a_click_on_check_plan_lists_what_is_wrong_in_the_open_workbook(plan, tmp_path):
    path, objective = plan
    addin, told = tmp_path / "okrsheet.xlam", tmp_path / "told.json"
    addin.write_bytes(build())
    python = PYTHON.format(python=sys.executable, script=CLICKED, workbook=path, told=told)
    modules = {"Python": python, "Control": CONTROL, "Press": PRESS}
    assert ("S02", objective) not in findings(path)

    assert Desk(addin, modules).answers(["Press.CheckPlan"]) == ["pressed"]

    assert ("S02", objective) in findings(path)
    (message,) = json.loads(told.read_text())
    assert "1 error" in message
