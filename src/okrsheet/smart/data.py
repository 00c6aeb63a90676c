"""D: can the workbook be read as it stands? The reader notes the facts, these rules report them."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Misfit, Plan, Unfit
from okrsheet.smart.rule import Fault, rule


@rule("D01", Severity.ERROR, Plan)
def missing_table(plan: Plan) -> Iterator[Fault]:
    """A table is missing.

    Tables are found by their name, on whatever sheet they stand. What a missing one would hold
    counts as not there.

    Flagged:
        No table Pillars

    Passes:
        Pillars
        | ID | Pillar          |
        | P1 | Happy customers |
    """
    for misfit in _misfits(plan, Unfit.NO_TABLE):
        yield _fault(
            misfit,
            f"The table {misfit.table} is missing.",
            f"Make a table and name it {misfit.table} (Table Design, Table Name).",
        )


@rule("D02", Severity.ERROR, Plan)
def missing_column(plan: Plan) -> Iterator[Fault]:
    """A column is missing.

    Columns are found by their header, in any order. Every cell of a missing one counts as blank.

    Flagged:
        No column Target in KPIs

    Passes:
        KPIs
        | Target | ID  | KPI           |
        | 12     | K-1 | Response time |
    """
    for misfit in _misfits(plan, Unfit.NO_COLUMN):
        yield _fault(
            misfit,
            f"The table {misfit.table} has no column {misfit.field}.",
            f"Add a column with the header {misfit.field} to the table, at any place.",
        )


@rule("D03", Severity.ERROR, Plan)
def unexpected_value(plan: Plan) -> Iterator[Fault]:
    """Not a number, date or choice where one is expected.

    A figure with its unit, a date in words or a misspelt choice cannot be calculated with: the
    cell counts as blank.

    Flagged:
        KPIs
        | ID  | KPI           | Type   | Direction | Baseline | Target |
        | K-1 | Response time | Laging | Decrease  | 24       | 12 h   |

    Passes:
        KPIs
        | ID  | KPI           | Type    | Direction | Baseline | Target |
        | K-1 | Response time | Lagging | Decrease  | 24       | 12     |
    """
    for misfit in _misfits(plan, Unfit.NOT_ONE):
        holds = f'holds "{misfit.text}"' if misfit.text else "is blank"
        yield _fault(
            misfit,
            f"{_cell(misfit)} {holds} where {misfit.expected} is expected.",
            f"Enter {misfit.expected}.",
        )


@rule("D04", Severity.ERROR, Plan)
def excel_error(plan: Plan) -> Iterator[Fault]:
    """An Excel error value.

    The formula in the cell has failed, so there is no value to read: the cell counts as blank.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Baseline | Target |
        | K-1 | Response time | Decrease  | #N/A     | 12     |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Baseline | Target |
        | K-1 | Response time | Decrease  | 24       | 12     |
    """
    for misfit in _misfits(plan, Unfit.ERROR_VALUE):
        if not misfit.text.startswith("#"):
            message = f"{_cell(misfit)} holds a formula that was never calculated."
            yield _fault(misfit, message, "Open the workbook in Excel, save it, and check again.")
            continue
        yield _fault(
            misfit,
            f"{_cell(misfit)} holds the error {misfit.text}.",
            "Mend the formula in that cell, or type the value instead.",
        )


@rule("D08", Severity.ERROR, Plan)
def stored_as_text(plan: Plan) -> Iterator[Fault]:
    """A number or date stored as text, or an ID with outer spaces.

    It looks right, but to a formula it is a word: it is not read until it is mended.

    Flagged:
        KPIs
        | ID  | KPI           | Direction | Baseline | Target |
        | K-1 | Response time | Decrease  | 24       | "12"   |

    Passes:
        KPIs
        | ID  | KPI           | Direction | Baseline | Target |
        | K-1 | Response time | Decrease  | 24       | 12     |
    """
    for misfit in _misfits(plan, Unfit.AS_TEXT):
        text = misfit.text.strip()
        if text != misfit.text:
            how, fix = "with outer spaces", f"Type {text} again without spaces around it"
        else:
            how, fix = "as text", f"Set the cell's format to General and type {text} again"
        fix += ", or let okrsheet check --fix do it."
        yield _fault(
            misfit, f'{_cell(misfit)} holds "{misfit.text}" {how}, so it is not read.', fix
        )


@rule("D10", Severity.WARNING, Plan)
def typed_over_formula(plan: Plan) -> Iterator[Fault]:
    """A typed value stands over a computed cell.

    Computed columns are never read. The next write restores the formula, and lists the value so
    that it is not lost.

    Flagged:
        Actions
        | ID  | Action         | Status     |
        | A-1 | Buy the CRM    | = On track |
        | A-2 | Train the team | On track   |

    Passes:
        Actions
        | ID  | Action         | Status     |
        | A-1 | Buy the CRM    | = On track |
        | A-2 | Train the team | = At risk  |
    """
    for misfit in _misfits(plan, Unfit.TYPED_OVER):
        yield _fault(
            misfit,
            f'{_cell(misfit)} holds "{misfit.text}", typed over its formula.',
            "Enter the value in a column of its own if you need it; the formula comes back.",
        )


@rule("D11", Severity.ERROR, Plan)
def unusable_id(plan: Plan) -> Iterator[Fault]:
    """Not a usable ID.

    What looks like a number or date, or has spaces or `* ? ~` in it, is read differently by
    different spreadsheet programs. Until it has another ID the row cannot be referred to.

    Flagged:
        Objectives
        | ID | Objective                             |
        | 12 | Cut response time from 24 to 12 hours |

    Passes:
        Objectives
        | ID   | Objective                             |
        | O-12 | Cut response time from 24 to 12 hours |
    """
    for misfit in _misfits(plan, Unfit.BAD_ID):
        yield _fault(
            misfit,
            f'{_cell(misfit)} holds "{misfit.text}", which is not usable as an ID.',
            "Enter a letter, then letters, digits, '.', '-' or '_', 64 at most, such as O-12.",
        )


def _misfits(plan: Plan, unfit: Unfit) -> Iterator[Misfit]:
    return (misfit for misfit in plan.misfits if misfit.unfit is unfit)


def _fault(misfit: Misfit, message: str, fix: str) -> Fault:
    return Fault(misfit.field, message, fix, misfit.table, misfit.row, misfit.id)


def _cell(misfit: Misfit) -> str:
    """What to call a cell in a message: its column, and its row where that has another name."""
    has_name = misfit.id is not None and misfit.field != "ID"
    return f"{misfit.field} of {misfit.id}" if has_name else f"{misfit.field}"
