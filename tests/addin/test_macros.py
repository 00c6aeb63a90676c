"""The macros of the built add-in, run in LibreOffice: the ribbon's state, and who sets what.

LibreOffice has neither a ribbon nor Excel's tables, so classes with the same members stand in.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from okrsheet import __version__
from okrsheet.addin.build import build
from okrsheet.addin.sources import modules
from okrsheet.addin.standalone import installed, xlwings_module
from tests.addin.basic import CLASS, STANDARD, Desk
from tests.addin.conditional import WINDOWS, compiled

CONTROL = CLASS + "Public Tag As String\n"
UI = (
    CLASS
    + """
Public Redrawn As Integer
Public Sub Invalidate()
    Redrawn = Redrawn + 1
End Sub
"""
)
TABLE = CLASS + "Public Name As String\n"
SHEET = CLASS + "Public ListObjects As New Collection\n"
BOOK = CLASS + "Public Worksheets As New Collection\n"
LOOK = (
    STANDARD
    + """
Private Function BookWith(first As String, second As String) As Object
    Dim book As New FakeBook, one As New FakeSheet, other As New FakeSheet
    Dim table As New FakeTable, another As New FakeTable
    table.Name = first
    another.Name = second
    one.ListObjects.Add table
    other.ListObjects.Add another
    book.Worksheets.Add one
    book.Worksheets.Add other
    Set BookWith = book
End Function

Private Function Button(which As String) As String
    Dim control As New FakeControl, enabled, tip
    control.Tag = which
    OkrEnabled control, enabled
    OkrTip control, tip
    Button = which & "=" & enabled & "," & tip
End Function

Private Function State() As String
    State = Button("validate") & "|" & Button("new") & "|" & Button("about")
End Function

Public Function NoneActive() As String
    OkrLookAt Nothing
    NoneActive = State()
End Function

Public Function PlanActive() As String
    OkrLookAt BookWith("Settings", "OBJECTIVES")
    PlanActive = State()
End Function

Public Function OtherActive() As String
    OkrLookAt BookWith("Settings", "Sales")
    OtherActive = State()
End Function

Public Function HowOftenRedrawn() As Integer
    Dim ui As New FakeRibbon
    OkrLoad ui
    OkrLookAt Nothing
    OkrLookAt Nothing
    OkrLookAt BookWith("Settings", "Objectives")
    OkrLookAt BookWith("Settings", "Objectives")
    OkrLookAt Nothing
    HowOftenRedrawn = ui.Redrawn
End Function
"""
)
FAKES = {
    "FakeControl": CONTROL,
    "FakeRibbon": UI,
    "FakeTable": TABLE,
    "FakeSheet": SHEET,
    "FakeBook": BOOK,
    "Look": LOOK,
}
REASON = "Open an okrsheet workbook, or make one with New."
DISABLED = f"validate=False,{REASON}|new=True,|about=True,"
ENABLED = "validate=True,|new=True,|about=True,"


@pytest.fixture(scope="module")
def addin(tmp_path_factory):
    path = tmp_path_factory.mktemp("addin") / "okrsheet.xlam"
    path.write_bytes(build())
    return path


@pytest.mark.judge("libreoffice")
def test_buttons_are_enabled_only_while_a_plan_is_active_and_say_why_not(addin):
    calls = ("NoneActive", "PlanActive", "OtherActive", "PlanActive", "NoneActive")
    states = Desk(addin, FAKES).answers(
        [*(f"Look.{call}" for call in calls), "Look.HowOftenRedrawn"]
    )
    assert states == [DISABLED, ENABLED, DISABLED, ENABLED, DISABLED, 2]


SERVER = (
    CLASS
    + """
Public Log As String
Public Fails As Boolean

Private Sub Note(what As String)
    Log = Log & what & IIf(Application.DisplayAlerts, "", " quietly") & "|"
End Sub

Public Function Module(name As String) As String
    Module = name
End Function

Public Sub SetAttr(module As String, name As String, value As Object)
    Note module & "." & name & IIf(value Is Nothing, " is nothing", " is a workbook")
End Sub

Public Sub Exec(code As String)
    Note code
    If Fails Then Err.Raise 1000, "Python", "SyntaxError: here"
End Sub
"""
)
CLICKS = (
    STANDARD
    + """
Public Server As New FakeServer

Public Function XLPy() As Object
    Set XLPy = Server
End Function

Private Function Told() As String
    Told = Server.Log & IIf(Application.DisplayAlerts, "loud", "quiet")
    Server.Log = ""
End Function

Public Function Well() As String
    RunPython "print()"
    Well = Told()
End Function

Public Function Badly() As String
    On Error GoTo failed
    Server.Fails = True
    RunPython "print("
    Badly = "no error"
    Exit Function
failed:
    Badly = Err.Description & "|" & Told()
End Function
"""
)


@pytest.mark.judge("libreoffice")
def test_python_learns_whose_click_it_is_and_forgets_it_and_excel_is_quiet_meanwhile(addin):
    (python,) = (module for module in modules() if module.name == "Python")
    stand_ins = {"Clicks": CLICKS, "FakeServer": SERVER, "xlwings": None}
    desk = Desk(addin, stand_ins | {"Python": STANDARD + compiled(python.source, WINDOWS)})
    well, badly = desk.answers(["Clicks.Well", "Clicks.Badly"])
    caller = "xlwings._xlwindows.BOOK_CALLER is"
    started = f"{caller} a workbook quietly|"
    assert well == f"{started}print() quietly|{caller} nothing quietly|loud"
    assert badly == f"SyntaxError: here|{started}print( quietly|loud"


PRESS = (
    STANDARD
    + """
Private Shown As String

Public Sub RunPython(code As String)
    Err.Raise 1000, "Python", "ModuleNotFoundError: No module named 'okrsheet'" & String(2000, "x")
End Sub

Public Sub Say(text As String, kind As Integer, title As String)
    Shown = text
End Sub

Public Function Press() As String
    Dim button As New FakeControl
    button.Tag = "about"
    OkrAction button
    Press = Shown
End Function
"""
)


@pytest.mark.judge("libreoffice")
def test_a_click_that_fails_shows_the_beginning_of_the_error_where_its_reason_stands(addin):
    (ribbon,) = (module for module in modules() if module.name == "Ribbon")
    talking = STANDARD + compiled(ribbon.source, WINDOWS).replace("MsgBox ", "Say ")
    stand_ins = {"Press": PRESS, "FakeControl": CONTROL, "Python": None, "Ribbon": talking}
    (shown,) = Desk(addin, stand_ins).answers(["Press.Press"])
    assert shown.startswith("okrsheet did not start. Run 'okrsheet addin doctor'")
    assert "ModuleNotFoundError: No module named 'okrsheet'" in shown
    assert len(shown) <= 1024


OURS = r"C:\Program Files\Python311\python.exe"
THEIRS = r"C:\received\python.exe"
ASK = (
    STANDARD
    + """
Public Function Command() As String
    On Error GoTo failed
    Command = XLPyCommand()
    Exit Function
failed:
    Command = Err.Description
End Function

Public Function OwnSetting() As String
    OwnSetting = GetConfig("okrsheet version", "none")
End Function

Public Function Active() As String
    Active = ActiveWorkbook.Name
End Function
"""
)
COMMAND = (
    r'C:\Windows\System32\cmd.exe {} ""{}" -B -P'
    ' -c "import xlwings; xlwings.serve(\'$(CLSID)\')""'
)
UNKNOWN = (
    "okrsheet does not know its Python: run 'okrsheet addin install' in a terminal, then start"
    " Excel again."
)


def on_windows() -> dict[str, str]:
    """The modules that look settings up as Windows compiles them, without Windows' own library."""
    (python,) = (module for module in modules() if module.name == "Python")
    texts = [STANDARD + compiled(m.source, WINDOWS) for m in (python, xlwings_module(installed()))]
    return {"Python": texts[0], "xlwings": texts[1].replace("WScript.ExpandEnvironmentStrings", "")}


def settings_file(folder: Path, name: str, interpreter: str, console: str) -> None:
    """A configuration file, with a name that has Windows' separators in it."""
    (folder / name).write_text(f'"INTERPRETER_WIN","{interpreter}"\n"SHOW CONSOLE","{console}"\n')


@pytest.fixture
def received(tmp_path):
    """A workbook that brings settings on a sheet, as Python code, and in files beside it."""
    folder = tmp_path / "received"
    folder.mkdir()
    for name in ("okrsheet.conf", "xlwings.conf"):
        settings_file(folder, name, THEIRS, "True")
    book = openpyxl.Workbook()
    for title in ("okrsheet.conf", "xlwings.conf"):
        sheet = book.create_sheet(title)
        sheet.append(["INTERPRETER_WIN", THEIRS])
        sheet.append(["SHOW CONSOLE", "True"])
        sheet.append(["OKRSHEET VERSION", "theirs"])
    book.create_sheet("run.py").append(["raise SystemExit"])
    book.save(folder / "received.xlsx")
    return folder / "received.xlsx"


@pytest.fixture
def user(tmp_path):
    """The folder of a user of Windows, without settings."""
    return tmp_path / "user"


def asked(addin, user, *workbooks):
    """The command that starts Python, a setting of the add-in's own, and the active workbook."""
    environment = {"USERPROFILE": str(user), "SystemRoot": r"C:\Windows"}
    desk = Desk(addin, on_windows() | {"Ask": ASK}, workbooks, environment)
    return desk.answers(["Ask.Command", "Ask.OwnSetting", "Ask.Active"])


@pytest.mark.judge("libreoffice")
@pytest.mark.parametrize(("console", "switches"), [("True", "/showconsole /K"), ("False", "/C")])
def test_python_is_the_one_in_the_users_configuration(addin, user, tmp_path, console, switches):
    settings_file(tmp_path, r"user\.okrsheet\okrsheet.conf", OURS, console)
    command, _, _ = asked(addin, user)
    assert command == COMMAND.format(switches, OURS)


@pytest.mark.judge("libreoffice")
def test_a_received_workbook_and_the_files_beside_it_set_nothing(addin, user, tmp_path, received):
    settings_file(tmp_path, r"user\.okrsheet\okrsheet.conf", OURS, "False")
    command, own, active = asked(addin, user, received)
    assert active == received.name
    assert command == COMMAND.format("/C", OURS)
    assert own == __version__


@pytest.mark.judge("libreoffice")
def test_a_received_workbook_does_not_lend_its_python_where_none_is_set(addin, user, received):
    command, _, active = asked(addin, user, received)
    assert active == received.name
    assert command == UNKNOWN


@pytest.mark.judge("libreoffice")
def test_a_python_without_its_folder_is_not_started(addin, user, tmp_path):
    settings_file(tmp_path, r"user\.okrsheet\okrsheet.conf", "python", "False")
    command, _, _ = asked(addin, user)
    assert command == UNKNOWN


def test_python_imports_nothing_from_the_folder_it_is_started_in(received):
    harmed = received.with_name("harmed")
    spy = f"import pathlib; pathlib.Path({str(harmed)!r}).touch()"
    received.with_name("xlwings.py").write_text(spy)
    options, code = re.fullmatch(r'.*?((?: -\w)+) "(.*)""', COMMAND).groups()

    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def start(*options: str) -> bool:
        ended = subprocess.run(
            [sys.executable, *options, code],
            cwd=received.parent,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert "serve" in ended.stderr or "pywin32" in ended.stderr  # it serves on Windows only
        return harmed.exists()

    assert not start(*options.split())
    assert start("-c")


def test_on_a_mac_too_no_folder_is_added_to_pythons_path(monkeypatch):
    from xlwings.utils import prepare_sys_path

    (python,) = (module for module in modules() if module.name == "Python")
    told = re.search(r'ExecuteMac .*, "(.*)"$', python.source, re.MULTILINE)
    assert told
    before = list(sys.path)
    monkeypatch.setattr(sys, "path", list(before))
    prepare_sys_path(f"{told[1]};")  # ExecuteMac adds the last separator
    assert sys.path == before
