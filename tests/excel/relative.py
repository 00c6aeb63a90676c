"""Formulas that Excel reads as seen from the active cell: of colour rules and validations.

What is kept is the formula as seen from the first cell of their range. A rule added to K5:K16
with `=$J5>0` while A1 is active comes to look at J9: four rows too far.
"""

from typing import TYPE_CHECKING

from openpyxl.formula.translate import Translator

from tests.excel.com import refused
from tests.excel.spelling import filed, told

if TYPE_CHECKING:
    from tests.excel.range import Range


def kept(rng: "Range", formula: str) -> str:
    """A formula (with or without `=`) as it is kept, without `=`."""
    body = formula.removeprefix("=")
    if len(formula) > 255 or "[" in body:
        raise refused("A formula of more than 255 characters, or with a table's columns.")
    return filed(_seen(rng, body, -1), None)


def seen(rng: "Range", body: str) -> str:
    """A kept formula as Excel tells it, with `=`."""
    return f"={told(_seen(rng, body, 1), None)}"


def _seen(rng: "Range", body: str, direction: int) -> str:
    active = rng.machine.selection.area
    rows, columns = active.row - rng.area.row, active.column - rng.area.column
    moving = Translator(f"={body}", origin="A1")
    moved = moving.translate_formula(row_delta=direction * rows, col_delta=direction * columns)
    return str(moved).removeprefix("=")
