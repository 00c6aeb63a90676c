"""Asking the linter about small workbooks."""

from collections.abc import Collection
from datetime import date

from okrsheet.plan.finding import Finding
from okrsheet.smart.registry import lint
from tests.workbooks import AS_OF, Tables, plan_of


def found(
    code: str, tables: Tables, missing: Collection[str] = (), as_of: date = AS_OF
) -> list[Finding]:
    """The findings with that code in a workbook with those cells."""
    return [one for one in lint(plan_of(tables, as_of, missing)) if one.code == code]


def fields(code: str, tables: Tables, missing: Collection[str] = ()) -> list[str | None]:
    """The headers that the findings with that code point at."""
    return [one.field for one in found(code, tables, missing)]
