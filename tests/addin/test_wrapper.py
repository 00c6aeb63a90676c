"""The cell functions as Excel sees them, compared with what xlwings itself would write."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest

from okrsheet.addin.wrapper import Argument, arguments, wrapper
from okrsheet.functions import FUNCTIONS
from tests.addin.conditional import MAC, WINDOWS, compiled

ROOT = Path(__file__).resolve().parents[2]


def okr_pace(
    days: Annotated[float, "The days gone"],
    all_days: Annotated[float, 'All days, or "" for a year'] = 365,
) -> float:
    """How far along it is.

    More about it.
    """
    return days / all_days


def statements(source: str) -> dict[str, list[str]]:
    """The statements of each cell function, without comments, blanks and continued lines."""
    joined = re.sub(r" _\n\s*", " ", source)
    lines = [line.strip().removeprefix("Public ") for line in joined.splitlines()]
    text = "\n".join(line for line in lines if line and not line.startswith("'"))
    found = re.findall(r"^(Function (\w+)\(.*?^End Function)$", text, re.MULTILINE | re.DOTALL)
    return {name: function.splitlines() for function, name in found}


@pytest.fixture(scope="module")
def reference():
    """What xlwings writes for okrsheet.udf, as Excel compiles it."""
    program = [sys.executable, "-m", "tests.addin.reference_wrapper"]
    run = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)
    return statements(compiled(run.stdout, {"app": "Microsoft Excel"}))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_cell_function_is_written_as_xlwings_writes_it(name, reference):
    ours = statements(compiled(wrapper(FUNCTIONS).source, WINDOWS))
    assert ours[name] == reference[name]


def test_there_are_no_others(reference):
    assert reference.keys() == FUNCTIONS.keys()


def test_on_a_mac_a_cell_function_says_what_it_needs():
    source = compiled(wrapper({"OKR_PACE": okr_pace}).source, MAC)
    assert statements(source)["OKR_PACE"] == [
        "Function OKR_PACE(days, Optional all_days)",
        "OKR_PACE = ON_A_MAC",
        "End Function",
    ]
    assert "okrsheet's cell functions need Excel for Windows." in source


def test_on_a_mac_excel_compiles_nothing_of_the_function_wizard():
    assert "MacroOptions" not in compiled(wrapper({"OKR_PACE": okr_pace}).source, MAC)
    assert "MacroOptions" in compiled(wrapper({"OKR_PACE": okr_pace}).source, WINDOWS)


def test_arguments_come_with_their_words_and_whether_they_may_be_left_out():
    assert arguments(okr_pace) == (
        Argument("days", "The days gone", False),
        Argument("all_days", 'All days, or "" for a year', True),
    )


def test_the_function_wizard_gets_the_first_line_and_the_words_of_the_arguments():
    described = re.sub(r" _\n\s*", " ", wrapper({"OKR_PACE": okr_pace}).source)
    assert (
        'Describe "OKR_PACE", "How far along it is.",'
        ' Array("The days gone", "All days, or """" for a year")'
    ) in described


def test_whatever_goes_wrong_with_the_words_the_addin_is_hidden_again():
    lines = [line.strip() for line in wrapper({"OKR_PACE": okr_pace}).source.splitlines()]
    shown = lines.index("ThisWorkbook.IsAddin = False")
    hidden = lines.index("ThisWorkbook.IsAddin = True")
    assert lines.index("On Error Resume Next") < shown < hidden
    assert not [line for line in lines[shown:hidden] if line.startswith(("On Error", "Exit"))]


def test_an_argument_without_words_is_refused():
    def okr_mute(actual: float) -> float:
        """Says nothing."""
        return actual

    with pytest.raises(ValueError, match="actual has no words"):
        wrapper({"OKR_MUTE": okr_mute})


@pytest.mark.parametrize("words", ["", "x" * 256])
def test_words_that_the_wizard_cannot_show_are_refused(words):
    def okr_wordy(actual: float) -> float:
        return actual

    okr_wordy.__annotations__["actual"] = Annotated[float, words]
    okr_wordy.__doc__ = "Fine."
    with pytest.raises(ValueError, match=r"OKR_WORDY, actual: .* 1 to 255"):
        wrapper({"OKR_WORDY": okr_wordy})


def test_words_of_255_letters_are_shown():
    def okr_wordy(actual: Annotated[float, "x" * 255]) -> float:
        """Fine."""
        return actual

    okr_wordy.__annotations__["actual"] = Annotated[float, "x" * 255]
    assert "x" * 255 in wrapper({"OKR_WORDY": okr_wordy}).source
