"""The actions of the ribbon that check, score and take in: pure, (Snapshot, Here) -> Answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from okrsheet import commands, told
from okrsheet.books.book import Edit, FillTable, SetColumn, Snapshot
from okrsheet.clicks.answer import Answer, Page, Place, counted, listed, paragraphs, place_in
from okrsheet.clicks.selection import Here, selected_id
from okrsheet.commands import RolledUp
from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Plan, Row
from okrsheet.score.account import Account, ActionAccount
from okrsheet.score.scores import NodeScore, score_plan
from okrsheet.score.status import Status
from okrsheet.sheets.change import Change
from okrsheet.sheets.findings import FINDING_KEY
from okrsheet.sheets.generated import FINDINGS
from okrsheet.sheets.intake import take_in
from okrsheet.sheets.layout import CHECK, id_tables
from okrsheet.sheets.living import is_living, living_edits, settled
from okrsheet.sheets.owner import owner_line
from okrsheet.sheets.parse import parse
from okrsheet.sheets.scores import relay_edits
from okrsheet.told_account import explained_text

MOST_WATERMELONS = 15
# Under which header the name of a row stands, by its table.
NAME_HEADER = {
    layout.name: layout.row.model_fields["name"].alias or "" for layout in id_tables() if layout.row
}


def validate(snapshot: Snapshot, here: Here) -> Answer:
    """Check the plan: the findings on their sheet, and there to read."""
    outcome = commands.check(snapshot)
    checked = outcome.result
    findings = snapshot.table(FINDINGS.name)
    look = FINDINGS.sheet
    first = Place(look.title, look.header_row + 1, 1)
    return Answer(
        outcome.edits,
        go=place_in(findings, 0, "Code") if findings else first,
        box=paragraphs(
            told.count_text(checked).plain,
            "Next finding takes you from one to the next." if checked.findings else "",
            *_said(checked.notes, checked.changes),
        ),
    )


def clear_findings(snapshot: Snapshot, here: Here) -> Answer:
    """Empty the Findings sheet and the Check columns."""
    if snapshot.table(FINDINGS.name) is None:
        return Answer(box="There is no Findings sheet to clear: Check plan makes it.")
    return Answer(tuple(_cleared(snapshot)), bar="The findings are cleared. Check plan lists them.")


def take_in_new_values(snapshot: Snapshot, here: Here) -> Answer:
    """Move every New value to Readings, and give IDs to rows that have none."""
    plan = parse(snapshot)
    intake = take_in(plan, snapshot)
    waiting = sum(kpi.new_value is not None or "New value" in kpi.unread for kpi in plan.kpis)
    left = waiting - len(intake.checked_in)
    stays = f"{counted(left, 'New value')} cannot be moved: Check plan says why." if left else ""
    if not intake.changes:
        return Answer(box=stays or "There is nothing to take in: no KPI has a New value.")
    living: Sequence[Edit] = ()
    if is_living(snapshot):
        living = tuple(living_edits(plan, score_plan(plan), snapshot, intake.checked_in))
    ours = (*relay_edits(plan, snapshot, intake.checked_in), *living)
    edits = (*intake.edits, *settled(ours, plan, snapshot))
    count = len(intake.checked_in)
    moved = f"{counted(count, 'New value')} moved to Readings." if count else ""
    return Answer(edits, box=paragraphs(moved, *_said((), intake.changes), stays))


def roll_up(snapshot: Snapshot, here: Here) -> Answer:
    """Score the plan: statuses, Cascade, Summary and Dashboard."""
    outcome = commands.rollup(snapshot)
    rolled = outcome.result
    errors = sum(one.finding.severity is Severity.ERROR for one in rolled.findings)
    faults = f"{counted(errors, 'error')} in the data: Check plan lists them." if errors else ""
    return Answer(
        outcome.edits,
        box=paragraphs(_standing(rolled), faults, *_said(rolled.notes, rolled.changes)),
    )


def explain(snapshot: Snapshot, here: Here) -> Answer:
    """Why the selected row, or else the company, has its score: a page to read."""
    plan = parse(snapshot)
    id = selected_id(plan, snapshot, here) or "company"
    explained = commands.explain(snapshot, id).result
    lines = tuple(explained_text(explained, Path(snapshot.name), False))
    return Answer(
        page=Page(f"Why {id} stands where it does", lines), bar=_figures(explained.account)
    )


def watermelons(snapshot: Snapshot, here: Here) -> Answer:
    """What is on track outside and off track inside; goes to the first."""
    plan = parse(snapshot)
    found = list(_watermelons(plan))
    if not found:
        return Answer(box="No watermelon: nothing that is on track has something off track inside.")
    first = found[0]
    table = snapshot.table(first.table)
    lines = [f"{row.id or '-'}   {getattr(row, 'name', None) or ''}".rstrip() for row in found]
    many = f"{counted(len(found), 'watermelon')}: on track outside, off track inside."
    return Answer(
        go=place_in(table, first.row, NAME_HEADER[first.table]) if table else None,
        box=paragraphs(many, listed(lines, MOST_WATERMELONS), "Explain says what is inside."),
    )


def _cleared(snapshot: Snapshot) -> Iterator[Edit]:
    look = replace(FINDINGS.sheet, owner=owner_line(snapshot))
    yield FillTable(look, ((None,) * len(look.columns),), FINDING_KEY)
    for layout in id_tables():
        table = snapshot.table(layout.name)
        if table is not None:
            yield SetColumn(layout.name, CHECK.look, (None,) * len(table.rows))


def _said(notes: Sequence[str], changes: Sequence[Change]) -> Iterator[str]:
    """Notes, then what a write changes in entered cells."""
    yield listed([f"Note: {note}" for note in notes])
    if changes:
        yield listed(["Taken in:", *(change.message for change in changes)])


def _standing(rolled: RolledUp) -> str:
    """The company and its KPIs in two lines."""
    company = rolled.scores.company
    pairs = zip(rolled.plan.kpis, rolled.scores.kpis, strict=True)
    found = Counter(score.status for kpi, score in pairs if not kpi.taken)
    graded = [f"{found[status]} {status.label.lower()}" for status in Status if found[status]]
    name = rolled.plan.settings.organisation or rolled.workbook
    return (
        f"{name}, as of {rolled.as_of}: {_pace(company.score, company.expected, company.status)}\n"
        f"{counted(found.total(), 'KPI')}: {', '.join(graded) or 'none yet'}."
    )


def _figures(account: Account) -> str:
    figures = account.figures
    score = account.action.done if isinstance(account, ActionAccount) else account.figures.score
    return f"{figures.id}: {_pace(score, figures.expected, figures.status)}"


def _pace(score: float | None, expected: float | None, status: Status) -> str:
    if score is None:
        return f"{status.label}."
    due = "" if expected is None else f" against {expected:.0%} expected"
    return f"{status.label}, {score:.0%}{due}."


def _watermelons(plan: Plan) -> Iterator[Row]:
    """Pillars, units and objectives that are on track over something that is off track."""
    scores = score_plan(plan)
    kinds: tuple[tuple[Sequence[Row], Sequence[NodeScore]], ...] = (
        (plan.pillars, scores.pillars),
        (plan.units, scores.units),
        (plan.objectives, scores.objectives),
    )
    for rows, figures in kinds:
        for row, node in zip(rows, figures, strict=True):
            is_green = node.status is Status.ON_TRACK and node.worst is Status.OFF_TRACK
            if is_green and not row.taken:
                yield row
