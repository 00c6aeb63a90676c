"""The cell functions as xlwings serves them to Excel on Windows, by their names there.

The add-in calls `okrsheet.udf.OKR_...` through xlwings' COM server. Here the cells become what
`functions` takes, as every host has them: numbers float, errors a value of their own. On other
systems xlwings serves no functions, and these are just the same functions.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from inspect import Parameter, Signature, signature

import xlwings as xw

from okrsheet.books.book import CellError
from okrsheet.functions import FUNCTIONS
from okrsheet.functions.arguments import Answer

CATEGORY = "okrsheet"  # in the function wizard
# xlwings gives these as text; it leaves later kinds of error as Excel's number for them.
ERROR_TEXTS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
ERROR_NUMBERS = range(-2146826288, -2146826188)  # CVErr(2000) to CVErr(2099)
SPILL = -2146826243  # CVErr(2045), the only later one that has a documented number


def served(name: str, function: Callable[..., Answer]) -> Callable[..., Answer]:
    """A function of `FUNCTIONS` under its Excel name, set up for xlwings."""

    def answer(*cells: object) -> Answer:
        return function(*map(_normalised, cells))

    answer.__name__ = name
    answer.__doc__ = function.__doc__
    # Without annotations, which xlwings would take for conversions of its own.
    arguments = [
        argument.replace(annotation=Parameter.empty)
        for argument in signature(function).parameters.values()
    ]
    answer.__annotations__ = {}
    answer.__signature__ = Signature(arguments)  # type: ignore[attr-defined]
    for argument in arguments:
        answer = xw.arg(argument.name, ndim=2, err_to_str=True)(answer)
    registered: Callable[..., Answer] = xw.func(category=CATEGORY, call_in_wizard=False)(answer)
    return registered


def _normalised(cells: object) -> object:
    """The cells of an argument, a list of rows or one cell, as `functions` takes them."""
    if isinstance(cells, list):
        return [[_cell(cell) for cell in row] for row in cells]
    return _cell(cells)


def _cell(value: object) -> object:
    if isinstance(value, Decimal):  # of a cell in a Currency format
        return float(value)
    if isinstance(value, str) and value in ERROR_TEXTS:
        return CellError(value)
    if isinstance(value, int) and value in ERROR_NUMBERS:
        return CellError("#SPILL!" if value == SPILL else "an Excel error")
    return value


globals().update({name: served(name, function) for name, function in FUNCTIONS.items()})
