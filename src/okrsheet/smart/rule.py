"""What a rule is: a short function that finds one fault, with its code, severity and docstring.

A rule for rows takes `(row, plan)` and yields a Fault for each thing wrong with that row; a rule
for the whole plan takes `(plan)` and says in each Fault where it stands. The plan is a Case, for
rules that ask for more than a Plan tells. The docstring is the
rule's page in the rule book: see `doc.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from okrsheet.plan.finding import Finding, Severity
from okrsheet.plan.model import Plan, Row
from okrsheet.smart.doc import Example, read_doc

# The whole rule book, so that a plan may waive a rule that this version does not check yet.
# A retired code stays here: it is never used again.
CODES: tuple[str, ...] = (
    *("S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09"),
    *("M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09", "M10"),
    *("A01", "A02", "A03", "A04", "A05"),
    *("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10"),
    *("T01", "T02", "T03", "T04", "T05", "T06", "T07"),
    *("D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D11"),
    "W01",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the header it points at, the values at hand, and how to mend it.

    A rule for rows leaves `table`, `row` (0-based) and `id` alone: they are the row's.
    """

    field: str | None
    message: str
    fix: str
    table: str = ""
    row: int | None = None
    id: str | None = None

    def at(self, row: Row) -> Fault:
        """The same fault, standing in that row."""
        return Fault(self.field, self.message, self.fix, row.table, row.row, row.id)


Check = Callable[..., Iterable[Fault]]
RowsByKind = Mapping[type[Row], Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the linter, ready to run and to be shown to a planner.

    `name` says the fault, so that "allow missing-owner" reads well; `of` holds the kinds of row
    that it checks, or Plan alone.
    """

    code: str
    severity: Severity
    name: str
    fault: str
    why: str
    flagged: Example
    passes: Example
    of: tuple[type[Row] | type[Plan], ...]
    check: Check

    def findings(self, plan: Plan, rows: RowsByKind) -> Iterator[Finding]:
        """What the rule finds in the plan; `rows` are the plan's rows by kind."""
        for fault in self._faults(plan, rows):
            yield Finding(
                self.code,
                self.severity,
                fault.table,
                fault.row,
                fault.id,
                fault.field,
                fault.message,
                fault.fix,
            )

    def _faults(self, plan: Plan, rows: RowsByKind) -> Iterator[Fault]:
        for kind in self.of:
            if issubclass(kind, Plan):
                yield from self.check(plan)
            else:
                for row in rows.get(kind, ()):
                    yield from (fault.at(row) for fault in self.check(row, plan))


def rule(code: str, severity: Severity, *of: type[Row] | type[Plan]) -> Callable[[Check], Rule]:
    """Make a function the rule of that code, for rows of those kinds or for the whole Plan.

    Raises ValueError where its docstring is not a page of the rule book.
    """

    def make(check: Check) -> Rule:
        doc = read_doc(check.__doc__ or "")
        name = check.__name__.replace("_", "-")
        return Rule(code, severity, name, doc.fault, doc.why, doc.flagged, doc.passes, of, check)

    return make


def explained(row: Row, header: str, plan: Plan) -> bool:
    """Whether a D finding explains that the row says nothing under the header."""
    return header in row.unread or f"{row.table}/{header}" in plan.missing


def called(row: Row) -> str:
    """What to call a row in a message: its ID where it has one."""
    return row.id or "This row"


def plain(value: float | datetime) -> str:
    """A number as a person writes it (12, not 12.0), or a date in ISO form."""
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else f"{value:.15g}"
