"""The functions of okrsheet for the cells of a worksheet, apart from the program that runs them.

Each is a pure function of its arguments, single cells or ranges (see `arguments`), and gives the
numbers of the engine, text, or a sentence where an argument cannot be used. It never raises. Its
signature says its arguments in their order: the type `Annotated[Cells, text]` what the function
wizard tells of one, a default that one may be left out. The first line of its docstring is the
wizard's on the function. Nothing here imports pandas, nor a spreadsheet library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from okrsheet.functions.arguments import Answer
from okrsheet.functions.attainment import okr_attainment
from okrsheet.functions.cascade import okr_cascade
from okrsheet.functions.expected import okr_expected
from okrsheet.functions.explain import okr_explain
from okrsheet.functions.rollup import okr_rollup
from okrsheet.functions.rule import okr_rule
from okrsheet.functions.smart import okr_smart
from okrsheet.functions.status import okr_status

__all__ = ["FUNCTIONS"]

# By the name that they have in Excel.
FUNCTIONS: Mapping[str, Callable[..., Answer]] = MappingProxyType(
    {
        "OKR_ATTAINMENT": okr_attainment,
        "OKR_EXPECTED": okr_expected,
        "OKR_STATUS": okr_status,
        "OKR_ROLLUP": okr_rollup,
        "OKR_CASCADE": okr_cascade,
        "OKR_SMART": okr_smart,
        "OKR_RULE": okr_rule,
        "OKR_EXPLAIN": okr_explain,
    }
)
