"""What okrsheet does with a workbook: one pure function a command, Snapshot -> Outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from okrsheet.books.book import BookError, Edit, Snapshot, Tell
from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Kpi, Plan, Settings, key
from okrsheet.score.account import Account
from okrsheet.score.accountant import UnknownId, account
from okrsheet.score.scores import Scores, score_plan
from okrsheet.sheets.below import notes_below
from okrsheet.sheets.change import Change
from okrsheet.sheets.findings import Located, findings_edits, locate
from okrsheet.sheets.intake import take_in
from okrsheet.sheets.live.whether import why_values
from okrsheet.sheets.living import is_living, living_edits, settled
from okrsheet.sheets.mend import mend
from okrsheet.sheets.parse import parse
from okrsheet.sheets.scores import relay_edits
from okrsheet.smart.registry import CODES, lint

Result = TypeVar("Result")
# What a roll-up reports: whatever keeps a figure from being read or counted.
DATA_CODES = frozenset(code for code in CODES if code.startswith("D")) | {"R02"}


@dataclass(frozen=True)
class Outcome(Generic[Result]):
    """What a command found, and the edits that would put it into the workbook."""

    result: Result
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Checked:
    """The findings of a plan: those that count, and those that are waived."""

    workbook: str
    as_of: date
    findings: tuple[Located, ...]
    waived: tuple[Located, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings of that severity count."""
        return sum(one.finding.severity is severity for one in self.findings)


@dataclass(frozen=True)
class RolledUp:
    """A scored plan, with the findings on its data."""

    workbook: str
    as_of: date
    plan: Plan
    scores: Scores
    findings: tuple[Located, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """The account of one score, and what no account says and yet should not go unsaid."""

    workbook: str
    as_of: date
    settings: Settings
    account: Account
    notes: tuple[str, ...]


def check(snapshot: Snapshot, as_of: date | None = None) -> Outcome[Checked]:
    """SMART and data findings; the edits fill the Findings sheet and the Check columns."""
    plan = parse(snapshot, as_of)
    located = locate(lint(plan), snapshot)
    intake = take_in(plan, snapshot)
    edits = (
        *intake.edits,
        *settled(relay_edits(plan, snapshot, intake.checked_in), plan, snapshot),
        *findings_edits(located, plan, snapshot),
        *_kept_living(plan if as_of is None else parse(snapshot), snapshot, intake.checked_in),
    )
    counted = tuple(one for one in located if one.finding.waiver is None)
    waived = tuple(one for one in located if one.finding.waiver is not None)
    notes = tuple(_notes(plan, snapshot))
    result = Checked(snapshot.name, plan.as_of, counted, waived, intake.changes, notes)
    return Outcome(result, edits)


def fix(snapshot: Snapshot) -> Outcome[tuple[Change, ...]]:
    """What of the entered cells can be mended for certain, cell by cell; the edits mend it."""
    mended = mend(snapshot)
    return Outcome(mended.changes, mended.edits)


def rollup(snapshot: Snapshot, as_of: date | None = None) -> Outcome[RolledUp]:
    """Scores and statuses; the edits fill the computed columns, Cascade, Summary and Dashboard.

    With `as_of` the edits put that day into the settings. A department has no sheets for the whole.
    """
    plan = parse(snapshot, as_of)
    scores = score_plan(plan)
    findings = lint(plan, DATA_CODES)
    counted = locate((one for one in findings if one.waiver is None), snapshot)
    intake = take_in(plan, snapshot, as_of)
    values = why_values(plan, snapshot)
    notes = (*_notes(plan, snapshot), *_as_sent(plan), *((values,) if values else ()))
    edits = (
        *intake.edits,
        *settled(relay_edits(plan, snapshot, intake.checked_in), plan, snapshot),
        *settled(living_edits(plan, scores, snapshot, intake.checked_in), plan, snapshot),
        *(Tell(note) for note in notes),
    )
    result = RolledUp(snapshot.name, plan.as_of, plan, scores, counted, intake.changes, notes)
    return Outcome(result, edits)


def explain(
    snapshot: Snapshot, id: str, as_of: date | None = None, depth: int | None = None
) -> Outcome[Explained]:
    """Why the row with that ID, or `company`, has its score; there are no edits.

    `depth` is how many levels below it are told (None: see `score.accountant`). Raises BookError
    where no row has the ID.
    """
    plan = parse(snapshot, as_of)
    try:
        found = account(plan, score_plan(plan), id, depth)
    except UnknownId as unknown:
        close = f"Did you mean {' or '.join(unknown.close)}?" if unknown.close else ""
        fix = close or "Take one from an ID column of the workbook, or company."
        raise BookError(f"There is no ID {id!r} in this plan.", snapshot.name, fix) from unknown
    notes = tuple(
        f"Row {row.row + 1} of {row.table} has the ID {row.id} too and is not scored: D05."
        for row in plan.rows()
        if row.taken and key(row.id) == key(id.strip())
    )
    result = Explained(snapshot.name, plan.as_of, plan.settings, found, notes)
    return Outcome(result, ())


def _kept_living(plan: Plan, snapshot: Snapshot, checked_in: Sequence[Kpi]) -> Iterator[Edit]:
    """What keeps a living workbook right when it is written for another reason than its scores.

    Its values are those of its own As of, not of a day that only the check is asked for.
    """
    if is_living(snapshot):
        edits = living_edits(plan, score_plan(plan), snapshot, checked_in)
        yield from settled(edits, plan, snapshot)


def _notes(plan: Plan, snapshot: Snapshot) -> Iterator[str]:
    """What no rule says and yet should not go unsaid."""
    yield from notes_below(snapshot)
    loose = [
        kpi
        for kpi in plan.kpis
        if kpi.objective is None and not kpi.taken and "Objective" not in kpi.unread
    ]
    if loose and "KPIs/Objective" not in plan.missing:
        one = len(loose) == 1
        told = "KPI names no objective and counts" if one else "KPIs name no objective and count"
        yield f"{len(loose)} {told} nowhere: {_listed(loose)}."
    around = plan.graph.around.ids["Objectives"]
    elsewhere = [kpi for kpi in plan.kpis if key(kpi.objective) in around and not kpi.taken]
    if elsewhere:
        one = len(elsewhere) == 1
        told = "KPI names an objective" if one else "KPIs name objectives"
        counts = "counts" if one else "count"
        yield f"{len(elsewhere)} {told} of another unit and {counts} there: {_listed(elsewhere)}."


def _as_sent(plan: Plan) -> Iterator[str]:
    """What of a department's scores is not calculated, and of which day it is."""
    company = next((row for row in plan.context if row.kind == "Company"), None)
    if company is not None:
        day = f", as of {company.as_at:%Y-%m-%d}" if company.as_at else ""
        yield f"The company, the pillars and what other units add stand as they were sent{day}."


def _listed(kpis: Sequence[Kpi]) -> str:
    shown = ", ".join(kpi.id or f"row {kpi.row + 1}" for kpi in kpis[:5])
    return shown + (f" and {len(kpis) - 5} more" if len(kpis) > 5 else "")
