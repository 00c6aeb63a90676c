"""The add-in's own VBA: what stands in it, and that it is VBA."""

import re

import pytest

from okrsheet.addin.build import project_modules
from okrsheet.addin.package import SETTINGS_SHEET
from okrsheet.addin.project import Module
from okrsheet.addin.sources import modules, ribbon_xml
from tests.addin.conditional import MAC, WINDOWS, compiled
from tests.addin.vbasyntax import length_faults, syntax_faults

SYSTEMS = {"Windows": WINDOWS, "a Mac": MAC}
ALL = {module.name: module for module in project_modules()}


def words(module: Module) -> str:
    """A module without its comments and without what stands in quotes."""
    lines = (re.sub(r'"[^"]*"', '""', line) for line in module.source.splitlines())
    return "\n".join(line.partition("'")[0] for line in lines)


def test_workbook_and_sheet_come_first_and_are_documents():
    kinds = [(module.name, module.kind) for module in modules()]
    assert kinds == [
        ("Sheet1", "document"),
        ("ThisWorkbook", "document"),
        ("Python", "standard"),
        ("Ribbon", "standard"),
    ]


def test_the_ribbon_comes_as_it_stands_in_its_file():
    assert b"2009/07/customui" in ribbon_xml()


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_module_is_vba_on_every_system(name, system):
    assert syntax_faults(ALL[name], SYSTEMS[system]) == []


@pytest.mark.parametrize("fault", ["x = = 1", "If x Then", "Dim date As Long", "End Function"])
def test_what_is_no_vba_is_seen(fault):
    broken = Module("Broken", f"Public Sub X()\n    {fault}\nEnd Sub\n", "standard")
    assert syntax_faults(broken, WINDOWS)


@pytest.mark.parametrize("name", ALL)
def test_every_module_is_ascii_in_lines_that_the_editor_takes(name):
    assert ALL[name].source.isascii()
    assert length_faults(ALL[name]) == []


def test_a_line_continued_too_often_is_seen():
    assert length_faults(Module("Long", "x, _\n" * 25, "standard")) == ["Long, line 25"]


@pytest.mark.parametrize("name", [module.name for module in modules()])
def test_our_own_modules_declare_every_variable_and_no_library(name):
    assert "Option Explicit" in ALL[name].source
    assert "Declare" not in words(ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_only_the_ribbons_state_depends_on_the_active_workbook(name):
    asks = re.findall(r".*Active(?:Workbook|Sheet).*", words(ALL[name]))
    assert {line.strip() for line in asks} <= {"OkrLookAt ActiveWorkbook"}


@pytest.mark.parametrize("name", ALL)
def test_no_module_knows_a_workbooks_folder_or_code_on_sheets_or_what_needs_a_licence(name):
    for piece in (".py", "xlwings.pro", "LICENSE_KEY", "GetFullName", "GetDirectory", "CurDir"):
        assert piece not in ALL[name].source
    assert not re.search(
        r"\bWb\.(?:Path|FullName)|ThisWorkbook\.(?:Path|FullName)", ALL[name].source
    )


def test_the_settings_that_are_asked_for_are_known():
    sources = "\n".join(module.source for module in ALL.values())
    assert set(re.findall(r'GetConfig\("([^"]+)"', sources)) == {
        *("INTERPRETER_WIN", "INTERPRETER_MAC", "INTERPRETER", "SHOW CONSOLE"),
        *("CONDA PATH", "CONDA ENV", "SHOW_ERROR_POPUPS"),
    }
    assert f'ThisWorkbook.Worksheets("{SETTINGS_SHEET}")' in ALL["Python"].source


@pytest.mark.parametrize("name", ["Python", "xlwings"])
def test_what_is_no_cell_function_stays_out_of_the_function_wizard(name):
    assert "Option Private Module\n" in ALL[name].source


def test_the_other_modules_have_no_public_function_but_the_cell_functions():
    public = r"^(?:Public )?Function (\w+)"
    for name in ("Ribbon", "ThisWorkbook", "Sheet1"):
        assert re.findall(public, ALL[name].source, re.MULTILINE) == []
    functions = re.findall(public, ALL["OkrFunctions"].source, re.MULTILINE)
    assert functions and all(name.startswith("OKR_") for name in functions)


def test_on_windows_nothing_of_the_mac_is_compiled_and_the_other_way_round():
    python = ALL["Python"].source
    assert "ExecuteMac" not in compiled(python, WINDOWS)
    assert "XLPy.Exec" not in compiled(python, MAC)
