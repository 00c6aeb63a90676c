"""The module OkrFunctions: the cell functions as Excel sees them, written from their signatures.

Each hands its arguments to Python through xlwings, in the form that xlwings itself gives to such
functions. A fault comes back as text in the cell. The add-in is the workbook it hands over, so that
nothing is read from the one that is open.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from okrsheet.addin.project import Module

MODULE = "okrsheet.udf"  # where Python looks for a function by its name in Excel
LONGEST_TEXT = 255  # of a description in Excel's function wizard
INDENT = "    "

HEAD = """\
Option Explicit
' The cell functions, written by 'okrsheet addin build' from their Python signatures.

Private Const ON_A_MAC As String = "okrsheet's cell functions need Excel for Windows."
"""
FUNCTION = """
Public Function {name}({signature})
    #If Mac Then
        {name} = ON_A_MAC
    #Else
        ' Not while the function wizard asks for the arguments one by one.
        If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        {name} = XLPy.CallUDF("{module}", "{name}", Array({arguments}), _
            ThisWorkbook, Application.Caller)
        Exit Function
failed:
        {name} = Err.Description
    #End If
End Function
"""
DESCRIBE = """
' The words of the function wizard. Excel keeps them for this session only.
Public Sub DescribeFunctions()
    #If Mac Then
        ' There is nothing to describe.
    #Else
        Dim drawing As Boolean, listening As Boolean
        drawing = Application.ScreenUpdating
        listening = Application.EnableEvents
        ' The functions work without these words: nothing here may keep Excel from starting.
        On Error Resume Next
        Application.ScreenUpdating = False
        Application.EnableEvents = False
        ' Excel takes no words for a workbook that it hides, and it hides an add-in.
        ThisWorkbook.IsAddin = False
{calls}
        ThisWorkbook.IsAddin = True
        ThisWorkbook.Saved = True
        Application.EnableEvents = listening
        Application.ScreenUpdating = drawing
    #End If
End Sub

Private Sub Describe(name As String, words As String, arguments As Variant)
    #If Mac Then
        ' An Excel that does not know one of the names below would not compile this module.
    #Else
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & name, _
            Description:=words, Category:="okrsheet", ArgumentDescriptions:=arguments
    #End If
End Sub
"""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a cell function: its name, its words in the wizard, may it be left out."""

    name: str
    words: str
    optional: bool


def wrapper(functions: Mapping[str, Callable[..., Any]]) -> Module:
    """The module for these functions, by their names in Excel.

    The words are the first line of the docstring, and the text in each argument's Annotated.
    Raises ValueError where the wizard cannot show them.
    """
    written = (_function(name, arguments(function)) for name, function in functions.items())
    calls = "\n".join(_call(name, function) for name, function in functions.items())
    return Module(
        "OkrFunctions", HEAD + "".join(written) + DESCRIBE.format(calls=calls), "standard"
    )


def arguments(function: Callable[..., Any]) -> tuple[Argument, ...]:
    """The arguments of a cell function, in order.

    Raises ValueError for one without words.
    """
    hints = get_type_hints(function, include_extras=True)
    return tuple(
        Argument(name, _words(name, hints.get(name)), parameter.default is not parameter.empty)
        for name, parameter in inspect.signature(function).parameters.items()
    )


def _words(name: str, hint: object) -> str:
    if get_origin(hint) is not Annotated:
        raise ValueError(f"the argument {name} has no words for the function wizard")
    return str(get_args(hint)[1])


def _function(name: str, given: tuple[Argument, ...]) -> str:
    signature = (f"Optional {each.name}" if each.optional else each.name for each in given)
    return FUNCTION.format(
        name=name,
        module=MODULE,
        signature=_listed(signature, INDENT),
        arguments=_listed((each.name for each in given), INDENT * 3),
    )


def _call(name: str, function: Callable[..., Any]) -> str:
    words = _quoted(name, (inspect.getdoc(function) or "").partition("\n")[0])
    told = (_quoted(f"{name}, {each.name}", each.words) for each in arguments(function))
    return (
        f'{INDENT * 2}Describe "{name}", {words}, _\n{INDENT * 3}Array({_listed(told, INDENT * 4)})'
    )


def _listed(items: Iterable[str], indent: str) -> str:
    """The items with commas, each on a line of its own but the first: VBA's lines are short."""
    return f", _\n{indent}".join(items)


def _quoted(what: str, text: str) -> str:
    if not 0 < len(text) <= LONGEST_TEXT:
        raise ValueError(f"{what}: the words for the function wizard are 1 to 255 letters long")
    return '"' + text.replace('"', '""') + '"'
