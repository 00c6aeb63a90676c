"""All rules of this version, and the linter that runs them over a plan.

A rule joins by standing, decorated with `@rule`, in one of the modules below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType, ModuleType

from okrsheet.plan.finding import Finding, Waiver
from okrsheet.plan.model import (
    Action,
    Driver,
    Kpi,
    Objective,
    Pillar,
    Plan,
    Reading,
    Row,
    Unit,
)
from okrsheet.smart import (
    achievable,
    agreement,
    data,
    duplicates,
    identity,
    measurable,
    percent,
    relevant,
    rhythm,
    signals,
    specific,
    timebound,
    waive,
    weighing,
    wording,
)
from okrsheet.smart.case import Case
from okrsheet.smart.rule import CODES, Fault, Rule, rule
from okrsheet.smart.waive import read_waivers

__all__ = ["CODES", "RULES", "Fault", "Rule", "lint", "rule"]

MODULES: tuple[ModuleType, ...] = (
    specific,
    wording,
    duplicates,
    measurable,
    agreement,
    percent,
    achievable,
    relevant,
    signals,
    weighing,
    timebound,
    rhythm,
    data,
    identity,
    waive,
)
# By table, row and the code that is waived.
Waivers = Mapping[tuple[str, int | None, str], Waiver]
TABLES: tuple[type[Row], ...] = (Pillar, Unit, Objective, Kpi, Reading, Action, Driver)


def _rules() -> Iterator[Rule]:
    for module in MODULES:
        yield from (made for made in vars(module).values() if isinstance(made, Rule))


RULES: Mapping[str, Rule] = MappingProxyType(
    {found.code: found for found in sorted(_rules(), key=lambda found: found.code)}
)

# Where a table and a column stand in the workbook's order: the model says it in that order.
TABLE_ORDER = {name: at for at, name in enumerate(("Settings", *(t.table for t in TABLES)))}
COLUMN_ORDER = {
    (kind.table, part.alias): at
    for kind in TABLES
    for at, part in enumerate(kind.model_fields.values())
    if part.alias
}


def lint(plan: Plan, codes: Collection[str] = CODES) -> tuple[Finding, ...]:
    """What the rules of those codes find, in the order of tables, rows, columns and codes.

    A finding that its own row waives with a reason carries that waiver.
    """
    case = Case.of(plan)
    rows = {kind: tuple(group) for kind, group in groupby(plan.rows(), type)}
    waivers = _waivers(plan)
    asked = (each for code, each in RULES.items() if code in codes)
    found = (finding for each in asked for finding in each.findings(case, rows))
    told = (_with_waiver(finding, waivers) for finding in found)
    return tuple(sorted(told, key=_place))


def _with_waiver(finding: Finding, waivers: Waivers) -> Finding:
    waiver = waivers.get((finding.table, finding.row, finding.code))
    return finding if waiver is None else replace(finding, waiver=waiver)


def _waivers(plan: Plan) -> Waivers:
    """The waivers that count, by table, row and the code that they waive."""
    waiving: tuple[Objective | Kpi, ...] = (*plan.objectives, *plan.kpis)
    return {
        (row.table, row.row, waiver.code): waiver
        for row in waiving
        for waiver in read_waivers(row.waive, plan.as_of)[0]
    }


def _place(finding: Finding) -> tuple[int, int, int, str]:
    row = -1 if finding.row is None else finding.row
    column = -1
    if finding.field is not None:
        column = COLUMN_ORDER.get((finding.table, finding.field), len(COLUMN_ORDER))
    return (TABLE_ORDER.get(finding.table, len(TABLE_ORDER)), row, column, finding.code)
