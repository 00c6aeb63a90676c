import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from okrsheet import udf
from okrsheet.functions import FUNCTIONS

WINDOWS = Path(__file__).parent / "windows.py"
NOT_AVAILABLE, CALC_ERROR, SPILL_ERROR = -2146826246, -2146826238, -2146826243
# What is called, and the rows of cells that Excel gets.
CALLS = {
    "single cells": (
        ["OKR_ATTAINMENT", [18.0, 24.0, 12.0, "Decrease", *["missing"] * 3]],
        [[0.5]],
    ),
    "what is left out has its default": (
        ["OKR_ATTAINMENT", [15.0, 10.0, 20.0, *["missing"] * 4]],
        [[0.5]],
    ),
    "a column by reference": (
        ["OKR_ATTAINMENT", [{"range": [[15.0], [None], ["x"]]}, 10.0, 20.0, *["missing"] * 4]],
        [[0.5], [""], ["Actual is text ('x'): give a number."]],
    ),
    "an array": (
        ["OKR_ATTAINMENT", [[[15.0, 20.0]], 10.0, 20.0, *["missing"] * 4]],
        [[0.5, 1.0]],
    ),
    "a reference to one cell": (
        ["OKR_ATTAINMENT", [{"range": [[15.0]]}, {"range": [[10.0]]}, 20.0, *["missing"] * 4]],
        [[0.5]],
    ),
    "a reference to a blank cell is no argument that is left out": (
        ["OKR_SMART", ["Cut waiting to 12 hours", {"range": [[None]]}, *["missing"] * 8]],
        [["S02: The objective has no owner."]],
    ),
    "errors have their names": (
        [
            "OKR_ATTAINMENT",
            [[[NOT_AVAILABLE], [SPILL_ERROR], [CALC_ERROR]], 10.0, 20.0, *["missing"] * 4],
        ],
        [["The actual is #N/A."], ["The actual is #SPILL!."], ["The actual is an Excel error."]],
    ),
    "dates": (
        [
            "OKR_EXPECTED",
            [{"date": "2026-01-01"}, {"range": [[{"date": "2026-04-11"}]]}, 46048.0]
            + ["missing"] * 3,
        ],
        [[0.25]],
    ),
    "amounts of money": (
        ["OKR_ATTAINMENT", [{"range": [[{"money": "12.5"}]]}, 10.0, 20.0, *["missing"] * 4]],
        [[0.25]],
    ),
    "no truth value is a number": (
        ["OKR_STATUS", [True, 0.5, "missing", "missing"]],
        [["Attainment is TRUE: give a number."]],
    ),
    "a block": (
        ["OKR_CASCADE", [[["A"], ["B"]], [[None], ["A"]], "missing", [[None], [0.5]], "missing"]],
        [
            ["Level", "ID", "Name", "Share", "Score"],
            [1, "A", "", 1.0, 0.5],
            [2, "B", "    ", 1.0, 0.5],
        ],
    ),
}


@pytest.fixture(scope="module")
def answers():
    """What each call gives, by xlwings' own code on a pretended Windows."""
    calls = json.dumps([call for call, _ in CALLS.values()])
    run = subprocess.run(
        [sys.executable, WINDOWS], input=calls, capture_output=True, text=True, check=True
    )
    return dict(zip(CALLS, json.loads(run.stdout), strict=True))


@pytest.mark.parametrize("what", CALLS)
def test_excel_gets_the_answer_to(what, answers):
    assert answers[what] == CALLS[what][1]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_stands_here_under_its_excel_name(name):
    served = getattr(udf, name)
    assert served.__name__ == name
    assert served.__doc__ == FUNCTIONS[name].__doc__


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_arguments_are_those_of_the_function(name):
    signature = inspect.signature(getattr(udf, name)).parameters
    original = inspect.signature(FUNCTIONS[name]).parameters
    assert list(signature) == list(original)
    assert [one.default for one in signature.values()] == [one.default for one in original.values()]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_annotation_is_left_for_xlwings_to_take_as_a_conversion(name):
    served = getattr(udf, name)
    assert served.__annotations__ == {}
    assert all(one.annotation is one.empty for one in inspect.signature(served).parameters.values())
