"""OKR_RULE: what a code of the linter means."""

from __future__ import annotations

from typing import Annotated

from okrsheet.functions.arguments import Answer, Arguments, cell_function
from okrsheet.functions.cells import Cell, Cells, WrongArgument, text
from okrsheet.smart.registry import RULES


@cell_function
def okr_rule(
    code: Annotated[Cells, "The code of a rule, such as M03: see the column Code of Findings"],
) -> Answer:
    """What the code of a finding means: how grave it is, the fault, and why it matters."""
    rows = Arguments.of(code=code)
    return rows.answer(rows.read("code", _page))


def _page(cell: Cell, name: str) -> str:
    """The rule of a code in a line; empty for a blank. Raises WrongArgument."""
    code = text(cell, name)
    if code is None:
        return ""
    rule = RULES.get(code.upper())
    if rule is None:
        raise WrongArgument(f"There is no rule {code}: give a code such as S02, M03 or T01.")
    return f"{rule.code}, {rule.severity}: {rule.fault}. {rule.why}"
