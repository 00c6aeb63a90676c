"""The examples in docs/functions.md give what the page says, and it has every argument."""

import inspect
import re
from datetime import datetime
from pathlib import Path

import pytest

from okrsheet.functions import FUNCTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "functions.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `=(OKR_\w+\(.*\))` \| (.*) \|$", PAGE, re.MULTILINE)


LEFT_OUT = object()


def calculated(formula):
    """What a formula of constants gives: `{1;2}` is a column, `, ,` leaves an argument out."""
    name, arguments = re.sub(r"\{(.*?)\}", as_rows, formula).removesuffix(")").split("(", 1)
    spelt_out = re.sub(r"(?<=,) (?=,)", " LEFT_OUT", arguments)
    cells = eval(f"[{spelt_out}]", {"DATE": datetime, "LEFT_OUT": LEFT_OUT})
    pairs = zip(inspect.signature(FUNCTIONS[name]).parameters, cells, strict=False)
    return FUNCTIONS[name](**{one: cell for one, cell in pairs if cell is not LEFT_OUT})


def as_rows(column):
    return f"[[{column[1].replace(';', '],[')}]]"


@pytest.mark.parametrize(("formula", "said"), EXAMPLES)
def test_an_example_gives_what_the_page_says(formula, said):
    given = calculated(formula)
    assert given == (pytest.approx(float(said)) if isinstance(given, float) else said)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_an_example_and_its_arguments_in_order(name):
    assert f"\n## {name}\n" in PAGE
    assert any(formula.startswith(f"{name}(") for formula, _ in EXAMPLES)
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    told = [one.name if one.default is one.empty else f"[{one.name}]" for one in parameters]
    assert f"`{name}({', '.join(told)})`" in PAGE
