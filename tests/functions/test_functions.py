"""All cell functions: what the function wizard and the add-in rely on."""

import inspect
import re
import subprocess
import sys
from datetime import datetime
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.books.book import CellError
from okrsheet.functions import FUNCTIONS
from okrsheet.functions.cells import Cells

# The longest text that the wizard takes.
LONGEST = 255
# Words that VBA keeps for itself, of those that an argument could be called.
VBA_WORDS = frozenset(
    re.findall(
        r"\w+",
        """and any as base begin binary boolean byref byte byval call case close compare const
        currency date debug decimal declare default dim do double each else empty end enum error
        event exit false for friend function get global goto if implements in input integer is len
        let like line lock long loop lset me mid mod name new next not nothing null object on open
        option optional or output paramarray preserve print private property public put raiseevent
        random read redim rem resume return rset seek select set shared single static step stop
        string sub tab text then time to true type unknown until unlock variant wend while width
        with withevents write xor""",
    )
)
EACH = pytest.mark.parametrize(("name", "function"), FUNCTIONS.items())


def arguments(function):
    """Each argument of a function with its type and its default."""
    hints = get_type_hints(function, include_extras=True)
    signature = inspect.signature(function).parameters.values()
    return [(one.name, hints[one.name], one.default) for one in signature]


def test_the_functions_are_those_of_the_contract():
    assert set(FUNCTIONS) == {
        "OKR_ATTAINMENT",
        "OKR_EXPECTED",
        "OKR_STATUS",
        "OKR_ROLLUP",
        "OKR_CASCADE",
        "OKR_SMART",
        "OKR_RULE",
        "OKR_EXPLAIN",
    }


@EACH
def test_a_function_is_called_in_python_as_in_excel(name, function):
    assert function.__name__ == name.lower()


@EACH
def test_the_wizard_has_a_line_on_each_function(name, function):
    line = inspect.getdoc(function).splitlines()[0]
    assert 20 < len(line) <= LONGEST
    assert line.isascii() and line.endswith(".")


@EACH
def test_the_wizard_has_a_text_on_each_argument(name, function):
    for argument, hint, _ in arguments(function):
        assert get_origin(hint) is Annotated, argument
        cells, *texts = get_args(hint)
        assert cells == Cells
        (text,) = texts
        assert 3 < len(text) <= LONGEST
        assert text.isascii() and not text.endswith(".")


@EACH
def test_arguments_have_names_that_vba_takes(name, function):
    for argument, _, _ in arguments(function):
        assert re.fullmatch(r"[a-z][a-z_]*[a-z]", argument)
        assert argument not in VBA_WORDS


@EACH
def test_what_may_be_left_out_stands_behind_what_may_not(name, function):
    optional = [default is not inspect.Parameter.empty for _, _, default in arguments(function)]
    assert optional == sorted(optional)
    assert all(one.kind is one.POSITIONAL_OR_KEYWORD for one in parameters(function))


def parameters(function):
    return inspect.signature(function).parameters.values()


def test_neither_importing_nor_a_call_on_single_cells_brings_pandas_or_a_spreadsheet_library():
    asked = """
import sys
from okrsheet.functions import FUNCTIONS
FUNCTIONS["OKR_ATTAINMENT"](18, 24, 12)
FUNCTIONS["OKR_EXPECTED"](46000, 46100, 46050)
FUNCTIONS["OKR_STATUS"](0.5, 0.5)
FUNCTIONS["OKR_ROLLUP"](0.5)
FUNCTIONS["OKR_CASCADE"]("P1", None)
FUNCTIONS["OKR_SMART"]("Cut waiting from 24 to 12 hours", "Ann", 46000, 46100, 24, 12, "hours")
FUNCTIONS["OKR_RULE"]("S02")
FUNCTIONS["OKR_EXPLAIN"](18, 24, 12, "Decrease", 46000, 46100, 46050)
heavy = {"click", "lxml", "openpyxl", "pandas", "python_calamine", "rich", "xlwings"}
print(sorted(heavy & sys.modules.keys()))
"""
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False),
    st.integers(-(10**6), 10**6),
    st.sampled_from([0.0, 0.5, 1.0, 46000.0, 46100.0]),
    st.sampled_from(["", " ", "12", "O-1", "Hold", "Milestone", "Worst", "On track", "S02"]),
    st.text(max_size=12),
    st.sampled_from([CellError("#N/A"), CellError("an Excel error")]),
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),
)
RANGE = st.integers(1, 3).flatmap(
    lambda rows: st.lists(st.lists(CELL, min_size=1, max_size=1), min_size=rows, max_size=rows)
)


@given(st.data())
def test_whatever_stands_in_the_cells_every_function_has_an_answer(data):
    name = data.draw(st.sampled_from(sorted(FUNCTIONS)))
    function = FUNCTIONS[name]
    most = len(parameters(function))
    least = sum(one.default is one.empty for one in parameters(function))
    given_cells = data.draw(st.lists(st.one_of(CELL, RANGE), min_size=least, max_size=most))
    answer = function(*given_cells)
    rows = answer if isinstance(answer, list) else [[answer]]
    assert all(isinstance(cell, str | int | float) for row in rows for cell in row)
    assert all(cell == cell and abs(cell) != float("inf") for cell in numbers(rows))


def numbers(rows):
    return [cell for row in rows for cell in row if isinstance(cell, float)]
