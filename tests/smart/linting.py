"""Asking the linter about small workbooks."""

from collections.abc import Collection
from datetime import date

from okrsheet.plan.finding import Finding
from okrsheet.plan.model import Plan
from okrsheet.sheets.parse import parse
from okrsheet.smart.registry import lint
from tests.departments.parts import workbook
from tests.workbooks import AS_OF, Tables, plan_of


def found(
    code: str, tables: Tables, missing: Collection[str] = (), as_of: date = AS_OF
) -> list[Finding]:
    """The findings with that code in a workbook with those cells."""
    return [one for one in lint(plan_of(tables, as_of, missing)) if one.code == code]


def fields(code: str, tables: Tables, missing: Collection[str] = ()) -> list[str | None]:
    """The headers that the findings with that code point at."""
    return [one.field for one in found(code, tables, missing)]


def found_in(code: str, department: Plan, **more: list[dict[str, object]]) -> list[Finding]:
    """The findings with that code in a department's workbook, with `more` rows typed into it."""
    plan = parse(workbook(department, **more))
    return [one for one in lint(plan) if one.code == code]
